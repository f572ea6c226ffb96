"""Tells by its noun whether a phrase names somebody or something that can be cited."""

from __future__ import annotations

import functools

import regex

from newsparse.lexicon import Lexicon

__all__ = ["is_source"]

# A noun group, up to what restricts it.
_HEAD_RE = regex.compile(
    r"(?:[\p{L}\p{N}.,’'&%-]++\s)*?(?P<noun>[\p{L}\p{N}][\p{L}\p{N}.’'&-]*?)"
    r"(?=[,.;:—–(]*$|[,;:—–(]"
    r"|\s(?:of|on|in|at|from|with|for|by|to|about|close|familiar|briefed|inside|within|who|that|which|seen|obtained|reviewed|filed|and|or|it|he|she|they|as|whose|not|speaking|involved|near|under)\b"
    r"|\s\p{Ll}+ed\s(?:in|by|on|for|at|to|from|last|this)\b)"
)
_SOURCE_NOUNS = (
    "demonyms", "documents", "families", "groups", "media", "media_words", "officials", "organizations", "people",
    "seats", "titled_people",
)  # fmt: skip
_LONGEST_PHRASE = 200


@functools.lru_cache(maxsize=8)
def _source_nouns(lexicon: Lexicon) -> frozenset[str]:
    return frozenset().union(*(lexicon.words(f"source_nouns.{entry}") for entry in _SOURCE_NOUNS))


def is_source(phrase: str, lexicon: Lexicon) -> bool:
    """Tell whether words name somebody or something that can be cited, and not a reason ("slow sales")."""
    head = _HEAD_RE.match(phrase[:_LONGEST_PHRASE])
    if head is None:
        return False
    noun = head["noun"]
    known = _source_nouns(lexicon)
    singulars = (noun, noun.removesuffix("s"), noun.removesuffix("es"), noun.removesuffix("ies") + "y")
    return noun[0].isupper() or not known.isdisjoint(singulars)
