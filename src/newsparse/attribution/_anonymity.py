"""Reads past the clause that says why a source has no name: "A neighbor who asked not to be named said …".

Such a clause has a verb of its own for asking or declining, and stands between the source and what it says. The tagger
is led astray by it; what follows the clause is the statement.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import regex

from newsparse.attribution._choosing import RULE_SCORE
from newsparse.document import Document
from newsparse.segment import Range
from newsparse.statements import Statement

__all__ = ["add_unnamed"]

_LONGEST_SOURCE, _LONGEST_REASON = 80, 160
_SHORTEST_CONTENT = 3
_WHO_RE = regex.compile(r",?\swho\s")
_REASON_RE = regex.compile(
    r"""[^.;:“”"\n]{0,80}?\b
    (?:(?:named|identified|quoted)\b | anonym(?:ous|ously|ity)\b | (?:authori[sz]ed|permitted|allowed)\sto\s\w++
      | (?:give|provide|disclose|reveal)\s(?:his|her|their)\s(?:full\s|last\s|real\s)?names?\b)""",
    regex.VERBOSE,
)
_HEARER = r"(?:me|us|reporters|journalists|(?:the\s)?\p{Lu}[\p{L}’'-]*+(?:\s\p{Lu}[\p{L}’'-]*+){0,4}+)"
_CUE_RE = regex.compile(
    rf"""\b(?:
        (?P<cue>(?:also\s)?(?:said|says|added|adds|confirmed|recalled|warned|claimed|estimated|insisted|predicted))
      | (?P<cue>told|tells)\s{_HEARER}
    )\s""",
    regex.VERBOSE,
)
_MARK_RE = regex.compile(r"[,;:“”\"(]\s?")
_OPENER_RE = regex.compile(r"(?:But|And|Yet|Still|Meanwhile|Later)\s")
_QUOTES = frozenset('“”"')


def _in_sentence(text: str, start: int, end: int) -> Iterator[tuple[Range, Range, Range]]:
    """Yield source, cue and content around each clause about anonymity; the clause is a part of the source."""
    for who in _WHO_RE.finditer(text, start, end):
        reason = _REASON_RE.match(text, who.end(), min(end, who.end() + _LONGEST_REASON))
        cue = _CUE_RE.search(text, reason.end(), min(end, reason.end() + _LONGEST_REASON)) if reason else None
        if not cue or not _QUOTES.isdisjoint(text[who.end() : cue.start()]):
            continue
        low = max(start, who.start() - _LONGEST_SOURCE)
        first = max((mark.end() for mark in _MARK_RE.finditer(text, low, who.start())), default=low)
        opener = _OPENER_RE.match(text, first, who.start())
        first = opener.end() if opener else first
        stop = end - (text[end - 1] == ".")
        if first < who.start() and stop - cue.end() >= _SHORTEST_CONTENT:
            last = cue.start() - (text[cue.start() - 2] == ",") - 1
            yield (first, last), cue.span("cue"), (cue.end(), stop)


def add_unnamed(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with those that clauses about anonymity hide, and without any made of such a clause."""
    text = document.text
    kept = {statement.cue: statement for statement in statements if statement.cue}
    cues = sorted(kept)
    for start, end in document.sentences:
        if " who " not in text[start:end]:
            continue
        for source, cue, content in _in_sentence(text, start, end):
            for inside in cues[bisect.bisect_left(cues, (source[0], 0)) : bisect.bisect_left(cues, (cue[0], 0))]:
                kept.pop(inside, None)
            kept.setdefault(cue, Statement(source, cue, (content,), RULE_SCORE))
    without = (statement for statement in statements if not statement.cue)
    return sorted([*without, *kept.values()], key=lambda s: s.start)
