"""What was found in an article, in words for a person to read."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence

from newsparse.render._marks import visible
from newsparse.render._statements import ShownStatement, cast_name, name_of, statements_of
from newsparse.types import Article, Attribution, AttributionKind, CastMember, Quote, QuoteKind, Source, Span

__all__ = ["cast_lines", "summary"]

_SHORT = 100
_LONG = 1000


def summary(article: Article) -> str:
    """Return what was found in an article as lines for a person to read; "" when nothing was.

    Of each statement: who is cited, how many they are, why they are not named, through whom it came, the words that
    mark it, and its confidence. Where a part of a statement is quoted, the whole of it is shown.
    """
    lines = [f"{name:<10} {value}" for name, value in _furniture(article) if value]
    statements = statements_of(article)
    blocks = [
        lines,
        _titled("quotes", [line for value in _spoken(article, statements) for line in _told(*value)]),
        _titled("reported", [line for value in _reported(statements) for line in _told(*value)]),
        _titled("sources", cast_lines(article)),
        _titled("not the story", [f"{piece.kind.value}: {_line(piece.text)}" for piece in article.boilerplate]),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def cast_lines(article: Article) -> Iterator[str]:
    """Yield a line for each source of an article."""
    for member in article.sources:
        counts = f"{len(member.quotes)} quoted, {len(member.attributions)} attributed"
        yield f"{_line(cast_name(member))} ({', '.join(_what(member))}): {counts}{_reason(member.reason)}"


def _what(member: CastMember) -> Iterator[str]:
    yield member.kind.value
    if member.count is not None and member.count > 1:
        yield str(member.count)
    if member.role:
        yield _line(member.role.text)


_Value = tuple[Quote | Attribution, Source | None, Sequence[Source], str]


def _spoken(article: Article, statements: Iterable[ShownStatement]) -> Iterator[_Value]:
    """Yield the quotes; in the place of one that is a part of a statement, the statement, once."""
    mixed = [
        (piece.start, piece.end, number)
        for number, value in enumerate(article.attributions)
        if value.kind is AttributionKind.MIXED
        for piece in value.content
    ]
    mixed.sort()
    shown: set[int] = set()
    for quote, statement in ((s.value, s) for s in statements):
        if not isinstance(quote, Quote):
            continue
        number = _around(quote, mixed) if quote.kind is QuoteKind.MIXED else None
        if number is None:
            yield quote, statement.source, statement.via, quote.content
        elif number not in shown:
            shown.add(number)
            whole = article.attributions[number]
            yield whole, whole.source, whole.via, _content(whole)


def _around(quote: Quote, stretches: Sequence[tuple[int, int, int]]) -> int | None:
    first = quote.parts[0] if quote.parts else quote
    before = bisect.bisect_right(stretches, first.start, key=lambda stretch: stretch[0]) - 1
    return stretches[before][2] if before >= 0 and stretches[before][1] >= first.end else None


def _reported(statements: Iterable[ShownStatement]) -> Iterator[_Value]:
    for statement in statements:
        if isinstance(statement.value, Attribution):
            yield statement.value, statement.source, statement.via, _content(statement.value)


def _content(value: Attribution) -> str:
    return " … ".join(piece.text for piece in value.content)


def _told(value: Quote | Attribution, source: Source | None, via: Sequence[Source], content: str) -> list[str]:
    """Return a statement as two lines: whose it is, then what is said."""
    count = f" ({source.count})" if source and source.count is not None and source.count > 1 else ""
    through = "".join(f", through {_line(name_of(each) or '?')}" for each in via)
    whose = f"{_line(name_of(source) or '?')}{count}{through}{_reason(source.reason if source else None)}"
    cue = [_line(value.cue.text)] if value.cue else []
    return [" | ".join([whose, *cue, f"{value.confidence:.2f}"]), f"    {_line(content, _LONG)}"]


def _reason(reason: Span | None) -> str:
    return f", {_line(reason.text)}" if reason else ""


def _furniture(article: Article) -> Iterator[tuple[str, str]]:
    byline, dateline = article.byline, article.dateline
    for name in ("kicker", "headline", "standfirst"):
        span = getattr(article, name)
        yield name, _line(span.text) if span else ""
    yield "authors", _line(", ".join(author.name for author in byline.authors)) if byline else ""
    yield "dateline", _line(dateline.text) if dateline else ""
    yield "agency", _line(article.agency.text) if article.agency else ""
    for stamp in article.timestamps:
        yield stamp.kind.value, stamp.value.isoformat()


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    lines = [f"  {line}" for line in lines]
    return [title, *lines] if lines else []


def _line(text: str, width: int = _SHORT) -> str:
    line = visible(" ".join(text.split()), terminal=True)
    return line if len(line) <= width else line[: width - 1] + "…"
