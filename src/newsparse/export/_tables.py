"""Tidy tables: one flat row for each quote, attribution, source … with the same columns every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import regex

from newsparse.types import (
    Article,
    Attribution,
    Author,
    Boilerplate,
    Byline,
    CastMember,
    Contributor,
    Dateline,
    Quote,
    Source,
    Span,
    Timestamp,
)

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = [
    "COLUMNS",
    "Row",
    "arrow_schema",
    "article_row",
    "attribution_rows",
    "boilerplate_rows",
    "byline_rows",
    "dateline_rows",
    "quote_rows",
    "source_rows",
    "storable",
    "timestamp_rows",
    "to_arrow",
]

Row: TypeAlias = dict[str, str | int | float | bool | None]

_STRING, _INTEGER, _NUMBER, _TRUTH = "string", "int64", "float64", "bool"
_SPAN = {"start": _INTEGER, "end": _INTEGER, "text": _STRING}
_CUE = {"cue": _STRING, "cue_start": _INTEGER, "cue_end": _INTEGER}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "articles": {
        "article": _STRING,
        "kicker": _STRING,
        "headline": _STRING,
        "standfirst": _STRING,
        "authors": _STRING,
        "agency": _STRING,
        "agency_name": _STRING,
        "place": _STRING,
        "date": _STRING,
        "published": _STRING,
        "updated": _STRING,
        "words": _INTEGER,
        "quotes": _INTEGER,
        "attributions": _INTEGER,
        "sources": _INTEGER,
        "boilerplate": _INTEGER,
        "corrections": _INTEGER,
    },
    "quotes": {
        "article": _STRING,
        "quote": _INTEGER,
        "inside": _INTEGER,
        **_SPAN,
        "content": _STRING,
        "words": _INTEGER,
        "kind": _STRING,
        "closed": _TRUTH,
        "speaker": _STRING,
        "speaker_kind": _STRING,
        "speaker_start": _INTEGER,
        "speaker_end": _INTEGER,
        "speaker_text": _STRING,
        "role": _STRING,
        "affiliation": _STRING,
        **_CUE,
        "confidence": _NUMBER,
    },
    "attributions": {
        "article": _STRING,
        "attribution": _INTEGER,
        **_SPAN,
        "kind": _STRING,
        "source": _STRING,
        "source_kind": _STRING,
        "source_start": _INTEGER,
        "source_end": _INTEGER,
        "source_text": _STRING,
        "role": _STRING,
        "affiliation": _STRING,
        "count": _INTEGER,
        "reason": _STRING,
        **_CUE,
        "content": _STRING,
        "content_start": _INTEGER,
        "content_end": _INTEGER,
        "via": _STRING,
        "inner": _TRUTH,
        "confidence": _NUMBER,
    },
    "sources": {
        "article": _STRING,
        "source": _INTEGER,
        "name": _STRING,
        "kind": _STRING,
        "role": _STRING,
        "affiliation": _STRING,
        "count": _INTEGER,
        "reason": _STRING,
        "first_start": _INTEGER,
        "mentions": _INTEGER,
        "quotes": _INTEGER,
        "attributions": _INTEGER,
        "words_quoted": _INTEGER,
    },
    "byline": {
        "article": _STRING,
        **_SPAN,
        "name": _STRING,
        "part": _STRING,
        "role": _STRING,
        "organization": _STRING,
        "location": _STRING,
        "email": _STRING,
        "handle": _STRING,
    },
    "dateline": {
        "article": _STRING,
        **_SPAN,
        "place": _STRING,
        "places": _STRING,
        "agency": _STRING,
        "date_text": _STRING,
        "year": _INTEGER,
        "month": _INTEGER,
        "day": _INTEGER,
        "date": _STRING,
    },
    "timestamps": {"article": _STRING, **_SPAN, "kind": _STRING, "value": _STRING, "ambiguous": _TRUTH},
    "boilerplate": {"article": _STRING, **_SPAN, "kind": _STRING},
}
"""The columns of each table and their types, by the names that Arrow gives them; dates are ISO 8601 strings."""

_BETWEEN = "; "  # between several values in one cell
_LONE_SURROGATE_RE = regex.compile(r"[\ud800-\udfff]")


def article_row(article: Article, *, article_id: str | None = None) -> Row:
    """Return an article as one row: its furniture, and how much of each thing was found."""
    stamps = {stamp.kind.value: stamp.value.isoformat() for stamp in reversed(article.timestamps)}
    byline, dateline = article.byline, article.dateline
    return {
        "article": article_id,
        "kicker": _text(article.kicker),
        "headline": _text(article.headline),
        "standfirst": _text(article.standfirst),
        "authors": _BETWEEN.join(author.name for author in byline.authors) if byline else None,
        "agency": _text(article.agency),
        "agency_name": article.agency.name if article.agency else None,
        "place": _text(dateline.place) if dateline else None,
        "date": dateline.date.isoformat() if dateline and dateline.date else None,
        "published": stamps.get("published"),
        "updated": stamps.get("updated"),
        "words": sum(len(paragraph.text.split()) for paragraph in article.body),
        "quotes": len(article.quotes),
        "attributions": len(article.attributions),
        "sources": len(article.sources),
        "boilerplate": len(article.boilerplate),
        "corrections": len(article.corrections),
    }


def quote_rows(quotes: Iterable[Quote], *, article_id: str | None = None) -> list[Row]:
    """Return one row for each quote, in order; a nested quote follows the one that it is inside of.

    Args:
        quotes: the quotes of an article.
        article_id: what goes into the column ``article``, to tell the rows of many articles apart.

    The column ``quote`` numbers the rows of the article, ``inside`` holds the number of the outer quote.

    >>> import newsparse
    >>> row = quote_rows(newsparse.extract_quotes("“We won,” said Ada Lee."))[0]
    >>> row["content"], row["speaker"], row["speaker_start"], row["cue"]
    ('We won,', 'Ada Lee', 15, 'said')
    """
    rows: list[Row] = []
    for quote, inside in _flat(quotes):
        speaker = quote.speaker
        rows.append(
            {
                "article": article_id,
                "quote": len(rows),
                "inside": inside,
                **_place(quote),
                "content": quote.content,
                "words": sum(len(part.text.split()) for part in quote.parts),
                "kind": quote.kind.value,
                "closed": quote.closed,
                "speaker": _name(speaker),
                "speaker_kind": speaker.kind.value if speaker else None,
                **_place(speaker, "speaker_"),
                "role": _text(speaker.role) if speaker else None,
                "affiliation": _text(speaker.affiliation) if speaker else None,
                **_cue(quote.cue),
                "confidence": quote.confidence,
            }
        )
    return rows


def attribution_rows(attributions: Iterable[Attribution], *, article_id: str | None = None) -> list[Row]:
    """Return one row for each attribution, in order; the pieces of its content are joined with a space."""
    rows: list[Row] = []
    for number, value in enumerate(attributions):
        source = value.source
        rows.append(
            {
                "article": article_id,
                "attribution": number,
                **_place(value),
                "kind": value.kind.value,
                "source": _name(source),
                "source_kind": source.kind.value if source else None,
                **_place(source, "source_"),
                "role": _text(source.role) if source else None,
                "affiliation": _text(source.affiliation) if source else None,
                "count": source.count if source else None,
                "reason": _text(source.reason) if source else None,
                **_cue(value.cue),
                "content": " ".join(piece.text for piece in value.content),
                "content_start": value.content[0].start if value.content else None,
                "content_end": value.content[-1].end if value.content else None,
                "via": _BETWEEN.join(_name(via) or "" for via in value.via) or None,
                "inner": value.inner,
                "confidence": value.confidence,
            }
        )
    return rows


def source_rows(sources: Iterable[CastMember], *, article_id: str | None = None) -> list[Row]:
    """Return one row for each source of an article, with how often it is mentioned, quoted and cited."""
    return [
        {
            "article": article_id,
            "source": number,
            "name": member.name,
            "kind": member.kind.value,
            "role": _text(member.role),
            "affiliation": _text(member.affiliation),
            "count": member.count,
            "reason": _text(member.reason),
            "first_start": min((mention.start for mention in member.mentions), default=None),
            "mentions": len(member.mentions),
            "quotes": len(member.quotes),
            "attributions": len(member.attributions),
            "words_quoted": member.words_quoted,
        }
        for number, member in enumerate(sources)
    ]


def byline_rows(byline: Byline | None, *, article_id: str | None = None) -> list[Row]:
    """Return one row for each author (part "author"), body (part "organization") and contributor of a byline."""
    if byline is None:
        return []
    blank: Row = {**dict.fromkeys(COLUMNS["byline"]), "article": article_id}
    keys = ("role", "organization", "location", "email", "handle")
    return [
        *({**blank, **_place(a), "name": a.name, "part": "author", **_names(a, keys)} for a in byline.authors),
        *({**blank, **_place(o), "name": o.name, "part": "organization"} for o in byline.organizations),
        *({**blank, **_place(c), "name": c.name, "part": c.part, **_names(c, keys[1:3])} for c in byline.contributors),
    ]


def dateline_rows(dateline: Dateline | None, *, article_id: str | None = None) -> list[Row]:
    """Return the dateline as one row, or no row."""
    if dateline is None:
        return []
    return [
        {
            "article": article_id,
            **_place(dateline),
            "place": _text(dateline.place),
            "places": _BETWEEN.join(place.text for place in dateline.places) or None,
            "agency": _text(dateline.agency),
            "date_text": _text(dateline.date_text),
            "year": dateline.year,
            "month": dateline.month,
            "day": dateline.day,
            "date": dateline.date.isoformat() if dateline.date else None,
        }
    ]


def timestamp_rows(timestamps: Iterable[Timestamp], *, article_id: str | None = None) -> list[Row]:
    """Return one row for each timestamp, in order, with its value in ISO 8601.

    >>> import newsparse
    >>> timestamp_rows(newsparse.extract_timestamps("Published Oct. 9, 2024"))[0]["value"]
    '2024-10-09'

    .. versionadded:: 0.1.0
    """
    return [
        {
            "article": article_id,
            **_place(value),
            "kind": value.kind.value,
            "value": value.value.isoformat(),
            "ambiguous": value.ambiguous,
        }
        for value in timestamps
    ]


def boilerplate_rows(boilerplate: Iterable[Boilerplate], *, article_id: str | None = None) -> list[Row]:
    """Return one row for each piece of boilerplate, in order."""
    return [{"article": article_id, **_place(value), "kind": value.kind.value} for value in boilerplate]


def to_arrow(rows: Iterable[Mapping[str, Any]], table: str) -> pa.Table:
    """Return rows as an Arrow table with a fixed schema; needs ``newsparse[arrow]``.

    Args:
        rows: rows of one of the functions of this module, of one article or of many.
        table: which table they are of: a key of ``COLUMNS``.

    Arrow keeps text as UTF-8, which has no lone surrogates; each becomes U+FFFD, so that offsets still fit.

    Raises:
        KeyError: there is no such table.
        ImportError: pyarrow is not installed; the message says what to install.
    """
    schema = arrow_schema(table)
    columns: dict[str, list[object]] = {name: [] for name in schema.names}
    for row in rows:
        for name, values in columns.items():
            values.append(storable(row[name]))
    import pyarrow as pa  # noqa: PLC0415 - an extra; arrow_schema has said so if it is not there

    return pa.table([pa.array(columns[field.name], field.type) for field in schema], schema=schema)


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table of ``COLUMNS``."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ImportError("Arrow tables need pyarrow: pip install 'newsparse[arrow]'") from error
    return pa.schema([(name, pa.type_for_alias(kind)) for name, kind in COLUMNS[table].items()])


def storable(value: object) -> object:
    """Return *value* as Arrow can store it: in a string, lone surrogates become U+FFFD."""
    return _LONE_SURROGATE_RE.sub("\ufffd", value) if isinstance(value, str) else value


def _flat(quotes: Iterable[Quote]) -> Iterator[tuple[Quote, int | None]]:
    # A stack instead of recursion: nesting has no bound that we set.
    stack: list[tuple[Quote, int | None]] = [(quote, None) for quote in reversed(list(quotes))]
    number = 0
    while stack:
        quote, inside = stack.pop()
        yield quote, inside
        stack += [(nested, number) for nested in reversed(quote.nested)]
        number += 1


def _text(span: Span | None) -> str | None:
    return span.text if span else None


def _name(source: Source | None) -> str | None:
    return (source.name or source.text) if source else None


def _names(value: Author | Contributor, fields: Iterable[str]) -> Row:
    found = {field: getattr(value, field) for field in fields}
    return {field: named.name if named else None for field, named in found.items()}


def _place(span: Span | None, prefix: str = "") -> Row:
    fields = ("start", "end", "text")
    return {prefix + field: getattr(span, field) if span is not None else None for field in fields}


def _cue(cue: Span | None) -> Row:
    return {
        "cue": _text(cue),
        "cue_start": cue.start if cue is not None else None,
        "cue_end": cue.end if cue is not None else None,
    }
