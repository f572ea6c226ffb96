"""``Span``, of which everything that is found is one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Self

import attrs

__all__ = ["Named", "Span", "shortened"]

_REPR_WIDTH = 40


def shortened(text: str) -> str:
    """Return the beginning of a text, on one line, for a ``repr``."""
    line = " ".join(text[: 4 * _REPR_WIDTH].split())
    return line if len(line) <= _REPR_WIDTH else line[: _REPR_WIDTH - 1] + "…"


@attrs.frozen(repr=False)
class Span:
    """A stretch of a text.

    Args:
        start: offset of the first character, in code points.
        end: offset behind the last one.
        text: the characters themselves; always ``source[start:end]``.

    Raises:
        ValueError: offsets are negative or reversed, or do not fit the length of *text*.

    ``str(span)`` is its text. ``Span.of`` cuts a span out of a text:

    >>> span = Span.of("We won, she said.", 0, 6)
    >>> span, str(span)
    (Span('We won' @0:6), 'We won')
    """

    start: int
    end: int
    text: str

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.start <= self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"no span: start={self.start}, end={self.end}, {len(self.text)} characters of text")

    @classmethod
    def of(cls, source: str, start: int, end: int, /, **fields: object) -> Self:
        """Return ``source[start:end]`` as a span; *fields* are those that a subclass adds."""
        make: Callable[..., Self] = cls
        return make(start, end, source[start:end], **fields)

    def contains(self, other: Span) -> bool:
        """Tell whether *other* lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def _label(self) -> str:
        return ""

    def __repr__(self) -> str:
        label = self._label()
        return f"{type(self).__name__}({shortened(self.text)!r} @{self.start}:{self.end}{' ' if label else ''}{label})"

    def __str__(self) -> str:
        return self.text


@attrs.frozen(repr=False, kw_only=True)
class Named(Span):
    """A stretch of text with its clean form: a role, an organisation, a place, an address.

    Args:
        name: the text without the accidents of print (case, line breaks, glued words).
    """

    name: str

    def _label(self) -> str:
        return "" if self.name == self.text else repr(shortened(self.name))
