"""The articles in a file or on standard input: one item for each."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from newsparse.batch import as_date
from newsparse.cli._decode import STDIN, decoded, encoding_of, lines_of, opened, sniffed, whole, wide
from newsparse.cli._formats import KINDS, kind_of, refused
from newsparse.cli._own import table_in, table_named
from newsparse.errors import DataError
from newsparse.export import dumps
from newsparse.pages import read_page
from newsparse.types import Page

__all__ = ["Item", "Options", "read", "text_of"]

_FIELD_LIMIT = 2**31 - 1  # of csv: a C long, which has 32 bits on Windows


@attrs.frozen
class Options:
    """How input is to be read.

    Args:
        kind: the kind of every input, instead of what suffixes say.
        text_field: the field or column with the text.
        id_field: the field or column that names the article, if any.
        date_field: the field or column with the day it is from, if any.
        keep: fields or columns to pass through.
        date: the day of articles without one of their own.
        encoding: of texts and tables.
        max_size: megabytes; larger articles are refused.
    """

    kind: str | None = None
    text_field: str = "text"
    id_field: str | None = None
    date_field: str | None = None
    keep: tuple[str, ...] = ()
    date: dt.date | None = None
    encoding: str = "utf-8"
    max_size: float = 10


Cell = str | int | float | bool | None


@attrs.frozen
class Item:
    """One article to work on, or what was wrong with it.

    Args:
        place: where it is: a file, or a file and a row.
        name: what it is called in the results.
        data: its text, or the bytes of a web page.
        reference: the day it is from.
        kept: fields that are passed through; those that the record has.
        error: why it cannot be worked on.
        key: its name, made unlike any other of the run.
        record: whether it is a row of a table, with fields.
    """

    place: str
    name: str
    data: str | bytes = ""
    reference: dt.date | None = None
    kept: tuple[tuple[str, Cell], ...] = ()
    error: str | None = None
    key: str = ""
    record: bool = False

    def digest(self) -> str:
        """Return what changes when the article, its day or what is kept of its record changes."""
        data = self.data if isinstance(self.data, bytes) else self.data.encode("utf-8", "surrogatepass")
        rest = dumps([self.error, str(self.reference), self.kept]).encode()
        return hashlib.blake2b(data + b"\0" + rest, digest_size=8).hexdigest()


def read(path: str, options: Options) -> Iterator[Item]:
    """Yield the articles in a file, or an item that says what is wrong with it."""
    try:
        yield from _articles(path, options)
    except OSError as error:
        yield Item(path, path, error=error.strerror or str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Item(path, path, error=f"damaged: {error}")
    except (DataError, ImportError) as error:
        yield Item(path, path, error=str(error))


def _articles(path: str, options: Options) -> Iterator[Item]:
    if options.kind is None and (ending := refused(path)):
        raise DataError(f"{ending} cannot be read; save it as text, or say with --from what it holds")
    with opened(path) as file:
        kind, stream = options.kind or kind_of(path) or "txt", file
        if options.kind is None and (path == STDIN or kind == "gz"):
            kind, stream = sniffed(file, options.encoding)
        _check_table(table_in(stream, kind), options)
        yield from _READERS[kind](path, stream, options)


def text_of(item: Item) -> tuple[str, dt.date | None, Page | None]:
    """Return the text of an item and the day it is from; of a web page, what trafilatura finds, and what the page says.

    Raises:
        DataError: no article could be found in the page.
        ImportError: trafilatura is not installed; the message says what to install.
    """
    if isinstance(item.data, str):
        return item.data, item.reference, None
    text, page = read_page(item.data)
    if not text:
        raise DataError("no article found in the page")
    return text, item.reference or page.date, page


def _read_txt(path: str, file: io.BufferedReader, options: Options) -> Iterator[Item]:
    encoding = encoding_of(file, options.encoding)
    data = whole(file, options.max_size)
    if b"\0" in data and not wide(encoding):
        raise DataError("no text: it has NUL bytes")
    yield Item(path, path, decoded(data, encoding), options.date)


def _read_html(path: str, file: io.BufferedReader, options: Options) -> Iterator[Item]:
    yield Item(path, path, whole(file, options.max_size), options.date)


def _read_jsonl(path: str, file: io.BufferedReader, options: Options) -> Iterator[Item]:
    encoding = encoding_of(file, options.encoding)
    for number, line in enumerate(lines_of(file, encoding), 1):
        if line.strip():
            yield _row_item(f"{path}:{number}", options, functools.partial(_json_line, line, encoding))


def _read_json(path: str, file: io.BufferedReader, options: Options) -> Iterator[Item]:
    encoding = encoding_of(file, options.encoding)
    text = decoded(file.read(), encoding)
    try:
        found = _json(text)
    except DataError:
        first, _, rest = text.partition("\n")
        if not rest.strip() or not first.strip().startswith("{") or not first.strip().endswith("}"):
            raise
        # JSON lines in a file that is called .json are common.
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _row_item(f"{path}:{number}", options, functools.partial(_json_line, line, encoding))
        return
    if isinstance(found, list):
        for number, each in enumerate(found, 1):
            yield _row_item(f"{path}:{number}", options, functools.partial(_json_object, each))
    else:
        yield _row_item(path, options, functools.partial(_json_object, found))


def _read_csv(path: str, file: io.BufferedReader, options: Options, *, dialect: str = "excel") -> Iterator[Item]:
    csv.field_size_limit(_FIELD_LIMIT)
    # A wrapper that decodes strictly, so that a bad byte is an error and not a hole in the text.
    with io.TextIOWrapper(file, encoding=encoding_of(file, options.encoding), newline="") as lines:
        rows = csv.DictReader(lines, dialect=dialect)
        try:
            _check_columns(rows.fieldnames or (), options)
            for number, row in enumerate(rows, 1):
                yield _row_item(f"{path}:{number}", options, functools.partial(dict, row))
        except (csv.Error, UnicodeError) as error:
            place = f"{path}:{rows.line_num + 1}"
            yield Item(place, place, error=f"no CSV: {error}")


def _read_parquet(path: str, file: io.BufferedReader, options: Options) -> Iterator[Item]:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'newsparse[arrow]'") from error
    try:
        table = pq.ParquetFile(io.BytesIO(file.read()) if path == STDIN else path)
        _check_table(table_named(table.schema_arrow.names), options)
        _check_columns(table.schema_arrow.names, options)
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=_fields(options)):
            for row in batch.to_pylist():
                number += 1
                yield _row_item(f"{path}:{number}", options, functools.partial(dict, row))
    except pa.ArrowInvalid as error:
        raise DataError(f"no Parquet file: {error}") from error


_READERS: dict[str, Callable[[str, io.BufferedReader, Options], Iterator[Item]]] = {
    "txt": _read_txt,
    "html": _read_html,
    "jsonl": _read_jsonl,
    "json": _read_json,
    "csv": _read_csv,
    "tsv": functools.partial(_read_csv, dialect="excel-tab"),
    "parquet": _read_parquet,
}
assert _READERS.keys() == set(KINDS.values())  # noqa: S101 - each kind has its reader


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise DataError(f"no JSON: {error}") from error


def _json_line(line: bytes | str, encoding: str) -> dict[str, Any]:
    return _json_object(_json(line if isinstance(line, str) else decoded(line, encoding)))


def _json_object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise DataError(f"no JSON object but {type(value).__name__}")
    return value


def _fields(options: Options) -> list[str]:
    named = (options.text_field, options.id_field, options.date_field, *options.keep)
    return list(dict.fromkeys(name for name in named if name))


def _check_table(table: str | None, options: Options) -> None:
    if table not in {None, "articles"} and options.text_field == Options().text_field:
        raise DataError(f"{table} that newsparse has found, and no articles")


def _check_columns(found: Iterable[str], options: Options) -> None:
    names = list(found)
    for name in _fields(options):
        if name not in names:
            raise DataError(f"no column {name!r}; there are: {', '.join(map(str, names)) or 'none'}")


def _row_item(place: str, options: Options, load: Callable[[], dict[str, Any]]) -> Item:
    name = place
    try:
        row = load()
        given = row.get(options.id_field) if options.id_field else None
        name = place if given is None or given == "" else str(given)
        text = _row_text(row, options)
        date = as_date(_field(row, options.date_field)) if options.date_field else None
    except DataError as error:
        return Item(place, name, error=str(error))
    kept = tuple((column, _cell(row[column])) for column in options.keep if column in row)
    return Item(place, name, text, date or options.date, kept, record=True)


def _row_text(row: dict[str, Any], options: Options) -> str:
    text = _field(row, options.text_field)
    if not isinstance(text, str):
        raise DataError(f"{options.text_field!r} is no text but {'null' if text is None else type(text).__name__}")
    if len(text) > options.max_size * 1_000_000:
        raise DataError(f"larger than one article may be ({options.max_size:g} MB; see --max-size)")
    return text


def _field(row: dict[str, Any], name: str) -> object:
    if name not in row:
        raise DataError(f"no field {name!r}; there are: {', '.join(map(str, row)) or 'none'}")
    return row[name]


def _cell(value: object) -> Cell:
    # What a table can hold as it is; a list or an object of JSON goes through as JSON.
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return dumps(value) if isinstance(value, list | dict) else str(value)
