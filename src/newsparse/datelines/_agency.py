"""The wire that a story comes from."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence

import regex

from newsparse.datelines._words import Service, words_of
from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.types import Byline, Dateline, Span

__all__ = ["find_agency"]

_HEAD_LINES = 8
_TAIL = 3000
_LONGEST_LINE = 300
_LINE_RE = regex.compile(r"[^\n]+")
_LETTERS_RE = re.compile(r"[^\W\d_]+")
_PARTS_RE = regex.compile(r"[^/,&]+")


def find_agency(
    text: str, *, dateline: Dateline | None = None, byline: Byline | None = None, lexicon: Lexicon = DEFAULT
) -> Span | None:
    r"""Find the news agency or release service that a story comes from.

    Args:
        text: the text of an article.
        dateline: its dateline, if one was found.
        byline: its byline, if one was found.
        lexicon: the words to go by; ``agencies.agencies`` and ``agencies.release_services`` count as wires.

    Returns:
        The first mention of the wire in the dateline, the byline, a line of its own near the top, or a credit or
        copyright line at the end; ``None`` for a newsroom's own story. A wire that only "contributed to this report"
        is not where the story comes from.

    Raises:
        TypeError: *text* is no ``str``.

    >>> find_agency("Rates rise\n\nRates rose on Friday.\n\n© 2024 The Associated Press. All rights reserved.")
    Span('The Associated Press' @42:62)
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
                return Span.of(text, start, start + len(name))
    return _in_head(text, lexicon) or _in_tail(text, lexicon)


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


def _in_head(text: str, lexicon: Lexicon) -> Span | None:
    for line in itertools.islice(_LINE_RE.finditer(text), _HEAD_LINES):
        names = _named(line[0], lexicon) if len(line[0]) <= _LONGEST_LINE else None
        if names and (m := _byline_re(names).match(text, line.start(), line.end())):
            return Span.of(text, *m.span("name"))
    return None


def _in_tail(text: str, lexicon: Lexicon) -> Span | None:
    for line in _LINE_RE.finditer(text, max(len(text) - _TAIL, 0)):
        names = _named(line[0], lexicon) if len(line[0]) <= _LONGEST_LINE else None
        if names and (m := _credit_re(names).search(text, line.start(), line.end())):
            return Span.of(text, *m.span("name"))
    return None
