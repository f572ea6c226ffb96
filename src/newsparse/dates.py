"""Dates in news text: read by our own patterns and arithmetic, and by dateparser where a month has no English name.

A date that lacks its year stays partial unless the caller gives a reference date; the clock is never read.
Imports errors, types and the lexicon; the only module that touches dateparser, and only inside functions.
"""

from __future__ import annotations

import datetime as dt
import functools
import unicodedata
from typing import NamedTuple

import regex

from newsparse.lexicon import DEFAULT, Lexicon

__all__ = ["FoundDate", "days_ago", "match_date", "nearest_year"]

_BASE = dt.datetime(2000, 1, 31, 12)  # noqa: DTZ001 - dateparser takes no aware one; never the clock
_DAYS_AFTER_REFERENCE = 7  # advance copy and time zones; more would turn last year's stories into next year's
_LONGEST_GAP = 8  # years between two 29 Februaries, at a turn of the century
_LANGUAGES = {  # by their letters: dateparser takes a second to load them all, and a third of a millisecond to try each
    "Latin": [
        "en",
        "es",
        "fr",
        "de",
        "it",
        "pt",
        "nl",
        "sv",
        "da",
        "nb",
        "fi",
        "pl",
        "cs",
        "hu",
        "ro",
        "tr",
        "id",
        "vi",
        "sw",
    ],
    "Cyrillic": ["ru", "uk", "bg"],
    "Greek": ["el"],
    "Arabic": ["ar", "fa"],
    "Hebrew": ["he"],
    "Devanagari": ["hi"],
    "Bengali": ["bn"],
    "Han": ["zh", "ja"],
    "Hangul": ["ko"],
}
_LETTERS_RE = regex.compile("|".join(rf"(?P<{name}>\p{{{name}}})" for name in _LANGUAGES))

_DAY = r"(?=[\dOolI]{0,2}\d)[\dOolI]{1,3}+"
_ORDINAL = "(?:st|nd|rd|th)?+"
_GAP = r"[^\S\n]{0,4}+"
_THOUSANDS = (
    r"[12\u0661\u0662\u06f1\u06f2\u0967\u0968\u09e7\u09e8]"  # also in Arabic, Persian, Hindi and Bengali digits
)
_YEAR = rf"""(?:,?+{_GAP}(?P<year>{_THOUSANDS}\d{{3}})(?!\d(?!\d?:\d\d[^\S\n]?[AP]M))
            |,?+{_GAP}['’](?P<short_year>\d\d)(?!\d))?+"""
_END = r"(?!\d(?!\d?:\d\d)|%|[:/.]\d|\p{L}(?!pdated|PDATED)|[-–]\d)"
_DATE = rf"""
    (?:(?P<weekday>\L<weekdays>)\b[.,]{{0,2}}+{_GAP}(?=[\p{{L}}\d]))?+      # Thursday Dec 21; Fri., 8 Oct
    (?:                                                                       # Oct. 8, 2024; March 2O
        (?P<month_first>\p{{L}}{{3,9}}+)[.,]{{0,2}}+{_GAP}(?P<day_last>{_DAY}){_ORDINAL}{_YEAR}{_END}
      | (?P<day_first>{_DAY}){_ORDINAL}\.?(?:[^\S\n]{{1,4}}+|-)(?:(?:of|de)[^\S\n]++)?+  # 8 October 2024; 2 Jan.
        (?P<month_last>\p{{L}}[\p{{L}}\p{{M}}]{{2,13}}+)(?:(?<!\p{{L}}{{5}})\.)?+(?:-|[^\S\n]de)?+{_YEAR}{_END}
      | (?P<iso_year>[12]\d{{3}})(?P<iso_mark>[-/.])(?P<iso_month>\d\d?)       # 2024-10-08
        (?P=iso_mark)(?P<iso_day>\d\d?)(?!\d)
      | (?P<first>\d\d?)(?P<mark>[-/.])(?P<second>\d\d?)(?P=mark)             # 10/01/2023
        (?P<numeric_year>\d{{4}}|\d\d)(?!\d)
    )
"""
_YEAR_FIRST_RE = regex.compile(
    rf"[12]\d{{3}}(?:{_GAP}[年년]{_GAP}\d\d?{_GAP}[月월]{_GAP}\d\d?{_GAP}[日일]"  # 2024年10月8日
    rf"|\.{_GAP}\p{{L}}{{3,10}}+{_GAP}\d\d?(?!\d)\.?+)"  # 2024. október 8.
)
_MONTH_ALONE_RE = regex.compile(rf"(?P<month>\p{{L}}{{3,9}}+)\.?+(?:,?+{_GAP}(?P<year>[12]\d{{3}}))?+(?!\d|\p{{L}})")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of a leap year
_DIGIT_SLIPS = str.maketrans("OolI", "0011")


class FoundDate(NamedTuple):
    """A date at a place in a text.

    Args:
        start: offset of its first character.
        end: offset behind its last character.
        year: the year, when printed.
        month: 1 to 12, when printed.
        day: 1 to 31, when printed and possible in that month.
        swappable: day and month are numbers that could change places ("10/01/2023" may be October or January).
        numeric: the date is printed as numbers, with the year last.
        day_first: of such a date, that the day was read before the month.
        weekday: 1 for Monday to 7 for Sunday, when printed.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    swappable: bool = False
    numeric: bool = False
    day_first: bool = False
    weekday: int | None = None

    @property
    def date(self) -> dt.date | None:
        """The day, where year, month and day are printed and there is such a day."""
        return make_date(self.year, self.month, self.day)

    def swapped(self) -> FoundDate:
        """Return the other reading of day and month."""
        return self._replace(month=self.day, day=self.month, day_first=not self.day_first)

    def settled(self) -> FoundDate:
        """Return the date with day and month as its day of the week has them, where that decides.

        >>> match_date("Fri, 08/11/2024").settled().date
        datetime.date(2024, 11, 8)
        """
        if not self.swappable or self.weekday is None:
            return self
        fits = [d for d in (self, self.swapped()) if d.date and d.date.isoweekday() == self.weekday]
        return fits[0]._replace(swappable=False) if len(fits) == 1 else self

    def with_reference(self, reference: dt.date | None) -> FoundDate:
        """Return the date with its year filled in from *reference*, where it can be."""
        if self.year is not None or self.month is None or reference is None:
            return self
        return self._replace(year=nearest_year(self.month, self.day, reference))


def make_date(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    """Return the day, or ``None`` where a part is missing or there is no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def nearest_year(month: int, day: int | None, reference: dt.date) -> int | None:
    """Return the year of the last such day on or before *reference*, or up to a week after it.

    >>> nearest_year(12, 30, dt.date(2024, 1, 2)), nearest_year(1, 2, dt.date(2023, 12, 30))
    (2023, 2024)
    """
    for year in range(min(reference.year + 1, dt.MAXYEAR), max(reference.year - _LONGEST_GAP - 1, 0), -1):
        found = make_date(year, month, day or 1)
        if found is not None and (found - reference).days <= _DAYS_AFTER_REFERENCE:
            return year
    return None


def match_date(
    text: str, start: int = 0, *, misprints: bool = False, partial: bool = False, lexicon: Lexicon = DEFAULT
) -> FoundDate | None:
    """Read the date that begins exactly at *start*.

    Args:
        text: any text.
        start: where the date has to begin; a day of the week before it belongs to it.
        misprints: also read months with one wrong letter ("Macrh 5").
        partial: also read a month or a day of the week alone ("April", "October 2024", "Saturday").
        lexicon: the names of months.

    Returns:
        The date, with the parts that are printed, or ``None``. A day that its month does not have is left out
        ("February 30", "March 119"): the text of the date stays, the date is not made up.

    >>> match_date("Tuesday, October 8, 2024. More", 0)
    FoundDate(start=0, end=24, year=2024, month=10, day=8, swappable=False, numeric=False, day_first=False, weekday=2)
    """
    calendar = _calendar(lexicon)
    opening = text[start : start + 3].casefold()
    if opening in calendar.openings_abroad and (weekday := calendar.abroad_re.match(text, start)):
        date = match_date(text, weekday.end(), lexicon=lexicon)  # mardi 8 octobre 2024
        return date and date._replace(start=start, weekday=calendar.abroad[weekday[1].casefold()])
    if not (misprints or opening[:1].isdigit() or opening in calendar.openings):
        return None
    if m := calendar.pattern.match(text, start):
        found = _of_match(m, calendar.months, misprints=misprints)
        weekday = calendar.weekdays.get((m["weekday"] or "").casefold())
        return found._replace(weekday=weekday) if found and weekday else found
    if m := _YEAR_FIRST_RE.match(text, start):
        return _foreign(m, start)
    return _part_of_date(text, start, calendar) if partial else None


def _of_match(m: regex.Match[str], months: dict[str, int], *, misprints: bool) -> FoundDate | None:
    if m["iso_year"]:
        return _checked(m, int(m["iso_year"]), int(m["iso_month"]), int(m["iso_day"]))
    return _numeric(m) if m["numeric_year"] else _worded(m, months, misprints=misprints)


def _part_of_date(text: str, start: int, calendar: _Calendar) -> FoundDate | None:
    m = _MONTH_ALONE_RE.match(text, start)
    if m is None:
        return None
    if month := calendar.months.get(m["month"].casefold()):
        return FoundDate(start, m.end(), int(m["year"]) if m["year"] else None, month)
    is_weekday = m["month"].casefold() in calendar.weekdays
    return FoundDate(start, m.end("month")) if is_weekday else None


def _worded(m: regex.Match[str], months: dict[str, int], *, misprints: bool) -> FoundDate | None:
    word, digits = m["month_first"] or m["month_last"], m["day_last"] or m["day_first"]
    month = months.get(word.casefold())
    if month is None and misprints and digits[0] == "l" and word.casefold() + "l" in months:
        month, digits = months[word.casefold() + "l"], digits[1:]  # "Apri l7"
    if month is None and misprints:
        month = _misprinted_month(word.casefold(), tuple(months.items()))
    year = int(m["year"]) if m["year"] else _full_year(m["short_year"])
    if month is None:
        start = m.start("month_first" if m["month_first"] else "day_first")
        known = year or (m["day_first"] and _may_be_month(word, months))
        return _foreign(m, start, with_year=year is not None) if known else None
    return _checked(m, year, month, int(digits.translate(_DIGIT_SLIPS)))


def _numeric(m: regex.Match[str]) -> FoundDate | None:
    """Read "10/01/2023": month first unless that is impossible; full stops stand between day and month."""
    month, day = int(m["first"]), int(m["second"])
    day_first = month > 12 or m["mark"] == "."  # noqa: PLR2004
    if day_first:
        month, day = day, month
    year = int(m["numeric_year"]) if len(m["numeric_year"]) == 4 else _full_year(m["numeric_year"])  # noqa: PLR2004
    if not 1 <= month <= 12:  # noqa: PLR2004
        return None
    found = _checked(m, year, month, day)
    swappable = m["mark"] != "." and month != day and 1 <= day <= 12  # noqa: PLR2004
    return found._replace(swappable=swappable, numeric=True, day_first=day_first)


def _checked(m: regex.Match[str], year: int | None, month: int, day: int) -> FoundDate:
    known_month = month if 1 <= month <= 12 else None  # noqa: PLR2004
    known_day = day if known_month and 1 <= day <= _MONTH_DAYS[known_month - 1] else None
    return FoundDate(m.start(), m.end(), year, known_month, known_day)


def _full_year(short: str | None) -> int | None:
    """Read two digits as POSIX does: 69 to 99 are of the last century."""
    if not short:
        return None
    return int(short) + (1900 if int(short) >= 69 else 2000)  # noqa: PLR2004


class _Calendar(NamedTuple):
    """The names of a lexicon, ready for use; ``openings`` allow a quick look before the slow patterns.

    Days of the week of other languages (``abroad``) are read with a date only.
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    abroad: dict[str, int]
    openings: frozenset[str]
    openings_abroad: frozenset[str]
    pattern: regex.Pattern[str]
    abroad_re: regex.Pattern[str]


@functools.lru_cache(maxsize=8)
def _calendar(lexicon: Lexicon) -> _Calendar:
    weekdays = {name.casefold(): int(number) for name, number in lexicon.table("months.weekdays").items()}
    abroad = {name.casefold(): int(number) for name, number in lexicon.table("months.weekdays_abroad").items()}
    months = {name.casefold(): int(number) for name, number in lexicon.table("months.months").items()}
    forms = {form for word in lexicon.words("months.weekdays") for form in (word, word.upper(), word.lower())}
    return _Calendar(
        months=months,
        weekdays=weekdays,
        abroad=abroad,
        openings=frozenset(name[:3].casefold() for name in (*months, *weekdays)),
        openings_abroad=frozenset(name[:3] for name in abroad),
        pattern=regex.compile(_DATE, regex.VERBOSE, weekdays=forms),
        abroad_re=regex.compile(
            rf"(\L<names>)\b[.,]{{0,2}}+{_GAP}(?=\d)", names=lexicon.words("months.weekdays_abroad")
        ),
    )


@functools.lru_cache(maxsize=256)
def _misprinted_month(word: str, months: tuple[tuple[str, int], ...]) -> int | None:
    """Return the only month whose full name has one letter more, less, changed or swapped."""
    near = {n for name, n in months if len(name) > 3 and _one_slip_apart(word, name)}  # noqa: PLR2004
    return near.pop() if len(near) == 1 else None


def _one_slip_apart(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    i = next((i for i, pair in enumerate(zip(a, b, strict=False)) if pair[0] != pair[1]), len(a))
    if len(a) < len(b):
        return a[i:] == b[i + 1 :]
    return a[i + 1 :] == b[i + 1 :] or (a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :])


def _may_be_month(word: str, months: dict[str, int]) -> bool:
    """Take a quick look whether a word behind a number without a year could be a month: "8 אוקטובר", "8 octobre"."""
    return not word.isascii() or word[:3].casefold() in months


@functools.lru_cache(maxsize=256)
def _foreign_parts(printed: str, *, with_year: bool) -> tuple[int, int, int] | None:
    found = _read_abroad(printed, REQUIRE_PARTS=["day", "month", *["year"] * with_year], PARSERS=["absolute-time"])
    return (found.year, found.month, found.day) if found else None


def _foreign(m: regex.Match[str], start: int, *, with_year: bool = True) -> FoundDate | None:
    """Read "8 octobre 2024", of which the lexicon does not know the month, from *start* of its match on."""
    parts = _foreign_parts(m.string[start : m.end()], with_year=with_year)
    return FoundDate(m.start(), m.end(), parts[0] if with_year else None, *parts[1:]) if parts else None


@functools.lru_cache(maxsize=256)
def days_ago(printed: str) -> tuple[int, bool] | None:
    """Read a relative time of another language.

    Args:
        printed: the time alone, without words around it.

    Returns:
        The days that it goes back, and whether it can be no other day; hours may reach into the day before. ``None``
        for what is no time, and for months and years, which are rounded too much to give a day.

    >>> days_ago("hace 3 horas"), days_ago("vor 2 Tagen"), days_ago("3 people")
    ((0, False), (2, True), None)
    """
    found = _read_abroad(printed, PARSERS=["relative-time"])
    if found is None or not dt.timedelta(0) <= (back := _BASE - found) < dt.timedelta(days=32):
        return None
    return back.days, back < dt.timedelta(hours=1) or bool(back.days % 7 and not back.seconds)


def _read_abroad(printed: str, **settings: object) -> dt.datetime | None:
    import dateparser  # noqa: PLC0415 - takes 0.3 s, and few texts need it

    letters = _LETTERS_RE.search(printed)
    languages = _LANGUAGES[(letters and letters.lastgroup) or "Latin"]
    found: dt.datetime | None = dateparser.parse(
        unicodedata.normalize("NFC", printed),
        languages=[*languages],
        settings={"RELATIVE_BASE": _BASE, **settings},
    )
    return found
