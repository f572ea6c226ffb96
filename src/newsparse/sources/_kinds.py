"""Says what sort of source a noun or a name stands for: a log-linear model of what it is called and stands beside.

What the lists of the lexicon say is one feature among them. The weights come from ``training/kinds.py``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from newsparse.lexicon import Lexicon
from newsparse.lexicon.word_classes import cue_forms
from newsparse.names import could_be_name
from newsparse.sources._model import load_weights
from newsparse.sources.bodies import bare, outlet_name
from newsparse.sources.phrases import Phrase, is_human, is_plural, noun_kind, singular
from newsparse.sources.reading import Reading, is_clitic
from newsparse.sources.shapes import adjectives, first_names
from newsparse.types import SourceKind

__all__ = ["is_taught", "likeliest", "name_features", "noun_features"]

_BEHIND = 4
_PLACES = 6
_SUFFIX = 3
_FEW = 3
_POWERS = ("countries", "bodies", "seats", "regions")
_WORDS = ("organization_words", "media_words", "place_words", "place_or_family_words", "seats")
_REACH = 12
_AT_PLACES = frozenset({"in", "at", "from", "near", "across", "to"})
_BY_SOMEBODY = frozenset({"with", "by", "for", "told"})
_TAKES_UP = frozenset({"he", "she", "his", "her", "it", "its"})
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady"})


def noun_features(reading: Reading, phrase: Phrase, listed: SourceKind) -> list[str]:
    """Return what tells the kind of a source that a noun heads.

    Args:
        reading: the text.
        phrase: the mention.
        listed: what the lists of nouns say of it.
    """
    lexicon, lower = reading.lexicon, reading.lower
    word = lower[phrase.head]
    noun = singular(word)
    number = "plural" if phrase.plural else "one"
    counted = "many" if phrase.count and phrase.count > 20 else ("few" if phrase.count else "none")  # noqa: PLR2004
    found = [
        "bias",
        f"listed={listed.value}",
        f"listed={listed.value}&{number}",
        f"known={noun_kind(word, lexicon) is not None}&{listed.value}",
        f"word={word}",
        f"noun={noun}",
        f"ending={word[-_SUFFIX:]}",
        f"number={number}",
        f"count={counted}&human={is_human(word, lexicon)}",
        f"determiner={phrase.determiner}",
    ]
    if word in lexicon.words("source_phrases.quantities"):
        found.append("quantity")
    if reading.words[phrase.head][0].isupper():
        found.append("capital")
    if phrase.head > phrase.first:
        before = lower[phrase.head - 1]
        found.append(f"before={before}")
        kind = noun_kind(before, lexicon)
        found.append(f"before-kind={kind.value if kind else None}")
    behind = lower[phrase.head + 1 : min(phrase.last, phrase.head + 1 + _BEHIND)]
    if behind:
        found.append(f"behind={behind[0]}")
        found += [f"near={w}" for w in behind if w in {"familiar", "knowledge", "who", "briefed"}]
        if behind[0] in {"of", "from", "by"} and len(behind) > 1:
            kind = noun_kind(behind[-1], lexicon) or noun_kind(behind[1], lexicon)
            found.append(f"of-kind={kind.value if kind else None}&{listed.value}")
    else:
        found.append("alone")
    return found


@functools.lru_cache(maxsize=8)
def _gazetteer(lexicon: Lexicon) -> dict[str, list[str]]:
    """Return for each known word or name of a body, place or person the lists that it stands in."""
    found: dict[str, list[str]] = {}
    entries = [f"powers.{e}" for e in _POWERS] + [f"source_nouns.{e}" for e in _WORDS]
    entries += ["dateline_places.cities", "agencies.agencies", "agencies.outlets", "cited_outlets.outlets"]
    for entry in entries:
        for name in lexicon.words(entry):
            found.setdefault(bare(name), []).append(entry.partition(".")[2])
    return found


def name_features(reading: Reading, name: str, phrase: Phrase, listed: SourceKind | None) -> list[str]:
    """Return what tells the kind of what a name names that no person's title or first name vouches for.

    Args:
        reading: the text.
        name: the name, without the article.
        phrase: the mention that it stands in.
        listed: what lists, endings and pronouns say of it.
    """
    lexicon, lower = reading.lexicon, reading.lower
    parts = name.split() or [name]
    gazetteer = _gazetteer(lexicon)
    end = parts[-1]
    size = str(min(len(parts), _FEW))
    found = ["bias", f"words={size}", f"last={end}", f"first={parts[0]}", f"ending={end[-_SUFFIX:]}&{size}"]
    found += [f"whole={entry}" for entry in gazetteer.get(name, ())]
    found += [f"last-word={entry}" for entry in gazetteer.get(end, ())]
    if outlet_name(name, lexicon):
        found.append("outlet")
    known = listed.value if listed else "none"
    found += [f"listed={known}", f"listed={known}&{size}"]
    if parts[0] in first_names(lexicon):
        found.append(f"given&{size}")
    found.append(f"name-like={all(could_be_name(p, lexicon=lexicon) for p in parts)}&{size}")
    if name.isupper() and len(name) > 1:
        found.append(f"capitals&{size}")
    elif any(c.isupper() for c in end[1:]):
        found.append("capital-inside")
    if any(c.isdigit() for c in name):
        found.append("digits")
    if any(p in {"of", "for", "and", "&"} for p in parts):
        found.append("joined")
    if parts[0].lower() in adjectives(lexicon):
        found.append("nation-first")
    kind = noun_kind(end.lower(), lexicon)
    found.append(f"end-kind={kind.value if kind else None}&{size}")
    if len(parts) > 1 and is_plural(end):
        found.append("plural-end")
    if "the" in lower[max(0, phrase.first - 1) : phrase.first + 1]:
        found.append("article")
    found += _beside(reading, end, size)
    return found


def _beside(reading: Reading, end: str, size: str) -> list[str]:
    """Return what stands beside the places where the last word of a name is printed."""
    found: set[str] = set()
    for token in reading.places.get(end.replace("’", "'").lower(), ())[:_PLACES]:
        if reading.words[token] == end:
            found.update(_before(reading, token))
            found.update(_behind(reading, token, size))
    return sorted(found)


def _before(reading: Reading, token: int) -> Iterator[str]:
    """Yield what stands before a token."""
    before = reading.lower[token - 1] if token else "."
    kind = noun_kind(before, reading.lexicon)
    if kind:
        yield f"behind-noun={kind.value}"
    if before.rstrip(".") in _TITLES:
        yield "titled"
    if before in _AT_PLACES:
        yield "place-like"
    elif before in _BY_SOMEBODY:
        yield f"governed={before}"


def _behind(reading: Reading, token: int, size: str) -> Iterator[str]:
    """Yield what stands behind a token."""
    lower = reading.lower
    behind = lower[token + 1] if token + 1 < len(lower) else "."
    if is_clitic(behind):
        yield "owns"
    elif behind in cue_forms(reading.lexicon):
        yield f"says&{size}"
    elif behind == "who":
        yield "who"
    elif behind == ",":
        yield from _noun_within(reading, token + 2)
    taken_up = next((word for word in lower[token + 1 : token + _REACH] if word in _TAKES_UP), None)
    if taken_up:
        yield "it-behind" if taken_up.startswith("it") else "he-or-she-behind"


def _noun_within(reading: Reading, start: int) -> list[str]:
    """Return the kind of the noun in the apposition that begins at a token."""
    for token in range(start, min(start + _BEHIND + 2, len(reading.lower))):
        word = reading.words[token]
        if not word[0].isalnum() or reading.is_closed(token):
            break
        kind = noun_kind(word, reading.lexicon)
        if kind:
            return [f"apposed={kind.value}"]
    return []


def is_taught(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether the weights know the noun that heads a mention; of others a list knows more."""
    noun = f"noun={singular(reading.lower[phrase.head])}"
    return any(noun in table for table in load_weights().answers("noun").values())


def likeliest(question: str, features: Sequence[str]) -> SourceKind:
    """Return the likeliest kind of a source that a "noun" or a "name" stands for.

    Raises:
        ModelError: the file of weights is missing or damaged.
    """
    weights = load_weights()
    return SourceKind(max(weights.answers(question), key=lambda kind: weights.score(question, kind, features)))
