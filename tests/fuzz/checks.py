"""What must hold for any text, in every public function; shared by the fuzzers, the hostile texts and the tests.

``FUNCTIONS`` are the public functions of texts, ``PIECES`` the functions below them that other people may call too,
``FORMATS`` what an article can be turned into. ``check`` runs all of them on one text, ``check_file`` the command line
on one file of any bytes.
"""

from __future__ import annotations

import datetime as dt
import inspect
import itertools
import json
import pickle
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import regex
from click.testing import CliRunner

import newsparse
from newsparse import Article, Lexicon, Parser, Span, export, render
from newsparse.batch import parse_articles
from newsparse.bylines import extract_credits
from newsparse.cli import main
from newsparse.document import cut
from newsparse.names import find_names, parse_name
from newsparse.sources import Statement, resolve_sources

DAY = dt.date(2024, 2, 29)
LONGEST_REPR = 1_000  # forty characters, three times, each escaped in ten
HALVES_RE = regex.compile("[\ud800-\udbff][\udc00-\udfff]")  # two code points that JSON reads as one
STATUSES = {0, 1, 2}  # of the command line: done, an article went wrong, a wrong call
OWN = Parser(
    lexicon=Lexicon(
        added={"reporting_verbs.verbs": ["harrumph"], "titles.offices": ["Quaestor"]},
        removed={"reporting_verbs.verbs": ["say"]},
    )
)


def on_a_day(function: Callable[..., Any]) -> Callable[[str], Any]:
    """Give a reference date to a function that takes one."""
    if "reference" in inspect.signature(function).parameters:
        return lambda text: function(text, reference=DAY)
    return function


def marks(text: str) -> object:
    """Match the quotation marks of a text."""
    return cut(text).marks


def sources(text: str) -> object:
    """Resolve the sources of statements that stand anywhere: each seven words are source, cue and content."""
    document = cut(text)
    words = document.tokens
    spans = [words[at : at + 7] for at in range(0, len(words) - 6, 7)]
    statements = [
        Statement((w[0][0], w[1][1]), (w[2][0], w[2][1]), ((w[3][0], w[6][1]),), quoted=bool(number % 2))
        for number, w in enumerate(spans)
    ]
    return resolve_sources(document, statements)


def there_and_back(article: Article) -> object:
    """Turn an article into JSON and dicts, and check that they load as the same article."""
    assert export.from_dict(export.to_dict(article)) == article, "from_dict(to_dict(article)) is another article"
    if not HALVES_RE.search(article.text):
        assert export.from_json(export.to_json(article)) == article, "from_json(to_json(article)) is another article"
    return article


def rows(article: Article) -> object:
    """Turn an article into the rows of every table."""
    return [
        export.article_row(article),
        *export.quote_rows(article.quotes),
        *export.attribution_rows(article.attributions),
        *export.source_rows(article.sources),
        *export.byline_rows(article.byline),
        *export.dateline_rows(article.dateline),
        *export.boilerplate_rows(article.boilerplate),
    ]


FUNCTIONS: dict[str, Callable[[str], Any]] = {
    name: on_a_day(getattr(newsparse, name))
    for name in newsparse.__all__
    if name.startswith(("extract_", "parse_", "strip_")) and name != "parse_html"
}
PIECES: dict[str, Callable[[str], Any]] = {
    "match_marks": marks,
    "resolve_sources": sources,
    "find_names": find_names,
    "parse_name": parse_name,
    "extract_credits": extract_credits,
    "own words": on_a_day(OWN.parse_article),
}
FORMATS: dict[str, Callable[[Article], Any]] = {
    "dict and JSON": there_and_back,
    "rows": rows,
    "JSON-LD": lambda article: json.dumps(export.to_jsonld(article)),
    "ninjs": lambda article: json.dumps(export.to_ninjs(article)),
    "Citron": lambda article: json.dumps(export.to_citron(article)),
    "HTML": render.to_html,
    "fragment": render.to_fragment,
    "terminal": render.to_terminal,
    "summary": render.summary,
}


def spans_of(value: object) -> Iterator[Span]:
    """Give every span in a result, at any depth."""
    if isinstance(value, Span):
        yield value
    if isinstance(value, list | tuple):
        for item in value:
            yield from spans_of(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from spans_of(getattr(value, field.name))


def check_result(name: str, text: str, result: object) -> None:
    """Check one result: offsets, order, repr, pickling."""
    for span in spans_of(result):
        assert 0 <= span.start <= span.end <= len(text), f"{name}: {span!r} is out of bounds"
        assert span.text == text[span.start : span.end], f"{name}: {span!r} is no slice"
        assert len(repr(span)) < LONGEST_REPR, f"{name}: a long repr"
    if isinstance(result, list) and name != "resolve_sources":  # which keeps the order that it was given
        assert all(a.start <= b.start for a, b in itertools.pairwise(result)), f"{name}: out of order"
    assert pickle.loads(pickle.dumps(result)) == result, f"{name}: pickling changes it"


def check(text: str) -> dict[str, object]:
    """Run every function on *text* and check what it gives; return the results of the public functions.

    Raises:
        AssertionError: something that is promised does not hold.
    """
    results = {name: function(text) for name, function in FUNCTIONS.items()}
    for name, result in [*results.items(), *((name, function(text)) for name, function in PIECES.items())]:
        check_result(name, text, result)
    stripped, offsets = newsparse.strip_with_map(text)
    assert stripped == results["strip_boilerplate"], "strip_with_map: another text than strip_boilerplate"
    assert newsparse.strip_boilerplate(stripped) == stripped, "strip_boilerplate: twice is not once"
    for at in range(0, len(stripped), max(1, len(stripped) // 20)):
        start, end = offsets.original(at, at + 1)
        assert text[start:end] == stripped[at], "strip_with_map: an offset leads elsewhere"
    article = results["parse_article"]
    assert isinstance(article, Article)
    for format_ in FORMATS.values():
        format_(article)
    assert list(parse_articles([(text, DAY)])) == [article], "parse_articles: another article"
    return results


COMMANDS = ("parse", "quotes", "attributions", "sources", "byline", "dateline", "timestamps", "boilerplate", "strip")
KINDS = ("txt", "jsonl", "csv", "html")
OUTPUTS = {"parse": ("text", "view", "html", "json", "jsonl", "csv", "jsonld", "ninjs", "citron")}
ROW_OUTPUTS = ("text", "json", "jsonl", "csv")


def check_file(data: bytes, folder: Path) -> None:
    """Run a command of the command line on a file of any bytes; which one, the bytes decide.

    Raises:
        AssertionError: it ends in an exception, or with a status that is not among those documented.
    """
    number, path = zlib.crc32(data), folder / "file.bin"
    path.write_bytes(data)
    command = COMMANDS[number % len(COMMANDS)]
    outputs, kind = OUTPUTS.get(command, ROW_OUTPUTS), KINDS[number // 8 % len(KINDS)]
    call = [command, str(path), "--from", kind, "--format", outputs[number // 32 % len(outputs)], "--no-progress"]
    result = CliRunner().invoke(main, call)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"{call}: {result.exception!r}") from result.exception
    assert result.exit_code in STATUSES, f"{call}: status {result.exit_code}"
