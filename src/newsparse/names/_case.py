"""Names in capitals given in normal case."""

from __future__ import annotations

import regex

from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.names._words import SMALL_THEN_CAPITALS_RE, Shape, degrees, shape_of

__all__ = ["normal_case"]

_JOINED_RE = regex.compile(r"[^'’‘ʼ`‐‑-]+|['’‘ʼ`‐‑-]")


def _case_part(part: str, lexicon: Lexicon) -> str:
    low = part.lower()
    if low.startswith("mc") and len(low) > 3:  # noqa: PLR2004
        return "Mc" + low[2:].capitalize()
    if low in lexicon.words("name_parts.mac"):
        return "Mac" + low[3:].capitalize()
    return low.capitalize()


def _case_word(word: str, lexicon: Lexicon, *, first: bool) -> str:
    fold = word.rstrip(".").lower()
    mixed = SMALL_THEN_CAPITALS_RE.fullmatch(word)
    if mixed and mixed[1] + mixed[2] != word.upper():
        return f"{mixed[1]}{mixed[2].capitalize()}"
    if shape_of(word) is not Shape.ALL_CAPS:
        return word
    if not first and fold in lexicon.words("name_parts.particles_small"):
        return word.lower()
    if set(word) <= set("IVX") and not first:
        return word
    like_name = word.capitalize() in lexicon.words("name_parts.like_degrees")
    if word in lexicon.words("name_parts.degrees") and not (first or like_name):
        return degrees(lexicon)[word]
    if len(fold) == 2 and not set(fold) & set("aeiouy") and fold != "ng":  # noqa: PLR2004
        return word  # JL, DJ, TJ: initials
    parts = _JOINED_RE.findall(word)
    cased = [_case_part(part, lexicon) for part in parts]
    if len(parts) > 2 and parts[0] == "AL" and parts[1] in "-‐‑":  # noqa: PLR2004
        cased[0] = "al"
    return "".join(cased)


def normal_case(name: str, *, lexicon: Lexicon = DEFAULT) -> str:
    """Return a name with words in capitals given in normal case, and its blanks made single.

    Words that are not all in capitals stay as they are, and so do initials ("J.R.", "DJ"). Particles get a small
    letter except as the first word; "Mc" is followed by a capital, "Mac" in the family names that are mostly
    printed so. Where usage differs from person to person ("Van Buren"), the commoner form is a guess.

    Args:
        name: the name as printed.
        lexicon: the words in use.

    >>> [normal_case(n) for n in ["JANE O'NEILL", "JO MACDONALD", "PIET VAN DER BERG", "ANA DE LA CRUZ", "JAN McKAY"]]
    ["Jane O'Neill", 'Jo MacDonald', 'Piet van der Berg', 'Ana de la Cruz', 'Jan McKay']
    """
    require_text(name, "normal_case")
    words = name.split()
    result = [_case_word(word, lexicon, first=at == 0) for at, word in enumerate(words)]
    for at in range(1, len(words)):
        if words[at - 1 : at + 1] == ["DE", "LA"]:
            result[at] = "la"
    return " ".join(result)
