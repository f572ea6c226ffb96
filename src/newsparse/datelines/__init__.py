"""Datelines: where and when a story was filed, and by which service."""

from __future__ import annotations

import datetime as dt

import regex

from newsparse.chars import skip
from newsparse.datelines._agency import find_agency, is_own
from newsparse.datelines._evidence import STRONG, best
from newsparse.datelines._patterns import (
    BRACKET_RE,
    CREDITED_RE,
    INSIDE_RE,
    LABEL_RE,
    LEAD_IN_RE,
    LINE_RE,
    MARK_AHEAD_RE,
    SPACE_RE,
)
from newsparse.datelines._pieces import DatelineReading, readings
from newsparse.datelines._words import DatelineWords, Service, words_of
from newsparse.errors import require_day, require_text
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.timestamps import published_day
from newsparse.types import Dateline, Span

__all__ = ["extract_dateline", "find_agency", "is_own", "parse_dateline"]

_HEAD = 2500
_MOST_LINES = 24
_MIDLINE_HEAD = 900
_LONG_PARAGRAPH = 220
_ENOUGH_INSIDE = 4
_CERTAIN = 6
_LONGEST_DELAY = 45  # days from filing to the line that says when the story was published
_LONGEST_PLACE = 60
_LONGEST_CAPTION = 1500
_LONGEST_CREDIT = 200
_SENTENCE_ENDS = (".", ")", "]", "”", '"', "’", "'", "!", "?", ":", "|", "—", "–", "-", "pm", "am", "PM", "AM")
_BYLINE_RE = regex.compile(r"\s*+(?i:by)[^\S\n]")


def parse_dateline(line: str, *, reference: dt.date | str | None = None, lexicon: Lexicon = DEFAULT) -> Dateline | None:
    """Read the dateline that a string opens with.

    Args:
        line: a line or a paragraph; bullets and asterisks may stand before the dateline.
        reference: the day the story is from, a date, a datetime or an ISO string; fills in a year that is not printed.
        lexicon: the words to go by.

    Returns:
        The dateline, up to and with the dash or stop before the lead; ``None`` where the string opens otherwise.

    Raises:
        TypeError: *line* is no ``str``, or *reference* no day.
        DataError: *reference* is a string, but no date in ISO 8601.

    The forms are those of the AP and Reuters stylebooks and of the press release services; see the page on datelines
    in the documentation.

    >>> found = parse_dateline("KYIV, Ukraine, Oct. 8 (AP) — The city")
    >>> found.place.text, found.agency.text, found.month, found.day, found.date
    ('KYIV, Ukraine', 'AP', 10, 8, None)
    """
    require_text(line, "parse_dateline")
    require_lexicon(lexicon, "parse_dateline()")
    day = require_day(reference, "parse_dateline")
    words = words_of(lexicon)
    if labelled := _labelled(line, 0, words, lexicon):
        return _dateline(line, labelled, day)
    start = skip(LEAD_IN_RE, line, 0)
    decided = best(line, readings(line, start, words, lexicon), words)
    return _dateline(line, decided[1], day) if decided else None


def extract_dateline(
    text: str, *, reference: dt.date | str | None = None, lexicon: Lexicon = DEFAULT
) -> Dateline | None:
    r"""Find the dateline of a story, also below a title, standfirst, byline or correction.

    Args:
        text: the text of an article; only its head is looked at.
        reference: the day the story is from, a date, a datetime or an ISO string; fills in a year that is not printed.
            Without one, the line that says when the story was published serves, where the text has such a line.
        lexicon: the words to go by.

    Returns:
        The dateline, or ``None`` where the story has none.

    Raises:
        TypeError: *text* is no ``str``, or *reference* no day.
        DataError: *reference* is a string, but no date in ISO 8601.

    >>> found = extract_dateline("Talks end\n\nBy Ann Lee\n\nROME, March 3 (Reuters) - Talks ended on Sunday.")
    >>> found.text, found.start
    ('ROME, March 3 (Reuters) -', 23)
    """
    require_text(text, "extract_dateline")
    require_lexicon(lexicon, "extract_dateline()")
    day = require_day(reference, "extract_dateline")
    found = _find(text, lexicon)
    if found is None:
        return None
    dateline = _dateline(text, found, day)
    if day or dateline.year or not dateline.day or (day := published_day(text, lexicon=lexicon)) is None:
        return dateline
    dated = _dateline(text, found, day)
    return dated if dated.date and abs((dated.date - day).days) <= _LONGEST_DELAY else dateline


def _find(text: str, lexicon: Lexicon) -> DatelineReading | None:
    words = words_of(lexicon)
    weak: DatelineReading | None = None
    line_start = lines = 0
    while line_start < min(len(text), _HEAD) and lines < _MOST_LINES:
        if labelled := _labelled(text, line_start, words, lexicon):
            return labelled
        m = None if text[line_start].islower() else LINE_RE.match(text, line_start)
        decided = best(text, readings(text, m.start("start"), words, lexicon), words) if m else None
        decided = None if decided and _is_of_picture(text, decided[1]) else decided
        if decided and decided[0] >= STRONG:
            return decided[1]
        if decided and weak is None:
            weak = decided[1]
        line_end = text.find("\n", m.start("start") if m else line_start)
        if line_end < 0 or (weak is not None and line_end - line_start > _LONG_PARAGRAPH):
            break
        line_start, lines = line_end + 1, lines + 1
    return weak or _inside_a_line(text, words, lexicon)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _labelled(text: str, at: int, words: DatelineWords, lexicon: Lexicon) -> DatelineReading | None:
    """Read "DATELINE: HARBOR CITY, Ore.", as databases label it: the line is nothing else."""
    m = LABEL_RE.match(text, at)
    if m is None:
        return None
    end = m.start("start") + len(m["start"].rstrip())
    whole = [r for r in readings(text, m.start("start"), words, lexicon) if r.place and end - 1 <= r.end <= end]
    return whole[-1]._replace(start=at + m[0].upper().index("D"), end=end) if whole else None


def _is_of_picture(text: str, reading: DatelineReading) -> bool:
    """Tell whether a line belongs to a picture: "DOHA, QATAR - MARCH 11: … (Photo by Ann Lee)", "(Ann Lee/AP)".

    A service without place and date opens a paragraph, or it is a credit.
    """
    start = reading.start
    if not (reading.place or reading.date or skip(SPACE_RE, text, reading.end) < _line_end(text, reading.end)):
        return True
    end = text.find("\n", start, start + _LONGEST_CAPTION)
    end = end if end >= 0 else min(len(text), start + _LONGEST_CAPTION)
    return CREDITED_RE.search(text, max(start, end - _LONGEST_CREDIT), end) is not None


def _inside_a_line(text: str, words: DatelineWords, lexicon: Lexicon) -> DatelineReading | None:
    """Find a dateline behind a byline, credit or correction on the same line."""
    for m in INSIDE_RE.finditer(text, 0, _MIDLINE_HEAD):
        if found := _dateline_inside(text, m.start("start"), words, lexicon):
            return found
    return None


def _dateline_inside(text: str, start: int, words: DatelineWords, lexicon: Lexicon) -> DatelineReading | None:
    behind = _ends_sentence(text, start)
    if text[start] == "(" or not behind:
        bracket = BRACKET_RE.search(text, start, start + _LONGEST_PLACE)
        signed = bracket is not None and words.service(bracket[1]) > Service.PERHAPS
        behind = behind or (not signed and _BYLINE_RE.match(text, text.rfind("\n", 0, start) + 1) is not None)
        if not (signed or (behind and text[start] != "(")):
            return None
    if not MARK_AHEAD_RE.match(text, start):
        return None
    decided = best(text, readings(text, start, words, lexicon), words)
    if decided is None or not (decided[1].mark or decided[1].tail == "agency") or _is_of_picture(text, decided[1]):
        return None
    return decided[1] if decided[0] >= (_ENOUGH_INSIDE if behind else _CERTAIN) else None


def _ends_sentence(text: str, at: int) -> bool:
    before = text[max(at - 8, 0) : at].rstrip()
    return before[-1:].isdigit() or before.endswith(_SENTENCE_ENDS)


def _dateline(text: str, reading: DatelineReading, reference: dt.date | None) -> Dateline:
    place, agency, date = reading.place, reading.agency, reading.date
    if date is not None:
        date = date.with_reference(reference)
    places = tuple(_span(text, *part) for part in place.parts) if place else ()
    return Dateline(
        reading.start,
        reading.end,
        text[reading.start : reading.end],
        places=places,
        place=places[0] if place and len(places) == 1 else place and _span(text, place.start, place.end),
        agency=_span(text, agency.start, agency.end) if agency else None,
        date_text=_span(text, date.start, date.end) if date else None,
        month=date.month if date else None,
        day=date.day if date else None,
        year=date.year if date else None,
        date=date.date if date else None,
    )


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])
