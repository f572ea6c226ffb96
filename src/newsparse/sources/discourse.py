"""What is known while an article is read: its people and bodies, who has spoken, who was left unnamed."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence

import attrs

from newsparse.segment import Range
from newsparse.sources.bodies import Bodies
from newsparse.sources.entities import Entity, fold
from newsparse.sources.people import NameMention, People
from newsparse.sources.reading import Reading
from newsparse.types import SourceKind

__all__ = ["Discourse", "Said"]


_STATEMENTS_BACK = 12
_UNNAMED_BACK = 40
_NEAR = 700


@attrs.frozen
class Said:
    """A statement that has been read.

    Args:
        at: where its source stands, or where it begins.
        end: where it ends.
        entity: whose it is.
        mention: where the source stands.
        asks: it is a question; what follows is the answer of somebody else.
    """

    at: int
    end: int
    entity: Entity
    mention: Range | None
    asks: bool = False


@attrs.define(eq=False)
class Discourse:
    """What has been read of an article so far.

    Args:
        reading: the text.
        people: its people.
        bodies: its bodies.
        history: the statements, in order.
        places: where they are.
        unnamed: the sources without a name, in order.
        named: the bodies and outlets that have been mentioned, by kind and name.
        by_last: the fullest name of a body that ends with a word.
        upcoming: where the next sources stand.
        cited: the unnamed sources that somebody else cites, in order.
        full_names: the full names of bodies that have been looked up; see ``naming.full_name``.
        full_names_of_mentions: those of all mentions, as they are and folded; see ``naming.full_names_of_mentions``.
    """

    reading: Reading
    people: People
    bodies: Bodies
    history: list[Said] = attrs.field(factory=list)
    places: list[int] = attrs.field(factory=list)
    unnamed: list[Entity] = attrs.field(factory=list)
    named: dict[tuple[SourceKind, str], Entity] = attrs.field(factory=dict)
    by_last: dict[str, str] = attrs.field(factory=dict)
    upcoming: Sequence[Range] = ()
    cited: list[Entity] = attrs.field(factory=list)
    full_names: dict[tuple[str, int], str] = attrs.field(factory=dict)
    full_names_of_mentions: list[tuple[str, str]] = attrs.field(factory=list)

    def choose(self, mention: NameMention) -> Entity | None:
        """Return whom a shared name means here: whoever was named last, when nobody else was as near."""
        people = mention.people
        if len(people) == 1:
            return people[0]
        at = bisect.bisect_left(self.people.starts, mention.start)
        for i in range(at - 1, max(-1, at - _UNNAMED_BACK), -1):
            earlier = self.people.mentions[i]
            if mention.start - earlier.end > _NEAR:
                break
            if len(earlier.people) == 1 and earlier.people[0] in people:
                return earlier.people[0]
        known = [p for p in people if p.first <= mention.start]
        for said in reversed(self.history[-_STATEMENTS_BACK:]):
            if said.entity in known:
                return said.entity
        return known[0] if len(known) == 1 else None

    def keep(self, kind: SourceKind, name: str) -> Entity:
        """Return the body, outlet or several people of that name; the same one for the same name."""
        entity = self.named.setdefault((kind, fold(name)), Entity(kind, name))
        if kind is SourceKind.ORGANIZATION and " " in name and " and " not in name:
            self.by_last[fold(name).rpartition(" ")[2]] = name
        return entity

    def cited_before(self, at: int) -> list[Entity]:
        """Return the unnamed sources that others cite before *at*, nearest first."""
        behind = bisect.bisect_left(self.cited, at, key=lambda entity: entity.first)
        return self.cited[max(0, behind - _UNNAMED_BACK) : behind][::-1]

    def add(self, said: Said) -> None:
        """Note one more statement; they come in order."""
        self.history.append(said)
        self.places.append(said.at)

    @functools.cached_property
    def place_words(self) -> frozenset[str]:
        """The names of bodies and places of one word, in small letters."""
        return frozenset(m.name.lower() for m in self.bodies.mentions)
