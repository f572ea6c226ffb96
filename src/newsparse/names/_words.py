"""Words, and what each may be in a person's name."""

from __future__ import annotations

import enum
import functools
import html
from collections.abc import Iterator
from typing import NamedTuple

import regex

from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.lexicon.word_classes import title_words

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
    "words_in",
    "words_of_names",
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
_MOST_JUDGED = 16_384
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


class NameWord(NamedTuple):
    """A word as it stands in a text, and what it may be in a name; a plain tuple, as a text has hundreds.

    Args:
        start: offset of its first character.
        end: offset behind its last one, the full stop of "Dr." or "J." included.
        text: the word.
        shape: small, capital, all in capitals, initials.
        kind: what the lexicon says about it.
        fold: the word in small letters, without a full stop.
    """

    start: int
    end: int
    text: str
    shape: Shape
    kind: Kind
    fold: str

    @property
    def is_degree(self) -> bool:
        """Whether it is a degree or an honour ("PhD", "OBE")."""
        return self.kind is Kind.DEGREE


@functools.lru_cache(maxsize=8)
def given_names(lexicon: Lexicon) -> frozenset[str]:
    entries = ("first_names.male", "first_names.female", "first_names.either")
    return frozenset(word.lower() for word in lexicon.words(*entries))


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


def _kind(text: str, shape: Shape, fold: str, lexicon: Lexicon) -> Kind:
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


@functools.lru_cache(maxsize=8)
def _judged(lexicon: Lexicon) -> dict[str, tuple[Shape, Kind, str]]:
    """Return what is known of the words that have been met; a plain table, as it is asked for every word."""
    del lexicon  # each has a table of its own
    return {}


def _judge(text: str, lexicon: Lexicon) -> tuple[Shape, Kind, str]:
    """Return the shape, kind and folded form of a word."""
    judged = _judged(lexicon)
    found = judged.get(text)
    if found is None:
        shape, fold = shape_of(text), text.rstrip(".").lower()
        found = shape, _kind(text, shape, fold, lexicon), fold
        if len(judged) >= _MOST_JUDGED:
            judged.clear()
        judged[text] = found
    return found


def name_word(text: str, start: int, end: int, *, lexicon: Lexicon = DEFAULT) -> NameWord:
    """Return the word ``text[start:end]`` with what it may be in a name."""
    word = text[start:end]
    return NameWord(start, end, word, *_judge(word, lexicon))


def words_in(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[NameWord]:
    """Yield the words between two offsets."""
    stopped = _stopped(lexicon)
    for found in _WORD_RE.finditer(text, start, end):
        begin, stop = found.span()
        if stop < end and text[stop] == "." and found.group().lower() in stopped:
            stop += 1
        yield name_word(text, begin, stop, lexicon=lexicon)


def words_of_names(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[NameWord]:
    """Yield those words between two offsets that can be part of a name of several words: most of a text is passed over.

    What is left out stands alone, or has small letters and is no particle, suffix or part of a title ("Secretary of
    State"): no name goes across it.
    """
    small, inside = (Kind.PARTICLE, Kind.SUFFIX, Kind.DEGREE), _inside_titles(lexicon)
    last = start
    for region in _region_re(lexicon).finditer(text, start, end):
        found = region.group()
        if not (" " in found or "\u00a0" in found or "&" in found):  # & as in &nbsp;
            continue
        begin = region.start()
        while begin > last and not text[begin - 1].isspace():
            begin -= 1  # "al-Rashidi"
        last = region.end()
        for word in words_in(text, begin, last, lexicon):
            if word.shape is not Shape.LOWER or word.kind in small or word.text in inside:
                yield word


@functools.lru_cache(maxsize=8)
def _stopped(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that a full stop may belong to ("Dr.", "Jr."), in small letters."""
    suffixes = (word for word, kind in _classes(lexicon).items() if kind is Kind.SUFFIX)
    return title_words(lexicon) | {*suffixes, "st", "esq"}


@functools.lru_cache(maxsize=8)
def _inside_titles(lexicon: Lexicon) -> frozenset[str]:
    """Return the words behind the first of a title: "of" in "Secretary of State"."""
    return frozenset(word for title in title_words(lexicon) for word in title.split()[1:])


@functools.lru_cache(maxsize=8)
def _region_re(lexicon: Lexicon) -> regex.Pattern[str]:
    """Return the pattern of a stretch with capitals: small words inside are particles, suffixes, parts of nicknames."""
    entries = ("name_parts.particles", "name_parts.suffixes", "name_parts.degrees")
    parts = {word.lower() for word in lexicon.words(*entries)} | _inside_titles(lexicon)
    small = sorted(map(regex.escape, parts))
    return regex.compile(
        rf"""
        \p{{Lu}} \S*+                                      # begins at a capital, also inside a word
        (?: [ \u00a0]{{1,3}}
            (?: [^\s\p{{Lu}}]*+ \p{{Lu}} \S*+               # one more capital
              | (?:{"|".join(small)}) [.,]*+ (?!\S)           # van der
              | ["“‘'(] \S*+ | [^\s"”’')]++ ["”’')] \S*+     # “kit”
            )
        )*+
        """,
        regex.VERBOSE,
    )


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
    shape, kind, _ = _judge(word, lexicon)
    return shape is not Shape.LOWER and kind not in (Kind.NEVER, Kind.DEGREE, Kind.SUFFIX)
