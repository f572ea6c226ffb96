"""Leads: the words that a credit begins with ("By", "Photos by", "Written and illustrated by", "Words:")."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

import attrs
import regex

from newsparse.bylines._tokens import Kind, Token
from newsparse.lexicon import Lexicon

__all__ = ["LONGEST_LEAD", "Credit", "Lead", "credit_of", "find_leads"]

LONGEST_LEAD = 5  # words and marks before "by"
_JOIN_RE = regex.compile(r"\s{0,3},?\s{0,3}(?:\band\b|&)\s{0,3}|\s{0,3},\s{0,3}")


class Credit(NamedTuple):
    """What a phrase credits people with: *part* is ``None`` for the text itself; *also* what they did beside it."""

    part: str | None = None
    also: str | None = None


@functools.lru_cache(maxsize=4096)
def credit_of(phrase: str, lexicon: Lexicon) -> Credit | None:
    """Return what a phrase in small letters credits people with, or ``None`` when it is no such phrase.

    Joined phrases need not stand in the lexicon: what "words and photos" means follows from "words" and "photos".

    >>> from newsparse.lexicon import DEFAULT
    >>> [credit_of(phrase, DEFAULT) for phrase in ["photos", "written and illustrated", "killed"]]
    [Credit(part='photography', also=None), Credit(part=None, also='illustration'), None]
    """
    parts, authorship = lexicon.table("byline_words.parts"), lexicon.words("byline_words.authorship")
    joined = _JOIN_RE.split(phrase)
    if len(joined) > 1 and all(one in parts or one in authorship for one in joined):
        done = [parts[one] for one in joined if one not in authorship]
        if len(done) < len(joined):
            return Credit(None, done[0] if done else None)
    if phrase in authorship:
        return Credit()
    return Credit(parts[phrase]) if phrase in parts else None


@attrs.frozen
class Lead:
    """The words before a list of names: tokens *first* up to *stop*, and what they credit."""

    first: int
    stop: int
    part: str | None = None
    also: str | None = None


def _phrase_before(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Credit]:
    """Return how many tokens before *at* are a phrase that credits somebody, the longest one, and with what."""
    for size in range(min(LONGEST_LEAD, at), 0, -1):
        row = tokens[at - size : at]
        if all(t.kind in (Kind.WORD, Kind.AND, Kind.COMMA) for t in row):
            phrase = " ".join("and" if t.kind is Kind.AND and t.fold != "&" else t.fold for t in row)
            if found := credit_of(phrase, lexicon):
                return size, found
    return 0, Credit()


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether nothing, or the end of something, stands before the token."""
    return at == 0 or tokens[at - 1].kind not in (Kind.WORD, Kind.AND, Kind.NUMBER)


def _labels(tokens: Sequence[Token], first: int, colon: int) -> bool:
    """Tell whether a phrase before a colon is a label of its own ("Words: Jane Doe Pictures: John Roe")."""
    return tokens[colon].kind is Kind.COLON and tokens[first].text[0].isupper()


def _lead_at(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Lead | None:
    """Read the token at *at* as the "by", "from" or colon that ends a lead."""
    token = tokens[at]
    stop = at + 1
    if stop < len(tokens) and tokens[stop].kind is Kind.COLON:
        stop += 1
    while stop < len(tokens) and tokens[stop].kind is Kind.BREAK:
        stop += 1
    if token.fold in ("by", "from") or token.kind is Kind.COLON:
        size, (part, also) = _phrase_before(tokens, at, lexicon)
        well = size and (_opens(tokens, at - size) or _labels(tokens, at - size, at))
        if part and token.fold != "by" and not well:
            return None
        if part or token.fold == "by" or well:
            return Lead(at - size, stop, part, also)
    if token.fold == "from" and (at == 0 or tokens[at - 1].kind in (Kind.OTHER, Kind.BREAK, Kind.BAR)):
        return Lead(at, stop)
    if token.fold == "with" and at == 0:
        return Lead(at, stop)
    if token.fold == "to" and [t.fold for t in tokens[max(at - 2, 0) : at]] == ["as", "told"]:
        return Lead(at - 2, stop)
    return None


def find_leads(tokens: Sequence[Token], lexicon: Lexicon) -> list[Lead]:
    """Return the leads among tokens, in order; none overlaps another."""
    found: list[Lead] = []
    for at in range(len(tokens)):
        if tokens[at].fold not in ("by", "from", "with", "to") and tokens[at].kind is not Kind.COLON:
            continue
        lead = _lead_at(tokens, at, lexicon)
        if lead and found and found[-1].stop > lead.first:
            if found[-1].first < lead.first:
                continue
            found.pop()  # "With" was the start of "With assistance from"
        if lead:
            found.append(lead)
    return found
