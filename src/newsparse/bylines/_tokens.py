"""Cut a byline into tokens: words (glued ones apart), marks, dates, addresses, handles."""

from __future__ import annotations

import enum
import functools
import itertools
from collections.abc import Iterator

import attrs
import regex

from newsparse.lexicon import Lexicon
from newsparse.names import APOSTROPHE, NameWord, name_word
from newsparse.names import Kind as NameKind

__all__ = ["DATE_RE", "Kind", "Token", "tokens"]


class Kind(enum.IntEnum):
    """What a token is."""

    WORD = enum.auto()
    COMMA = enum.auto()
    AND = enum.auto()
    BAR = enum.auto()  # | • / – and other marks between the pieces of a line
    COLON = enum.auto()
    BREAK = enum.auto()  # a line break
    OPEN = enum.auto()
    CLOSE = enum.auto()
    DATE = enum.auto()
    EMAIL = enum.auto()
    HANDLE = enum.auto()
    DOMAIN = enum.auto()
    NUMBER = enum.auto()
    OTHER = enum.auto()


@attrs.frozen
class Token:
    """A token and its place; *word* says what a word may be in a name."""

    kind: Kind
    start: int
    end: int
    text: str
    fold: str
    word: NameWord | None = None


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_FULL_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_ZONE = r"(?:\ ?(?:[A-Z]{1,3}T|GMT|UTC|CEST|WIB)\b(?:[+-]\d{1,2}(?::\d\d)?)?)"
_CLOCK = rf"(?:\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:\ ?[ap]\.?m\b\.?)?{_ZONE}?|\d{{1,2}}\ ?[ap]\.?m\b\.?{_ZONE}?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_UNIT = r"(?:sec(?:ond)?|min(?:ute)?|h(?:ou)?r|day|week|wk|month|mth|year|yr)s?\.?"
# A date may be glued to the word before it: "BrownNovember 6", "Brown5 hours ago".
_EDGE = r"(?:(?<![\p{L}\d])|(?<=[\p{Ll}\d])(?=\p{Lu})|(?<=\p{Ll})(?=\d))"
DATE_RE = regex.compile(
    rf"""{_EDGE}(?i:
      (?:{_WEEKDAY},?\ )?{_MONTH}\ {_DAY}(?!\d)(?:,?\ ?{_YEAR}(?!\d{{3}}))?{_ZONE}?     # Thu, Nov 9, 2023
    | (?:{_WEEKDAY},?\ )?{_DAY}[\ -]{_MONTH},?(?:[\ -]{_YEAR}(?!\d))?                  # 8 January 2020
    | {_MONTH},?\ {_YEAR}(?!\d)                                                       # May 2020
    | (?<!\d){_YEAR}[-/.]\d\d?[-/.]\d\d?(?:T?\d\d:\d\d(?::\d\d)?(?:\.\d{{1,9}})?Z?)?    # 2019-11-18T22:05:36Z
    | (?<!\d)\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d\d)(?!\d)                         # 11/08/23
    | (?<![\d:.]){_CLOCK}                                                             # 5:19pm
    | {_FULL_WEEKDAY}(?=\s{{0,3}}(?:[,.|]|$))                                          # Monday
    | (?<!\d)\d{{1,3}}\+?\ ?{_UNIT}\ ago\b                                             # 5 hours ago
    | (?<!\d)\d{{1,3}}[\ -]?min(?:ute)?s?\.?(?:\ (?:read|listen|watch))?\b             # 4 min read
    | \b(?:today|yesterday)\ (?:at\ )?{_CLOCK}                                        # Today 5:00 am
    )""",
    regex.VERBOSE,
)
_ANY_CASE_DOMAINS = "com|org|net|co\\.uk|news|info|tv|gov|edu|fm"
_LOWER_DOMAINS = "co|io|ie|in|za|au|nz|ca|ph|ng|us|uk|eu|de"
_ADDRESS_RE = regex.compile(
    rf"""
      (?P<EMAIL>
          (?<![\w.+-])[\w.+-]{{1,64}}@[\w-]{{1,63}}(?:\.[\w-]{{1,63}}){{0,4}}\.\p{{L}}{{2,10}}(?![\w-])
        | \[email[ \u00a0]protected\]                                                   # as sites hide it
      )
    | (?P<HANDLE> @[A-Za-z0-9_]{{2,30}}(?!\w) )                                          # @jane
    | (?P<DOMAIN>
          (?:https?://)? (?<![\w.-])(?:[\w-]{{1,40}}\.){{1,4}}
          (?:(?i:{_ANY_CASE_DOMAINS})|{_LOWER_DOMAINS})(?![\w-]|\.\w)                    # example.com
          (?:/[\w./-]{{0,80}})?
      )
    """,
    regex.VERBOSE,
)
_TOKEN_RE = regex.compile(
    r"""
      (?P<BLANK> &(?:nbsp|\#160|shy|zwnj|\#8203); )                                      # entities left in the text
    | (?P<BREAK> [\n\r\v\f\x85\u2028\u2029]+ )
    | (?P<INITIALS>
          (?:(?:Ph|Psy|Ed|Pharm)\.\ ?D|[DM]\.\ ?Phil|[BM]\.\ ?Sc)\.                      # Ph.D.
        | (?:\p{Lu}\.[-‐‑]?){1,4}+ (?!\p{Ll})                                           # R.C.
      )
    | (?P<SUFFIX> (?<!\d)(?:[Tt]he\ )?(?:2nd|3rd|4th|5th)\b(?!\ \p{Lu}) )                   # Ben Cole the 3rd
    | (?P<NUMBER> \#?[£$€]?\d++(?:[.,:]\d++){0,9} (?:(?:st|nd|rd|th)\b)? )
    | (?P<WORD>
          \p{L}[\p{L}\p{M}]*+ (?: (?:"""
    + APOSTROPHE
    + r"""|[-‐‑]|&(?=\p{Lu}\b)) [\p{L}\p{M}]+ ){0,6}   # O'Neill  M&A
          (?:(?<=\b[OD])['’](?=\ \p{Lu})|(?<=ng)['’](?![\p{L}'’]))?                         # O' Hare  Ochieng'
          (?:(?=\d)(?<=[Nn]ews|\p{Lu}{3})\d{1,2}(?![\p{L}\d]))?                                  # News24  ABC7
      )
    | (?P<COMMA> [,;،]+ )
    | (?P<AND> &(?:amp|\#38); | [&＆+] )
    | (?P<COLON> : )
    | (?P<BAR> [|•·∙‧/\\–—―~»›>★●▪■◆] | --+ | (?<=\s)-(?=\s) | (?<![\w])-(?=\s) )
    | (?P<OPEN> [(\[] )
    | (?P<CLOSE> [)\]] )
    | (?P<OTHER> [^\s] )
    """,
    regex.VERBOSE,
)
_GLUE_RE = regex.compile(r"(?<=\p{Ll})(?=\p{Lu}\p{Ll})|(?<=\p{Ll})(?=\p{Lu}{2})")
_PREFIXES = frozenset(
    (
        "ab",
        "abu",
        "al",
        "ap",
        "ben",
        "bin",
        "d",
        "da",
        "de",
        "del",
        "des",
        "di",
        "du",
        "e",
        "el",
        "fitz",
        "i",
        "la",
        "le",
        "lo",
        "mac",
        "mc",
        "mega",
        "micro",
        "my",
        "o",
        "power",
        "saint",
        "san",
        "st",
        "van",
        "vande",
        "vander",
        "von",
        "you",
    )
)
_JOINS = frozenset(("and", "by", "from", "in"))
_LONGEST_HEAD = max(map(len, _PREFIXES | _JOINS))
_SUFFIXES = frozenset(("jr", "sr"))


@functools.lru_cache(maxsize=8)
def _stopped(lexicon: Lexicon) -> frozenset[str]:
    """Return the words, in small letters, that a full stop behind them belongs to: "Dr.", "Jr."."""
    return _SUFFIXES | {word.lower() for word in lexicon.words("abbreviations.before_names")}


@functools.lru_cache(maxsize=8)
def _glued_starts(lexicon: Lexicon) -> frozenset[str]:
    """Return the small-letter words that, stuck to the end of a word, are words of their own."""
    entries = ("roles.newsroom", "roles.others", "roles.qualifiers", "byline_words.labels", "not_names.never")
    return lexicon.words(*entries) - {"and", "ing", "ton", "man", "son"}


def _cuts(word: str, lexicon: Lexicon) -> list[int]:
    """Return the offsets in *word* at which another word begins without a blank ("HalperStaff", "andIan", "byYlan")."""
    cuts: list[int] = []
    last = 0
    for match in _GLUE_RE.finditer(word):
        at = match.start()
        # Only short heads are looked up; the slices stay short, so that a word of any length takes linear time.
        size = at - last
        head = word[last:at].lower() if size <= _LONGEST_HEAD else ""
        following = _GLUE_RE.search(word, at + 1)
        next_word = word[at : following.start()] if following else word[at:]
        if head in _PREFIXES:
            continue
        glued = head in _JOINS or (
            size > 1
            and (next_word.lower() in _glued_starts(lexicon) or next_word in ("By", "From"))
            and (len(next_word) > 2 or next_word == "By")  # noqa: PLR2004
        )
        capitals = word[at : at + 3]
        if glued or (len(capitals) > 2 and capitals.isupper() and size > 2):  # noqa: PLR2004
            cuts.append(at)
            last = at
    return cuts


# Given names as they are shortened in the Philippines, Bangladesh and Malaysia; without a stop they are other words.
_SHORTENED = frozenset(("kh", "ma", "md", "mohd", "mst", "muhd", "sk"))


def _is_shortened(text: str, end: int) -> bool:
    """Tell whether a full stop and a capital follow: then the stop belongs to a shortened given name ("Ma. Teresa")."""
    return text.startswith(". ", end) and text[end + 2 : end + 3].isupper()


def _word(text: str, start: int, end: int, lexicon: Lexicon) -> Token:
    word = name_word(text, start, end, lexicon=lexicon)
    if word.fold in _SHORTENED and word.text.endswith("."):
        word = word._replace(kind=NameKind.GIVEN)  # "MA." is no degree before "THERESA"
    return Token(Kind.WORD, start, end, word.text, word.text.lower(), word)


def _word_tokens(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    edges = [start, *(start + cut for cut in _cuts(text[start:end], lexicon)), end]
    for left, right in itertools.pairwise(edges):
        fold = text[left:right].lower()
        if fold == "and":
            yield Token(Kind.AND, left, right, text[left:right], fold)
        else:
            stopped = (fold in _stopped(lexicon) and text.startswith(".", right)) or (
                fold in _SHORTENED and _is_shortened(text, right)
            )
            yield _word(text, left, right + stopped, lexicon)


def _plain(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Token]:
    for match in _TOKEN_RE.finditer(text, start, end):
        kind, (left, right) = match.lastgroup or "OTHER", match.span()
        if kind == "WORD":
            yield from _word_tokens(text, left, right, lexicon)
        elif kind == "BLANK":
            continue
        elif kind in ("INITIALS", "SUFFIX"):
            yield _word(text, left, right, lexicon)
        else:
            yield Token(Kind[kind], left, right, match.group(), match.group().lower())


def tokens(text: str, start: int, end: int, lexicon: Lexicon) -> list[Token]:
    """Return the tokens of ``text[start:end]``, in order; white space belongs to none."""
    masks: list[tuple[int, int, Kind]] = [
        (m.start(), m.end(), Kind[m.lastgroup or "DOMAIN"]) for m in _ADDRESS_RE.finditer(text, start, end)
    ]
    masks += [(m.start(), m.end(), Kind.DATE) for m in DATE_RE.finditer(text, start, end)]
    found: list[Token] = []
    at = start
    for left, right, kind in sorted(masks):
        if left < at:
            continue
        found += _plain(text, at, left, lexicon)
        found.append(Token(kind, left, right, text[left:right], text[left:right].lower()))
        at = right
    found += _plain(text, at, end, lexicon)
    return found
