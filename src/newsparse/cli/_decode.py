"""From a file or standard input to bytes and text: compression, byte-order marks, encodings, sizes."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import regex

from newsparse.errors import DataError

__all__ = ["STDIN", "decoded", "encoding_of", "lines_of", "opened", "sniffed", "whole", "wide"]

STDIN = "-"
_GZIP = b"\x1f\x8b"
_PARQUET = b"PAR1"
_ENOUGH = 64  # characters that tell prose from JSON or a page
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# A text may begin with "[Updated]" or with a brace; only what cannot be prose is taken for something else.
_JSON_RE = regex.compile(r'\s*+(?:\{\s*+["}]|\[\s*+[{\]])')
_JSON_LINE_RE = regex.compile(r"\s*+\{[^\n]*+\}\s*+(?:\n|$)")
_PAGE_RE = regex.compile(r"\s*+<(?:!doctype\s+html|html|\?xml)\b", regex.IGNORECASE)


class _Stream(io.RawIOBase):
    """A stream of which the beginning may have been read already; what it reads from stays open."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401 - as io has it
        data = self._head or getattr(self._rest, "read1", self._rest.read)(len(buffer))
        size = min(len(data), len(buffer))
        buffer[:size] = data[:size]
        self._head = self._head[size:]
        return size


@contextlib.contextmanager
def opened(path: str) -> Iterator[io.BufferedReader]:
    """Give a file, or standard input, as a stream of its bytes, unpacked; standard input is left open.

    Raises:
        DataError: standard input is closed.
        OSError: the file cannot be opened.
    """
    with contextlib.ExitStack() as stack:
        file: io.BufferedReader = stack.enter_context(_standard_input() if path == STDIN else _file(path))
        if file.peek(len(_GZIP))[: len(_GZIP)] == _GZIP:
            unpacked: Any = stack.enter_context(gzip.GzipFile(fileobj=file))
            file = stack.enter_context(io.BufferedReader(unpacked))
        yield file


def _file(path: str) -> io.BufferedReader:
    return Path(path).open("rb")


def _standard_input() -> io.BufferedReader:
    if sys.stdin is None or sys.stdin.closed:
        raise DataError("standard input is closed")
    return _buffered(b"", sys.stdin.buffer)


def _buffered(head: bytes, rest: IO[bytes]) -> io.BufferedReader:
    stream: io.RawIOBase = _Stream(head, rest)
    return io.BufferedReader(stream)


def sniffed(file: io.BufferedReader, encoding: str) -> tuple[str, io.BufferedReader]:
    """Return what kind the contents of a stream are, told by how they begin, and the stream from its beginning."""
    head = b""
    while data := file.read1(4096):
        head += data
        if len(head.strip()) >= _ENOUGH or b"\n" in head.strip():
            break
    stream = _buffered(head, file)
    if head.startswith(_PARQUET):
        return "parquet", stream
    text = head.decode(encoding_of(stream, encoding), "ignore")
    if _JSON_RE.match(text):
        return ("jsonl" if _JSON_LINE_RE.match(text) else "json"), stream
    return ("html" if _PAGE_RE.match(text) else "txt"), stream


def encoding_of(file: io.BufferedReader, given: str) -> str:
    """Return the encoding that a byte-order mark says, else the one that is given; the mark is no part of the text."""
    head = file.peek(4)[:4]
    return next((name for mark, name in _MARKS if head.startswith(mark)), given)


def wide(encoding: str) -> bool:
    """Return whether an encoding has NUL bytes in plain text, and line ends of more bytes than one."""
    return codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))


def decoded(data: bytes, encoding: str) -> str:
    """Return text; a byte that does not fit is a ``DataError`` that says where it is."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        byte = data[error.start : error.start + 1].hex()
        name = encoding.upper().removesuffix("-SIG")
        raise DataError(f"not {name}: byte 0x{byte} at {error.start} (see --encoding)") from error


def whole(file: io.BufferedReader, size: float) -> bytes:
    """Return all bytes of a stream of one article of at most *size* megabytes."""
    most = int(size * 1_000_000)
    data = file.read(most + 1)
    if len(data) > most:
        raise DataError(f"larger than one article may be ({size:g} MB; see --max-size)")
    return data


def lines_of(file: io.BufferedReader, encoding: str) -> Iterator[bytes | str]:
    """Yield lines; as bytes where a line can be told without decoding, so that a bad one does not end the file."""
    if not wide(encoding):
        yield from file
        return
    try:
        with io.TextIOWrapper(file, encoding, newline="\n") as lines:
            yield from lines
    except UnicodeError as error:
        raise DataError(f"not {encoding.upper()}: {error}") from error
