"""Turns a document into the numbers that the tagger reads: a row of ids for each word, and its place in the layout.

Training and inference both use this module, so they cannot drift apart.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

from newsparse.document import Document
from newsparse.quotation import MarkFamily
from newsparse.segment import Range

__all__ = ["HASH_SIZES", "PARAGRAPH", "NetworkInputs", "normal", "read", "word_row"]

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

PARAGRAPH = "\n"
"""The word that stands between two paragraphs."""

HASH_SIZES = (4096, 2048, 2048, 512)
"""Rows of the hashed tables: whole words, prefixes, suffixes, shapes."""

_UNKNOWN = 1
_LONGEST_SHAPE = 12
_KEPT_SHAPE = 8
_FAR_IN_SENTENCE = 31
_FAR_IN_TEXT = 7
_ALIKE = {"‘": "'", "’": "'", "—": "--", "–": "--", "“": '"', "”": '"', "``": '"', "''": '"'}

# What the paragraph of a token carries over: nothing, a quotation that opens it, one that an earlier one left open.
_OPENED, _CARRIED = 1, 2


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
class NetworkInputs:
    """What the network is given of a document: its words with their layout, a break of its own between paragraphs.

    Token *i* of the document is word *i* plus the number of its paragraph.

    Args:
        words: the words.
        starts: where each starts.
        ends: where it ends.
        paragraph: the number of each word's paragraph; a break belongs to the one behind it.
        sentence: the number of its sentence; a break belongs to the one behind it.
        quote_state: what it is to quotation marks.
        marks_before: how many marks stand up to and including the word.
        layout: ids for the small tables: state with carried-over quotation, place in sentence, place in text.
        breaks: whether it is a break.
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

    def part(self, start: int, end: int) -> NetworkInputs:
        """Return the words from *start* up to *end*."""
        return NetworkInputs(*(getattr(self, field.name)[start:end] for field in attrs.fields(NetworkInputs)))

    def tokens(self, words: Range) -> Range:
        """Return a range of words as tokens of the document; breaks at its edges are left out."""
        first, last = words[0], words[1] - 1
        return first - int(self.paragraph[first]), last + 1 - int(self.paragraph[last]) - int(self.breaks[last])


def _marks_and_carried(document: Document, firsts: Sequence[int]) -> tuple[Ints, Ints]:
    """Return for each word the quotation marks up to it, and what its paragraph carries."""
    size = len(document.tokens) + max(0, len(document.paragraphs) - 1)
    steps, carried = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for mark in document.marks:
        if mark.family is MarkFamily.SINGLE and mark.parent is not None:
            continue
        first, last = (token + mark.paragraph for token in document.tokens_of((mark.start, mark.end)))
        if mark.inner[0] > mark.start and first < size:
            steps[first] += 1
        if mark.closed and last > first:
            steps[last - 1] += 1
        whole = slice(firsts[mark.paragraph], firsts[mark.paragraph + 1] - 1)
        if mark.continues is not None:
            carried[whole] = _CARRIED
        elif first == firsts[mark.paragraph]:
            carried[whole] = _OPENED
    return np.cumsum(steps), carried


def read(document: Document) -> NetworkInputs:
    """Return what the network is given of a document."""
    words: list[str] = []
    ranges: list[Range] = []
    sentence: list[int] = []
    states = bytearray()
    firsts = [first + number for number, first in enumerate(document.firsts)]  # the first word of each paragraph
    for number, (first, last) in enumerate(zip(document.firsts, document.firsts[1:], strict=False)):
        numbers = document.sentence_numbers[first:last]
        if number:
            words.append(PARAGRAPH)
            ranges.append((document.paragraphs[number - 1][1], document.paragraphs[number][0]))
            sentence.append(numbers[0])
            states.append(0)
        words += document.words[first:last]
        ranges += document.tokens[first:last]
        sentence += numbers
        states += document.quote_states[first:last]
    size = len(words)
    breaks = np.zeros(size, bool)
    breaks[np.array(firsts[1:-1], np.int64) - 1] = True
    paragraphs = np.cumsum(breaks)
    before, carried = _marks_and_carried(document, firsts)
    places = np.arange(size)
    sentences = np.array(sentence, np.int64)
    opens = np.ones(size, bool)
    opens[1:] = sentences[1:] != sentences[:-1]
    since = places - np.maximum.accumulate(np.where(opens, places, 0)) if size else places
    state = np.frombuffer(bytes(states), np.uint8).astype(np.int64)
    layout = np.stack(
        [state + 4 * carried, np.minimum(since, _FAR_IN_SENTENCE), np.minimum(paragraphs, _FAR_IN_TEXT)], axis=1
    )
    starts, ends = [start for start, _ in ranges], [end for _, end in ranges]
    return NetworkInputs(words, starts, ends, paragraphs, sentences, state, before, layout, breaks)
