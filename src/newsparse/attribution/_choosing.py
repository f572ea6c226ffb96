"""Turns what the tagger found into statements: the best reading of each stretch of text, as ranges of characters."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import attrs

from newsparse.attribution._tagger import Tagged
from newsparse.document import Document
from newsparse.segment import Range
from newsparse.statements import Statement

__all__ = ["Thresholds", "choose", "is_touched"]

# Two statements whose contents share this much (Jaccard) say the same thing twice.
_SAME_CONTENT = 0.5
_WIDEST_GAP = 3
_NEIGHBOURS = 4


def _characters(document: Document, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Return ranges of tokens as ranges of the text's characters."""
    return tuple(document.span_of(*tokens) for tokens in ranges)


def _whole(ranges: Sequence[Range]) -> Range | None:
    """Return the source as one range: its pieces where they are close, else the first."""
    if not ranges:
        return None
    start, end = ranges[0]
    for next_start, next_end in ranges[1:]:
        if next_start - end > _WIDEST_GAP:
            break
        end = next_end
    return start, end


def _overlap(one: Sequence[Range], two: Sequence[Range]) -> int:
    """Return how many characters two lists of ranges share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in two)


def is_touched(cues: Sequence[Range], cue: Range) -> bool:
    """Tell whether one of *cues*, which are in order, shares a character with *cue*."""
    near = bisect.bisect(cues, cue)
    return any(start < cue[1] and cue[0] < end for start, end in cues[max(0, near - 2) : near + 1])


@attrs.frozen
class Thresholds:
    """How probable a statement must be.

    Args:
        spoken: one whose content begins in quotation marks.
        told: any other.
        inner: one that stands in the content of another.
    """

    spoken: float
    told: float
    inner: float


def choose(document: Document, found: Sequence[Tagged], least: Thresholds) -> list[Statement]:
    """Return the statements worth reporting, in order of their contents.

    Of two readings with much the same content the more probable one is kept. Both are where one stands in the content
    of the other ("An official admitted it, PTI reported"), and where both their sources and their cues are apart ("…,
    Axios reported, citing two officials").

    Args:
        document: the text.
        found: what the tagger gives.
        least: how probable a statement must be.
    """
    kept: list[Statement] = []
    for tagged in sorted(found, key=lambda t: (-t.probability, t.cue)):
        if not tagged.content or tagged.probability < least.inner:
            continue
        cue = document.span_of(*tagged.cue)
        source = _whole(_characters(document, tagged.source))
        statement = Statement(source, cue, _characters(document, tagged.content), tagged.probability)
        place = bisect.bisect(kept, statement.start, key=lambda s: s.start)
        neighbours = kept[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        spoken = any(document.quote_states[slice(*tagged.content[0])][:2])
        threshold = least.spoken if spoken else least.told
        likely = tagged.probability >= threshold or any(other.tells_of(statement) for other in neighbours)
        if likely and not any(_same(other, statement) for other in neighbours):
            kept.insert(place, statement)
    return kept


def _same(one: Statement, two: Statement) -> bool:
    """Tell whether two readings give one statement."""
    shared = _overlap(one.content, two.content)
    alike = shared > 0 and shared >= _SAME_CONTENT * (one.size + two.size - shared)
    return alike and not (one.tells_of(two) or two.tells_of(one) or _have_own_sources(one, two))


def _have_own_sources(one: Statement, two: Statement) -> bool:
    """Tell whether two statements have a source and a cue each: "…, Axios reported, citing two officials"."""
    if not (one.source and two.source and one.cue and two.cue):
        return False
    return not _overlap([one.source], [two.source]) and not _overlap([one.cue], [two.cue])
