"""The wire that a story comes from."""

from __future__ import annotations

import functools
import re

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
def _names(lexicon: Lexicon) -> frozenset[str]:
    """Return the wires as they may stand alone: without those that are also words or somebody's initials."""
    names = lexicon.words("agencies.agencies") | lexicon.words("agencies.release_services")
    names -= lexicon.words("agencies.ambiguous")
    return names | {name.upper() for name in names if len(name) > 4}  # noqa: PLR2004 - "THE ASSOCIATED PRESS"


@functools.lru_cache(maxsize=8)
def _byline_re(lexicon: Lexicon) -> regex.Pattern[str]:
    return regex.compile(
        r"""
        [^\S\n]*+
        (?: (?:(?i:by|from|source:)[^\S\n]++)?+ (?P<name>\L<names>)  # By The Associated Press
          | (?i:by)[^\S\n][^\n,|]{3,60}[,|•·][^\S\n]*+(?P<name>\L<names>) )  # By Jane Doe, Associated Press
        (?:[^\S\n](?i:(?:staff|news)?[^\S\n]?(?:writers?|reporters?|correspondents?)))?+
        [^\S\n]*+(?=$|[|•·])
        """,
        regex.VERBOSE | regex.MULTILINE,
        names=_names(lexicon),
    )


@functools.lru_cache(maxsize=8)
def _credit_re(lexicon: Lexicon) -> regex.Pattern[str]:
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
        names=_names(lexicon),
    )


def _in_head(text: str, lexicon: Lexicon) -> Span | None:
    pattern = _byline_re(lexicon)
    for number, line in enumerate(_LINE_RE.finditer(text)):
        if number >= _HEAD_LINES:
            break
        if len(line[0]) <= _LONGEST_LINE and (m := pattern.match(text, line.start(), line.end())):
            return Span.of(text, *m.span("name"))
    return None


@functools.lru_cache(maxsize=8)
def _openers(lexicon: Lexicon) -> frozenset[str]:
    """Return the first letters of each wire's name, up to what is no letter."""
    return frozenset(opener[0] for name in _names(lexicon) if (opener := _LETTERS_RE.search(name)))


def _may_credit(line: str, openers: frozenset[str]) -> bool:
    """Tell, cheaply, whether a line may have the name of a wire behind "©", or as a word of its own."""
    return "©" in line or "copyright" in line.lower() or not openers.isdisjoint(_LETTERS_RE.findall(line))


def _in_tail(text: str, lexicon: Lexicon) -> Span | None:
    pattern, openers = _credit_re(lexicon), _openers(lexicon)
    for line in _LINE_RE.finditer(text, max(len(text) - _TAIL, 0)):
        if len(line[0]) > _LONGEST_LINE or not _may_credit(line[0], openers):
            continue
        if m := pattern.search(text, line.start(), line.end()):
            return Span.of(text, *m.span("name"))
    return None
