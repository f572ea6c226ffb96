"""Classes of characters, one table for the whole project.

Every constant is a string of characters or the inside of a regular-expression class.
"""

from __future__ import annotations

import html

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
    "UNDECODED",
    "decoded",
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


_MOJIBAKE = {
    **{mark.encode().decode("latin-1"): mark for mark in "“”„‟‘’‚‛«»‹›″′"},  # UTF-8 read as Latin-1
    "â€œ": "“", "â€\x9d": "”", "â€": "”", "â€ž": "„", "â€˜": "‘", "â€™": "’", "â€š": "‚",  # and as Windows-1252
    "\x84": "„", "\x93": "“", "\x94": "”", "\x91": "‘", "\x92": "’", "\x82": "‚", "\x8b": "‹", "\x9b": "›",
}  # fmt: skip

UNDECODED = (
    r"(?:&(?:amp;)?(?:(?:[lr][sd]|[lr]a|bd|sb|[lr]sa)quo|quot|apos|[pP]rime"
    r"|\#0{0,5}(?:34|39|14[5-8]|132|130|171|187|821[6-9]|822[0-2]|824[23]|8249|8250)"
    r"|\#[xX]0{0,4}(?:22|27|9[1-4]|84|82|ab|AB|bb|BB|20(?:1[89a-fA-F]|3[239aA])));"
    r"|â€(?:[œž˜™š\x9d]|(?![“”¦¢°\x80-\xbf]))|â\x80[\x98-\x9f\xb2\xb3\xb9\xba]|Â[«»]|[\x82\x84\x8b\x91-\x94\x9b])"
)
"""Marks that were not decoded, as a pattern: entities, C1 controls of Windows-1252, UTF-8 read as another encoding."""


def decoded(marks: str) -> str:
    r"""Return the mark that an undecoded one stands for; another text as it is.

    >>> decoded("&ldquo;"), decoded("&amp;#8217;"), decoded("â€œ"), decoded("\x92"), decoded("x")
    ('“', '’', '“', '’', 'x')
    """
    if marks.startswith("&"):
        return html.unescape(html.unescape(marks))
    return _MOJIBAKE.get(marks, marks)


def skip(pattern: regex.Pattern[str], text: str, at: int, end: int | None = None) -> int:
    """Return where that ends which *pattern* matches at an offset; the offset itself where it matches nothing.

    >>> skip(regex.compile(" +"), "a  b", 1), skip(regex.compile(" +"), "a  b", 0)
    (3, 0)
    """
    found = pattern.match(text, at, len(text) if end is None else end)
    return found.end() if found else at
