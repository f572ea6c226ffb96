"""Words, and what each may be in a person's name.

Imports errors, lexicon.
"""

from __future__ import annotations

import enum
import functools
import html
from collections.abc import Iterator

import attrs
import regex

from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon

__all__ = [
    "APOSTROPHE",
    "SMALL_THEN_CAPITALS_RE",
    "Kind",
    "NameWord",
    "Shape",
    "could_be_name",
    "degrees",
    "given_names",
    "name_word",
    "shape_of",
    "title_words",
    "words_in",
]

# Apostrophes, also as the HTML entities that a careless extractor leaves.
APOSTROPHE = r"(?:['’‘ʼ`]|&(?:\#(?:39|x27|8217)|apos|rsquo);)"
_WORD_RE = regex.compile(
    r"""
      (?:(?:Ph|Psy|Ed|Pharm)\.\ ?D|[DM]\.\ ?Phil|[BM]\.\ ?Sc)\.         # Ph.D.
    | (?:\p{Lu}\.[-‐‑]?){1,4}+ (?!\p{Ll})                              # J.  R.C.  J.-P.
    | \p{L}[\p{L}\p{M}]*+
      (?: (?:"""
    + APOSTROPHE
    + r"""(?!s\b)|[-‐‑]) \p{L}[\p{L}\p{M}]*+ ){0,6}           # O'Neill  Thomson-DeVeaux, without a final 's
      (?: (?<=\b[OD])['’] (?=\ \p{Lu}) )?                              # O' Halloran
    | \d(?:nd|rd)\b                                                    # Robert Mills 3rd
    """,
    regex.VERBOSE,
)
_INITIALS_RE = regex.compile(r"(?:\p{Lu}\.[-‐‑]?){1,4}|\p{Lu}")
_BODIES_WITH_STOPS = frozenset({"u.s.", "u.n.", "u.k.", "e.u.", "d.c.", "l.a.", "n.y.", "u.a.e.", "a.m.", "p.m."})
_LOWER_PREFIX_RE = regex.compile(r"(?:a[lnstdrz]|ash|el|ul|[dlt]|mac|mc|di|de|du|la|le|van)['’‘-]?\p{Lu}\p{L}")
SMALL_THEN_CAPITALS_RE = regex.compile(r"(Ma?c|[dlDLO]['’])(\p{Lu}{2,})")  # McKAY  d'ANCONA
_STOPPED_DEGREE_RE = regex.compile(r"(?:Ph|Psy|Ed|Pharm)\. ?D\.|[DM]\. ?Phil\.|[BM]\. ?Sc\.")


class Shape(enum.Enum):
    LOWER = enum.auto()
    CAPITAL = enum.auto()
    ALL_CAPS = enum.auto()
    INITIALS = enum.auto()


class Kind(enum.Enum):
    OPEN = enum.auto()  # any word that is not known as something else
    GIVEN = enum.auto()
    NEVER = enum.auto()
    RARELY = enum.auto()
    PARTICLE = enum.auto()
    SUFFIX = enum.auto()
    DEGREE = enum.auto()


@attrs.frozen
class NameWord:
    """A word as it stands in a text, and what it may be in a name.

    Args:
        start: offset of its first character.
        end: offset behind its last one, the full stop of "Dr." or "J." included.
        text: the word.
        shape: small, capital, all in capitals, initials.
        kind: what the lexicon says about it.
    """

    start: int
    end: int
    text: str
    shape: Shape
    kind: Kind

    @property
    def fold(self) -> str:
        """The word in small letters, without a full stop."""
        return self.text.rstrip(".").lower()

    @property
    def is_degree(self) -> bool:
        """Whether it is a degree or an honour ("PhD", "OBE")."""
        return self.kind is Kind.DEGREE


@functools.lru_cache(maxsize=8)
def given_names(lexicon: Lexicon) -> frozenset[str]:
    entries = ("male", "female", "either")
    return frozenset(word.lower() for entry in entries for word in lexicon.words(f"first_names.{entry}"))


@functools.lru_cache(maxsize=8)
def _classes(lexicon: Lexicon) -> dict[str, Kind]:
    """Return the class of each known word in small letters; the later entry wins."""
    classes: dict[str, Kind] = {}
    for kind, words in (
        (Kind.NEVER, lexicon.words("not_names.never")),
        (Kind.RARELY, lexicon.words("not_names.rarely")),
        (Kind.SUFFIX, lexicon.words("name_parts.suffixes")),
        (Kind.GIVEN, given_names(lexicon)),
        (Kind.PARTICLE, lexicon.words("name_parts.particles")),
    ):
        classes.update(dict.fromkeys((word.lower() for word in words), kind))
    return classes


@functools.lru_cache(maxsize=8)
def degrees(lexicon: Lexicon) -> dict[str, str]:
    return {word.upper(): word for word in lexicon.words("name_parts.degrees")}


def shape_of(text: str) -> Shape:
    if _INITIALS_RE.fullmatch(text):
        return Shape.INITIALS
    if SMALL_THEN_CAPITALS_RE.fullmatch(text):
        return Shape.ALL_CAPS
    letters = [c for c in html.unescape(text) if c.isalpha()]
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return Shape.ALL_CAPS
    if not letters or (letters[0].islower() and not _LOWER_PREFIX_RE.match(text)):
        return Shape.LOWER
    return Shape.CAPITAL


def _kind(text: str, shape: Shape, lexicon: Lexicon) -> Kind:
    fold = text.rstrip(".").lower()
    classes = _classes(lexicon)
    if _STOPPED_DEGREE_RE.fullmatch(text):
        return Kind.DEGREE
    if shape is Shape.INITIALS:
        return Kind.NEVER if text.lower() in _BODIES_WITH_STOPS else Kind.OPEN
    if fold.upper() in degrees(lexicon) and (shape is Shape.ALL_CAPS or text in lexicon.words("name_parts.degrees")):
        return Kind.DEGREE
    if fold in classes:
        return classes[fold]
    # "Anne-Marie", "Labour-backed": a joined word is what its parts are.
    parts = [classes.get(part) for part in regex.split(r"[-‐‑]", fold)] if "-" in fold else []
    if any(known is Kind.NEVER and len(part) > 2 for part, known in zip(fold.split("-"), parts, strict=False)):  # noqa: PLR2004
        return Kind.NEVER
    return Kind.GIVEN if parts and parts[0] is Kind.GIVEN else Kind.OPEN


@functools.lru_cache(maxsize=16384)
def _judge(text: str, lexicon: Lexicon) -> tuple[Shape, Kind]:
    shape = shape_of(text)
    return shape, _kind(text, shape, lexicon)


def name_word(text: str, start: int, end: int, *, lexicon: Lexicon = DEFAULT) -> NameWord:
    """Return the word ``text[start:end]`` with what it may be in a name."""
    word = text[start:end]
    return NameWord(start, end, word, *_judge(word, lexicon))


def words_in(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[NameWord]:
    titles = title_words(lexicon)
    for found in _WORD_RE.finditer(text, start, end):
        stop = found.end()
        if stop < end and text[stop] == ".":
            fold = found.group().lower()
            if fold in titles or _classes(lexicon).get(fold) is Kind.SUFFIX or fold in {"st", "esq"}:
                stop += 1
        yield name_word(text, found.start(), stop, lexicon=lexicon)


def could_be_name(word: str, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Tell whether a single word could be part of a person's name.

    A capital (or an initial) is needed, and a word that English uses as a common word is none; "Will", "Rose" and
    "Young" could be. The ground: common English words less the names counted in the US census.

    Args:
        word: one word, no blanks.
        lexicon: the words in use.

    >>> [word for word in ["Katz", "O'Neill", "Will", "Newsletter", "katz", "J.", ""] if could_be_name(word)]
    ['Katz', "O'Neill", 'Will', 'J.']
    """
    require_text(word, "could_be_name")
    if not word or not _WORD_RE.fullmatch(word):
        return False
    shape, kind = _judge(word, lexicon)
    return shape is not Shape.LOWER and kind not in (Kind.NEVER, Kind.DEGREE, Kind.SUFFIX)


@functools.lru_cache(maxsize=8)
def title_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset().union(*(lexicon.words(f"titles.{entry}") for entry in ("honorifics", "callings", "offices")))
