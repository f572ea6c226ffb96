"""The layout of an article: what stands where, and which of its paragraphs tell the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from newsparse.boilerplate import boilerplate_of, label_lines
from newsparse.bylines import extract_byline
from newsparse.datelines import extract_dateline, find_agency
from newsparse.document import Document, cut
from newsparse.furniture import Furniture, find_furniture
from newsparse.lexicon import Lexicon
from newsparse.segment import Range
from newsparse.timestamps import extract_timestamps, stamp_lines
from newsparse.types import Boilerplate, Byline, Dateline, Span, Timestamp

__all__ = ["Layout", "lay_out"]


@attrs.frozen
class Layout:
    """What stands around a story, and the story cut up.

    Args:
        byline: who wrote it.
        dateline: where and when it was filed.
        agency: the wire that it comes from.
        timestamps: when it was published and updated.
        boilerplate: the lines that are not the story.
        furniture: kicker, headline, standfirst, captions and body.
        whole: the text, cut up.
        story: headline, standfirst and body, cut up.
    """

    byline: Byline | None
    dateline: Dateline | None
    agency: Span | None
    timestamps: tuple[Timestamp, ...]
    boilerplate: tuple[Boilerplate, ...]
    furniture: Furniture
    whole: Document
    story: Document


def _without(paragraphs: Sequence[Range], taken: Sequence[Range]) -> tuple[Range, ...]:
    """Return the paragraphs less what is taken out of them; both in order."""
    kept: list[Range] = []
    first = 0
    for start, end in paragraphs:
        while first < len(taken) and taken[first][1] <= start:
            first += 1
        at, i = start, first
        while i < len(taken) and taken[i][0] < end:
            if taken[i][0] > at:
                kept.append((at, taken[i][0]))
            at = max(at, taken[i][1])
            i += 1
        if at < end:
            kept.append((at, end))
    return tuple(kept)


def _trimmed(text: str, ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Return the ranges without white space at their ends, and without those that hold nothing else."""
    found = []
    for start, end in ranges:
        piece = text[start:end]
        stripped = piece.strip()
        if stripped:
            first = start + piece.index(stripped)
            found.append((first, first + len(stripped)))
    return tuple(found)


def lay_out(text: str, *, reference: dt.date | None = None, lexicon: Lexicon) -> Layout:
    """Return the layout of an article."""
    whole = cut(text, lexicon=lexicon)
    lines = label_lines(whole)
    boilerplate = tuple(boilerplate_of(text, lines))
    byline = extract_byline(text, lexicon=lexicon)
    dateline = extract_dateline(text, reference=reference, lexicon=lexicon)
    stamps = stamp_lines(text, lexicon=lexicon)  # whatever the reference: it changes dates alone
    furniture = find_furniture(text, lines, byline=byline, dateline=dateline, timestamps=stamps)
    aside = [byline, dateline, furniture.kicker, *furniture.captions, *stamps, *boilerplate]
    taken = sorted((span.start, span.end) for span in aside if span)
    return Layout(
        byline=byline,
        dateline=dateline,
        agency=find_agency(text, dateline=dateline, byline=byline, lexicon=lexicon),
        timestamps=tuple(extract_timestamps(text, reference=reference, lexicon=lexicon)),
        boilerplate=boilerplate,
        furniture=furniture,
        whole=whole,
        story=whole.of(_trimmed(text, _without(whole.paragraphs, taken))),
    )
