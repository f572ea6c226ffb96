"""Learned attribution: the source, cue and content of every reported statement."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from newsparse.attribution._according import add_according
from newsparse.attribution._anonymity import add_unnamed
from newsparse.attribution._calibration import attribution_probability, quote_probability
from newsparse.attribution._choosing import Thresholds, choose, without_labels
from newsparse.attribution._citable import subject
from newsparse.attribution._closing import add_closing
from newsparse.attribution._features import read
from newsparse.attribution._hearings import add_heard
from newsparse.attribution._inner import add_inner
from newsparse.attribution._nesting import unfold
from newsparse.attribution._tagger import load_tagger
from newsparse.document import Document
from newsparse.statements import Statement

__all__ = ["STAGES", "attribution_probability", "find_statements", "quote_probability"]

# Cues below the first are not looked at. Chosen on articles of publishers that the network has not seen, and on
# PolNeAR's development part (training/README.md): with .6 for what is told, content overlap on the former rises by half
# a point and falls on the latter by a point and a half.
_CUE_THRESHOLD = 0.3
_LEAST = Thresholds(spoken=0.45, told=0.5, inner=0.3)


def _with_subjects(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    found = []
    for statement in statements:
        source, cue = statement.source, statement.cue
        if source and cue:
            start = document.sentences[document.sentence_of(source[0])][0]
            source = subject(document.text, start, source, cue, document.lexicon)
        found.append(attrs.evolve(statement, source=source))
    return found


STAGES = (add_closing, add_heard, add_unnamed, add_according, _with_subjects, without_labels, unfold, add_inner)
"""What is done with the statements that the tagger finds, one after the other."""


def find_statements(document: Document) -> list[Statement]:
    """Return the reported statements of a text, in order of their contents.

    Raises:
        ModelError: the weights of the package are missing or damaged.
    """
    found = load_tagger().tag(read(document), threshold=_CUE_THRESHOLD)
    statements = choose(document, found, _LEAST)
    for stage in STAGES:
        statements = stage(document, statements)
    return statements
