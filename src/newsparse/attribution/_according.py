"""Adds what is told according to somebody: "Per police, the driver fled.", "The road will open, as per the ministry.".

In American local news "per" stands for "according to", in South Asian news "as per"; the tagger knows neither, and of
"According to the charges, Doyle wrote 211 checks" it takes what Doyle wrote. Rates ("per person", "per cent") have no
comma before them, or name nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from newsparse.attribution._choosing import RULE_SCORE, is_touched
from newsparse.attribution._citable import is_source
from newsparse.document import Document
from newsparse.segment import Range
from newsparse.statements import Statement

__all__ = ["add_according"]

_SOURCE = r"(?P<source>(?!(?:our|your|my)\b)[\p{L}\p{N}][\p{L}\p{N}.’'& -]{1,80}?)"
_OPENING_RE = regex.compile(rf"(?P<cue>(?:As\s)?[Pp]er|According\sto)\s{_SOURCE},\s")
_CLOSING_RE = regex.compile(rf",\s(?P<cue>(?:as\s)?per)\s{_SOURCE}\.?$")
# With a determiner or a capital, plural, or "police" and "office": "per person" is a rate.
_DETERMINED_RE = regex.compile(r"(?:the|an?|this|that|its|his|her|their|one|two|several)\s|\p{Lu}|\p{Ll}+(?:s|ice)\b")
_SHORTEST_CONTENT, _LONGEST_CLOSING = 12, 100


def _in_sentence(text: str, start: int, end: int) -> Iterator[tuple[Range, Range, Range]]:
    """Yield source, cue and content of what a sentence tells according to somebody."""
    stop = end - (text[end - 1] == ".")
    opening = _OPENING_RE.match(text, start, end)
    if opening and stop - opening.end() >= _SHORTEST_CONTENT:
        yield opening.span("source"), opening.span("cue"), (opening.end(), stop)
        return
    closing = _CLOSING_RE.search(text, max(start, end - _LONGEST_CLOSING), end)
    if closing and closing.start() - start >= _SHORTEST_CONTENT:
        yield closing.span("source"), closing.span("cue"), (start, closing.start())


def add_according(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with those that are told according to somebody, in order."""
    text = document.text
    cues = sorted(statement.cue for statement in statements if statement.cue)
    found = []
    for start, end in document.sentences:
        if not any(word in text[start:end] for word in ("per ", "Per ", "According ")):
            continue
        for source, cue, content in _in_sentence(text, start, end):
            phrase = text[slice(*source)]
            if _DETERMINED_RE.match(phrase) and is_source(phrase, document.lexicon) and not is_touched(cues, cue):
                found.append(Statement(source, cue, (content,), RULE_SCORE))
    return sorted([*statements, *found], key=lambda s: s.start) if found else list(statements)
