"""The words of a text as what is compared: lower case, without marks, as one string that can be searched."""

from __future__ import annotations

import bisect
import itertools
import unicodedata
from collections.abc import Sequence

import attrs
import regex

from newsparse.chars import APOSTROPHES, UNDECODED, decoded
from newsparse.segment import Range

__all__ = ["APOSTROPHE_RE", "EXTRA_RE", "WordString", "decode"]

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_WORD_RE = regex.compile(
    rf"""
      {UNDECODED}(*SKIP)(*FAIL)                                             # &ldquo; is no word
    | (?:\p{{L}}\.){{2,8}}                                                    # U.S.
    | \p{{N}}++(?:[.,:]\p{{N}}++)*+\p{{L}}*+                                  # 4,900  60s
    | (?:\[\p{{L}}\])?+\p{{L}}(?:(?!https?://)[\p{{L}}\p{{M}}\p{{N}}{_INVISIBLE}])*+  # [H]e, wordhttps://…
      (?:(?:[{APOSTROPHES}]|{UNDECODED})\p{{L}}[\p{{L}}\p{{M}}{_INVISIBLE}]*+)*+   # don’t
    | [\p{{Sc}}%@\#+=&]
    """,
    regex.VERBOSE,
)
_UNDECODED_RE = regex.compile(UNDECODED)
EXTRA_RE = regex.compile(rf"[{_INVISIBLE}\[\]]")
APOSTROPHE_RE = regex.compile(rf"[{APOSTROPHES}]")


def _bare(word: str) -> str:
    """Return what is compared of a word: its letters and numbers, in lower case."""
    if word.isascii() and word.isalpha():
        return word.lower()
    word = EXTRA_RE.sub("", APOSTROPHE_RE.sub("'", decode(word)))
    word = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word).casefold())
    return word.replace(",", "") if word[:1].isdigit() else word.replace(".", "")


def decode(text: str) -> str:
    """Return a text with the marks that its undecoded ones stand for."""
    return str(_UNDECODED_RE.sub(lambda match: decoded(match[0]), text))


@attrs.frozen
class WordString:
    """Words with their places, as one string that can be searched.

    Args:
        text: the text that they stand in.
        spans: where each stands.
        bare: what is compared of each.
    """

    text: str
    spans: Sequence[Range]
    bare: Sequence[str]
    _key: str = attrs.field(init=False, eq=False)
    _starts: Sequence[int] = attrs.field(init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_key", "\n".join(["", *self.bare, ""]))
        starts = itertools.accumulate((len(word) + 1 for word in self.bare), initial=0)
        object.__setattr__(self, "_starts", list(starts))

    @classmethod
    def of(cls, text: str) -> WordString:
        """Return the words of a text."""
        spans = [match.span() for match in _WORD_RE.finditer(text)]
        return cls(text, spans, [_bare(text[start:end]) for start, end in spans])

    def __len__(self) -> int:
        return len(self.bare)

    def cut(self, first: int, last: int) -> WordString:
        """Return the words from *first* up to *last*."""
        return WordString(self.text, self.spans[first:last], self.bare[first:last])

    def range(self, first: int, size: int) -> Range:
        """Return where *size* words stand."""
        return self.spans[first][0], self.spans[first + size - 1][1]

    def slice(self, first: int, size: int) -> str:
        """Return the text of *size* words and what is between them."""
        start, end = self.range(first, size)
        return self.text[start:end]

    def gap(self, number: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.spans[number - 1][1] : self.spans[number][0]]

    def find(self, other: WordString, first: int, last: int | None = None) -> int | None:
        """Return the number of the word at which *other* begins, between the words *first* and *last*."""
        if first > len(self):
            return None
        stop = len(self._key) if last is None else self._starts[min(last, len(self))] + 1
        found = self._key.find(other._key, self._starts[first], stop)
        return None if found < 0 else bisect.bisect_left(self._starts, found)
