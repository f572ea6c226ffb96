"""Ties stretches in quotation marks to the reporting frames around them.

Candidates in, best one out: every source of frames (the rules of ``frames``, learned attribution) offers
``Candidate`` values, and ``best`` picks one for each stretch.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import attrs

from newsparse.lexicon.word_classes import QUOTED, STOP
from newsparse.speech._frames import Frame
from newsparse.speech._items import Items

__all__ = ["Candidate", "best", "candidates"]

_NEAR = 2
_FARTHEST = 40
_WINDOW = 120  # items; a frame's subject and the gap to it are shorter

# How a frame stands to a stretch, from the surest layout to the least sure.
_DIRECTLY_AFTER = 6
_DIRECTLY_BEFORE = 5
_SAME_CLAUSE = 3
_LATER_IN_SENTENCE = 2


@attrs.frozen(order=True)
class Candidate:
    """A frame that may report a stretch, with how well its layout speaks for it.

    Args:
        rank: higher is better.
        nearness: minus the distance in items.
        frame: the frame.
    """

    rank: int
    nearness: int
    frame: Frame = attrs.field(order=False)


def _place(frame: Frame) -> int:
    return frame.cue[0]


def _ends_sentence(stretch: str) -> bool:
    return stretch.rstrip().endswith(".") and not stretch.rstrip().endswith("..")


def candidates(items: Items, item: int, stretch: str, frames: Sequence[Frame]) -> list[Candidate]:
    """Return the frames of a paragraph that may report the stretch at *item*.

    Args:
        items: the paragraph's items.
        item: the stretch's item number.
        stretch: the text between its marks.
        frames: the frames of the paragraph.
    """
    found = []
    first = bisect.bisect_left(frames, item - _WINDOW, key=_place)
    last = bisect.bisect_right(frames, item + _WINDOW, key=_place)
    for frame in frames[first:last]:
        if frame.first > item:
            candidate = _behind(items.tags, item, stretch, frame)
        else:
            candidate = _before(items.tags, item, frame) if frame.last <= item else None
        if candidate:
            found.append(candidate)
    return found


def _behind(tags: str, item: int, stretch: str, frame: Frame) -> Candidate | None:
    """Judge a frame that follows the stretch."""
    gap = tags[item + 1 : frame.first]
    if len(gap) > _FARTHEST or STOP in gap:
        return None
    over = _ends_sentence(stretch)
    if over and frame.trails:
        return None  # "… be taken off “at once.” According to one of them, it was not."
    if gap.strip(",-x"):
        return None if over or QUOTED in gap else Candidate(_LATER_IN_SENTENCE, -len(gap), frame)
    takes_next = QUOTED in tags[frame.last : frame.last + _NEAR + 1]
    if over and not gap and (takes_next or not frame.inverted):
        return None
    return Candidate(_DIRECTLY_AFTER, -len(gap), frame)


def _before(tags: str, item: int, frame: Frame) -> Candidate | None:
    """Judge a frame that stands before the stretch."""
    gap = tags[frame.last : item]
    if len(gap) > _FARTHEST or STOP in gap or (frame.trails and frame.first > 0 and "," not in gap):
        return None
    if not gap.strip(",:-x"):
        return Candidate(_DIRECTLY_BEFORE, -len(gap), frame)
    if gap.startswith(",Q") and ":" not in gap:
        return None
    return Candidate(_SAME_CLAUSE, -len(gap), frame)


def best(found: Sequence[Candidate]) -> Frame | None:
    """Return the frame of the best candidate."""
    return max(found).frame if found else None
