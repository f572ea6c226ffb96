"""Finds the outlets that a text shows to be its own publisher, which pass nothing on."""

from __future__ import annotations

import regex

from newsparse.sources.bodies import bare, outlet_name
from newsparse.sources.entities import fold
from newsparse.sources.reading import Reading

__all__ = ["RUN", "publishers"]

RUN = r"(?:[\p{Lu}\p{N}][\p{L}\p{M}\p{N}&.!'’-]{0,30}+(?:\ (?:of|and|the|From|de|la)\b)?\ ?){1,7}"
"""A row of words with capitals, as the pattern of an outlet's name."""
_SELF_RE = regex.compile(  # stands before one of the verbs below
    rf"\b(?P<who>{RUN})\ ?(?:has\ |have\ )?(?:recently\ |previously\ |first\ |since\ |also\ |very\ )*+\Z"
)
_DOES_RE = regex.compile(
    r"\b(?:learnt|learned|understands|visited|contacted|approached|reached out|asked|can reveal|tried|cameras)\b"
)
_FOOT_RE = regex.compile(
    rf"""
    \b(?:first\ appeared\ on|appeared\ first\ on|Get|Follow|Subscribe\ to|Sign\ up\ for
        |(?:©|[Cc]opyright)(?:\ \d{{4}})?)\ (?:the\ |The\ )?(?P<foot>{RUN})
    """,
    regex.VERBOSE,
)
_FOOT_WORDS = ("appeared", "Get ", "Follow ", "Subscribe ", "Sign up ", "©", "opyright")
"""Every footer has one of them."""
_HEAD_RE = regex.compile(rf"(?:\((?P<in>{RUN})\)|/(?P<slash>{RUN})/|^(?P<open>{RUN}))\ ?(?:[-–—]|\.|$)")
_HEAD = 160
_WINDOW = 320


def publishers(reading: Reading) -> frozenset[str]:
    """Return the outlets that the text shows to be its own publisher: by its head, its footer, "Axios has learned"."""
    text, lexicon = reading.text, reading.lexicon
    found: set[str] = set()
    for start, end in reading.paragraphs[:6]:
        for match in _HEAD_RE.finditer(text, start, min(end, start + _HEAD)):
            found.add(next(g for g in match.group("in", "slash", "open") if g))
    for verb in _DOES_RE.finditer(text):
        match = _SELF_RE.search(text, max(0, verb.start() - _WINDOW), verb.start())
        if match:
            found.add(match["who"])
    if any(word in text for word in _FOOT_WORDS):
        found.update(match["foot"] for match in _FOOT_RE.finditer(text))
    names = {name.strip(" .'’") for name in found}
    outlets = {outlet_name(n, lexicon) or bare(n) for n in names}
    return frozenset(fold(bare(n)) for n in outlets if n)
