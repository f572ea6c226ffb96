"""The people of an article: every name in its longest form, and each shorter mention tied to it."""

from __future__ import annotations

import bisect
import collections
import functools
from collections.abc import Mapping

import attrs
import regex

from newsparse.lexicon import Lexicon
from newsparse.names import PersonName, find_names
from newsparse.segment import Range
from newsparse.sources._kinds import likeliest, name_features
from newsparse.sources.entities import Entity, fold
from newsparse.sources.introductions import introduced, is_given_out
from newsparse.sources.phrases import AGED, is_human, is_plural, read_phrase
from newsparse.sources.reading import Reading, is_clitic
from newsparse.sources.registry import (
    Registry,
    add_short_mentions,
    called_bodies,
    name_start,
    register,
    settle_shared,
    weigh,
)
from newsparse.sources.roles import role_after, role_before, role_in_front
from newsparse.sources.shapes import goes_on_as_body, is_body, trimmed
from newsparse.types import SourceKind

__all__ = ["NameMention", "People", "find_people"]

_MOST_ROLES = 8
_HEADLINE_SHARE = 0.6
_SHORT_WORD = 3
_HOUSE_RE = regex.compile(r"\ \((?P<house>\p{Lu}{2,6})(?:[,/–-]\s?\p{Lu}[\p{L}.\ -]{1,30})?\)")  # "(APC, Plateau)"
_AGE_RE = regex.compile(r"(?:,\ |\ \()(?P<years>[1-9]\d?)(?=[,;.)]|\ and\b)")
_LONGEST_HEADING = 200


@attrs.frozen
class NameMention:
    """A place where the article names somebody.

    Args:
        start: offset of the first character, titles included.
        end: offset behind the last.
        name: offset of the name itself, behind the title.
        people: whom it may name; several who share the name, in order of appearance.
    """

    start: int
    end: int
    name: int
    people: tuple[Entity, ...]


@attrs.frozen(eq=False)
class People:
    """The people of an article.

    Args:
        everyone: in order of appearance.
        mentions: in order.
        by_noun: by the nouns that they are called.
        bodies: the names that look like a person's and are shown to be a body's, in small letters.
    """

    everyone: tuple[Entity, ...]
    mentions: tuple[NameMention, ...]
    by_noun: dict[str, list[Entity]]
    bodies: frozenset[str] = frozenset()

    @functools.cached_property
    def starts(self) -> list[int]:
        """Where the mentions start."""
        return [m.start for m in self.mentions]

    @functools.cached_property
    def times(self) -> Mapping[int, int]:
        """How often each person is named who shares the name with nobody, by ``id``."""
        return collections.Counter(id(m.people[0]) for m in self.mentions if len(m.people) == 1)

    def within(self, span: Range) -> list[NameMention]:
        """Return the mentions that lie in *span*."""
        at = bisect.bisect_left(self.starts, span[0])
        found = []
        while at < len(self.mentions) and self.mentions[at].start < span[1]:
            if self.mentions[at].end <= span[1]:
                found.append(self.mentions[at])
            at += 1
        return found

    def ending_before(self, offset: int, *, reach: int) -> NameMention | None:
        """Return the last mention that ends at or before *offset*, at most *reach* characters away."""
        at = bisect.bisect_left(self.starts, offset) - 1
        if at >= 0 and self.mentions[at].end <= offset <= self.mentions[at].end + reach:
            return self.mentions[at]
        return None


def _is_heading(reading: Reading, paragraph: int) -> bool:
    """Tell whether a paragraph is printed like a headline: no stop, most longer words with capitals."""
    start, end = reading.paragraphs[paragraph]
    text = reading.text
    if end - start > _LONGEST_HEADING or text[end - 1] in '.!?”"’:':
        return False
    words = [w for w in text[start:end].split() if w[0].isalpha() and len(w) > _SHORT_WORD]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= _HEADLINE_SHARE * len(words)  # noqa: PLR2004


def find_people(reading: Reading, aside: Range | None = None) -> People:
    """Return the people whom the article names, with every mention of each but those in the stretch *aside*."""
    text, lexicon = reading.text, reading.lexicon
    heading = [_is_heading(reading, n) for n in range(len(reading.paragraphs))]
    low, high = aside or (0, 0)
    names = (name for name in find_names(text, lexicon=lexicon) if not low <= name.start < high)
    names = (name for name in names if reading.sentence_of(name.start) == reading.sentence_of(name.end - 1))
    found = [trimmed(text, name, lexicon) for name in names]
    found = [name for name in found if not is_body(text[name_start(name) : name.end], lexicon, sure=name.sure)]
    found = [_vouched(reading, name) for name in found if not (goes_on_as_body(reading, name) or _is_short_form(name))]
    found = sorted([*found, *introduced(reading, found)], key=lambda name: name.start)
    in_heading = {name.start for name in found if heading[reading.paragraph_of(name.start)]}
    registry = Registry(lexicon)
    spans = register(registry, found, in_heading)
    add_short_mentions(reading, registry, spans)
    settle_shared(registry, spans)
    mentions = [
        NameMention(start, end, name, tuple(registry.everyone[n] for n in numbers))
        for (start, end), (name, numbers) in sorted(spans.items())
    ]
    _add_roles(reading, [m for m in mentions if not heading[reading.paragraph_of(m.start)]])
    bodies = weigh(registry, spans, called_bodies(reading, spans), functools.partial(_seems_person, reading))
    mentions = [m for m in mentions if not any(id(p) in bodies for p in m.people)]
    everyone = sorted(registry.everyone, key=lambda e: e.first)
    shown = frozenset(fold(person.name or "") for person in everyone if id(person) in bodies)
    return People(tuple(everyone), tuple(mentions), _by_noun(everyone, lexicon), shown)


def _seems_person(reading: Reading, name: PersonName) -> bool:
    """Tell whether a name that people may share with bodies is likelier a person's."""
    phrase = read_phrase(reading, (name.start, name.end))
    if phrase is None:
        return False
    first = reading.text[name.start : name.end].partition(" ")[0]
    ways = [name_features(reading, part, phrase, None) for part in (name.name, first)]
    return all(likeliest("name", found) is SourceKind.PERSON for found in ways)


def _is_short_form(name: PersonName) -> bool:
    """Tell whether a name that nothing vouches for opens with letters: "NHS GGC", "CHP San"."""
    first = name.text.partition(" ")[0]
    return not name.sure and 2 < len(first) < 5 and first.isupper() and "." not in first  # noqa: PLR2004


def _vouched(reading: Reading, name: PersonName) -> PersonName:
    """Return a name, sure where the words before it say that it is one: "His name is Osvaldo Pinter"."""
    if name.sure or not (is_given_out(reading, reading.token_from(name.start)) or _is_who(reading, name)):
        return name
    return attrs.evolve(name, sure=True)


def _is_who(reading: Reading, name: PersonName) -> bool:
    """Tell whether "who" takes a name up; a plural may be a band or a team."""
    token = reading.token_from(name.end)
    words = reading.lower[token : token + 2]
    return bool(name.given) and (words[:1] == ["who"] or words == [",", "who"]) and not is_plural(str(name.family))


def _by_noun(everyone: list[Entity], lexicon: Lexicon) -> dict[str, list[Entity]]:
    """Return the people by the nouns that they are called, and note on each what its roles say."""
    found: dict[str, list[Entity]] = {}
    for entity in everyone:
        for role in entity.roles:
            entity.nouns |= role.nouns
            entity.words |= role.words
            entity.affiliation = entity.affiliation or role.affiliation
        entity.gender = entity.gender or _gender_of_nouns(entity, lexicon)
        for noun in entity.nouns:
            found.setdefault(noun, []).append(entity)
    return found


def _gender_of_nouns(entity: Entity, lexicon: Lexicon) -> str | None:
    for gender in ("female", "male"):
        if entity.nouns & lexicon.words(f"source_nouns.{gender}_nouns"):
            return gender
    return None


def _is_house(acronym: str, lexicon: Lexicon) -> bool:
    """Tell whether capitals in brackets behind a name are those of a party or firm, not a degree or an office."""
    return acronym not in lexicon.words("name_parts.degrees") and not is_human(acronym, lexicon)


def _add_roles(reading: Reading, mentions: list[NameMention]) -> None:
    """Note what stands beside each name; the name before it is where its role begins at the earliest."""
    behind = 0
    for mention in mentions:
        floor, behind = behind, reading.token_from(mention.end)
        if behind < len(reading.words) and is_clitic(reading.words[behind]):
            behind = reading.token_from(mention.start)  # "Lee's sister, Ida Moore"
        if len(mention.people) != 1 or len(mention.people[0].roles) >= _MOST_ROLES:
            continue
        person = mention.people[0]
        first, last = reading.token_from(mention.name), reading.token_from(mention.end)
        for role in (
            role_before(reading, first, floor),
            role_after(reading, last),
            role_in_front(reading, reading.token_from(mention.start), last, floor),
        ):
            if role and (role.human or person.sure):
                person.add_role(role)
                person.sure = True
        house = _HOUSE_RE.match(reading.text, mention.end)
        if house and _is_house(house["house"], reading.lexicon):
            person.affiliation = person.affiliation or house.span("house")
        age = _AGE_RE.match(reading.text, mention.end)
        if age and person.sure:
            person.nouns.add(f"{age['years']}-{AGED}")
