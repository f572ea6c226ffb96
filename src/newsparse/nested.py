"""Statements inside the contents of others, and speech in marks within marks.

“A U.S. official tells me it is over,” Ravid wrote: the official's statement stands inside Ravid's, who passes it on.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import attrs
import regex

from newsparse.document import Document
from newsparse.quotation import Quotation
from newsparse.segment import Range
from newsparse.statements import Statement
from newsparse.types import Quote, QuoteKind, Source, Span

__all__ = ["nest", "pass_on"]

_NEIGHBOURS = 8  # contents that begin before a statement and may hold it; more overlap in no prose
_SELF = frozenset({"i", "me", "my", "myself"})
_HALF = 2
# Of 46 stretches of so many words in marks within marks, in the news of 26 publishers, four were no speech.
_FULL_QUOTE, _UNTOLD = 5, 0.9
_WORD_RE = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’-]*+")


def _reach(statement: Statement) -> Range:
    """Return where a statement stands, from its first character to its last."""
    ranges = [r for r in (statement.source if statement.cue else None, statement.cue, *statement.content) if r]
    return min(start for start, _ in ranges), max(end for _, end in ranges)


def _holders(statements: Sequence[Statement]) -> dict[int, tuple[int, Range]]:
    """Return for each statement inside another the number of the closest around it, and the content that holds it."""
    contents = sorted((r, i) for i, s in enumerate(statements) for r in s.content)
    found: dict[int, tuple[int, Range]] = {}
    for i, statement in enumerate(statements):
        if not statement.cue:
            continue
        start, end = _reach(statement)
        last = bisect.bisect_right(contents, ((start, len(contents) + end), 0))
        around = [(r[1] - r[0], j, r) for r, j in contents[max(0, last - _NEIGHBOURS) : last] if end <= r[1] and j != i]
        if around:
            _, holder, content = min(around)
            found[i] = holder, content
    return found


def _same(one: Source, two: Source) -> bool:
    return one.name == two.name if one.name or two.name else one == two


def _chain(inner: Statement, outer: Statement, content: Range) -> tuple[Source, ...]:
    """Return who passed on an inner statement: who the content names for it, then the outer speaker and their chain."""
    own = [via for via in inner.via if content[0] <= via.start and via.end <= content[1]]
    chain: list[Source] = []
    for via in [*own, *([outer.speaker] if outer.speaker else []), *outer.via]:
        if not any(_same(via, known) for known in [*chain, *([inner.speaker] if inner.speaker else [])]):
            chain.append(via)
    return tuple(chain)


def _told(document: Document, inner: Statement, outer: Statement, content: Range) -> Statement:
    """Return an inner statement with its chain; whoever speaks of themselves there ("I") is the outer speaker."""
    source = inner.source
    if source and outer.speaker and document.text[slice(*source)].lower() in _SELF:
        start, end = source
        speaker = attrs.evolve(outer.speaker, start=start, end=end, text=document.text[start:end])
        inner = attrs.evolve(inner, speaker=speaker)
    return attrs.evolve(inner, inner=True, via=_chain(inner, outer, content))


def _touch(cue: Range | None, mark: Quotation) -> bool:
    return cue is not None and cue[0] < mark.end and mark.start < cue[1]


def _marks_within(document: Document, statements: Sequence[Statement]) -> dict[int, list[Quotation]]:
    """Return the stretches in marks within marks that inner statements hold, by the number of the closest."""
    contents = sorted((r, i) for i, s in enumerate(statements) if s.inner for r in s.content)
    found: dict[int, list[Quotation]] = {}
    for mark in document.marks:
        if mark.parent is None or not contents:
            continue
        last = bisect.bisect_left(contents, ((mark.end, 0), 0))
        shares = [
            (min(end, mark.end) - max(start, mark.start), start - end, i)
            for (start, end), i in contents[max(0, last - _NEIGHBOURS) : last]
            if not _touch(statements[i].cue, mark)
        ]
        best = max(shares, default=None)
        if best and _HALF * best[0] > mark.end - mark.start:
            found.setdefault(best[2], []).append(mark)
    return found


def pass_on(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, those inside others with the outer speakers as their ``via`` and with their marks."""
    holders = _holders(statements)
    told = list(statements)
    for i in sorted(holders, key=lambda i: _reach(statements[i])[0] - _reach(statements[i])[1]):
        holder, content = holders[i]
        told[i] = _told(document, told[i], told[holder], content)
    for i, marks in _marks_within(document, told).items():
        held = {mark.start for mark in told[i].quotations}
        fresh = [mark for mark in marks if mark.start not in held]
        told[i] = attrs.evolve(told[i], quotations=tuple(sorted((*told[i].quotations, *fresh), key=lambda m: m.start)))
    return told


def _untold(document: Document, told: Sequence[Quote]) -> Iterator[Quote]:
    """Yield the speech in marks within marks of which no statement says whose it is: "People are like, ‘…’"."""
    text = document.text
    known = {part.start for quote in told for part in quote.parts}
    for mark in document.marks:
        words = _WORD_RE.findall(text[slice(*mark.inner)])
        speech = mark.parent is not None and len(words) >= _FULL_QUOTE and mark.inner[0] not in known
        if speech and not all(word[0].isupper() for word in words):
            parts = (Span.of(text, *mark.inner),)
            yield Quote.of(
                text,
                mark.start,
                mark.end,
                parts=parts,
                kind=QuoteKind.DIRECT,
                closed=mark.closed,
                confidence=_UNTOLD,
            )


def _holds(outer: Quote, inner: Quote) -> bool:
    at = bisect.bisect_right(outer.parts, inner.start, key=lambda part: part.start) - 1
    return at >= 0 and inner.end <= outer.parts[at].end


def nest(document: Document, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the outermost quotes, in order, each with those inside it and with all other speech in marks there."""
    ordered = sorted([*quotes, *_untold(document, quotes)], key=lambda q: (q.start, -q.end))
    inside: dict[int | None, list[int]] = {}
    around: list[int] = []
    for i, quote in enumerate(ordered):
        while around and ordered[around[-1]].end <= quote.start:
            around.pop()
        holder = next((j for j in around[-_NEIGHBOURS:][::-1] if _holds(ordered[j], quote)), None)
        inside.setdefault(holder, []).append(i)
        around.append(i)
    known = {(quote.start, quote.end) for quote in quotes}
    made: dict[int, Quote] = {}
    for i in range(len(ordered) - 1, -1, -1):
        nested = tuple(made[j] for j in inside.get(i, ()))
        made[i] = attrs.evolve(ordered[i], nested=nested) if nested else ordered[i]
    return [made[i] for i in inside.get(None, ()) if (ordered[i].start, ordered[i].end) in known]
