"""Times that count from the day of the reader: "3 hours ago", "yesterday", "Updated Tuesday", "hace 3 horas"."""

from __future__ import annotations

import datetime as dt
import functools

import attrs
import regex

from newsparse.dates import days_ago
from newsparse.lexicon import Lexicon

__all__ = ["Ago", "match_ago"]

_DAYS_OF_WEEK = 7
_LONGEST_ABROAD = 40  # characters; such a time ends its line


@attrs.frozen
class Ago:
    """A day, counted back from another one.

    Args:
        end: offset behind its last character.
        days: how many days before.
        weekday: 1 for Monday to 7 for Sunday: the last such day.
        exact: whether it can be no other day; hours may reach into the day before, weeks are rounded.
    """

    end: int
    days: int = 0
    weekday: int | None = None
    exact: bool = True

    def before(self, day: dt.date) -> dt.date | None:
        """Return the day that is meant on *day*, where there is one."""
        back = self.days if self.weekday is None else (day.isoweekday() - self.weekday) % _DAYS_OF_WEEK
        return day - dt.timedelta(days=back) if day.toordinal() > back else None


def match_ago(text: str, at: int, end: int, lexicon: Lexicon) -> Ago | None:
    """Read the relative time that stands at *at*."""
    m = _ago_re(lexicon).match(text, at, end)
    if m is None:
        return _ago_abroad(text, at, end, lexicon)
    if m["unit"]:
        unit = lexicon.table("timestamps.units")[m["unit"].casefold()]
        number = int(m["number"]) if m["number"] else 1
        return Ago(m.end(), number * int(unit), exact=unit == "1" or (unit == "0" and m["unit"][0] in "mMsS"))
    if m["day"]:
        return Ago(m.end(), int(lexicon.table("timestamps.days")[m["day"].casefold()]))
    return Ago(m.end(), weekday=int(lexicon.table("months.weekdays")[m["weekday"]]))


@functools.lru_cache(maxsize=8)
def _ago_re(lexicon: Lexicon) -> regex.Pattern[str]:
    return regex.compile(
        r"(?:(?:(?P<number>\d{1,2})|(?i:an?)\b)[^\S\n]?(?P<unit>(?i:\L<units>))s?\b\.?[^\S\n](?i:ago)\b"
        r"|(?P<day>(?i:\L<days>))\b|(?P<weekday>\L<weekdays>)\b)",
        units=[*lexicon.table("timestamps.units")],
        days=[*lexicon.table("timestamps.days")],
        weekdays=[*lexicon.table("months.weekdays")],
    )


def _ago_abroad(text: str, at: int, end: int, lexicon: Lexicon) -> Ago | None:
    """Read a relative time of another language: a word such as "hace" or "назад" says that it is one."""
    m = _abroad_re(lexicon).match(text, at, end) if end - at <= _LONGEST_ABROAD else None
    found = days_ago(m[0]) if m else None
    return Ago(m.end(), found[0], exact=found[1]) if m and found else None


@functools.lru_cache(maxsize=8)
def _abroad_re(lexicon: Lexicon) -> regex.Pattern[str]:
    return regex.compile(
        r"(?:(?i:\L<before>)[^\S\n]\d{1,2}[^\S\n]?[\p{L}\p{M}]{1,12}+(?:[^\S\n](?i:\L<behind>)(?![\p{L}\p{M}]))?+"
        r"|\d{1,2}[^\S\n]?(?:[\p{L}\p{M}]{1,12}?[^\S\n]?|\p{Han}{1,2}?)(?i:\L<behind>)(?![\p{L}\p{M}]))",
        before=lexicon.words("timestamps.ago_before"),
        behind=lexicon.words("timestamps.ago_behind"),
    )
