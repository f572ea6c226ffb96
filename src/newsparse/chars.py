"""Classes of characters, one table for the whole project.

Every constant is a string of characters or the inside of a regular-expression class.
"""

from __future__ import annotations

import regex

__all__ = [
    "APOSTROPHES",
    "CLOSING_BRACKETS",
    "DASHES",
    "DOUBLE_MARKS",
    "LINE_BREAKS",
    "OPENING_BRACKETS",
    "QUOTE_MARKS",
    "SINGLE_MARKS",
    "SPACES",
    "skip",
]

LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"
"""What ends a line. The separators U+001C to U+001E, at which ``str.splitlines`` also cuts, are spaces here."""

SPACES = " \t\x1c\x1d\x1e\x1f\xa0\u1680\u2000-\u200b\u2060\u202f\u205f\u3000\ufeff"
"""White space within a line, with the zero-width characters that extractors leave; a class for patterns."""

DASHES = "-‐‑‒–—―−"

OPENING_BRACKETS = "([{"
CLOSING_BRACKETS = ")]}"

DOUBLE_MARKS = '"“”„‟«»＂″'
SINGLE_MARKS = "'‘’‚‛‹›`´′"
QUOTE_MARKS = DOUBLE_MARKS + SINGLE_MARKS

APOSTROPHES = "'’‘´`ʼ＇′"
"""What stands for an apostrophe in print, rightly or wrongly."""


def skip(pattern: regex.Pattern[str], text: str, at: int, end: int | None = None) -> int:
    """Return where that ends which *pattern* matches at an offset; the offset itself where it matches nothing.

    >>> skip(regex.compile(" +"), "a  b", 1), skip(regex.compile(" +"), "a  b", 0)
    (3, 0)
    """
    found = pattern.match(text, at, len(text) if end is None else end)
    return found.end() if found else at
