"""Finds reporting frames by rules: a cue with its subject ("Hugh Hill, a doctor, said").

Works on the classes of items: scans left and right of each cue for the noun phrase that is its subject.
Grounds: the positions of reporting clauses in Quirk et al. 1985, 14.29, and the patterns of Pareti et al. 2013.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from newsparse.lexicon.word_classes import (
    AUXILIARY,
    CAPITALIZED,
    COLON,
    COMMA,
    CUE,
    CUE_ING,
    DASH,
    DETERMINER,
    PREPOSITION,
    PRONOUN,
    QUOTED,
    STOP,
)
from newsparse.segment import Range
from newsparse.speech._items import Items

__all__ = ["Frame", "find_frames", "frame_below", "introduction", "phrase_right"]

_LONGEST_PHRASE = 25
_LONGEST_APPOSITION = 40
_LONGEST_CLAUSE = 60
_LONGEST_SIGNATURE = 14
_LONGEST_INTERRUPTION = 20
_LONGEST_INTRODUCTION = 25
_MOST_COMMAS = 4
_IN_PHRASE = "DnCNSxP-"
_PHRASE_START = "DnCNP"
_BEFORE_CUE = "ar"
_JOINS = {"of", "for", "at", "from", "with", "in", "to"}


@attrs.frozen
class Frame:
    """A cue and its subject, as item numbers of a paragraph.

    Args:
        source: first and last item of the subject, ``None`` where the clause has none.
        cue: first and last item of the cue.
        inverted: the subject follows the cue ("said Hill").
        trails: the clause can only follow what it reports or open the sentence ("according to").
    """

    source: Range | None
    cue: Range
    inverted: bool = False
    trails: bool = False

    @property
    def first(self) -> int:
        """The frame's first item."""
        return min(self.cue[0], self.source[0]) if self.source else self.cue[0]

    @property
    def last(self) -> int:
        """The item behind the frame's last one."""
        return max(self.cue[1], self.source[1]) if self.source else self.cue[1]


def _phrase_left(tags: str, end: int) -> int:
    """Return the first item of the noun phrase that ends before item *end*; *end* itself when there is none."""
    start = end
    stop = max(0, end - _LONGEST_PHRASE)
    while start > stop:
        tag = tags[start - 1]
        joins = (
            tag in "pc"
            and start < end
            and tags[start] in _PHRASE_START
            and start - 1 > stop
            and tags[start - 2] in "CNnS"
        )
        if tag == PRONOUN and start < end:
            break
        if tag not in _IN_PHRASE and not joins:
            break
        start -= 1
        if tag == PRONOUN:
            break
    while start < end and tags[start] not in _PHRASE_START:
        start += 1
    return start


def phrase_right(tags: str, words: Sequence[str], start: int) -> int:
    """Return the item behind the noun phrase that begins at item *start*; *start* when there is none."""
    if tags[start : start + 1] == PRONOUN:
        return start + 1
    if tags[start : start + 1] not in set("DnCN"):
        return start
    end, stop = start, min(len(tags), start + _LONGEST_PHRASE)
    while end < stop:
        tag = tags[end]
        joins = (tag == PREPOSITION and words[end] in _JOINS) or tag == "c"
        if tag not in _IN_PHRASE and not (joins and tags[end + 1 : end + 2] in set("DnCN")):
            break
        end += 1
    return end


def _subject_before(tags: str, cue: int) -> Range | None:
    """Return the subject that stands before a cue, over apposition and relative clause."""
    end = cue
    if tags[end - 1 : end] != COMMA:
        start = _phrase_left(tags, end)
        return (start, end) if start < end else None
    for _ in range(_MOST_COMMAS):
        comma = tags.rfind(COMMA, max(0, end - 1 - _LONGEST_APPOSITION), end - 1)
        if comma < 1 or STOP in tags[comma:end] or QUOTED in tags[comma:end]:
            return None
        start = _phrase_left(tags, comma)
        if start == comma:
            return None
        end = comma + 1
        is_apposition = (
            tags[start] in "DN" and tags[start - 1 : start] == COMMA and start > 1 and tags[start - 2] in "CNn"
        )
        if not is_apposition:
            return (start, comma)
    return None


def _clause_subject(tags: str, cue: int) -> Range | None:
    """Return the subject of the main clause before a participle ("Hill stood up, adding"): its first phrase."""
    window = max(0, cue - _LONGEST_CLAUSE)
    start = max(tags.rfind(STOP, window, cue), tags.rfind(QUOTED, window, cue), window - 1) + 1
    if tags[start : start + 1] == PREPOSITION:
        comma = tags.find(COMMA, start, cue)
        start = comma + 1 if comma >= 0 else start
    for i in range(start, cue):
        if tags[i] in "CDP":
            end = i + 1
            while end < cue and tags[i] != PRONOUN and tags[end] in "CNSnx-":
                end += 1
            return (i, end)
    return None


def _frame_at(tags: str, words: Sequence[str], cue: int) -> Frame | None:
    first = cue
    while first > 0 and tags[first - 1] in _BEFORE_CUE and cue - first < _MOST_COMMAS:
        first -= 1
    after = cue + 1
    while tags[after : after + 1] == "r":
        after += 1
    end = phrase_right(tags, words, after)
    before = _subject_before(tags, first)
    follows_quote = tags[max(0, first - 2) : first].rstrip(COMMA).endswith(QUOTED) or tags[first - 1 : first] == COMMA
    ends_clause = tags[end : end + 1] in ("", *"Q.,w:p(-bc")
    no_rival = before is None or (follows_quote and tags[first - 1] != COMMA)
    names_speaker = follows_quote or (before is None and CAPITALIZED in tags[after:end])
    if end > after and ends_clause and no_rival and names_speaker:
        return Frame((after, end), (first, cue + 1), inverted=True)
    if before is None:
        return None
    return Frame(before, (first, cue + 1))


def _signature_end(tags: str, start: int) -> int:
    end = start
    while tags[end : end + 1] in set("CNnDpx,-"):
        end += 1
    return end


def _signs(tags: str, start: int) -> bool:
    """Tell whether a name stands from *start* to the end of the paragraph or the next stretch (“…” — Ada Lee)."""
    end = _signature_end(tags, start)
    return (
        tags[start : start + 1] == CAPITALIZED
        and end - start <= _LONGEST_SIGNATURE
        and (tags[end : end + 2] in ("", ".", ".Q") or tags[end : end + 1] == QUOTED)
    )


def _interruption(tags: str, words: Sequence[str], start: int) -> Frame | None:
    """Return the frame of an action that interrupts speech (“It will be our”—she leaned over—“secret.”)."""
    end = tags.find(QUOTED, start, start + _LONGEST_INTERRUPTION)
    clause = tags[start : end - 1]
    if end < 0 or tags[end - 1] != DASH or not clause or not set(clause).isdisjoint(STOP + DASH):
        return None
    stop = start + 1
    if clause[0] == CAPITALIZED:
        stop = start + len(clause) - len(clause.lstrip(CAPITALIZED))
    elif clause[0] == DETERMINER:
        verbs = (i for i in range(start + 2, end - 1) if tags[i] in CUE + AUXILIARY or words[i].endswith("ed"))
        stop = next(verbs, start + 2)
    elif clause[0] != PRONOUN:
        return None
    return Frame((start, stop), (start - 1, start), inverted=True) if stop < end - 1 else None


def introduction(items: Items, frames: Sequence[Frame]) -> Frame | None:
    """Return the frame of a paragraph that ends with a colon: its last one, or who stands behind "From"."""
    tags = items.tags
    if not tags.endswith(COLON):
        return None
    if items.words[0] == "from" and tags[1:2] in set("CD") and len(tags) <= _LONGEST_INTRODUCTION:
        return Frame((1, len(tags) - 1), (0, 1), inverted=True)
    return frames[-1] if frames else None


def frame_below(items: Items) -> Frame | None:
    """Return the frame with which a paragraph begins: "said Lisa Grant." below her words, or "— Lisa Grant"."""
    if items.tags.startswith(DASH) and _signs(items.tags, 1):
        return Frame((1, _signature_end(items.tags, 1)), (0, 1), inverted=True)
    first = next(find_frames(items), None)
    return first if first and first.cue[0] == 0 else None


def find_frames(items: Items) -> Iterator[Frame]:
    """Yield the reporting frames of a paragraph, in order of their cues."""
    tags, words = items.tags, items.words
    for i, tag in enumerate(tags):
        if words[i] == "according" and words[i + 1 : i + 2] == ("to",):
            end = phrase_right(tags, words, i + 2)
            if end > i + 2:
                yield Frame((i + 2, end), (i, i + 2), inverted=True, trails=True)
        elif tag == CUE:
            frame = _frame_at(tags, words, i)
            if frame:
                yield frame
        elif tag == CUE_ING and i > 0:
            yield Frame(_clause_subject(tags, i), (i, i + 1))
        elif tag == DASH and i > 0 and tags[i - 1] == QUOTED and (broken := _interruption(tags, words, i + 1)):
            yield broken
        elif tag == DASH and i > 0 and tags[i - 1] == QUOTED and _signs(tags, i + 1):
            yield Frame((i + 1, _signature_end(tags, i + 1)), (i, i + 1), inverted=True)
        elif tag == COLON and tags[i + 1 : i + 2] == QUOTED and 0 < i == i - _phrase_left(tags, i):
            yield Frame((0, i), (i, i + 1))  # a transcript: 'SMITH: "…"'
