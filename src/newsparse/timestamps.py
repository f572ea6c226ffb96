"""Timestamps: the lines that say when a story was published and updated."""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo
from collections.abc import Iterator, Sequence

import attrs
import regex

from newsparse.chars import skip
from newsparse.dates import FoundDate, match_date
from newsparse.errors import require_day, require_text
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.types import Span, Timestamp, TimestampKind

__all__ = ["extract_timestamps", "published_day", "stamp_lines"]

_LONGEST_LINE = 250
_HEAD = 2000  # characters; a date alone on a line is a timestamp only near the top
_NEAR = 45  # days
_CONTEXT = 5000  # characters in which the country of a zone is looked for
_MOST_ANCHORS = 5
_NOON = 12
_DIGIT_RE = regex.compile(r"\d")
_TIME_RE = regex.compile(
    r"""
    (?:                                                                    # 9:15; 15.02; 09:15:00.5; 9:15 a.m.
        (?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?
        (?:[^\S\n]?(?P<half>[AaPp])\.?[Mm]\b\.?)?
      | (?P<hour>0?\d|1[0-2])[^\S\n]?(?P<half>[AaPp])\.?[Mm]\b\.?  # 5 AM
      | (?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?=[^\S\n]?(?:GMT|UTC|BST|HKT|ET|IST|[hH](?:rs)?\b|HRS))  # 1402 GMT
      | (?:12[^\S\n])?(?P<word>(?i:noon|midnight))\b
    )
    (?![\d%])(?:[^\S\n]?(?:hrs?|Hrs|HRS|[hH])\b)?
    """,
    regex.VERBOSE,
)
_OFFSET_RE = regex.compile(
    r"[^\S\n]?\(?(?:(?:GMT|UTC)[^\S\n]?)?(?P<sign>[-+−])[^\S\n]?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?\)?(?![\d:])"
)
_OTHER_CLOCK_RE = regex.compile(r"[^\S\n]\(\d\d:?\d\d[^\S\n][A-Z]{2,4}\)")  # 1140 GMT (1940 HKT)
_BETWEEN_RE = regex.compile(
    r"[^\S\n]{0,6}+(?:[,.@/|•·T–—]|-{1,2}+|\bat\b|\bon\b)?+[,:]?+[^\S\n]{0,6}+(?:\b(?:at|on)\b[^\S\n]{1,3}+)?+"
)
_AFTER_LABEL_RE = regex.compile(
    r"(?:[^\S\n]by[^\S\n][^\n\d|]{2,40}?(?=[^\S\n](?:on|at)\b))?+"  # Posted by Ann Lee on October 8
    r"[^\S\n]{0,3}+(?:on\b|at\b)?+[^\S\n]{0,3}+[:/–—-]?+[^\S\n]{0,3}+(?:on\b|at\b)?+[^\S\n]{0,3}+",
    regex.IGNORECASE,
)
# what may follow a stamp: the end, a mark, a bracket, a new word in capitals; prose goes on in lower case
_ENDED_RE = regex.compile(
    r"[^\S\n]*+(?:$|[|•·/;()\]–—-]|[.,]?[^\S\n]*+(?:$|[^\S\n]{2}|\p{Lu}|[|(]|by\b)|\.[^\S\n]\d)", regex.MULTILINE
)
_AND_RE = regex.compile(r"[,;]?[^\S\n]and[^\S\n]")  # Posted 4 PM, Apr 8, 2025 and last updated …
_FILED_RE = regex.compile(r"[^\S\n](?:in|under)[^\S\n]\p{Lu}[^\n.]{0,40}$", regex.MULTILINE)  # Posted … in Walks
_SEPARATORS = tuple("|•·●/;()–—-")
_READING_TIME_RE = regex.compile(
    r"[^\S\n]{0,3}+[|•·,–—-]?[^\S\n]{0,3}+\d{1,3}[ -]?min(?:ute)?s?(?:[ -]read)?\b", regex.IGNORECASE
)


@attrs.frozen
class _Stamp:
    """A label, date, time and zone as they were read, before anything was decided about them."""

    start: int
    end: int
    kind: TimestampKind
    labelled: bool
    date: FoundDate | None
    time: dt.time | None
    zone: str | None


def extract_timestamps(
    text: str, *, reference: dt.date | str | None = None, lexicon: Lexicon = DEFAULT
) -> list[Timestamp]:
    """Find when a story was published and updated.

    Args:
        text: the text of an article.
        reference: the day the article is from, a date, a datetime or an ISO string; supplies a year that is not
            printed and helps with "10/01/2023". Without one, a year comes from the first stamp that has it.
        lexicon: the words and time zones to go by.

    Returns:
        The timestamps in the order of the text; none for a story without such lines. A value is a ``datetime`` where
        a time of day is printed, aware where the zone is known, else a ``date``. ``ambiguous`` is set where day and
        month could change places, or the zone has several meanings, and nothing in the text decides.

    Raises:
        TypeError: *text* is no ``str``, or *reference* no day.
        DataError: *reference* is a string, but no date in ISO 8601.

    "ET" and its like follow the clocks of the place, summer and winter; see the page on datelines in the
    documentation for the zones and for how an ambiguous date is settled.

    >>> [found] = extract_timestamps("Updated 3:15 PM ET, Tue October 8, 2024")
    >>> found.kind.value, found.value.isoformat()
    ('updated', '2024-10-08T15:15:00-04:00')
    """
    require_text(text, "extract_timestamps")
    require_lexicon(lexicon, "extract_timestamps()")
    day = require_day(reference, "extract_timestamps")
    return _dated(text, list(_stamps(text, lexicon)), day, lexicon)


def stamp_lines(text: str, *, lexicon: Lexicon = DEFAULT) -> list[Span]:
    """Return what is a timestamp by its form, also where nothing says of which year it is; the layout goes by it.

    What a line is may not depend on what the caller knows of its date.

    >>> stamp_lines("Updated Oct 8"), extract_timestamps("Updated Oct 8")
    ([Span('Updated Oct 8' @0:13)], [])
    """
    return [Span.of(text, stamp.start, stamp.end) for stamp in _stamps(text, lexicon)]


def published_day(text: str, *, lexicon: Lexicon = DEFAULT) -> dt.date | None:
    r"""Return the day on which a story was published by its own word, else updated; ``None`` where it is in doubt.

    >>> published_day("Updated Oct 9, 2024\nPublished Oct 8"), published_day("Published 10/01/2023")
    (datetime.date(2024, 10, 8), None)
    """
    found = [stamp for stamp in extract_timestamps(text, lexicon=lexicon) if not stamp.ambiguous]
    if not found:
        return None
    value = min(found, key=lambda stamp: stamp.kind is not TimestampKind.PUBLISHED).value
    return require_day(value, "published_day")


def _dated(text: str, stamps: Sequence[_Stamp], reference: dt.date | None, lexicon: Lexicon) -> list[Timestamp]:
    whole = _with_dates(stamps, reference)
    style, anchors = _style(whole), _anchors(whole, reference)
    return [found for stamp in whole if (found := _timestamp(text, stamp, style, anchors, lexicon))]


def _stamps(text: str, lexicon: Lexicon) -> Iterator[_Stamp]:
    at = 0
    while digit := _DIGIT_RE.search(text, at):
        start = text.rfind("\n", at, digit.start()) + 1 or at
        end = text.find("\n", digit.start())
        at = len(text) if end < 0 else end
        if at - start <= _LONGEST_LINE:
            yield from _stamps_of_line(text, start, at, head=start < _HEAD, lexicon=lexicon)


def _stamps_of_line(text: str, start: int, end: int, *, head: bool, lexicon: Lexicon) -> Iterator[_Stamp]:
    at = start
    for opening in _openings_re(lexicon).finditer(text, start, end):
        if opening.start() < at:
            continue
        label = opening["published"] or opening["updated"]
        joined = at > start and _AND_RE.fullmatch(text, at, opening.start()) is not None
        if label and not joined and not _starts_stamp(text, start, opening.start(), label):
            continue
        if not label and not _separated(text[start : opening.start()]):
            continue
        body = skip(_AFTER_LABEL_RE, text, opening.end(), end) if label else opening.start()
        kind = TimestampKind.UPDATED if opening["updated"] else TimestampKind.PUBLISHED
        stamp = _read(text, opening.start(), body, end, kind, labelled=bool(label), lexicon=lexicon)
        filed = bool(label) and stamp is not None and _FILED_RE.match(text, stamp.end, end) is not None
        if stamp is None or not (filed or _ended(text, stamp.end, end, lexicon)):
            continue
        alone = _begins_alone(text[start : stamp.start]) and _ends_alone(text, stamp.end, end)
        followed = _openings_re(lexicon).match(text, skip(_BETWEEN_RE, text, stamp.end, end), end)
        if label or (stamp.date and (stamp.time or (head and (alone or (followed and followed["updated"]))))):
            at = stamp.end
            yield stamp


def _begins_alone(before: str) -> bool:
    """Tell whether nothing, or an author and a bar, stands before a date that has no label."""
    before = before.strip(" \t\xa0*>-")
    return not before.strip("•·●") or before[-1] in "|•·●"


def _ends_alone(text: str, at: int, end: int) -> bool:
    """Tell whether nothing, a bar, or how long the story takes to read, stands behind a date."""
    behind = text[at:end].strip(" \t\xa0.")
    return not behind or behind[0] == "|" or _READING_TIME_RE.match(text, at, end) is not None


def _starts_stamp(text: str, line: int, at: int, label: str) -> bool:
    """Tell a label from a verb: "Updated Oct. 8" stands first or behind a mark, "was updated Oct. 8" does not."""
    before = text[line:at].rstrip()
    if not before or before[-1] in "|•·/;:()[]–—-.,>*" or before[-1].isdigit():
        return True
    return label[0].isupper() and not before.rpartition(" ")[2].islower()


def _separated(before: str) -> bool:
    """Tell whether nothing, a mark or a gap stands before a stamp that has no label."""
    return not before.strip() or before.rstrip().endswith(_SEPARATORS) or before[-2:].isspace()


def _ended(text: str, at: int, end: int, lexicon: Lexicon) -> bool:
    joined = _AND_RE.match(text, at, end)
    behind = joined.end() if joined else at + 2 * (text[at : at + 2] == ", ")
    m = _openings_re(lexicon).match(text, behind, end)
    if joined:
        return m is not None and bool(m["updated"])
    if _READING_TIME_RE.match(text, at, end):
        return True
    return _ENDED_RE.match(text, at, end) is not None or (m is not None and bool(m["published"] or m["updated"]))


def _read(
    text: str, start: int, at: int, end: int, kind: TimestampKind, *, labelled: bool, lexicon: Lexicon
) -> _Stamp | None:
    """Read date, time and zone in any order from *at* on."""
    date: FoundDate | None = None
    time: dt.time | None = None
    zone: str | None = None
    done = at
    while at < end:
        found = match_date(text, at, lexicon=lexicon) if date is None else None
        if found and found.month and found.day and found.end <= end:
            date, at = found, found.end
        elif time is None and (m := _TIME_RE.match(text, at, end)):
            time, at = _time(m), m.end()
            at, zone = _zone(text, at, end, lexicon)
        else:
            break
        done = at
        at = skip(_BETWEEN_RE, text, at, end)
    return _Stamp(start, done, kind, labelled, date, time, zone) if date or time else None


def _time(m: regex.Match[str]) -> dt.time:
    if m["word"]:
        return dt.time(_NOON if m["word"].casefold() == "noon" else 0)
    hour, minute, second = int(m["hour"]), int(m["minute"] or 0), int(m["second"] or 0)
    half = (m["half"] or "").casefold()
    if half and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return dt.time(hour % 24, minute, second)


def _zone(text: str, at: int, end: int, lexicon: Lexicon) -> tuple[int, str | None]:
    """Return where the zone at *at* ends, and its name or its distance from UTC ("+05:30")."""
    if m := _OFFSET_RE.match(text, at, end):
        if int(m["hours"]) <= 14:  # noqa: PLR2004 - no clock is further from UTC
            sign = "+" if m["sign"] == "+" else "-"
            return m.end(), f"{sign}{int(m['hours']):02}:{m['minutes'] or '00'}"
        return at, None
    m = _zone_re(lexicon).match(text, at, end)
    if m is None:
        return at, None
    other = _OTHER_CLOCK_RE.match(text, m.end(), end)
    return (other or m).end(), m["zone"]


@functools.lru_cache(maxsize=8)
def _zone_re(lexicon: Lexicon) -> regex.Pattern[str]:
    names = {*lexicon.table("time_zones.seasonal"), *lexicon.table("time_zones.fixed")}
    names |= {record["abbreviation"] for record in lexicon.records("time_zones.ambiguous")}
    return regex.compile(r"[^\S\n]?,?[^\S\n]{0,2}\(?(?P<zone>\L<names>)\)?(?!\d|\p{L}(?!pdated))", names=names)


@functools.lru_cache(maxsize=8)
def _openings_re(lexicon: Lexicon) -> regex.Pattern[str]:
    """Return the pattern of what a stamp can begin with: a label, a number, a month or a day of the week."""
    return regex.compile(
        r"(?<![\p{L}\d.:-])(?<!\d/)(?:(?P<updated>(?i:\L<updated>))(?=[^\S\n]*+(?:[:/–—-]|(?i:on|at)\b|[\d\p{L}]))"
        r"|(?P<published>(?i:\L<published>))(?=[^\S\n]*+(?:[:/–—-]|(?i:on|at)\b|[\d\p{L}]))|\d|(?:\L<names>)\b)"
        r"|(?<=[\dMTm])(?P<updated>Updated|UPDATED)\b",
        updated=_labels(lexicon, "updated"),
        published=_labels(lexicon, "published"),
        names=lexicon.words("months.months") | lexicon.words("months.weekdays") | _capitals(lexicon),
    )


def _labels(lexicon: Lexicon, entry: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon.words(f"timestamps.{entry}"))


def _capitals(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(w.upper() for w in lexicon.words("months.months") | lexicon.words("months.weekdays"))


def _with_dates(stamps: Sequence[_Stamp], reference: dt.date | None) -> list[_Stamp]:
    """Fill in years from the reference or from a stamp that has one, and the date of a bare time from the one before.

    A year of another stamp is that of its day: "Updated Jan. 2" is after "Published Dec. 30, 2023".
    """
    printed = next((stamp.date.date for stamp in stamps if stamp.date and stamp.date.date), None)
    complete: list[_Stamp] = []
    for stamp in stamps:
        date = stamp.date.with_reference(reference or printed) if stamp.date else None
        if date is None and complete:
            date = complete[-1].date
        elif date is None and reference:
            date = FoundDate(stamp.start, stamp.start, reference.year, reference.month, reference.day)
        if date and date.date:
            complete.append(attrs.evolve(stamp, date=date))
    return complete


def _style(stamps: list[_Stamp]) -> str | None:
    """Return the order of day and month that the numbers of this text give away: "day", "month" or ``None``."""
    styles = set()
    for stamp in stamps:
        date = stamp.date
        if date and date.numeric and not date.swappable and date.month != date.day:
            styles.add("day" if date.day_first else "month")
    return styles.pop() if len(styles) == 1 else None


def _anchors(stamps: list[_Stamp], reference: dt.date | None) -> list[dt.date]:
    """Return the days that a date in doubt has to be near: the reference, or dates of which there is no doubt."""
    if reference:
        return [reference]
    return [s.date.date for s in stamps if s.date and s.date.date and not s.date.swappable][:_MOST_ANCHORS]


def _timestamp(
    text: str, stamp: _Stamp, style: str | None, anchors: list[dt.date], lexicon: Lexicon
) -> Timestamp | None:
    date, ambiguous = stamp.date, False
    if date and date.swappable:
        date, ambiguous = _settled(date, style, anchors, _order_of_zone(stamp.zone, lexicon))
    day = date.date if date else None
    if day is None:
        return None
    value: dt.date = day
    if stamp.time is not None:
        value = dt.datetime.combine(day, stamp.time)
        if stamp.zone:
            value, doubtful = _in_zone(value, stamp.zone, text, lexicon)
            ambiguous = ambiguous or doubtful
    return Timestamp.of(text, stamp.start, stamp.end, kind=stamp.kind, value=value, ambiguous=ambiguous)


def _settled(
    date: FoundDate, style: str | None, anchors: list[dt.date], order_of_zone: str | None
) -> tuple[FoundDate, bool]:
    """Decide between the two readings of "10/01/2023"; the flag says that nothing decided."""
    order = style or _order_near(date, anchors) or order_of_zone
    return (date.swapped() if order == "day" else date), order is None


def _order_near(date: FoundDate, anchors: list[dt.date]) -> str | None:
    as_month, as_day = date.date, date.swapped().date
    for anchor in anchors:
        near = [bool(day and abs((day - anchor).days) <= _NEAR) for day in (as_month, as_day)]
        if near[0] != near[1]:
            return "month" if near[0] else "day"
    return None


def _order_of_zone(zone: str | None, lexicon: Lexicon) -> str | None:
    """Return the order used where a zone is: month first in the United States, day first elsewhere."""
    if zone is None or zone in ("Z", "UTC") or zone[0] in "+-":
        return None
    name = lexicon.table("time_zones.seasonal").get(zone) or lexicon.table("time_zones.homes").get(zone)
    if zone == "HST" or (name and name.startswith("America/") and name != "America/Halifax"):
        return "month"
    return "day" if name or zone in lexicon.table("time_zones.fixed") else None


def _in_zone(value: dt.datetime, zone: str, text: str, lexicon: Lexicon) -> tuple[dt.datetime, bool]:
    """Return the time in its zone, and whether the zone is in doubt."""
    seasonal, fixed = lexicon.table("time_zones.seasonal"), lexicon.table("time_zones.fixed")
    if zone in seasonal:
        aware = value.replace(tzinfo=zoneinfo.ZoneInfo(seasonal[zone]))
        return aware, aware.utcoffset() != aware.replace(fold=1).utcoffset()
    if zone[0] in "+-" or zone in fixed:
        aware = value.replace(tzinfo=_fixed(fixed.get(zone, zone)))
        home = lexicon.table("time_zones.homes").get(zone)
        at_home = value.replace(tzinfo=zoneinfo.ZoneInfo(home)) if home else aware
        doubtful = aware.utcoffset() not in (at_home.utcoffset(), at_home.replace(fold=1).utcoffset())
        return aware, doubtful
    name, doubtful = _zone_in_context(zone, text[:_CONTEXT], lexicon)
    return value.replace(tzinfo=zoneinfo.ZoneInfo(name)), doubtful


def _fixed(offset: str) -> dt.timezone:
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return dt.timezone(dt.timedelta(minutes=-minutes if offset[0] == "-" else minutes))


@functools.lru_cache(maxsize=16)
def _zone_in_context(zone: str, head: str, lexicon: Lexicon) -> tuple[str, bool]:
    """Choose among the meanings of "IST" or "CST" by the places that the text names; the first is the default."""
    meanings = [r for r in lexicon.records("time_zones.ambiguous") if r["abbreviation"] == zone]
    hits = [len(_context_re(record["context"]).findall(head)) for record in meanings]
    most = hits.index(max(hits))
    decided = hits[most] > 0 and hits.count(hits[most]) == 1
    return meanings[most if decided else 0]["zone"], not decided


@functools.lru_cache(maxsize=64)
def _context_re(words: str) -> regex.Pattern[str]:
    return regex.compile(r"\b\L<words>\b", words=words.split(";"))
