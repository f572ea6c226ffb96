"""Says whom a common noun means: a person of that role, a source of before, a body just named, somebody new."""

from __future__ import annotations

import regex

from newsparse.segment import Range
from newsparse.sources._antecedents import Description, has_initials, likely_antecedent
from newsparse.sources.described_bodies import apposed_body, last_body, longer_name
from newsparse.sources.described_people import compatriot, one_of_two, relative_of
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import BODIES, Entity
from newsparse.sources.naming import body_called, body_name, body_named, is_proper, person_named
from newsparse.sources.nouns import ALONE, SOURCE_NOUNS, kind_of, owner_of, qualifiers
from newsparse.sources.phrases import (
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


_CARRY_BACK = 3
_UNNAMED_BACK = 40
_LONGEST_GROUP = 8
_CITED_RE = regex.compile(
    r"""
    \b(?P<cites>citing|cit(?:es|ed)|quot(?:ing|es|ed))\ (?P<who>[\p{L}\p{N}.’'\ -]{3,80}+)  # citing four US officials
    # a US official tells me
  | (?P<who>\b(?:[Aa]n?|[Oo]ne)\ [\p{L}.’'-]{2,30}+(?:\ [\p{L}.’'-]{2,30}+){0,3}?)\ (?:tells|told|says)\b
    """,
    regex.VERBOSE,
)


def mentioned(story: Discourse, phrase: Phrase, span: Range) -> Entity:
    """Return whom a mention means that is no pronoun."""
    person = person_named(story, phrase, span)
    if person is not None:
        return person
    head = story.reading.words[phrase.head]
    proper = is_proper(story, phrase)
    acts_as_role = phrase.determiner == "the" and head.isupper() and head.lower() in story.people.by_noun
    apposed = apposed_body(story, phrase)
    if apposed is not None:
        return apposed
    taken = compatriot(story, phrase) if proper else None
    if taken is not None:
        return taken
    if proper and not acts_as_role:
        return body_named(story, phrase)
    if head.lower() in {"latter", "former"} and phrase.determiner == "the":
        return one_of_two(story, phrase, head.lower())
    return _described(story, phrase, span)


def _described(story: Discourse, phrase: Phrase, span: Range) -> Entity:
    """Return whom a common noun means: somebody whom the article names, a source of before, or somebody new."""
    short = story.reading.words[phrase.head].isupper() and phrase.determiner == "the"
    kind = SourceKind.ANONYMOUS if short and _is_office_in_letters(story, phrase) else kind_of(story, phrase)
    alone = kind in BODIES or story.reading.lower[phrase.head] in ALONE  # "the other"
    named = None if alone else likely_antecedent(Description(story, phrase, kind))
    if named is not None:
        return named.person or body_called(story, named.body or "", phrase)
    noun, words = singular(story.reading.words[phrase.head]), qualifiers(story, phrase)
    if phrase.determiner in POINTING or phrase.possessor or phrase.determiner in RELATIONS or not phrase.determiner:
        known = _known_unnamed(story, phrase, noun, words)
        if known is not None:
            return known
    varied = kind is SourceKind.ANONYMOUS and not phrase.plural and phrase.determiner in POINTING
    last = _varied(story, phrase, noun) if varied else None
    one_of_many = phrase.possessor and not any(word.endswith("est") for word in words)  # not "the state's largest firm"
    if kind in BODIES and phrase.determiner in POINTING and not one_of_many:
        last = last_body(story, phrase, noun, kind)
    return last or _new(story, phrase, span, kind)


def _is_office_in_letters(story: Discourse, phrase: Phrase) -> bool:
    """Tell whether letters stand for the role of somebody in the article: "the MEC", "the CM"."""
    people, short = story.people, story.reading.words[phrase.head]
    return short.lower() in people.by_noun or any(
        has_initials(story.reading, short, p) for p in people.everyone[:_UNNAMED_BACK]
    )


def _known_unnamed(story: Discourse, phrase: Phrase, noun: str, words: frozenset[str]) -> Entity | None:
    """Return the unnamed source that the same noun has been used for."""
    owner = owner_of(story, phrase)
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


def _varied(story: Discourse, phrase: Phrase, noun: str) -> Entity | None:
    """Return the unnamed person who spoke last in the paragraph, whom a general noun takes up: "the investor"."""
    if noun not in story.reading.lexicon.words("source_phrases.general") or not story.history:
        return None
    last, paragraph = story.history[-1], story.reading.paragraph_of
    unnamed = last.entity.kind is SourceKind.ANONYMOUS and not last.entity.plural
    near = paragraph(last.at) == paragraph(story.reading.tokens[phrase.first][0])
    return last.entity if unnamed and near and noun not in story.people.by_noun else None


def _source_of_before(story: Discourse, phrase: Phrase, noun: str) -> Entity | None:
    """Return the one unnamed person that "the source", "his source" or "the official" takes up."""
    if noun not in SOURCE_NOUNS or phrase.plural or phrase.determiner in {"", *INDEFINITE}:
        return None
    reading = story.reading
    at = reading.tokens[phrase.first][0]
    last = story.unnamed[-1] if story.unnamed else None
    alike = last is not None and last.kind is SourceKind.ANONYMOUS and not last.plural and last.nouns & SOURCE_NOUNS
    if last is not None and alike and reading.paragraph_of(at) - reading.paragraph_of(last.first) <= _CARRY_BACK:
        return last
    wanted = SOURCE_NOUNS if noun == "source" else {noun}
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
                words=set(qualifiers(story, phrase)),
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


def _new(story: Discourse, phrase: Phrase, span: Range, kind: SourceKind) -> Entity:
    """Return a new unnamed source, body or document, by its description."""
    reading, lexicon = story.reading, story.reading.lexicon
    noun, words = singular(reading.words[phrase.head]), qualifiers(story, phrase)
    at = reading.tokens[phrase.first][0]
    if kind is SourceKind.ANONYMOUS and not phrase.plural and phrase.determiner not in INDEFINITE:
        relative = relative_of(story, phrase, noun, span)
        if relative is not None:
            return relative
    if kind in BODIES and not (phrase.determiner and phrase.determiner not in POINTING):
        name = body_name(story, phrase)
        if phrase.possessor and reading.words[phrase.possessor[1] - 1].islower():
            name = " ".join(reading.words[phrase.possessor[1] + 1 : phrase.head + 1])
        if kind is SourceKind.ORGANIZATION and " " not in name:
            name = longer_name(story, name, phrase)
        entity = story.keep(kind, name)
        entity.nouns.add(noun)
        entity.words |= words
        return entity
    entity = Entity(
        kind,
        _description(story, phrase, span, kind),
        nouns={noun} | _one_of(reading, phrase),
        words=set(words) | set(owner_of(story, phrase)),
        plural=phrase.plural,
        count=None
        if kind is SourceKind.DOCUMENT or noun in lexicon.words("source_phrases.quantities")
        else phrase.count,
        gender=next((g for g in ("female", "male") if noun in lexicon.words(f"source_nouns.{g}_nouns")), None),
        first=at,
    )
    entity.group = _group_of(story, entity)
    story.unnamed.append(entity)
    return entity


def _one_of(reading: Reading, phrase: Phrase) -> set[str]:
    """Return the noun of those among whom somebody is: "one of the former employees"."""
    if reading.lower[phrase.head] not in ALONE or reading.lower[phrase.head + 1 : phrase.head + 2] != ["of"]:
        return set()
    last = min(phrase.last, phrase.head + _LONGEST_GROUP)
    return {
        singular(reading.words[i]) for i in range(phrase.head + 2, last) if is_human(reading.words[i], reading.lexicon)
    }


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


def _uncapped(reading: Reading, phrase: Phrase, text: str) -> str:
    """Return a description without the capital that its determiner has at the start of a sentence."""
    first = reading.words[phrase.first]
    capital = first in reading.lexicon.words("source_nouns.groups")
    common = phrase.determiner or (not capital and noun_kind(reading.lower[phrase.first], reading.lexicon))
    return text[0].lower() + text[1:] if (common and first[1:].islower()) or first == "A" else text
