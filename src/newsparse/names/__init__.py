"""One idea of a person's name for the whole project: bylines and sources build on it.

A name is a row of name-shaped words: titles, given names, initials, particles ("van der", "bin", "de la"), family
names, suffixes and degrees. What no rule can know (is "Jordan Times" a person?) is decided by words: common English
words are no part of a name, common first names and titles are evidence for one (``PersonName.sure``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.names._case import normal_case
from newsparse.names._grammar import PersonName, may_begin, name_at
from newsparse.names._words import APOSTROPHE, Kind, NameWord, Shape, could_be_name, name_word, words_in, words_of_names

__all__ = [
    "APOSTROPHE",
    "Kind",
    "NameWord",
    "PersonName",
    "Shape",
    "could_be_name",
    "find_names",
    "gender_of",
    "name_at",
    "name_word",
    "names_match",
    "normal_case",
    "parse_name",
]

_LONGEST_NAME = 400


def find_names(text: str, *, start: int = 0, end: int | None = None, lexicon: Lexicon = DEFAULT) -> list[PersonName]:
    """Find the name-shaped stretches of a text, longest first at each place, in order.

    A stretch is at least two words, or a title and one word. ``sure`` tells those that a title or a first name
    vouches for; of the others many are bodies and places ("Goldman Sachs"), which the caller must rule out.

    Args:
        text: the text; any line breaks end a name.
        start: where to begin.
        end: where to stop; the end of the text when ``None``.
        lexicon: the words in use.

    >>> text = "Mr. Katz met Ursula von der Leyen and Gov. Kim Reynolds in Goldman Sachs' offices."
    >>> [(name.name, name.sure) for name in find_names(text)]
    [('Katz', True), ('Ursula von der Leyen', True), ('Kim Reynolds', True), ('Goldman Sachs', False)]
    """
    require_text(text, "find_names")
    words = list(words_of_names(text, start, len(text) if end is None else end, lexicon))
    names: list[PersonName] = []
    index = 0
    while index < len(words):
        if not may_begin(text, words, index, lexicon):
            index += 1
            continue
        behind = index + 1
        for stop, name in name_at(text, words, index, longest=True, lexicon=lexicon):
            if name.given or name.title:
                names.append(name)
                behind = stop
        index = behind
    return names


def parse_name(text: str, *, lexicon: Lexicon = DEFAULT) -> PersonName | None:
    """Read a string that is one person's name, or return ``None`` when it is not shaped like one.

    "Katz, Israel" is not turned round: a comma is followed by a suffix only.

    Args:
        text: the name; blanks around it are allowed.
        lexicon: the words in use.

    >>> name = parse_name("Dr. MARTIN LUTHER KING JR., PhD")
    >>> name.name, str(name.title), str(name.given), str(name.family), str(name.suffix)
    ('Martin Luther King Jr.', 'Dr.', 'MARTIN LUTHER', 'KING', 'JR., PhD')
    >>> parse_name("the prime minister") is None
    True
    """
    require_text(text, "parse_name")
    words = list(words_in(text, 0, min(len(text), _LONGEST_NAME), lexicon))
    if not words or text[: words[0].start].strip() or len(text.rstrip(" .,\u00a0")) > words[-1].end:
        return None
    fits = [name for stop, name in name_at(text, words, 0, lexicon=lexicon) if stop == len(words)]
    return fits[-1] if fits else None


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'").replace("‐", "-").replace("‑", "-"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().replace(".", " ")


def _given_agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two rows of given names can be one person's ("J." and "Jane", "Jane Q." and "Jane")."""
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def names_match(mention: PersonName, full: PersonName, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Tell whether *mention* can be a shorter form of *full*: "Katz", "Mr. Katz", "I. Katz" of "Israel Katz".

    Family names must agree (particles and accents aside); given names and initials must not differ, and the genders
    that titles and first names show must not either. A single word without a title may also be the first name.

    Args:
        mention: the name to be explained.
        full: the name that may explain it.
        lexicon: the words in use.

    >>> israel = parse_name("Israel Katz")
    >>> [names_match(parse_name(m), israel) for m in ["Katz", "Mr. Katz", "Mrs. Katz", "Haim Katz", "Israel", "Kats"]]
    [True, True, False, False, True, False]
    """
    genders = {gender_of(mention, lexicon=lexicon), gender_of(full, lexicon=lexicon)} - {None}
    if len(genders) > 1:
        return False
    given, full_given = (_fold(str(n.given or "")).split() for n in (mention, full))
    family, full_family = _fold(str(mention.family or "")).split(), _fold(str(full.family or "")).split()
    if family and full_family and (family[-1] == full_family[-1] or family == full_family[-1].split("-")[-1:]):
        return _given_agree(given, full_given)
    return not given and not mention.title and len(family) == 1 and family == full_given[:1]


def gender_of(name: PersonName, *, lexicon: Lexicon = DEFAULT) -> str | None:
    """Return "female" or "male" where the title or the first name says so, else ``None``.

    A hint for pronouns, not a fact about the person: first names come from a list of those that the US census and
    common use give to one sex nearly always.

    Args:
        name: the name.
        lexicon: the words in use.

    >>> [gender_of(parse_name(name)) for name in ["Mrs. Katz", "Barack Ravid", "Alex Katz"]]
    ['female', 'male', None]
    """
    titles = {word.rstrip(".").lower() for word in name.title.text.split()} if name.title else None
    for gender in ("female", "male"):
        if titles and titles & lexicon.words(f"titles.{gender}"):
            return gender
    first = name.name.partition(" ")[0]
    for gender in ("female", "male"):
        if name.given and first in lexicon.words(f"first_names.{gender}"):
            return gender
    return None
