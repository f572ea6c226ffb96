"""Quotes and attributions of a text, made together so that they agree.

Learned attribution finds the statements; quotation marks have the last word on where speech begins and ends; then
everybody who is cited is resolved. `STAGES` is the order of it.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence

import attrs
import regex

from newsparse.attribution import attribution_probability, find_statements, quote_probability
from newsparse.errors import require_confidence, require_text
from newsparse.layout import Layout, lay_out, without
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.nested import nest, pass_on
from newsparse.segment import Range
from newsparse.sources import Statement as Cited
from newsparse.sources import resolve_sources
from newsparse.speech import complete, find_blocks, turn_passives
from newsparse.statements import Origin, Statement
from newsparse.turns import find_turns
from newsparse.types import Attribution, AttributionKind, Quote, QuoteKind, Span

__all__ = [
    "MIN_CONFIDENCE",
    "STAGES",
    "Report",
    "attribution_of",
    "extract_attributions",
    "extract_quotes",
    "quotes_of",
    "read",
    "report",
]

MIN_CONFIDENCE = 0.4
"""What is less likely is left out unless one asks for it: of that, on publishers kept apart, one in three is right."""

_LETTER_RE = regex.compile(r"[\p{L}\p{N}]")
_UNNAMED_RE = regex.compile(
    r"(?:that (?:he|she|they) )?(?:not )?(?:to )?(?:not )?be (?:named|identified|quoted)(?: by name| publicly)?"
    r"(?:,? (?:because|since|as|so|for fear|fearing|citing|due to|given|to (?:discuss|speak|avoid|protect|describe))\b"
    r"[^.;:“”\"\n]{1,200})?[,.]?"
)

_UNMARKED = {Origin.TURN: QuoteKind.TURN, Origin.BLOCK: QuoteKind.BLOCK}  # speech without quotation marks

Statements = Sequence[Statement]


@attrs.frozen
class Report:
    """What a text reports: its attributions and its quotes, both in order."""

    attributions: tuple[Attribution, ...]
    quotes: tuple[Quote, ...]


def _find(layout: Layout, _: Statements) -> Statements:
    """Return what learned attribution finds in the story."""
    return find_statements(layout.story)


def _without_namelessness(layout: Layout, statements: Statements) -> Statements:
    """Leave out what only says that its source stays unnamed: "who declined to be named"."""
    text = layout.whole.text
    return [s for s in statements if not (len(s.content) == 1 and _UNNAMED_RE.fullmatch(text, *s.content[0]))]


def _complete(layout: Layout, statements: Statements) -> Statements:
    """Add the speech in quotation marks."""
    return complete(layout.story, statements)


def _turn(layout: Layout, statements: Statements) -> Statements:
    """Take whoever is told in the passive for nobody's source."""
    return turn_passives(layout.story, statements)


def _add_blocks(layout: Layout, statements: Statements) -> Statements:
    """Add posts of social media and block quotes; what was read over their edges is theirs."""
    blocks = {_block(found): found for found in find_blocks(layout.story)}
    if not blocks:
        return statements
    kept = [s for statement in statements if (s := _outside(statement, sorted(blocks), blocks))]
    return sorted([*kept, *blocks.values()], key=_place)


def _block(statement: Statement) -> Range:
    """Return where a block stands: its words, and the signature behind them."""
    ends = [end for _, end in (statement.content[-1], statement.source or (0, 0))]
    return statement.start, max(ends)


def _outside(statement: Statement, reaches: Sequence[Range], blocks: Mapping[Range, Statement]) -> Statement | None:
    """Return what a statement has outside blocks, or all of it where it stands in the words of one."""

    def near(edge: Range) -> Range | None:
        last = bisect.bisect_left(reaches, (edge[1], 0)) - 1
        return reaches[last] if last >= 0 and edge[0] < reaches[last][1] else None

    clause = [edge for edge in (statement.source, statement.cue) if edge]
    edges = [*clause, *statement.content]
    touched = {near(edge) for edge in edges}
    if touched == {None}:
        return statement
    if len(touched) == 1 and statement.cue:
        [reach] = touched
        words = blocks[reach].content if reach else statement.content
        if all(words[0][0] <= start and end <= words[-1][1] for start, end in edges):
            return statement
    content = tuple(edge for edge in statement.content if not near(edge))
    if not content or any(near(edge) for edge in clause if statement.cue):
        return None
    quotations = tuple(mark for mark in statement.quotations if not near((mark.start, mark.end)))
    return attrs.evolve(statement, content=content, quotations=quotations)


def _place(statement: Statement) -> tuple[int, Range]:
    return statement.start, statement.cue or (0, 0)


def _add_turns(layout: Layout, statements: Statements) -> Statements:
    """Add the turns of an interview or transcript; what was taken from a label is theirs."""
    turns = find_turns(layout.whole)
    if not turns:
        return statements
    starts = [turn.source[0] if turn.source else turn.start for turn in turns]
    kept = [s for s in statements if not any(_reaches(edge, starts, turns) for edge in (s.source, s.cue, *s.content))]
    return sorted([*kept, *turns], key=_place)


def _reaches(edge: Range | None, starts: Sequence[int], turns: Statements) -> bool:
    """Tell whether a stretch holds a part of a label, or all of a turn."""
    if not edge:
        return False
    number = bisect.bisect_left(starts, edge[1]) - 1
    return number >= 0 and (edge[0] < turns[number].start or edge in turns[number].content)


def _within_story(layout: Layout, statements: Statements) -> Statements:
    """Cut contents at what stands between lines of the story, and those of turns, which may be any line, at others."""
    kept = []
    for statement in statements:
        taken = layout.unsaid if statement.origin is Origin.TURN else layout.aside
        content = without(layout.whole.text, statement.content, taken)
        if content:
            kept.append(attrs.evolve(statement, content=content))
    return kept


def _publishers(layout: Layout) -> set[str]:
    """Return the houses that publish the story: those of its byline, and the wire that it comes from."""
    bodies = layout.byline.organizations if layout.byline else ()
    return {body.name for body in bodies} | ({layout.agency.text, layout.agency.name} if layout.agency else set())


def _is_quoted(statement: Statement) -> bool:
    return bool(statement.quotations) or statement.origin is Origin.BLOCK


def _resolve(layout: Layout, statements: Statements) -> Statements:
    """Say who stands behind each statement; a quote without a cue takes over the speaker before it."""
    turns = [s for s in statements if s.origin is Origin.TURN]
    statements = [s for s in statements if s.origin is not Origin.TURN]
    cited = [Cited(s.source if s.cue else None, s.cue, s.content, quoted=_is_quoted(s)) for s in statements]
    byline = (layout.byline.start, layout.byline.end) if layout.byline else None
    resolved = resolve_sources(layout.whole, cited, publisher=_publishers(layout), byline=byline)
    said = [attrs.evolve(s, speaker=r.source, via=r.via) for s, r in zip(statements, resolved, strict=True)]
    return sorted([*said, *turns], key=_place)


def _pass_on(layout: Layout, statements: Statements) -> Statements:
    """Say of the statements inside others who passed them on, and which marks within marks are theirs."""
    return pass_on(layout.story, statements)


STAGES: tuple[Callable[[Layout, Statements], Statements], ...] = (
    _find,
    _without_namelessness,
    _complete,
    _turn,
    _add_blocks,
    _add_turns,
    _within_story,
    _resolve,
    _pass_on,
)
"""What makes the statements of an article, each stage out of those before it."""


def read(layout: Layout, found: Statements | None = None) -> Statements:
    """Return the statements of an article's story, in order of their contents; names come from the whole text.

    *found* is what learned attribution finds, where that is known.
    """
    statements: Statements = found or ()
    for stage in STAGES if found is None else STAGES[1:]:
        statements = stage(layout, statements)
    return statements


def _kind(text: str, statement: Statement) -> AttributionKind:
    """Tell whether all of a content stands in marks, a part of it, or nothing."""
    if statement.origin in _UNMARKED:
        return AttributionKind.DIRECT
    if not statement.quotations:
        return AttributionKind.INDIRECT
    for start, end in statement.content:
        at = start
        for quotation in statement.quotations:
            if start <= quotation.start and quotation.end <= end:
                if _LETTER_RE.search(text, at, quotation.start):
                    return AttributionKind.MIXED
                at = quotation.end
        if _LETTER_RE.search(text, at, end):
            return AttributionKind.MIXED
    return AttributionKind.DIRECT


def attribution_of(text: str, statement: Statement) -> Attribution:
    """Return the attribution that a statement is."""
    kind = _kind(text, statement)
    edges = [*statement.content, *(r for r in (statement.cue, statement.source if statement.cue else None) if r)]
    return Attribution.of(
        text,
        min(start for start, _ in edges),
        max(end for _, end in edges),
        source=statement.speaker,
        cue=Span.of(text, *statement.cue) if statement.cue else None,
        content=tuple(Span.of(text, *r) for r in statement.content),
        kind=kind,
        via=statement.via,
        inner=statement.inner,
        confidence=attribution_probability(statement.origin, kind, statement.score, inner=statement.inner),
    )


def quotes_of(text: str, statement: Statement, attribution: Attribution) -> list[Quote]:
    """Return the quotes of a statement: a direct one or a turn is one quote, of a mixed one every stretch is."""
    if statement.origin in _UNMARKED:
        return [
            Quote.of(
                text,
                statement.start,
                statement.content[-1][1],
                parts=attribution.content,
                kind=_UNMARKED[statement.origin],
                speaker=attribution.source,
                cue=attribution.cue,
                confidence=attribution.confidence,
            )
        ]
    if not statement.quotations:
        return []
    direct = attribution.kind is AttributionKind.DIRECT
    runs = [statement.quotations] if direct else [(quotation,) for quotation in statement.quotations]
    return [
        Quote.of(
            text,
            run[0].start,
            run[-1].end,
            parts=tuple(Span.of(text, *quotation.inner) for quotation in run),
            kind=QuoteKind.DIRECT if direct else QuoteKind.MIXED,
            speaker=attribution.source,
            cue=attribution.cue,
            closed=run[-1].closed,
            confidence=quote_probability(statement.origin, attribution.kind, statement.score),
        )
        for run in runs
    ]


def _sure(quotes: Sequence[Quote], least: float) -> list[Quote]:
    """Return the quotes of so much confidence, without what is nested in them and has less."""
    sure = [q for q in quotes if q.confidence >= least]
    return [attrs.evolve(q, nested=tuple(_sure(q.nested, least))) if q.nested else q for q in sure]


def report(layout: Layout, *, min_confidence: float = 0.0, found: Statements | None = None) -> Report:
    """Return what the story of an article reports with at least so much confidence, in order; see ``read``."""
    text = layout.whole.text
    attributions: list[Attribution] = []
    quotes: list[Quote] = []
    for statement in read(layout, found):
        attributions.append(attribution_of(text, statement))
        quotes += quotes_of(text, statement, attributions[-1])
    return Report(
        tuple(sorted((a for a in attributions if a.confidence >= min_confidence), key=lambda a: (a.start, a.end))),
        tuple(_sure(nest(layout.story, quotes), min_confidence)),
    )


def extract_quotes(text: str, *, lexicon: Lexicon = DEFAULT, min_confidence: float = MIN_CONFIDENCE) -> list[Quote]:
    """Return the speech in quotation marks, in order.

    Args:
        text: the text of an article.
        lexicon: the words to go by.
        min_confidence: what is less likely to be right is left out; 0 returns all that is found.

    Returns:
        The quotes; an empty list where nobody is quoted.

    Raises:
        TypeError: *text* is no ``str``, or *min_confidence* no number.
        ValueError: *min_confidence* is below 0 or above 1.

    >>> [quote] = extract_quotes("“We won,” said Ada Lee. “By a mile.”")
    >>> quote.speaker.text, [part.text for part in quote.parts]
    ('Ada Lee', ['We won,', 'By a mile.'])
    """
    require_text(text, "extract_quotes")
    require_lexicon(lexicon, "extract_quotes()")
    least = require_confidence(min_confidence, "extract_quotes")
    return list(report(lay_out(text, lexicon=lexicon), min_confidence=least).quotes)


def extract_attributions(
    text: str, *, lexicon: Lexicon = DEFAULT, min_confidence: float = MIN_CONFIDENCE
) -> list[Attribution]:
    """Return the reported statements of a text: who is cited, the words that mark it, what is cited.

    What counts: statements, denials, demands, beliefs, hopes and findings whose content the text gives, in quotation
    marks or not. Acts (a vote, a charge, a sentence), plans and silence do not.

    Args:
        text: the text of an article.
        lexicon: the words to go by.
        min_confidence: what is less likely to be right is left out; 0 returns all that is found.

    Returns:
        The attributions, in order; an empty list where nothing is reported.

    Raises:
        TypeError: *text* is no ``str``, or *min_confidence* no number.
        ValueError: *min_confidence* is below 0 or above 1.

    >>> [attribution] = extract_attributions("The bridge will close on Monday, officials said.")
    >>> attribution.source.text, attribution.cue.text, attribution.content[0].text
    ('officials', 'said', 'The bridge will close on Monday')
    """
    require_text(text, "extract_attributions")
    require_lexicon(lexicon, "extract_attributions()")
    least = require_confidence(min_confidence, "extract_attributions")
    return list(report(lay_out(text, lexicon=lexicon), min_confidence=least).attributions)
