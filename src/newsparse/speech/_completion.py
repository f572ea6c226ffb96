"""Completes statements with speech: whole stretches in quotation marks, and those that no statement covers.

Quotation marks have the last word on where speech begins and ends; rules add the quotes that learned attribution
misses, and carry speakers over to quotes that have no cue of their own.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Sequence

import attrs
import regex

from newsparse.chars import DASHES
from newsparse.document import Document
from newsparse.lexicon import Lexicon
from newsparse.lexicon.word_classes import cue_forms
from newsparse.quotation import Quotation
from newsparse.segment import Range
from newsparse.speech._judgement import log_odds
from newsparse.speech._stretches import Stretch, read_stretches
from newsparse.statements import Origin, Statement

__all__ = ["complete"]

_FULL_QUOTE = 5  # words; shorter stretches without a cue are titles, nicknames and scare quotes
_COVERED = 0.5
_TURN_RE = regex.compile(r"\s?\p{Lu}[\p{Lu}.'’ -]{1,40}:\s")
_BEFORE_CLAUSE_RE = regex.compile(r"(?:[,?!.…—][’'”\"»]|.[’'”\"»],) ?")  # the end of speech that a clause follows
_STOP_RE = regex.compile(r"[.?!][’'”\"»)]?\s")
_NEIGHBOURS = 8

# How evidence for speech adds up, in log odds; fitted on PolNeAR's development part, the bias by folds over publishers.
_OWN, _STATEMENT, _RULE, _NAME, _ALONE, _BIAS = 0.6, 2.5, 1.0, 2.0, 1.0, -1.85


def _add(content: Sequence[Range], new: Range) -> tuple[Range, ...]:
    """Return the ranges with one more, merged where they touch."""
    merged: list[Range] = []
    for start, end in sorted([*content, new]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _touch(one: Range, two: Range) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _shared(content: Sequence[Range], stretch: Range) -> int:
    return sum(max(0, min(end, stretch[1]) - max(start, stretch[0])) for start, end in content)


class _Statements:
    """The statements of a text while speech is added, each by its number; found by their first contents and cues."""

    def __init__(self, text: str, statements: Sequence[Statement]) -> None:
        self._text = text
        self.all = list(statements)
        self._contents = sorted((r, i) for i, s in enumerate(statements) for r in s.content)
        self._cues = sorted((s.cue, i) for i, s in enumerate(statements) if s.cue)
        according = ((start, i) for (start, end), i in self._cues if text[start:end] == "according to")
        self._according = {i for start, i in according if self.all[i].content[-1][1] <= start}

    def __getitem__(self, number: int) -> Statement:
        return self.all[number]

    def add(self, statement: Statement) -> int:
        self.all.append(statement)
        return len(self.all) - 1

    def covering(self, quotation: Quotation) -> int | None:
        """Return the statement whose content holds most of a stretch, if any holds half of it.

        One whose clause stands in the stretch does not: who says that, says it within what somebody else says. Nor
        does one inside the content of another, but where the stretch is all that it has, or the other's clause only
        says where it was read ("she said it was “over”, according to the Post"): words in marks within what is told
        are those of the outer speaker. Of two with as much, the one in whose sentence the stretch stands holds it.
        """
        whole = (quotation.start, quotation.end)
        first = max(0, bisect.bisect(self._contents, ((quotation.start, 0), 0)) - _NEIGHBOURS)
        last = bisect.bisect(self._contents, ((quotation.end, 0), 0))
        shares: dict[int, int] = {}
        for content, i in self._contents[first:last]:
            source, cue = self.all[i].source, self.all[i].cue
            if source and cue and all(whole[0] <= start and end <= whole[1] for start, end in (source, cue, content)):
                continue
            shares[i] = shares.get(i, 0) + _shared([content], whole)
        near = {i: not self._is_apart(i, quotation) for i in shares}
        best = max(shares, key=lambda i: (shares[i], -self.all[i].size, near[i], -i), default=None)
        if best is None or not self.all[best].content or shares[best] < _COVERED * (quotation.end - quotation.start):
            return None
        while not self._is_all(best, quotation):
            inner = self.all[best]
            wider = (i for i in shares if shares[i] == shares[best] and self.all[i].size > inner.size)
            further = next((i for i in wider if self.all[i].tells_of(inner) and i not in self._according), None)
            if further is None:
                break
            best = further
        return best

    def _is_apart(self, number: int, quotation: Quotation) -> bool:
        """Tell whether a sentence ends between the cue of a statement and a stretch behind it."""
        cue = self.all[number].cue
        return cue is not None and _STOP_RE.search(self._text, cue[1], quotation.start) is not None

    def release(self, number: int, quotation: Quotation, document: Document) -> bool:
        """Take a stretch from a statement whose clause ends in an earlier paragraph; tell whether that was done."""
        held, paragraph = self.all[number], document.paragraphs[quotation.paragraph]
        if held.cue is None or held.cue[1] > paragraph[0] or held.quotations or self._text[held.cue[1] - 1] == ":":
            return False
        rest = tuple(r for r in held.content if not _touch(r, (quotation.start, quotation.end)))
        self.all[number] = attrs.evolve(held, content=rest)
        return True

    def _is_all(self, number: int, quotation: Quotation) -> bool:
        """Tell whether a stretch is all that a statement has, but for a stop."""
        return self.all[number].size <= quotation.end - quotation.start + 1

    def with_cue(self, cue: Range) -> int | None:
        """Return the statement whose cue shares a character with *cue*."""
        place = bisect.bisect(self._cues, ((cue[1], 0), 0))
        return next((i for other, i in self._cues[max(0, place - 2) : place] if _touch(other, cue)), None)


def _is_reported(text: str, statement: Statement, lexicon: Lexicon) -> bool:
    """Tell whether a statement has a known reporting verb, or no cue at all."""
    forms = cue_forms(lexicon)
    return statement.cue is None or any(word in forms for word in text[slice(*statement.cue)].lower().split())


def _is_speech(document: Document, stretch: Stretch, covering: Statement | None, *, goes_on: bool) -> bool:
    """Weigh what the stretch itself says, the statement that covers it, and the reporting clause beside it."""
    if stretch.is_given or stretch.is_term:
        return False
    names = stretch.names and stretch.words < _FULL_QUOTE
    by_rules = (
        not stretch.is_name
        and not names
        and (stretch.cue is not None or stretch.is_sentence or stretch.words >= _FULL_QUOTE)
    )
    by_rules = by_rules or goes_on
    evidence = _OWN * log_odds(document.text, stretch, document.lexicon) + _BIAS
    if names:
        evidence -= _NAME
    if stretch.stands_alone:
        evidence += _ALONE
    if covering and not (stretch.is_name and not _is_reported(document.text, covering, document.lexicon)):
        evidence += _STATEMENT * covering.score
    elif by_rules:
        evidence += _RULE
    return evidence > 0


def _may_go_on(text: str, stretch: Stretch) -> bool:
    """Tell whether a stretch that the next paragraph takes up is speech, not a turn of a transcript ("LEE: Yes.")."""
    return stretch.words >= _FULL_QUOTE and not _TURN_RE.match(text, stretch.quotation.inner[0])


def _by_rules(statements: _Statements, stretch: Stretch, last: Stretch | None, last_number: int | None) -> int:
    """Return the statement of speech outside all contents: the one with its cue, the last one, or a new one."""
    whole = (stretch.quotation.start, stretch.quotation.end)
    if stretch.cue:
        known = statements.with_cue(stretch.cue)
        new = Statement(stretch.source, stretch.cue, (whole,), origin=Origin.CUE_RULE)
        return statements.add(new) if known is None else known
    gap = stretch.quotation.paragraph - last.quotation.paragraph if last else None
    if gap == 0 and last_number is not None:
        return last_number
    carried = statements[last_number].source if last_number is not None and gap == 1 else stretch.subject
    source = carried if stretch.opens_paragraph else None
    return statements.add(Statement(source, None, (whole,), origin=Origin.CARRIED))


def _inner(text: str, statements: _Statements, outer: Statement, stretch: Stretch) -> int | None:
    """Return the statement of speech told with its own clause: "“It is off,” one man told police, the report says"."""
    whole = (stretch.quotation.start, stretch.quotation.end)
    if not outer.cue or not stretch.cue or not stretch.source or outer.start != whole[0]:
        return None
    first, last = stretch.source[0], max(stretch.source[1], stretch.cue[1])
    if last > outer.content[0][1] or outer.cue[0] < last or not _BEFORE_CLAUSE_RE.fullmatch(text, whole[1] - 2, first):
        return None
    known = statements.with_cue(stretch.cue)
    new = Statement(stretch.source, stretch.cue, (whole,), origin=Origin.CUE_RULE)
    return statements.add(new) if known is None else known


def _is_rest(outer: Statement, inner: Statement, stretch: Stretch) -> bool:
    """Tell whether a stretch without a clause of its own goes on with what is told in the content of another."""
    if stretch.cue or not inner.cue or inner is outer:
        return False
    inside = any(start <= inner.cue[0] and inner.cue[1] <= end for start, end in outer.content)
    return inside and (stretch.quotation.start, stretch.quotation.end) in outer.content


def _holder(
    text: str, statements: _Statements, outer: int | None, stretch: Stretch, last_number: int | None
) -> int | None:
    """Return the statement that a stretch belongs to, by what covers it."""
    if outer is None:
        return None
    if last_number is not None and _is_rest(statements[outer], statements[last_number], stretch):
        return last_number
    inner = _inner(text, statements, statements[outer], stretch)
    return outer if inner is None else inner


def _name_late(statements: _Statements, number: int, last_number: int, stretch: Stretch) -> None:
    """Give the speech of the paragraphs before to a statement whose clause stands in the last of them."""
    held, last = statements[number], statements[last_number]
    if last.cue or not (held.cue and stretch.cue and _touch(held.cue, stretch.cue)):
        return
    content, quotations = (*last.content, *held.content), (*last.quotations, *held.quotations)
    statements.all[number] = attrs.evolve(held, content=content, quotations=quotations)
    statements.all[last_number] = attrs.evolve(last, content=(), quotations=())


def _is_interrupted(text: str, last: Stretch, stretch: Stretch) -> bool:
    """Tell whether a stretch takes up the last one behind an action between dashes, which rules gave both as cue."""
    return last.cue is not None and last.cue == stretch.cue and text[last.cue[0]] in DASHES


def complete(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """Return the statements with the speech in quotation marks, in order of their contents."""
    statements = _Statements(document.text, found)
    stretches = read_stretches(document)
    last: Stretch | None = None
    last_number: int | None = None
    taken_up = {stretch.quotation.continues for stretch in stretches}
    broken = {b.cue for a, b in itertools.pairwise(stretches) if _is_interrupted(document.text, a, b)}
    for stretch in stretches:
        outer = statements.covering(stretch.quotation)
        if outer is not None and stretch.below and statements.release(outer, stretch.quotation, document):
            outer = None
        number = _holder(document.text, statements, outer, stretch, last_number)
        interrupted = last is not None and _is_interrupted(document.text, last, stretch)
        goes_on = interrupted or (last is not None and stretch.quotation.continues == last.number)
        sure = interrupted or (stretch.cue in broken and not stretch.is_name)
        sure = sure or (stretch.number in taken_up and _may_go_on(document.text, stretch))
        covering = None if number is None else statements[number]
        if not sure and not _is_speech(document, stretch, covering, goes_on=goes_on):
            continue
        if number is None and goes_on and last_number is not None:
            named_late = stretch.cue and not statements[last_number].cue
            number = None if named_late else last_number
        if number is None:
            number = _by_rules(statements, stretch, last, last_number)
        if goes_on and last_number is not None and number != last_number:
            _name_late(statements, number, last_number, stretch)
        held, quotation = statements[number], stretch.quotation
        takes_source = held.source is None and held.cue and stretch.cue and _touch(held.cue, stretch.cue)
        statements.all[number] = attrs.evolve(
            held,
            source=stretch.source if takes_source else held.source,
            content=_add(held.content, (quotation.start, quotation.end)),
            quotations=(*held.quotations, quotation),
        )
        last, last_number = stretch, number
    return sorted((s for s in statements.all if s.content), key=lambda s: (s.start, s.cue or (0, 0)))
