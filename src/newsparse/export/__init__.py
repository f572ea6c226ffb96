"""Articles as data: dicts and JSON that load again, tables, and the formats of other people."""

from newsparse.export._rows import Rows, rows, rows_of
from newsparse.export._standards import to_citron, to_jsonld, to_ninjs
from newsparse.export._tables import (
    COLUMNS,
    Row,
    arrow_schema,
    article_row,
    attribution_rows,
    boilerplate_rows,
    byline_rows,
    dateline_rows,
    quote_rows,
    source_rows,
    storable,
    timestamp_rows,
    to_arrow,
)
from newsparse.export._values import VERSION, dumps, from_dict, from_json, json_schema, to_dict, to_json

__all__ = [
    "COLUMNS",
    "VERSION",
    "Row",
    "Rows",
    "arrow_schema",
    "article_row",
    "attribution_rows",
    "boilerplate_rows",
    "byline_rows",
    "dateline_rows",
    "dumps",
    "from_dict",
    "from_json",
    "json_schema",
    "quote_rows",
    "rows",
    "rows_of",
    "source_rows",
    "storable",
    "timestamp_rows",
    "to_arrow",
    "to_citron",
    "to_dict",
    "to_json",
    "to_jsonld",
    "to_ninjs",
]
