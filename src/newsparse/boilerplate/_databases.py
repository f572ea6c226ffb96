"""The head that Factiva gives a story: number of words, date, outlet, code, page, language, copyright."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs
import regex

from newsparse.dates import match_date
from newsparse.types import BoilerplateKind

if TYPE_CHECKING:
    from newsparse.boilerplate._label import LabelledLine

__all__ = ["label_database_head"]

_HEAD_LINES = 12
_MOST_BETWEEN = 9
_LONGEST = 80
_WORDS_RE = regex.compile(r"\d{1,3}(?:,?\d{3})? words", regex.IGNORECASE)


def label_database_head(text: str, lines: Sequence[LabelledLine]) -> list[LabelledLine]:
    """Return the lines with those of a Factiva head as boilerplate, but for the date.

    Such a head begins with the number of words and ends with the copyright, above the story.
    """
    labelled = list(lines)
    first = next((i for i, line in enumerate(labelled[:_HEAD_LINES]) if _WORDS_RE.fullmatch(text, *line.span)), None)
    if first is None:
        return labelled
    part = range(first + 1, min(len(labelled), first + 1 + _MOST_BETWEEN))
    last = next((i for i in part if labelled[i].kind is BoilerplateKind.COPYRIGHT), None)
    between = range(first + 1, last or first)
    if any(labelled[i].span[1] - labelled[i].span[0] > _LONGEST for i in between):
        return labelled
    for i in between:
        if labelled[i].kind is None and match_date(text, labelled[i].span[0]) is None:
            labelled[i] = attrs.evolve(labelled[i], kind=BoilerplateKind.OTHER, is_furniture=False, is_story=False)
    return labelled
