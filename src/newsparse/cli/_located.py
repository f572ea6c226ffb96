"""Where given quotes stand in an article, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from newsparse.export import Row
from newsparse.locate import Location, locate_quote
from newsparse.parser import Parser

__all__ = ["LOCATED", "located_rows"]

LOCATED: Mapping[str, str] = {
    "article": "string",
    "wanted": "string",
    "start": "int64",
    "end": "int64",
    "text": "string",
    "verbatim": "bool",
    "differences": "string",
    "speaker": "string",
    "speaker_kind": "string",
    "quoted": "bool",
    "others": "int64",
}
"""The columns, with the types that Arrow has for them."""


def located_rows(parser: Parser, wanted: Iterable[str], text: str, article_id: str) -> list[Row]:
    """Return a row for each of the quotes that stands in the text.

    >>> (row,) = located_rows(Parser(), ["we won", "we lost"], "“We won,” said Ada Lee.", "a")
    >>> row["text"], row["speaker"], row["differences"]
    ('We won', 'Ada Lee', 'case')
    """
    quotes = parser.extract_quotes(text)
    found = ((quote, locate_quote(text, quote, quotes=quotes, lexicon=parser.lexicon)) for quote in wanted)
    return [_row(quote, location, article_id) for quote, location in found if location]


def _row(wanted: str, found: Location, article_id: str) -> Row:
    speaker = found.speaker
    return {
        "article": article_id,
        "wanted": wanted,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "verbatim": found.verbatim,
        "differences": "; ".join(found.differences) or None,
        "speaker": (speaker.name or speaker.text) if speaker else None,
        "speaker_kind": speaker.kind.value if speaker else None,
        "quoted": bool(found.quotes),
        "others": len(found.others),
    }
