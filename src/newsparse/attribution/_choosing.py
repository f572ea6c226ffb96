"""Turns what the tagger found into statements: the best reading of each stretch of text, as ranges of characters."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import attrs
import regex

from newsparse.attribution._tagger import Tagged
from newsparse.chars import LINE_BREAKS
from newsparse.document import Document
from newsparse.segment import Range
from newsparse.statements import Statement

__all__ = ["RULE_SCORE", "Thresholds", "characters", "choose", "is_touched", "overlap", "without_labels"]

RULE_SCORE = 0.7
"""The score of a statement that a rule adds.

The tagger's statements of that score turn out right as often as those of closing clauses (88 of 100 on PolNeAR dev);
what the other rules add is too rare in labelled news to be measured.
"""

# Two statements whose contents share this much (Jaccard) say the same thing twice.
_SAME_CONTENT = 0.5
_WIDEST_GAP = 3
_NEIGHBOURS = 4

_ARTICLES = frozenset({"a", "A", "an", "An", "the", "The"})  # alone no source: "The stated goal is"
_DASHES = frozenset({"-", "--", "–", "—"})
_DAYS = frozenset({"today", "yesterday"})  # "Acme plc today announced"
_LONGEST_DATELINE, _LONGEST_SUBJECT = 30, 12


_LABEL_RE = regex.compile(r"(?:[•·▪●◦‣*]\s?)?(?:\p{Lu}[\p{L}’'-]*+,?(?:\s[\p{L}’'-]++,?){0,4}+:\s)?")


def characters(document: Document, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Return ranges of tokens as ranges of the text's characters."""
    return tuple(document.span_of(*tokens) for tokens in ranges)


def _without_stop(document: Document, ranges: Sequence[Range]) -> list[Range]:
    """Return the stretches of a source without the stop that ends their sentence."""
    words, sentence = document.words, document.sentence_numbers
    kept = []
    for first, last in ranges:
        ends = last == len(words) or sentence[last] != sentence[last - 1]
        kept.append((first, last - 1) if ends and last - first > 1 and words[last - 1] == "." else (first, last))
    return kept


def _named(document: Document, tagged: Tagged) -> list[Range]:
    """Return the stretches of a source without bare articles and days; of a day alone, the subject of its sentence."""
    words = document.words
    found = []
    for first, last in tagged.source:
        if last - first == 1 and words[first] in _DAYS and last == tagged.cue[0]:
            subject = _opening_subject(document, first)
            found += [subject] if subject else []
        elif not _ARTICLES.issuperset(words[first:last]):
            found.append((first, last - (last - first > 1 and words[last - 1] in _DAYS)))
    return found


def _opening_subject(document: Document, day: int) -> Range | None:
    """Return the name that opens the sentence of *day*, behind a dateline: "BOSTON, May 2 -- Acme, a miner, today"."""
    words, sentence = document.words, document.sentence_numbers
    start = bisect.bisect_left(sentence, sentence[day])
    dashes = [i for i in range(start, min(day, start + _LONGEST_DATELINE)) if words[i] in _DASHES]
    first = dashes[-1] + 1 if dashes else start
    ends = (i for i in range(first, min(day, first + _LONGEST_SUBJECT)) if words[i] in {",", "("})
    last = next(ends, day)
    named = first < last and words[first][0].isupper()
    return (first, last) if named else None


def _whole(ranges: Sequence[Range]) -> Range | None:
    """Return the source as one range: its pieces where they are close, else the first."""
    if not ranges:
        return None
    start, end = ranges[0]
    for next_start, next_end in ranges[1:]:
        if next_start - end > _WIDEST_GAP:
            break
        end = next_end
    return start, end


def overlap(one: Sequence[Range], two: Sequence[Range]) -> int:
    """Return how many characters two lists of ranges share."""
    return sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in two)


def is_touched(cues: Sequence[Range], cue: Range) -> bool:
    """Tell whether one of *cues*, which are in order, shares a character with *cue*."""
    near = bisect.bisect(cues, cue)
    return any(start < cue[1] and cue[0] < end for start, end in cues[max(0, near - 2) : near + 1])


def _size(ranges: Sequence[Range]) -> int:
    return sum(end - start for start, end in ranges)


@attrs.frozen
class Thresholds:
    """How probable a statement must be.

    Args:
        spoken: one whose content begins in quotation marks.
        told: any other.
        inner: one that stands in the content of another.
    """

    spoken: float
    told: float
    inner: float


def choose(document: Document, found: Sequence[Tagged], least: Thresholds) -> list[Statement]:
    """Return the statements worth reporting, in order of their contents.

    Of two readings with much the same content the more probable one is kept. Both are where one stands in the content
    of the other ("An official admitted it, PTI reported"), and where both their sources and their cues are apart ("…,
    Axios reported, citing two officials").

    Args:
        document: the text.
        found: what the tagger gives.
        least: how probable a statement must be.
    """
    kept: list[Statement] = []
    for tagged in sorted(found, key=lambda t: (-t.probability, t.cue)):
        if not tagged.content or tagged.probability < least.inner:
            continue
        cue = characters(document, [tagged.cue])[0]
        source = _whole(characters(document, _without_stop(document, _named(document, tagged))))
        statement = Statement(source, cue, characters(document, tagged.content), tagged.probability)
        place = bisect.bisect(kept, statement.start, key=lambda s: s.start)
        neighbours = kept[max(0, place - _NEIGHBOURS) : place + _NEIGHBOURS]
        spoken = any(document.quote_states[slice(*tagged.content[0])][:2])
        threshold = least.spoken if spoken else least.told
        likely = tagged.probability >= threshold or any(other.tells_of(statement) for other in neighbours)
        if likely and not any(_same(other, statement) for other in neighbours):
            kept.insert(place, statement)
    return kept


def _same(one: Statement, two: Statement) -> bool:
    """Tell whether two readings give one statement."""
    shared = overlap(one.content, two.content)
    alike = shared > 0 and shared >= _SAME_CONTENT * (one.size + two.size - shared)
    return alike and not (one.tells_of(two) or two.tells_of(one) or _have_own_sources(one, two))


def _have_own_sources(one: Statement, two: Statement) -> bool:
    """Tell whether two statements have a source and a cue each: "…, Axios reported, citing two officials"."""
    if not (one.source and two.source and one.cue and two.cue):
        return False
    return not overlap([one.source], [two.source]) and not overlap([one.cue], [two.cue])


def without_labels(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements less the bullets and labels of their paragraphs ("Why it matters: …")."""
    text = document.text
    found = []
    for statement in statements:
        start = statement.start
        label = _LABEL_RE.match(text, start) if start == 0 or text[start - 1] in LINE_BREAKS else None
        behind = label.end() if label else start
        content = tuple((max(first, behind), last) for first, last in statement.content if last > behind)
        if content:
            found.append(attrs.evolve(statement, content=content))
    return found
