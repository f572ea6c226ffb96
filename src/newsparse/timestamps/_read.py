"""Timestamps as they are printed: a label, a date, a time and a zone in any order."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

import attrs
import regex

from newsparse.chars import skip
from newsparse.dates import FoundDate, match_date
from newsparse.lexicon import Lexicon
from newsparse.timestamps._relative import Ago, match_ago
from newsparse.types import TimestampKind

__all__ = ["Stamp", "stamps_of"]

_LONGEST_LINE = 250
_HEAD = 2000  # characters; a date alone on a line is a timestamp only near the top
_NOON = 12
_TIME_RE = regex.compile(
    r"""
    (?:                                                         # 9:15; 15.02; 09:15:00.5; 9:15 a.m.; 9h15; 9時15分
        (?P<hour>[01]?\d|2[0-4])(?:[:.h]|[時时点시][ ]?)(?P<minute>[0-5]\d)[分분]?
        (?::(?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?
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
    r"[^\S\n]{0,6}+(?:[,.@/|•·–—]|T(?=\d)|-{1,2}+|\b(?:at|on|à|às|a las|um|alle|om|kl|в)\b)?+"
    r"[,:]?+[^\S\n]{0,6}+(?:\b(?:at|on)\b[^\S\n]{1,3}+)?+"
)
_AFTER_LABEL_RE = regex.compile(
    r"(?:[^\S\n]?:[^\S\n]?\.)?+"  # PUBLISHED: . 12:33 GMT
    r"(?P<by>[^\S\n]by[^\S\n][^\n\d|]{2,40}?(?=[^\S\n](?:on|at)\b))?+"  # Posted by Ann Lee on October 8
    r"[^\S\n]{0,3}+(?:on\b|at\b)?+[^\S\n]{0,3}+[:：/–—-]?+[^\S\n]{0,3}+(?:on\b|at\b)?+[^\S\n]{0,3}+",
    regex.IGNORECASE,
)
# what may follow a stamp: the end, a mark, a bracket, a new word in capitals; prose goes on in lower case
_ENDED_RE = regex.compile(
    r"[^\S\n]*+(?:$|[|•·/;()\]–—-]|[.,]?[^\S\n]*+(?:$|[^\S\n]{2}|\p{Lu}|[|(]|by\b)|\.[^\S\n]\d)", regex.MULTILINE
)
_YEAR_RE = regex.compile(r"[12]\d{3}(?!\d)")
_AND_RE = regex.compile(r"[,;]?[^\S\n]and[^\S\n]")  # Posted 4 PM, Apr 8, 2025 and last updated …
_FILED_RE = regex.compile(r"[^\S\n](?:in|under)[^\S\n]\p{Lu}[^\n.]{0,40}$", regex.MULTILINE)  # Posted … in Walks
_SEPARATORS = tuple("|•·●/;()–—-")
_READING_TIME_RE = regex.compile(
    r"[^\S\n]{0,3}+[|•·,–—-]?[^\S\n]{0,3}+\d{1,3}[ -]?min(?:ute)?s?(?:[ -]read)?\b", regex.IGNORECASE
)


@attrs.frozen
class Stamp:
    """A label, date, time and zone as they were read, before anything was decided about them."""

    start: int
    end: int
    kind: TimestampKind
    labelled: bool
    date: FoundDate | None = None
    time: dt.time | None = None
    zone: str | None = None
    ago: Ago | None = None


def stamps_of(text: str, lexicon: Lexicon) -> Iterator[Stamp]:
    sign, start = _sign_re(lexicon), 0
    for line in text.split("\n"):
        end = start + len(line)
        if len(line) <= _LONGEST_LINE and sign.search(text, start, end):
            last = end - line.endswith("\r")
            yield from _stamps_of_line(text, start, last, head=start < _HEAD, lexicon=lexicon)
        start = end + 1


def _stamps_of_line(text: str, start: int, end: int, *, head: bool, lexicon: Lexicon) -> Iterator[Stamp]:
    at = start
    openings = _openings_re(lexicon, abroad=_abroad_re(lexicon).match(text, start, end) is not None)
    for opening in openings.finditer(text, start, end):
        if opening.start() < at:
            continue
        label = opening["published"] or opening["updated"]
        joined = at > start and _AND_RE.fullmatch(text, at, opening.start()) is not None
        if label and not joined and not _starts_stamp(text, start, opening.start(), label):
            continue
        if not label and not _separated(text[start : opening.start()]):
            continue
        behind = _AFTER_LABEL_RE.match(text, opening.end(), end) if label else None
        body = behind.end() if behind else opening.start()
        kind = TimestampKind.UPDATED if opening["updated"] else TimestampKind.PUBLISHED
        first = body if behind and behind["by"] else opening.start()  # "Posted by Ann Lee" is her byline
        stamp = _read(text, first, body, end, kind, labelled=bool(label), lexicon=lexicon)
        filed = bool(label) and stamp is not None and _FILED_RE.match(text, stamp.end, end) is not None
        if stamp is None or not (filed or _ended(text, stamp.end, end, openings)):
            continue
        if stamp.ago and not (head and _is_alone(text, start, stamp, end)):
            continue
        alone = _is_alone(text, start, stamp, end)
        followed = openings.match(text, skip(_BETWEEN_RE, text, stamp.end, end), end)
        if (
            label
            or stamp.ago
            or (stamp.date and (stamp.time or (head and (alone or (followed and followed["updated"])))))
        ):
            at = stamp.end
            yield stamp


def _is_alone(text: str, start: int, stamp: Stamp, end: int) -> bool:
    return _begins_alone(text[start : stamp.start]) and _ends_alone(text, stamp.end, end)


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


def _ended(text: str, at: int, end: int, openings: regex.Pattern[str]) -> bool:
    joined = _AND_RE.match(text, at, end)
    behind = joined.end() if joined else at + 2 * (text[at : at + 2] == ", ")
    m = openings.match(text, behind, end)
    if joined:
        return m is not None and bool(m["updated"])
    if _READING_TIME_RE.match(text, at, end):
        return True
    return _ENDED_RE.match(text, at, end) is not None or (m is not None and bool(m["published"] or m["updated"]))


def _read(
    text: str, start: int, at: int, end: int, kind: TimestampKind, *, labelled: bool, lexicon: Lexicon
) -> Stamp | None:
    """Read date, time and zone in any order from *at* on."""
    stamp = Stamp(start, at, kind, labelled)
    while at < end:
        longer = _with_piece(stamp, text, at, end, lexicon)
        if longer is None:
            break
        stamp = longer
        at = skip(_BETWEEN_RE, text, stamp.end, end)
    return stamp if stamp.date or stamp.time or stamp.ago else None


def _with_piece(stamp: Stamp, text: str, at: int, end: int, lexicon: Lexicon) -> Stamp | None:
    """Return the stamp with the date, time, year or day of the week that stands at *at*."""
    undated = stamp.date is None and stamp.ago is None
    found = match_date(text, at, lexicon=lexicon) if undated else None
    if found and found.month and found.day and found.end <= end:
        return attrs.evolve(stamp, end=found.end, date=found)
    if undated and (stamp.labelled or not stamp.time) and (ago := match_ago(text, at, end, lexicon)):
        return attrs.evolve(stamp, end=ago.end, ago=ago)
    if stamp.time is None and (m := _TIME_RE.match(text, at, end)):
        behind, zone = _zone(text, m.end(), end, lexicon)
        return attrs.evolve(stamp, end=behind, time=_time(m), zone=zone)
    if stamp.date and stamp.time and stamp.date.year is None and (m := _YEAR_RE.match(text, at, end)):
        return attrs.evolve(
            stamp, end=m.end(), date=stamp.date._replace(year=int(m[0]))
        )  # Thu Oct 26 11:00:09 EDT 2023
    if stamp.date and stamp.date.year and (m := _weekday_re(lexicon).match(text, at, end)):
        weekday = int(lexicon.table("months.weekdays")[m[0].capitalize()])  # May 7, 2024 Tuesday
        return attrs.evolve(stamp, end=m.end(), date=stamp.date._replace(weekday=weekday))
    return None


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
def _weekday_re(lexicon: Lexicon) -> regex.Pattern[str]:
    names = lexicon.words("months.weekdays")
    return regex.compile(r"\L<names>\b\.?", names=names | {name.upper() for name in names})


@functools.lru_cache(maxsize=8)
def _sign_re(lexicon: Lexicon) -> regex.Pattern[str]:
    """Return the pattern of what no timestamp is without: a digit, or a word of a relative time."""
    names = {*lexicon.table("timestamps.days"), *lexicon.table("months.weekdays"), "ago"}
    return regex.compile(r"\d|(?<=[^\S\n])(?i:\L<names>)\b", names=names)


@functools.lru_cache(maxsize=8)
def _openings_re(lexicon: Lexicon, *, abroad: bool) -> regex.Pattern[str]:
    """Return the pattern of what a stamp can begin with: a label, a number, a month or a day of the week.

    With *abroad*, also the labels of other languages, days of the week, and what stands before a relative time.
    """
    words = lexicon.words
    names = words("months.months") | words("months.weekdays")
    names |= {name.upper() for name in names}
    return regex.compile(
        r"(?<![\p{L}\d.:-])(?<!\d/)(?:(?P<updated>(?i:\L<updated>))(?=[^\S\n]*+(?:[:：/–—-]|(?i:on|at)\b|[\d\p{L}]))"
        r"|(?P<published>(?i:\L<published>))(?=[^\S\n]*+(?:[:：/–—-]|(?i:on|at)\b|[\d\p{L}]))|\d|(?:\L<names>)\b"
        + (r"|(?i:\L<ago>)(?=[^\S\n]\d))" if abroad else ")")
        + r"|(?<=[\dMTm])(?P<updated>Updated|UPDATED)\b",
        updated=_labels(lexicon, "updated", *["updated_abroad"] * abroad),
        published=_labels(lexicon, "published", *["published_abroad"] * abroad),
        names=names | words("months.weekdays_abroad") if abroad else names,
        ago=words("timestamps.ago_before"),
        ignore_unused=True,
    )


@functools.lru_cache(maxsize=8)
def _abroad_re(lexicon: Lexicon) -> regex.Pattern[str]:
    """Return the pattern of how a published line of another language begins."""
    names = _labels(lexicon, "published_abroad", "updated_abroad", "ago_before") | lexicon.words(
        "months.weekdays_abroad"
    )
    return regex.compile(r"[^\S\n]*+(?i:\L<names>)(?!\p{L})", names=names)


def _labels(lexicon: Lexicon, *entries: str) -> frozenset[str]:
    return frozenset(word.casefold() for entry in entries for word in lexicon.words(f"timestamps.{entry}"))
