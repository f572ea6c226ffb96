"""What the lexicon says about the words of a dateline: place, region, service, or none of them."""

from __future__ import annotations

import functools
import unicodedata

import attrs
import regex

from newsparse.lexicon import Lexicon

__all__ = ["DatelineWords", "Service", "key", "words_of"]

_NOT_LETTERS_RE = regex.compile(r"[\W_]++")
_SERVICE_PARTS_RE = regex.compile(r"\s*(?:/|,|&|\bvia\b|\band\b)\s*")
_DOTTED_RE = regex.compile(r"(?:\p{L}\.){2,4}")  # N.Z., U.A.E.
# WBTV, KRON, WABC-TV, KTRK 13, ABC7, NEWS10, 3TV, CBS 5
_STATION_RE = regex.compile(
    r"(?:[KWC][A-Z]{2,3}(?:[- ]?(?:TV|DT|FM|AM|LD))?+(?: ?\d{1,2})?"
    r"|(?:ABC|CBS|NBC|FOX|CW|NEWS|News|TV) ?\d{1,2}|\d{1,2}(?:TV|News| News))"
)
# names that end as media do: Hollywood Reporter, Newsworthy.ai, Khaama Press, Ghana News Agency
_MEDIA_RE = regex.compile(
    r"(?:.{0,40}\b(?:News|Press|Wire|Times|Post|Tribune|Herald|Journal|Gazette|Reporter|Agency|Service|Network|Radio|TV|"
    r"Media|Media Group|Telegraph|Chronicle|Observer|Monitor|Bulletin|Broadcasting|Group|News Now)"
    r"|.{0,40}\p{L}(?:[Nn]ews|NEWS|[Ww]ire|WIRE|[Pp]ress|PRESS)"
    r"|[\w-]{2,30}\.(?:com|org|net|ai|co|tv|news|info|in|uk|ca)(?:\.\w\w)?)"
)


class Service:
    """How sure it is that a name is a news service: a scale for the evidence."""

    NONE = 0
    PERHAPS = 1
    STATION = 2
    KNOWN = 3
    WIRE = 4


@functools.lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return the letters of a name alone, without case and accents: "W. Va." and "W.VA" are one.

    >>> key("São Paulo"), key("N'DJAMENA")
    ('saopaulo', 'ndjamena')
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    letters: str = _NOT_LETTERS_RE.sub("", name)
    return letters.casefold()


@attrs.frozen(eq=False)
class DatelineWords:
    """The lexicon entries that datelines are read with, as sets of keys."""

    cities: frozenset[str]
    regions: frozenset[str]
    postal: frozenset[str]
    abbreviations: frozenset[str]
    wires: frozenset[str]
    outlets: frozenset[str]
    common: frozenset[str]
    geography: frozenset[str]
    service_openers: frozenset[str]
    date_openers: frozenset[str]
    ambiguous: frozenset[str]

    def is_city(self, name: str) -> bool:
        """Tell whether a place stands alone in datelines."""
        return key(name) in self.cities

    def is_region(self, name: str) -> bool:
        """Tell whether *name* is a country, state or province, in full or abbreviated."""
        return (name in self.postal) or key(name) in self.regions

    def is_abbreviation(self, name: str) -> bool:
        """Tell whether the full stop behind a state belongs to it."""
        return key(name) in self.abbreviations or _DOTTED_RE.fullmatch(name) is not None

    def is_common(self, name: str) -> bool:
        """Tell whether *name* is a label or another word that stands where a place could."""
        return key(name) in self.common

    def ends_place(self, name: str) -> bool:
        """Tell whether the last word of a name is one that places end with ("CLEVELAND HEIGHTS")."""
        return key(name.rpartition(" ")[2]) in self.geography

    def service(self, name: str) -> int:
        """Tell how sure it is that *name* is a news service."""
        known = key(name)
        if known in self.wires:
            return Service.WIRE
        if known in self.outlets:
            return Service.KNOWN
        parts = _SERVICE_PARTS_RE.split(name)
        if len(parts) > 1 and any(key(part) in self.wires for part in parts):
            return Service.WIRE
        if len(parts) > 1 and any(key(part) in self.outlets for part in parts):
            return Service.KNOWN
        if any(_STATION_RE.fullmatch(part) for part in parts):
            return Service.STATION
        return Service.STATION if _MEDIA_RE.fullmatch(name) else Service.NONE


@functools.lru_cache(maxsize=8)
def words_of(lexicon: Lexicon) -> DatelineWords:
    """Return the words for datelines of a lexicon."""

    def keys(*entries: str) -> frozenset[str]:
        return frozenset(key(word) for entry in entries for word in lexicon.words(entry))

    regions = keys(
        "us_states.names", "us_states.abbreviations", "provinces.names", "provinces.abbreviations", "countries.names"
    )
    return DatelineWords(
        cities=keys("dateline_places.cities"),
        regions=regions,
        postal=lexicon.words("us_states.postal") | lexicon.words("provinces.postal"),
        abbreviations=keys("us_states.abbreviations", "provinces.abbreviations"),
        wires=keys("agencies.agencies", "agencies.release_services"),
        outlets=keys("agencies.outlets"),
        service_openers=frozenset(
            name.split()[0].casefold()
            for entry in ("agencies", "release_services", "outlets")
            for name in lexicon.words(f"agencies.{entry}")
            if not name.startswith("The ")  # so do too many leads
        ),
        date_openers=frozenset(
            name[:3].casefold()
            for entry in ("months.months", "months.weekdays", "months.weekdays_abroad")
            for name in lexicon.words(entry)
        ),
        ambiguous=lexicon.words("agencies.ambiguous"),
        common=keys("dateline_places.common_words"),
        geography=keys("dateline_places.geography"),
    )
