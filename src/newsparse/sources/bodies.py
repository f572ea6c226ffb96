"""The bodies, outlets and places of an article, and the full name behind each short form."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs
import regex

from newsparse.lexicon import Lexicon
from newsparse.segment import Range
from newsparse.sources.entities import fold
from newsparse.sources.phrases import MOST_KNOWN, is_modifier, is_plural, noun_kind, singular
from newsparse.sources.reading import Reading
from newsparse.sources.trades import trade_of
from newsparse.types import SourceKind

if TYPE_CHECKING:
    from newsparse.sources.people import People

__all__ = ["Bodies", "BodyMention", "Traits", "bare", "body_kind", "find_bodies", "outlet_name", "traits_of"]

_LONGEST_RUN = 9
_LONGEST_DEFINITION = 14
_LEAST_ACRONYM = 3
_MOST_ALIKE = 32
_LONGEST_ADDITION = 4
_LEGAL = frozenset({"Ltd", "Inc", "Corp", "Co", "plc", "PLC", "LLC", "LLP", "GmbH", "AG", "SA", "NV", "Limited"})
_JOINS = frozenset({"of", "for", "and", "the", "&", "de", "du", "del", "al"})
_CLOSING = {"(": {")"}, ",": {",", "."}}
_ACRONYM_RE = regex.compile(r"\p{Lu}[\p{Lu}\p{N}&-]{1,9}s?|(?:\p{Lu}\.){2,6}")
_PRESS = frozenset(
    {"News", "Newspaper", "Newspapers", "Daily", "Broadcasting", "Radio", "TV", "Television", "Magazine", "Gazette"}
)
_ARTICLE_RE = regex.compile(r"(?:the|The|THE|a|A|an|An|its|Its|their|our)\s++")


@attrs.frozen
class BodyMention:
    """A place where the article names a body, by tokens.

    Args:
        first: its first word.
        last: behind its last word.
        name: the name as printed.
    """

    first: int
    last: int
    name: str


@attrs.frozen(eq=False)
class Bodies:
    """The names of bodies in an article.

    Args:
        mentions: in order.
        short: the short forms that the article explains or that its names give, each with the full name.
        by_last: the mentions by their last word, in small letters.
        by_first: the mentions of several words by their first, in small letters.
        outlets: names that a noun beside them shows to be an outlet's ("the newspaper Volga Today"), folded.
        by_trade: the mentions that a common noun describes, by that noun ("Flyro, a budget airline,").
    """

    mentions: tuple[BodyMention, ...]
    short: Mapping[str, str]
    by_last: Mapping[str, tuple[BodyMention, ...]]
    by_first: Mapping[str, tuple[BodyMention, ...]]
    outlets: frozenset[str]
    by_trade: Mapping[str, tuple[BodyMention, ...]]

    @functools.cached_property
    def starts(self) -> list[int]:
        """The first token of each mention."""
        return [m.first for m in self.mentions]

    @functools.cached_property
    def told(self) -> frozenset[str]:
        """The names that a common noun shows to be those of bodies."""
        return frozenset(mention.name for mentions in self.by_trade.values() for mention in mentions)

    def before(self, token: int, *, reach: int) -> list[BodyMention]:
        """Return the mentions that end before *token*, nearest first, at most *reach* tokens away."""
        at = bisect.bisect_left(self.starts, token) - 1
        found = []
        while at >= 0 and self.mentions[at].first >= token - reach:
            if self.mentions[at].last <= token:
                found.append(self.mentions[at])
            at -= 1
        return found

    def described(self, noun: str, token: int) -> BodyMention | None:
        """Return the mention before *token* that a noun described last: "The airline" behind "Flyro, an airline,"."""
        same = self.by_trade.get(noun, ())
        at = bisect.bisect_left(same, token, key=lambda mention: mention.first)
        return same[at - 1] if at else None

    def opened_by(self, name: str, token: int, lexicon: Lexicon) -> str | None:
        """Return the one longer name of a body that opens with *name*, by which it goes: "Azura" of Azura Air."""
        alike = self.by_first.get(name.partition(" ")[0].lower(), ())[:_MOST_ALIKE]
        mentions = [m for m in alike if m.name.startswith(f"{name} ") and _is_long_form(m.name, name, lexicon)]
        names = {m.name for m in mentions}
        return names.pop() if len(names) == 1 and mentions[0].first < token else None

    def longer(self, word: str, token: int) -> str | None:
        """Return the nearest name of several words that ends with *word*, before *token* or else after it."""
        same = self.by_last.get(word.lower(), ())
        at = bisect.bisect_left([m.first for m in same[:64]], token)
        for mention in (*reversed(same[:at]), *same[at:]):
            if " " in mention.name:
                return mention.name
        return None


def _is_long_form(name: str, short: str, lexicon: Lexicon) -> bool:
    """Tell whether a name only adds what sort of body it is: "Azura Air", "Broadcom Ltd", not "Broadcom CEO"."""
    added = name[len(short) + 1 :].split()
    if added[-1].rstrip(".") in _LEGAL:
        return len(added) <= _LONGEST_ADDITION
    return len(added) == 1 and not added[0].isupper() and body_kind(name, lexicon) is SourceKind.ORGANIZATION


@functools.lru_cache(maxsize=MOST_KNOWN)
def bare(name: str) -> str:
    """Return a name without the article in front of it.

    >>> bare("the White House"), bare("Axios")
    ('White House', 'Axios')
    """
    return _ARTICLE_RE.sub("", name, count=1) if _ARTICLE_RE.match(name) else name


@functools.lru_cache(maxsize=8)
def _outlets(lexicon: Lexicon) -> dict[str, str]:
    """Return the outlets that are known, without "The", each with its full name."""
    found: dict[str, str] = {}
    for entry in ("agencies.agencies", "agencies.outlets", "cited_outlets.outlets"):
        for short, full in lexicon.table(entry).items():
            found[bare(short)] = full
            found[bare(full)] = full
    return found


@functools.lru_cache(maxsize=MOST_KNOWN)
def outlet_name(name: str, lexicon: Lexicon) -> str | None:
    """Return the full name of a known outlet or agency, ``None`` for anything else.

    >>> from newsparse.lexicon import DEFAULT
    >>> outlet_name("AFP", DEFAULT), outlet_name("the Ministry", DEFAULT)
    ('Agence France-Presse', None)
    """
    return _outlets(lexicon).get(bare(name))


@functools.lru_cache(maxsize=8)
def _no_openers(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that open no name of a body, whatever their first letter."""
    closed = ("determiners", "prepositions", "subordinators", "conjunctions", "auxiliaries", "personal_pronouns")
    others = ("pronouns", "adverbs", "relatives", "numbers")
    return frozenset().union(*(lexicon.words(f"function_words.{entry}") for entry in (*closed, *others)))


def _starts_run(reading: Reading, token: int) -> bool:
    word = reading.words[token]
    if word == "I" or not (word[0].isupper() or (word[0].isdigit() and any(c.isupper() for c in word))):
        return False
    shortened = len(word) > 1 and word.isupper() and "." in word
    return shortened or reading.lower[token] not in _no_openers(reading.lexicon)


def _run_end(reading: Reading, first: int) -> int:
    """Return the token behind the run of capital words that begins at *first*; small joins stand inside only."""
    words, total = reading.words, len(reading.words)
    committees = reading.lexicon.words("source_phrases.committees")
    end = first + 1
    while end < total and end - first < _LONGEST_RUN:
        if reading.gap(end) > 1:
            break
        if words[end][0].isupper() and words[end][0].isalpha():
            end += 1
            continue
        step = end
        while step < total and words[step] in _JOINS and step - end < 2:  # noqa: PLR2004
            step += 1
        if step > end and step < total and words[step][0].isupper() and words[end] != "and":
            end = step + 1
            continue
        if words[end] == "on" and reading.lower[end - 1] in committees and words[min(end + 1, total - 1)][0].isupper():
            end += 2  # "Commission on Human Rights"
            continue
        inside = _is_office(words[first]) or "for" in words[first:end]
        listed = _list_end(words, end) if inside and words[end] == "," else None
        if listed:
            end = listed
            continue
        if words[end] == "and" and step < total and words[step][0].isupper() and inside:
            end = step + 1  # "Department of Health and Human Services"
            continue
        break
    return end


def _list_end(words: list[str], comma: int) -> int | None:
    """Return the token behind a list within a name: "Ministry of Agriculture, Forestry and Fisheries"."""
    at = comma
    while (
        at - comma < _LONGEST_RUN
        and words[at : at + 1] == [","]
        and words[at + 1 : at + 2]
        and words[at + 1][0].isupper()
    ):
        at += 2
    at += words[at : at + 1] == [","]
    ends = words[at : at + 1] == ["and"] and at > comma + 1 and words[at + 1 : at + 2] and words[at + 1][0].isupper()
    return at + 2 if ends else None


def _is_office(word: str) -> bool:
    return word in {
        "Department",
        "Ministry",
        "Bureau",
        "Office",
        "Institute",
        "Center",
        "Centre",
        "Committee",
        "Secretary",
    }


def _definitions(reading: Reading) -> dict[int, tuple[int, str]]:
    """Return the names that the text gives a short form: by first token, the token behind them and the short form."""
    found: dict[int, tuple[int, str]] = {}
    for token, word in enumerate(reading.words):
        first = _defined(reading, token) if word in {"(", ","} else None
        if first is not None:
            found.setdefault(first, (token, reading.words[token + 1]))
    return found


def _defined(reading: Reading, token: int) -> int | None:
    """Return the first token of the name that a short form behind it stands for: "Crimes Commission (CC)", ", CC,"."""
    words = reading.words
    if token + 2 >= len(words) or words[token + 2] not in _CLOSING[words[token]]:
        return None
    short = words[token + 1]
    if not _ACRONYM_RE.fullmatch(short):
        return None
    letters = [c for c in short.rstrip("s").replace(".", "") if c.isalpha()]
    if words[token] == "," and len(letters) < _LEAST_ACRONYM:
        return None
    at, left = token, len(letters)
    while at > max(0, token - _LONGEST_DEFINITION) and left:
        at -= 1
        if words[at][0].isupper() and words[at][0] == letters[left - 1]:
            left -= 1
        elif words[at][0].isupper() or not (words[at] in _JOINS or words[at] in {",", "-", "in"}):
            return None
    return None if left else at


def _short_forms(reading: Reading, defined: Mapping[int, tuple[int, str]]) -> dict[str, str]:
    """Return the short forms that the text gives, each with the words that it stands for first."""
    found: dict[str, str] = {}
    for first, (last, short) in defined.items():
        start, end = reading.span_of(first, last)
        found.setdefault(short, " ".join(reading.text[start:end].split()))
    return found


def find_bodies(reading: Reading, people: People) -> Bodies:
    """Return the names of bodies, outlets and places: the runs of capital words that name no person."""
    named: list[Range] = [(m.start, m.end) for m in people.mentions if any(p.sure for p in m.people)]
    starts = [s for s, _ in named]
    defined = _definitions(reading)
    mentions: list[BodyMention] = []
    end = 0
    for token in reading.cased:
        if token < end or not _starts_run(reading, token):
            continue
        at = bisect.bisect_right(starts, reading.tokens[token][0]) - 1
        if at >= 0 and reading.tokens[token][0] < named[at][1]:
            continue
        first, end = _run(reading, token, named[at + 1] if at + 1 < len(named) else None)
        if token in defined:
            first, end = token, max(end, defined[token][0])  # "Economic and Financial Crimes Commission (EFCC)"
        first += _opens_with_trade(reading, first, end)
        begin, stop = reading.span_of(first, end)
        if reading.lower[first] == "the" and first > token:
            first += 1
        if is_modifier(reading.words[end - 1]):
            continue
        mentions.append(BodyMention(first, end, bare(" ".join(reading.text[begin:stop].split()))))
    short = _short_forms(reading, defined)
    _initials(mentions, short)
    by_last: dict[str, list[BodyMention]] = {}
    by_first: dict[str, list[BodyMention]] = {}
    by_trade: dict[str, list[BodyMention]] = {}
    for mention in mentions:
        by_last.setdefault(mention.name.rpartition(" ")[2].lower(), []).append(mention)
        if " " in mention.name:
            by_first.setdefault(mention.name.partition(" ")[0].lower(), []).append(mention)
        trade = trade_of(reading, mention.first, mention.last)
        if trade:
            by_trade.setdefault(trade, []).append(mention)
    outlets = frozenset(fold(m.name) for m in mentions if _is_called_outlet(reading, m))
    return Bodies(tuple(mentions), short, _frozen(by_last), _frozen(by_first), outlets, _frozen(by_trade))


def _opens_with_trade(reading: Reading, first: int, end: int) -> bool:
    """Tell whether a run of capitals opens with what a company does: "Chipmaker Intrel", not "Airline Pilots Union"."""
    words = reading.lexicon.words
    trade = reading.lower[first] in words("source_phrases.describers")
    return trade and end - first > 1 and reading.words[end - 1] not in words("source_nouns.organization_words")


def _run(reading: Reading, token: int, following: Range | None) -> Range:
    """Return the tokens of the name that begins at *token*; it ends before the person who is named next."""
    end = _run_end(reading, token)
    stop = reading.tokens[end - 1][1]
    if following is not None and following[0] < stop:
        end = reading.token_from(following[0])
        while end > token + 1 and reading.words[end - 1] in _JOINS:
            end -= 1
        stop = reading.tokens[end - 1][1]
    for i in range(token + 1, end - 1):
        name = reading.text[reading.tokens[i + 1][0] : stop]
        if reading.lower[i] == "of" and outlet_name(" ".join(name.split()), reading.lexicon):
            return i + 1, end  # "Wei of the New York Times"
    return token, end


def _frozen(lists: Mapping[str, list[BodyMention]]) -> dict[str, tuple[BodyMention, ...]]:
    return {key: tuple(found) for key, found in lists.items()}


def _is_called_outlet(reading: Reading, mention: BodyMention) -> bool:
    """Tell whether a noun beside a name says that it is an outlet: "the newspaper Volga Today", "QNB news agency"."""
    namers = reading.lexicon.words("source_phrases.namers")
    before = reading.lower[mention.first - 1] if mention.first else ""
    behind = reading.lower[mention.last] if mention.last < len(reading.words) else ""
    if behind == "news":
        return True
    if before == "agency" and mention.first > 1 and reading.lower[mention.first - 2] == "news":
        return True
    nouns = namers.intersection((before, behind))
    return any(noun_kind(noun, reading.lexicon) is SourceKind.MEDIA for noun in nouns)


def _initials(mentions: list[BodyMention], short: dict[str, str]) -> None:
    """Add the short forms in use that are the first letters of a name in use."""
    used = {m.name.rpartition(" ")[2] for m in mentions if m.name.rpartition(" ")[2].isupper()} - short.keys()
    if not used:
        return
    for name in dict.fromkeys(m.name for m in mentions):
        letters = "".join(w[0] for w in name.split() if w[0].isupper() or w == "&")
        for i in range(len(letters)):
            for j in range(i + _LEAST_ACRONYM, len(letters) + 1):
                if letters[i:j] in used and (j - i) * 2 > len(letters):
                    short.setdefault(letters[i:j], name)


@functools.lru_cache(maxsize=MOST_KNOWN)
def body_kind(name: str, lexicon: Lexicon) -> SourceKind | None:
    """Return what a proper name says about its bearer, ``None`` where it says nothing.

    >>> from newsparse.lexicon import DEFAULT
    >>> [str(body_kind(name, DEFAULT)) for name in ["Reuters", "Ministry of Health", "Tehran", "Strava"]]
    ['media', 'organization', 'organization', 'None']
    """
    words = bare(name).split()
    if not words:
        return None
    if outlet_name(name, lexicon):
        return SourceKind.MEDIA
    short = " ".join(words)
    if any(short in lexicon.words(f"powers.{e}") for e in ("countries", "seats", "bodies", "regions")):
        return SourceKind.ORGANIZATION
    if short in lexicon.words("source_nouns.seats"):
        return SourceKind.ORGANIZATION
    media, offices = lexicon.words("source_nouns.media_words"), lexicon.words("source_nouns.organization_words")
    hyphened = words[-1].rpartition("-")
    if len(words) > 1 and _PRESS.intersection(words):
        return SourceKind.MEDIA
    if (len(words) > 1 or hyphened[0]) and hyphened[2] in media and words[-1] not in offices:
        return SourceKind.MEDIA
    if any(w in offices for w in words):
        return SourceKind.ORGANIZATION
    named = len(words) > 1 and not (words[-1][0].isupper() and is_plural(words[-1]))  # "ESB Networks" is no outlet
    kind = noun_kind(words[-1].lower(), lexicon) if named else None
    if kind in (SourceKind.ORGANIZATION, SourceKind.MEDIA):
        return kind
    return SourceKind.ORGANIZATION if _ACRONYM_RE.fullmatch(words[-1]) else None


@attrs.frozen
class Traits:
    """What a body's name says by itself.

    Args:
        kind: the kind of body.
        words: its words in small letters.
        ends: the last of them, and its singular.
        is_place: it is the name of a country, region or city.
        is_outlet: it is the name of a known outlet.
        has_noun: a noun for bodies is among its words.
        is_plural: its last word is a plural.
    """

    kind: SourceKind | None
    words: tuple[str, ...]
    ends: frozenset[str]
    is_place: bool
    is_outlet: bool
    has_noun: bool
    is_plural: bool


@functools.lru_cache(maxsize=MOST_KNOWN)
def traits_of(full: str, name: str, lexicon: Lexicon) -> Traits:
    """Return what the full name of a body, printed as *name*, says by itself."""
    words = tuple(full.lower().split()) or ("",)
    lists = ("powers.regions", "dateline_places.cities")
    return Traits(
        kind=body_kind(full, lexicon),
        words=words,
        ends=frozenset({words[-1], singular(words[-1])}),
        is_place=full in lexicon.words("powers.countries") or any(name in lexicon.words(entry) for entry in lists),
        is_outlet=bool(outlet_name(full, lexicon)),
        has_noun=any(noun_kind(w, lexicon) is SourceKind.ORGANIZATION for w in words),
        is_plural=is_plural(words[-1]),
    )
