"""What the sources of an article are, while it is read: one ``Entity`` for each, however often it is mentioned."""

from __future__ import annotations

import functools
import unicodedata

import attrs

from newsparse.segment import Range
from newsparse.types import Source, SourceKind

__all__ = ["BODIES", "Entity", "Role", "fold"]

BODIES = frozenset({SourceKind.ORGANIZATION, SourceKind.MEDIA})
"""The kinds of sources that are bodies."""

_ROLES_KEPT = 8


@attrs.frozen
class Role:
    """Words that say what a source is.

    Args:
        span: where they stand.
        nouns: the nouns for people among them, singular, in small letters.
        words: all other words that tell one such person from the next, in small letters.
        affiliation: where the words stand that say where the source belongs.
        human: a noun for people is among them; else only a short form ("MEC").
    """

    span: Range
    nouns: frozenset[str]
    words: frozenset[str]
    affiliation: Range | None = None
    human: bool = True


@attrs.define(eq=False)
class Entity:
    """A source of the article.

    Args:
        kind: what sort of source it is.
        name: its fullest name or description.
        sure: a person is known to be one, not only by the shape of the name.
        given: the first name in small letters.
        family: the family name in small letters.
        nouns: the nouns that it has been called, singular, in small letters.
        words: the words that qualified those nouns.
        gender: "male", "female", or ``None``.
        plural: it is several.
        count: how many.
        roles: what the article says it is.
        affiliation: where the words stand that say where it belongs.
        reason: where the words stand that say why it is unnamed.
        via: who passed on what it said, where it is first cited.
        group: the group that it is one of.
        cited: where somebody else cites it, before anything is attributed to it ("citing four officials").
        first: where it is first mentioned.
    """

    kind: SourceKind
    name: str | None
    sure: bool = True
    given: str = ""
    family: str = ""
    nouns: set[str] = attrs.field(factory=set)
    words: set[str] = attrs.field(factory=set)
    gender: str | None = None
    plural: bool = False
    count: int | None = None
    roles: list[Role] = attrs.field(factory=list)
    affiliation: Range | None = None
    reason: Range | None = None
    via: tuple[Source, ...] = ()
    group: Entity | None = None
    cited: int | None = None
    first: int = 0

    def add_role(self, role: Role) -> None:
        """Note one more role; the first few are kept."""
        if len(self.roles) < _ROLES_KEPT and role not in self.roles:
            self.roles.append(role)

    @property
    def is_plural(self) -> bool:
        """Whether "they" is the word for it."""
        return self.plural or self.kind is SourceKind.GROUP


@functools.lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return a word in the form in which names are compared: no accents, no capitals.

    >>> fold("Michèle"), fold("O’Neill")
    ('michele', "o'neill")
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
