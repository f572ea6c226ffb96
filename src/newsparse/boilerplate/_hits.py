"""Which patterns match a line. Most have no chance on most lines, so words and signs of the line say which to try."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from newsparse.boilerplate._patterns import Rule, rules
from newsparse.lexicon import Lexicon
from newsparse.types import BoilerplateKind

__all__ = ["find_hits", "kinds_told"]

# The patterns of a kind are tried only on lines with a word of one of these classes: to try them all on every line
# would take most of the time, and compiling them most of that of the first call.
_TELLTALE = {
    BoilerplateKind.CREDIT: ("credits", "rights"),
    BoilerplateKind.SYNDICATION: ("rights", "corrections", "credits"),
    BoilerplateKind.COPYRIGHT: ("rights",),
    BoilerplateKind.NEWSLETTER: ("letters",),
    BoilerplateKind.SUBSCRIPTION: ("account",),
    BoilerplateKind.SOCIAL: ("networks",),
    BoilerplateKind.RELATED: ("prompts", "related"),
    BoilerplateKind.BIO: ("staff",),
    BoilerplateKind.CORRECTION: ("corrections",),
    BoilerplateKind.ADVERTISEMENT: ("advertising",),
    BoilerplateKind.LEGAL: ("legal",),
    BoilerplateKind.COMMENTS: ("comments", "reader"),
    BoilerplateKind.OTHER: ("controls",),
}
# A line of a few words may show what it is by a prompt alone ("Share this").
_TELLTALE_IF_SHORT = {
    BoilerplateKind.SUBSCRIPTION: ("prompts",),
    BoilerplateKind.SOCIAL: ("prompts",),
    BoilerplateKind.RELATED: ("page",),
    BoilerplateKind.BIO: ("prompts",),
    BoilerplateKind.ADVERTISEMENT: ("prompts", "page", "controls"),
    BoilerplateKind.COMMENTS: ("related", "page"),
    BoilerplateKind.OTHER: ("page", "prompts", "related"),
}
# Fewer still may be a name, a number, a word of a menu ("By Ann Lee", "137", "Enlarge").
_WORDLESS = frozenset(
    {
        BoilerplateKind.BIO,
        BoilerplateKind.COMMENTS,
        BoilerplateKind.CREDIT,
        BoilerplateKind.OTHER,
        BoilerplateKind.SOCIAL,
        BoilerplateKind.SYNDICATION,
    }
)
# Signs that show a kind without a word.
_SIGNS = {
    "@": (BoilerplateKind.BIO, BoilerplateKind.SOCIAL, BoilerplateKind.COMMENTS),
    "©": (BoilerplateKind.COPYRIGHT, BoilerplateKind.CREDIT),
    "/": (BoilerplateKind.CREDIT, BoilerplateKind.SYNDICATION),
    "{": (BoilerplateKind.OTHER,),
    "<": (BoilerplateKind.OTHER,),
    "»": (BoilerplateKind.OTHER,),
    ">": (BoilerplateKind.OTHER,),
    "&lt;": (BoilerplateKind.OTHER,),
}
_SHORT_LINE = 60
_TINY_LINE = 32
_LONGEST_WHOLE = 200


def kinds_told(seen: str, counts: Mapping[str, int]) -> frozenset[BoilerplateKind]:
    """Return the kinds that a word or a sign of a line speaks for: patterns of others have no chance."""
    kinds = _kinds_of(frozenset(counts), len(seen) <= _SHORT_LINE)
    signs = [kind for sign, shown in _SIGNS.items() if sign in seen for kind in shown]
    if signs:
        kinds = kinds.union(signs)
    return kinds | _WORDLESS if len(seen) <= _TINY_LINE else kinds


@functools.lru_cache(maxsize=4096)
def _kinds_of(classes: frozenset[str], is_short: bool) -> frozenset[BoilerplateKind]:  # noqa: FBT001, private
    told = {kind for kind, names in _TELLTALE.items() if not classes.isdisjoint(names)}
    if is_short:
        told |= {kind for kind, names in _TELLTALE_IF_SHORT.items() if not classes.isdisjoint(names)}
    return frozenset(told)


@functools.lru_cache(maxsize=4096)
def _rules_for(lexicon: Lexicon, kinds: frozenset[BoilerplateKind], *, is_long: bool) -> tuple[Rule, ...]:
    """Return the rules of some kinds, without those that no long line matches."""
    places = rules(lexicon).evidence
    return tuple(
        rule for place in places for rule in place.rules if rule.kind in kinds and not (is_long and place.at == "whole")
    )


def find_hits(lexicon: Lexicon, seen: str, head: int, kinds: frozenset[BoilerplateKind]) -> list[Rule]:
    """Return the rules of some kinds that match."""
    tried = _rules_for(lexicon, kinds, is_long=len(seen) > _LONGEST_WHOLE)
    if not tried:
        return []
    low = seen.lower()
    folded = " ".join(low.split())
    found = []
    for rule in tried:
        if rule.may_match(folded):
            text = low if rule.is_lower else seen
            if rule.matches(text, head, len(text)):
                found.append(rule)
    return found
