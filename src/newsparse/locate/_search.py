"""Where the words of a given quote stand among those of a text.

Tried in turn: the words as they stand; in pieces, cut at an ellipsis or brackets of the given quote; the same among the
words of the text's quotes alone, so that what stands between their parts is passed over; and at last as the end of one
part with the beginnings of others.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterator, Sequence

import attrs
import regex

from newsparse.locate._print import of_ends, of_gaps, of_words
from newsparse.locate._values import Difference, Location
from newsparse.locate._words import WordString
from newsparse.segment import paragraphs
from newsparse.types import Quote, Span

__all__ = ["CUT_RE", "QuoteSearch"]

_LONGEST_CUT = 100  # words that an ellipsis may stand for
_LONGEST_INSERT = 12  # words that words in square brackets may stand for
_MOST_TRIES = 20  # places where the pieces of a quote are tried, and pieces that are joined
_FEWEST_JOINED = 2  # words of the first of joined pieces: any part may end in a common word
_DOTS = r"(?:…|\.\s?\.\s?\.(?:\s?\.)?)"
CUT_RE = regex.compile(
    rf"\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|(?P<sic>\[sic\])|(?P<insert>\[(?!\p{{L}}\]\p{{L}})[^\[\]]{{1,200}}\])|{_DOTS}"
)


@attrs.frozen
class _Fragment:
    """Words of the given quote that stand together.

    Args:
        first: the number of the first of them in the given quote.
        words: the words.
        gap: how many others may stand before them in the text.
    """

    first: int
    words: WordString
    gap: int = 0


@attrs.frozen
class _Match:
    """Words that stand together both in the given quote and in the text, by their numbers there."""

    quote: int
    text: int
    size: int


def _pieces(words: WordString, *, brackets: bool) -> list[_Fragment]:
    """Cut the given quote up at ellipses, and where it is asked for at words in square brackets."""
    found: list[_Fragment] = []
    first = gap = 0
    for match in CUT_RE.finditer(words.text):
        if (match["insert"] or match["sic"]) and not brackets:
            continue
        last = bisect.bisect_left(words.spans, match.start(), key=lambda span: span[0])
        if last > first:
            found.append(_Fragment(first, words.cut(first, last), gap))
            gap = 0
        first = bisect.bisect_left(words.spans, match.end(), key=lambda span: span[0])
        gap = max(gap, 0 if match["sic"] else _LONGEST_INSERT if match["insert"] else _LONGEST_CUT)
    if first < len(words):
        found.append(_Fragment(first, words.cut(first, len(words)), gap))
    return found


def _places(words: WordString, pieces: Sequence[_Fragment]) -> Iterator[list[int]]:
    """Yield where pieces stand in order and near each other: for each the number of its first word."""
    first = 0
    for _ in range(_MOST_TRIES if len(pieces) > 1 else len(words) * len(pieces)):
        place: list[int] = []
        at = first
        for piece in pieces:
            found = words.find(piece.words, at)
            if found is None:
                return
            place.append(found)
            at = found + len(piece.words)
        if _draw_together(words, pieces, place):
            yield place
        first = place[0] + (len(pieces[0].words) if len(pieces) == 1 else 1)


def _draw_together(words: WordString, pieces: Sequence[_Fragment], place: list[int]) -> bool:
    """Move each piece as near as it can stand to the next one; return whether all stand near enough."""
    for i in range(len(pieces) - 2, -1, -1):
        size, end = len(pieces[i].words), place[i + 1]
        nearest: int | None = None
        at = max(place[i], end - pieces[i + 1].gap - size)
        while (found := words.find(pieces[i].words, at, end)) is not None:
            nearest, at = found, found + 1
        if nearest is None:
            return False
        place[i] = nearest
    return True


@attrs.frozen
class _Searched:
    """Words of the text in which a quote is looked for: all of them, or those in the parts of its quotes.

    Args:
        words: the words.
        numbers: the number that each has among all words of the text.
    """

    words: WordString
    numbers: Sequence[int]

    def runs(self, first_in_quote: int, first: int, size: int, paragraph: Sequence[int]) -> Iterator[_Match]:
        """Yield the runs of a match: cut where words of the text are left out, and at ends of paragraphs."""
        numbers = self.numbers[first : first + size]
        began = 0
        for i in range(1, size + 1):
            if i < size and numbers[i] == numbers[i - 1] + 1 and paragraph[numbers[i]] == paragraph[numbers[i - 1]]:
                continue
            yield _Match(first_in_quote + began, numbers[began], i - began)
            began = i


def _joined(parts: Sequence[WordString], quote: WordString) -> list[tuple[int, int, int]] | None:
    """Return pieces that make up the given quote: the end of one part, and further parts from their beginnings.

    Returns:
        For each piece the number of its part, of its first word there and of its first word in the given quote.
    """
    ends = sorted(enumerate(_overlaps(parts, quote.bare)), key=lambda end: (-end[1], end[0]))
    for number, size in [end for end in ends if end[1] >= _FEWEST_JOINED][:_MOST_TRIES]:
        found, done = [(number, len(parts[number]) - size, 0)], size
        for later in range(number + 1, len(parts)):
            part, rest = parts[later].bare, len(quote) - done
            if part and quote.bare[done : done + len(part)] == part[:rest]:
                found.append((later, 0, done))
                done += len(part)
                if done >= len(quote):
                    return found
    return None


def _overlaps(parts: Sequence[WordString], words: Sequence[str]) -> Iterator[int]:
    """Yield for each part with how many of *words*, from the first on, it ends (Knuth, Morris and Pratt)."""
    longest, size = [0], 0
    for word in words[1:]:
        size = _step(words, longest, size, word)
        longest.append(size)
    for part in parts:
        size = 0
        for word in part.bare:
            size = _step(words, longest, size if size < len(words) else longest[-1], word)
        yield size


def _step(words: Sequence[str], longest: Sequence[int], size: int, word: str) -> int:
    while size and words[size] != word:
        size = longest[size - 1]
    return size + 1 if words[size] == word else 0


class QuoteSearch:
    """A text in which one quote is looked for."""

    def __init__(self, words: WordString, quote: WordString, quotes: Sequence[Quote]) -> None:
        self.words, self.quote, self.quotes = words, quote, quotes
        bounds = paragraphs(words.text)
        begins = [start for start, _ in bounds]
        self.paragraph = [bisect.bisect(begins, start) for start, _ in words.spans]
        self.quoted: dict[int, int] = {}  # the quote in which a word of the text stands
        self.parts: list[range] = []
        for number, found in enumerate(quotes):
            for part in found.parts:
                first, last = (bisect.bisect_left(words.spans, (at, 0)) for at in (part.start, part.end))
                self.parts.append(range(first, last))
                self.quoted.update(dict.fromkeys(range(first, last), number))
        self.numbers = sorted(self.quoted)

    def places(self) -> list[list[_Match]]:
        """Return where the given quote stands: among all words, or else among those of the quotes."""
        pieces = [_pieces(self.quote, brackets=brackets) for brackets in (False, True)]
        numbers = [number for part in self.parts for number in part]
        spoken = WordString(
            self.words.text, [self.words.spans[n] for n in numbers], [self.words.bare[n] for n in numbers]
        )
        for reading in (_Searched(self.words, range(len(self.words))), _Searched(spoken, numbers)):
            for tried in ([_Fragment(0, self.quote)], *pieces):
                found = [self._runs(reading, tried, place) for place in _places(reading.words, tried)]
                found = [runs for runs in found if self._is_good(runs)]
                if found:
                    return found
        parts = [self.words.cut(part.start, part.stop) for part in self.parts]
        joined = _joined(parts, self.quote) if len(pieces[1]) == 1 else None
        if not joined:
            return []
        ends = [*(first for _, _, first in joined[1:]), len(self.quote)]
        return [
            [
                _Match(in_quote, self.parts[number].start + first, end - in_quote)
                for (number, first, in_quote), end in zip(joined, ends, strict=True)
            ]
        ]

    def _is_good(self, runs: Sequence[_Match]) -> bool:
        """Tell whether runs are in order, and words in brackets stand for plain words, not for others in brackets."""
        for last, run in itertools.pairwise(runs):
            if run.text < last.text + last.size:
                return False
            inserted = self._cut(last.quote + last.size, run.quote) is Difference.BRACKETS
            start, end = self.words.spans[last.text + last.size - 1][1], self.words.spans[run.text][0]
            if inserted and "[" in self.words.text[start:end]:
                return False
        return True

    def _runs(self, reading: _Searched, pieces: Sequence[_Fragment], place: Sequence[int]) -> list[_Match]:
        return [
            run
            for piece, first in zip(pieces, place, strict=True)
            for run in reading.runs(piece.first, first, len(piece.words), self.paragraph)
        ]

    def location(self, runs: Sequence[_Match]) -> Location:
        """Return what is found at a place."""
        text = self.words.text
        spans = [self.words.range(run.text, run.size) for run in runs]
        same = text[spans[0][0] : spans[-1][1]] == self.quote.slice(0, len(self.quote))
        ends = of_ends(self.quote.text, self.quote.spans[-1][1], text, spans[-1][1])
        differences = ends | (set() if same else self._differences(runs))
        numbers = {self.quoted.get(n) for run in runs for n in range(run.text, run.text + run.size)}
        return Location.of(
            text,
            spans[0][0],
            spans[-1][1],
            parts=tuple(Span.of(text, *span) for span in ([(spans[0][0], spans[-1][1])] if same else spans)),
            differences=tuple(d for d in Difference if d in differences),
            quotes=()
            if None in numbers
            else tuple(self.quotes[n] for n in sorted(n for n in numbers if n is not None)),
        )

    def _differences(self, runs: Sequence[_Match]) -> set[Difference]:
        """Return what differs within the runs and between them."""
        found: set[Difference] = set()
        for run in runs:
            found |= self._within(run)
        for last, run in itertools.pairwise(runs):
            if cut := self._cut(last.quote + last.size, run.quote):
                found.add(cut)
            elif run.text > last.text + last.size:
                found.add(Difference.JOINED if self._leaves_out(last.text + last.size, run.text) else Difference.CLAUSE)
            if self.paragraph[run.text] != self.paragraph[last.text + last.size - 1]:
                found.add(Difference.PARAGRAPHS)
        if sum(run.size for run in runs) < len(self.quote):
            found.add(Difference.BRACKETS)
        return found

    def _leaves_out(self, first: int, last: int) -> bool:
        """Tell whether speech is left out before the word *last*, or it is another quote's."""
        spoken = bisect.bisect_left(self.numbers, last) - bisect.bisect_left(self.numbers, first)
        return spoken > 0 or self.quoted.get(first - 1) != self.quoted.get(last)

    def _cut(self, last: int, first: int) -> Difference | None:
        """Return what the given quote shows between two of its words: an ellipsis, brackets, or nothing."""
        between = self.quote.text[self.quote.spans[last - 1][1] : self.quote.spans[first][0]]
        match = CUT_RE.search(between)
        if not match:
            return None
        return Difference.BRACKETS if match["insert"] or match["sic"] else Difference.ELLIPSIS

    def _within(self, run: _Match) -> set[Difference]:
        """Return what differs between the words of a run, and in them."""
        quote, text = self.quote, self.words
        if quote.slice(run.quote, run.size) == text.slice(run.text, run.size):
            return set()
        found = set()
        for i in range(run.size):
            found |= of_words(quote.slice(run.quote + i, 1), text.slice(run.text + i, 1))
            if i:
                found |= of_gaps(quote.gap(run.quote + i), text.gap(run.text + i))
        return found
