"""Reads who is interviewed off the introduction: "The Harbor Post spoke to Dora Lane, who runs the mill"."""

from __future__ import annotations

import regex

from newsparse.document import Document
from newsparse.names import PersonName, find_names

__all__ = ["interviewee"]

_LONGEST = 3_000  # characters of an introduction that are read, those next to the first question
_REACH = 80  # characters between the words of an interview and the name
# What stands before the name of whoever is interviewed.
_BEFORE_RE = regex.compile(
    r"\b(?:(?:sp[eo]aks?|spoke|talk(?:s|ed)?|chat(?:s|ted)?|sat\sdown|sits\sdown|caught\sup|catches\sup|in\sconversation"
    r"|[Cc]onversation|[Ii]nterview|[Qq](?:\s?&\s?|\sand\s)[Aa])\s(?:to|with)"
    r"|[Qq]\s?&\s?[Aa]:?|interview(?:s|ed)|(?:puts?|some|our|his|her|few)\squestions\sto|asks|asked|joined\s(?:now\s)?by"
    r"|questions\sfor)\s"
)
# What stands behind it: "Dora Lane spoke to the Harbor Post", "Dora Lane answers our questions".
_BEHIND_RE = regex.compile(
    r"(?:,[^,.;:?!\n]{1,80},)?\s(?:(?:has|recently|also)\s)?(?:(?:sp[eo]aks?|spoke|spoken|talk(?:s|ed)?|sat\sdown|sits\sdown"
    r"|chat(?:s|ted)?|caught\sup)\s(?:to|with)\b|answer(?:s|ed)\b|takes?\s(?:our|your)\squestions|explains\b|told\sus\b|tells\sus\b)"
)
_STOP_RE = regex.compile(r"[.?!;:\n]\s|\n|\b(?:and|that|who|whether|if|why|how|what|about)\b")


def _named_behind(document: Document, at: int, end: int) -> PersonName | None:
    """Return the person whose name comes first behind *at*, in the same clause."""
    names = find_names(document.text, start=at, end=min(end, at + _REACH + 60), lexicon=document.lexicon)
    first = next((name for name in names if name.given), None)
    if first is None or first.start > at + _REACH or _STOP_RE.search(document.text, at, first.start):
        return None
    return first


def interviewee(document: Document, end: int) -> PersonName | None:
    """Return who is interviewed by what stands before *end*; ``None`` where nobody is named, or several are.

    >>> from newsparse.document import cut
    >>> text = "The Harbor Post spoke to Dora Lane, who runs the mill."
    >>> interviewee(cut(text), len(text)).name
    'Dora Lane'
    """
    text, start = document.text, max(0, end - _LONGEST)
    names = find_names(text, start=start, end=end, lexicon=document.lexicon)
    behind = [_named_behind(document, match.end(), end) for match in _BEFORE_RE.finditer(text, start, end)]
    found = [name for name in behind if name]
    if not found:
        found = [name for name in names if name.given and _BEHIND_RE.match(text, name.end, end)]
    found = [name for name in found if name.sure] or found  # of "the Harbor Post" and "Dora Lane" the latter
    people = {name.name.rsplit(maxsplit=1)[-1] for name in found}
    return found[0] if len(people) == 1 else None
