"""What is marked in a text, cut into pieces that overlap nowhere; and characters that are safe to show."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence

import attrs
import regex

from newsparse.chars import QUOTE_MARKS
from newsparse.render._statements import ShownStatement
from newsparse.types import Article, AttributionKind, Quote, Source, Span

__all__ = ["Highlight", "Segment", "marks_of", "pieces", "visible"]

_BIDI_CONTROL_RE = regex.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Controls, apart from tab and newline, are shown as their pictures; what no page can hold as U+FFFD. One for one, so
# that a place in what is shown is the place in the text.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_NO_CHARACTERS = (*range(0xFDD0, 0xFDF0), *(plane << 16 | low for plane in range(17) for low in (0xFFFE, 0xFFFF)))
_UNSHOWABLE = dict.fromkeys((*range(0x80, 0xA0), *range(0xD800, 0xE000), *_NO_CHARACTERS), 0xFFFD)
# Overrides of direction make a text read otherwise than it is spelt; no text of any script needs them.
_OVERRIDES = dict.fromkeys((0x202D, 0x202E), 0xFFFD)
_VISIBLE = _PICTURES | _UNSHOWABLE | _OVERRIDES
_LONGEST_MARK = 3  # characters: three single marks in a row


@attrs.frozen
class Highlight:
    """A stretch of the text and what it is.

    Args:
        start: where it begins.
        end: where it ends.
        kind: what it is, as the style sheet and the legend say.
        groups: the numbers of the statements that it belongs to.
        member: the number of the source that lends it its colour.
        confidence: that of the statement; the best one of several.
    """

    start: int
    end: int
    kind: str
    groups: tuple[int, ...] = ()
    member: int | None = None
    confidence: float = 1.0


@attrs.frozen
class Segment:
    """A stretch of the text in which the same marks hold from the first character to the last, the widest first."""

    start: int
    end: int
    marks: tuple[Highlight, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """What it is."""
        return frozenset(mark.kind for mark in self.marks)


def visible(text: str, *, terminal: bool = False) -> str:
    r"""Return *text* with a sign in the place of each character that cannot be shown or would do something.

    >>> visible("a\x00b\x1b[2J\r")
    'a␀b␛[2J␍'
    """
    text = text.translate(_VISIBLE)
    # A page keeps the other controls of direction to a line; a terminal does not.
    return str(_BIDI_CONTROL_RE.sub("\ufffd", text)) if terminal else text


def marks_of(article: Article, statements: Sequence[ShownStatement]) -> list[Highlight]:
    """Return everything in an article that is to be marked; marks of one kind at one place are one."""
    found: dict[tuple[int, int, str, int | None], Highlight] = {}
    for mark in (*_around(article), *_told(article, statements)):
        key = (mark.start, mark.end, mark.kind, mark.member)
        if mark.start < mark.end:
            known = found.get(key, mark)
            groups = known.groups if known is mark else (*known.groups, *mark.groups)
            found[key] = attrs.evolve(mark, groups=groups, confidence=max(known.confidence, mark.confidence))
    return list(found.values())


def pieces(length: int, marks: Iterable[Highlight], cuts: Iterable[int] = ()) -> Iterator[Segment]:
    """Cut a text of *length* characters where marks begin and end, and at *cuts*; the pieces cover it."""
    changes: dict[int, list[tuple[bool, Highlight]]] = {place: [] for place in (0, length, *cuts)}
    for mark in marks:
        changes.setdefault(mark.start, []).append((True, mark))
        changes.setdefault(mark.end, []).append((False, mark))
    active: dict[Highlight, None] = {}
    start = 0
    for place in sorted(changes):
        if place > start:
            yield Segment(start, place, tuple(sorted(active, key=_width)))
            start = place
        for begins, mark in changes[place]:
            if begins:
                active[mark] = None
            else:
                active.pop(mark)


def _width(mark: Highlight) -> tuple[int, int, bool]:
    return mark.start - mark.end, mark.start, mark.kind != "indirect"


def _around(article: Article) -> Iterator[Highlight]:
    for kind in ("kicker", "headline", "standfirst", "byline", "dateline"):
        span: Span | None = getattr(article, kind)
        if span:
            yield Highlight(span.start, span.end, kind)
    for kind, spans in (
        ("timestamp", article.timestamps),
        ("caption", article.captions),
        ("boilerplate", article.boilerplate),
    ):
        yield from (Highlight(span.start, span.end, kind) for span in spans)


def _told(article: Article, statements: Sequence[ShownStatement]) -> Iterator[Highlight]:
    for group, statement in enumerate(statements):
        value = statement.value
        for source, member in (
            (statement.source, statement.member),
            *zip(statement.via, statement.passed, strict=True),
        ):
            if source:
                yield from _source(source, group, member, statement.confidence)
        parts = _with_marks(article.text, value) if isinstance(value, Quote) else _places(value.content)
        kind = "quote" if statement.is_quote else "indirect"
        stretches = [("cue", _places((value.cue,) if value.cue else ())), (kind, parts)]
        for name, places in stretches:
            for start, end in places:
                yield Highlight(start, end, name, (group,), statement.member, statement.confidence)
    yield from _around_quotes(article, statements)


def _source(source: Source, group: int, member: int | None, confidence: float) -> Iterator[Highlight]:
    yield Highlight(source.start, source.end, "source", (group,), member, confidence)
    if source.reason:
        yield Highlight(source.reason.start, source.reason.end, "reason", (group,), member, confidence)


def _around_quotes(article: Article, statements: Sequence[ShownStatement]) -> Iterator[Highlight]:
    # What a mixed attribution reports outside the quotation marks belongs to the first quote in it.
    quotes = sorted((s.value.start, s.value.end, group) for group, s in enumerate(statements) if s.is_quote)
    for attribution in article.attributions:
        if attribution.kind is not AttributionKind.MIXED:
            continue
        for content in attribution.content:
            first = bisect.bisect_left(quotes, (content.start,))
            last = bisect.bisect_left(quotes, (content.end,))
            place, rest = content.start, Highlight(0, 0, "indirect", confidence=attribution.confidence)
            for start, end, group in quotes[first:last]:
                if not rest.groups:
                    rest = attrs.evolve(rest, groups=(group,), member=statements[group].member)
                yield attrs.evolve(rest, start=place, end=start)
                place = max(place, end)
            yield attrs.evolve(rest, start=place, end=content.end)


def _places(spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    return ((span.start, span.end) for span in spans)


def _with_marks(text: str, quote: Quote) -> Iterator[tuple[int, int]]:
    # The parts of a quote lie inside the quotation marks, which are shown with them.
    for part in quote.parts:
        start, end = part.start, part.end
        while start > max(quote.start, part.start - _LONGEST_MARK) and text[start - 1] in QUOTE_MARKS:
            start -= 1
        while end < min(quote.end, part.end + _LONGEST_MARK) and text[end] in QUOTE_MARKS:
            end += 1
        yield start, end
