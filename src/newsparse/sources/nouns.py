"""Says what a common noun tells about a source: its kind, what qualifies it, to whom it belongs."""

from __future__ import annotations

from newsparse.names import could_be_name
from newsparse.sources._kinds import is_taught, likeliest, noun_features
from newsparse.sources.discourse import Discourse
from newsparse.sources.phrases import INDEFINITE, POINTING, RELATIONS, Phrase, is_human, is_plural, noun_kind, singular
from newsparse.sources.reading import Reading
from newsparse.types import SourceKind

__all__ = ["ALONE", "SOURCE_NOUNS", "kind_of", "owner_of", "qualifiers"]

SOURCE_NOUNS = frozenset({"source", "official", "person", "insider", "aide", "diplomat", "adviser", "individual"})
"""Nouns for somebody who speaks without a name."""
ALONE = frozenset(
    ["one", "two", "three", "four", "five", "six", "another", "other", "someone", "somebody", "anyone", "anybody"]
)
"""Words that stand for somebody without a noun: "one", "the other", "someone"."""

_MOST_PERSONS = 20  # more are a group, not so many unnamed individuals
_STATEMENTS_BACK = 12
_UNNAMED_BACK = 40
_INSIDE = frozenset({"familiar", "close", "briefed", "knowledgeable", "privy"})
_LONGEST_INSIDE = 6


def kind_of(story: Discourse, phrase: Phrase) -> SourceKind:
    """Return what sort of source a common noun is."""
    lower = story.reading.lower[phrase.head]
    if lower in ALONE or lower.isdecimal():
        return SourceKind.ANONYMOUS
    listed = _listed_kind(story, phrase)
    if noun_kind(lower, story.reading.lexicon) is not None and not is_taught(story.reading, phrase):
        return listed
    return likeliest("noun", noun_features(story.reading, phrase, listed))


def _listed_kind(story: Discourse, phrase: Phrase) -> SourceKind:
    """Return what sort of source a common noun is by the lists of nouns and what stands beside it."""
    reading, lexicon = story.reading, story.reading.lexicon
    lower = reading.lower[phrase.head]
    if lower in lexicon.words("source_phrases.quantities"):
        return SourceKind.GROUP
    if (lower == "reports" and phrase.determiner) or (lower == "paper" and _is_study(story, phrase)):
        return SourceKind.DOCUMENT
    kind = noun_kind(reading.words[phrase.head], lexicon) or noun_kind(lower, lexicon)
    if kind is None:
        return _kind_of_unknown(story, phrase)
    if lower in lexicon.words("source_phrases.teams") and phrase.determiner in POINTING:
        known = any(lower in e.nouns and e.kind is SourceKind.GROUP for e in story.unnamed[-_UNNAMED_BACK:])
        if known or _follows_people(reading, phrase):
            return SourceKind.GROUP
    if kind is SourceKind.GROUP and _know_the_matter(reading, phrase):
        return SourceKind.ANONYMOUS
    few = phrase.count is not None and phrase.count <= _MOST_PERSONS
    return SourceKind.ANONYMOUS if kind is SourceKind.GROUP and few and is_human(lower, lexicon) else kind


def _follows_people(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether the sentence before opens with people who have no name: "Scientists in Delft … . The team …"."""
    at = reading.tokens[phrase.first][0]
    number = reading.sentence_of(at) - 1
    if number < 0 or reading.paragraph_of(at) - reading.paragraph_of(reading.sentences[number][0]) > 1:
        return False
    first = reading.token_from(reading.sentences[number][0])
    for token in range(first, min(phrase.first, first + _LONGEST_INSIDE)):
        word = reading.words[token]
        if is_human(word, reading.lexicon) and is_plural(word):
            return True
        named = word[0].isupper() and (token > first or could_be_name(word, lexicon=reading.lexicon))
        if named or (reading.is_closed(token) and word != "of"):
            return False
    return False


def _is_study(story: Discourse, phrase: Phrase) -> bool:
    """Tell whether a paper is a scientific one: a new one, or one that takes up a study."""
    if phrase.determiner in {"a", "an"}:
        return True
    before = (said.entity for said in reversed(story.history[-_STATEMENTS_BACK:]))
    last = next((e for e in before if e.kind in {SourceKind.DOCUMENT, SourceKind.MEDIA}), None)
    studies = story.reading.lexicon.words("source_phrases.studies")
    return last is not None and last.kind is SourceKind.DOCUMENT and not last.nouns.isdisjoint(studies)


def _know_the_matter(reading: Reading, phrase: Phrase) -> bool:
    """Tell whether people are sources close to what they tell: "people familiar with the matter"."""
    after = reading.lower[phrase.core : min(phrase.last, phrase.core + _LONGEST_INSIDE)]
    if reading.lower[phrase.head] not in {"people", "persons", "individuals"} or not after:
        return False
    return not _INSIDE.isdisjoint(after[:2]) or (after[0] in {"with", "who"} and "knowledge" in after)


def _kind_of_unknown(story: Discourse, phrase: Phrase) -> SourceKind:
    """Return what a noun that is in no list may be: what it was before, people where it is counted, else a thing."""
    reading = story.reading
    noun = singular(reading.words[phrase.head])
    earlier = next((e.kind for e in reversed(story.unnamed[-_UNNAMED_BACK:]) if noun in e.nouns), None)
    if earlier is not None:
        return earlier
    if phrase.plural and phrase.count:
        return SourceKind.ANONYMOUS
    instruments = reading.lexicon.words("source_phrases.instruments")
    body = phrase.determiner in POINTING and not phrase.plural and noun not in instruments
    if body and story.bodies.longer(reading.words[phrase.head], phrase.first):
        return SourceKind.ORGANIZATION  # "the shire" of Wirrabee Shire
    counted = phrase.count is not None or _lower_after(reading, phrase) == "who"
    if is_human(noun, reading.lexicon) or (counted and noun.endswith(("er", "or", "ee"))):
        return SourceKind.GROUP if phrase.plural else SourceKind.ANONYMOUS
    return SourceKind.DOCUMENT


def qualifiers(story: Discourse, phrase: Phrase) -> frozenset[str]:
    """Return the words of a noun group that tell it from others with the same head, owners apart."""
    reading = story.reading
    first = phrase.possessor[1] + 1 if phrase.possessor else phrase.first
    words = reading.lower[first : phrase.head]
    after = [w for w in reading.lower[phrase.head + 1 : phrase.last][:6] if w[0].isalpha()]
    numbers = reading.lexicon.words("function_words.numbers")
    plain = frozenset(w for w in words if w[0].isalpha()) - POINTING - INDEFINITE - RELATIONS - numbers
    places = frozenset(w for w in after if w in story.place_words)
    return plain | places


def owner_of(story: Discourse, phrase: Phrase) -> frozenset[str]:
    """Return the words for whom a source belongs to, in small letters; empty where nobody is named."""
    if not phrase.possessor:
        return frozenset()
    return frozenset(story.reading.lower[slice(*phrase.possessor)])


def _lower_after(reading: Reading, phrase: Phrase) -> str:
    """Return the word behind the noun group of a mention, in small letters; empty at its end."""
    return reading.lower[phrase.core] if phrase.core < phrase.last else ""
