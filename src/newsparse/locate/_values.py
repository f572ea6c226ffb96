"""What ``locate_quote`` gives."""

from __future__ import annotations

import enum

import attrs

from newsparse.types import Quote, Source, Span

__all__ = ["Difference", "Location"]


class Difference(enum.StrEnum):
    """What is different in print between a quote and the place where it was found."""

    CASE = "case"
    MARKS = "marks"
    DASHES = "dashes"
    SPACES = "spaces"
    PUNCTUATION = "punctuation"
    LETTERS = "letters"
    ELLIPSIS = "ellipsis"
    BRACKETS = "brackets"
    CLAUSE = "clause"
    PARAGRAPHS = "paragraphs"
    JOINED = "joined"


@attrs.frozen(repr=False, kw_only=True)
class Location(Span):
    """Where a given quote stands in a text; the span runs from its first word there to its last.

    Args:
        parts: the stretches that hold the words, in order; more than one where the text goes on in another way.
        differences: what is different in print, in the order of ``Difference``; empty where every character is the
            same between the first word and the last. LETTERS are the same letters in another encoding, ELLIPSIS and
            BRACKETS those of the given quote, CLAUSE words of the text outside its marks, PARAGRAPHS an end of a
            paragraph, JOINED words of the text that are left out where the given quote does not show it.
        quotes: the quotes of the text that hold the words; empty where some of them are not speech in marks.
        others: where else the quote stands just as well.
    """

    parts: tuple[Span, ...]
    differences: tuple[Difference, ...] = ()
    quotes: tuple[Quote, ...] = ()
    others: tuple[Span, ...] = ()

    @property
    def verbatim(self) -> bool:
        """Whether every character is the same, from the first word to the last."""
        return not self.differences

    @property
    def speaker(self) -> Source | None:
        """Who says it in the text; ``None`` where nobody is known, or several people are."""
        speakers = [quote.speaker for quote in self.quotes]
        first = speakers[0] if speakers else None
        same = first and all(s and (s.name or s.text) == (first.name or first.text) for s in speakers)
        return first if same else None

    def _label(self) -> str:
        return ", ".join(self.differences) or "verbatim"
