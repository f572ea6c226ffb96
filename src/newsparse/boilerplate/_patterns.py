"""The records of ``boilerplate.patterns``, compiled: which kinds of boilerplate a line looks like."""

from __future__ import annotations

import functools
import re

import attrs
import regex

from newsparse.errors import LexiconError
from newsparse.lexicon import DEFAULT, Lexicon, Record
from newsparse.types import BoilerplateKind

__all__ = ["ENTRY", "PLACES", "Place", "Rule", "Rules", "compile_record", "rules"]

ENTRY = "boilerplate.patterns"
PLACES = ("start", "whole", "end", "anywhere", "tail")
"""Where in a line a pattern may match; a tail is what stands behind the last sentence of a story's paragraph."""

_FRAGMENT_RE = regex.compile(r"\{([a-z]++)\}")
_SPACE_RE = regex.compile(r"(?<!\\) ")
_DEEPEST_FRAGMENT = 3


@attrs.frozen
class Rule:
    """Patterns of one kind that are tried at one place of a line.

    Args:
        kind: what a line is that matches.
        at: one of ``PLACES``.
        is_sure: whether hardly any line of a story matches.
        sources: the patterns, as alternatives.
        needs: strings of which a line that matches has one; empty where none are known.
        is_lower: whether the patterns are for text in lower case: without regard to case they take twice the time.
    """

    kind: BoilerplateKind
    at: str
    is_sure: bool
    sources: tuple[str, ...]
    needs: tuple[str, ...] = ()
    is_lower: bool = False

    @functools.cached_property
    def pattern(self) -> re.Pattern[str] | regex.Pattern[str]:
        r"""The patterns, compiled when first needed: most texts need few of them.

        The standard library compiles three times as fast as ``regex``, which is kept for patterns of users with what
        only it knows (``\p{L}``).
        """
        joined = "|".join(f"(?:{p})" for p in self.sources)
        if self.at == "end":
            joined = f"(?:{joined})$"
        # A tail may run over the line breaks of wrapped text.
        flags = re.DOTALL if self.at == "tail" else re.NOFLAG
        if self.is_lower:
            return re.compile(joined, flags)
        try:
            return re.compile(joined, flags | re.IGNORECASE)
        except re.error:
            return regex.compile(joined, (regex.DOTALL if self.at == "tail" else 0) | regex.IGNORECASE)

    def may_match(self, folded: str) -> bool:
        """Tell whether a line has what a match needs, given in lower case with single spaces: to look is cheap."""
        if not self.needs:
            return True
        for need in self.needs:  # noqa: SIM110, a generator would take twice the time, on every line
            if need in folded:
                return True
        return False

    def matches(self, text: str, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` matches."""
        if self.at == "start":
            return self.pattern.match(text, start, end) is not None
        if self.at in {"whole", "tail"}:
            return self.pattern.fullmatch(text, start, end) is not None
        return self.pattern.search(text, start, end) is not None


@attrs.frozen
class Place:
    """All rules for one place of a line.

    Args:
        at: one of ``PLACES``.
        rules: the rules.
    """

    at: str
    rules: tuple[Rule, ...]

    def possible(self, folded: str, kinds: frozenset[BoilerplateKind]) -> list[Rule]:
        """Return the rules of some kinds that may match, given the text in lower case with single spaces."""
        return [rule for rule in self.rules if rule.kind in kinds and rule.may_match(folded)]


@attrs.frozen
class Rules:
    """The patterns of a lexicon.

    Args:
        evidence: the patterns that ship, joined by kind, for each place; a model weighs them.
        tails: those that ship for what is glued to the last sentence of a paragraph.
        added: the user's own, one by one; these decide.
        deciding: those that ship and decide, joined by kind; a line has to match as a whole.
    """

    evidence: tuple[Place, ...]
    tails: Place
    added: tuple[Rule, ...]
    deciding: tuple[Rule, ...]


def _expand(pattern: str, lexicon: Lexicon) -> str:
    fragments = lexicon.table("boilerplate.fragments")
    for _ in range(_DEEPEST_FRAGMENT):
        pattern = _FRAGMENT_RE.sub(lambda m: fragments[m[1]], pattern)
    spaced: str = _SPACE_RE.sub(r"\\s", pattern)
    return spaced


def _unusable(record: Record, error: Exception) -> LexiconError:
    return LexiconError(f"lexicon entry {ENTRY!r}: {dict(record)!r} cannot be used: {error!r}")


def _read(record: Record, lexicon: Lexicon) -> tuple[tuple[BoilerplateKind, str, bool], str]:
    """Return kind, place and sureness of a record, and its pattern with the fragments filled in."""
    try:
        kind, at = BoilerplateKind(record["kind"]), record.get("at", "anywhere")
        pattern = _expand(record["pattern"], lexicon)
    except (KeyError, ValueError, TypeError) as error:
        raise _unusable(record, error) from error
    if at not in PLACES:
        raise LexiconError(f"lexicon entry {ENTRY!r}: 'at' of {dict(record)!r} is none of {', '.join(PLACES)}")
    return (kind, at, "sure" in record), pattern


def compile_record(record: Record, *, lexicon: Lexicon = DEFAULT) -> Rule:
    """Return one record as a rule.

    Raises:
        LexiconError: the record lacks a field, or its pattern does not compile; the message shows it.
    """
    key, pattern = _read(record, lexicon)
    rule = Rule(*key, (pattern,))
    try:
        _ = rule.pattern
    except regex.error as error:
        raise _unusable(record, error) from error
    return rule


def _deciding(lexicon: Lexicon) -> tuple[Rule, ...]:
    joined: dict[BoilerplateKind, list[str]] = {}
    for record in lexicon.records("boilerplate.deciding"):
        (kind, _, _), pattern = _read(record, lexicon)
        joined.setdefault(kind, []).append(pattern)
    return tuple(Rule(kind, "whole", is_sure=True, sources=tuple(patterns)) for kind, patterns in joined.items())


@functools.lru_cache(maxsize=8)
def rules(lexicon: Lexicon) -> Rules:
    """Return the compiled patterns of a lexicon.

    Raises:
        LexiconError: a record that the user added cannot be used; the message shows it.
    """
    joined: dict[tuple[BoilerplateKind, str, bool, tuple[str, ...], bool], list[str]] = {}
    for record in Lexicon(language=lexicon.language).records(ENTRY):
        key, pattern = _read(record, lexicon)
        needs = tuple(record["needs"].split("|")) if "needs" in record else ()
        is_lower = key[1] != "tail" and "(?-i:" not in pattern
        joined.setdefault((*key, needs, is_lower), []).append(pattern)
    shipped = [Rule(kind, at, sure, tuple(p), needs, low) for (kind, at, sure, needs, low), p in joined.items()]
    added = [dict(record) for entry, records in lexicon.extra if entry == ENTRY for record in records]
    places = {at: Place(at, tuple(rule for rule in shipped if rule.at == at)) for at in PLACES}
    return Rules(
        evidence=tuple(place for at, place in places.items() if at != "tail"),
        tails=places["tail"],
        added=tuple(compile_record(record, lexicon=lexicon) for record in added),
        deciding=_deciding(lexicon),
    )
