"""The wire that a story comes from."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence

import regex

from newsparse.datelines._words import Service, key, words_of
from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.types import Byline, Dateline, Named, Span

__all__ = ["find_agency", "is_own"]

_HEAD_LINES = 8
_TAIL = 3000
_LONGEST_LINE = 300
_LINE_RE = regex.compile(r"[^\n]+")
_LETTERS_RE = re.compile(r"[^\W\d_]+")
_PARTS_RE = regex.compile(r"[^/,&]+")
_ADDRESS_RE = regex.compile(
    r"(?:https?://)?(?:www\.)?((?:[\w-]{1,60}\.)*?)([\w-]{1,60})(?:\.co|\.com)?\.\p{L}{2,12}(?:/.*)?"
)
_LONGEST_NAME = 5  # words
_LONGEST_SHORT = 4  # letters of a short form, which other names may begin with
_OF_SERVICES = frozenset({"agency", "international", "news", "newswire", "online", "the", "wire"})


def find_agency(
    text: str, *, dateline: Dateline | None = None, byline: Byline | None = None, lexicon: Lexicon = DEFAULT
) -> Named | None:
    r"""Find the news agency or release service that a story comes from.

    Args:
        text: the text of an article.
        dateline: its dateline, if one was found.
        byline: its byline, if one was found.
        lexicon: the words to go by; ``agencies.agencies`` and ``agencies.release_services`` count as wires.

    Returns:
        The first mention of the wire in the dateline, the byline, a line of its own near the top, or a credit or
        copyright line at the end, with its full name; ``None`` for a newsroom's own story. A wire that only
        "contributed to this report" is not where the story comes from.

    Raises:
        TypeError: *text* is no ``str``.

    >>> find_agency("Rates rise\n\nRates rose on Friday.\n\n© 2024 The Associated Press. All rights reserved.")
    Named('The Associated Press' @42:62 'Associated Press')
    """
    require_text(text, "find_agency")
    words = words_of(lexicon)
    signed = [dateline.agency] if dateline and dateline.agency else []
    if byline:
        signed += [Span(o.start, o.end, o.text) for o in byline.organizations]
        signed += [Span(o.start, o.end, o.text) for a in byline.authors if (o := a.organization)]
    for span in signed:
        for part in _PARTS_RE.finditer(span.text):
            name = part[0].strip()
            if words.service(name) == Service.WIRE:
                start = span.start + part.start() + part[0].index(name)
                return _in_full(text, start, start + len(name), lexicon)
    found = _in_head(text, lexicon) or _in_tail(text, lexicon)
    return _in_full(text, *found, lexicon) if found else None


@functools.lru_cache(maxsize=8)
def _full_names(lexicon: Lexicon) -> dict[str, str]:
    """Return the full name of each wire by its printed forms; a full name stands for itself."""
    tables = {**lexicon.table("agencies.release_services"), **lexicon.table("agencies.agencies")}
    return {key(full): full for full in tables.values()} | {key(name): full for name, full in tables.items()}


def _in_full(text: str, start: int, end: int, lexicon: Lexicon) -> Named:
    printed = text[start:end]
    bare = printed.removeprefix("The ").removeprefix("THE ")
    names = _full_names(lexicon)
    return Named.of(text, start, end, name=names.get(key(bare)) or names.get(key(printed)) or printed)


def is_own(agency: Named, outlet: str, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Tell whether a wire is an outlet's own: "AP" on a page of AP News, of apnews.com, of The Associated Press.

    >>> agency = Named(0, 2, "AP", name="Associated Press")
    >>> is_own(agency, "AP News"), is_own(agency, "apnews.com"), is_own(agency, "Harbor Post")
    (True, True, False)
    """
    address = _ADDRESS_RE.fullmatch(outlet.strip())
    if address:
        return _is_name(address[2].replace("-", " ").split(), agency, lexicon)
    return _is_name(regex.findall(r"[\w'’&-]+", outlet), agency, lexicon)


def _is_name(words: list[str], agency: Named, lexicon: Lexicon) -> bool:
    """Tell whether words begin with a name of a wire; behind a short one nothing but "News" and the like may stand."""
    words = words[1:] if words[:1] and words[0].lower() == "the" else words
    names = _full_names(lexicon)
    own = {key(agency.name), key(agency.text)}
    for size in range(min(len(words), _LONGEST_NAME), 0, -1):
        name = key(" ".join(words[:size]))
        full = names.get(name) or names.get(name.removesuffix("news"))
        if not (full or name in own):
            continue
        rest = {word.lower() for word in words[size:]}
        return (name in own or key(full or "") in own) and (len(name) > _LONGEST_SHORT or rest <= _OF_SERVICES)
    return False


@functools.lru_cache(maxsize=8)
def _names(lexicon: Lexicon) -> Mapping[str, Sequence[str]]:
    """Return the wires as they may stand alone, by their first letters up to what is no letter.

    Left out are those that are also words or somebody's initials.
    """
    names = lexicon.words("agencies.agencies") | lexicon.words("agencies.release_services")
    names -= lexicon.words("agencies.ambiguous")
    names |= {name.upper() for name in names if len(name) > 4}  # noqa: PLR2004 - "THE ASSOCIATED PRESS"
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        opener = _LETTERS_RE.search(name)
        found.setdefault(opener[0] if opener else "", []).append(name)
    return found


def _named(line: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the wires that a line may name: their names stand apart in it, or are glued to "copyright"."""
    names = _names(lexicon)
    openers = names if "copyright" in line.lower() else names.keys() & {"", *_LETTERS_RE.findall(line)}
    return frozenset(name for opener in openers for name in names[opener] if name in line)


@functools.lru_cache(maxsize=256)
def _byline_re(names: frozenset[str]) -> regex.Pattern[str]:
    """Return the pattern for some names: to compile it for all of them takes a tenth of a second."""
    return regex.compile(
        r"""
        [^\S\n]*+
        (?: (?:(?i:by|from|source:)[^\S\n]++)?+ (?P<name>\L<names>)  # By The Associated Press
          | (?i:by)[^\S\n][^\n,|]{3,60}[,|•·][^\S\n]*+(?P<name>\L<names>) )  # By Jane Doe, Associated Press
        (?:[^\S\n](?i:(?:staff|news)?[^\S\n]?(?:writers?|reporters?|correspondents?)))?+
        [^\S\n]*+(?=$|[|•·])
        """,
        regex.VERBOSE | regex.MULTILINE,
        names=names,
    )


@functools.lru_cache(maxsize=256)
def _credit_re(names: frozenset[str]) -> regex.Pattern[str]:
    return regex.compile(
        r"""
        (?: (?:©|\(c\)|(?i:copyright))[^\n\p{L}]{0,16}+(?:(?i:by)[^\S\n])?+(?P<name>\L<names>)
            (?![/\w]|[^\S\n](?:Photo|PHOTO|Images|via))  # © 2024 AFP, but no picture credit
          | ^[^\S\n]*+(?i:source|credits?|via|agency)[^\S\n]?:?[^\S\n]{1,3}(?P<name>\L<names>)[^\S\n]*+[.)]?+$
          | \b(?i:distributed|provided|supplied|syndicated|published)[^\S\n](?:by|via)[^\S\n](?P<name>\L<names>)\b
          | ^[^\S\n]*+[-–—(\[/]{0,3}+[^\S\n]?(?P<name>\L<names>)[^\S\n]?[)\]/.]?+[^\S\n]*+$           # - Reuters; (PTI)
        )
        """,
        regex.VERBOSE | regex.MULTILINE,
        names=names,
    )


def _in_head(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    for line in itertools.islice(_LINE_RE.finditer(text), _HEAD_LINES):
        names = _named(line[0], lexicon) if len(line[0]) <= _LONGEST_LINE else None
        if names and (m := _byline_re(names).match(text, line.start(), line.end())):
            return m.start("name"), m.end("name")
    return None


def _in_tail(text: str, lexicon: Lexicon) -> tuple[int, int] | None:
    for line in _LINE_RE.finditer(text, max(len(text) - _TAIL, 0)):
        names = _named(line[0], lexicon) if len(line[0]) <= _LONGEST_LINE else None
        if names and (m := _credit_re(names).search(text, line.start(), line.end())):
            return m.start("name"), m.end("name")
    return None
