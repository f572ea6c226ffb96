"""The items of a paragraph: its tokens outside quotation marks, and each stretch in marks as one item, ``Q``."""

from __future__ import annotations

import attrs

from newsparse.document import Document
from newsparse.lexicon.word_classes import QUOTED
from newsparse.segment import Range

__all__ = ["Items", "items_of"]


@attrs.frozen
class Items:
    """The items of a paragraph.

    Args:
        ranges: where each item stands.
        tags: the class of each item, as one string.
        words: each item in small letters; nothing for a stretch in marks.
        quoted: for an item that is a stretch in marks its number among the document's marks, else ``None``.
    """

    ranges: tuple[Range, ...]
    tags: str
    words: tuple[str, ...]
    quoted: tuple[int | None, ...]

    def span(self, first: int, last: int) -> Range:
        """Return where the items from *first* up to, and not including, *last* stand."""
        return self.ranges[first][0], self.ranges[last - 1][1]


def items_of(document: Document, paragraph: int, numbers: list[int]) -> Items:
    """Return the items of a paragraph, given the numbers of its outermost stretches in marks."""
    ranges: list[Range] = []
    tags: list[str] = []
    words: list[str] = []
    quoted: list[int | None] = []
    at, end = document.firsts[paragraph : paragraph + 2]
    for number in numbers:
        mark = document.marks[number]
        first = max(at, document.token_from(mark.start))
        ranges += [*document.tokens[at:first], (mark.start, mark.end)]
        tags += [*document.classes[at:first], QUOTED]
        words += [*document.words[at:first], ""]
        quoted += [*[None] * (first - at), number]
        at = max(first, document.token_from(mark.end))
    ranges += document.tokens[at:end]
    tags += document.classes[at:end]
    words += document.words[at:end]
    quoted += [None] * (end - at)
    return Items(tuple(ranges), "".join(tags), tuple(word.lower() for word in words), tuple(quoted))
