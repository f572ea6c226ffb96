"""Invisible characters: what an extractor leaves inside names without anybody seeing it.

A byline with some is read without them, and its offsets are led back to the string of the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs
import regex

from newsparse.types import Span

__all__ = ["restored", "visible"]

# Byte order marks, word joiners, soft hyphens, marks of direction; joiners only where Latin letters need none.
_DROPPED_RE = regex.compile(
    r"[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|(?<![\u0590-\u1fff])[\u200c\u200d]"
)
_S = TypeVar("_S", bound=Span)


def visible(text: str, start: int, end: int) -> tuple[str, Sequence[int]] | None:
    r"""Return what can be seen of ``text[start:end]`` with the offset of each character, or ``None`` if it is all.

    >>> visible("Ada \u200dHolt", 0, 9)
    ('Ada Holt', [0, 1, 2, 3, 5, 6, 7, 8])
    """
    if text.isascii() or not _DROPPED_RE.search(text, start, end):
        return None
    seen: list[str] = []
    offsets: list[int] = []
    at = start
    for found in (*_DROPPED_RE.finditer(text, start, end), None):
        stop = found.start() if found else end
        seen.append(text[at:stop])
        offsets += range(at, stop)
        if found is None:
            break
        at = found.end()
        if found.group() == "\u200b" and text[stop - 1 : stop].islower() and text[at : at + 1].isupper():
            seen.append(" ")  # a zero-width space that parts two words
            offsets.append(stop)
    return "".join(seen), offsets


def restored(found: _S, text: str, offsets: Sequence[int]) -> _S:
    """Return a value that was found in what can be seen of a text, with its offsets into the whole text."""
    start, end = offsets[found.start], offsets[found.end - 1] + 1
    inner: dict[str, object] = {}
    for field in attrs.fields(type(found)):
        value = getattr(found, field.name)
        if isinstance(value, Span):
            inner[field.name] = restored(value, text, offsets)
        elif isinstance(value, tuple):
            inner[field.name] = tuple(restored(item, text, offsets) for item in value)
    return attrs.evolve(found, **inner, start=start, end=end, text=text[start:end])
