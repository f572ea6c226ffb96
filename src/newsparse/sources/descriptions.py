"""Says whom a common noun means: a person of that role, a source of before, a body just named, somebody new.

Imports lexicon, segment, types, reading, phrases, entities, people, bodies, unnamed, discourse, naming.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import regex

from newsparse.segment import Range
from newsparse.sources.bodies import body_kind
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import Entity, fold
from newsparse.sources.naming import body_called, body_name, body_named, full_name, is_proper, person_named
from newsparse.sources.phrases import (
    AGED,
    INDEFINITE,
    POINTING,
    RELATIONS,
    Phrase,
    is_human,
    noun_kind,
    read_phrase,
    singular,
)
from newsparse.sources.reading import Reading
from newsparse.sources.unnamed import affiliation_of
from newsparse.types import SourceKind

__all__ = ["mentioned", "note_cited"]


_MOST_PERSONS = 20  # more are a group, not so many unnamed individuals
_PARAGRAPHS_BACK = 5
_CARRY_BACK = 3
_NEAR_PARAGRAPHS = 2
_STATEMENTS_BACK = 12
_UNNAMED_BACK = 40
_TOKENS_BACK = 400
_BODIES = frozenset({SourceKind.ORGANIZATION, SourceKind.MEDIA})
_SOURCE_NOUNS = frozenset({"source", "official", "person", "insider", "aide", "diplomat", "adviser", "individual"})
_CITED_RE = regex.compile(
    r"""
    \b(?P<cites>citing|cit(?:es|ed)|quot(?:ing|es|ed))\ (?P<who>[\p{L}\p{N}.’'\ -]{3,80}+)  # citing four US officials
    # a US official tells me
  | (?P<who>\b(?:[Aa]n?|[Oo]ne)\ [\p{L}.’'-]{2,30}+(?:\ [\p{L}.’'-]{2,30}+){0,3}?)\ (?:tells|told|says)\b
    """,
    regex.VERBOSE,
)
_ALONE = frozenset(["one", "two", "three", "four", "five", "six", "another", "other"])
_INSIDE = frozenset({"familiar", "close", "briefed", "knowledgeable", "privy"})
_STUDIES = frozenset({"study", "research", "analysis", "article", "paper", "experiment", "review"})
_LAWS = frozenset({"act", "bill", "law", "award", "prize", "treaty", "agreement", "cup"})
_LONGEST_INSIDE = 6


def mentioned(story: Discourse, phrase: Phrase, span: Range) -> Entity:
    """Return whom a mention means that is no pronoun."""
    person = person_named(story, phrase, span)
    if person is not None:
        return person
    head = story.reading.words[phrase.head]
    proper = is_proper(story, phrase)
    acts_as_role = phrase.determiner == "the" and head.isupper() and head.lower() in story.people.by_noun
    apposed = _apposed_body(story, phrase)
    if apposed is not None:
        return apposed
    compatriot = _compatriot(story, phrase) if proper else None
    if compatriot is not None:
        return compatriot
    if proper and not acts_as_role:
        return body_named(story, phrase)
    if head.lower() in {"latter", "former"} and phrase.determiner == "the":
        return _one_of_two(story, phrase, head.lower())
    return _described(story, phrase, span)


def _apposed_body(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return the body whose name stands in apposition: "The contractor, Trishul Infra Projects Ltd,"."""
    reading = story.reading
    first = phrase.core + 1
    if (
        first >= phrase.last
        or reading.words[phrase.core] != ","
        or reading.words[phrase.head] != reading.lower[phrase.head]
    ):
        return None
    first += reading.lower[first] == "the"
    at = bisect.bisect_left(story.bodies.starts, first)
    mention = story.bodies.mentions[at] if at < len(story.bodies.mentions) else None
    if mention is None or mention.first != first or mention.last < min(phrase.last, len(reading.words)) - 1:
        return None
    kind = noun_kind(reading.words[phrase.head], reading.lexicon)
    named = body_kind(mention.name, reading.lexicon)
    fits = kind in _BODIES or (named in _BODIES and kind in {None, SourceKind.ANONYMOUS, SourceKind.DOCUMENT})
    return body_called(story, mention.name, phrase) if fits else None


def _compatriot(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return whom "the Swede" or "the American" takes up: whoever spoke or was named last."""
    reading, head = story.reading, story.reading.words[phrase.head]
    alone = phrase.determiner == "the" and phrase.head == phrase.first + 1 == phrase.last - 1
    if not alone or not (head in reading.lexicon.words("source_nouns.demonyms") or _is_demonym(head, reading)):
        return None
    return _last_speaker(story, phrase, head.lower()) or _person_before(story, phrase, None)


def _is_demonym(word: str, reading: Reading) -> bool:
    return word.endswith("an") and word in reading.lexicon.words("source_nouns.nationalities")


def _person_before(story: Discourse, phrase: Phrase, gender: str | None) -> Entity | None:
    """Return the subject of the nearest sentence before that names a person, two paragraphs back at most."""
    reading = story.reading
    at = reading.tokens[phrase.first][0]
    index = bisect.bisect_left(story.people.starts, at)
    found: Entity | None = None
    sentence = -1
    for i in range(index - 1, max(-1, index - _UNNAMED_BACK), -1):
        mention = story.people.mentions[i]
        if reading.paragraph_of(at) - reading.paragraph_of(mention.start) > _NEAR_PARAGRAPHS:
            break
        here = reading.sentence_of(mention.start)
        if found is not None and here != sentence:
            break
        person = None if reading.is_quoted(mention.start) else story.choose(mention)
        if person is not None and person.sure and person.gender in (None, gender or person.gender):
            found, sentence = person, here
    return found


def _one_of_two(story: Discourse, phrase: Phrase, which: str) -> Entity:
    """Return whom "the latter" or "the former" means among the people of the sentence before."""
    reading = story.reading
    number = reading.sentence_of(reading.tokens[phrase.first][0])
    named = story.people.within(reading.sentences[number - 1]) if number else []
    found = [p for p in map(story.choose, named) if p is not None]
    if len(set(map(id, found))) != 2:  # noqa: PLR2004
        return Entity(SourceKind.PERSON, None)
    return found[-1] if which == "latter" else found[0]


def _described(story: Discourse, phrase: Phrase, span: Range) -> Entity:
    """Return whom a common noun means: somebody known by that role, a source of before, or somebody new."""
    word = story.reading.words[phrase.head]
    kind = _kind_of(story, phrase)
    noun = singular(word)
    words = _qualifiers(story, phrase)
    short = word.isupper() and noun in story.people.by_noun
    human = short or kind in (SourceKind.ANONYMOUS, SourceKind.GROUP)
    if human and not phrase.plural:
        person = _of_age(story, phrase) if noun == AGED else _by_role(story, phrase, noun, words)
        if person is not None:
            return person
    if phrase.determiner in POINTING or phrase.possessor or phrase.determiner in RELATIONS or not phrase.determiner:
        known = _known_unnamed(story, phrase, noun, words)
        if known is not None:
            return known
    if (short or kind is SourceKind.ANONYMOUS) and not phrase.plural and phrase.determiner in POINTING:
        last = _last_speaker(story, phrase, noun) or _taken_up(story, phrase, noun, words)
        if last is not None:
            return last
    if kind in _BODIES and phrase.determiner in POINTING:
        body = _last_body(story, phrase, noun, kind)
        if body is not None:
            return body
    return _new(story, phrase, span, kind)


def _of_age(story: Discourse, phrase: Phrase) -> Entity | None:
    """Return the one person of whom the article gives the age that "the 40-year-old" has."""
    years = next((w for w in story.reading.words[phrase.first : phrase.head] if w.isdecimal()), "")
    found = story.people.by_noun.get(f"{years}-{AGED}", ())
    return found[0] if len(found) == 1 and phrase.determiner == "the" else None


def _taken_up(story: Discourse, phrase: Phrase, noun: str, words: frozenset[str]) -> Entity | None:
    """Return the person just named whom "the pensioner" or "the former secretary" describes anew."""
    lexicon = story.reading.lexicon
    restricted = phrase.core < phrase.last and story.reading.lower[phrase.core] not in {",", "(", "—", "–"}
    general = noun in lexicon.words("source_phrases.offices") and not words & {"former", "then"}
    if phrase.determiner != "the" or restricted or general or noun in _SOURCE_NOUNS or noun in _ALONE:
        return None
    gender = next((g for g in ("female", "male") if noun in lexicon.words(f"source_nouns.{g}_nouns")), None)
    return _person_before(story, phrase, gender)


def _qualifiers(story: Discourse, phrase: Phrase) -> frozenset[str]:
    """Return the words of a noun group that tell it from others with the same head, owners apart."""
    reading = story.reading
    first = phrase.possessor[1] + 1 if phrase.possessor else phrase.first
    words = reading.lower[first : phrase.head]
    after = [w for w in reading.lower[phrase.head + 1 : phrase.last][:6] if w[0].isalpha()]
    numbers = reading.lexicon.words("function_words.numbers")
    plain = frozenset(w for w in words if w[0].isalpha()) - POINTING - INDEFINITE - RELATIONS - numbers
    places = frozenset(w for w in after if w in story.place_words)
    return plain | places


def _kind_of(story: Discourse, phrase: Phrase) -> SourceKind:
    """Return what sort of source a common noun is."""
    reading, lexicon = story.reading, story.reading.lexicon
    lower = reading.lower[phrase.head]
    if lower in _ALONE or lower.isdecimal():
        return SourceKind.ANONYMOUS
    if lower in lexicon.words("source_phrases.quantities"):
        return SourceKind.GROUP
    if (lower == "reports" and phrase.determiner) or (lower == "paper" and _is_study(story, phrase)):
        return SourceKind.DOCUMENT
    kind = noun_kind(reading.words[phrase.head], lexicon) or noun_kind(lower, lexicon)
    if kind is None:
        return _kind_of_unknown(story, phrase)
    if kind is SourceKind.GROUP and _know_the_matter(reading, phrase):
        return SourceKind.ANONYMOUS
    few = phrase.count is not None and phrase.count <= _MOST_PERSONS
    return SourceKind.ANONYMOUS if kind is SourceKind.GROUP and few and is_human(lower, lexicon) else kind


def _is_study(story: Discourse, phrase: Phrase) -> bool:
    """Tell whether a paper is a scientific one: a new one, or one that takes up a study."""
    if phrase.determiner in {"a", "an"}:
        return True
    before = (said.entity for said in reversed(story.history[-_STATEMENTS_BACK:]))
    last = next((e for e in before if e.kind in {SourceKind.DOCUMENT, SourceKind.MEDIA}), None)
    return last is not None and last.kind is SourceKind.DOCUMENT and not last.nouns.isdisjoint(_STUDIES)


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
    body = phrase.determiner in POINTING and not phrase.plural and noun not in _LAWS
    if body and story.bodies.longer(reading.words[phrase.head], phrase.first):
        return SourceKind.ORGANIZATION  # "the shire" of Wirrabee Shire
    counted = phrase.count is not None or _lower_after(reading, phrase) == "who"
    if is_human(noun, reading.lexicon) or (counted and noun.endswith(("er", "or", "ee"))):
        return SourceKind.GROUP if phrase.plural else SourceKind.ANONYMOUS
    return SourceKind.DOCUMENT


def _by_role(story: Discourse, phrase: Phrase, noun: str, words: frozenset[str]) -> Entity | None:
    """Return the person who has been introduced in the role that the mention names."""
    at = story.reading.tokens[phrase.first][0]
    if phrase.determiner in INDEFINITE:
        return None
    early = story.reading.paragraph_of(at) <= 1
    candidates = story.people.by_noun.get(noun, [])[:_UNNAMED_BACK]
    if "-" in noun:
        candidates = candidates or story.people.by_noun.get(noun.rpartition("-")[2], [])[:_UNNAMED_BACK]
    owner = _owner(story, phrase)
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


def _owner(story: Discourse, phrase: Phrase) -> frozenset[str]:
    if not phrase.possessor:
        return frozenset()
    return frozenset(story.reading.lower[slice(*phrase.possessor)])


def _latest(story: Discourse, people: Sequence[Entity], at: int) -> Entity | None:
    """Return whoever of *people* was named or speaking last before *at*."""
    wanted = set(map(id, people))
    index = bisect.bisect_left(story.people.starts, at)
    for i in range(index - 1, max(-1, index - _UNNAMED_BACK), -1):
        mention = story.people.mentions[i]
        if len(mention.people) == 1 and id(mention.people[0]) in wanted:
            return mention.people[0]
    return None


def _known_unnamed(story: Discourse, phrase: Phrase, noun: str, words: frozenset[str]) -> Entity | None:
    """Return the unnamed source that the same noun has been used for."""
    owner = _owner(story, phrase)
    for entity in reversed(story.unnamed[-_UNNAMED_BACK:]):
        if noun not in entity.nouns and not _may_be_the_same(phrase, noun, entity):
            continue
        if entity.is_plural != phrase.plural and entity.kind is not SourceKind.DOCUMENT:
            continue
        mine = words
        if mine and entity.words and not mine & entity.words and not mine <= entity.words:
            continue
        if not phrase.determiner and not owner and mine != entity.words and phrase.count is None and mine:
            continue
        if owner and not owner & entity.words:
            continue
        return entity
    return _source_of_before(story, phrase, noun)


def _source_of_before(story: Discourse, phrase: Phrase, noun: str) -> Entity | None:
    """Return the one unnamed person that "the source", "his source" or "the official" takes up."""
    if noun not in _SOURCE_NOUNS or phrase.plural or phrase.determiner in {"", *INDEFINITE}:
        return None
    reading = story.reading
    at = reading.tokens[phrase.first][0]
    last = story.unnamed[-1] if story.unnamed else None
    alike = last is not None and last.kind is SourceKind.ANONYMOUS and not last.plural and last.nouns & _SOURCE_NOUNS
    if last is not None and alike and reading.paragraph_of(at) - reading.paragraph_of(last.first) <= _CARRY_BACK:
        return last
    wanted = _SOURCE_NOUNS if noun == "source" else {noun}
    for entity in story.cited_before(at):
        if reading.paragraph_of(at) - reading.paragraph_of(entity.first) > _CARRY_BACK:
            return None
        if not entity.plural and entity.nouns & wanted:
            story.unnamed.append(entity)
            return entity
    return None


def note_cited(story: Discourse) -> None:
    """Note the unnamed sources that others cite: "citing four US officials", "“A US official tells me …,” he wrote"."""
    reading = story.reading
    for found in _CITED_RE.finditer(reading.text):
        phrase = read_phrase(reading, found.span("who"))
        if phrase is None or phrase.pronoun or not is_human(reading.words[phrase.head], reading.lexicon):
            continue
        if phrase.determiner in INDEFINITE or phrase.count or (found["cites"] and not phrase.determiner):
            start, end = reading.span_of(phrase.first, phrase.core)
            entity = Entity(
                SourceKind.ANONYMOUS,
                _uncapped(reading, phrase, " ".join(reading.text[start:end].split())),
                nouns={singular(reading.words[phrase.head])},
                words=set(_qualifiers(story, phrase)),
                plural=phrase.plural,
                count=phrase.count,
                affiliation=affiliation_of(reading, phrase),
                cited=start,
                first=start,
            )
            story.cited.append(entity)


def _may_be_the_same(phrase: Phrase, noun: str, entity: Entity) -> bool:
    """Tell whether "the men" may be the two loggers: a general noun for people that fits."""
    if entity.kind is not SourceKind.ANONYMOUS or phrase.determiner not in POINTING:
        return False
    general = noun in {"man", "person"} or (noun == "woman" and entity.gender != "male")
    return general and phrase.plural and entity.plural and entity.gender != "female"


def _last_speaker(story: Discourse, phrase: Phrase, noun: str) -> Entity | None:
    """Return the person who spoke just before, when the mention may be a variation on the name."""
    lexicon, at = story.reading.lexicon, story.reading.tokens[phrase.first][0]
    named = noun.upper() in lexicon.words("source_nouns.titled_people") or noun in story.people.by_noun
    if (
        noun in lexicon.words("source_phrases.offices")
        or not (named or is_human(noun, lexicon))
        or any(noun in e.nouns for e in story.unnamed[-_UNNAMED_BACK:])
    ):
        return None
    gender = next((g for g in ("female", "male") if noun in lexicon.words(f"source_nouns.{g}_nouns")), None)
    paragraph = story.reading.paragraph_of(at)
    for said in reversed(story.history[-2:]):
        near = paragraph - story.reading.paragraph_of(said.at) <= _PARAGRAPHS_BACK
        if near and said.entity.kind is SourceKind.PERSON and said.entity.name:
            fits = gender is None or said.entity.gender in (None, gender)
            return said.entity if fits else None
        return None
    return None


def _last_body(story: Discourse, phrase: Phrase, noun: str, kind: SourceKind) -> Entity | None:
    """Return the body that "the company" or "the department" takes up."""
    reading, lexicon = story.reading, story.reading.lexicon
    own = _qualifiers(story, phrase)
    named = any(reading.words[i][0].isupper() for i in range(phrase.first + 1, phrase.head))
    if noun in lexicon.words("source_phrases.powers"):
        longer = story.bodies.longer(reading.words[phrase.head], phrase.first)
        fits = longer and (not own or own & set(longer.lower().split()))
        return story.keep(SourceKind.ORGANIZATION, longer) if fits and longer else None
    for said in reversed(story.history[-_STATEMENTS_BACK:]):
        entity = said.entity
        if reading.paragraph_of(reading.tokens[phrase.first][0]) - reading.paragraph_of(said.at) > _PARAGRAPHS_BACK:
            break
        name = entity.name or ""
        same = entity.kind is kind and not entity.plural and bool(name) and _may_be_called(story, noun, name)
        if same and (not named or own & set(name.lower().split())):
            return entity
    if own:
        return None
    for mention in story.bodies.before(phrase.first, reach=_TOKENS_BACK):
        if phrase.first - mention.first > _TOKENS_BACK // 4 and noun not in mention.name.lower().split():
            continue
        full = full_name(story, mention.name)
        if (
            kind is SourceKind.ORGANIZATION
            and _may_be_called(story, noun, full)
            and _is_organization(story, mention.name, full)
        ):
            return story.keep(body_kind(full, lexicon) or SourceKind.ORGANIZATION, full)
    return None


def _is_organization(story: Discourse, name: str, full: str) -> bool:
    """Tell whether a run of capital words is known to be a body, and no place, day or headline word."""
    lexicon = story.reading.lexicon
    if full in lexicon.words("powers.countries") or name in lexicon.words("powers.regions"):
        return False
    if (SourceKind.ORGANIZATION, fold(full)) in story.named or full in lexicon.words("powers.bodies"):
        return True
    return not lexicon.words("source_nouns.organization_words").isdisjoint(full.split())


def _may_be_called(story: Discourse, noun: str, name: str) -> bool:
    """Tell whether a body of that name may be called *noun* ("the department", "the company")."""
    lexicon = story.reading.lexicon
    if name in lexicon.words("powers.countries"):
        return noun in {"country", "nation", "kingdom", "republic", "state"}
    if noun in {"country", "nation", "kingdom", "republic"}:
        return False
    offices = {"department": ("department", "ministry", "office", "services"), "ministry": ("ministry", "department")}
    words = {w.lower() for w in name.split()}
    own = {w for w in words if noun_kind(w, lexicon) is SourceKind.ORGANIZATION}
    if noun in own or noun in {"organization", "organisation", "group", "agency", "body"}:
        return True
    if noun in offices:
        return bool(words & set(offices[noun])) or (not own and len(words) != 1)
    return not own


def _new(story: Discourse, phrase: Phrase, span: Range, kind: SourceKind) -> Entity:
    """Return a new unnamed source, body or document, by its description."""
    reading, lexicon = story.reading, story.reading.lexicon
    noun, words = singular(reading.words[phrase.head]), _qualifiers(story, phrase)
    at = reading.tokens[phrase.first][0]
    if kind is SourceKind.ANONYMOUS and not phrase.plural and phrase.determiner not in INDEFINITE:
        relative = _relative_of(story, phrase, noun, span)
        if relative is not None:
            return relative
    if kind in _BODIES and not (phrase.determiner and phrase.determiner not in POINTING):
        name = body_name(story, phrase)
        if phrase.possessor and reading.words[phrase.possessor[1] - 1].islower():
            name = reading.words[phrase.head]
        if kind is SourceKind.ORGANIZATION and " " not in name:
            name = _longer(story, name, phrase)
        entity = story.keep(kind, name)
        entity.nouns.add(noun)
        entity.words |= words
        return entity
    entity = Entity(
        kind,
        _description(story, phrase, span, kind),
        nouns={noun},
        words=set(words) | set(_owner(story, phrase)),
        plural=phrase.plural,
        count=phrase.count if kind is not SourceKind.DOCUMENT else None,
        gender=next((g for g in ("female", "male") if noun in lexicon.words(f"source_nouns.{g}_nouns")), None),
        first=at,
    )
    entity.group = _group_of(story, entity)
    story.unnamed.append(entity)
    return entity


def _longer(story: Discourse, name: str, phrase: Phrase) -> str:
    """Return the fuller name that the article gives a body: "police" after "Hong Kong police"."""
    return story.by_last.get(fold(name)) or story.bodies.longer(name, phrase.first) or name


def _group_of(story: Discourse, entity: Entity) -> Entity | None:
    """Return the group that somebody is one of: "four US officials", then "one US official"."""
    for earlier in (*reversed(story.unnamed[-_UNNAMED_BACK:]), *story.cited_before(entity.first)):
        if earlier.nouns & entity.nouns and earlier.kind is entity.kind:
            return earlier if entity.words <= earlier.words else None
    return None


def _description(story: Discourse, phrase: Phrase, span: Range, kind: SourceKind) -> str:
    """Return the description of a source without a name: its noun group and what restricts it."""
    reading = story.reading
    last = phrase.core
    if kind is SourceKind.DOCUMENT or last == phrase.first + 1 or (last < phrase.last and reading.lower[last] == "of"):
        while last < phrase.last and reading.words[last] not in {",", "(", "—", "–", "who", "which", "that"}:
            last += 1
    start, end = reading.span_of(phrase.first, last)
    return _uncapped(reading, phrase, " ".join(reading.text[start : min(end, span[1])].split()).rstrip(" ,;:"))


def _relative_of(story: Discourse, phrase: Phrase, noun: str, span: Range) -> Entity | None:
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


def _lower_after(reading: Reading, phrase: Phrase) -> str:
    """Return the word behind the noun group of a mention, in small letters; empty at its end."""
    return reading.lower[phrase.core] if phrase.core < phrase.last else ""


def _uncapped(reading: Reading, phrase: Phrase, text: str) -> str:
    """Return a description without the capital that its determiner has at the start of a sentence."""
    first = reading.words[phrase.first]
    capital = first in reading.lexicon.words("source_nouns.groups")
    common = phrase.determiner or (not capital and noun_kind(reading.lower[phrase.first], reading.lexicon))
    return text[0].lower() + text[1:] if (common and first[1:].islower()) or first == "A" else text
