"""What is marked in a text, cut into pieces that overlap nowhere; and characters that are safe to show."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import attrs
import regex

from newsparse.chars import QUOTE_MARKS
from newsparse.types import Article, Attribution, AttributionKind, CastMember, Quote, Source, Span

__all__ = ["Mark", "Piece", "Statement", "cast_name", "marks_of", "name_of", "pieces", "statements_of", "visible"]

_BIDI_CONTROL_RE = regex.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Controls, apart from tab and newline, are shown as their pictures; what no page can hold as U+FFFD. One for one, so
# that a place in what is shown is the place in the text.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: 0x2421}
_LONGEST_MARK = 3  # characters: three single marks in a row
_UNSHOWABLE = dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000)), 0xFFFD)
_VISIBLE = _PICTURES | _UNSHOWABLE


@attrs.frozen
class Mark:
    """A stretch of the text and what it is; *group* is the number of the statement that it belongs to."""

    start: int
    end: int
    kind: str
    group: int | None = None


@attrs.frozen
class Piece:
    """A stretch of the text in which the same marks hold from the first character to the last."""

    start: int
    end: int
    kinds: tuple[str, ...]
    groups: tuple[int, ...]


@attrs.frozen
class Statement:
    """A quote, or an attribution without quotation marks: what a source is tied to."""

    value: Quote | Attribution
    source: Source | None
    end: int
    member: int | None

    @property
    def is_quote(self) -> bool:
        """Whether it stands in quotation marks."""
        return isinstance(self.value, Quote)


def visible(text: str, *, terminal: bool = False) -> str:
    r"""Return *text* with a sign in the place of each character that cannot be shown or would do something.

    >>> visible("a\x00b\x1b[2J")
    'a␀b␛[2J'
    """
    text = text.translate(_VISIBLE)
    if not terminal:
        return text
    # A page keeps the direction of a line to itself; a terminal does not, and obeys a carriage return.
    return str(_BIDI_CONTROL_RE.sub("\ufffd", text)).replace("\r", "\u240d")


def name_of(source: Source | None) -> str | None:
    """Return the name of a source, or its words where it has none."""
    return (source.name or source.text) if source else None


def cast_name(member: CastMember) -> str:
    """Return the name of a member of the cast, or the words of its first mention where it has none ("it")."""
    return member.name or next((mention.text for mention in member.mentions), "unknown")


def statements_of(article: Article) -> list[Statement]:
    """Return the statements of an article in the order of their places."""
    members: dict[Quote | Attribution, int] = {}
    for number, member in enumerate(article.sources):
        members |= dict.fromkeys((*member.quotes, *member.attributions), number)
    found = [Statement(q, q.speaker, q.end, members.get(q)) for q in article.quotes]
    for value in article.attributions:
        if value.kind is AttributionKind.INDIRECT:
            end = value.content[-1].end if value.content else value.end
            found.append(Statement(value, value.source, end, members.get(value)))
    return sorted(found, key=lambda statement: (statement.value.start, statement.value.end))


def marks_of(article: Article, statements: Sequence[Statement]) -> list[Mark]:
    """Return everything in an article that is to be marked."""
    marks = []
    furniture = (article.kicker, article.headline, article.standfirst, article.byline, article.dateline)
    for span in (*furniture, *article.timestamps):
        marks += _mark(span, "furniture", None)
    for piece in article.boilerplate:
        marks += _mark(piece, "boilerplate", None)
    for attribution in article.attributions:
        for source in (attribution.source, *attribution.via):
            marks += _mark(source, "source", None)
        marks += _mark(attribution.cue, "cue", None)
    marks += _around_quotes(article, statements)
    for group, statement in enumerate(statements):
        value = statement.value
        marks += _mark(statement.source, "source", group) + _mark(value.cue, "cue", group)
        if isinstance(value, Quote):
            marks += [Mark(*place, "quote", group) for place in _with_marks(article.text, value)]
        else:
            for part in value.content:
                marks += _mark(part, "indirect", group)
    return marks


def pieces(length: int, marks: Iterable[Mark]) -> Iterator[Piece]:
    """Cut a text of *length* characters where marks begin and end; the pieces cover it."""
    changes: dict[int, list[tuple[int, Mark]]] = {0: [], length: []}
    for mark in marks:
        changes.setdefault(mark.start, []).append((1, mark))
        changes.setdefault(mark.end, []).append((-1, mark))
    kinds: Counter[str] = Counter()
    groups: Counter[int] = Counter()
    start = 0
    for place in sorted(changes):
        if place > start:
            yield Piece(start, place, tuple(sorted(+kinds)), tuple(sorted(+groups)))
            start = place
        for step, mark in changes[place]:
            kinds[mark.kind] += step
            if mark.group is not None:
                groups[mark.group] += step
                if not groups[mark.group]:
                    del groups[mark.group]  # or every later piece would be compared with every earlier group


def _mark(span: Span | None, kind: str, group: int | None) -> list[Mark]:
    return [Mark(span.start, span.end, kind, group)] if span is not None and span.end > span.start else []


def _around_quotes(article: Article, statements: Sequence[Statement]) -> Iterator[Mark]:
    # What a mixed attribution reports outside the quotation marks belongs to the first quote in it.
    quotes = [(s.value.start, s.value.end, group) for group, s in enumerate(statements) if s.is_quote]
    for attribution in article.attributions:
        if attribution.kind is AttributionKind.INDIRECT:
            continue
        for content in attribution.content:
            first = bisect.bisect_left(quotes, (content.start,))
            group = quotes[first][2] if first < len(quotes) and quotes[first][1] <= content.end else None
            yield Mark(content.start, content.end, "indirect", group)


def _with_marks(text: str, quote: Quote) -> Iterator[tuple[int, int]]:
    # The parts of a quote lie inside the quotation marks, which are shown with them.
    for part in quote.parts:
        start, end = part.start, part.end
        while start > max(quote.start, part.start - _LONGEST_MARK) and text[start - 1] in QUOTE_MARKS:
            start -= 1
        while end < min(quote.end, part.end + _LONGEST_MARK) and text[end] in QUOTE_MARKS:
            end += 1
        yield start, end
