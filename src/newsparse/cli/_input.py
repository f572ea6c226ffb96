"""What the command line reads: files, folders, standard input; one item for each article."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import functools
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any

import attrs

from newsparse.batch import as_date
from newsparse.errors import DataError

__all__ = ["KINDS", "Item", "Options", "expand", "read", "text_of"]

KINDS = {
    ".txt": "txt",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
}
"""The kinds of input by suffix; a file of another suffix that is named is read as text."""

_STDIN = "-"
_MEGABYTE = 1_000_000


@attrs.frozen
class Options:
    """How input is to be read.

    Args:
        kind: the kind of every input, instead of what suffixes say.
        text_field: the field or column with the text.
        id_field: the field or column that names the article, if any.
        date_field: the field or column with the day it is from, if any.
        date: the day of articles without one of their own.
        encoding: of texts and tables.
        max_size: megabytes; larger articles are refused.
    """

    kind: str | None = None
    text_field: str = "text"
    id_field: str | None = None
    date_field: str | None = None
    date: dt.date | None = None
    encoding: str = "utf-8"
    max_size: float = 10


@attrs.frozen
class Item:
    """One article to work on, or what was wrong with it.

    Args:
        key: where it is, unlike any other of the run: a file, or a file and a row.
        name: what it is called in the results.
        data: its text, or the bytes of a web page.
        reference: the day it is from.
        error: why it cannot be worked on.
    """

    key: str
    name: str
    data: str | bytes = ""
    reference: dt.date | None = None
    error: str | None = None


def expand(paths: Iterable[str], skip: Iterable[Path] = ()) -> Iterator[Item | str]:
    """Yield the files that *paths* mean, folders walked in order of names, each once; or an item that says why not."""
    own = {_place(path) for path in skip}
    seen = set()
    for given in paths:
        for path in _walk(given) if given != _STDIN and Path(given).is_dir() else [given]:
            if isinstance(path, str):
                place = _place(path)
                if place in seen or place in own:
                    continue
                seen.add(place)
            yield path


def _place(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - Path.absolute keeps "..", Path.resolve follows links


def _walk(folder: str) -> Iterator[Item | str]:
    empty = True
    refused: list[OSError] = []
    for root, folders, files in os.walk(folder, onerror=refused.append):
        folders.sort()
        wanted = [file for file in sorted(files) if _of_a_kind(file) and not file.startswith(".")]
        yield from (str(Path(root) / file) for file in wanted)
        if wanted:
            empty = False
        elif root != folder and _of_a_kind(root) and not folders:
            yield Item(root, root, error="a folder, and there is nothing to read in it")
    yield from (Item(error.filename, error.filename, error=error.strerror) for error in refused)
    if empty and not refused:
        yield Item(folder, folder, error=f"no files with these endings in the folder: {' '.join(KINDS)}")


def _of_a_kind(name: str) -> bool:
    return Path(name).suffix.lower() in KINDS


def read(path: str, options: Options) -> Iterator[Item]:
    """Yield the articles in a file, or an item that says what is wrong with it."""
    kind = options.kind or KINDS.get(Path(path).suffix.lower(), "txt")
    try:
        yield from _READERS[kind](path, options)
    except OSError as error:
        yield Item(path, path, error=error.strerror or str(error))
    except (DataError, ImportError) as error:
        yield Item(path, path, error=str(error))


def text_of(item: Item) -> tuple[str, dt.date | None]:
    """Return the text of an item and the day it is from; of a web page, the text that trafilatura finds.

    Raises:
        DataError: no article could be found in the page.
        ImportError: trafilatura is not installed; the message says what to install.
    """
    if isinstance(item.data, str):
        return item.data, item.reference
    try:
        import trafilatura  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ImportError("web pages need trafilatura: pip install 'newsparse[html]'") from error
    found: Any = trafilatura.bare_extraction(item.data, include_comments=False, with_metadata=True)
    if found is None or not found.text:
        raise DataError("no article found in the page")
    # The extractor takes the headline out of the text; the parser can use it.
    missing = found.title and found.title not in found.text[: 2 * len(found.title)]
    return (f"{found.title}\n\n" if missing else "") + found.text, item.reference or as_date(found.date)


def _read_txt(path: str, options: Options) -> Iterator[Item]:
    data = _bytes(path, options)
    if b"\0" in data:
        raise DataError("no text: it has NUL bytes")
    yield Item(path, path, _decoded(data, options), options.date)


def _read_html(path: str, options: Options) -> Iterator[Item]:
    yield Item(path, path, _bytes(path, options), options.date)


def _read_jsonl(path: str, options: Options) -> Iterator[Item]:
    with _opened(path) as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _row_item(path, number, options, functools.partial(_json_object, line, options))


def _read_csv(path: str, options: Options) -> Iterator[Item]:
    csv.field_size_limit(sys.maxsize)
    # A wrapper that decodes strictly, so that a bad byte is an error and not a hole in the text.
    with _opened(path) as file, io.TextIOWrapper(file, encoding=_name(options), newline="") as lines:
        rows = csv.DictReader(lines)
        try:
            _check_columns(rows.fieldnames or (), options)
            for number, row in enumerate(rows, 1):
                yield _row_item(path, number, options, functools.partial(dict, row))
        except (csv.Error, UnicodeDecodeError) as error:
            yield Item(f"{path}:{rows.line_num + 1}", f"{path}:{rows.line_num + 1}", error=f"no CSV: {error}")


def _read_parquet(path: str, options: Options) -> Iterator[Item]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'newsparse[arrow]'") from error
    try:
        file = pq.ParquetFile(io.BytesIO(sys.stdin.buffer.read()) if path == _STDIN else path)
        _check_columns(file.schema_arrow.names, options)
        wanted = [name for name in (options.text_field, options.id_field, options.date_field) if name]
        number = 0
        for batch in file.iter_batches(batch_size=256, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield _row_item(path, number, options, functools.partial(dict, row))
    except pa.ArrowInvalid as error:
        raise DataError(f"no Parquet file: {error}") from error


_READERS: dict[str, Callable[[str, Options], Iterator[Item]]] = {
    "txt": _read_txt,
    "html": _read_html,
    "jsonl": _read_jsonl,
    "csv": _read_csv,
    "parquet": _read_parquet,
}


def _opened(path: str) -> AbstractContextManager[IO[bytes]]:
    return contextlib.nullcontext(sys.stdin.buffer) if path == _STDIN else Path(path).open("rb")


def _bytes(path: str, options: Options) -> bytes:
    with _opened(path) as file:
        data = file.read(int(options.max_size * _MEGABYTE) + 1)
        if len(data) > options.max_size * _MEGABYTE:
            raise DataError(_too_large(options))
        return data


def _too_large(options: Options) -> str:
    return f"larger than one article may be ({options.max_size:g} MB; see --max-size)"


def _name(options: Options) -> str:
    # A byte order mark is no part of the text, and would move every offset.
    return "utf-8-sig" if options.encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else options.encoding


def _decoded(data: bytes, options: Options) -> str:
    try:
        return data.decode(_name(options))
    except UnicodeDecodeError as error:
        byte = data[error.start : error.start + 1].hex()
        raise DataError(f"not {options.encoding.upper()}: byte 0x{byte} at {error.start} (see --encoding)") from error


def _json_object(line: bytes, options: Options) -> dict[str, Any]:
    text = _decoded(line, options)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"no JSON: {error}") from error
    if not isinstance(value, dict):
        raise DataError(f"no JSON object but {type(value).__name__}")
    return value


def _check_columns(found: Iterable[str], options: Options) -> None:
    names = list(found)
    for name in (options.text_field, options.id_field, options.date_field):
        if name and name not in names:
            raise DataError(f"no column {name!r}; there are: {', '.join(map(str, names)) or 'none'}")


def _row_item(path: str, number: int, options: Options, load: Callable[[], dict[str, Any]]) -> Item:
    key = f"{path}:{number}"
    try:
        row = load()
        text = _row_text(row, options)
        date = as_date(_field(row, options.date_field)) if options.date_field else None
    except DataError as error:
        return Item(key, key, error=str(error))
    name = row.get(options.id_field) if options.id_field else None
    return Item(key, key if name is None else str(name), text, date or options.date)


def _row_text(row: dict[str, Any], options: Options) -> str:
    text = _field(row, options.text_field)
    if not isinstance(text, str):
        raise DataError(f"{options.text_field!r} is no text but {'null' if text is None else type(text).__name__}")
    if len(text) > options.max_size * _MEGABYTE:
        raise DataError(_too_large(options))
    return text


def _field(row: dict[str, Any], name: str) -> object:
    if name not in row:
        raise DataError(f"no field {name!r}; there are: {', '.join(row) or 'none'}")
    return row[name]
