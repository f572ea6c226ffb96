"""What the commands do with one article, and how they write it down."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping

import attrs

from newsparse.cli._input import Item, text_of
from newsparse.export import (
    COLUMNS,
    Row,
    article_row,
    attribution_rows,
    boilerplate_rows,
    byline_rows,
    dateline_rows,
    dumps,
    quote_rows,
    source_rows,
    to_citron,
    to_json,
    to_jsonld,
    to_ninjs,
)
from newsparse.parser import Parser
from newsparse.render import summary, to_html, to_terminal
from newsparse.types import Article

__all__ = ["ARTICLE_FORMATS", "FRAMES", "ROW_FORMATS", "TABLES", "Done", "Frame", "Task", "header", "work"]


@attrs.frozen
class Frame:
    """What stands around and between the articles of a file."""

    before: str = ""
    between: str = ""
    after: str = ""
    suffix: str = ".txt"


_ARRAY = Frame("[\n", ",\n", "\n]\n", ".json")
FRAMES = {
    "text": Frame(between="\n"),
    "view": Frame(between="\n"),
    "json": _ARRAY,
    "jsonl": Frame(suffix=".jsonl"),
    "csv": Frame(suffix=".csv"),
    "html": Frame(suffix=".html"),
    "jsonld": attrs.evolve(_ARRAY, suffix=".jsonld"),
    "ninjs": _ARRAY,
    "citron": _ARRAY,
}

_ARTICLE_WRITERS: Mapping[str, Callable[[Article, str], str]] = {
    "text": lambda article, _: _ended(summary(article)),
    "view": lambda article, _: to_terminal(article),
    "view-plain": lambda article, _: to_terminal(article, color=False),
    "json": lambda article, name: to_json(article, id=name, indent=2),
    "jsonl": lambda article, name: to_json(article, id=name) + "\n",
    "csv": lambda article, name: _csv_lines([article_row(article, article_id=name)]),
    "html": lambda article, _: to_html(article),
    "jsonld": lambda article, _: dumps(to_jsonld(article), indent=2, html=True),
    "ninjs": lambda article, _: dumps(to_ninjs(article), indent=2),
    "citron": lambda article, _: dumps(to_citron(article), indent=2),
}
ARTICLE_FORMATS = tuple(FRAMES)

_ROW_WRITERS: Mapping[str, Callable[[list[Row]], str]] = {
    "text": lambda rows: "".join(_row_text(row) for row in rows),
    "json": lambda rows: ",\n".join(dumps(row) for row in rows),
    "jsonl": lambda rows: "".join(dumps(row) + "\n" for row in rows),
    "csv": lambda rows: _csv_lines(rows),  # noqa: PLW0108 - it is defined further down
}
ROW_FORMATS = tuple(_ROW_WRITERS)

# For each command that writes rows: its table, and what finds the rows of a text.
_FINDERS: Mapping[str, Callable[[Parser, Item, str], list[Row]]] = {
    "quotes": lambda parser, item, text: quote_rows(parser.extract_quotes(text), article_id=item.name),
    "attributions": lambda parser, item, text: attribution_rows(
        parser.extract_attributions(text), article_id=item.name
    ),
    "sources": lambda parser, item, text: source_rows(parser.parse_article(text).sources, article_id=item.name),
    "byline": lambda parser, item, text: byline_rows(parser.extract_byline(text), article_id=item.name),
    "dateline": lambda parser, item, text: dateline_rows(
        parser.extract_dateline(text, reference=item.reference), article_id=item.name
    ),
    "boilerplate": lambda parser, item, text: boilerplate_rows(parser.extract_boilerplate(text), article_id=item.name),
    "strip": lambda parser, item, text: [{"article": item.name, "text": parser.strip_boilerplate(text)}],
}
TABLES = {name: tuple(COLUMNS.get(name, ("article", "text"))) for name in _FINDERS} | {
    "parse": tuple(COLUMNS["articles"])
}

# What a row is in a line of text: the name of the cell first, then the cells that say what it is.
_LINES = {
    "quote": ("speaker", "content"),
    "attribution": ("source", "cue", "content"),
    "source": ("name", "kind", "role", "quotes", "attributions"),
    "part": ("part", "name", "role", "organization", "email"),
    "places": ("place", "date_text", "date", "agency"),
    "kind": ("kind", "text"),
}


@attrs.frozen
class Task:
    """A command with the form of its results; can be sent to other processes."""

    command: str
    format: str
    color: bool = False
    parser: Parser = attrs.field(factory=Parser)


@attrs.frozen
class Done:
    """What became of an item: the text to write, or what went wrong."""

    key: str
    name: str
    output: str = ""
    error: str | None = None


def header(task: Task) -> str:
    """Return what opens a file of this task."""
    return _csv_line(TABLES[task.command]) if task.format == "csv" else FRAMES[task.format].before


def work(task: Task, item: Item) -> Done:
    """Do a task on an item. What goes wrong with one article is a result, so that the others are done."""
    if item.error is not None:
        return Done(item.key, item.name, error=item.error)
    try:
        text, reference = text_of(item)
        if task.command == "parse":
            article = task.parser.parse_article(text, reference=reference)
            form = "view-plain" if task.format == "view" and not task.color else task.format
            output = _ARTICLE_WRITERS[form](article, item.name)
        else:
            rows = _FINDERS[task.command](task.parser, attrs.evolve(item, reference=reference), text)
            bare = task.command == "strip" and task.format == "text"
            output = str(rows[0]["text"]) if bare else _ROW_WRITERS[task.format](rows)
    except Exception as error:  # noqa: BLE001 - see above
        return Done(item.key, item.name, error=str(error) or type(error).__name__)
    return Done(item.key, item.name, output)


def _row_text(row: Row) -> str:
    columns = next(columns for sign, columns in _LINES.items() if sign in row)
    cells = (" ".join(str(row[column]).split()) for column in columns if row[column] is not None)
    return " | ".join(cells) + "\n"


def _csv_lines(rows: Iterable[Row]) -> str:
    return "".join(_csv_line(row.values()) for row in rows)


def _csv_line(cells: Iterable[object]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _ended(text: str) -> str:
    return text + "\n" if text else "nothing found\n"
