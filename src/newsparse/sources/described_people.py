"""Says which person of the article "the Swede", "the latter" or "his lawyer" means."""

from __future__ import annotations

from newsparse.segment import Range
from newsparse.sources._antecedents import Description, likely_antecedent
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import Entity
from newsparse.sources.phrases import RELATIONS, Phrase
from newsparse.sources.reading import Reading
from newsparse.types import SourceKind

__all__ = ["compatriot", "one_of_two", "relative_of"]

_PARAGRAPHS_BACK = 5
_NEAR_PARAGRAPHS = 2
_UNNAMED_BACK = 40
_TOKENS_BACK = 400


def compatriot(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return whom "the Swede" or "the American" takes up: whoever spoke or was named last."""
    reading, head = story.reading, story.reading.words[phrase.head]
    alone = phrase.determiner == "the" and phrase.head == phrase.first + 1 == phrase.last - 1
    if not alone or not (head in reading.lexicon.words("source_nouns.demonyms") or _is_demonym(head, reading)):
        return None
    found = likely_antecedent(Description(story, phrase, SourceKind.ANONYMOUS))
    return found.person if found else None


def _is_demonym(word: str, reading: Reading) -> bool:
    return word.endswith("an") and word in reading.lexicon.words("source_nouns.nationalities")


def one_of_two(story: Discourse, phrase: Phrase, which: str) -> Entity:
    """Return whom "the latter" or "the former" means among the people of the sentence before."""
    reading = story.reading
    number = reading.sentence_of(reading.tokens[phrase.first][0])
    named = story.people.within(reading.sentences[number - 1]) if number else []
    found = [p for p in map(story.choose, named) if p is not None]
    if len(set(map(id, found))) != 2:  # noqa: PLR2004
        return Entity(SourceKind.PERSON, None)
    return found[-1] if which == "latter" else found[0]


def relative_of(story: Discourse, phrase: Phrase, noun: str, span: Range) -> Entity | None:
    """Return the person behind "his lawyer" or "Kim Lee's mother" where the article names one."""
    reading, lexicon = story.reading, story.reading.lexicon
    if noun not in lexicon.words("source_nouns.families") or not (phrase.possessor or phrase.determiner in RELATIONS):
        return None
    gender = next((g for g in ("female", "male") if noun in lexicon.words(f"source_nouns.{g}_nouns")), None)
    at = reading.tokens[phrase.first][0]
    kin = gender is not None or noun in {"cousin", "partner"}
    if phrase.possessor and kin:
        owner = next(iter(story.people.within(reading.span_of(*phrase.possessor))), None)
        person = owner.people[0] if owner and len(owner.people) == 1 else None
        if person:
            same = [
                p
                for p in story.people.everyone[:_TOKENS_BACK]
                if p.family == person.family and p is not person and p.first < at and p.gender in (None, gender)
            ]
            return same[0] if len(same) == 1 else None
    return _named_next(story, span, gender)


def _named_next(story: Discourse, span: Range, gender: str | None) -> Entity | None:
    """Return the person whom the next statement names for the first time, without a role, in the same paragraph."""
    reading = story.reading
    following = next((s for s in story.upcoming if s[0] > span[1]), None)
    if following is None or reading.paragraph_of(following[0]) != reading.paragraph_of(span[0]):
        return None
    names = story.people.within(following)
    if len(names) != 1 or (names[0].start, names[0].end) != following or len(names[0].people) != 1:
        return None
    person = names[0].people[0]
    fits = gender is None or person.gender in (None, gender)
    return person if fits and not person.roles and person.first == names[0].start else None
