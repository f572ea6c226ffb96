"""Says which person of the article a description means: by role, age, country, relation, or as the nearest."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from newsparse.segment import Range
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import Entity
from newsparse.sources.nouns import ALONE, SOURCE_NOUNS, owner_of
from newsparse.sources.phrases import AGED, INDEFINITE, LINKS, RELATIONS, Phrase, is_human
from newsparse.sources.reading import Reading
from newsparse.types import SourceKind

__all__ = ["by_role", "compatriot", "last_speaker", "of_age", "one_of_two", "relative_of", "taken_up"]

_PARAGRAPHS_BACK = 5
_NEAR_PARAGRAPHS = 2
_UNNAMED_BACK = 40
_TOKENS_BACK = 400


def by_role(story: Discourse, phrase: Phrase, noun: str, words: frozenset[str]) -> Entity | None:
    """Return the person who has been introduced in the role that the mention names."""
    at = story.reading.tokens[phrase.first][0]
    if phrase.determiner in INDEFINITE:
        return None
    early = story.reading.paragraph_of(at) <= 1
    candidates = story.people.by_noun.get(noun, [])[:_UNNAMED_BACK]
    if "-" in noun:
        candidates = candidates or story.people.by_noun.get(noun.rpartition("-")[2], [])[:_UNNAMED_BACK]
    if not candidates and story.reading.words[phrase.head].isupper():
        candidates = _of_initials(story, story.reading.words[phrase.head])
    owner = owner_of(story, phrase)
    alone = len(candidates) == 1 and not phrase.determiner and story.reading.words[phrase.head][0].isupper()
    mine = words | owner
    scored = []
    for person in candidates:
        theirs = {w for r in person.roles if noun in r.nouns for w in (*r.words, *r.nouns)}
        shared = len(mine & theirs)
        if (mine and not shared) or not (early or alone or person.first < at or shared > 1):
            continue
        scored.append((shared, person))
    if not scored:
        return None
    best = max(shared for shared, _ in scored)
    top = [person for shared, person in scored if shared == best]
    if len(top) == 1:
        return top[0]
    return _latest(story, top, at)


def _of_initials(story: Discourse, short: str) -> list[Entity]:
    """Return the people whose role has these first letters: "the CM" for "Chief Minister"."""
    text = story.reading.text
    people = story.people.everyone[:_UNNAMED_BACK]
    return [p for p in people if any("".join(w[0] for w in text[slice(*r.span)].split()) == short for r in p.roles)]


def of_age(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return the one person of whom the article gives the age that "the 40-year-old" has."""
    years = next((w for w in story.reading.words[phrase.first : phrase.head] if w.isdecimal()), "")
    found = story.people.by_noun.get(f"{years}-{AGED}", ())
    return found[0] if len(found) == 1 and phrase.determiner == "the" else None


def _latest(story: Discourse, people: Sequence[Entity], at: int) -> Entity | None:
    """Return whoever of *people* was named or speaking last before *at*."""
    wanted = set(map(id, people))
    index = bisect.bisect_left(story.people.starts, at)
    for i in range(index - 1, max(-1, index - _UNNAMED_BACK), -1):
        mention = story.people.mentions[i]
        if len(mention.people) == 1 and id(mention.people[0]) in wanted:
            return mention.people[0]
    return None


def last_speaker(story: Discourse, phrase: Phrase, noun: str) -> Entity | None:
    """Return the person who spoke just before, when the mention may be a variation on the name."""
    lexicon, at = story.reading.lexicon, story.reading.tokens[phrase.first][0]
    named = noun.upper() in lexicon.words("source_nouns.titled_people") or noun in story.people.by_noun
    if (
        noun in lexicon.words("source_phrases.offices")
        or not (named or is_human(noun, lexicon))
        or any(noun in e.nouns for e in story.unnamed[-_UNNAMED_BACK:])
        or _is_brought_in(story, phrase, noun)
    ):
        return None
    gender = next((g for g in ("female", "male") if noun in lexicon.words(f"source_nouns.{g}_nouns")), None)
    paragraph = story.reading.paragraph_of(at)
    for said in reversed(story.history[-2:]):
        newer = _person_before(story, phrase, gender, since=said.end) if noun == AGED else None
        if newer is not None:
            return newer
        near = paragraph - story.reading.paragraph_of(said.at) <= _PARAGRAPHS_BACK
        if near and said.entity.kind is SourceKind.PERSON and said.entity.name:
            fits = gender is None or said.entity.gender in (None, gender)
            return said.entity if fits else None
        return None
    return None


def _is_brought_in(story: Discourse, phrase: Phrase, noun: str) -> bool:
    """Tell whether the story brought in one of that noun: "a call handler answered" makes "the handler" nobody else."""
    reading = story.reading
    if phrase.head != phrase.first + 1:
        return False  # "the former president" may be anybody's second name
    paragraph = reading.paragraph_of(reading.tokens[phrase.first][0])
    places = reading.places.get(noun, [])
    behind = bisect.bisect_left(places, phrase.first)
    for token in places[max(0, behind - _UNNAMED_BACK) : behind]:
        if paragraph - reading.paragraph_of(reading.tokens[token][0]) > _PARAGRAPHS_BACK:
            continue
        article = next((i for i in range(token - 1, max(-1, token - 4), -1) if reading.lower[i] in INDEFINITE), None)
        if article is None or any(reading.is_closed(i) for i in range(article + 1, token)):
            continue
        if article == 0 or reading.lower[article - 1] not in LINKS | {","}:
            return True
    return False


def taken_up(story: Discourse, phrase: Phrase, noun: str, words: frozenset[str]) -> Entity | None:
    """Return the person just named whom "the pensioner" or "the former secretary" describes anew."""
    lexicon = story.reading.lexicon
    restricted = phrase.core < phrase.last and story.reading.lower[phrase.core] not in {",", "(", "—", "–"}
    general = noun in lexicon.words("source_phrases.offices") and not words & {"former", "then"}
    if phrase.determiner != "the" or restricted or general or noun in SOURCE_NOUNS or noun in ALONE:
        return None
    if any(noun in e.nouns and e.kind is SourceKind.ANONYMOUS for e in story.unnamed[-_UNNAMED_BACK:]):
        return None  # one of "two former employees"
    if _is_brought_in(story, phrase, noun):
        return None
    gender = next((g for g in ("female", "male") if noun in lexicon.words(f"source_nouns.{g}_nouns")), None)
    return _person_before(story, phrase, gender)


def _person_before(story: Discourse, phrase: Phrase, gender: str | None, since: int = 0) -> Entity | None:
    """Return the subject of the nearest sentence before that names a person, two paragraphs back at most.

    *since* is where the words begin that may name it.
    """
    reading = story.reading
    at = reading.tokens[phrase.first][0]
    index = bisect.bisect_left(story.people.starts, at)
    found: Entity | None = None
    sentence = -1
    for i in range(index - 1, max(-1, index - _UNNAMED_BACK), -1):
        mention = story.people.mentions[i]
        if mention.start < since or reading.paragraph_of(at) - reading.paragraph_of(mention.start) > _NEAR_PARAGRAPHS:
            break
        here = reading.sentence_of(mention.start)
        if found is not None and here != sentence:
            break
        person = None if reading.is_quoted(mention.start) else story.choose(mention)
        if person is not None and person.sure and person.gender in (None, gender or person.gender):
            found, sentence = person, here
    return found


def compatriot(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return whom "the Swede" or "the American" takes up: whoever spoke or was named last."""
    reading, head = story.reading, story.reading.words[phrase.head]
    alone = phrase.determiner == "the" and phrase.head == phrase.first + 1 == phrase.last - 1
    if not alone or not (head in reading.lexicon.words("source_nouns.demonyms") or _is_demonym(head, reading)):
        return None
    return last_speaker(story, phrase, head.lower()) or _person_before(story, phrase, None)


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
