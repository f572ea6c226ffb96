"""What differs between two prints of the same words, and between the same words."""

from __future__ import annotations

import unicodedata

import regex

from newsparse.chars import DASHES, QUOTE_MARKS, SPACES
from newsparse.locate._values import Difference
from newsparse.locate._words import APOSTROPHE_RE, EXTRA_RE, decode

__all__ = ["of_ends", "of_gaps", "of_words"]

_MARKS, _DASHES, _SPACES = regex.escape(QUOTE_MARKS), regex.escape(DASHES), rf"\s{SPACES}"
# What is left of the print between two words when each of these is taken away.
_KINDS = (
    (Difference.MARKS, regex.compile(rf"[^{_MARKS}]++")),
    (Difference.DASHES, regex.compile(rf"[^{_DASHES}]++")),
    (Difference.SPACES, regex.compile(rf"[^{_SPACES}]++")),
    (Difference.BRACKETS, regex.compile(r"[^\[\]]++")),
    (Difference.PUNCTUATION, regex.compile(rf"[{_SPACES}{_MARKS}{_DASHES}\[\]]++")),
)
_END_RE = regex.compile(rf"[{_MARKS}{_SPACES}]*+([.?!]++)")
_STOPS = str.maketrans("", "", ".,")


def of_gaps(one: str, two: str) -> set[Difference]:
    """Return what differs between two prints of what stands between words."""
    if one == two:
        return set()
    one, two = decode(one), decode(two)
    return {kind for kind, other in _KINDS if other.sub("", one) != other.sub("", two)} or {Difference.MARKS}


def of_words(one: str, two: str) -> set[Difference]:
    """Return what differs between two prints of one word."""
    if one == two:
        return set()
    found = {Difference.BRACKETS} if one.startswith("[") else set()
    one, two = (EXTRA_RE.sub("", word) for word in (one, two))
    if APOSTROPHE_RE.search(decode(one + two)) and one != two:
        found.add(Difference.MARKS)
    one, two = (APOSTROPHE_RE.sub("'", decode(word)) for word in (one, two))
    if one != two and one.translate(_STOPS) == two.translate(_STOPS):
        return found | {Difference.PUNCTUATION}
    one, two = (unicodedata.normalize("NFKC", word).translate(_STOPS) for word in (one, two))
    return found | ({Difference.CASE} if one != two else {Difference.LETTERS} if not found else set())


def of_ends(one: str, at: int, two: str, there: int) -> set[Difference]:
    """Return what differs behind the last word, which ends at these offsets: "We won!" is not "We won?"."""
    given, found = _END_RE.match(one, at), _END_RE.match(two, there)
    return {Difference.PUNCTUATION} if given and found and given[1] != found[1] else set()
