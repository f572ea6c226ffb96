"""Sources: who stands behind each statement, by name, kind, role and chain, and the cast of an article."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs
import regex

from newsparse.document import Document
from newsparse.segment import Range
from newsparse.sources._via import Chains, Link
from newsparse.sources.bodies import bare, find_bodies, outlet_name
from newsparse.sources.casting import cast
from newsparse.sources.descriptions import note_cited
from newsparse.sources.discourse import Discourse, Said
from newsparse.sources.entities import Entity, fold
from newsparse.sources.people import find_people
from newsparse.sources.phrases import read_phrase
from newsparse.sources.publishers import publishers
from newsparse.sources.reading import Reading
from newsparse.sources.resolution import carried, resolve
from newsparse.sources.unnamed import affiliation_of, find_reason, role_of_unnamed
from newsparse.types import Source, SourceKind, Span

__all__ = ["Resolved", "Statement", "cast", "resolve_sources"]

_UNKNOWN = {
    "he": SourceKind.PERSON,
    "she": SourceKind.PERSON,
    "they": SourceKind.GROUP,
    "it": SourceKind.ORGANIZATION,
    "which": SourceKind.DOCUMENT,
}
_ASKS_RE = regex.compile(r"\b(?:ask(?:ed|s|ing)?|inquired)\b", regex.IGNORECASE)
_UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.GROUP})


@attrs.frozen
class Statement:
    """A reported statement whose spans are known.

    Args:
        source: where its source stands; ``None`` where there is none.
        cue: where the words stand that mark it; ``None`` for a follow-on quote.
        content: where its content stands.
        quoted: its content is in quotation marks, wholly or in part.
        at: where its source stands, or else where it begins.
        end: where it ends.
    """

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    quoted: bool = False
    at: int = attrs.field(init=False, default=attrs.Factory(lambda self: self._begin(), takes_self=True))
    end: int = attrs.field(init=False, default=attrs.Factory(lambda self: self._stop(), takes_self=True))

    def _begin(self) -> int:
        return self.source[0] if self.source else min((r[0] for r in (self.cue, *self.content) if r), default=0)

    def _stop(self) -> int:
        return max((r[1] for r in (self.source, self.cue, *self.content) if r), default=0)


@attrs.frozen
class Resolved:
    """What is known of the source of a statement.

    Args:
        source: the source; that of the quote before where the statement carries on from it; ``None`` where the text
            names nobody ("is believed to").
        via: who passed the statement on, nearest to the reader first.
        kind: what sort of source it is; anonymous where the text names nobody.
        carried: the source is taken over from an earlier statement.
    """

    source: Source | None
    via: tuple[Source, ...] = ()
    kind: SourceKind = SourceKind.ANONYMOUS
    carried: bool = False


def _span(text: str, found: Range | None) -> Span | None:
    return Span.of(text, *found) if found else None


@attrs.define(eq=False)
class _Maker:
    """Makes the public values of entities."""

    reading: Reading

    def of(self, entity: Entity, span: Range, until: int | None = None) -> Source:
        """Return *entity* as a source that stands at *span*."""
        text = self.reading.text
        role = entity.roles[0].span if entity.roles else None
        affiliation, count = entity.affiliation, entity.count
        if entity.kind in _UNNAMED:
            phrase = read_phrase(self.reading, span)
            if phrase is not None and not phrase.pronoun:
                own = affiliation_of(self.reading, phrase)
                entity.affiliation = entity.affiliation or own
                entity.count = entity.count or phrase.count
                affiliation = own or entity.affiliation
                count = phrase.count or entity.count
                role = role_of_unnamed(self.reading, phrase, own) if entity.kind is SourceKind.ANONYMOUS else None
            entity.reason = entity.reason or find_reason(self.reading, span, until or span[1])
        return Source.of(
            text,
            *span,
            kind=entity.kind,
            name=entity.name,
            role=_span(text, role),
            affiliation=_span(text, affiliation),
            count=count,
            reason=_span(text, entity.reason),
        )


def resolve_sources(
    document: Document,
    statements: Sequence[Statement],
    *,
    publisher: Collection[str] = (),
    byline: Range | None = None,
) -> list[Resolved]:
    """Return who stands behind each statement of an article.

    Args:
        document: the article, cut up.
        statements: its statements, in any order.
        publisher: names of the outlet that publishes the article, which is never a ``via``; those that the text
            itself shows (dateline, footer) are found without it.
        byline: where the byline stands: whom it names is nobody that "she" or "the agent" could mean.

    Returns:
        One result for each statement, in the order given.

    >>> from newsparse.document import cut
    >>> text = "Mayor Ada Lee spoke on Monday. “We won,” she told Reuters."
    >>> [result] = resolve_sources(cut(text), [Statement((41, 44), (45, 49), ((31, 40),), quoted=True)])
    >>> result.source.name, result.source.role.text, result.via[0].name
    ('Ada Lee', 'Mayor', 'Reuters')
    """
    reading = Reading.of_document(document)
    if not reading.tokens:
        return [Resolved(None) for _ in statements]
    people = find_people(reading, byline)
    story = Discourse(reading, people, find_bodies(reading, people))
    note_cited(story)
    order = sorted(range(len(statements)), key=lambda i: (statements[i].at, statements[i].end))
    said = _read_in_order(story, [statements[i] for i in order])
    maker = _Maker(reading)
    own = publishers(reading) | {fold(bare(outlet_name(p, document.lexicon) or p)) for p in publisher}
    links = [
        Link(s.source, s.cue, s.content, found.entity if found else None, _is_pronoun(reading, s), number)
        for number, (s, found) in enumerate(zip((statements[i] for i in order), said, strict=True))
    ]
    chains = Chains(story, maker.of, own, links)
    results: dict[int, Resolved] = {}
    for i, link, found in zip(order, links, said, strict=True):
        if found is None:
            results[i] = Resolved(None)
            continue
        via = chains.via(link)
        source = maker.of(found.entity, found.mention, statements[i].end) if found.mention else None
        results[i] = Resolved(source, via, found.entity.kind, carried=statements[i].source is None)
    return [results[i] for i in range(len(statements))]


def _is_pronoun(reading: Reading, statement: Statement) -> bool:
    phrase = read_phrase(reading, statement.source) if statement.source else None
    return phrase is None or bool(phrase.pronoun)


def _kind_of_unknown(reading: Reading, source: Range) -> SourceKind:
    """Return what a pronoun stands for when nothing says whom it means."""
    phrase = read_phrase(reading, source)
    return _UNKNOWN.get(phrase.pronoun if phrase else "", SourceKind.ANONYMOUS)


def _read_in_order(story: Discourse, statements: Sequence[Statement]) -> list[Said | None]:
    """Return whose each statement is; each is read with what was said before it in mind."""
    sources = [s.source for s in statements if s.source]
    found: list[Said | None] = []
    seen = 0
    for statement in statements:
        said: Said | None = None
        if statement.source is not None:
            seen += 1
            story.upcoming = sources[seen : seen + 1]
            entity = resolve(story, statement.source)
            entity = entity or Entity(_kind_of_unknown(story.reading, statement.source), None)
            asks = bool(statement.cue and _ASKS_RE.search(story.reading.text, *statement.cue))
            said = Said(statement.at, statement.end, entity, statement.source, asks)
        elif statement.cue is None and statement.quoted:
            before = carried(story, statement.at)
            said = Said(statement.at, statement.end, before.entity, before.mention) if before else None
        if said is not None:
            story.add(said)
        found.append(said)
    return found
