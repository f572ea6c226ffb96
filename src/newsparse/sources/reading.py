"""A text cut up for look-ups by offset: which token, sentence and paragraph an offset lies in, and what is quoted."""

from __future__ import annotations

import bisect
import functools
import itertools
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from newsparse.chars import APOSTROPHES
from newsparse.lexicon import Lexicon
from newsparse.quotation import match_marks
from newsparse.segment import Range, Segments

if TYPE_CHECKING:
    from newsparse.sources.phrases import Phrase

__all__ = ["Reading", "is_clitic"]


def is_clitic(word: str) -> bool:
    """Tell whether a token is the ending of a possessive: "'s", or the bare apostrophe of "officials'"."""
    return word[:1] in APOSTROPHES and word[1:].lower() in {"", "s"}


def _index(ranges: Sequence[Range], starts: Sequence[int], offset: int) -> int:
    """Return the number of the last range that starts at or before *offset*; 0 when there is none."""
    return max(0, bisect.bisect_right(starts, offset) - 1) if ranges else 0


@attrs.frozen(eq=False)
class Reading:
    """A text with its tokens, sentences and quoted stretches in flat lists.

    Args:
        segments: the text, cut up.
        lexicon: the words to go by.
    """

    segments: Segments
    lexicon: Lexicon

    @property
    def text(self) -> str:
        """The text."""
        return self.segments.text

    @functools.cached_property
    def tokens(self) -> list[Range]:
        """The tokens of all paragraphs."""
        return list(itertools.chain.from_iterable(self.segments.tokens))

    @functools.cached_property
    def words(self) -> list[str]:
        """The tokens, as printed."""
        text = self.text
        return [text[s:e] for s, e in self.tokens]

    @functools.cached_property
    def lower(self) -> list[str]:
        """The tokens in small letters, with plain apostrophes."""
        plain = self.text.replace("’", "'")
        return [plain[s:e].lower() for s, e in self.tokens]

    @functools.cached_property
    def cased(self) -> list[int]:
        """The numbers of the tokens that are words or numbers and not all in small letters."""
        return [i for i, word in enumerate(self.words) if not word.islower() and word[0].isalnum()]

    @functools.cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the tokens that are each word, in small letters."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.lower):
            found.setdefault(word, []).append(i)
        return found

    @functools.cached_property
    def counts(self) -> Counter[str]:
        """How often each token is printed."""
        return Counter(self.words)

    @functools.cached_property
    def phrases(self) -> dict[Range, Phrase | None]:
        """The mentions that have been taken apart so far."""
        return {}

    @functools.cached_property
    def _token_starts(self) -> list[int]:
        return [s for s, _ in self.tokens]

    @functools.cached_property
    def sentences(self) -> list[Range]:
        """The sentences of all paragraphs."""
        return list(itertools.chain.from_iterable(self.segments.sentences))

    @functools.cached_property
    def _sentence_starts(self) -> list[int]:
        return [s for s, _ in self.sentences]

    @functools.cached_property
    def _paragraph_starts(self) -> list[int]:
        return [s for s, _ in self.segments.paragraphs]

    @functools.cached_property
    def _quoted(self) -> list[Range]:
        return [(q.start, q.end) for q in match_marks(self.segments) if q.parent is None]

    @functools.cached_property
    def _quoted_starts(self) -> list[int]:
        return [s for s, _ in self._quoted]

    def token_from(self, offset: int) -> int:
        """Return the number of the first token that starts at or behind *offset*."""
        return bisect.bisect_left(self._token_starts, offset)

    def tokens_of(self, span: Range) -> Range:
        """Return the numbers of the first token in *span* and of the one behind its last."""
        return self.token_from(span[0]), self.token_from(span[1])

    def sentence_of(self, offset: int) -> int:
        """Return the number of the sentence that holds *offset*."""
        return _index(self.sentences, self._sentence_starts, offset)

    def paragraph_of(self, offset: int) -> int:
        """Return the number of the paragraph that holds *offset*."""
        return _index(self.segments.paragraphs, self._paragraph_starts, offset)

    def is_quoted(self, offset: int) -> bool:
        """Tell whether *offset* lies between quotation marks."""
        at = _index(self._quoted, self._quoted_starts, offset)
        return bool(self._quoted) and self._quoted[at][0] <= offset < self._quoted[at][1]

    def sentence_start(self, token: int) -> int:
        """Return the number of the first token of the sentence that holds *token*."""
        return self.token_from(self.sentences[self.sentence_of(self.tokens[token][0])][0])

    def span_of(self, first: int, last: int) -> Range:
        """Return where the tokens from *first* up to, and not including, *last* stand."""
        return self.tokens[first][0], self.tokens[last - 1][1]

    def is_closed(self, token: int) -> bool:
        """Tell whether a token is a word of the closed classes, which no noun group has inside it."""
        return self.lower[token] in _closed_words(self.lexicon)

    def is_function(self, token: int) -> bool:
        """Tell whether a token is a number, determiner or other word that is no name, whatever its first letter."""
        return self.lower[token] in _function_words(self.lexicon) and not self.words[token].isupper()


@functools.lru_cache(maxsize=8)
def _closed_words(lexicon: Lexicon) -> frozenset[str]:
    entries = ("prepositions", "auxiliaries", "subordinators", "relatives", "personal_pronouns", "conjunctions")
    return frozenset().union(*(lexicon.words(f"function_words.{e}") for e in entries))


@functools.lru_cache(maxsize=8)
def _function_words(lexicon: Lexicon) -> frozenset[str]:
    entries = ("numbers", "pronouns", "determiners")
    return frozenset().union(*(lexicon.words(f"function_words.{e}") for e in entries))
