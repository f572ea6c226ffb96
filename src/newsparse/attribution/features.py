"""Turns a text into the numbers that the tagger reads: a row of ids for each token, and its place in the layout.

Training and inference both use this module, so they cannot drift apart.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from newsparse.quotation import MarkFamily, Quotation
from newsparse.segment import Segments

__all__ = ["HASH_SIZES", "PARAGRAPH", "Reading", "normal", "read", "word_row"]

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PARAGRAPH = "\n"
"""The token that stands between two paragraphs."""

HASH_SIZES = (4096, 2048, 2048, 512)
"""Rows of the hashed tables: whole words, prefixes, suffixes, shapes."""

_UNKNOWN = 1
_LONGEST_SHAPE = 12
_KEPT_SHAPE = 8
_FAR_IN_SENTENCE = 31
_FAR_IN_TEXT = 7
_ALIKE = {"‘": "'", "’": "'", "—": "--", "–": "--", "“": '"', "”": '"', "``": '"', "''": '"'}

# The state of a token towards quotation marks.
_OUTSIDE, _INSIDE, OPENS, CLOSES = range(4)


def normal(word: str) -> str:
    """Return the form under which a word is looked up: small letters, plain marks, digits as 0."""
    lower = word.lower().replace("’", "'")
    return "".join("0" if c.isdigit() else c for c in _ALIKE.get(lower, lower))


def _hashed(key: str, size: int) -> int:
    return zlib.crc32(key.encode("utf-8", "replace")) % (size - 1) + 1


def _shape(word: str) -> str:
    """Return the pattern of capitals, small letters and digits, runs cut to two: "McDonald" → "XxXxx"."""
    kinds: list[str] = []
    for char in word[:_LONGEST_SHAPE]:
        kind = "d" if char.isdigit() else "X" if char.isupper() else "x" if char.isalpha() else char
        if kinds[-2:] != [kind, kind]:
            kinds.append(kind)
    return "".join(kinds[:_KEPT_SHAPE])


def word_row(word: str, vocabulary: Mapping[str, int]) -> tuple[int, ...]:
    """Return the ids of a word: vocabulary entry, then hashes of the word, prefix, two suffixes and shape."""
    masked = normal(word)
    words, prefixes, suffixes, shapes = HASH_SIZES
    return (
        vocabulary.get(masked, _UNKNOWN),
        _hashed(masked, words),
        _hashed("p" + masked[:3], prefixes),
        _hashed("s" + masked[-3:], suffixes),
        _hashed("t" + masked[-2:], suffixes),
        _hashed(_shape(word), shapes),
    )


@attrs.frozen(eq=False)
class Reading:
    """The tokens of a text with their layout; paragraphs are divided by a token of their own.

    Args:
        words: the tokens.
        starts: offset of each token.
        ends: offset behind each token.
        paragraph: number of its paragraph.
        sentence: number of its sentence.
        quote_state: outside marks, inside, opening or closing one.
        marks_before: how many marks stand up to and including the token.
        layout: ids for the small tables: state with carried-over quotation, place in sentence, place in text.
        breaks: whether the token stands between paragraphs.
    """

    words: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    paragraph: Ints
    sentence: Ints
    quote_state: Ints
    marks_before: Ints
    layout: Ints
    breaks: Flags

    def __len__(self) -> int:
        return len(self.words)

    def part(self, start: int, end: int) -> Reading:
        """Return the tokens from *start* up to *end*."""
        return Reading(*(getattr(self, field.name)[start:end] for field in attrs.fields(Reading)))


def _tokens(segments: Segments) -> tuple[list[str], list[int], list[int], list[int], list[int], list[int]]:
    """Return words, starts, ends, paragraph and sentence numbers, and the first token of each paragraph."""
    starts: list[int] = []
    ends: list[int] = []
    paragraph: list[int] = []
    sentence: list[int] = []
    firsts: list[int] = []
    number = 0
    for k, bounds in enumerate(segments.paragraphs):
        if k:
            starts.append(ends[-1] if ends else 0)
            ends.append(bounds[0])
            paragraph.append(k)
            sentence.append(number)
        firsts.append(len(starts))
        sentence_ends = [end for _, end in segments.sentences[k]]
        current = 0
        for start, end in segments.tokens[k]:
            while current < len(sentence_ends) - 1 and start >= sentence_ends[current]:
                current += 1
                number += 1
            starts.append(start)
            ends.append(end)
            paragraph.append(k)
            sentence.append(number)
        number += 1
    text = segments.text
    words = [text[s:e] for s, e in zip(starts, ends, strict=True)]
    for first in firsts[1:]:
        words[first - 1] = PARAGRAPH
    return words, starts, ends, paragraph, sentence, firsts


def _quote_states(marks: Sequence[Quotation], starts: Ints, firsts: Sequence[int]) -> tuple[Ints, Ints, Ints]:
    """Return for each token its state towards quotation marks, the marks up to it, and what its paragraph carries."""
    size = len(starts)
    state, steps, carried = (np.zeros(size, np.int64) for _ in range(3))
    limits = [*firsts, size + 1]
    edges = np.searchsorted(starts, np.array([(m.start, m.end) for m in marks], np.int64).reshape(-1, 2))
    for mark, (i, j) in zip(marks, edges.tolist(), strict=True):
        if mark.family is MarkFamily.SINGLE and mark.parent is not None:
            continue
        state[i:j] = _INSIDE
        if mark.inner[0] > mark.start and i < size:
            state[i] = OPENS
            steps[i] += 1
        if mark.closed and j > i:
            state[j - 1] = CLOSES
            steps[j - 1] += 1
        whole = slice(limits[mark.paragraph], limits[mark.paragraph + 1] - 1)
        if mark.continues is not None:
            carried[whole] = 2
        elif i == limits[mark.paragraph]:
            carried[whole] = 1
    return state, np.cumsum(steps), carried


def read(segments: Segments, marks: Sequence[Quotation]) -> Reading:
    """Return the tokens of a text with their layout."""
    words, starts, ends, paragraph, sentence, firsts = _tokens(segments)
    offsets = np.array(starts, np.int64)
    state, before, carried = _quote_states(marks, offsets, firsts)
    places = np.arange(len(words))
    sentences = np.array(sentence, np.int64)
    opens = np.ones(len(words), bool)
    opens[1:] = sentences[1:] != sentences[:-1]
    since = places - np.maximum.accumulate(np.where(opens, places, 0)) if len(words) else places
    paragraphs = np.array(paragraph, np.int64)
    layout = np.stack(
        [state + 4 * carried, np.minimum(since, _FAR_IN_SENTENCE), np.minimum(paragraphs, _FAR_IN_TEXT)], axis=1
    )
    breaks = np.zeros(len(words), bool)
    breaks[np.array(firsts[1:], np.int64) - 1] = True
    return Reading(words, starts, ends, paragraphs, sentences, state, before, layout, breaks)
