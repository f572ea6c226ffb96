"""Tells by its noun what can be cited, and where the noun group begins that is the subject of a cue."""

from __future__ import annotations

import functools

import regex

from newsparse.lexicon import Lexicon
from newsparse.segment import Range

__all__ = ["is_source", "subject"]

# A noun group, up to what restricts it.
_HEAD_RE = regex.compile(
    r"(?:[\p{L}\p{N}.,’'&%-]++\s)*?(?P<noun>[\p{L}\p{N}][\p{L}\p{N}.’'&-]*?)"
    r"(?=[,.;:—–(]*$|[,;:—–(]"
    r"|\s(?:of|on|in|at|from|with|for|by|to|about|close|familiar|briefed|inside|within|who|that|which|seen|obtained"
    r"|reviewed|filed|and|or|it|he|she|they|as|whose|not|speaking|involved|near|under)\b"
    r"|\s\p{Ll}+ed\s(?:in|by|on|for|at|to|from|last|this)\b)"
)
_SOURCE_NOUNS = (
    "demonyms", "documents", "families", "groups", "media", "media_words", "officials", "organizations", "people",
    "seats", "titled_people",
)  # fmt: skip
_LONGEST_PHRASE = 200
_WORD = r"[\p{L}\p{N}’'-]++"
# A document with what says whose or which it is: "The statement issued after ", "A note to ".
_DOCUMENT_RE = regex.compile(
    rf"(?:The|An?|Its|His|Her|Their|This|One)\s(?:{_WORD}\s){{0,3}}?(?P<noun>{_WORD})\s"
    r"(?:(?:circulated|commissioned|filed|issued|leaked|obtained|posted|prepared|published|released|seen|sent|signed"
    r"|submitted|written)|(?=(?:about|after|by|for|from|in|of|on|to)\s))"
    r"[^,.;:?!“”\"\n]*"
)
# What opens a sentence and is no part of its subject: "Outside court, ".
_ADVERBIAL_RE = regex.compile(
    rf"(?:After|Amid|At|Before|During|In|Inside|On|Outside)(?:\s{_WORD}){{1,6}},\s"
    r"(?=\p{Lu}|(?:the|an?|his|her|their|its|one|two|several|some|officials|police|prosecutors|he|she|they)\b)"
)


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


def subject(text: str, start: int, source: Range, cue: Range, lexicon: Lexicon) -> Range:
    """Return the source of a statement as the whole subject of its cue, in a sentence that begins at *start*.

    The tagger takes the noun next to the cue for the subject of "The statement issued after the forum stressed …", and
    what opens the sentence for a part of it ("Outside court, his mother said …").
    """
    if source[1] > cue[0] or source[0] < start:
        return source
    if source[0] == start:
        adverbial = _ADVERBIAL_RE.match(text, start, source[1])
        return (adverbial.end(), source[1]) if adverbial else source
    document = _DOCUMENT_RE.fullmatch(text, start, source[0]) if source[0] - start <= _LONGEST_PHRASE else None
    if document is None or document["noun"].lower() not in lexicon.words("source_nouns.documents"):
        return source
    others = lexicon.words("function_words.auxiliaries") | lexicon.words("function_words.relatives")
    return source if others.intersection(text[start : source[1]].split()) else (start, source[1])
