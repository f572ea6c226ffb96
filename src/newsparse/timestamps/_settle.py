"""When a timestamp was: the year that is not printed, the order of day and month, the zone."""

from __future__ import annotations

import datetime as dt
import functools
import zoneinfo
from collections.abc import Sequence

import attrs
import regex

from newsparse.dates import FoundDate
from newsparse.lexicon import Lexicon
from newsparse.timestamps._read import Stamp
from newsparse.types import Timestamp

__all__ = ["dated"]

_NEAR = 45  # days
_CONTEXT = 5000  # characters in which the country of a zone is looked for
_MOST_ANCHORS = 5


def dated(text: str, stamps: Sequence[Stamp], reference: dt.date | None, lexicon: Lexicon) -> list[Timestamp]:
    whole = _with_dates(stamps, reference)
    style, anchors = _style(whole), _anchors(whole, reference)
    return [found for stamp in whole if (found := _timestamp(text, stamp, style, anchors, lexicon))]


def _with_dates(stamps: Sequence[Stamp], reference: dt.date | None) -> list[Stamp]:
    """Fill in years from the reference or from a stamp that has one, and the date of a bare time from the one before.

    A year of another stamp is that of its day: "Updated Jan. 2" is after "Published Dec. 30, 2023".
    """
    printed = next((stamp.date.date for stamp in stamps if stamp.date and stamp.date.date), None)
    complete: list[Stamp] = []
    for stamp in stamps:
        date = stamp.date.settled().with_reference(reference or printed) if stamp.date else None
        if stamp.ago and (day := stamp.ago.before(reference) if reference else None):
            date = FoundDate(stamp.start, stamp.start, day.year, day.month, day.day)
        if date is None and stamp.ago is None and complete:
            date = complete[-1].date
        elif date is None and stamp.ago is None and reference:
            date = FoundDate(stamp.start, stamp.start, reference.year, reference.month, reference.day)
        if date and date.date:
            complete.append(attrs.evolve(stamp, date=date))
    return complete


def _style(stamps: list[Stamp]) -> str | None:
    """Return the order of day and month that the numbers of this text give away: "day", "month" or ``None``."""
    styles = set()
    for stamp in stamps:
        date = stamp.date
        if date and date.numeric and not date.swappable and date.month != date.day:
            styles.add("day" if date.day_first else "month")
    return styles.pop() if len(styles) == 1 else None


def _anchors(stamps: list[Stamp], reference: dt.date | None) -> list[dt.date]:
    """Return the days that a date in doubt has to be near: the reference, or dates of which there is no doubt."""
    if reference:
        return [reference]
    return [s.date.date for s in stamps if s.date and s.date.date and not s.date.swappable][:_MOST_ANCHORS]


def _timestamp(
    text: str, stamp: Stamp, style: str | None, anchors: list[dt.date], lexicon: Lexicon
) -> Timestamp | None:
    date, ambiguous = stamp.date, stamp.ago is not None and not stamp.ago.exact
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
