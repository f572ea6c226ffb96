"""A reported statement, as found and completed: what every stage reads and evolves, from the network to the values."""

from __future__ import annotations

import enum

import attrs

from newsparse.quotation import Quotation
from newsparse.segment import Range
from newsparse.types import Source

__all__ = ["Origin", "Statement"]


class Origin(enum.StrEnum):
    """Where a statement comes from."""

    TAGGER = "tagger"
    CUE_RULE = "cue rule"
    CARRIED = "carried"
    TURN = "turn"
    BLOCK = "block"


@attrs.frozen
class Statement:
    """A reported statement, as half-open ranges of the text's characters.

    Args:
        source: who is cited; ``None`` where the text does not say.
        cue: the words that mark it; ``None`` for a follow-on quote.
        content: what is cited, in order.
        score: what the tagger gives it, 0 where a rule about quotation marks found it; ``attribution`` turns it into a
            probability.
        origin: where it comes from.
        quotations: the stretches in quotation marks that are speech of it, in order.
        speaker: who is cited, once that is resolved.
        via: who passed it on, nearest to the reader first, once that is resolved.
        inner: it stands in the content of another statement.
    """

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    score: float = 0.0
    origin: Origin = Origin.TAGGER
    quotations: tuple[Quotation, ...] = ()
    speaker: Source | None = None
    via: tuple[Source, ...] = ()
    inner: bool = False

    @property
    def start(self) -> int:
        """The first character of its content."""
        return self.content[0][0]

    @property
    def size(self) -> int:
        """How many characters its content has."""
        return sum(end - start for start, end in self.content)

    def tells_of(self, inner: Statement) -> bool:
        """Tell whether another statement, with its source and its cue, stands in the content of this one."""
        if not self.cue or not inner.source or not inner.cue or inner.cue == self.cue:
            return False
        own = (inner.source, inner.cue)
        return all(any(start <= first and last <= end for start, end in self.content) for first, last in own)
