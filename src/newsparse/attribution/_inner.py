"""Finds the statements inside the contents of others by reading speech in marks as a text of its own.

Within an article the network takes the words of a quote for what is said, seldom for the cue of another statement:
"“A U.S. official tells me it is over,” Ravid wrote". Alone, the same words give the official's statement.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import attrs

from newsparse.attribution._choosing import Thresholds, choose, is_touched
from newsparse.attribution._features import read
from newsparse.attribution._tagger import load_tagger
from newsparse.document import Document, cut
from newsparse.lexicon.word_classes import cue_forms
from newsparse.segment import Range
from newsparse.statements import Statement

__all__ = ["add_inner"]

_THRESHOLD = 0.6
_LEAST = Thresholds(spoken=_THRESHOLD, told=_THRESHOLD, inner=_THRESHOLD)
_SHORTEST = 25  # characters that can hold a source, a cue and a content
_ITSELF = frozenset({"i", "we"})  # the speaker of the outer statement: "I think" within what she says is hers
_MARKS = " “”\"‘’'«»"
_BETWEEN = "\n\n"


def _pieces(document: Document, statements: Sequence[Statement]) -> Iterator[Range]:
    """Yield the contents in marks that hold a reporting verb, without the marks around them, each character once."""
    text, behind, forms = document.text, 0, cue_forms(document.lexicon)
    for start, end in sorted(r for statement in statements for r in statement.content):
        piece = text[max(start, behind) : end]
        first = end - len(piece.lstrip(_MARKS))
        last = end - (len(piece) - len(piece.rstrip(_MARKS)))
        spoken = last - first >= _SHORTEST and document.is_quoted(first)
        if spoken and any(word in forms for word in piece.lower().split()):
            yield first, last
            behind = last


def add_inner(documents: Sequence[Document], found: Sequence[Sequence[Statement]]) -> list[list[Statement]]:
    """Return the statements of some texts with those that stand inside their contents."""
    pieces = [list(_pieces(document, statements)) for document, statements in zip(documents, found, strict=True)]
    held = [i for i, own in enumerate(pieces) if own]  # the texts that have any
    alone = [_alone(documents[i], pieces[i]) for i in held]
    tagged = load_tagger().tag_all([read(document) for document in alone], threshold=_THRESHOLD)
    completed = [list(statements) for statements in found]
    for i, document, own in zip(held, alone, tagged, strict=True):
        completed[i] = _with_inner(documents[i], found[i], pieces[i], choose(document, own, _LEAST))
    return completed


def _alone(document: Document, pieces: Sequence[Range]) -> Document:
    """Return pieces of a text as a text of their own."""
    return cut(_BETWEEN.join(document.text[start:end] for start, end in pieces), lexicon=document.lexicon)


def _with_inner(
    document: Document, statements: Sequence[Statement], pieces: Sequence[Range], found: Sequence[Statement]
) -> list[Statement]:
    """Return statements with those that were found in pieces of the text."""
    begins = [0]
    for start, end in pieces[:-1]:
        begins.append(begins[-1] + end - start + len(_BETWEEN))
    cues = sorted(statement.cue for statement in statements if statement.cue)
    inner = []
    for statement in found:
        place = bisect.bisect(begins, statement.start) - 1
        low, high = begins[place], begins[place] + pieces[place][1] - pieces[place][0]
        ranges = [r for r in (statement.source, statement.cue, *statement.content) if r]
        if any(start < low or end > high for start, end in ranges):
            continue
        moved = _moved(statement, pieces[place][0] - low)
        source = document.text[slice(*moved.source)].lower() if moved.source else ""
        if moved.cue and source not in _ITSELF and not is_touched(cues, moved.cue):
            inner.append(moved)
    return sorted([*statements, *inner], key=lambda s: s.start)


def _moved(statement: Statement, by: int) -> Statement:
    def moved(span: Range) -> Range:
        return span[0] + by, span[1] + by

    return attrs.evolve(
        statement,
        source=statement.source and moved(statement.source),
        cue=statement.cue and moved(statement.cue),
        content=tuple(moved(r) for r in statement.content),
    )
