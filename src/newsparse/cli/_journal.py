"""The journal of a run: which articles are done, by which command and options, and where their results end.

For each article, its result is written first, then one line of the journal. A run that goes on cuts its results to
what the journal says and passes over the articles that are in it: none is lost, none is there twice, whenever the
earlier run was killed. When a run is finished its journal stays, so that a later one can add what is new.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs

from newsparse.errors import NewsparseError
from newsparse.export import dumps

__all__ = ["ERRORS", "JOURNAL", "SIDE", "Earlier", "Entry", "Growing", "Journal", "RunError", "load", "side_files"]

JOURNAL = "newsparse.journal"
ERRORS = "errors.jsonl"
SIDE = ".journal"
_SIGN = "journal of"
_MISSING = object()


class RunError(NewsparseError):
    """A run cannot go on, or must not begin; the message says what to do."""


@attrs.frozen
class Entry:
    """What a journal knows of an article.

    Args:
        key: its id, unlike any other of the run.
        fine: whether it has a result; else it had an error.
        mark: where its result ends in a file, or the name of its file in a folder.
        digest: of the article as it was.
        info: what an index shows of it.
    """

    key: str
    fine: bool
    mark: int | str
    digest: str
    info: list[Any] = attrs.field(factory=list)


@attrs.frozen
class Earlier:
    """What a journal tells of the run that wrote it.

    Args:
        header: its command, format and options.
        entries: what was done, in order.
        settled: how many of the entries are from before the run was last finished.
        length: how long the results were when it was finished; ``None`` when it was not.
        ends: where the line of each entry ends in the journal.
        size: how long the part of the journal is that is whole.
        left: names of files that an earlier run has left, which was begun again.
    """

    header: Mapping[str, Any]
    entries: tuple[Entry, ...]
    settled: int
    length: int | None
    ends: tuple[int, ...]
    size: int
    left: frozenset[str] = frozenset()

    @property
    def command(self) -> str:
        """The command that wrote the results."""
        return str(self.header.get("command"))

    def files(self) -> set[str]:
        """Return the names of the files in its folder."""
        marks = {entry.mark for entry in self.entries if isinstance(entry.mark, str)} | self.left
        return {mark for mark in marks if mark and Path(mark).name == mark}


def load(path: Path) -> Earlier | None:
    """Return what a journal tells; ``None`` when it is no journal of newsparse, or has not even its first line."""
    try:
        return _read(path.read_bytes())
    except OSError:
        return None


def _read(data: bytes) -> Earlier | None:
    lines = data.split(b"\n")[:-1]  # behind the last line break nothing is whole
    try:
        header = json.loads(lines[0])
        return _told(header, lines) if header[_SIGN] == "newsparse" else None
    except (ValueError, TypeError, KeyError, IndexError):
        return None


def _told(header: dict[str, Any], lines: list[bytes]) -> Earlier:
    earlier = Earlier(header, (), 0, None, (), 0)
    entries: list[Entry] = []
    ends: list[int] = []
    settled, length, size = 0, None, len(lines[0]) + 1
    for line in lines[1:]:
        value = json.loads(line)
        size += len(line) + 1
        if isinstance(value, list):
            entries.append(Entry(*value))
            ends.append(size)
            length = None
        elif "finished" in value:
            settled, length = len(entries), value["finished"]
        else:
            length = None
            if "again" in value:
                earlier = Earlier(header, tuple(entries), 0, None, (), 0, earlier.left)
                entries, ends, settled = [], [], 0
    left = frozenset(earlier.files())
    return Earlier(header, tuple(entries), settled, length, tuple(ends), size, left)


class Journal:
    """The journal of this run, locked against every other one.

    Args:
        path: where it is.
        header: command, format and options of this run.

    Raises:
        RunError: another run has it open, or it is no journal.
    """

    def __init__(self, path: Path, header: Mapping[str, Any]) -> None:
        self.found = path.exists()
        self._file = Growing(path)
        if not self._file.lock():
            self._file.close()
            raise RunError(f"another run is writing there ({path} is in use); wait for it, or name another --output")
        self._header = json.loads(dumps({_SIGN: "newsparse", **header}))  # as it will be read again
        data = self._file.read()  # through this file: to close another one would give up the lock
        self._first = data.find(b"\n") + 1
        self.earlier = _read(data)
        if self.earlier is None and b"\n" in data:
            self._file.close()
            raise RunError(f"{path} is no journal of newsparse; name another --output")

    def differs(self) -> str | None:
        """Return in which respect the earlier run was another one: its command, its format, an option."""
        if self.earlier is None:
            return None
        for name in {**self.earlier.header, **self._header}:
            mine, theirs = (header.get(name, _MISSING) for header in (self._header, self.earlier.header))
            if mine != theirs and name != "version":
                was, now = ("none" if value is _MISSING or value is None else value for value in (theirs, mine))
                return f"{name.replace('_', ' ')} was {was}, now {now}"
        return None

    def version(self) -> str | None:
        """Return the version of newsparse that the earlier run was of, where it is another one."""
        theirs = self.earlier.header.get("version") if self.earlier else None
        return str(theirs) if theirs and theirs != self._header["version"] else None

    def begin(self) -> None:
        """Begin again."""
        self._file.cut(0)
        self._line(self._header)

    def note_again(self) -> None:
        """Write down that what is there counts for nothing any more, before it is taken away."""
        if self.earlier is not None:
            self._file.cut(self.earlier.size)
            self._line({"again": True})

    @property
    def is_begun_again(self) -> bool:
        """Whether the earlier run was killed while it took away what an even earlier one had left."""
        return self.earlier is not None and bool(self.earlier.left) and not self.earlier.entries

    def go_on(self, held: int) -> None:
        """Go on behind so many entries."""
        assert self.earlier is not None  # noqa: S101
        every = held == len(self.earlier.ends)
        self._file.cut(self.earlier.size if every else self.earlier.ends[held - 1] if held else self._first)

    def note_going_on(self) -> None:
        """Write down that results which were finished are no longer."""
        self._line({"going on": True})

    def note(self, entry: Entry) -> None:
        """Write down what became of an article."""
        self._line([entry.key, entry.fine, entry.mark, entry.digest, *([entry.info] if entry.info else [])])

    def finish(self, length: int) -> None:
        """Write down that the results are finished, and how long they are."""
        self._line({"finished": length})
        self._file.flush()

    def _line(self, value: object) -> None:
        self._file.write((dumps(value) + "\n").encode())

    def close(self) -> None:
        """Close the file, which lets other runs in."""
        self._file.close()


def side_files(output: Path, *, folder: bool) -> tuple[Path, Path]:
    """Return the journal and the file of errors that belong to an output."""
    if folder:
        return output / JOURNAL, output / ERRORS
    return output.with_name(output.name + SIDE), output.with_name(f"{output.name}.{ERRORS}")


class Growing:
    """A file that is written at its end, without a buffer, and can be cut.

    What a line of a journal says is written has been handed to the system.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        self.size = 0

    def length(self) -> int:
        """Return how long the file is."""
        return os.fstat(self._file.fileno()).st_size

    def read(self) -> bytes:
        """Return what is in it."""
        self._file.seek(0)
        return self._file.read()

    def write(self, data: bytes) -> None:
        """Write at the end."""
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        self.size += len(data)

    def cut(self, size: int) -> None:
        """Cut to a size."""
        self._file.truncate(size)
        self._file.seek(size)
        self.size = size

    def flush(self) -> None:
        """See that it is on the disk."""
        os.fsync(self._file.fileno())

    def lock(self) -> bool:
        """Take the file for this process alone until it is closed; return whether that could be done."""
        with contextlib.suppress(BlockingIOError, PermissionError):
            if sys.platform == "win32":
                import msvcrt  # noqa: PLC0415

                self._file.seek(1 << 30)  # far behind the end: what is locked cannot be read
                msvcrt.locking(self._file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl  # noqa: PLC0415

                # A lock of the process, not of the open file: the processes that it starts do not keep it.
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        return False

    def close(self) -> None:
        """Close the file."""
        self._file.close()
