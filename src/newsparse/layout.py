"""The layout of an article: what stands where, and which of its paragraphs tell the story."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import attrs
import regex

from newsparse.boilerplate import boilerplate_of, label_lines
from newsparse.bylines import extract_byline
from newsparse.datelines import extract_dateline, find_agency
from newsparse.document import Document, cut
from newsparse.furniture import Furniture, find_furniture
from newsparse.lexicon import Lexicon
from newsparse.segment import Range
from newsparse.timestamps import timestamps_and_lines
from newsparse.types import Boilerplate, BoilerplateKind, Byline, Dateline, Named, Span, Timestamp

__all__ = ["Layout", "lay_out", "without"]


_LINE_RE = regex.compile(r"[^\n]+")


@attrs.frozen
class _Division:
    """Furniture and boilerplate that share no character with each other, nor with what is signed and dated."""

    furniture: Furniture
    boilerplate: tuple[Boilerplate, ...]


@attrs.frozen
class Layout:
    """What stands around a story, and the story cut up.

    Args:
        byline: who wrote it.
        dateline: where and when it was filed.
        agency: the wire that it comes from.
        timestamps: when it was published and updated.
        aside: where all that stands beside the story is: boilerplate, byline, dateline, captions …, in order.
        boilerplate: the lines that are not the story.
        unsaid: where boilerplate and timestamps are, also those that nothing dates: no turn of a transcript is one.
        furniture: kicker, headline, standfirst, captions and body.
        whole: the text, cut up.
        story: headline, standfirst and body, cut up.
    """

    byline: Byline | None
    dateline: Dateline | None
    agency: Named | None
    timestamps: tuple[Timestamp, ...]
    aside: tuple[Range, ...]
    boilerplate: tuple[Boilerplate, ...]
    unsaid: tuple[Range, ...]
    furniture: Furniture
    whole: Document
    story: Document


def _without(spans: Sequence[Range], taken: Sequence[Range]) -> Iterator[tuple[int, Range]]:
    """Yield what is left of some spans, each piece with the number of its span; both are in order."""
    first = bisect.bisect_right(taken, spans[0][0], key=lambda r: r[1]) if spans else 0
    for number, (start, end) in enumerate(spans):
        while first < len(taken) and taken[first][1] <= start:
            first += 1
        at, i = start, first
        while i < len(taken) and taken[i][0] < end:
            if taken[i][0] > at:
                yield number, (at, taken[i][0])
            at = max(at, taken[i][1])
            i += 1
        if at < end:
            yield number, (at, end)


def _trimmed(text: str, start: int, end: int) -> Range | None:
    """Return a range without white space at its ends; ``None`` where it holds nothing else."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    first = start + piece.index(stripped)
    return first, first + len(stripped)


def _left(text: str, spans: Sequence[Range], taken: Sequence[Range]) -> Iterator[tuple[int, Range]]:
    """Yield what is left of some spans, trimmed, each piece with the number of its span."""
    for number, piece in _without(spans, taken):
        if trimmed := _trimmed(text, *piece):
            yield number, trimmed


def without(text: str, spans: Sequence[Range], taken: Sequence[Range]) -> tuple[Range, ...]:
    """Return what is left of some spans, trimmed; both are in order, and what is *taken* is apart.

    >>> without("One. Share Two.", [(0, 15)], [(5, 10)])
    ((0, 4), (11, 15))
    """
    return tuple(piece for _, piece in _left(text, spans, taken))


def _ranges(spans: Iterable[Span | None]) -> list[Range]:
    return sorted((span.start, span.end) for span in spans if span)


def _only(text: str, span: Span | None, taken: Sequence[Range]) -> Span | None:
    """Return the longest piece of a span that is left; ``None`` where no letter and no number is."""
    if not span:
        return None
    pieces = [piece for _, piece in _left(text, [(span.start, span.end)], taken)]
    start, end = max(pieces, key=lambda piece: piece[1] - piece[0], default=(0, 0))
    return Span.of(text, start, end) if any(map(str.isalnum, text[start:end])) else None


def _all(text: str, spans: Sequence[Span], taken: Sequence[Range]) -> tuple[Span, ...]:
    """Return the pieces of some spans that are left and hold a letter or a number."""
    pieces = [piece for _, piece in _left(text, _ranges(spans), taken)]
    return tuple(Span.of(text, *piece) for piece in pieces if any(map(str.isalnum, text[slice(*piece)])))


def _apart(
    text: str, signed: Sequence[Span], stamps: Sequence[Span], found: Furniture, lines: Sequence[Boilerplate]
) -> _Division:
    """Give each character that is no space to one field; what byline, dateline and timestamps have is theirs.

    What belongs to no field is boilerplate of kind ``other``: the bar between byline and date, a label above a story,
    a timestamp that has no year. Its borders are the same whether that has a year or not.
    """
    taken = _ranges([*signed, *stamps])
    furniture = Furniture(
        kicker=_only(text, found.kicker, taken),
        headline=_only(text, found.headline, taken),
        standfirst=_only(text, found.standfirst, taken),
        captions=_all(text, found.captions, taken),
        body=_all(text, found.body, taken),
    )
    spans = [(line.start, line.end) for line in lines]
    boilerplate = [Boilerplate.of(text, *piece, kind=lines[i].kind) for i, piece in _left(text, spans, taken)]
    named = (furniture.kicker, furniture.headline, furniture.standfirst, *furniture.captions, *furniture.body)
    undated = [piece for _, piece in _left(text, _ranges(stamps), _ranges(signed))]
    every = sorted([*_ranges([*signed, *named, *boilerplate]), *undated])
    whole = [(m.start(), m.end()) for m in _LINE_RE.finditer(text)]
    pieces = [*undated, *(piece for _, piece in _left(text, whole, every))]
    rest = [Boilerplate.of(text, *piece, kind=BoilerplateKind.OTHER) for piece in pieces]
    return _Division(furniture, tuple(sorted([*boilerplate, *rest], key=lambda line: line.start)))


def lay_out(text: str, *, reference: dt.date | None = None, lexicon: Lexicon) -> Layout:
    """Return the layout of an article."""
    whole = cut(text, lexicon=lexicon)
    lines = label_lines(whole)
    byline = extract_byline(text, lexicon=lexicon)
    dateline = extract_dateline(text, reference=reference, lexicon=lexicon)
    if byline and dateline and dateline.overlaps(byline):
        dateline = None
    fixed = _ranges([byline, dateline])
    # The lines are the same whatever the reference is: it changes dates alone.
    dated, stamps = timestamps_and_lines(text, reference=reference, lexicon=lexicon)
    timestamps = tuple(
        stamp for stamp in dated if not any(start < stamp.end and stamp.start < end for start, end in fixed)
    )
    found = find_furniture(text, lines, byline=byline, dateline=dateline, timestamps=stamps)
    signed = [span for span in (byline, dateline, *timestamps) if span]
    parts = _apart(text, signed, stamps, found, boilerplate_of(text, lines))
    aside = _ranges([*signed, parts.furniture.kicker, *parts.furniture.captions, *parts.boilerplate])
    return Layout(
        byline=byline,
        dateline=dateline,
        agency=find_agency(text, dateline=dateline, byline=byline, lexicon=lexicon),
        timestamps=timestamps,
        aside=tuple(aside),
        boilerplate=parts.boilerplate,
        unsaid=tuple(_ranges([*timestamps, *parts.boilerplate])),
        furniture=parts.furniture,
        whole=whole,
        story=whole.of(without(text, whole.paragraphs, aside)),
    )
