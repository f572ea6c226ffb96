"""Quotes and attributions of a text, made together so that they agree.

Learned attribution finds the statements; quotation marks have the last word on where speech begins and ends; rules
add the quotes that no statement covers, and carry speakers over to quotes that have no cue of their own.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import attrs
import regex

from newsparse.attribution import Statement, find_statements
from newsparse.attribution.calibration import Origin, attribution_probability, quote_probability
from newsparse.errors import require_text
from newsparse.layout import Layout, lay_out
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.lexicon.word_classes import cue_forms
from newsparse.quotation import Quotation
from newsparse.segment import Range
from newsparse.sources import Resolved, resolve_sources
from newsparse.sources import Statement as Cited
from newsparse.speech import Stretch, log_odds, read_stretches
from newsparse.types import Attribution, AttributionKind, Quote, QuoteKind, Span

__all__ = ["Report", "Traced", "extract_attributions", "extract_quotes", "report", "trace"]

_FULL_QUOTE = 5  # words; shorter stretches without a cue are titles, nicknames and scare quotes
_COVERED = 0.5
_LETTER_RE = regex.compile(r"[\p{L}\p{N}]")
_TURN_RE = regex.compile(r"\s?\p{Lu}[\p{Lu}.'’ -]{1,40}:\s")
_BEFORE_CLAUSE_RE = regex.compile(r"(?:[,?!.…—][’'”\"»]|.[’'”\"»],) ?")  # the end of speech that a clause follows
_UNNAMED_RE = regex.compile(
    r"(?:that (?:he|she|they) )?(?:not )?(?:to )?(?:not )?be (?:named|identified|quoted)(?: by name| publicly)?"
    r"(?:,? (?:because|since|as|so|for fear|fearing|citing|due to|given|to (?:discuss|speak|avoid|protect|describe))\b"
    r"[^.;:“”\"\n]{1,200})?[,.]?"
)
_NEIGHBOURS = 8

# How evidence for speech adds up, in log odds; fitted on PolNeAR's development part.
_OWN, _STATEMENT, _RULE, _NAME, _BIAS = 0.6, 2.5, 1.0, 2.0, -1.5


@attrs.define
class _Draft:
    """A statement while quotes are added to it; one that rules add has no score."""

    source: Range | None
    cue: Range | None
    content: list[Range]
    stretches: list[Stretch]
    origin: Origin
    score: float = 0.0

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def size(self) -> int:
        return sum(end - start for start, end in self.content)


@attrs.frozen
class Report:
    """What a text reports: its attributions and its quotes, both in order."""

    attributions: tuple[Attribution, ...]
    quotes: tuple[Quote, ...]


@attrs.frozen
class Traced:
    """An attribution with its quotes and the evidence for it.

    Args:
        origin: the tagger or a rule.
        score: what the tagger gives it, 0 where a rule found it.
        attribution: the attribution.
        quotes: the quotes that lie in it.
    """

    origin: Origin
    score: float
    attribution: Attribution
    quotes: tuple[Quote, ...]


def _add(content: list[Range], new: Range) -> list[Range]:
    """Return the ranges with one more, merged where they touch."""
    merged: list[Range] = []
    for start, end in sorted([*content, new]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _touch(one: Range, two: Range) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _shared(content: Sequence[Range], stretch: Range) -> int:
    return sum(max(0, min(end, stretch[1]) - max(start, stretch[0])) for start, end in content)


class _Drafts:
    """The drafts of a text, found by the place of their contents and cues."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.all = [_Draft(s.source, s.cue, list(s.content), [], Origin.TAGGER, s.confidence) for s in statements]
        self._contents = sorted((r, i) for i, s in enumerate(statements) for r in s.content)
        self._cues = sorted((s.cue, i) for i, s in enumerate(statements) if s.cue)

    def add(self, draft: _Draft) -> _Draft:
        self.all.append(draft)
        return draft

    def covering(self, quotation: Quotation) -> _Draft | None:
        """Return the draft whose content holds most of a stretch, if any holds half of it."""
        whole = (quotation.start, quotation.end)
        first = max(0, bisect.bisect(self._contents, ((quotation.start, 0), 0)) - _NEIGHBOURS)
        last = bisect.bisect(self._contents, ((quotation.end, 0), 0))
        shares: dict[int, int] = {}
        for content, i in self._contents[first:last]:
            shares[i] = shares.get(i, 0) + _shared([content], whole)
        best = max(shares, key=lambda i: (shares[i], -self.all[i].size, -i), default=None)
        if best is None or shares[best] < _COVERED * (quotation.end - quotation.start):
            return None
        return self.all[best]

    def with_cue(self, cue: Range) -> _Draft | None:
        """Return the draft whose cue shares a character with *cue*."""
        place = bisect.bisect(self._cues, ((cue[1], 0), 0))
        for other, i in self._cues[max(0, place - 2) : place]:
            if _touch(other, cue):
                return self.all[i]
        return None


def _is_reported(text: str, draft: _Draft, lexicon: Lexicon) -> bool:
    """Tell whether a statement has a known reporting verb, or no cue at all."""
    forms = cue_forms(lexicon)
    return draft.cue is None or any(word in forms for word in text[slice(*draft.cue)].lower().split())


def _is_speech(text: str, stretch: Stretch, covering: _Draft | None, lexicon: Lexicon, *, goes_on: bool) -> bool:
    """Weigh what the stretch itself says, the statement that covers it, and the reporting clause beside it."""
    if stretch.is_given:
        return False
    names = stretch.names and stretch.words < _FULL_QUOTE
    by_rules = (
        not stretch.is_name
        and not names
        and (stretch.cue is not None or stretch.is_sentence or stretch.words >= _FULL_QUOTE)
    )
    by_rules = by_rules or goes_on
    evidence = _OWN * log_odds(text, stretch, lexicon) + _BIAS
    if names:
        evidence -= _NAME
    if covering and not (stretch.is_name and not _is_reported(text, covering, lexicon)):
        evidence += _STATEMENT * covering.score
    elif by_rules:
        evidence += _RULE
    return evidence > 0


def _may_go_on(text: str, stretch: Stretch) -> bool:
    """Tell whether a stretch that the next paragraph takes up is speech, not a turn of a transcript ("LEE: Yes.")."""
    return stretch.words >= _FULL_QUOTE and not _TURN_RE.match(text, stretch.quotation.inner[0])


def _by_rules(drafts: _Drafts, stretch: Stretch, last: Stretch | None, last_draft: _Draft | None) -> _Draft:
    """Return the draft of speech outside all contents: the one with its cue, the last one, or a new one."""
    whole = (stretch.quotation.start, stretch.quotation.end)
    if stretch.cue:
        known = drafts.with_cue(stretch.cue)
        return known or drafts.add(_Draft(stretch.source, stretch.cue, [whole], [], Origin.CUE_RULE))
    gap = stretch.quotation.paragraph - last.quotation.paragraph if last else None
    if gap == 0 and last_draft:
        return last_draft
    carried = last_draft.source if last_draft and gap == 1 else stretch.subject
    source = carried if stretch.opens_paragraph else None
    return drafts.add(_Draft(source, None, [whole], [], Origin.CARRIED))


def _asks_for_no_name(text: str, statement: Statement) -> bool:
    """Tell whether a statement only says that its source stays unnamed: "who declined to be named"."""
    return len(statement.content) == 1 and _UNNAMED_RE.fullmatch(text, *statement.content[0]) is not None


def _inner(text: str, drafts: _Drafts, outer: _Draft | None, stretch: Stretch) -> _Draft | None:
    """Return the draft of speech told with its own clause: "“It is off,” one man told police, the report says"."""
    whole = (stretch.quotation.start, stretch.quotation.end)
    if not outer or not outer.cue or not stretch.cue or not stretch.source or outer.content[0][0] != whole[0]:
        return None
    first, last = stretch.source[0], max(stretch.source[1], stretch.cue[1])
    if last > outer.content[0][1] or outer.cue[0] < last or not _BEFORE_CLAUSE_RE.fullmatch(text, whole[1] - 2, first):
        return None
    return drafts.with_cue(stretch.cue) or drafts.add(_Draft(stretch.source, stretch.cue, [whole], [], Origin.CUE_RULE))


def _is_rest(outer: _Draft, inner: _Draft, stretch: Stretch) -> bool:
    """Tell whether a stretch without a clause of its own goes on with what is told in the content of another."""
    if stretch.cue or not inner.cue or inner is outer:
        return False
    inside = any(start <= inner.cue[0] and inner.cue[1] <= end for start, end in outer.content)
    return inside and (stretch.quotation.start, stretch.quotation.end) in outer.content


def _draft(text: str, statements: Sequence[Statement], stretches: Sequence[Stretch], lexicon: Lexicon) -> list[_Draft]:
    """Return the statements completed with whole stretches in quotation marks, and those that only rules see."""
    drafts = _Drafts([s for s in statements if not _asks_for_no_name(text, s)])
    last: Stretch | None = None
    last_draft: _Draft | None = None
    taken_up = {stretch.quotation.continues for stretch in stretches}
    for stretch in stretches:
        outer = drafts.covering(stretch.quotation)
        draft = _inner(text, drafts, outer, stretch) or outer
        if outer and last_draft and _is_rest(outer, last_draft, stretch):
            draft = last_draft
        goes_on = last is not None and stretch.quotation.continues == last.number
        over_paragraphs = stretch.number in taken_up and _may_go_on(text, stretch)
        if not over_paragraphs and not _is_speech(text, stretch, draft, lexicon, goes_on=goes_on):
            continue
        if draft is None:
            draft = last_draft if goes_on else None
        if draft is None:
            draft = _by_rules(drafts, stretch, last, last_draft)
        draft.content = _add(draft.content, (stretch.quotation.start, stretch.quotation.end))
        draft.stretches.append(stretch)
        if draft.source is None and draft.cue and stretch.cue and _touch(draft.cue, stretch.cue):
            draft.source = stretch.source
        last, last_draft = stretch, draft
    return sorted(drafts.all, key=lambda d: (d.start, d.cue or (0, 0)))


def _kind(text: str, draft: _Draft) -> AttributionKind:
    """Tell whether all of a content stands in marks, a part of it, or nothing."""
    if not draft.stretches:
        return AttributionKind.INDIRECT
    quoted = [(s.quotation.start, s.quotation.end) for s in draft.stretches]
    for start, end in draft.content:
        at = start
        for first, last in quoted:
            if start <= first and last <= end:
                if _LETTER_RE.search(text, at, first):
                    return AttributionKind.MIXED
                at = last
        if _LETTER_RE.search(text, at, end):
            return AttributionKind.MIXED
    return AttributionKind.DIRECT


def _publishers(layout: Layout) -> set[str]:
    """Return the houses that publish the story: those of its byline, and the wire that it comes from."""
    bodies = layout.byline.organizations if layout.byline else ()
    return {body.name for body in bodies} | ({layout.agency.text} if layout.agency else set())


def _resolve(layout: Layout, drafts: Sequence[_Draft]) -> list[Resolved]:
    """Return who stands behind each draft; a quote without a cue takes over the speaker before it."""
    statements = [Cited(d.source if d.cue else None, d.cue, tuple(d.content), quoted=bool(d.stretches)) for d in drafts]
    byline = (layout.byline.start, layout.byline.end) if layout.byline else None
    return resolve_sources(layout.whole, statements, publisher=_publishers(layout), byline=byline)


def _attribution(text: str, draft: _Draft, resolved: Resolved) -> Attribution:
    content = tuple(Span.of(text, *r) for r in draft.content)
    kind = _kind(text, draft)
    edges = [*draft.content, *(r for r in (draft.cue, draft.source if draft.cue else None) if r)]
    return Attribution.of(
        text,
        min(start for start, _ in edges),
        max(end for _, end in edges),
        source=resolved.source,
        cue=Span.of(text, *draft.cue) if draft.cue else None,
        content=content,
        kind=kind,
        via=resolved.via,
        confidence=attribution_probability(draft.origin, kind, draft.score),
    )


def _quotes(text: str, draft: _Draft, attribution: Attribution) -> list[Quote]:
    """Return the quotes of a statement: a direct one is one quote, of a mixed one every stretch is."""
    if not draft.stretches:
        return []
    direct = attribution.kind is AttributionKind.DIRECT
    runs = [draft.stretches] if direct else [[s] for s in draft.stretches]
    return [
        Quote.of(
            text,
            run[0].quotation.start,
            run[-1].quotation.end,
            parts=tuple(Span.of(text, *s.quotation.inner) for s in run),
            kind=QuoteKind.DIRECT if direct else QuoteKind.MIXED,
            speaker=attribution.source,
            cue=attribution.cue,
            closed=run[-1].quotation.closed,
            confidence=quote_probability(draft.origin, attribution.kind, draft.score),
        )
        for run in runs
    ]


def trace(layout: Layout, lexicon: Lexicon) -> list[Traced]:
    """Return what the story of an article reports, with the evidence for it; names are looked for in the whole text."""
    text, story = layout.whole.text, layout.story
    drafts = _draft(text, find_statements(story), read_stretches(story), lexicon)
    found = []
    for draft, resolved in zip(drafts, _resolve(layout, drafts), strict=True):
        attribution = _attribution(text, draft, resolved)
        found.append(Traced(draft.origin, draft.score, attribution, tuple(_quotes(text, draft, attribution))))
    return found


def report(layout: Layout, lexicon: Lexicon) -> Report:
    """Return what the story of an article reports, in order."""
    found = trace(layout, lexicon)
    return Report(
        tuple(sorted((t.attribution for t in found), key=lambda a: (a.start, a.end))),
        tuple(sorted((q for t in found for q in t.quotes), key=lambda q: (q.start, q.end))),
    )


def extract_quotes(text: str, *, lexicon: Lexicon = DEFAULT) -> list[Quote]:
    """Return the speech in quotation marks, in order.

    Args:
        text: the text of an article.
        lexicon: the words to go by.

    Returns:
        The quotes; an empty list where nobody is quoted.

    Raises:
        TypeError: *text* is no ``str``.

    >>> [quote] = extract_quotes("“We won,” said Ada Lee. “By a mile.”")
    >>> quote.speaker.text, [part.text for part in quote.parts]
    ('Ada Lee', ['We won,', 'By a mile.'])
    """
    require_text(text, "extract_quotes")
    require_lexicon(lexicon, "extract_quotes()")
    return list(report(lay_out(text, lexicon=lexicon), lexicon).quotes)


def extract_attributions(text: str, *, lexicon: Lexicon = DEFAULT) -> list[Attribution]:
    """Return the reported statements of a text: who is cited, the words that mark it, what is cited.

    What counts is what PolNeAR's guidelines count: statements, beliefs, intentions, findings and decrees, in quotation
    marks or not.

    Args:
        text: the text of an article.
        lexicon: the words to go by.

    Returns:
        The attributions, in order; an empty list where nothing is reported.

    Raises:
        TypeError: *text* is no ``str``.

    >>> [attribution] = extract_attributions("The bridge will close on Monday, officials said.")
    >>> attribution.source.text, attribution.cue.text, attribution.content[0].text
    ('officials', 'said', 'The bridge will close on Monday')
    """
    require_text(text, "extract_attributions")
    require_lexicon(lexicon, "extract_attributions()")
    return list(report(lay_out(text, lexicon=lexicon), lexicon).attributions)
