"""Finds words that are set into a story as a block, without quotation marks.

Posts of social media: words, then "— Ida Holm (@idaholm) December 27, 2017". Block quotes: lines that begin with ">"
below a clause that ends with a colon, and the paragraph below "From Rose Dale, the former minister:".
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import regex

from newsparse.chars import QUOTE_MARKS
from newsparse.document import Document
from newsparse.names import find_names
from newsparse.segment import Range
from newsparse.speech._frames import find_frames, introduction
from newsparse.speech._items import items_of
from newsparse.statements import Origin, Statement

__all__ = ["find_blocks"]

_SIGNATURE_RE = regex.compile(
    r"""
    (?P<dash>—|–|--|(?<=\s)-)\s?
    (?P<who>[^\n()—–]{1,60}+\(@\w{1,30}\))
    (?P<date>\s{1,2}(?:\p{L}{3,12}\.?\s\d{1,2},|\d{1,2}\.?\s\p{L}{3,12}\.?,?)\s\d{4}\b)?
    """,
    regex.VERBOSE,
)
_WORDS_END_RE = regex.compile(r"(?:\s*+(?:https?://|pic\.twitter\.com/)\S{1,200}+)*+\s*+\Z")
_WORD_RE = regex.compile(r"\p{L}{2}")
_MARKER_RE = regex.compile(r">\s?(?=[^\s>])")
_FROM_RE = regex.compile(r"From\s(?=\p{Lu}|[Tt]he\s)")
_LONGEST = 320  # characters; where a story is printed as one paragraph, a post is its last sentences


def _words(document: Document, start: int, end: int) -> Range | None:
    """Return the words of a post between two offsets: its last sentences, without the links behind them."""
    text = document.text
    first, last = document.sentence_of(start), document.sentence_of(end - 1)
    while first < last and end - max(start, document.sentences[first][0]) > _LONGEST:
        first += 1
    start = max(start, document.sentences[first][0])
    links = _WORDS_END_RE.search(text, start, end)
    stop = links.start() if links else end
    start += len(text[start:stop]) - len(text[start:stop].lstrip())
    return (start, stop) if _WORD_RE.search(text, start, stop) else None


def _signed(document: Document) -> Iterator[tuple[Range, regex.Match[str]]]:
    """Yield the words of each post with their signature, which stands behind them or in a line of its own."""
    text, before = document.text, None
    for paragraph in document.paragraphs:
        start = paragraph[0]
        for match in _SIGNATURE_RE.finditer(text, *paragraph):
            if not match["date"] and text[match.end() : paragraph[1]].strip():
                continue
            own_line = match.start() == paragraph[0]
            words = _words(document, *before) if own_line and before else _words(document, start, match.start())
            if words:
                yield words, match
            start = match.end()
        before = paragraph if start == paragraph[0] else None


def _introduced(document: Document) -> Iterator[Statement]:
    """Yield the block quotes below paragraphs that end with a colon."""
    text, paragraphs = document.text, document.paragraphs
    for number, (paragraph, (start, end)) in enumerate(itertools.pairwise(paragraphs)):
        marked = _MARKER_RE.match(text, start, end)
        if text[paragraph[1] - 1] != ":" or not (marked or _FROM_RE.match(text, *paragraph)):
            continue
        items = items_of(document, number, [])
        frame = introduction(items, list(find_frames(items)))
        if frame is None or frame.source is None or text[start] in QUOTE_MARKS:
            continue
        if not marked and not any(name.sure for name in find_names(text, start=paragraph[0], end=paragraph[1])):
            continue  # "From Monday to Friday:"
        content = [(start, end)]
        if marked:
            lines = itertools.takewhile(bool, (_MARKER_RE.match(text, *p) for p in paragraphs[number + 1 :]))
            content = [(line.end(), p[1]) for line, p in zip(lines, paragraphs[number + 1 :], strict=False) if line]
        yield Statement(items.span(*frame.source), items.span(*frame.cue), tuple(content), origin=Origin.BLOCK)


def find_blocks(document: Document) -> list[Statement]:
    r"""Return the posts and block quotes of a text as statements; a post has its signature as source, a dash as cue.

    >>> from newsparse.document import cut
    >>> text = "Water is rising fast. — Ida Holm (@idaholm) December 27, 2017"
    >>> [post] = find_blocks(cut(text))
    >>> text[slice(*post.content[0])], text[slice(*post.source)]
    ('Water is rising fast.', 'Ida Holm (@idaholm)')
    """
    posts = (
        Statement(match.span("who"), match.span("dash"), (words,), origin=Origin.BLOCK)
        for words, match in _signed(document)
    )
    return [*posts, *_introduced(document)]
