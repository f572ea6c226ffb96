"""Learned attribution: the source, cue and content of every reported statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from newsparse.attribution.according import add_according
from newsparse.attribution.anonymity import add_unnamed
from newsparse.attribution.closing import add_closing
from newsparse.attribution.features import read
from newsparse.attribution.hearings import add_heard
from newsparse.attribution.linking import Statement, choose, without_label
from newsparse.attribution.nesting import unfold
from newsparse.attribution.nouns import subject
from newsparse.attribution.tagger import load_tagger
from newsparse.document import Document

__all__ = ["Statement", "find_statements"]

# Cues below the first are not looked at: of 474 between .25 and .40 on 174 development articles two led to a statement.
# Statements below the second are not reported. From .40 to .45 content overlap on PolNeAR dev falls by .2 points, and
# everything exact rises by .5 there and on other publishers.
_CUE_THRESHOLD = 0.4
_STATEMENT_THRESHOLD = 0.45


def find_statements(document: Document) -> list[Statement]:
    """Return the reported statements of a text, in order of their contents.

    Raises:
        ModelError: the weights of the package are missing or damaged.
    """
    found = load_tagger().tag(read(document), threshold=_CUE_THRESHOLD)
    chosen = choose(document, found, threshold=_STATEMENT_THRESHOLD)
    chosen = add_heard(document, add_closing(document, chosen))
    chosen = add_according(document, add_unnamed(document, chosen))
    complete = (without_label(document.text, s) for s in _with_subjects(document, chosen))
    return unfold(document.text, [statement for statement in complete if statement], document.lexicon)


def _with_subjects(document: Document, statements: Sequence[Statement]) -> Iterator[Statement]:
    for statement in statements:
        if statement.source and statement.cue:
            start = document.sentences[document.sentence_of(statement.source[0])][0]
            source = subject(document.text, start, statement.source, statement.cue, document.lexicon)
            yield attrs.evolve(statement, source=source)
        else:
            yield statement
