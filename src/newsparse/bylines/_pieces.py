"""What a run of tokens may be read as, with the evidence for that reading.

Readings overlap and compete: "Jane Doe" is a name, "Doe Staff Writer" a role, "Jane" a place. ``_people`` and
``_bodies`` propose them, ``_grammar`` decides which of them make up the byline. Scores are on one scale of our own,
chosen on examples: about 3 for a name of two words, 2 more where a first name vouches for it, below 0 for a reading
that needs help from its neighbours.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence

import attrs

from newsparse.bylines._tokens import Kind, Token
from newsparse.names import PersonName

__all__ = ["Piece", "Sort", "ending", "is_acronym", "is_capital", "is_word", "phrase"]

_LONGEST_ACRONYM = 5


class Sort(enum.IntEnum):
    """What a piece is read as."""

    NAME = enum.auto()
    ROLE = enum.auto()
    BODY = enum.auto()
    HOUSE = enum.auto()  # a body of the lexicon, an address on the web, an acronym
    NOBODY = enum.auto()  # "Staff reporter", "agencies": a credit that names no one
    PLACE = enum.auto()
    EMAIL = enum.auto()
    HANDLE = enum.auto()
    DATE = enum.auto()
    LABEL = enum.auto()
    END = enum.auto()  # "meets", "writes": what follows is no author
    SEPARATOR = enum.auto()
    NOISE = enum.auto()


@attrs.frozen
class Piece:
    """A run of tokens, from index *first* up to *stop*, read as *sort*.

    Args:
        first: index of the first token.
        stop: index behind the last one.
        sort: what it is read as.
        score: the evidence for that reading.
        begin: index of the first token that belongs to the value ("in" does not belong to a place).
        name: the person, where it is a name.
    """

    first: int
    stop: int
    sort: Sort
    score: float
    begin: int
    name: PersonName | None = None

    @property
    def is_single(self) -> bool:
        """Whether it is a name of one word, without a title."""
        return self.name is not None and self.name.given is None and self.name.title is None


def is_word(token: Token) -> bool:
    """Tell whether a token is a word."""
    return token.kind is Kind.WORD


def is_capital(token: Token) -> bool:
    """Tell whether a token is a word with a capital."""
    return token.kind is Kind.WORD and token.text[0].isupper()


def phrase(tokens: Sequence[Token], first: int, stop: int) -> str:
    """Return tokens in small letters, with blanks between them."""
    return " ".join(token.fold for token in tokens[first:stop])


def ending(word: str) -> str:
    """Return the last part of a word with hyphens: of "Sun-Gazette" the "Gazette"."""
    return word.rpartition("-")[2]


def is_acronym(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is in capitals among words that are not."""
    text, around = tokens[at].text, tokens[max(at - 2, 0) : at + 3]
    shouted = any(t.text.isupper() and len(t.text) > 1 for t in around if t is not tokens[at] and is_word(t))
    return text.isalpha() and text.isupper() and 1 < len(text) <= _LONGEST_ACRONYM and not shouted
