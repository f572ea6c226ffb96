"""The records of ``boilerplate.patterns``, compiled: which kinds of boilerplate a line looks like.

Imports errors, types, lexicon.
"""

from __future__ import annotations

import functools

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
    """

    kind: BoilerplateKind
    at: str
    is_sure: bool
    sources: tuple[str, ...]

    @functools.cached_property
    def pattern(self) -> regex.Pattern[str]:
        """The patterns, compiled when first needed: most texts need few of them."""
        joined = "|".join(f"(?:{p})" for p in self.sources)
        if self.at == "end":
            joined = f"(?:{joined})$"
        # A tail may run over the line breaks of wrapped text.
        flags = regex.IGNORECASE | regex.DOTALL if self.at == "tail" else regex.IGNORECASE
        return regex.compile(joined, flags)

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
        rules: the rules.
        any: one rule with the patterns of all, to find out fast that none matches.
    """

    rules: tuple[Rule, ...]
    any: Rule

    def first(self, text: str, start: int, end: int) -> Rule | None:
        """Return the first rule that matches ``text[start:end]``."""
        if not self.any.matches(text, start, end):
            return None
        return next((rule for rule in self.rules if rule.matches(text, start, end)), None)


@attrs.frozen
class Rules:
    """The patterns of a lexicon.

    Args:
        evidence: the patterns that ship, joined by kind, for each place; a model weighs them.
        tails: those that ship for what is glued to the last sentence of a paragraph.
        added: the user's own, one by one; these decide.
    """

    evidence: tuple[Place, ...]
    tails: Place
    added: tuple[Rule, ...]


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


@functools.lru_cache(maxsize=8)
def rules(lexicon: Lexicon) -> Rules:
    """Return the compiled patterns of a lexicon.

    Raises:
        LexiconError: a record that the user added cannot be used; the message shows it.
    """
    joined: dict[tuple[BoilerplateKind, str, bool], list[str]] = {}
    for record in Lexicon(language=lexicon.language).records(ENTRY):
        key, pattern = _read(record, lexicon)
        joined.setdefault(key, []).append(pattern)
    shipped = {at: tuple(Rule(*key, tuple(p)) for key, p in joined.items() if key[1] == at) for at in PLACES}
    alternatives = {at: tuple(p for rule in shipped[at] for p in rule.sources) for at in PLACES}
    added = [dict(record) for entry, records in lexicon.extra if entry == ENTRY for record in records]
    places = {at: Place(shipped[at], Rule(BoilerplateKind.OTHER, at, False, alternatives[at])) for at in PLACES}
    return Rules(
        evidence=tuple(place for at, place in places.items() if at != "tail"),
        tails=places["tail"],
        added=tuple(compile_record(record, lexicon=lexicon) for record in added),
    )
