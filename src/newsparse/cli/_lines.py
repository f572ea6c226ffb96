"""Rows as lines for a person to read, in columns that stay where they are when a cell is empty."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from newsparse.render import visible

__all__ = ["lines"]

# What a row of each command shows; the last column is the longest and may be as long as it is.
_SHOWN: Mapping[str, tuple[str, ...]] = {
    "quotes": ("speaker", "kind", "confidence", "content"),
    "attributions": ("source", "count", "reason", "via", "cue", "kind", "confidence", "content"),
    "sources": ("name", "kind", "count", "quotes", "attributions", "role", "reason"),
    "byline": ("part", "name", "role", "organization", "email"),
    "dateline": ("place", "date_text", "date", "agency"),
    "boilerplate": ("kind", "text"),
    "timestamps": ("kind", "value", "text"),
    "locate": ("wanted", "speaker", "differences", "text"),
}
_WIDEST = 40  # a longer cell is cut, so that the columns behind it stay in their place


def lines(rows: Sequence[Mapping[str, object]], command: str, keep: Sequence[str] = ()) -> str:
    r"""Return rows as lines below a head; "" for no rows.

    >>> row = {"place": "PORT ALBA", "date_text": None, "date": None, "agency": "Wire"}
    >>> print(lines([row], "dateline"))
    place     | date_text | date | agency
    PORT ALBA |           |      | Wire
    <BLANKLINE>
    """
    if not rows:
        return ""
    columns = (*keep, *_SHOWN.get(command, tuple(rows[0])))
    table = [columns, *([_cell(row[column]) for column in columns] for row in rows)]
    last = len(columns) - 1
    table = [[*map(_cut, line[:last]), line[last]] for line in table]
    widths = [max(_width(line[number]) for line in table) for number in range(last)]
    return "".join(_line(line, widths) for line in table)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=False)]
    return " | ".join([*padded, cells[-1]]).rstrip() + "\n"


def _cut(cell: str) -> str:
    if _width(cell) <= _WIDEST:
        return cell
    kept = cell[: _WIDEST - 1]
    while _width(kept) >= _WIDEST:
        kept = kept[:-1]
    return kept + "…"


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = f"{value:.2f}" if isinstance(value, float) else " ".join(str(value).split())
    return visible(text, terminal=True)
