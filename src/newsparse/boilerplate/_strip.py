"""A text without its boilerplate, and the way back from its offsets."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable

import attrs

from newsparse.boilerplate._label import LabelledLine, label_lines
from newsparse.document import cut
from newsparse.lexicon import Lexicon
from newsparse.segment import Range

__all__ = ["OffsetMap", "strip"]

# What is taken out changes the neighbours of what is left, so lines may follow in a second round; news settles in
# three or four. A text that does not settle is not news.
_MOST_ROUNDS = 24


@attrs.frozen
class OffsetMap:
    """The way from offsets into a stripped text back to offsets into the text it was made from.

    Args:
        pieces: the stretches that were kept, in order, as pairs of offsets into the original.
    """

    pieces: tuple[Range, ...]
    _starts: tuple[int, ...] = attrs.field(
        init=False,
        repr=False,
        eq=False,
        default=attrs.Factory(
            lambda self: (0, *itertools.accumulate(end - start for start, end in self.pieces)), takes_self=True
        ),
    )

    def original(self, start: int, end: int) -> Range:
        """Return the range of the original that ``stripped[start:end]`` comes from.

        What was taken out between the two offsets lies within the range.

        Raises:
            IndexError: the offsets are reversed, or outside of the stripped text.

        >>> OffsetMap(((0, 10), (30, 40))).original(5, 15)
        (5, 35)
        """
        if not 0 <= start <= end <= self._starts[-1]:
            raise IndexError(f"no range of the stripped text, which has {self._starts[-1]} characters: {start}:{end}")
        if not self.pieces:
            return 0, 0
        first, last = self._piece(start), self._piece(max(start, end - 1))
        begin = self.pieces[first][0] + start - self._starts[first]
        return begin, self.pieces[last][0] + end - self._starts[last]

    def _piece(self, offset: int) -> int:
        return min(bisect.bisect_right(self._starts, offset), len(self.pieces)) - 1

    def within(self, kept: Iterable[Range]) -> OffsetMap:
        """Return the map for a text made of stretches *kept* of the stripped text."""
        pieces: list[Range] = []
        for start, end in kept:
            for i in range(self._piece(start), len(self.pieces)):
                low, high = max(start, self._starts[i]), min(end, self._starts[i + 1])
                if low >= high:
                    break
                shift = self.pieces[i][0] - self._starts[i]
                pieces.append((low + shift, high + shift))
        return OffsetMap(tuple(pieces))


def _keep(text: str, lines: list[LabelledLine]) -> list[Range]:
    """Return what is left without the boilerplate: each line that stays keeps the white space before it."""
    if all(line.kind is None for line in lines):
        return [(0, len(text))]
    kept: list[Range] = []
    before = 0
    for i, line in enumerate(lines):
        start, end = line.span
        if line.kind is None:
            begin = before if kept or i == 0 else start
            if kept and kept[-1][1] == begin:
                kept[-1] = (kept[-1][0], end)
            else:
                kept.append((begin, end))
        before = end
    if lines[-1].kind is None:
        kept[-1] = (kept[-1][0], len(text))
    return kept


def strip(text: str, lexicon: Lexicon) -> tuple[str, OffsetMap]:
    """Return a text in which no boilerplate is found any more, and the way back from its offsets.

    A text that does not settle comes back as it is, so that to strip twice is to strip once on every text.
    """
    everything = OffsetMap(((0, len(text)),))
    left, offsets = text, everything
    for _ in range(_MOST_ROUNDS):
        kept = _keep(left, label_lines(cut(left, lexicon=lexicon)))
        if kept == [(0, len(left))]:
            return left, offsets
        offsets = offsets.within(kept)
        left = "".join(left[start:end] for start, end in kept)
    return text, everything
