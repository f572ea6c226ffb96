"""Learned attribution: the source, cue and content of every reported statement."""

from __future__ import annotations

from collections.abc import Sequence

from newsparse.attribution._calibration import attribution_probability, quote_probability
from newsparse.attribution._choosing import Thresholds, choose
from newsparse.attribution._features import read
from newsparse.attribution._inner import add_inner
from newsparse.attribution._patterns import add_patterns
from newsparse.attribution._tagger import load_tagger
from newsparse.document import Document
from newsparse.statements import Statement

__all__ = ["STAGES", "attribution_probability", "find_all", "find_statements", "quote_probability"]

# Cues below the first are not looked at. Chosen on articles of publishers that the network has not seen, and on
# PolNeAR's development part (training/README.md): with .6 for what is told, content overlap on the former rises by half
# a point and falls on the latter by a point and a half.
_CUE_THRESHOLD = 0.3
_LEAST = Thresholds(spoken=0.45, told=0.5, inner=0.3)


def _add_patterns(documents: Sequence[Document], found: Sequence[Sequence[Statement]]) -> list[list[Statement]]:
    return [add_patterns(document, statements) for document, statements in zip(documents, found, strict=True)]


STAGES = (_add_patterns, add_inner)
"""What is done with the statements that the tagger finds in some texts, one after the other."""


def find_statements(document: Document) -> list[Statement]:
    """Return the reported statements of a text, in order of their contents.

    Raises:
        ModelError: the weights of the package are missing or damaged.
    """
    return find_all([document])[0]


def find_all(documents: Sequence[Document]) -> list[list[Statement]]:
    """Return those of several texts, which the network reads together: short ones take half the time."""
    tagged = load_tagger().tag_all([read(document) for document in documents], threshold=_CUE_THRESHOLD)
    found = [choose(document, own, _LEAST) for document, own in zip(documents, tagged, strict=True)]
    for stage in STAGES:
        found = stage(documents, found)
    return found
