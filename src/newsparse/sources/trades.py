"""Tells by the common noun beside a name what sort of body it is: "chipmaker Intrel", "Flyro, a budget airline,"."""

from __future__ import annotations

from newsparse.sources.entities import BODIES
from newsparse.sources.phrases import noun_kind
from newsparse.sources.reading import Reading

__all__ = ["trade_of"]

_LONGEST_DESCRIPTION = 8
_OPENS = frozenset({"a", "an", "the"})
_COPULAS = frozenset({"is", "was", "are", "were"})


def trade_of(reading: Reading, first: int, last: int) -> str | None:
    """Return the noun that says what the body is whose name runs from token *first* up to *last*, if one does."""
    lexicon, lower = reading.lexicon, reading.lower
    describers = lexicon.words("source_phrases.describers")
    before = reading.words[first - 1] if first else ""
    beside = before in lexicon.words("source_phrases.trades") or before in lexicon.words("source_phrases.namers")
    if before.lower() in describers or (before.islower() and beside):
        return before.lower()
    if lower[first] in describers:  # "Chipmaker Intrel" as a name of two words
        return lower[first]
    if first > 2 and before == "," and _is_noun(reading, first - 2) and lower[first - 3] in _OPENS:  # noqa: PLR2004
        return lower[first - 2]
    behind = lower[last : last + 1]
    if behind == [","] or (behind and behind[0] in _COPULAS):
        return _described(reading, last + 1)
    return None


def _is_noun(reading: Reading, token: int) -> bool:
    return reading.words[token].islower() and noun_kind(reading.words[token], reading.lexicon) in BODIES


def _described(reading: Reading, start: int) -> str | None:
    """Return the noun that heads the description at a token: "a Dutch maker of lenses", "the biggest airline in …"."""
    if "".join(reading.lower[start : start + 1]) not in _OPENS:
        return None
    end = min(len(reading.words), start + _LONGEST_DESCRIPTION)
    found = None
    for token in range(start + 1, end):
        word = reading.words[token]
        if word in reading.lexicon.words("function_words.auxiliaries"):
            return None  # "Under the act, the department has …"
        if not word[0].isalnum() or reading.is_closed(token):
            break
        found = word if _is_noun(reading, token) else None
    return found
