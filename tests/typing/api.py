"""The documented uses, checked by mypy and never run."""

from __future__ import annotations

from newsparse.types import Quote


def who(quote: Quote) -> str | None:
    return quote.speaker.name if quote.speaker else None
