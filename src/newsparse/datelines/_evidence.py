"""Which readings are datelines: evidence for and against, added up.

A city in capitals with a dash is enough where a sentence follows; a name in ordinary case needs to be a known place,
or a service or a date behind it. The weights are small whole numbers, so that each line of the sum can be argued with.
"""

from __future__ import annotations

import regex

from newsparse.chars import skip
from newsparse.datelines._patterns import OPENER_RE
from newsparse.datelines._pieces import DatelineReading, PrintedPlaces
from newsparse.datelines._words import DatelineWords, Service

__all__ = ["ENOUGH", "STRONG", "best", "weigh"]

ENOUGH = 3
STRONG = 5
_LEAST_LETTERS = 3
_LINE_OF_A_LEAD = 60

_GAP_RE = regex.compile(r"\s*+")
_AHEAD = 40  # characters of the story that are looked at
_STOP_WORDS_RE = regex.compile(
    r"(?i:by|to|from|and|with|updated?|published|posted|photos?|picture|image|credits?|source|file|mr|mrs|ms|dr|sen|rep|"
    r"gov|president|sir|dear|see|for|this|that|it|he|she|they|we|i|you|our|my|his|her|as|if|when|what|why|how|who|where)"
    r"(?:\s.*)?|(?i:on|in|at|the|a|an|over|under|of)"
)
_PREPOSITION_RE = regex.compile(r"(?i:on|in|at|the|a|an|over|under|of)\s.*")
# "ABOARD USS NIMITZ", "ON BOARD AIR FORCE ONE", "ON THE U.S.-MEXICO BORDER"
_ON_THE_WAY_RE = regex.compile(
    r"(?:ABOARD|ON BOARD|NEAR|OUTSIDE|ALONG|OFF)\s.*|.*\s(?:BORDER|SEA|COAST|FRONT|FRONTIER)"
)
# "SMITH - John, aged 80", "SMITH - John (nee Brown)"
_OBITUARY_RE = regex.compile(
    r"\s*\p{Lu}\p{Ll}+(?:\s\p{Lu}[\p{Ll}.]*){0,2},?\s(?:\(|aged?\b|of\b|n[eé]e\b|passed\b|died\b|beloved\b|\d)"
)

# the rest of a headline: a short line without a stop, above another
_TITLE_RE = regex.compile(r"[^\n]{1,110}+(?<![.!?…:;,”’\"')\]\s])\s*\n\s*\S")


def best(text: str, found: list[DatelineReading], words: DatelineWords) -> tuple[int, DatelineReading] | None:
    """Return the longest reading with enough evidence, with its weight."""
    for reading in reversed(found):
        weight = weigh(text, reading, words)
        if weight >= ENOUGH:
            return weight, reading
    return None


def weigh(text: str, reading: DatelineReading, words: DatelineWords) -> int:
    """Add up what speaks for a reading; ``ENOUGH`` or more is a dateline."""
    if not (reading.place or reading.agency) or reading.mark in (",", "start"):
        return 0
    if reading.tail == "time" and reading.mark == "":
        return 0
    if _date_leads(reading) and not (reading.mark in ("dash", ":") and _is_sure(reading.place)):
        return 0
    dated = reading.date is not None and reading.date.month is not None
    weight = _of_place(reading, words, dated=dated) + _of_agency(reading) + 3 * dated
    return weight + _of_end(text, reading, dated=dated)


def _date_leads(reading: DatelineReading) -> bool:
    return reading.date is not None and reading.agency is None and reading.date.start == reading.start


def _is_sure(place: PrintedPlaces | None) -> bool:
    return place is not None and (place.known or place.regions > 0)


def _of_place(reading: DatelineReading, words: DatelineWords, *, dated: bool) -> int:
    place = reading.place
    if place is None:
        return 0
    sure = dated or (reading.agency is not None and reading.agency.sure > Service.PERHAPS)
    weight = _of_city(place, words, sure=sure)
    weight += 2 * min(place.regions, 1) - (0 if sure and place.regions else place.unknown_regions)
    return weight


def _of_city(place: PrintedPlaces, words: DatelineWords, *, sure: bool) -> int:
    if place.known:
        return 3 if place.upper else 2
    if not place.regions and (words.is_common(place.name) or words.is_common(place.name.partition(" ")[0])):
        return -6
    if _STOP_WORDS_RE.fullmatch(place.name):
        return -6
    if _PREPOSITION_RE.fullmatch(place.name) and not (place.upper and (sure or _ON_THE_WAY_RE.fullmatch(place.name))):
        return -6
    if place.upper:
        short = sum(1 for c in place.name if c.isalpha()) <= _LEAST_LETTERS
        doubtful = short or _is_team(place.name, words)
        return 0 if doubtful and not sure and not place.regions else 2
    if place.mixed:
        return 1
    if place.regions:
        return 0
    return -1 if " " not in place.name else -2


def _is_team(name: str, words: DatelineWords) -> bool:
    """Tell whether a city's name goes on with words that are no part of one."""
    city = name.rpartition(" ")[0]
    while city and not words.is_city(city):
        city = city.rpartition(" ")[0]
    return bool(city) and not words.ends_place(name)


def _of_agency(reading: DatelineReading) -> int:
    if reading.agency is None:
        return 0
    if reading.agency.sure == Service.PERHAPS:
        return 1 if reading.mark else -1
    weight = 2 if reading.agency.sure == Service.STATION else 3
    alone = reading.place is None and reading.agency.start - reading.start == 1
    return weight + (alone and reading.agency.sure == Service.WIRE) * 2


def _of_end(text: str, reading: DatelineReading, *, dated: bool) -> int:
    begin = skip(_GAP_RE, text, reading.end)
    first, rest = text[begin : begin + 1], text[begin + 1 : begin + 1 + _AHEAD].partition("\n")[0]
    newline = "\n" in text[reading.end : begin]
    known = reading.place is not None and reading.place.known
    signed = reading.agency is not None and reading.agency.sure > Service.PERHAPS
    weight = 0
    if not (signed or dated or _is_sure(reading.place)) and (first.isdigit() or _OBITUARY_RE.match(text, reading.end)):
        weight -= 1
    if reading.mark == "dash":
        weight += 1
    elif reading.mark == "damaged":
        weight += 0 if signed or dated or _is_sure(reading.place) else -1
    elif reading.mark == ":":
        weight += 1 if known or signed or dated else -1
        weight -= 0 if signed or dated or not _TITLE_RE.match(text, reading.end) else 4  # "Kenya: Nurses end strike"
    elif reading.mark == "slash":
        weight += 0 if signed or (dated and _is_sure(reading.place)) else -9
    elif reading.mark in (".", ";"):
        ends = reading.tail in ("date", "agency", "bare")
        weight += 0 if ends and dated and (signed or _is_sure(reading.place)) else -9
    else:
        weight += _of_no_mark(text, reading, newline=newline, signed=signed, dated=dated)
    if first and first.islower():
        weight -= 0 if reading.mark == "dash" and dated and known else 3
    if first.isupper() and len(rest) >= _LEAST_LETTERS and rest.isupper() and not (dated and known):
        weight -= 3
    return weight


def _of_no_mark(text: str, reading: DatelineReading, *, newline: bool, signed: bool, dated: bool) -> int:
    """Weigh a dateline that simply stops: "HARARE 1996-12-06", "LONDON (AP) The", "LONDON The"."""
    if reading.dashes and reading.tail != "agency" and not newline:
        return -9
    if newline and (signed or dated):
        return 0
    if signed and reading.place is None and text[reading.end : reading.end + 1].isupper():
        return 0  # (CNN)Rescue teams
    if reading.tail == "place":
        return 0 if reading.place and reading.place.upper and OPENER_RE.match(text, reading.end) else -9
    if dated and reading.place and not signed and not text[reading.end : reading.end + 2].isspace():
        return -2 if reading.place.upper else -9
    return -2
