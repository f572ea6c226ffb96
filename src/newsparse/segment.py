"""Paragraphs, sentences and tokens of a text, as half-open pairs of offsets.

What lies outside every paragraph, sentence or token is white space only, and time grows in proportion to the text.
Ranges are plain pairs: a text has thousands of tokens, and nothing but the text is needed to read one.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

import regex

from newsparse.chars import APOSTROPHES, CLOSING_BRACKETS, LINE_BREAKS, OPENING_BRACKETS, QUOTE_MARKS, SPACES
from newsparse.lexicon import DEFAULT, Lexicon

__all__ = ["Range", "lines", "paragraphs", "sentences", "tokens"]

Range = tuple[int, int]

# Text from before the web is wrapped at 60 to 80 columns; e-mail and some wires go on to 132.
_WIDEST_WRAP = 132
_NARROWEST_WRAP = 40
_FEWEST_WRAPPED = 3
_SHARE_WRAPPED = 0.8
_DEEPEST_INDENT = 8

_SPACE = f"[{SPACES}]"
_LINE_RE = regex.compile(rf"[^{LINE_BREAKS}]++")
_EDGE = f"{SPACES}{LINE_BREAKS}"
_TRIM_RE = regex.compile(rf"[^{_EDGE}](?:.*[^{_EDGE}])?", regex.DOTALL)
_LAST_MARKS = frozenset(".,;:!?)" + QUOTE_MARKS)
_INDENT_RE = regex.compile(rf"{_SPACE}{{2,}}+|\t")
_FIRST_WORD_RE = regex.compile(r"\S++")


def lines(text: str) -> Iterator[Range]:
    r"""Yield the lines that are not blank, without white space at their ends.

    >>> list(lines("One \r\n\n  two"))
    [(0, 3), (9, 12)]
    """
    for match in _LINE_RE.finditer(text):
        start, end = match.span()
        last = text[end - 1]
        if text[start].isalnum() and (last.isalnum() or last in _LAST_MARKS):  # most lines: nothing to trim
            yield start, end
        elif trimmed := _TRIM_RE.search(text, start, end):
            yield trimmed.span()


def _blank_between(text: str, end: int, start: int) -> bool:
    """Tell whether at least one empty line lies between two lines."""
    gap = text[end:start]
    return gap.replace("\r\n", "\n").count("\n") > 1 or sum(gap.count(c) for c in "\r\v\f\x85\u2028\u2029") > 1


def _indent(text: str, start: int) -> str:
    """Return the white space before a line's first character."""
    line_start = start
    while line_start > 0 and start - line_start < _DEEPEST_INDENT and text[line_start - 1] not in LINE_BREAKS:
        line_start -= 1
    return text[line_start:start]


def _columns(text: str, line: Range) -> int:
    """Return how many columns a line takes, its indent included."""
    return line[1] - line[0] + len(_indent(text, line[0]))


def _fills_line(text: str, line: Range, following: Range, width: int) -> bool:
    """Tell whether the first word of the next line would not have fitted on this one."""
    word = _FIRST_WORD_RE.match(text, *following)
    return _columns(text, line) + 1 + (word.end() - word.start() if word else 0) > width


def _wrap_width(text: str, found: list[Range], adjacent: list[bool]) -> int:
    """Return the width at which the text is hard-wrapped, or 0 when a line is a paragraph.

    A newline is only a line end when the lines are as long as they could be: the first word of the next line
    would not have fitted. Texts whose newlines end paragraphs have lines of every length.
    """
    width = max((_columns(text, line) for line in found), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    pairs = [i for i, near in enumerate(adjacent) if near]
    wrapped = sum(_fills_line(text, found[i], found[i + 1], width) for i in pairs)
    return width if wrapped >= max(_FEWEST_WRAPPED, _SHARE_WRAPPED * len(pairs)) else 0


def paragraphs(text: str) -> list[Range]:
    r"""Return the paragraphs: lines, or runs of lines where the text is hard-wrapped.

    Blank lines always divide. A single line break divides too, unless the text is wrapped at a fixed width; then
    a short line or an indent ends the paragraph.

    >>> paragraphs("A first paragraph.\nA second one.\n\nA third.")
    [(0, 18), (19, 32), (34, 42)]
    """
    found = list(lines(text))
    adjacent = [not _blank_between(text, a[1], b[0]) for a, b in itertools.pairwise(found)]
    width = _wrap_width(text, found, adjacent)
    if not width:
        return found
    joined: list[Range] = []
    for i, line in enumerate(found):
        goes_on = (
            i > 0
            and adjacent[i - 1]
            and _fills_line(text, found[i - 1], line, width)
            and not _INDENT_RE.match(_indent(text, line[0]))
        )
        if goes_on:
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


_DIRECTION = r"\u200e\u200f\u202a-\u202e\u2066-\u2069"  # controls that say which way the letters run
_OPENING = f"[{regex.escape(OPENING_BRACKETS)}{QUOTE_MARKS}{_DIRECTION}]"
_CLOSING = f"[{regex.escape(CLOSING_BRACKETS)}{QUOTE_MARKS}{_DIRECTION}]"
_SENTENCE_END_RE = regex.compile(
    rf"""
    (?P<stop>[.!?…](?:[.!?…]|\ \.){{0,8}}+)        # "."  "?!"  "..."  ". . ."
    {_CLOSING}{{0,4}}+
    (?:
        (?P<gap>\s++)(?={_OPENING}{{0,3}}[\p{{Lu}}\p{{Lt}}\p{{Lo}}\p{{N}}$€£\#@•*–—-])
      | (?P<glued>)(?<=[\p{{Ll}}\p{{N}}][.!?]{_CLOSING}{{0,2}})    # "home.The post"
        (?=[“"‘']?\p{{Lu}}\p{{Ll}}{{1,20}}+[ ,’'])
    )
    """,
    regex.VERBOSE,
)
_LAST_WORD_RE = regex.compile(r"(?:\p{L}\.){0,4}\p{L}++$")
_NEXT_WORD_RE = regex.compile(rf"(?:\s|{_OPENING})*+([\p{{L}}\p{{N}}]*+)")
_LONGEST_ABBREVIATION = 16


def _is_abbreviation(text: str, stop: int, after: int, lexicon: Lexicon) -> bool:
    """Tell whether the stop at *stop* belongs to an abbreviation or initial, given what begins at *after*."""
    before = text[max(0, stop - _LONGEST_ABBREVIATION) : stop]
    match = _LAST_WORD_RE.search(before)
    if not match or " ".join(before.split()[-2:]) in lexicon.words("abbreviations.letters_alone"):
        return False
    word = match.group()
    if word in lexicon.words("abbreviations.before_names"):
        return True
    following = _NEXT_WORD_RE.match(text, after, after + _LONGEST_ABBREVIATION)
    opener = following.group(1) if following else ""
    if opener[:1].isdigit() and word in lexicon.words("abbreviations.before_numbers"):
        return True
    if len(word) == 1 and word.isupper() and word != "I":
        return opener not in lexicon.words("abbreviations.openers") or len(opener) == 1
    if "." in word or word in lexicon.words("abbreviations.inside"):
        return opener not in lexicon.words("abbreviations.openers")
    return False


def sentences(text: str, paragraph: Range, *, lexicon: Lexicon = DEFAULT) -> list[Range]:
    """Return the sentences of a paragraph.

    A sentence ends behind a stop, question or exclamation mark and the closing marks that follow it, when the next
    word begins with a capital or a number and the stop is not one of an abbreviation or initial.

    >>> text = 'Sen. Lee met the U.S. envoy at 5 p.m. EST. "Why?" he asked. No. 3 left.'
    >>> [text[s:e] for s, e in sentences(text, (0, len(text)))]
    ['Sen. Lee met the U.S. envoy at 5 p.m. EST.', '"Why?" he asked.', 'No. 3 left.']
    """
    start, end = paragraph
    found = []
    for match in _SENTENCE_END_RE.finditer(text, start, end):
        numbers_a_list = start == paragraph[0] and text[start : match.start()].isdigit()
        if match["stop"] == "." and (numbers_a_list or _is_abbreviation(text, match.start(), match.end(), lexicon)):
            continue
        gap_start, gap_end = match.span("gap") if match["gap"] else match.span("glued")
        found.append((start, gap_start))
        start = gap_end
    if start < end:
        found.append((start, end))
    return found


@functools.lru_cache(maxsize=8)
def _token_re(lexicon: Lexicon) -> regex.Pattern[str]:
    dotted = "|".join(sorted(map(regex.escape, lexicon.words("abbreviations.before_names")), reverse=True))
    clitic = f"[{APOSTROPHES}](?:s|S|re|ve|ll|d|m)\\b"
    return regex.compile(
        rf"""
          [A-Za-z]++(?=[\x20,])                         # most words, at two thirds of the cost of what is below
        | (?:https?://|www\.)[^\s"“”<>]{{1,2048}}+     # http://example.org/a?b
        | [@\#]\w++                                    # @handle, #tag
        | \p{{N}}++(?:[.,:]\p{{N}}++)*+\p{{L}}*+       # 4,900  3.5  10:30  60s
        | (?:\p{{L}}\.){{2,8}}+                        # U.S.  a.m.
        | \p{{L}}[\p{{L}}\p{{M}}\p{{N}}]*+             # words
          (?:
              (?:(?!{clitic})[-‐‑&{APOSTROPHES}][\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}]*+)++   # co-author, O'Neill
            | \.(?<=(?<![\p{{L}}\p{{M}}\p{{N}}])(?:{dotted})\.)                                 # Sen.
          )?+
        | {clitic}                                     # Trump|'s
        | ``|''|’’|‘‘                                  # doubled marks are one
        | --++ | \.\.++                                # dashes and dots in a run
        | [^\s{_EDGE}]                                 # anything else, one by one
        """,
        regex.VERBOSE,
    )


def tokens(text: str, paragraph: Range, *, lexicon: Lexicon = DEFAULT) -> list[Range]:
    """Return the words, numbers and marks of a paragraph; possessive ``'s`` and other clitics stand alone.

    >>> text = "Sen. O'Neill's co-author won’t pay $4,900."
    >>> [text[s:e] for s, e in tokens(text, (0, len(text)))]
    ['Sen.', "O'Neill", "'s", 'co-author', 'won’t', 'pay', '$', '4,900', '.']
    """
    return [match.span() for match in _token_re(lexicon).finditer(text, *paragraph)]
