"""Finds the people whom an article introduces in a way that their name alone does not show.

"Jodie and Marcus Bell" are two Bells; "their son, Mateo," and "a man named Otis" have one name; "Council President
Walt Eames" opens with a word that is no name elsewhere.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from newsparse.lexicon.word_classes import cue_forms
from newsparse.names import Kind, NameWord, PersonName, Shape, could_be_name, name_word
from newsparse.sources.entities import fold
from newsparse.sources.phrases import RELATIONS, is_human, is_plural
from newsparse.sources.reading import Reading, is_clitic
from newsparse.sources.shapes import adjectives, known_bodies
from newsparse.types import Span

__all__ = ["introduced", "is_given_out"]

_OWNER_REACH = 5
_BEHIND = frozenset({",", ".", "(", ")", ";", ":", "—", "–", "-", "who", "”", "“"})
_NAMING = frozenset({"named", "called", "nicknamed"})
_IS = frozenset({"is", "was", ","})
_ANNOUNCING = _NAMING | _IS | {"as"}


def is_given_out(reading: Reading, token: int) -> bool:
    """Tell whether the words before *token* say that a name follows: "his name is", "first name,", "a man named"."""
    lower = reading.lower
    if token < 2:  # noqa: PLR2004
        return False
    before, second = lower[token - 1], lower[token - 2]
    if before in _NAMING:
        return is_human(second, reading.lexicon) and not is_plural(second)
    return (before in _IS and second == "name") or (before == "as" and second == "known")


_OWNERS = RELATIONS | {"my", "our", "whose"}


def introduced(reading: Reading, found: Sequence[PersonName]) -> list[PersonName]:
    """Return the names that only their surroundings show to be such, in order.

    Args:
        reading: the text.
        found: the names that are found by their shape, in order; what overlaps one of them is left out.
    """
    starts = [name.start for name in found]
    families = {fold(str(name.family)) for name in found if name.given}
    new: list[PersonName] = []
    for token in reading.cased:
        if not _may_be_announced(reading, token):
            continue
        at = reading.tokens[token][0]
        behind = bisect.bisect_right(starts, at) - 1
        if (behind >= 0 and found[behind].end > at) or (new and new[-1].end > at):
            continue
        word = name_word(reading.text, *reading.tokens[token], lexicon=reading.lexicon)
        if word.shape is not Shape.CAPITAL:
            continue
        follows = found[behind + 1] if behind + 1 < len(found) else None
        name = (
            _half_of_couple(reading, token, word, follows, families)
            or _single(reading, token, word)
            or _behind_role(reading, token, word, follows)
        )
        if name is not None:
            new.append(name)
    return new


def _may_be_announced(reading: Reading, token: int) -> bool:
    """Tell, at little cost, whether the words beside a word may show that it is a name."""
    if token + 1 < len(reading.words) and reading.words[token + 1] == "and":
        return True
    return token > 0 and (
        reading.lower[token - 1] in _ANNOUNCING or is_human(reading.words[token - 1], reading.lexicon)
    )


def _ends_alone(reading: Reading, token: int) -> bool:
    """Tell whether no capital word goes on directly behind *token*."""
    if token + 1 >= len(reading.words):
        return True
    touches = reading.gap(token + 1) <= 1
    return not (touches and (reading.words[token + 1][0].isupper() or reading.words[token + 1] in {"&", "/"}))


def _half_of_couple(
    reading: Reading, token: int, word: NameWord, follows: PersonName | None, families: set[str]
) -> PersonName | None:
    """Return "Jodie" of "Jodie and Marcus Bell", with the family name of the other."""
    if word.kind is not Kind.GIVEN or follows is None or not (follows.sure and follows.given and follows.family):
        return None
    joined = token + 2 < len(reading.tokens) and reading.tokens[token + 2][0] == follows.start
    alone = token == 0 or not (reading.words[token - 1][0].isupper() and reading.gap(token) <= 1)
    if not joined or reading.words[token + 1] != "and" or not alone or follows.title or fold(word.text) in families:
        return None
    return PersonName.of(
        reading.text,
        word.start,
        word.end,
        name=f"{word.text} {follows.family}",
        given=Span.of(reading.text, word.start, word.end),
        family=follows.family,
        sure=True,
    )


def _single(reading: Reading, token: int, word: NameWord) -> PersonName | None:
    """Return a name of one word that a relation or an announcement shows to be a person's: "his brother Manoj"."""
    if word.kind not in (Kind.OPEN, Kind.GIVEN) or not _ends_alone(reading, token):
        return None
    if word.text in known_bodies(reading.lexicon) or word.text.lower() in adjectives(reading.lexicon):
        return None
    if not is_given_out(reading, token) and not _beside_relation(reading, token, word):
        return None
    span = Span.of(reading.text, word.start, word.end)
    return PersonName.of(reading.text, word.start, word.end, name=word.text, family=span, sure=True)


def _beside_relation(reading: Reading, token: int, word: NameWord) -> bool:
    """Tell whether a word stands behind somebody's relation: "her daughter, Zoe,", "Lee's brother Manoj"."""
    comma = token > 0 and reading.words[token - 1] == ","
    noun = token - 1 - comma
    if noun < 1 or is_plural(reading.lower[noun]) or not is_human(reading.words[noun], reading.lexicon):
        return False
    close = reading.lower[noun] in reading.lexicon.words("source_nouns.families")
    owned = _is_owned(reading, noun)
    follows = reading.words[token + 1] if token + 1 < len(reading.words) else "."
    if not comma:
        return owned and close
    return follows in _BEHIND and owned and (close or word.kind is Kind.GIVEN)


def _is_owned(reading: Reading, noun: int) -> bool:
    """Tell whether a noun belongs to somebody: "her elder sister", "Lee's sister"; it opens its group so."""
    floor = max(reading.sentence_start(noun), noun - _OWNER_REACH)
    for i in range(noun - 1, floor - 1, -1):
        if reading.lower[i] in _OWNERS or is_clitic(reading.words[i]):
            return True
        if reading.is_closed(i) or not reading.words[i][0].isalnum():
            return False
    return False


def _behind_role(reading: Reading, token: int, word: NameWord, follows: PersonName | None) -> PersonName | None:
    """Return a name that opens with a common word, behind a noun for a person: "Council President Walt Eames"."""
    lexicon, words = reading.lexicon, reading.words
    if word.kind not in (Kind.NEVER, Kind.RARELY) or token == 0 or token + 1 >= len(words):
        return None
    if not is_human(words[token - 1], lexicon) or is_plural(words[token - 1]) or not _may_open(reading, token, word):
        return None
    family = name_word(reading.text, *reading.tokens[token + 1], lexicon=lexicon)
    touches = all(reading.gap(i) == 1 for i in (token, token + 1))
    plain = family.shape is Shape.CAPITAL and family.kind in (Kind.OPEN, Kind.GIVEN) and could_be_name(family.text)
    if not (touches and plain and _ends_alone(reading, token + 1)) or is_human(family.text, lexicon):
        return None
    if family.text in known_bodies(lexicon) or (follows and follows.start <= family.start and follows.given):
        return None
    after = reading.lower[token + 2] if token + 2 < len(words) else "."
    if reading.counts[family.text] < 2 and after not in _BEHIND and after not in cue_forms(lexicon):  # noqa: PLR2004
        return None
    return PersonName.of(
        reading.text,
        word.start,
        family.end,
        name=f"{word.text} {family.text}",
        given=Span.of(reading.text, word.start, word.end),
        family=Span.of(reading.text, family.start, family.end),
        sure=True,
    )


def _may_open(reading: Reading, token: int, word: NameWord) -> bool:
    """Tell whether a common word with a capital may be a first name here: it is no noun for people or bodies."""
    lexicon = reading.lexicon
    parts = ("organization_words", "media_words", "place_words")
    return not (
        reading.is_closed(token)
        or reading.is_function(token)
        or is_human(word.text, lexicon)
        or word.text.lower() in adjectives(lexicon)
        or any(word.text in lexicon.words(f"source_nouns.{entry}") for entry in parts)
    )
