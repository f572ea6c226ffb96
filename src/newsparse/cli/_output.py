"""Where results go: standard output, a file, or a folder."""

from __future__ import annotations

import abc
import contextlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Protocol

from newsparse.cli._formats import FRAMES
from newsparse.cli._journal import Earlier, Entry, Growing, RunError
from newsparse.cli._names import INDEX, FileNames
from newsparse.cli._own import is_own_page
from newsparse.cli._tasks import Done, Task, header
from newsparse.render import IndexRow, to_index

__all__ = ["FileSink", "FolderSink", "Sink", "StreamSink"]

_PART = ".newsparse-part"


class Sink(Protocol):
    """What takes results.

    A mark is what the journal keeps of a result: where it ends in a file, or the name of its file.
    """

    replaces: bool
    """Whether an article that has changed can take the place of what it was."""

    @abc.abstractmethod
    def begin(self, earlier: Earlier | None) -> None:
        """Begin with nothing; what *earlier* names has been written by us and goes."""

    @abc.abstractmethod
    def go_on(self, earlier: Earlier) -> int:
        """Take up an earlier run; return how many of its entries still hold."""

    @abc.abstractmethod
    def write(self, done: Done, mark: int | str | None) -> int | str:
        """Take a result, in the place of the one with the mark if there is one; return its mark."""

    @abc.abstractmethod
    def settle(self, mark: int | str) -> None:
        """The journal knows of the result now."""

    @abc.abstractmethod
    def position(self) -> int:
        """Return where results end now; 0 where that tells nothing."""

    @abc.abstractmethod
    def undo(self) -> None:
        """Take back half a result."""

    @abc.abstractmethod
    def length(self) -> int:
        """Return how long the results are; 0 where there are none or it tells nothing."""

    @abc.abstractmethod
    def close(self, entries: Iterable[Entry]) -> int:
        """Write what closes the results, which *entries* names; return how long they are then."""

    @abc.abstractmethod
    def finished(self) -> None:
        """The journal knows that the results are finished."""

    @abc.abstractmethod
    def release(self) -> None:
        """Close the file and leave the results as they are."""


class FileSink(abc.ABC):
    """Results that grow at the end of one file; the mark of a result is where in it the result ends."""

    replaces = False

    def __init__(self) -> None:
        self._last = 0  # where the last whole result ends
        self._size: int | None = None  # where to go on behind results that were finished

    @abc.abstractmethod
    def _grown(self) -> int:
        """Return how long the file that grows is."""

    @abc.abstractmethod
    def _truncate(self, size: int) -> None:
        """Cut the file that grows."""

    def begin(self, earlier: Earlier | None) -> None:  # noqa: ARG002 - the file is known
        """Cut the file to nothing."""
        self._cut(0)

    def go_on(self, earlier: Earlier) -> int:
        """Keep what the journal knows of; where the results are whole, nothing is touched before there are more."""
        marks = [int(entry.mark) for entry in earlier.entries]
        if earlier.length is not None:
            self._size = marks[-1] if marks else 0
            return len(marks)
        end = self._grown()
        held = next((number for number, mark in enumerate(marks) if mark > end), len(marks))
        self._cut(marks[held - 1] if held else 0)
        return held

    def settle(self, mark: int | str) -> None:
        """Remember where the last whole result ends."""
        self._last = int(mark)

    def position(self) -> int:
        """Return where the last result ends."""
        return self._last if self._size is None else self._size

    def undo(self) -> None:
        """Cut the file where the last whole result ends."""
        self._cut(self._last)

    def _cut(self, size: int) -> None:
        self._truncate(size)
        self._size, self._last = None, size


class StreamSink(FileSink):
    """Results one behind the other, in a file or on standard output."""

    def __init__(self, task: Task, path: Path | None, *, titled: bool) -> None:
        super().__init__()
        self._frame, self._titled = FRAMES[task.format], titled and task.format in {"text", "view"}
        self._silent = task.command == "locate"  # about articles in which nothing was found
        self._header = header(task).encode()
        self._file: IO[bytes] | Growing = _standard_output() if path is None else _opened(path)
        self._empty = True

    def write(self, done: Done, mark: int | str | None) -> int:  # noqa: ARG002 - nothing is replaced here
        """Take one result."""
        if self._size is not None:
            self._cut(self._size)
        titled = self._titled and not (self._silent and not done.output)
        text = f"==> {done.title} <==\n{done.output}" if titled else done.output
        if text:
            before = self._header if self._empty else self._frame.between.encode()
            self._file.write(before + text.encode("utf-8", "backslashreplace"))
            self._empty = False
        return self._file.size if isinstance(self._file, Growing) else 0

    def length(self) -> int:
        """Return how long the file is; 0 where it has no length."""
        return self._file.length() if isinstance(self._file, Growing) else 0

    def _grown(self) -> int:
        return self.length()

    def _truncate(self, size: int) -> None:
        if isinstance(self._file, Growing):
            self._file.cut(size)
            self._empty = not size

    def close(self, entries: Iterable[Entry]) -> int:  # noqa: ARG002 - all is in one file
        """Write what closes the results; where there are none, what opens them, too."""
        if self._size is None:
            self._file.write((self._header if self._empty else b"") + self._frame.after.encode())
            self._file.flush()
        return self.length()

    def finished(self) -> None:
        """Do nothing."""

    def release(self) -> None:
        """Close the file."""
        if isinstance(self._file, Growing) or self._file is not sys.stdout.buffer:
            self._file.close()


class FolderSink:
    """A file for each article, in a folder; each is written whole or not at all.

    It is written beside its place, noted in the journal, and then put in its place: when a run is killed, either the
    journal does not know of it, or it can be put there by the next run.
    """

    replaces = True

    def __init__(self, task: Task, folder: Path, *, overwrite: bool) -> None:
        self._folder, self._frame, self._overwrite = folder, FRAMES[task.format], overwrite
        alone = task.command == "parse" and task.format != "csv"
        self._around = ("", "\n" if self._frame.after else "") if alone else (header(task), self._frame.after)
        self._names = FileNames(self._frame.suffix)
        self._index = task.format == "html"
        folder.mkdir(parents=True, exist_ok=True)
        if self._index and not overwrite and os.path.lexists(folder / INDEX) and not is_own_page(folder / INDEX):
            raise RunError(f"{folder / INDEX} is not of this run and would be overwritten; see --overwrite")

    def begin(self, earlier: Earlier | None) -> None:
        """Take away the files of the earlier run."""
        for name in earlier.files() if earlier else ():
            (self._folder / name).unlink(missing_ok=True)
        self._clear(())

    def go_on(self, earlier: Earlier) -> int:
        """Keep the names of its files from being used again; put the last one in its place if it is not there yet."""
        for name in earlier.files():
            self._names.take(name)
        self._clear([str(entry.mark) for entry in earlier.entries[-1:]])
        return len(earlier.entries)

    def _clear(self, wanted: Iterable[str]) -> None:
        for part in self._folder.glob(f"*{_PART}"):
            name = part.name.removesuffix(_PART)
            part.replace(self._folder / name) if name in wanted else part.unlink()

    def write(self, done: Done, mark: int | str | None) -> str:
        """Write the file of one article beside its place.

        Raises:
            RunError: a file that is not ours would be overwritten.
        """
        name = str(mark) if mark else self._names.new(done.name)
        if not mark and not self._overwrite and os.path.lexists(self._folder / name):
            raise RunError(f"{self._folder / name} is not of this run and would be overwritten; see --overwrite")
        part = self._folder / (name + _PART)
        part.unlink(missing_ok=True)  # a link with this name would lead out of the folder
        with part.open("xb") as file:
            file.write((self._around[0] + done.output + self._around[1]).encode("utf-8", "backslashreplace"))
        return name

    def settle(self, mark: int | str) -> None:
        """Put the file in its place."""
        (self._folder / (str(mark) + _PART)).replace(self._folder / str(mark))

    def position(self) -> int:
        """Return 0."""
        return 0

    def undo(self) -> None:
        """Take away what was not put in its place."""
        with contextlib.suppress(OSError):
            self._clear(())

    def length(self) -> int:
        """Return 0."""
        return 0

    def close(self, entries: Iterable[Entry]) -> int:
        """Write the list of the pages, where there are pages; return 0."""
        if self._index:
            rows = ((str(entry.mark), IndexRow(*entry.info)) for entry in entries)
            part = self._folder / (INDEX + _PART)
            part.write_text(to_index(rows, title=self._folder.resolve().name), encoding="utf-8")
            part.replace(self._folder / INDEX)
        return 0

    def finished(self) -> None:
        """Do nothing."""

    def release(self) -> None:
        """Do nothing."""


def _standard_output() -> IO[bytes]:
    if sys.stdout is None or sys.stdout.closed:
        raise RunError("standard output is closed; name an --output")
    return sys.stdout.buffer


def _opened(path: Path) -> IO[bytes] | Growing:
    # A pipe or a device can be written, but not be cut.
    return path.open("wb", buffering=0) if path.exists() and not path.is_file() else Growing(path)
