"""Finds out whom each mention of a source means, one statement after the other.

The rules follow how stories are written: a person is introduced by full name and role, then goes by last name, role
or pronoun; a pronoun stands for the speaker or subject nearest before it (Grosz, Joshi and Weinstein 1995).
What the rules cannot decide stays open.
"""

from __future__ import annotations

import bisect

from newsparse.segment import Range
from newsparse.sources.bodies import outlet_name
from newsparse.sources.descriptions import mentioned
from newsparse.sources.discourse import Discourse, Said
from newsparse.sources.entities import Entity, fold
from newsparse.sources.naming import body_name, body_named, is_proper, person_named
from newsparse.sources.phrases import (
    INDEFINITE,
    LONGEST_MENTION,
    POINTING,
    RELATIONS,
    Phrase,
    is_human,
    is_plural,
    noun_kind,
    read_phrase,
    singular,
)
from newsparse.sources.pronouns import GENDERS, pronoun_meant, thing_named
from newsparse.sources.reading import Reading, is_clitic
from newsparse.types import SourceKind

__all__ = ["carried", "resolve"]


_CARRY_BACK = 3
_CARRY_OVER = 2
_LONGEST_ROLE = 6


def resolve(story: Discourse, span: Range) -> Entity | None:
    """Return whom the mention at *span* means; a new entity where it is new, ``None`` for an empty mention."""
    phrase = read_phrase(story.reading, span)
    if phrase is None:
        return None
    if phrase.pronoun:
        return pronoun_meant(story, phrase, span)
    return _several(story, phrase, span) or mentioned(story, phrase, span)


def _several(story: Discourse, phrase: Phrase, span: Range) -> Entity | None:
    """Return "Lee and Kim" or "Sweden and Finland" as one source, ``None`` where "and" does not join sources."""
    reading = story.reading
    joint = next((i for i in range(phrase.first + 1, phrase.core) if reading.lower[i] == "and"), None)
    if joint is None or joint + 1 >= phrase.last or phrase.possessor:
        return None
    left, right = reading.span_of(phrase.first, joint), (reading.tokens[joint + 1][0], span[1])
    parts = [_part(story, left), _part(story, right)]
    if any(p is None for p in parts):
        return None
    titles = _is_title(reading, phrase.first, joint) and _is_titled(reading, joint + 1, phrase.last)
    if parts[1] and parts[1].kind is SourceKind.PERSON and titles:
        return parts[1]
    kinds = {p.kind for p in parts if p}
    names = [p.name for p in parts if p and p.name]
    if len(names) != len(parts) or parts[0] is parts[1]:
        return None
    kind = kinds.pop() if len(kinds) == 1 else SourceKind.GROUP
    plain = all(p.kind is SourceKind.PERSON or (p.kind, fold(p.name or "")) in story.named for p in parts if p)
    both = story.keep(kind, " and ".join(names) if plain else " ".join(reading.text[slice(*span)].split()))
    both.plural = True
    both.count = 2 if kind is SourceKind.PERSON else None
    return both


def _is_title(reading: Reading, first: int, joint: int) -> bool:
    """Tell whether words are a title with no name behind it, as in "Actor and director Tom Lee"."""
    noun = reading.words[joint - 1]
    return (
        is_human(noun, reading.lexicon)
        and not is_plural(noun)
        and reading.lower[first] not in INDEFINITE | RELATIONS
        and noun_kind(noun.lower(), reading.lexicon) is SourceKind.ANONYMOUS
    )


def _is_titled(reading: Reading, first: int, last: int) -> bool:
    """Tell whether what follows "and" begins with a second title of the same person, and not with a determiner."""
    determiners = reading.lexicon.words("function_words.determiners")
    words = reading.words[first:last]
    return reading.lower[first] not in determiners and any(is_human(word, reading.lexicon) for word in words)


def _part(story: Discourse, span: Range) -> Entity | None:
    """Return one of several joined sources; only what can stand on its own counts."""
    reading, lexicon = story.reading, story.reading.lexicon
    phrase = read_phrase(reading, span)
    if phrase is not None and phrase.pronoun in GENDERS:
        return pronoun_meant(story, phrase, span)
    if phrase is None or phrase.pronoun or reading.words[phrase.head] in lexicon.words("powers.adjectives"):
        return None
    person = person_named(story, phrase, span)
    if person is not None:
        return person
    name = body_name(story, phrase)
    if not is_proper(story, phrase):
        starts = phrase.determiner or reading.words[phrase.head] != reading.lower[phrase.head] or phrase.plural
        noun = reading.words[phrase.head]
        kind = noun_kind(noun, lexicon)
        if kind is SourceKind.GROUP and noun_kind(singular(noun), lexicon) is SourceKind.ORGANIZATION:
            kind = SourceKind.ORGANIZATION  # "the ministry and other departments"
        return Entity(kind, " ".join(reading.text[slice(*span)].split())) if kind and starts else None
    alone = name in story.bodies.short or name in lexicon.words("powers.countries") or outlet_name(name, lexicon)
    return (
        body_named(story, phrase)
        if alone or phrase.determiner == "the" or name in lexicon.words("powers.bodies")
        else None
    )


def _subject_of_quote(story: Discourse, at: int) -> Said | None:
    """Return whom a sentence is about that has a quote in its midst: "The minister left after “a hard year”."""
    reading = story.reading
    start, _ = reading.sentences[reading.sentence_of(at)]
    first, last = reading.tokens_of((start, at))
    while first < last and (not reading.words[first][0].isalnum() or reading.lower[first] in {"but", "and"}):
        first += 1
    if last - first < 2:  # noqa: PLR2004
        return None
    end = first + 1
    span = reading.span_of(first, end)
    if reading.lower[first] in GENDERS or reading.lower[first] in {"they", "it"}:
        entity = resolve(story, span)
        return Said(span[0], span[1], entity, span) if entity else None
    near = story.people.within((span[0], min(at, span[0] + LONGEST_MENTION)))[:1]
    mention = next((m for m in near if m.start == span[0]), None)
    person = story.choose(mention) if mention else None
    if person is not None and mention is not None and person.sure:
        return Said(mention.start, mention.end, person, (mention.start, mention.end))
    thing = thing_named(story, first, last)
    return Said(span[0], at, thing, span) if thing is not None else None


def carried(story: Discourse, at: int) -> Said | None:
    """Return who goes on speaking in a quote without a source: whoever spoke last, or the subject since then."""
    reading = story.reading
    subject = _subject_of_quote(story, at)
    if subject is not None:
        return subject
    if not story.history:
        return None
    last = story.history[-1]
    away = reading.paragraph_of(at) - reading.paragraph_of(last.end)
    last_is_near = away <= 1 or (away == _CARRY_OVER and _is_alone_since(story, last, at))
    number = reading.sentence_of(at)
    for sentence in range(number, max(-1, number - _CARRY_BACK), -1):
        start, end = reading.sentences[sentence]
        if (start <= last.end - 1 and last.entity.name is not None) or reading.paragraph_of(at) - reading.paragraph_of(
            start
        ) > 1:
            break
        subject = _person_first(story, start, min(end, at))
        if subject is not None:
            return subject
    return last if last_is_near else None


def _is_alone_since(story: Discourse, last: Said, at: int) -> bool:
    """Tell whether a person spoke last and nobody is named since, as where a question stands between two answers."""
    starts = story.people.starts
    following = bisect.bisect_left(starts, last.end)
    nobody = following == len(starts) or starts[following] >= at
    return last.entity.kind is SourceKind.PERSON and nobody


def _is_apposed(reading: Reading, start: int, first: int) -> bool:
    """Tell whether words are what somebody is whose name follows a comma: "The editor, Walt Gruber, laughs"."""
    opens = reading.lower[start] in POINTING | RELATIONS | {"my", "our"}
    near = start + 2 < first <= start + _LONGEST_ROLE and reading.words[first - 1] == ","
    return opens and near and is_human(reading.lower[first - 2], reading.lexicon)


def _person_first(story: Discourse, start: int, end: int) -> Said | None:
    """Return the person whom the words from *start* begin with, over a clause in front: "When I ask, Lee laughs"."""
    reading = story.reading
    if reading.is_closed(reading.token_from(start)):
        comma = reading.text.find(", ", start, min(end, start + LONGEST_MENTION))
        start = comma + 2 if comma >= 0 else start
    for mention in story.people.within((start, min(end, start + LONGEST_MENTION)))[:1]:
        first, after = reading.tokens_of((mention.start, mention.end))
        owner = after < len(reading.words) and is_clitic(reading.words[after])
        person = story.choose(mention)
        apposed = _is_apposed(reading, reading.token_from(start), first)
        away = first - reading.token_from(start) > 1 and not apposed
        if owner or person is None or away or reading.is_quoted(mention.start):
            return None
        if person.sure or " " in (person.name or ""):
            person.sure = True
            return Said(mention.start, mention.end, person, (mention.name, mention.end))
    return None
