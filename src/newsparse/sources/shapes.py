"""Which name-shaped stretches are people: bodies and places are told apart, glued words are cut off."""

from __future__ import annotations

import functools

import regex

from newsparse.lexicon import Lexicon
from newsparse.names import PersonName, could_be_name, parse_name
from newsparse.sources.phrases import is_human
from newsparse.sources.reading import Reading
from newsparse.types import Span

__all__ = ["adjectives", "first_names", "goes_on_as_body", "is_body", "known_bodies", "trimmed"]

_WORD_RE = regex.compile(r"[\p{L}\p{M}\p{N}'’‘.-]++")
_LONGEST_TAIL = 5
_BEFORE = 24


@functools.lru_cache(maxsize=8)
def first_names(lexicon: Lexicon) -> frozenset[str]:
    """Return the common first names, as printed."""
    return frozenset().union(*(lexicon.words(f"first_names.{e}") for e in ("male", "female", "either")))


@functools.lru_cache(maxsize=8)
def known_bodies(lexicon: Lexicon) -> frozenset[str]:
    """Return the names of outlets, agencies, countries, regions and seats of power."""
    tables = ("agencies.agencies", "agencies.outlets", "powers.countries", "powers.bodies", "powers.seats")
    entries = (*tables, "powers.regions", "source_nouns.seats")
    return frozenset().union(*(lexicon.words(e) for e in entries))


@functools.lru_cache(maxsize=8)
def adjectives(lexicon: Lexicon) -> frozenset[str]:
    """Return the adjectives of countries, in small letters."""
    return frozenset(word.lower() for word in lexicon.words("powers.adjectives"))


def is_body(name: str, lexicon: Lexicon, *, sure: bool) -> bool:
    """Tell whether a name-shaped stretch is a body, an outlet or a place; *sure*: it opens like a person's name."""
    words = name.split()
    if not sure and words[-1] in lexicon.words("source_nouns.place_or_family_words"):
        return True
    if words[0] in lexicon.words("source_phrases.place_openers") and len(words) == 2:  # noqa: PLR2004
        return True
    if name in known_bodies(lexicon) or words[-1] in lexicon.words("source_nouns.place_words"):
        return True
    if any(words[-1] in lexicon.words(f"source_nouns.{entry}") for entry in ("organization_words", "media_words")):
        return True
    return words[0] in lexicon.words("source_nouns.organization_words") or " ".join(words[:2]) in known_bodies(lexicon)


def trimmed(text: str, found: PersonName, lexicon: Lexicon) -> PersonName:
    """Return a name without the words of a role or place that are glued to its front ("Florida Abby Dunn")."""
    begin = found.given.start if found.given else found.start
    words = [m.span() for m in _WORD_RE.finditer(text, begin, found.end)]
    particles, middle = lexicon.words("name_parts.particles"), lexicon.words("name_parts.middle")
    apposed = text[max(0, begin - 2) : begin] == ", "  # no word of a role stands there: "the director, Nana Yaw Osei"
    alone = bool(words) and _stands_alone(text, begin, text[slice(*words[0])], lexicon)
    cut = 0
    for i in range(1, len(words) - 1):
        before, word = text[slice(*words[i - 1])], text[slice(*words[i])]
        is_given = word.partition("-")[0] in first_names(lexicon) and not (
            before in first_names(lexicon)
            or len(before.strip(".")) == 1
            or ((apposed or word in middle or (i == 1 and alone)) and could_be_name(before, lexicon=lexicon))
        )
        if (
            (is_human(before.lower(), lexicon) and not (i == 1 and before in first_names(lexicon)))
            or before in known_bodies(lexicon)
            or (is_given and i > cut and len(before) > 1 and not particles & {word.lower(), before.lower()})
        ):
            cut = i
    if len(words) > 1 and cut == 0 and len(words) > 2 and text[slice(*words[0])] in known_bodies(lexicon):  # noqa: PLR2004
        cut = 1
    if not cut:
        return found
    start = words[cut][0]
    shorter = parse_name(text[start : found.end], lexicon=lexicon)
    return _moved(text, shorter, start) if shorter else found


def _stands_alone(text: str, begin: int, word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word opens a name and is no end of a longer title or place ("the United | Nations Jane Roe")."""
    entries = ("dateline_places.cities", "us_states.names", "source_nouns.place_words")
    if word.isupper() or word in known_bodies(lexicon) or word.lower() in adjectives(lexicon):
        return False
    before = text[max(0, begin - _BEFORE) : begin].rstrip(" ").rpartition(" ")[2]
    glued = before[:1].isupper() or before in lexicon.words("function_words.prepositions") | {"and", "the"}
    return not glued and word not in lexicon.words(*entries)


def _moved(text: str, name: PersonName, by: int) -> PersonName:
    """Return a name that was read in a part of the text which begins at *by*."""

    def shift(part: Span | None) -> Span | None:
        return Span.of(text, part.start + by, part.end + by) if part else None

    return PersonName.of(
        text,
        name.start + by,
        name.end + by,
        name=name.name,
        title=shift(name.title),
        given=shift(name.given),
        family=shift(name.family),
        suffix=shift(name.suffix),
        sure=name.sure,
    )


def goes_on_as_body(reading: Reading, name: PersonName) -> bool:
    """Tell whether the capital words behind a name make it the beginning of a body's ("Trishul Infra Projects Ltd")."""
    words, ends = reading.words, reading.lexicon.words("source_nouns.organization_words")
    token = reading.token_from(name.end)
    for i in range(token, min(len(words), token + _LONGEST_TAIL)):
        joined = reading.gap(i) <= 1
        if not joined or not (words[i][0].isupper() or words[i] == "&"):
            return False
        if words[i] in ends:
            return True
    return False
