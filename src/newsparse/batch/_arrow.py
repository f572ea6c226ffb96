"""Articles as Arrow record batches, for Spark, Ray and Dask."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from newsparse.errors import DataError
from newsparse.export import (
    COLUMNS,
    article_row,
    attribution_rows,
    boilerplate_rows,
    quote_rows,
    source_rows,
    storable,
    to_json,
)
from newsparse.parser import Parser

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["as_date", "batch_schema", "parse_batches"]

_LISTS = ("quotes", "attributions", "sources", "boilerplate")  # of rows, where a table of articles has their number


def parse_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    text: str = "text",
    id: str | None = None,  # noqa: A002 - the name of the column
    date: str | None = None,
    parser: Parser | None = None,
) -> Iterator[pa.RecordBatch]:
    """Turn Arrow record batches of texts into record batches of articles, row by row; needs ``newsparse[arrow]``.

    Args:
        batches: record batches; tables work too where they come in chunks.
        text: the column with the texts.
        id: a column to hand through as ``id``, turned into strings.
        date: a column with the day that each text is from: dates, timestamps, or strings in ISO 8601.
        parser: a parser with settings of your own.

    The result has the schema ``batch_schema()`` whatever the input is, and one row for each row: no text stops the
    others. What is wrong with a row (no text, no date) stands in its column ``error``.

    The function is pure and can be handed to Spark's ``mapInArrow``, Ray's ``map_batches`` and Dask as it is.

    Raises:
        DataError: a column is missing; the message names those that there are.
    """
    schema, used = batch_schema(), parser or Parser()
    import pyarrow as pa  # noqa: PLC0415 - an extra; batch_schema has said so if it is not there

    for batch in batches:
        columns = {column: _column(batch, column) for column in (text, id, date) if column is not None}
        nothing = [None] * batch.num_rows
        rows = [
            _batch_row(used, *values)
            for values in zip(
                columns[text],
                columns[id] if id else nothing,
                columns[date] if date else nothing,
                strict=True,
            )
        ]
        yield pa.RecordBatch.from_pylist(rows, schema)


@functools.cache
def batch_schema() -> pa.Schema:
    """Return the Arrow schema of ``parse_batches``: an article a row, quotes and the like as lists of structs.

    ``json`` holds the whole article; ``newsparse.export.from_json`` loads it.

    Raises:
        ImportError: pyarrow is not installed; the message says what to install.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ImportError("Arrow batches need pyarrow: pip install 'newsparse[arrow]'") from error
    fields = [("id", pa.string()), ("error", pa.string())]
    for name, kind in COLUMNS["articles"].items():
        if name in _LISTS:
            own = {column: kind for column, kind in COLUMNS[name].items() if column != "article"}
            struct = pa.struct([(column, pa.type_for_alias(kind)) for column, kind in own.items()])
            fields.append((name, pa.list_(struct)))
        elif name != "article":
            fields.append((name, pa.type_for_alias(kind)))
    return pa.schema([*fields, ("json", pa.string())])


def _column(batch: pa.RecordBatch, name: str) -> list[object]:
    if name not in batch.schema.names:
        raise DataError(f"no column {name!r}; there are: {', '.join(batch.schema.names)}")
    values: list[object] = batch.column(name).to_pylist()
    return values


def _batch_row(parser: Parser, text: object, row_id: object, date: object) -> dict[str, Any]:
    name = None if row_id is None else str(row_id)
    row: dict[str, Any] = {"id": storable(name)}
    try:
        article = parser.parse_article(_text(text), reference=as_date(date))
    except Exception as error:  # noqa: BLE001 - one row must not stop a job over millions
        return row | {"error": str(error) or type(error).__name__}
    lists = {
        "quotes": quote_rows(article.quotes),
        "attributions": attribution_rows(article.attributions),
        "sources": source_rows(article.sources),
        "boilerplate": boilerplate_rows(article.boilerplate),
    }
    row |= {name: storable(value) for name, value in article_row(article).items() if name not in _LISTS}
    row |= {name: [{k: storable(v) for k, v in each.items()} for each in rows] for name, rows in lists.items()}
    return row | {"json": to_json(article, id=name)}


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise DataError("no text" if value is None else f"no text but {type(value).__name__}")


def as_date(value: object) -> dt.date | None:
    """Return a value of a table as a date: a date, a moment, or a string that begins with a date in ISO 8601.

    Raises:
        DataError: it is none of these.

    >>> as_date("2024-10-08T09:30:00Z"), as_date(None), as_date("")
    (datetime.date(2024, 10, 8), None, None)
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value)[:10])
    except ValueError:
        raise DataError(f"no date in ISO 8601: {value!r}") from None
