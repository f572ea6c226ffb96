"""Says whom a pronoun means.

A pronoun stands for the speaker or subject nearest before it (Grosz, Joshi and Weinstein 1995).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator

import regex

from newsparse.segment import Range
from newsparse.sources.bodies import body_kind
from newsparse.sources.descriptions import mentioned
from newsparse.sources.discourse import Discourse, Said
from newsparse.sources.entities import BODIES, Entity, fold
from newsparse.sources.introductions import is_given_out
from newsparse.sources.naming import body_name, body_named, full_name, is_proper
from newsparse.sources.people import NameMention
from newsparse.sources.phrases import (
    INDEFINITE,
    LINKS,
    POINTING,
    RELATIONS,
    Phrase,
    is_human,
    is_plural,
    noun_kind,
    read_phrase,
)
from newsparse.sources.reading import Reading, is_clitic
from newsparse.types import SourceKind

__all__ = ["GENDERS", "pronoun_meant", "thing_named"]


_LONGEST_SENTENCE = 2_000
_LONGEST_DESCRIPTION = 120
_DESCRIPTION_RE = regex.compile(r"\s?\([^()\n]{1,60}\),?\s|,?\s(?:of|at|from)\s[^,;:()\n]{2,80},\s")
_IT_BACK = 3
_SENTENCES_BACK = 8
_PARAGRAPHS_BACK = 5
_STATEMENTS_BACK = 12
_TOKENS_BACK = 400
GENDERS = {"he": "male", "him": "male", "his": "male", "himself": "male"} | dict.fromkeys(
    ("she", "her", "hers", "herself"), "female"
)
_RELATIVES = frozenset({"who", "whom", "which", "that", "whose"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "themselves", "these", "those"})
_NOBODY = frozenset({"i", "we", "us", "you", "myself"})
_SOME = frozenset(["someone", "somebody", "everyone", "everybody", "nobody", "anyone", "anybody"])
_THINGS = BODIES | {SourceKind.DOCUMENT}
_OWN = frozenset({"my", "our"})
_LONGEST_ADVERBIAL = 4
_ASKED = frozenset({"asked", "pressed", "questioned", "quizzed"})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_HUMAN_KINDS = frozenset({SourceKind.PERSON, SourceKind.ANONYMOUS})


def pronoun_meant(story: Discourse, phrase: Phrase, span: Range) -> Entity | None:
    """Return whom the pronoun at *span* means; an entity without a name for "I", ``None`` where nothing fits."""
    pronoun = phrase.pronoun
    if pronoun in _RELATIVES:
        return _antecedent(story, span, pronoun)
    if pronoun in GENDERS:
        return _he_or_she(story, span[0], GENDERS[pronoun])
    if pronoun in _PLURAL_PRONOUNS:
        return _they(story, span[0])
    if pronoun in {"it", "itself"}:
        return _it(story, span[0])
    if pronoun in _NOBODY:
        return Entity(SourceKind.PERSON, None)
    if pronoun in _SOME:
        return Entity(SourceKind.ANONYMOUS, " ".join(story.reading.text[slice(*span)].split()))
    return None


def _antecedent(story: Discourse, span: Range, pronoun: str) -> Entity | None:
    """Return whom "who" takes up: the name or noun in front of it."""
    reading = story.reading
    if pronoun != "which":
        mention = story.people.ending_before(span[0], reach=3) or _person_described(story, span[0])
        if mention is not None:
            return story.choose(mention)
    token = reading.token_from(span[0])
    floor = max(reading.sentence_start(token), token - _STATEMENTS_BACK * 2)
    end = token - (token > floor and reading.words[token - 1] == ",")
    for start in range(end - 1, floor - 1, -1):
        lower = reading.lower[start]
        words = reading.lexicon.words
        opens = start == floor or any(lower in words(f"function_words.{e}") for e in ("determiners", "numbers"))
        preposition = lower in reading.lexicon.words("function_words.prepositions")
        if opens or preposition:
            first = start + preposition
            if first >= end:
                return None
            inner = reading.span_of(first, end)
            if preposition and first < end and not _has_person_noun(reading, first, end):
                continue
            phrase = read_phrase(reading, inner)
            return None if phrase is None or phrase.pronoun else mentioned(story, phrase, inner)
    return None


def _person_described(story: Discourse, at: int) -> NameMention | None:
    """Return the name before *at* that only a party or house divides from it: "Lee (SNP), who", "Lee of Axios, who"."""
    reading = story.reading
    start = max(reading.sentences[reading.sentence_of(at)][0], at - _LONGEST_DESCRIPTION)
    named = story.people.within((start, at))
    return named[-1] if named and _DESCRIPTION_RE.fullmatch(reading.text, named[-1].end, at) else None


def _before(story: Discourse, at: int) -> Iterator[tuple[int, list[Said]]]:
    """Yield the sentences before *at*, nearest first, each with the statements in it, nearest first."""
    reading = story.reading
    number = reading.sentence_of(at)
    paragraph = reading.paragraph_of(at)
    behind = bisect.bisect_left(story.places, at)
    for sentence in range(number, max(-1, number - _SENTENCES_BACK), -1):
        start = reading.sentences[sentence][0]
        if paragraph - reading.paragraph_of(start) > _PARAGRAPHS_BACK:
            return
        first = bisect.bisect_left(story.places, start, 0, behind)
        yield sentence, story.history[max(first, behind - _STATEMENTS_BACK) : behind][::-1]
        behind = first


def _he_or_she(story: Discourse, at: int, gender: str) -> Entity | None:
    """Return the nearest man or woman before a pronoun: a speaker of the sentence, else its subject."""
    for sentence, said in _before(story, at):
        asker = next((s.entity for s in said if s.asks), None)
        for statement in said:
            entity = statement.entity
            fits = entity.kind in _HUMAN_KINDS and not entity.is_plural and _agrees(entity, gender)
            fits = fits and entity.name is not None  # no "I"
            if statement.asks and _is_agent(story.reading, statement.at):
                continue  # "Asked by a reporter, she replied"
            if fits and (entity is not asker or sentence == story.reading.sentence_of(at)):
                return _gendered(entity, gender)
        skipped = _goes_on(story.reading, sentence, at, gender) or _is_question(story.reading, sentence, at)
        found = None if skipped else _subject(story, sentence, at, gender)
        if found is not None:
            return _gendered(found, gender)
    return _person_further_back(story, at, gender)


def _is_agent(reading: Reading, at: int) -> bool:
    token = reading.token_from(at)
    return token > 0 and reading.lower[token - 1] == "by"


def _person_further_back(story: Discourse, at: int, gender: str) -> Entity | None:
    """Return the man or woman who spoke last, when nobody stands nearer: whom a long story is about."""
    behind = bisect.bisect_left(story.places, at)
    for said in reversed(story.history[max(0, behind - _STATEMENTS_BACK) : behind]):
        if said.entity.kind is SourceKind.PERSON and said.entity.name and _agrees(said.entity, gender):
            return _gendered(said.entity, gender)
    return None


def _goes_on(reading: Reading, sentence: int, at: int, gender: str) -> bool:
    """Tell whether a whole sentence before *at* is about whom its own "he" or "she" means, named further back."""
    start, end = reading.sentences[sentence]
    first = reading.token_from(start)
    subject = first < len(reading.lower) and reading.lower[first] in {"he", "she"}
    return end <= at and subject and GENDERS[reading.lower[first]] == gender


def _is_question(reading: Reading, sentence: int, at: int) -> bool:
    """Tell whether what stands before *at* in its sentence is what was asked: "Asked whether Lee would run, he"."""
    start, end = reading.sentences[sentence]
    return start <= at < end and reading.lower[reading.token_from(start)] in _ASKED


def _agrees(entity: Entity, gender: str) -> bool:
    return entity.gender in (None, gender)


def _gendered(entity: Entity, gender: str) -> Entity:
    entity.gender = gender
    return entity


def _subject(story: Discourse, sentence: int, at: int, gender: str) -> Entity | None:
    """Return whom the sentence is about: its first person who is no object or owner, else its first person."""
    reading = story.reading
    start, end = reading.sentences[sentence]
    end = min(end, at)
    start = max(start, end - _LONGEST_SENTENCE)
    subject, other, sexed = None, None, None
    named = [m for m in story.people.within((start, end)) if not reading.is_quoted(m.start)]
    for mention in named:
        person = story.choose(mention)
        if person is None or not person.sure or not _agrees(person, gender):
            continue
        first, last = reading.tokens_of((mention.start, mention.end))
        governed = first > 0 and reading.lower[first - 1] in reading.lexicon.words("function_words.prepositions")
        owned = last < len(reading.words) and is_clitic(reading.words[last])
        if not governed and not owned:
            subject = subject or (mention.start, person)
        other = other or (mention.start, person)
        sexed = sexed or ((mention.start, person) if person.gender == gender and not owned else None)
    noun = _noun_subject(story, start, end, gender)
    if noun is not None and (subject is None or noun[0] < subject[0]) and (noun[2] or subject is None):
        return _noun_entity(story, noun)
    if gender == "female" and subject and subject[1].gender is None and sexed:
        return sexed[1]  # "Dale Furlotte sued Candace Wirth over posts in which she …"; in news most unknown are men
    best = subject or other
    return best[1] if best else None


def _noun_subject(story: Discourse, start: int, end: int, gender: str) -> tuple[int, Range, bool] | None:
    """Return the first noun for a man or woman: where it is, its noun group, whether the noun has a gender."""
    reading, lexicon = story.reading, story.reading.lexicon
    other = "male" if gender == "female" else "female"
    first, last = reading.tokens_of((start, end))
    names = {m.start for m in story.people.within((start, end))}
    for i in range(first, min(last, first + _TOKENS_BACK)):
        noun = reading.lower[i]
        if reading.words[i] != noun or is_plural(noun) or not is_human(noun, lexicon):
            continue
        if noun in lexicon.words(f"source_nouns.{other}_nouns") or reading.is_quoted(reading.tokens[i][0]):
            continue
        begin = next(
            (
                j
                for j in range(i - 1, max(first, i - 5) - 1, -1)
                if reading.lower[j] in POINTING | INDEFINITE | RELATIONS | _OWN
            ),
            None,
        )
        if begin is None or any(reading.is_closed(j) for j in range(begin + 1, i)):
            continue
        if GENDERS.get(reading.lower[begin]) == gender:
            continue  # "Her sister is ill. She …": the one who has a sister
        if i + 1 < last and (reading.words[i + 1][0].isupper() or is_clitic(reading.words[i + 1])):
            continue
        if begin > first and _is_predicate(reading, begin, i):
            continue
        if i + 2 < last and reading.tokens[i + 2][0] in names and _names_next(reading, i):
            continue
        sexed = noun in lexicon.words(f"source_nouns.{gender}_nouns")
        if sexed or begin == first or _opens_clause(reading, first, begin):
            return begin, reading.span_of(begin, i + 1), sexed
    return None


def _names_next(reading: Reading, noun: int) -> bool:
    """Tell whether a name stands behind a noun, for the same person: "His wife, Lena, …", "A woman named Yolanda …"."""
    return reading.words[noun + 1] == "," or is_given_out(reading, noun + 2)


def _opens_clause(reading: Reading, first: int, begin: int) -> bool:
    """Tell whether nothing but an adverbial stands before a noun group: "In the end a spokesperson called"."""
    fronted = reading.lower[first] in reading.lexicon.words("function_words.prepositions")
    return (
        fronted
        and begin - first <= _LONGEST_ADVERBIAL
        and not any(reading.is_closed(i) for i in range(max(first + 1, begin - 1), begin))
    )


def _is_predicate(reading: Reading, begin: int, noun: int) -> bool:
    """Tell whether a noun group says what somebody is: "she is a mother", "she grew up here, the daughter of"."""
    before = reading.lower[begin - 1]
    behind = reading.lower[noun + 1] if noun + 1 < len(reading.lower) else "."
    return before in LINKS or (before == "," and behind in {"of", "in", "at", "to", "from", ",", ".", "who"})


def _noun_entity(story: Discourse, noun: tuple[int, Range, bool]) -> Entity | None:
    phrase = read_phrase(story.reading, noun[1])
    return mentioned(story, phrase, noun[1]) if phrase and not phrase.pronoun else None


def _they(story: Discourse, at: int) -> Entity | None:
    """Return the nearest group, body or several people before "they", or one without a name: "A source … they said"."""
    paragraph = story.reading.paragraph_of(at)
    for sentence, said in _before(story, at):
        for statement in said:
            if statement.entity.is_plural or statement.entity.kind is SourceKind.ORGANIZATION:
                return statement.entity
        found = _plural_subject(story, sentence, at)
        if found is not None:
            return found
        for statement in said:
            entity = statement.entity
            unnamed = entity.kind is SourceKind.ANONYMOUS and not entity.gender
            if unnamed and story.reading.paragraph_of(statement.at) == paragraph:
                return entity
    return None


def _plural_subject(story: Discourse, sentence: int, at: int) -> Entity | None:
    """Return the plural noun for people or the body that a sentence begins with."""
    reading = story.reading
    first, last = reading.tokens_of(reading.sentences[sentence])
    last = min(last, reading.token_from(at), first + _STATEMENTS_BACK)
    for i in range(first, last):
        if (
            reading.is_closed(i)
            and i > first
            and reading.lower[i] not in reading.lexicon.words("function_words.numbers")
        ):
            break
        noun = reading.lower[i]
        follows = reading.words[i + 1] if i + 1 < last else ""
        if is_plural(noun) and is_human(noun, reading.lexicon) and not follows[:1].isupper() and not is_clitic(follows):
            inner = reading.span_of(first, i + 1)
            phrase = read_phrase(reading, inner)
            return mentioned(story, phrase, inner) if phrase and not phrase.pronoun else None
    return None


def _it(story: Discourse, at: int) -> Entity | None:
    """Return the nearest body or document before "it"; of "it read", the document that a sentence before names."""
    reading = story.reading
    if reading.lower[reading.token_from(at) + 1 : reading.token_from(at) + 2] in (["read"], ["reads"]):
        written = _document_before(story, at)
        if written is not None:
            return written
    for sentence, said in _before(story, at):
        for statement in said:
            if statement.entity.kind in _THINGS and not (
                statement.entity.plural and statement.entity.kind is SourceKind.DOCUMENT
            ):
                return statement.entity
        if reading.sentence_of(at) - sentence > _IT_BACK:
            return None
        first, last = reading.tokens_of(reading.sentences[sentence])
        last = min(last, reading.token_from(at))
        found = thing_named(story, first, last) or _clause_subject(story, first, last)
        if found is not None:
            return found
    return None


def _clause_subject(story: Discourse, first: int, last: int) -> Entity | None:
    """Return the body that the last clause with "that" is about: "sources say that the ministry …, but it insists"."""
    that = next((i for i in range(last - 2, first - 1, -1) if story.reading.lower[i] == "that"), None)
    return None if that is None else thing_named(story, that + 1, last)


def _document_before(story: Discourse, at: int) -> Entity | None:
    """Return the document that the sentences before *at* name last, as object or subject: "issued a statement"."""
    reading = story.reading
    number = reading.sentence_of(at)
    end = reading.token_from(at)
    first = reading.token_from(reading.sentences[max(0, number - _IT_BACK)][0])
    for head in range(end - 1, first - 1, -1):
        if noun_kind(reading.words[head], reading.lexicon) is not SourceKind.DOCUMENT:
            continue
        opener = next((i for i in range(head - 1, max(first, head - 5) - 1, -1) if reading.lower[i] in _ARTICLES), None)
        if opener is not None and not reading.is_quoted(reading.tokens[head][0]):
            inner = reading.span_of(opener, head + 1)
            phrase = read_phrase(reading, inner)
            return mentioned(story, phrase, inner) if phrase and not phrase.pronoun else None
    return None


def thing_named(story: Discourse, first: int, last: int) -> Entity | None:
    """Return the body or document that the words from *first* begin with."""
    reading, lexicon = story.reading, story.reading.lexicon
    start = first
    while start < last and (not reading.words[start][0].isalnum() or reading.lower[start] in {"but", "and", "while"}):
        start += 1
    end = start
    while end < min(last, start + _STATEMENTS_BACK):
        if end > start and (
            reading.is_closed(end) or not (reading.words[end][0].isalnum() or is_clitic(reading.words[end]))
        ):
            break
        if (
            end > start
            and reading.words[end] == reading.lower[end]
            and reading.lower[end - 1] != reading.words[end - 1]
        ):
            kind = noun_kind(reading.words[end], lexicon)
            if kind not in _THINGS:
                break
        end += 1
    if end <= start or reading.is_quoted(reading.tokens[start][0]):
        return None
    inner = reading.span_of(start, end)
    if any(not p.start > inner[1] for p in story.people.within(inner)):
        return None
    phrase = read_phrase(reading, inner)
    if phrase is None or phrase.pronoun or phrase.plural:
        return None
    head = reading.words[phrase.head]
    if is_proper(story, phrase):
        name = full_name(story, body_name(story, phrase))
        return (
            body_named(story, phrase)
            if body_kind(name, lexicon) or (SourceKind.ORGANIZATION, fold(name)) in story.named
            else None
        )
    kind = noun_kind(head, lexicon)
    return mentioned(story, phrase, inner) if kind in _THINGS and phrase.determiner else None


def _has_person_noun(reading: Reading, first: int, last: int) -> bool:
    return any(is_human(reading.words[i], reading.lexicon) for i in range(first, last))
