"""Puts the cast of an article together: each distinct source once, with all that rests on it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from newsparse.types import Attribution, CastMember, Quote, Source, SourceKind, Span

__all__ = ["cast"]

_NAMED = frozenset({SourceKind.PERSON, SourceKind.ORGANIZATION, SourceKind.MEDIA})


def _key(source: Source) -> Hashable:
    """Return what two mentions of one source share: kind and name, or the place where nothing is known."""
    if source.name is None:
        return source.kind, source.start, source.end
    return source.kind, source.name.casefold()


def _first(spans: Iterable[Span | None]) -> Span | None:
    return min((s for s in spans if s), key=lambda s: s.start, default=None)


def _with_nested(quotes: Iterable[Quote]) -> Iterator[Quote]:
    """Yield quotes and the quotes inside them, in order."""
    waiting = list(quotes)[::-1]
    while waiting:
        quote = waiting.pop()
        yield quote
        waiting += quote.nested[::-1]


def cast(attributions: Sequence[Attribution], quotes: Sequence[Quote]) -> tuple[CastMember, ...]:
    """Return each distinct source once, in order of its first mention, with its quotes and attributions.

    Args:
        attributions: the reported statements of an article.
        quotes: its speech in quotation marks.

    >>> from newsparse.types import AttributionKind, SourceKind
    >>> text = "Ada Lee said we won."
    >>> lee = Source.of(text, 0, 7, kind=SourceKind.PERSON, name="Ada Lee")
    >>> content = Span.of(text, 13, 19)
    >>> said = Attribution.of(text, 0, 19, source=lee, cue=None, content=(content,), kind=AttributionKind.INDIRECT)
    >>> cast([said], [])
    (CastMember('Ada Lee' person, 0 quotes, 1 attribution),)
    """
    mentions: dict[Hashable, dict[tuple[int, int], Source]] = {}
    said: dict[Hashable, list[Attribution]] = {}
    quoted: dict[Hashable, list[Quote]] = {}
    for attribution in attributions:
        if attribution.source is not None:
            key = _key(attribution.source)
            mentions.setdefault(key, {}).setdefault(
                (attribution.source.start, attribution.source.end), attribution.source
            )
            said.setdefault(key, []).append(attribution)
    for quote in _with_nested(quotes):
        if quote.speaker is not None:
            key = _key(quote.speaker)
            mentions.setdefault(key, {}).setdefault((quote.speaker.start, quote.speaker.end), quote.speaker)
            quoted.setdefault(key, []).append(quote)
    members = []
    for key, places in mentions.items():
        found = tuple(source for _, source in sorted(places.items()))
        members.append(
            CastMember(
                kind=found[0].kind,
                name=found[0].name,
                role=_first(s.role for s in found),
                affiliation=_first(s.affiliation for s in found),
                count=next((s.count for s in found if s.count is not None), None),
                reason=_first(s.reason for s in found),
                mentions=found,
                quotes=tuple(quoted.get(key, ())),
                attributions=tuple(said.get(key, ())),
            )
        )
    return tuple(sorted(members, key=lambda m: m.mentions[0].start))
