"""Weighs whom a description means: "the minister", "the carrier", "a mother" – here the minister becomes Jane Roe.

Every person and body that the article names near it is a candidate, and so is nobody named. What speaks for each is put
in named signs: its role and other words, gender and number, how far off it was named and how often, who spoke last. A
log-linear model adds their weights up (Denis and Baldridge 2008 rank antecedents so); a name is given only where it is
likelier than all else together. The weights stand in ``model/antecedents.json``, made by ``training/antecedents.py``.
"""

from __future__ import annotations

import bisect
import functools
import math
from collections.abc import Iterator, Sequence

import attrs

from newsparse.sources._model import load_weights
from newsparse.sources.bodies import BodyMention, body_kind, traits_of
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import Entity, fold
from newsparse.sources.naming import full_name, full_names_of_mentions
from newsparse.sources.nouns import SOURCE_NOUNS, owner_of, qualifiers
from newsparse.sources.people import NameMention
from newsparse.sources.phrases import (
    AGED,
    INDEFINITE,
    LINKS,
    POINTING,
    RELATIONS,
    Phrase,
    singular,
)
from newsparse.sources.reading import Reading, is_clitic
from newsparse.types import SourceKind

__all__ = ["Antecedent", "Description", "antecedents", "has_initials", "likely_antecedent"]

LIKELY = 0.5  # how likely a name must be to be given
_BACK = 80  # mentions before
_AHEAD = 30  # mentions behind: "A mother has won … Kerry Sanders said"
_MOST = 16  # candidates of a kind
_UNNAMED_BACK = 40
_LEAD = 2  # the last paragraph in which those are described whom the story is about
_SUBJECT = 3  # tokens from the start of a sentence
_STEPS = ("0", "1", "2", "3-5", "3-5", "3-5", "6+")
_TELLING = frozenset(
    {"list=offices", "list=general", "capital", "former", "qualified", "family", "brought-in", "lead", "restricted=of"}
)
_OURS = frozenset({"my", "our", "your"})
_ARTICLES = frozenset({"a", "an"})
_RESTRICTS = frozenset({"of", "for", "in", "who", "at", "from"})


@attrs.frozen(eq=False)
class Antecedent:
    """Somebody whom a description may mean, and what speaks for and against it.

    Args:
        person: a person of the article; ``None`` for a body or for nobody named.
        body: the full name of a body; ``None`` for a person or for nobody named.
        signs: what speaks for or against it, by name.
    """

    person: Entity | None
    body: str | None
    signs: tuple[str, ...]


@attrs.frozen(eq=False)
class Description:
    """A description whose bearer is sought.

    Args:
        story: what has been read of the article.
        phrase: the mention.
        kind: what sort of source its noun is.
    """

    story: Discourse
    phrase: Phrase
    kind: SourceKind

    @property
    def reading(self) -> Reading:
        """The article."""
        return self.story.reading

    @functools.cached_property
    def noun(self) -> str:
        """The noun that heads it, singular, in small letters, with the years of an age."""
        words, phrase = self.reading.words, self.phrase
        if words[phrase.head] == AGED:
            years = next((word for word in words[phrase.first : phrase.head] if word.isdecimal()), "")
            return f"{years}-{AGED}"
        return singular(words[phrase.head])

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """The words that tell it from others of the same noun."""
        return qualifiers(self.story, self.phrase)

    @functools.cached_property
    def at(self) -> int:
        """Where it begins."""
        return self.reading.tokens[self.phrase.first][0]

    @functools.cached_property
    def paragraph(self) -> int:
        """The paragraph in which it stands."""
        return self.reading.paragraph_of(self.at)

    @functools.cached_property
    def sentence(self) -> int:
        """The sentence in which it stands."""
        return self.reading.sentence_of(self.at)

    @functools.cached_property
    def described(self) -> str | None:
        """The full name, folded, of the body that its noun described last."""
        last = self.story.bodies.described(self.noun, self.phrase.first)
        return fold(full_name(self.story, last.name)) if last else None

    @functools.cached_property
    def gender(self) -> str | None:
        """The gender that its noun tells."""
        words = self.reading.lexicon.words
        return next((g for g in ("female", "male") if self.noun in words(f"source_nouns.{g}_nouns")), None)

    @functools.cached_property
    def opener(self) -> str:
        """What sort of determiner it has."""
        phrase = self.phrase
        if phrase.possessor:
            return "owner"
        for name, words in (
            ("the", {"the"}),
            ("pointing", POINTING),
            ("own", RELATIONS),
            ("ours", _OURS),
            ("a", _ARTICLES),
            ("new", INDEFINITE),
        ):
            if phrase.determiner in words:
                return name
        if phrase.determiner:
            return "number"
        return "capital" if self.reading.words[phrase.head][0].isupper() else "none"

    @functools.cached_property
    def is_brought_in(self) -> bool:
        """Whether the story brought in one of that noun: "A call handler answered" before "the handler"."""
        reading = self.reading
        if self.phrase.head != self.phrase.first + 1:
            return False  # "the former president" may be anybody's second name
        places = reading.places.get(self.noun, [])
        for token in places[: bisect.bisect_left(places, self.phrase.first)][-_UNNAMED_BACK:]:
            article = next(
                (i for i in range(token - 1, max(-1, token - 4), -1) if reading.lower[i] in INDEFINITE), None
            )
            if article is None or any(reading.is_closed(i) for i in range(article + 1, token)):
                continue
            if article == 0 or reading.lower[article - 1] not in LINKS | {","}:
                return True
        return False

    @functools.cached_property
    def signs(self) -> tuple[str, ...]:
        """What it says of itself."""
        return tuple(self._signs())

    def _signs(self) -> Iterator[str]:
        reading, phrase, noun = self.reading, self.phrase, self.noun
        yield from ("", f"kind={self.kind.value}", f"determiner={self.opener}&kind={self.kind.value}")
        words = reading.lexicon.words
        told = {
            "plural": phrase.plural,
            "count": bool(phrase.count),
            "owned": bool(phrase.possessor) or phrase.determiner in RELATIONS,
            "source-noun": noun in SOURCE_NOUNS,
            "list=offices": noun in words("source_phrases.offices"),
            "list=general": noun in words("source_phrases.general"),
            "family": noun in words("source_nouns.families"),
            "qualified": bool(self.words),
            "former": not self.words.isdisjoint({"former", "then"}),
            "name-inside": any(reading.words[i][0].isupper() for i in range(phrase.first + 1, phrase.head)),
            "noun-before": any(noun in entity.nouns for entity in self.story.unnamed[-_UNNAMED_BACK:]),
            "lead": self.paragraph <= _LEAD,
            f"lead&{self.opener}": self.paragraph <= _LEAD,
            "role-known": noun in self.story.people.by_noun,
            "brought-in": self.is_brought_in,
            "opens": phrase.first == reading.sentence_start(phrase.first),
            "capital": reading.words[phrase.head][0].isupper() and phrase.head > phrase.first,
        }
        yield from (sign for sign, holds in told.items() if holds)
        last = self.story.history[-1] if self.story.history else None
        if last is not None and last.entity.kind in {SourceKind.ANONYMOUS, SourceKind.GROUP}:
            yield f"unnamed-spoke={_few(max(0, self.paragraph - reading.paragraph_of(last.at)))}"
        if phrase.core < phrase.last and reading.words[phrase.core] not in {",", "(", "—", "–"}:
            word = reading.lower[phrase.core]
            yield f"restricted={word}" if word in _RESTRICTS else "restricted"


def _few(count: int) -> str:
    """Return a count as a step: what is more than two hardly differs.

    >>> [_few(count) for count in (0, 2, 3, 9)]
    ['0', '2', '3-5', '6+']
    """
    return _STEPS[min(count, 6)]


def antecedents(description: Description) -> list[Antecedent]:
    """Return whom a description may mean: nobody named first, then people, then bodies."""
    nobody = (*(f"nobody&{sign}" for sign in description.signs), f"nobody&noun={description.noun}")
    return [Antecedent(None, None, nobody), *_people(description), *_bodies(description)]


def likely_antecedent(description: Description) -> Antecedent | None:
    """Return the named bearer of a description, ``None`` where nobody named is likely enough."""
    found = antecedents(description)
    weights = load_weights("antecedents")
    scores = [weights.score("antecedent", "yes", one.signs) for one in found]
    best = max(range(len(found)), key=scores.__getitem__)
    share = 1 / sum(math.exp(score - scores[best]) for score in scores)
    return found[best] if best and share >= LIKELY else None


# --- people -----------------------------------------------------------------------------------------------------------


def _people(description: Description) -> Iterator[Antecedent]:
    """Yield the people near a description: those named before, nearest first, those to come, those of its role."""
    story = description.story
    behind = bisect.bisect_left(story.people.starts, description.at)
    last: dict[int, NameMention] = {}
    times: dict[int, int] = {}
    people: dict[int, Entity] = {}
    for mention in reversed(story.people.mentions[max(0, behind - _BACK) : behind]):
        person = story.choose(mention)
        if person is not None and _may_be(description, person):
            people.setdefault(id(person), person)
            last.setdefault(id(person), mention)
            times[id(person)] = times.get(id(person), 0) + 1
    to_come = [m.people[0] for m in story.people.mentions[behind : behind + _AHEAD] if len(m.people) == 1]
    alike = story.people.by_noun.get(description.noun, ())[:_MOST]
    people |= {
        id(person): person for person in (*to_come, *alike) if id(person) not in people and _may_be(description, person)
    }
    most = max((story.people.times[key] for key in people), default=0)
    shared = [f"person&{sign}" for sign in description.signs]
    waiting = 0
    for nth, (key, person) in enumerate(list(people.items())[:_MOST]):
        signs = [*shared, *_character(description, person, len(alike))]
        signs.append(f"all-times={_few(story.people.times[key])}")
        if story.people.times[key] == most:
            signs.append("most-named")
        if key in last:
            signs += [*_place(description, last[key].start), f"nth={_few(nth)}", f"times={_few(times[key])}"]
            signs.append(f"known={_few(len(last))}")
            token = description.reading.token_from(last[key].end)
            if token < len(description.reading.words) and is_clitic(description.reading.words[token]):
                signs.append("owner")
        else:
            signs += _ahead(description, person, waiting)
            waiting += 1
        signs += _spoke(description, person)
        yield Antecedent(person, None, tuple(signs))


def _may_be(description: Description, person: Entity) -> bool:
    """Tell whether a person may be meant by the gender and age of a description, and by whom its noun brought in."""
    if description.is_brought_in and description.noun not in person.nouns:
        return False
    if description.noun.endswith(AGED) and any(n.endswith(AGED) and n != description.noun for n in person.nouns):
        return False
    return description.gender is None or person.gender in {None, description.gender}


def _character(description: Description, person: Entity, alike: int) -> Iterator[str]:
    """Yield how what is known of a person agrees with a description; *alike* people have a role of its noun."""
    mine = description.words | owner_of(description.story, description.phrase)
    reading = description.reading
    letters = has_initials(reading, reading.words[description.phrase.head], person)
    known = "role" if letters or description.noun in person.nouns else "other-role" if person.nouns else "no-role"
    yield from (known, f"{known}&{_reach(description, person)}")
    yield from (f"{known}&{sign}" for sign in description.signs if sign in _TELLING)
    yield f"{known}&{description.opener}"
    if known == "role":
        theirs = person.words.union(*(role.words | role.nouns for role in person.roles))
        yield "role&only" if alike == 1 else "role&several"
        if mine:
            yield "role&shared" if mine & theirs else "role&other"
    if any(mine & role.words for role in person.roles):
        yield "words-shared"
    if person.family and person.family in mine:
        yield "owner-is-this"
    if description.gender and person.gender:
        yield "gender-agrees"
    if not person.sure:
        yield "unsure"
    if person.first < reading.paragraphs[min(_LEAD, len(reading.paragraphs) - 1)][0]:
        yield "early"


def _reach(description: Description, person: Entity) -> str:
    """Return whether a person is first named before a description, in its paragraph, or behind."""
    if person.first > description.at:
        return "behind"
    return "here" if description.reading.paragraph_of(person.first) == description.paragraph else "before"


def has_initials(reading: Reading, short: str, person: Entity) -> bool:
    """Tell whether a role of a person has these first letters: "the CM" for "Chief Minister"."""
    return short.isupper() and any(
        "".join(word[0] for word in reading.text[slice(*role.span)].split()).upper() == short for role in person.roles
    )


def _ahead(description: Description, person: Entity, waiting: int) -> Iterator[str]:
    """Yield what speaks for a person whom the article names only later; *waiting* others come before."""
    opener = description.opener
    yield from ("only-ahead", f"only-ahead&{opener}")
    if description.noun in person.nouns:
        yield from ("only-ahead&role", f"only-ahead&role&{opener}")
    if description.paragraph <= _LEAD:
        yield from ("only-ahead&lead", f"only-ahead&lead&{opener}", f"only-ahead&lead&nth={_few(waiting)}")
    away = description.reading.paragraph_of(person.first) - description.paragraph
    yield from (f"ahead={_few(max(0, away))}&{opener}", f"ahead-nth={_few(waiting)}&{opener}")


def _place(description: Description, start: int) -> Iterator[str]:
    """Yield how far before a description a name stands that begins at *start*, and in what place."""
    reading = description.reading
    sentences = min(3, description.sentence - reading.sentence_of(start))
    yield f"paragraphs={_few(description.paragraph - reading.paragraph_of(start))}"
    yield from (f"sentences={sentences}", f"sentences={sentences}&{description.opener}")
    token = reading.token_from(start)
    if token - reading.sentence_start(token) < _SUBJECT:
        yield from ("subject", f"subject&sentences={sentences}")
    if reading.is_quoted(start):
        yield "quoted"


def _spoke(description: Description, entity: Entity) -> Iterator[str]:
    """Yield whether somebody spoke last, or last but one."""
    for back, said in enumerate(description.story.history[-2:][::-1]):
        if said.entity is entity:
            away = description.paragraph - description.reading.paragraph_of(said.end - 1)
            yield f"spoke={back}&{_few(max(0, away))}"
            return


# --- bodies -----------------------------------------------------------------------------------------------------------


def _bodies(description: Description) -> list[Antecedent]:
    """Return the bodies near a description: those named before, nearest first, and those to come."""
    story, phrase = description.story, description.phrase
    bodies, lexicon = story.bodies, description.reading.lexicon
    behind = bisect.bisect_left(bodies.starts, phrase.first)
    full_names = full_names_of_mentions(story)
    near = (*range(behind - 1, max(0, behind - _BACK) - 1, -1), *range(behind, min(behind + _AHEAD, len(full_names))))
    names: dict[str, tuple[str, BodyMention]] = {}
    times: dict[str, int] = {}
    for number in near:
        mention, (full, key) = bodies.mentions[number], full_names[number]
        if mention.last <= phrase.first or mention.first >= phrase.last:
            names.setdefault(key, (full, mention))
            times[key] = times.get(key, 0) + 1
    shared = [f"body&{sign}" for sign in (*description.signs, f"noun={description.noun}")]
    found: list[Antecedent] = []
    for key, (full, mention) in names.items():
        if len(found) == _MOST:
            break
        if times[key] == 1 and " " not in full and body_kind(full, lexicon) is None:
            continue  # a capital word that nothing shows to be a body
        signs = [*shared, *_sort(description, full, key, mention), f"body-times={_few(times[key])}"]
        if mention.first < phrase.first:
            start = description.reading.tokens[mention.first][0]
            signs += [f"body&{sign}" for sign in _place(description, start)]
            signs.append(f"body-nth={_few(len(found))}")
        else:
            signs += ["body&only-ahead", f"body&only-ahead&{description.opener}"]
        if _is_in_lead(story, key, mention):
            signs.append("body&early")
        last = [fold(said.entity.name or "") for said in story.history[-2:]][::-1]
        signs += [f"body&spoke={last.index(key)}"] if key in last else []
        found.append(Antecedent(None, full, tuple(signs)))
    return found


def _sort(description: Description, full: str, key: str, mention: BodyMention) -> Iterator[str]:
    """Yield how a body's name agrees with a description; *key* is its full name folded."""
    noun, kind = description.noun, description.kind.value
    traits = traits_of(full, mention.name, description.reading.lexicon)
    yield f"body={traits.kind.value if traits.kind else None}&kind={kind}"
    if traits.is_place:
        yield from ("place", f"place&noun={noun}")
    if traits.is_outlet:
        yield from ("outlet", f"outlet&kind={kind}")
    if noun in traits.ends:
        yield "noun-last"
    elif noun in traits.words:
        yield "noun-inside"
    else:
        yield "other-noun" if traits.has_noun else "no-noun"
    if description.words:
        yield "body&words-other" if description.words.isdisjoint(traits.words) else "body&words-shared"
    if description.described == key:
        yield "described"
    if traits.is_plural:
        yield "plural-name"


def _is_in_lead(story: Discourse, key: str, mention: BodyMention) -> bool:
    """Tell whether the first paragraphs name a body."""
    reading = story.reading
    same: Sequence[BodyMention] = story.bodies.by_last.get(key.rpartition(" ")[2], ())[:_BACK]
    first = min((m.first for m in same if fold(m.name) == key), default=mention.first)
    return reading.paragraph_of(reading.tokens[first][0]) < _LEAD
