"""Where results go: standard output, a file, or a folder; and the journal by which a run that was killed goes on.

For each article, its result is written first, then one line of the journal with how long the files are now. A run
that goes on cuts the files to what the journal says and skips the articles that are in it: none is lost, none is there
twice, whenever the earlier run was killed.
"""

from __future__ import annotations

import abc
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import IO, Protocol

import regex

from newsparse.cli._tasks import FRAMES, Done, Task, header
from newsparse.errors import NewsparseError
from newsparse.export import dumps

__all__ = ["FolderSink", "Results", "RunError", "Sink", "StreamSink", "side_files"]

_UNSAFE_RE = regex.compile(r"[^\w.-]+")
_LONGEST_NAME = 120
_PAGES = frozenset({".txt", ".html", ".htm"})  # one article a file: the ending says nothing about the result


class RunError(NewsparseError):
    """A run cannot go on, or must not begin; the message says what to do."""


class Sink(Protocol):
    """What takes results."""

    @abc.abstractmethod
    def write(self, done: Done) -> None:
        """Take one result."""

    @abc.abstractmethod
    def skip(self, name: str) -> None:
        """Take note of a result that an earlier run has written."""

    @abc.abstractmethod
    def size(self) -> int:
        """Return how long the results of this run are."""

    @abc.abstractmethod
    def length(self) -> int:
        """Return how long the results are that an earlier run has left."""

    @abc.abstractmethod
    def cut(self, size: int) -> None:
        """Go back to a length that there was; 0 begins."""

    @abc.abstractmethod
    def close(self) -> None:
        """Write what closes the results."""

    @abc.abstractmethod
    def release(self) -> None:
        """Close the file and leave the results as they are."""


class StreamSink:
    """Results one behind the other, in a file or on standard output."""

    def __init__(self, task: Task, path: Path | None, *, titled: bool) -> None:
        self._frame, self._titled = FRAMES[task.format], titled and task.format in {"text", "view"}
        self._header = header(task).encode()
        # Files are unbuffered: what the journal says is written has been handed to the system.
        self._file: IO[bytes] | _Growing = sys.stdout.buffer if path is None else _opened(path)
        self._empty = True

    def write(self, done: Done) -> None:
        """Take one result."""
        text = f"==> {done.name} <==\n{done.output}" if self._titled else done.output
        if text:
            before = self._header if self._empty else self._frame.between.encode()
            self._file.write(before + text.encode("utf-8", "replace"))
            self._empty = False

    def skip(self, name: str) -> None:
        """Do nothing."""

    def size(self) -> int:
        """Return the length of the file; 0 where it has none."""
        return self._file.size if isinstance(self._file, _Growing) else 0

    def length(self) -> int:
        """Return the length of the file as it was found; 0 where it has none."""
        return self._file.length() if isinstance(self._file, _Growing) else 0

    def cut(self, size: int) -> None:
        """Cut the file."""
        if isinstance(self._file, _Growing):
            self._file.cut(size)
            self._empty = not size

    def close(self) -> None:
        """Write what closes the results; where there are none, what opens them, too."""
        self._file.write((self._header if self._empty else b"") + self._frame.after.encode())
        self._file.flush()

    def release(self) -> None:
        """Close the file."""
        if self._file is not sys.stdout.buffer:
            self._file.close()


class FolderSink:
    """A file for each article, in a folder; each is written whole or not at all."""

    def __init__(self, task: Task, folder: Path) -> None:
        self._folder, self._frame = folder, FRAMES[task.format]
        alone = task.command == "parse" and task.format != "csv"
        self._around = ("", "\n" if self._frame.after else "") if alone else (header(task), self._frame.after)
        self._used: dict[str, int] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def write(self, done: Done) -> None:
        """Write the file of one article."""
        path = self._folder / self._file_name(done.name)
        part = path.with_name(path.name + ".part")
        part.write_bytes((self._around[0] + done.output + self._around[1]).encode("utf-8", "replace"))
        part.replace(path)

    def skip(self, name: str) -> None:
        """Keep the name of its file from being used again."""
        self._file_name(name)

    def _file_name(self, name: str) -> str:
        path = Path(name)
        stem = path.stem if path.suffix in _PAGES else path.name
        stem = str(_UNSAFE_RE.sub("-", stem)).strip("-.")[:_LONGEST_NAME] or "article"
        number = self._used[stem] = self._used.get(stem, 0) + 1
        return f"{stem}{'' if number == 1 else f'-{number}'}{self._frame.suffix}"

    def size(self) -> int:
        """Return 0: the file of an article that is done again replaces the old one."""
        return 0

    def length(self) -> int:
        """Return 0."""
        return 0

    def cut(self, size: int) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""

    def release(self) -> None:
        """Do nothing."""


class Results:
    """What a run has written: results, errors, and for a file or a folder its journal.

    Args:
        task: what is done.
        sink: what takes the results.
        output: the file or folder, if it is one that can be gone on with.
        folder: whether it is a folder.
        resume: go on with an earlier run, if there is one.
        overwrite: begin again although there is an earlier run that was not finished.

    Raises:
        RunError: there is an earlier run, and it is not said what to do with it; or it was another one.
    """

    def __init__(
        self, task: Task, sink: Sink, output: Path | None, *, folder: bool, resume: bool, overwrite: bool
    ) -> None:
        self._sink = sink
        self.seen: set[str] = set()
        self.articles = self.errors = 0
        self._errors: _Growing | None = None
        self._journal: _Growing | None = None
        self.finished = False
        self.errors_path: Path | None = None
        if output is None:
            return
        journal, self.errors_path = side_files(output, folder=folder)
        first = dumps({"journal of": "newsparse", "command": task.command, "format": task.format}).encode()
        if journal.exists() and not resume and not overwrite:
            self.release()
            raise RunError(f"{output} is of a run that was not finished: go on with --resume, or --overwrite it")
        if not journal.exists() and resume and sink.length():
            self.finished = True
            return
        self._journal, self._errors = _Growing(journal), _Growing(self.errors_path)
        lines = self._journal.read().split(b"\n")[:-1] if resume else []  # behind the last line break nothing is whole
        if lines and lines[0] != first:
            self.release()
            raise RunError(f"{journal} is of another command or format; use the same, or --overwrite")
        self._go_on(first, lines[1:])

    def _go_on(self, first: bytes, lines: list[bytes]) -> None:
        assert self._journal is not None  # noqa: S101
        assert self._errors is not None  # noqa: S101
        size = errors = 0
        length = len(first) + 1
        end = self._sink.length()
        for line in lines:
            key, name, fine, size_then, errors_then = json.loads(line)
            if size_then > end or errors_then > self._errors.length():
                break  # the machine went down, and the journal reached the disk before the results
            size, errors, length = size_then, errors_then, length + len(line) + 1
            self._count(key, fine=fine)
            if fine:
                self._sink.skip(name)
        self._sink.cut(size)
        self._errors.cut(errors)
        self._journal.cut(length if lines else 0)
        if not lines:
            self._journal.write(first + b"\n")

    def take(self, done: Done) -> None:
        """Write one result, or its error, and note it in the journal."""
        size = self._sink.size()
        try:
            self._write(done)
        except OSError:
            with contextlib.suppress(OSError):
                self._sink.cut(size)  # half a result is none
            raise
        self._count(done.key, fine=done.error is None)

    def _write(self, done: Done) -> None:
        if done.error is None:
            self._sink.write(done)
        elif self._errors is not None:
            self._errors.write((dumps({"article": done.name, "error": done.error}) + "\n").encode())
        if self._journal is not None and self._errors is not None:
            entry = [done.key, done.name, done.error is None, self._sink.size(), self._errors.size]
            self._journal.write((dumps(entry) + "\n").encode())

    def _count(self, key: str, *, fine: bool) -> None:
        self.seen.add(key)
        self.articles += 1
        self.errors += not fine

    def close(self, *, complete: bool) -> None:
        """Write what closes the results; when the run is complete, its journal is of no use any more."""
        self._sink.close()
        for file, of_use in ((self._journal, not complete), (self._errors, self.errors)):
            if file is not None and not of_use:
                file.path.unlink()

    def release(self) -> None:
        """Close the files and leave them as they are."""
        self._sink.release()
        for file in (self._journal, self._errors):
            if file is not None:
                file.close()


def side_files(output: Path, *, folder: bool) -> tuple[Path, Path]:
    """Return the journal and the file of errors that belong to an output."""
    if folder:
        return output / "newsparse.journal", output / "errors.jsonl"
    return output.with_name(output.name + ".journal"), output.with_name(output.name + ".errors.jsonl")


def _opened(path: Path) -> IO[bytes] | _Growing:
    # A pipe or a device can be written, but not be cut.
    return path.open("wb", buffering=0) if path.exists() and not path.is_file() else _Growing(path)


class _Growing:
    """A file that is written at its end, without a buffer, and can be cut."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        self.size = 0

    def length(self) -> int:
        return os.fstat(self._file.fileno()).st_size

    def read(self) -> bytes:
        return self._file.read()

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) :]
        self.size += len(data)

    def cut(self, size: int) -> None:
        self._file.truncate(size)
        self._file.seek(size)
        self.size = size

    def flush(self) -> None:
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()
