"""Unfolds statements within statements: who is quoted by whom, who is cited by whom.

Two layouts hold a statement inside another, and the tagger gives each token to one statement only:

- "He quoted his source as saying “…”": the source's own statement is found in the content of the outer one;
- "…, Axios reported, citing four US officials": those cited say what Axios reported; so they do where that follows
  ("Axios reported, citing four US officials, that …"). What is cited may also be a reason ("citing slow sales").
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from newsparse.attribution._citable import is_source
from newsparse.document import Document
from newsparse.lexicon import Lexicon
from newsparse.statements import Statement

__all__ = ["unfold"]

_AS_SAYING_RE = regex.compile(
    r"(?P<source>\S[^.!?:;“”\"]{0,100}?)\s+(?P<cue>as\s(?:saying|telling|stating|having\ssaid)|who\ssaid)[,:]?\s+(?:that\s+)?"
)
_QUOTING_RE = regex.compile(r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))$")
_CITING_RE = regex.compile(r"\b(?:citing|quoting|cited|quoted)$")
# What stands between an outlet and its "citing": " also reported, "; and who is cited, before what they say.
_REPORTED_RE = regex.compile(r"\s(?:\w+\s)?(?P<cue>\w+ed|wrote|said|says|writes|reports),?\s$")
_CITED_THAT_RE = regex.compile(r"(?P<source>\S[^,.;:“”\"]{0,100}?),\s(?=that\s)")
_BETWEEN_RE = regex.compile(r",?\s(?P<cue>citing|quoting)\s(?P<source>\S[^.;:“”\"]{0,100}?),\s")
_FARTHEST = 60


def _inner(text: str, outer: Statement) -> Statement | None:
    """Return the statement that stands in the content of "quoted X as saying …", if there is one."""
    if outer.cue is None:
        return None
    cue = text[slice(*outer.cue)].lower()
    if not _QUOTING_RE.search(cue.removesuffix(" his source as").strip() or cue):
        return None
    start, end = outer.content[0]
    match = _AS_SAYING_RE.match(text, start, end)
    if not match or match.end() >= end:
        return None
    return Statement(match.span("source"), match.span("cue"), ((match.end(), end), *outer.content[1:]), outer.score)


def _cited(text: str, citing: Statement, others: Sequence[Statement], lexicon: Lexicon) -> Statement | None:
    """Return what those say who are named after "citing": the content of the statement that cites them."""
    if citing.cue is None or not _CITING_RE.search(text[slice(*citing.cue)].lower()):
        return None
    if not is_source(text[slice(*citing.content[0])], lexicon):
        return None
    for other in others:
        if other.cue is None or other.cue == citing.cue or citing.source not in (None, other.source):
            continue
        if abs(other.cue[1] - citing.cue[0]) <= _FARTHEST and other.content[0] != citing.content[0]:
            return attrs.evolve(citing, source=citing.content[0], content=other.content)
    return None


def _without_citing(text: str, statement: Statement, others: Sequence[Statement]) -> Statement:
    """Return a statement whose content ends before the ", citing …" that names where it comes from."""
    start, end = statement.content[-1]
    for other in others:
        cites = other.cue and other.source == statement.source and _CITING_RE.search(text[slice(*other.cue)].lower())
        if other.cue and cites and start < other.cue[0] < end <= other.content[-1][1] + 1:
            cut = start + len(text[start : other.cue[0]].rstrip(" ,"))
            return attrs.evolve(statement, content=(*statement.content[:-1], (start, cut)))
    return statement


def _near(statements: Sequence[Statement], i: int) -> Sequence[Statement]:
    return [*statements[max(0, i - 3) : i], *statements[i + 1 : i + 3]]


def _reported(text: str, citing: Statement) -> tuple[Statement, Statement] | None:
    """Return both statements of "Axios reported, citing four officials, that …", which the tagger gives as one."""
    if citing.cue is None or citing.source is None or not _CITING_RE.search(text[slice(*citing.cue)].lower()):
        return None
    start, end = citing.content[0]
    cue = _REPORTED_RE.fullmatch(text, citing.source[1], citing.cue[0]) if citing.source[1] < citing.cue[0] else None
    cited = _CITED_THAT_RE.match(text, start, end)
    if not cue or not cited:
        return None
    content = ((cited.end(), end), *citing.content[1:])
    return (
        attrs.evolve(citing, cue=cue.span("cue"), content=content),
        attrs.evolve(citing, source=cited.span("source"), content=content),
    )


def _between(text: str, outer: Statement, others: Sequence[Statement]) -> Statement | None:
    """Return what those say who are cited between a cue and its content, unless the tagger has found it."""
    if outer.cue is None or outer.cue[1] >= outer.content[0][0]:
        return None
    match = _BETWEEN_RE.fullmatch(text, outer.cue[1], outer.content[0][0])
    if not match or any(other.cue == match.span("cue") for other in others):
        return None
    return attrs.evolve(outer, source=match.span("source"), cue=match.span("cue"))


def unfold(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with those inside them, in order of their contents."""
    text, lexicon = document.text, document.lexicon
    found: list[Statement] = []
    statements = [_without_citing(text, statement, _near(statements, i)) for i, statement in enumerate(statements)]
    for i, statement in enumerate(statements):
        both = _reported(text, statement)
        if both:
            found += both
            continue
        others = _near(statements, i)
        cited = _cited(text, statement, others, lexicon)
        inner = cited or _inner(text, statement) or _between(text, statement, others)
        if cited is None:
            found.append(statement)
        if inner:
            found.append(inner)
    return sorted(found, key=lambda s: s.start)
