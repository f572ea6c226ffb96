"""A shallow reading of a paragraph: one letter for the class of each token, by closed-class words and shape.

The letters form a string, so that phrases are found with regular expressions over classes instead of words.
A stretch in quotation marks is one item, ``Q``.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.lexicon.word_classes import (
    ADVERB,
    AUXILIARY,
    CAPITALIZED,
    COLON,
    COMMA,
    CONJUNCTION,
    CUE,
    CUE_ING,
    DASH,
    DETERMINER,
    IN_PHRASE,
    NUMBER,
    OTHER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    WORD,
    cue_forms,
    word_class,
    word_classes,
)
from newsparse.segment import Range, Segments

__all__ = [
    "ADVERB",
    "AUXILIARY",
    "CAPITALIZED",
    "COLON",
    "COMMA",
    "CONJUNCTION",
    "CUE",
    "CUE_ING",
    "DASH",
    "DETERMINER",
    "IN_PHRASE",
    "NUMBER",
    "OTHER",
    "POSSESSIVE",
    "PREPOSITION",
    "PRONOUN",
    "QUOTED",
    "RELATIVE",
    "STOP",
    "SUBORDINATOR",
    "WORD",
    "Chunks",
    "chunk",
    "cue_forms",
    "word_class",
    "word_classes",
]

_MARKS_BEHIND_STOP = 4


@attrs.frozen
class Chunks:
    """The items of a paragraph: tokens outside quotation marks, and the stretches in them.

    Args:
        ranges: where each item stands.
        tags: the class of each item, as one string.
        quoted: for an item that is a stretch in marks its number, else ``None``.
    """

    ranges: tuple[Range, ...]
    tags: str
    quoted: tuple[int | None, ...]

    def span(self, first: int, last: int) -> Range:
        """Return where the items from *first* up to, and not including, *last* stand."""
        return self.ranges[first][0], self.ranges[last - 1][1]


def chunk(
    segments: Segments, paragraph: int, stretches: Sequence[tuple[int, Range]], *, lexicon: Lexicon = DEFAULT
) -> Chunks:
    """Return the items of a paragraph with their classes.

    Args:
        segments: the whole text, cut up.
        paragraph: the paragraph's index.
        stretches: the paragraph's outermost stretches in quotation marks, marks included, each with its number.
        lexicon: where the closed classes and cue verbs come from.
    """
    text, classes = segments.text, word_classes(lexicon)
    sentence_ends = {end for _, end in segments.sentences[paragraph]}
    ranges: list[Range] = []
    tags: list[str] = []
    quoted: list[int | None] = []
    pending = list(reversed(stretches))
    inside_until = -1
    for start, end in segments.tokens[paragraph]:
        while pending and pending[-1][1][0] <= start:
            number, stretch = pending.pop()
            ranges.append(stretch)
            tags.append(QUOTED)
            quoted.append(number)
            inside_until = stretch[1]
        if start < inside_until:
            continue
        ranges.append((start, end))
        tag = word_class(text[start:end], classes)
        if tag == STOP and text[start] == "." and not sentence_ends.intersection(range(end, end + _MARKS_BEHIND_STOP)):
            tag = OTHER  # the stop of an abbreviation
        tags.append(tag)
        quoted.append(None)
    return Chunks(tuple(ranges), "".join(tags), tuple(quoted))
