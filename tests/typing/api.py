"""The documented uses, checked by mypy and pyright and never run: each name, what it takes and what it gives.

``test_every_public_name_is_used`` in ``tests/test_public_api.py`` holds that no name is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, assert_type

import newsparse
from newsparse import batch, export, render
from newsparse.document import Document, cut
from newsparse.errors import BatchError, DataError, LexiconError, ModelError, NewsparseError
from newsparse.quotation import Quotation, match_marks
from newsparse.types import (
    Article,
    Attribution,
    AttributionKind,
    Author,
    Boilerplate,
    BoilerplateKind,
    Byline,
    CastMember,
    Contributor,
    Dateline,
    Named,
    Quote,
    QuoteKind,
    Source,
    SourceKind,
    Span,
    Timestamp,
    TimestampKind,
)

DAY = dt.date(2024, 2, 29)
ENTRIES = newsparse.Lexicon().entries()
LEXICON = newsparse.Lexicon(added={"reporting_verbs.verbs": ["harrumph"]}, removed={"reporting_verbs.verbs": ("say",)})


def functions(text: str) -> None:
    assert_type(newsparse.sample(), str)
    assert_type(newsparse.parse_html(b"<p>", url="https://example.org/1", reference=DAY), Article)
    assert_type(newsparse.parse_html("<p>", lexicon=LEXICON).page, newsparse.Page | None)
    assert_type(newsparse.__version__, str)
    assert_type(newsparse.parse_article(text), Article)
    assert_type(newsparse.parse_article(text, reference=DAY, lexicon=LEXICON), Article)
    assert_type(newsparse.extract_quotes(text), list[Quote])
    assert_type(newsparse.extract_attributions(text), list[Attribution])
    found = newsparse.locate_quote(text, "We won", quotes=newsparse.extract_quotes(text))
    assert_type(found, newsparse.Location | None)
    if found:
        assert_type(found.parts, tuple[Span, ...])
        assert_type(found.differences, tuple[newsparse.Difference, ...])
        assert_type(found.quotes, tuple[Quote, ...])
        assert_type(found.others, tuple[Span, ...])
        assert_type(found.verbatim, bool)
        assert_type(found.speaker, Source | None)
    assert_type(newsparse.extract_dateline(text, reference=DAY), Dateline | None)
    assert_type(newsparse.extract_dateline(text, reference="2024-02-29"), Dateline | None)
    assert_type(newsparse.parse_article(text, reference=dt.datetime(2024, 2, 29, 9, 30, tzinfo=dt.UTC)), Article)
    assert_type(newsparse.parse_dateline(text, reference=DAY), Dateline | None)
    assert_type(newsparse.extract_byline(text), Byline | None)
    assert_type(newsparse.parse_byline(text), Byline | None)
    assert_type(newsparse.extract_timestamps(text, reference=DAY), list[Timestamp])
    assert_type(newsparse.extract_boilerplate(text), list[Boilerplate])
    assert_type(newsparse.strip_boilerplate(text), str)
    stripped, offsets = newsparse.strip_with_map(text)
    assert_type(stripped, str)
    assert_type(offsets, newsparse.OffsetMap)
    assert_type(offsets.original(0, 1), tuple[int, int])


def wrong(text: bytes) -> None:
    """What a type checker has to refuse; an ignore that is not needed is an error itself."""
    newsparse.parse_article(text)  # type: ignore[arg-type]
    newsparse.extract_quotes("", LEXICON)  # type: ignore[call-arg]
    newsparse.extract_dateline("", reference=2024)  # type: ignore[arg-type]
    newsparse.parse_article("").text = ""  # type: ignore[misc]


def methods(text: str) -> None:
    parser = newsparse.Parser(lexicon=LEXICON)
    assert_type(parser.lexicon, newsparse.Lexicon)
    assert_type(parser.parse_article(text, reference=DAY), Article)
    assert_type(parser.parse_html(text, url="https://example.org/1"), Article)
    assert_type(parser.extract_quotes(text), list[Quote])
    assert_type(parser.extract_attributions(text), list[Attribution])
    assert_type(parser.locate_quote(text, "We won"), newsparse.Location | None)
    assert_type(parser.extract_dateline(text), Dateline | None)
    assert_type(parser.parse_dateline(text), Dateline | None)
    assert_type(parser.extract_byline(text), Byline | None)
    assert_type(parser.parse_byline(text), Byline | None)
    assert_type(parser.extract_timestamps(text), list[Timestamp])
    assert_type(parser.extract_boilerplate(text), list[Boilerplate])
    assert_type(parser.strip_boilerplate(text), str)
    assert_type(parser.strip_with_map(text), tuple[str, newsparse.OffsetMap])


def an_article(article: Article) -> None:
    assert_type(article.text, str)
    assert_type(article.kicker, Span | None)
    assert_type(article.byline, Byline | None)
    assert_type(article.dateline, Dateline | None)
    assert_type(article.agency, Named | None)
    assert_type(article.is_wire(outlet="Harbor Post"), bool)
    assert_type(article.timestamps, tuple[Timestamp, ...])
    assert_type(article.body, tuple[Span, ...])
    assert_type(article.quotes, tuple[Quote, ...])
    assert_type(article.attributions, tuple[Attribution, ...])
    assert_type(article.corrections, tuple[Boilerplate, ...])
    assert_type(article.sources, tuple[CastMember, ...])
    assert_type(article.to_dict(), dict[str, object])
    assert_type(Article.from_dict(article.to_dict()), Article)
    assert_type(article.to_html(), str)
    assert_type(article.to_json(id="a", indent=2), str)
    assert_type(article.rows(id="a"), dict[str, export.Rows])
    assert_type(newsparse.rows([article]), dict[str, export.Rows])
    assert_type(newsparse.rows({"a": article})["quotes"].columns, tuple[str, ...])
    assert_type(newsparse.export.to_json(article), str)


def values(article: Article) -> None:
    for quote in article.quotes:
        assert_type(quote.parts, tuple[Span, ...])
        assert_type(quote.content, str)
        assert_type(quote.kind, QuoteKind)
        assert_type(quote.speaker, Source | None)
        assert_type(quote.nested, tuple[Quote, ...])
        assert_type(quote.confidence, float)
    for attribution in article.attributions:
        assert_type(attribution.kind, AttributionKind)
        assert_type(attribution.via, tuple[Source, ...])
        assert_type(attribution.inner, bool)
    for member in article.sources:
        assert_type(member.kind, SourceKind)
        assert_type(member.name, str | None)
        assert_type(member.count, int | None)
        assert_type(member.mentions, tuple[Source, ...])
    for stamp in article.timestamps:
        assert_type(stamp.kind, TimestampKind)
        assert_type(stamp.value, dt.date)
    for line in article.boilerplate:
        assert_type(line.kind, BoilerplateKind)
    if article.byline:
        assert_type(article.byline.authors, tuple[Author, ...])
        assert_type(article.byline.contributors, tuple[Contributor, ...])
        assert_type(article.byline.organizations, tuple[Named, ...])
    if article.dateline:
        assert_type(article.dateline.date, dt.date | None)
    assert_type(Quote.of("“Yes”", 0, 5, parts=(), kind=QuoteKind.DIRECT), Quote)


def pieces(text: str) -> None:
    document = cut(text)
    assert_type(document, Document)
    assert_type(document.marks, tuple[Quotation, ...])
    assert_type(match_marks(text, document.paragraphs), list[Quotation])


def formats(article: Article) -> None:
    assert_type(export.to_json(article, indent=2), str)
    assert_type(export.from_json(b"{}"), Article)
    assert_type(export.to_jsonld(article, url="https://example.org/1"), dict[str, Any])
    assert_type(export.to_ninjs(article), dict[str, Any])
    assert_type(export.quote_rows(article.quotes, article_id="1"), list[export.Row])
    assert_type(export.timestamp_rows(article.timestamps), list[export.Row])
    assert_type(render.to_html(article), str)
    assert_type(render.to_index([("a.html", render.IndexRow.of(article))], title="Articles"), str)


def many(texts: Iterator[str]) -> None:
    assert_type(batch.parse_articles(texts, jobs=2), Iterator[Article])


def errors() -> tuple[type[NewsparseError], ...]:
    return BatchError, DataError, LexiconError, ModelError


def builtin_errors() -> tuple[type[ValueError], type[ValueError], type[RuntimeError], type[OSError]]:
    return LexiconError, DataError, BatchError, ModelError
