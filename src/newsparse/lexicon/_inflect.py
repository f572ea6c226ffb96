"""The inflected forms of regular English verbs, so that a lexicon lists base forms only."""

from __future__ import annotations

__all__ = ["verb_forms"]

_VOWELS = "aeiou"
# Verbs of two syllables that are stressed on the last and so double their consonant: "admitted", not "admited".
_DOUBLING = frozenset({"admit", "concur", "demur", "rebut", "submit"})


def _doubles(verb: str) -> bool:
    """Tell whether the last consonant doubles: after one short vowel, in a stressed syllable ("quip", "admit")."""
    ends_short = (
        len(verb) > 2  # noqa: PLR2004 - consonant, vowel, consonant
        and verb[-1] not in _VOWELS + "wxy"
        and verb[-2] in _VOWELS
        and verb[-3] not in _VOWELS.replace("u", "" if verb[-3] == "u" and verb[-4:-3] == "q" else "u")
    )
    one_syllable = sum(a in _VOWELS and b not in _VOWELS for a, b in zip(verb, verb[1:] + "b", strict=True)) == 1
    return ends_short and (one_syllable or verb in _DOUBLING)


def verb_forms(verb: str, irregular: str | None = None) -> tuple[str, ...]:
    """Return base form, third person, past, past participle and present participle of a verb.

    Args:
        verb: the base form.
        irregular: the other four forms, with spaces between, where they are not regular.

    >>> verb_forms("quip")
    ('quip', 'quips', 'quipped', 'quipped', 'quipping')
    >>> verb_forms("say", "says said said saying")
    ('say', 'says', 'said', 'said', 'saying')
    """
    if irregular is not None:
        return (verb, *irregular.split())
    stem = verb + verb[-1] if _doubles(verb) else verb
    if verb.endswith("e"):
        past, present = verb + "d", (verb if verb.endswith(("ee", "oe", "ye")) else verb[:-1]) + "ing"
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        past, present = verb[:-1] + "ied", verb + "ing"
    else:
        past, present = stem + "ed", stem + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        third = verb[:-1] + "ies"
    else:
        third = verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh")) else "s")
    return (verb, third, past, past, present)
