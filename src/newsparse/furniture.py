"""The furniture of an article: kicker, headline, standfirst, captions; and the paragraphs that are the story.

A text may begin with any of them, or directly with the lede. What a line is follows from its shape and place, from
what the line model says (``newsparse.boilerplate``), and from where byline, timestamps and dateline stand.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import attrs
import regex

from newsparse.boilerplate import LabelledLine
from newsparse.chars import CLOSING_BRACKETS, QUOTE_MARKS
from newsparse.types import Byline, Dateline, Span

__all__ = ["Furniture", "find_furniture"]

# A headline has a few words; labels above it ("All news", "World | Asia") are shorter, standfirsts longer.
_FEWEST_HEADLINE = 4
_FEWEST_STANDFIRST = 5
_FEWEST_LEDE = 6
_MOST_WORDS = _FEWEST_LEDE  # more are not counted
_LONGEST_HEADLINE = 220
_LONGEST_KICKER = 60
_MOST_LABELS_SKIPPED = 8
_MOST_BETWEEN = 3

_WORD_RE = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}.,'’&-]*+")
_HEADING_RE = regex.compile(r"#{1,6}[^\S\n]++(?=\S)")  # ## What now, as Markdown marks a heading
_STOP_RE = regex.compile(rf"[.!?…][{regex.escape(CLOSING_BRACKETS)}{QUOTE_MARKS}]{{0,4}}$")
_CAPTION_RE = regex.compile(
    r"""
      (?:(?:media|image|photo|video)\s)?caption\b                     # Image caption The bridge on Monday
    | (?:file\s)?(?:photo|image|picture|pictured|video|watch)\s?[:|]  # Photo: The bridge on Monday
    | pictured\b
    | enlarge\sthis\simage\b | (?:hide|toggle)\scaption\b
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_BRACKETS_END_RE = regex.compile(
    r"""
      .{0,400}\((?:[^()]{0,60}\s)?(?:photo|picture|image|pic|credit|file)s?\b[^()]{0,80}\)\W?$  # (Photo by Ann Lee)
    | .{0,400}\((?:ap|reuters|afp|getty|epa|pa)\b[^()]{0,60}\)\W?$        # (Reuters)
    """,
    regex.VERBOSE | regex.IGNORECASE | regex.DOTALL,
)
# the credit at the end of a line under a picture: no paragraph of a story ends with one
_CREDITED_RE = regex.compile(
    r"""
      (?:[.!?][’”"]?|\w)\s
      (?: (?i:photo(?:graph)?|picture|image|illustration|credit)s?(?:\sby)?\s?:\s?[^.!?:]{3,80}  # Photograph: Ann Lee
        | \((?i:photo|picture|image)s?\s(?i:by|credit|courtesy)\b[^()]{3,120}\)  # (Photo by Ann Lee)
      )[.]?$
    | [.!?][’”"]?\s\p{Lu}[\p{L}.’'-]{1,20}(?:\s[\p{L}.’'-]{1,20}){0,3}\s?/\s?                  # … Ann Lee/Reuters
      (?:AP|AFP|EPA|PA|Reuters|REUTERS|Getty(?:\sImages)?|Bloomberg|Shutterstock|Alamy|NPR|AAP|Xinhua|NurPhoto)
      (?:[\s/](?:Getty\sImages|File|Images|Pool|Wire|Photo)){0,2}[.]?$
    """,
    regex.VERBOSE,
)
_CREDIT_TAIL = 220
_NEAR_END = 3  # characters: a mark and a break may stand behind the bracket that ends a line
_LONGEST_CAPTION = 700
_LABEL_RE = regex.compile(
    r"""
      [•·*]                                                           # • Pakistan News
    | by(?-i:(?=:|\s+\p{Lu}))                                         # By Ann Lee, but not: By the numbers
    | (?:(?:words\s|written\s|posted\s|article\s)by|published|updated|posted|last\supdated|written|as\sof)\b
    | (?:\p{L}{3,9},?\s)?(?:\p{L}{3,9}\.?\s\d{1,2}|\d{1,2}\s\p{L}{3,9}\.?),?\s\d{4}\b   # Saturday, January 3, 2015
    | \d{1,2}[:/.]\d{2}                                               # 9:39AM BST 05 Oct 2011
    | (?:from|to|cc|sent|subject|date|reply-to):\s                    # From: Jane Cole <jane@example.org>
    """,
    regex.VERBOSE | regex.IGNORECASE,
)


@attrs.frozen
class Furniture:
    """What stands around the story, and the story.

    Args:
        kicker: the label above the headline.
        headline: the title.
        standfirst: the summary below the headline.
        captions: lines under pictures and videos.
        body: the story's own paragraphs, with subheads.
    """

    kicker: Span | None = None
    headline: Span | None = None
    standfirst: Span | None = None
    captions: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()


@attrs.frozen
class _ShapedLine:
    """A line that is no boilerplate, with what its shape tells."""

    span: Span
    words: int
    has_stop: bool
    is_furniture: bool
    is_story: bool
    is_caption: bool
    is_label: bool


def _read(text: str, line: LabelledLine) -> _ShapedLine:
    start, end = line.span
    heading = _HEADING_RE.match(text, start, end)
    span = Span.of(text, heading.end() if heading else start, end)
    words = sum(1 for _ in itertools.islice(_WORD_RE.finditer(span.text, 0, _LONGEST_HEADLINE), _MOST_WORDS))
    has_stop = _STOP_RE.search(span.text[-6:]) is not None
    tail = span.text[-_CREDIT_TAIL:] if len(span.text) <= _LONGEST_CAPTION else ""
    ends_in_bracket = ")" in tail[-_NEAR_END:]
    is_credited = (ends_in_bracket or ":" in tail or "/" in tail) and _CREDITED_RE.search(tail) is not None
    is_bracketed = ")" in span.text[-_NEAR_END:] and _BRACKETS_END_RE.match(span.text) is not None
    return _ShapedLine(
        span=span,
        words=words,
        has_stop=has_stop,
        is_furniture=line.is_furniture,
        is_story=line.is_story and not is_credited,
        is_caption=is_credited or is_bracketed or _CAPTION_RE.match(span.text) is not None,
        is_label=_LABEL_RE.match(span.text) is not None,
    )


def _is_taken(line: _ShapedLine, taken: Sequence[Span]) -> bool:
    """Tell whether at least half of a line is byline or timestamps."""
    covered = sum(
        max(0, min(span.end, line.span.end) - max(span.start, line.span.start))
        for span in taken
        if span.overlaps(line.span)
    )
    return 2 * covered >= line.span.end - line.span.start


def _is_whole(line: _ShapedLine, dateline: Dateline | None) -> bool:
    """Tell whether a dateline has its line for itself: "DATELINE: HARBOR CITY, Ore."."""
    return dateline is not None and dateline.start <= line.span.start and line.span.end <= dateline.end


def _is_led(line: _ShapedLine, dateline: Dateline | None) -> bool:
    """Tell whether the story begins behind a dateline on a line, whatever else stands on it."""
    return dateline is not None and line.span.start < dateline.end < line.span.end


def _lede(lines: list[_ShapedLine], dateline: Dateline | None) -> int:
    """Return the index of the first paragraph of the story, which may be behind the last line."""
    if dateline:
        for i, line in enumerate(lines):
            if line.span.start <= dateline.start < line.span.end or dateline.end <= line.span.start:
                return i
    for i, line in enumerate(lines):
        reads_like_one = line.has_stop and line.words >= _FEWEST_LEDE and not line.is_furniture
        if line.is_story or (reads_like_one and not line.is_caption):
            return i
    return next((i for i, line in enumerate(lines) if not line.is_furniture or line.has_stop), len(lines))


def _could_be_headline(line: _ShapedLine) -> bool:
    return (
        line.words >= _FEWEST_HEADLINE
        and len(line.span.text) <= _LONGEST_HEADLINE
        and not line.is_caption
        and not line.is_label
        and (line.is_furniture or not line.span.text.endswith("."))
    )


def _same(one: Span, other: Span) -> bool:
    return one.text.casefold() == other.text.casefold()


def _headline(head: list[_ShapedLine], dateline: Dateline | None, *, signed: bool) -> int | None:
    """Return which of the lines above the lede is the headline.

    A short line is one only where it stands alone, and the model or a dateline below it says that it is no story, or
    where it is the first of the text and a byline or timestamp stands below it (*signed*).
    """
    likely = [i for i, line in enumerate(head[:_MOST_LABELS_SKIPPED]) if _could_be_headline(line)]
    if likely:
        return likely[0]
    if signed and head[0].words > 1 and not (head[0].is_caption or head[0].is_label or head[0].has_stop):
        return 0
    only = head[0] if len(head) == 1 else None
    no_story = (
        only and not (only.is_caption or only.is_label) and (only.is_furniture or (dateline and not only.has_stop))
    )
    return 0 if no_story else None


def _kicker(head: list[_ShapedLine], headline: int) -> Span | None:
    if not headline:
        return None
    above = head[headline - 1]
    is_label = len(above.span.text) <= _LONGEST_KICKER and not (above.has_stop or above.is_caption or above.is_label)
    return above.span if is_label else None


def _standfirst(head: list[_ShapedLine], headline: int) -> Span | None:
    title = head[headline].span
    for line in head[headline + 1 : headline + 1 + _MOST_BETWEEN]:
        if not (line.is_caption or line.is_label) and line.words >= _FEWEST_STANDFIRST and not _same(line.span, title):
            return line.span
    return None


def _is_long_furniture(line: _ShapedLine) -> bool:
    return line.is_furniture and line.words >= _FEWEST_LEDE and not line.is_label


def find_furniture(
    text: str,
    lines: Sequence[LabelledLine],
    *,
    byline: Byline | None = None,
    dateline: Dateline | None = None,
    timestamps: Sequence[Span] = (),
) -> Furniture:
    r"""Return what stands around the story, and the paragraphs of the story.

    Args:
        text: the text of an article.
        lines: its lines, from ``newsparse.boilerplate.label_lines``.
        byline: the byline, where the text has one.
        dateline: the dateline; the paragraph that it opens is the lede.
        timestamps: the lines that say when the story was published and updated.

    Returns:
        The furniture; fields are ``None`` or empty for what the text does not have. Boilerplate, byline and
        timestamps are no part of the body; a dateline is, for it stands in the lede.

    >>> from newsparse.boilerplate import label_lines
    >>> from newsparse.document import cut
    >>> text = "Bridge to close for a year\n\nThe old bridge will close on Monday, the town council said."
    >>> found = find_furniture(text, label_lines(cut(text)))
    >>> found.headline, [str(span) for span in found.body]
    (Span('Bridge to close for a year' @0:26), ['The old bridge will close on Monday, the town council said.'])
    """
    taken = [span for span in (byline, *timestamps) if span]
    left = [_read(text, line) for line in lines if line.kind is None]
    aside = [_is_taken(line, taken) or _is_whole(line, dateline) for line in left]
    left = [line for line, gone in zip(left, aside, strict=True) if not gone or _is_led(line, dateline)]
    lede = _lede(left, dateline)
    head = left[:lede]
    signed = bool(head and head[0].span.start == min(line.span[0] for line in lines) and taken)
    headline = _headline(head, dateline, signed=signed and min(span.start for span in taken) >= head[0].span.end)
    title = None if headline is None else head[headline].span
    kicker = None if headline is None else _kicker(head, headline)
    standfirst = None if headline is None else _standfirst(head, headline)
    named = [span for span in (title, kicker, standfirst) if span]
    rest = [line for line in left[:lede] if line.span not in named] + left[lede + 1 :]
    captions = [line for line in rest if line.is_caption or _is_long_furniture(line)]
    captions = [line for line in captions if not line.is_story and not (title and _same(line.span, title))]
    story = [
        line
        for line in rest
        if line.is_story or not (line.is_furniture or line.is_caption or (title and _same(line.span, title)))
    ]
    body = [*left[lede : lede + 1], *story]
    return Furniture(
        kicker=kicker,
        headline=title,
        standfirst=standfirst,
        captions=tuple(line.span for line in captions),
        body=tuple(sorted((line.span for line in body), key=lambda span: span.start)),
    )
