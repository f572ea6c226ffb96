"""What a run has done and has still to do: results, errors, and the journal by which it goes on."""

from __future__ import annotations

import abc
import contextlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from newsparse.cli._input import Item
from newsparse.cli._journal import Entry, Growing, Journal, RunError, side_files
from newsparse.cli._output import Sink
from newsparse.cli._tasks import Done
from newsparse.export import dumps

__all__ = ["Counts", "JournalResults", "Results", "StreamResults"]


class Counts:
    """How many articles there were, and what became of them."""

    def __init__(self) -> None:
        self.articles = self.new = self.again = self.errors = self.changed = self.gone = self.hidden = 0
        self.found: Counter[str] = Counter()

    def passed_over(self) -> None:
        """Count an article that is done already."""
        self.articles += 1

    def took(self, done: Done, *, again: bool = False) -> None:
        """Count an article that has been done, for the first time or again."""
        self.articles += 1
        self.again += again
        self.new += not again
        self.errors += done.error is not None
        self.hidden += done.hidden
        self.found.update(done.found)


class Results(Protocol):
    """What takes results, and knows which there are already."""

    counts: Counts
    kept: bool
    """Whether what is done stays when the run is stopped."""
    errors_path: Path | None
    notes: list[str]
    """What is worth a line before the work begins."""

    @abc.abstractmethod
    def is_done(self, item: Item) -> bool:
        """Return whether there is a result of just this article already; it is counted then."""

    @abc.abstractmethod
    def take(self, done: Done) -> None:
        """Write one result, or its error."""

    @abc.abstractmethod
    def close(self, *, complete: bool) -> None:
        """Write what closes the results."""

    @abc.abstractmethod
    def release(self) -> None:
        """Close the files and leave them as they are."""


class StreamResults:
    """Results that cannot be gone on with: on standard output, or a device."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.counts, self.kept = Counts(), False
        self.errors_path: Path | None = None
        self.notes: list[str] = []

    def is_done(self, item: Item) -> bool:  # noqa: ARG002 - nothing is
        """Return ``False``."""
        return False

    def take(self, done: Done) -> None:
        """Write one result."""
        if done.error is None:
            self._sink.write(done, None)
        self.counts.took(done)

    def close(self, *, complete: bool) -> None:  # noqa: ARG002 - nothing is gone on with
        """Write what closes the results."""
        self._sink.close(())

    def release(self) -> None:
        """Close the file."""
        self._sink.release()


class JournalResults:
    """Results in a file or a folder, with their journal and a file of errors beside them.

    Args:
        sink: what takes the results.
        output: the file or folder.
        header: command, format and options.
        folder: whether it is a folder.
        resume: go on with an earlier run, if there is one.
        overwrite: begin again whatever is there.

    Raises:
        RunError: there is an earlier run, and it is not said what to do with it; or it was another one; or what is
            there is not ours.
    """

    kept = True

    def __init__(
        self, sink: Sink, output: Path, header: Mapping[str, Any], *, folder: bool, resume: bool, overwrite: bool
    ) -> None:
        self._sink, self._output = sink, output
        self.counts = Counts()
        self.notes: list[str] = []
        self._known: dict[str, Entry] = {}
        self._met: set[str] = set()
        self._digests: dict[str, str] = {}  # of what is being worked on
        self._whole = False  # whether results and journal are finished, and nothing has been added
        journal, self._errors_path = side_files(output, folder=folder)
        self.errors_path: Path | None = self._errors_path
        self._errors: Growing | None = None
        self._journal = Journal(journal, header)
        try:
            self._check(folder=folder, resume=resume, overwrite=overwrite)
        except RunError:
            self.release()
            if not self._journal.found:
                journal.unlink()
            raise
        if resume and not overwrite and self._journal.earlier and not self._journal.is_begun_again:
            self._go_on()
        else:
            self._journal.note_again()
            sink.begin(self._journal.earlier)
            self._journal.begin()
            self._errors_path.unlink(missing_ok=True)

    def _check(self, *, folder: bool, resume: bool, overwrite: bool) -> None:
        earlier, output = self._journal.earlier, self._output
        if overwrite:
            return
        if self._errors_path.exists() and not _ours(self._errors_path):
            raise RunError(f"{self._errors_path} is not of newsparse and would be overwritten; see --overwrite")
        if earlier is None:
            if resume and self._sink.length() and not self._journal.found:
                raise RunError(f"{output} has no journal, which tells what is done; begin again with --overwrite")
            return
        if not resume and earlier.length is None:
            raise RunError(f"{output} is of a run that was not finished: go on with --resume, or --overwrite it")
        if (resume or folder) and (difference := self._journal.differs()):
            raise RunError(f"{output} is of another run ({difference}); use the same, or --overwrite it")
        if resume and earlier.length is not None and earlier.length != self._sink.length():
            raise RunError(f"{output} has been changed since it was finished; begin again with --overwrite")
        if resume and (version := self._journal.version()):
            self.notes.append(f"{output} was begun by newsparse {version}; what is done stays as it was read then")

    def _go_on(self) -> None:
        earlier = self._journal.earlier
        assert earlier is not None  # noqa: S101
        held = self._sink.go_on(earlier)
        self._whole = earlier.length is not None
        # Fewer may hold than there are: the machine went down, and the journal reached the disk before the results.
        self._journal.go_on(held)
        self._known = {entry.key: entry for entry in earlier.entries[:held]}

    def is_done(self, item: Item) -> bool:
        """Return whether there is a result of just this article; one with an error is tried again."""
        digest = item.digest()
        known = self._known.get(item.key)
        self._met.add(item.key)
        if known is not None and known.fine:
            same = known.digest == digest
            if same or not self._sink.replaces:
                self.counts.passed_over()
                self.counts.changed += not same
                return True
        self._digests[item.key] = digest
        return False

    def take(self, done: Done) -> None:
        """Write one result, or its error, and note it in the journal."""
        again = done.key in self._known
        try:
            self._write(done)
        except OSError:
            with contextlib.suppress(OSError):
                self._sink.undo()  # half a result is none
            raise
        self.counts.took(done, again=again)

    def _write(self, done: Done) -> None:
        known = self._known.get(done.key)
        digest = self._digests.pop(done.key)
        if done.error is not None:
            if self._errors is None:
                self._errors = Growing(self._errors_path)
                self._errors.cut(0)
            self._errors.write((dumps({"article": done.name, "error": done.error}) + "\n").encode())
            if known is not None and known.digest == digest:
                return
        if self._whole:
            self._journal.note_going_on()
            self._whole = False
        # A file of an article that has one keeps its name, also while there is an error instead of a new one.
        mark: int | str = known.mark if known and known.mark and isinstance(known.mark, str) else self._sink.position()
        if done.error is None:
            mark = self._sink.write(done, mark if isinstance(mark, str) else None)
        self._known[done.key] = entry = Entry(done.key, done.error is None, mark, digest, list(done.info))
        self._journal.note(entry)
        if done.error is None:
            self._sink.settle(mark)

    def _done(self) -> list[Entry]:
        return [entry for entry in self._known.values() if entry.fine]

    def close(self, *, complete: bool) -> None:
        """Write what closes the results; when the run is complete, say so in the journal."""
        self.counts.gone = sum(entry.fine for key, entry in self._known.items() if key not in self._met)
        length = self._sink.close(self._done())
        if complete and not self._whole:
            self._journal.finish(length)
            self._sink.finished()
        if self._errors is not None:
            self._errors.close()
        elif complete:
            self._errors_path.unlink(missing_ok=True)

    def release(self) -> None:
        """Close the files and leave them as they are."""
        self._sink.release()
        self._journal.close()
        if self._errors is not None:
            self._errors.close()


_ERROR = b'{"article":'


def _ours(path: Path) -> bool:
    """Return whether a file holds errors of newsparse; half a line of them, where a run was killed."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_ERROR))
    except OSError:
        return False
    return _ERROR.startswith(head)
