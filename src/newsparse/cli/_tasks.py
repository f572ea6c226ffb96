"""What the commands do with one article, and how they write it down."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from newsparse.cli._certain import certain, certain_article
from newsparse.cli._formats import FRAMES
from newsparse.cli._input import Item, text_of
from newsparse.cli._lines import lines
from newsparse.cli._located import LOCATED, located_rows
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
    rows_of,
    source_rows,
    storable,
    timestamp_rows,
    to_citron,
    to_dict,
    to_jsonld,
    to_ninjs,
)
from newsparse.parser import Parser
from newsparse.render import IndexRow, summary, to_html, to_terminal, visible
from newsparse.types import Article

__all__ = ["TABLES", "Done", "Task", "columns_of", "header", "kept_name", "work"]

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # with one of these a spreadsheet begins to compute


@attrs.frozen
class Task:
    """A command with the form of its results; can be sent to other processes.

    Args:
        command: what to do.
        format: how to write it down.
        color: whether a view has colours.
        terminal: whether it is to be shown at a terminal, which would obey control characters.
        excel: whether a table is for a spreadsheet.
        keep: the fields of the input that are passed through.
        min_confidence: what is found with less is left out.
        quotes: the quotes to look for.
        parser: the parser; it returns all, so that what is left out can be counted.
    """

    command: str
    format: str
    color: bool = False
    terminal: bool = False
    excel: bool = False
    keep: tuple[str, ...] = ()
    min_confidence: float = 0
    quotes: tuple[str, ...] = ()
    parser: Parser = attrs.field(factory=lambda: Parser(min_confidence=0))

    def settings(self) -> dict[str, Any]:
        """Return what else decides on the results."""
        options = {"excel": self.excel, "min_confidence": self.min_confidence, "quotes": self.quotes}
        return {name: value for name, value in options.items() if value}


@attrs.frozen
class Done:
    """What became of an item.

    Args:
        key: its key.
        name: what it is called in the results.
        place: where it is.
        output: the text to write.
        error: what went wrong.
        hidden: how much was found with too little confidence.
        info: what a list of pages shows of it.
        found: which quotes were found in it.
    """

    key: str
    name: str
    place: str
    output: str = ""
    error: str | None = None
    hidden: int = 0
    info: tuple[str | int, ...] = ()
    found: frozenset[str] = frozenset()

    @classmethod
    def of(cls, item: Item, **fields: Any) -> Done:  # noqa: ANN401
        """Return what became of an item."""
        return cls(item.key, item.name, item.place, **fields)

    @property
    def title(self) -> str:
        """The name as it may be shown."""
        return visible(self.name, terminal=True)


@attrs.frozen
class _Found:
    article: Article
    item: Item
    task: Task

    @property
    def url(self) -> str | None:
        """The address of the article, where its id, a field that is kept or the page itself tells it."""
        told = (self.item.name, dict(self.item.kept).get("url"), self.article.page.url if self.article.page else None)
        return next((url for url in told if isinstance(url, str) and url.startswith(("http://", "https://"))), None)


def _as_jsonld(found: _Found) -> dict[str, Any]:
    return to_jsonld(found.article, url=found.url) | {"identifier": found.item.name}


def _as_ninjs(found: _Found) -> dict[str, Any]:
    other = [{"role": "id", "value": found.item.name}]
    return to_ninjs(found.article, uri=found.url) | {"altIds": other}


def _as_citron(found: _Found) -> dict[str, Any]:
    return {"id": found.item.name} | ({"url": found.url} if found.url else {}) | to_citron(found.article)


def _as_dict(found: _Found) -> dict[str, Any]:
    record = to_dict(found.article, id=found.item.name)
    return record | ({"kept": dict(found.item.kept)} if found.task.keep else {})


def _article_rows(found: _Found) -> list[Row]:
    return [_with_kept(article_row(found.article, article_id=found.item.name), found.item, found.task)]


def _all_rows(found: _Found) -> dict[str, list[Row]]:
    tables: dict[str, list[Row]] = {name: list(each) for name, each in rows_of(found.article, found.item.name).items()}
    article = article_row(found.article, article_id=found.item.name) | {"text": found.article.text, "digest": None}
    tables["articles"] = [_with_kept(article, found.item, found.task)]
    tables["mentions"] = [
        {"source": number, "start": mention.start, "end": mention.end, "text": mention.text}
        for number, member in enumerate(found.article.sources)
        for mention in member.mentions
    ]
    return tables


def _csv_lines(rows: Iterable[Row], task: Task) -> str:
    return "".join(_csv_line(row.values(), task) for row in rows)


def _csv_line(cells: Iterable[object], task: Task) -> str:
    out = io.StringIO()
    written = (_harmless(cell) for cell in cells) if task.excel else cells
    csv.writer(out, lineterminator="\n").writerow(written)
    return out.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _source_rows(task: Task, item: Item, text: str) -> tuple[list[Row], int]:
    article, hidden = certain_article(task.parser.parse_article(text), task.min_confidence)
    return source_rows(article.sources, article_id=item.name), hidden


_ARTICLE_WRITERS: Mapping[str, Callable[[_Found], str]] = {
    "text": lambda found: _ended(summary(found.article)),
    "view": lambda found: to_terminal(found.article, color=found.task.color),
    "json": lambda found: dumps(_as_dict(found), indent=2),
    "jsonl": lambda found: dumps(_as_dict(found)) + "\n",
    "csv": lambda found: _csv_lines(_article_rows(found), found.task),
    "html": lambda found: to_html(found.article),
    "parquet": lambda found: _stored(_article_rows(found)),
    "jsonld": lambda found: dumps(_as_jsonld(found), indent=2, html=True),
    "ninjs": lambda found: dumps(_as_ninjs(found), indent=2),
    "citron": lambda found: dumps(_as_citron(found), indent=2),
    "sqlite": lambda found: dumps(_all_rows(found)),
}

_ROW_WRITERS: Mapping[str, Callable[[list[Row], Task], str]] = {
    "text": lambda rows, task: lines(rows, task.command, [*rows[0]][len(rows[0]) - len(task.keep) :] if rows else ()),
    "json": lambda rows, _: ",\n".join(dumps(row) for row in rows),
    "jsonl": lambda rows, _: "".join(dumps(row) + "\n" for row in rows),
    "csv": _csv_lines,
    "parquet": lambda rows, _: _stored(rows),
}

# For each command that writes rows, what finds the rows of a text, and how many were too uncertain.
_FINDERS: Mapping[str, Callable[[Task, Item, str], tuple[list[Row], int]]] = {
    "quotes": lambda task, item, text: _rows_of(task.parser.extract_quotes(text), quote_rows, task, item),
    "attributions": lambda task, item, text: _rows_of(
        task.parser.extract_attributions(text), attribution_rows, task, item
    ),
    "sources": _source_rows,
    "byline": lambda task, item, text: (byline_rows(task.parser.extract_byline(text), article_id=item.name), 0),
    "dateline": lambda task, item, text: (
        dateline_rows(task.parser.extract_dateline(text, reference=item.reference), article_id=item.name),
        0,
    ),
    "timestamps": lambda task, item, text: (
        timestamp_rows(task.parser.extract_timestamps(text, reference=item.reference), article_id=item.name),
        0,
    ),
    "boilerplate": lambda task, item, text: (
        boilerplate_rows(task.parser.extract_boilerplate(text), article_id=item.name),
        0,
    ),
    "strip": lambda task, item, text: ([{"article": item.name, "text": task.parser.strip_boilerplate(text)}], 0),
    "locate": lambda task, item, text: (located_rows(task.parser, task.quotes, text, item.name), 0),
}
_STRIPPED = {"article": "string", "text": "string"}
_OTHER_TABLES = {"parse": COLUMNS["articles"], "strip": _STRIPPED, "locate": LOCATED}
TABLES: Mapping[str, Mapping[str, str]] = {
    name: _OTHER_TABLES.get(name) or COLUMNS[name] for name in ("parse", *_FINDERS)
}
"""The columns of the rows of each command, with their types."""


def columns_of(task: Task) -> dict[str, str]:
    """Return the columns of the rows of a task, and the types that Parquet has for them."""
    own = TABLES[task.command]
    return {**own, **{kept_name(name, own): "string" for name in task.keep}}


def _stored(rows: Iterable[Row]) -> str:
    """Return rows as a Parquet file will hold them, so that they come back as they are."""
    return "".join(dumps({name: storable(value) for name, value in row.items()}) + "\n" for row in rows)


def header(task: Task) -> str:
    """Return what opens a file of this task."""
    if task.format != "csv":
        return FRAMES[task.format].before
    mark = "\ufeff" if task.excel else ""  # by which Excel knows UTF-8
    return mark + _csv_line(columns_of(task), task)


def work(task: Task, item: Item) -> Done:
    """Do a task on an item. What goes wrong with one article is a result, so that the others are done."""
    if item.error is not None:
        return Done.of(item, error=item.error)
    info: tuple[str | int, ...] = ()
    found: frozenset[str] = frozenset()
    try:
        text, reference, page = text_of(item)
        item = attrs.evolve(item, reference=reference)
        if task.command == "parse":
            article = attrs.evolve(task.parser.parse_article(text, reference=reference), page=page)
            article, hidden = certain_article(article, task.min_confidence)
            output = _ARTICLE_WRITERS[task.format](_Found(article, item, task))
            info = attrs.astuple(IndexRow.of(article)) if task.format == "html" else ()
        else:
            rows, hidden = _FINDERS[task.command](task, item, text)
            found = frozenset(str(row["wanted"]) for row in rows) if task.command == "locate" else found
            bare = task.command == "strip" and task.format == "text"
            rows = [_with_kept(row, item, task) for row in rows]
            output = str(rows[0]["text"]) if bare else _ROW_WRITERS[task.format](rows, task)
    except Exception as error:  # noqa: BLE001 - see above
        return Done.of(item, error=str(error) or type(error).__name__)
    if task.terminal and task.format != "view":
        output = visible(output.replace("\r\n", "\n"), terminal=True)
    return Done.of(item, output=output, hidden=hidden, info=info, found=found)


def _rows_of(found: list[Any], rows: Callable[..., list[Row]], task: Task, item: Item) -> tuple[list[Row], int]:
    sure, hidden = certain(found, task.min_confidence)
    return rows(sure, article_id=item.name), hidden


def _with_kept(row: Row, item: Item, task: Task) -> Row:
    kept = dict(item.kept)
    if task.format == "parquet":  # a column has one type, and what is to come is not known
        kept = {
            name: value if value is None or isinstance(value, str) else dumps(value) for name, value in kept.items()
        }
    return row | {kept_name(name, row): kept.get(name) for name in task.keep}


def kept_name(name: str, own: Iterable[str]) -> str:
    """Return what a field of the input is called beside the columns of a table."""
    return f"input_{name}" if name in own else name


def _ended(text: str) -> str:
    return text + "\n" if text else "nothing found\n"
