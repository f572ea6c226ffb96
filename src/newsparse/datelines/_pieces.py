"""The grammar of a dateline: places, a service, a date and marks between them, in any order that wires use.

``readings`` reads as far as the pieces go and returns every point at which the dateline could end;
which of them is one, if any, is for ``_evidence`` to say.
"""

from __future__ import annotations

from typing import NamedTuple

import regex

from newsparse.chars import skip
from newsparse.datelines._patterns import (
    BARE_RE,
    BRACKET_RE,
    COMMA_RE,
    DAMAGED_RE,
    DOMAIN_RE,
    JOIN_RE,
    LOWER_RUN_RE,
    MARK_RE,
    REGION_RE,
    RUN_RE,
    SLASHED_RE,
    SPACE_RE,
    TICKER_RE,
    TIME_RE,
    UPPER_RUN_RE,
)
from newsparse.datelines._words import DatelineWords, Service
from newsparse.dates import FoundDate, match_date
from newsparse.lexicon import Lexicon

__all__ = ["Agency", "DatelineReading", "PrintedPlaces", "readings"]

_MOST_PIECES = 10
_MOST_REGIONS = 3
_MOST_PLACES = 5
_MOST_MARKS = 4
_LONGEST_OPENER = 24
_CLOSERS = ".,:;/-–—)"
_SLASHED_NAMES_RE = regex.compile(r"[\w.'’-]{2,20}(?:/[\w.'’-]{2,20}){1,2}")  # CBSMiami/NSF
_DASH_REMAINS = "âÂÃ"  # letters that a dash turns into when its bytes are decoded wrongly
_JOINERS = ("/", "&", "a", ";")
_SHORT_SERVICE = 3  # letters; as the first word of a text they are rather somebody's initials


class PrintedPlaces(NamedTuple):
    """The places of a dateline as printed, with what speaks for them."""

    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    name: str
    upper: bool
    known: bool
    mixed: bool = False
    regions: int = 0
    unknown_regions: int = 0


class Agency(NamedTuple):
    """The service of a dateline as printed; ``sure`` is a value of ``Service``."""

    start: int
    end: int
    sure: int
    bracketed: bool


class DatelineReading(NamedTuple):
    """A dateline up to one of its possible ends."""

    start: int
    end: int
    tail: str
    mark: str
    dashes: int
    place: PrintedPlaces | None
    agency: Agency | None
    date: FoundDate | None


class _Reader:
    def __init__(self, text: str, start: int, words: DatelineWords, lexicon: Lexicon) -> None:
        self.text, self.start, self.words, self.lexicon = text, start, words, lexicon
        self.place: PrintedPlaces | None = None
        self.agency: Agency | None = None
        self.date: FoundDate | None = None
        self.dashes = 0
        self.mark = "start"
        self.found: list[DatelineReading] = []

    def run(self) -> list[DatelineReading]:
        at = self.start
        for _ in range(_MOST_PIECES):
            piece = self._piece(_skip_space(self.text, at))
            if piece is None:
                break
            at = self._marks(*piece)
        return self.found

    def _marks(self, at: int, tail: str) -> int:
        """Read the marks behind a piece, and note where the dateline could end: at a mark, or without any."""
        self.mark = ""
        for _ in range(_MOST_MARKS):
            end = self._mark(at, tail)
            if end is None:
                break
            at = end
            if self.mark != ",":
                self._note(at, tail)
        if not self.mark:
            self._note(at, tail)
        return at

    def _note(self, end: int, tail: str) -> None:
        self.found.append(
            DatelineReading(self.start, end, tail, self.mark, self.dashes, self.place, self.agency, self.date)
        )

    def _mark(self, at: int, tail: str) -> int | None:
        ahead = self.text[at : at + 2].lstrip()
        if ahead and ahead[0].isalnum() and ahead[0] not in _DASH_REMAINS:
            return None
        m = MARK_RE.match(self.text, at)
        if m is None:
            m = DAMAGED_RE.match(self.text, at)
            # behind a service the dateline is whole, and a question or quotation mark may be the lead's
            if m is None or self.mark or (tail == "agency" and m["doubtful"]):
                return None
            self.mark = "damaged"
        elif m["dash"]:
            self.mark = "dash"
            self.dashes += 1
        elif m["slash"]:
            if self._slashed(m.end() - 1, peek=True):
                return None
            self.mark = "slash"
        else:
            self.mark = m["stop"][-1] if m["stop"] != ".," else ","
        end: int = m.end()
        return end

    def _piece(self, at: int) -> tuple[int, str] | None:
        first = self.text[at : at + 1]
        if first in ("(", "["):
            return self._bracket(at)
        if first == "/":
            return self._slashed(at)
        if self.place and self.mark != "," and first.isalpha() and not self._may_open(at):
            return None
        if self.place or self.agency or self.mark == "start":
            if (not self.date or self.agency) and (end := self._date(at)):
                return end, "date"
            if self.date and (m := TIME_RE.match(self.text, at)):
                return m.end(), "time"
        if named := self._bare(at) if self.agency is None else self._repeated_service(at):
            return named
        if self.place is None and (self.mark or (self.agency and self.agency.bracketed)):
            self.place = _read_place(self.text, at, self.words)
            return (self.place.end, "place") if self.place else None
        if self.place and self.agency and self.dashes and self.mark:
            return self._repeated_place(at)
        return None

    def _may_open(self, at: int) -> bool:
        """Take a quick look whether a date, a service or the place once more could follow; mostly the lead does."""
        if self.agency and self.dashes:
            return True
        opener = _opener(self.text, at)
        return opener[:3] in self.words.date_openers or opener in self.words.service_openers

    def _date(self, at: int) -> int | None:
        found = match_date(self.text, at, misprints=self.mark == ",", partial=self.mark == ",", lexicon=self.lexicon)
        if found is None:
            return None
        if self.date is None:
            self.date = found
        return found.end

    def _bracket(self, at: int) -> tuple[int, str] | None:
        m = BRACKET_RE.match(self.text, at)
        if m is None:
            return None
        inner, start, end = m[1], m.start(1), m.end(1)
        sure = self.words.service(inner)
        if sure and self.agency is None:
            self.agency = Agency(start, end, sure, bracketed=True)
            return m.end(), "agency"
        date = match_date(self.text, start, lexicon=self.lexicon)
        if date and date.end == end and self.date is None:
            self.date = date
            return m.end(), "date"
        if TICKER_RE.match(inner):
            return (m.end(), "ticker") if self.agency else None
        if self.place is None and self.agency is None and self.mark == "start" and (end := self._bracketed_place(m)):
            return end, "place"
        if self.agency is None:
            return self._service_and_date(m)
        return None

    def _bracketed_place(self, m: regex.Match[str]) -> int | None:
        """Read "(New York)" and "(Beirut, April 8, 2025)", as rights groups print them."""
        place = _read_place(self.text, m.start(1), self.words)
        if place is None or not (place.known or place.regions) or place.end > m.end(1):
            return None
        at = place.end
        if self.text.startswith(",", at):
            date = match_date(self.text, _skip_space(self.text, at + 1), lexicon=self.lexicon)
            at, self.date = (date.end, date) if date else (at, None)
        if at != m.end(1):
            self.date = None
            return None
        self.place = place
        end: int = m.end()
        return end

    def _service_and_date(self, m: regex.Match[str]) -> tuple[int, str] | None:
        """Read "(Marketwire - December 23, 2010)", "(AP, Oct. 8)", "(Oct. 8, Reuters)", or an unknown name."""
        name = BARE_RE.match(self.text, m.start(1), m.end(1))
        if name is None:
            return None
        between = MARK_RE.match(self.text, name.end(), m.end(1))
        if between and self.date is None:
            at = _skip_space(self.text, between.end())
            date = match_date(self.text, at, lexicon=self.lexicon)
            if date and date.end <= m.end(1):
                self.date = date
                sure = self.words.service(name[0]) or Service.PERHAPS
                self.agency = Agency(name.start(), name.end(), sure, bracketed=True)
                return m.end(), "agency"
        a_name = name[0][0].isupper() or (" " not in name[0] and name[0] != name[0].lower())  # eNewsDaily
        placed = self.place is not None or (self.mark == "start" and " " not in m[1])  # "(ANSAmed) - ROME, ..."
        if a_name and placed and (name.end() == m.end(1) or _SLASHED_NAMES_RE.fullmatch(m[1])):
            self.agency = Agency(m.start(1), m.end(1), Service.PERHAPS, bracketed=True)
            return m.end(), "agency"
        return None

    def _slashed(self, at: int, *, peek: bool = False) -> tuple[int, str] | None:
        m = SLASHED_RE.match(self.text, at)
        if m is None or self.agency is not None or match_date(self.text, m.start(1), lexicon=self.lexicon):
            return None
        if not peek:
            sure = self.words.service(m[1]) or Service.PERHAPS
            self.agency = Agency(m.start(1), m.end(1), sure, bracketed=True)
        return m.end(), "agency"

    def _bare(self, at: int) -> tuple[int, str] | None:
        placed = self.place is not None or self.date is not None
        sure = self.place is not None and (self.place.known or self.place.regions > 0)  # London CNN —
        if not (self.mark or self.date or sure):
            return None
        found = _service_at(self.text, at, self.words, Service.KNOWN)
        if found is None or not (placed or self._may_stand_alone(at, found)):
            return None
        self.agency = Agency(at, found, Service.KNOWN, bracketed=False)
        return found, "bare"

    def _may_stand_alone(self, at: int, end: int) -> bool:
        """Tell a service that opens a story ("CNN —", "AP - A", "Reuters - ") from other words and initials."""
        name, mark = self.text[at:end], MARK_RE.match(self.text, end)
        if name in self.words.ambiguous or mark is None or not mark["dash"]:
            return False
        wire = self.words.service(name) == Service.WIRE and len(name) > _SHORT_SERVICE
        return wire or name.isupper() or DOMAIN_RE.fullmatch(name) is not None

    def _repeated_service(self, at: int) -> tuple[int, str] | None:
        """Read the service once more, as feeds print it: "(Reuters) Reuters -"."""
        name = self.text[self.agency.start : self.agency.end] if self.agency else ""
        end = at + len(name)
        return (end, "agency") if name and self.text[at:end] == name and MARK_RE.match(self.text, end) else None

    def _repeated_place(self, at: int) -> tuple[int, str] | None:
        """Read the second date line of a press release: "NEW YORK, NY / ACCESSWIRE / Oct. 8, 2024 / NEW YORK, ..."."""
        name = self.place.name if self.place else ""
        if not name or self.text[at : at + len(name)].casefold() != name.casefold():
            return None
        again = _read_place(self.text, at, self.words)
        return (again.end, "again") if again else None


def _skip_space(text: str, at: int) -> int:
    """Return the offset of the next character that is no space; a line break is none."""
    if not text[at : at + 1].isspace():
        return at
    return skip(SPACE_RE, text, at)


def _opener(text: str, at: int) -> str:
    """Return the word at a place as far as a slash, without the marks behind it."""
    word = text[at : at + _LONGEST_OPENER].split(None, 1)[:1]
    return word[0].partition("/")[0].casefold().rstrip(_CLOSERS) if word else ""


def _service_at(text: str, start: int, words: DatelineWords, least: int) -> int | None:
    """Return where the service ends that stands at *start* without brackets, with a mark or line end behind it."""
    domain = DOMAIN_RE.match(text, start)
    if domain is None and _opener(text, start) not in words.service_openers:
        return None
    m = BARE_RE.match(text, start)
    while m:
        name = m[0].rstrip(".-")
        end = start + len(name)
        closed = MARK_RE.match(text, end) or (text[end : end + 1] in ("", "\n") and least < Service.WIRE)
        if closed and (words.service(name) >= least or (domain and domain.end() == end)):
            return end
        cut = m[0].rfind(" ")
        m = BARE_RE.match(text, start, start + cut) if cut > 0 else None
    return None


def readings(text: str, start: int, words: DatelineWords, lexicon: Lexicon) -> list[DatelineReading]:
    """Return every dateline that begins at *start*, the shortest first."""
    return _Reader(text, start, words, lexicon).run()


def _read_place(text: str, start: int, words: DatelineWords) -> PrintedPlaces | None:
    """Read one place or several, each with its state or country."""
    first = _read_city(text, start, words)
    if first is None:
        return None
    places = [first]
    while (
        len(places) < _MOST_PLACES
        and text[places[-1].end : places[-1].end + 2].lstrip()[:1] in _JOINERS
        and (m := JOIN_RE.match(text, places[-1].end))
    ):
        following = _read_city(text, m.end(), words)
        if following is None or following.mixed or _service_at(text, m.end(), words, Service.KNOWN):
            break
        part_of_name = first.known and not first.upper and " " not in following.name  # Frankfurt/Main
        if not (following.known or part_of_name or (following.upper and first.upper)):
            break
        places.append(following)
    if len(places) == 1:
        return first
    return first._replace(
        end=places[-1].end,
        parts=tuple((p.start, p.end) for p in places),
        known=any(p.known for p in places),
        regions=sum(p.regions for p in places),
        unknown_regions=sum(p.unknown_regions for p in places),
    )


def _read_city(text: str, start: int, words: DatelineWords) -> PrintedPlaces | None:
    m = RUN_RE.match(text, start)
    if m is None:
        return None
    name, end = m[0], m.end()
    if (cut := _service_behind(text, m, words)) is not None:
        name, end = text[start:cut], cut
    known, upper, mixed = words.is_city(name), _is_upper(name), False
    lower = LOWER_RUN_RE.match(text, start) if text[end + 1 : end + 2].islower() else None
    if lower and words.is_city(lower[0]):
        name, end, known = lower[0], lower.end(), True
    if not known and not upper:
        prefix = UPPER_RUN_RE.match(text, start)
        if prefix and prefix.end() < end and len(prefix[0]) > 1:
            mixed = text[end : end + 1] in (",", "(", "/") or text[end : end + 2] == " ("
            if not mixed:
                name, end, upper = prefix[0], prefix.end(), True
                known = words.is_city(name)
    return _with_regions(PrintedPlaces(start, end, ((start, end),), name, upper, known, mixed), text, words)


def _service_behind(text: str, run: regex.Match[str], words: DatelineWords) -> int | None:
    """Return where the city of a run of names ends that a service stands behind: "London CNN —"."""
    at = run[0].find(" ")
    while at > 0:
        if words.is_city(run[0][:at]) and _service_at(text, run.start() + at + 1, words, Service.KNOWN):
            return int(run.start() + at)
        at = run[0].find(" ", at + 1)
    return None


def _is_upper(name: str) -> bool:
    """Tell whether every word is in capitals, or nearly: "SHARM el-SHEIKH", "DeKALB", "BOCa RATON"."""
    if name.isupper():
        return True
    words = [word for word in name.split() if not word.islower()]
    return all(word.isupper() or _mostly_capitals(word) for word in words)


def _mostly_capitals(word: str) -> bool:
    capitals = sum(1 for c in word if c.isupper())
    return capitals > 2 and 2 * capitals > sum(1 for c in word if c.isalpha())  # noqa: PLR2004


def _with_regions(place: PrintedPlaces, text: str, words: DatelineWords) -> PrintedPlaces:
    """Add ", Calif.", ", Ontario, Canada", " (Australia)", " [India]" and " TX" to a city."""
    last = place.name.rpartition(" ")
    if not place.known and last[0] and last[2] in words.postal:
        place = place._replace(regions=1, known=words.is_city(last[0]), mixed=False)
    for _ in range(_MOST_REGIONS):
        found = _bracketed_region(place, text, words) or _next_region(place, text, words)
        if found is None:
            break
        place = found
    return place


def _bracketed_region(place: PrintedPlaces, text: str, words: DatelineWords) -> PrintedPlaces | None:
    if text[place.end : place.end + 2].lstrip()[:1] not in ("(", "["):
        return None
    m = BRACKET_RE.match(text, _skip_space(text, place.end))
    if m is None or not words.is_region(m[1]) or words.service(m[1]) >= Service.KNOWN:
        return None
    return place._replace(end=m.end(), parts=((place.start, m.end()),), regions=place.regions + 1)


def _next_region(place: PrintedPlaces, text: str, words: DatelineWords) -> PrintedPlaces | None:
    comma = COMMA_RE.match(text, place.end)
    m = REGION_RE.match(text, comma.end()) if comma else None
    if comma is None or m is None:
        return None
    for end in reversed(m.ends("word")):
        name = text[m.start() : end]
        if words.is_region(name):
            stop = name.endswith(".") and not words.is_abbreviation(name)
            return place._replace(end=end - stop, parts=((place.start, end - stop),), regions=place.regions + 1)
    name, end = m[0].rstrip("."), m.start() + len(m[0].rstrip("."))
    if _service_at(text, m.start(), words, Service.KNOWN) or "." in comma[0] or not _ends_piece(text, end):
        return None
    if match_date(text, m.start(), misprints=True, partial=True):
        return None
    region_known = words.is_city(name)
    return place._replace(
        end=end,
        parts=((place.start, end),),
        regions=place.regions + region_known,
        unknown_regions=place.unknown_regions + (not region_known),
    )


def _ends_piece(text: str, at: int) -> bool:
    at = _skip_space(text, at)
    return text[at : at + 1] in ("(", "[", "") or MARK_RE.match(text, at) is not None or text[at : at + 1].isdigit()
