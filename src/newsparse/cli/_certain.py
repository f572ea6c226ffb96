"""What was found with enough confidence, and how much was not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import attrs

from newsparse.sources import cast
from newsparse.types import Article, Attribution, Quote

__all__ = ["certain", "certain_article"]

_V = TypeVar("_V", Quote, Attribution)


def certain(values: Iterable[_V], least: float) -> tuple[list[_V], int]:
    """Return the values with at least so much confidence, and how many others there are; those nested in them too."""
    sure: list[_V] = []
    hidden = 0
    for value in values:
        if value.confidence < least:
            hidden += _size(value)
        elif isinstance(value, Quote) and value.nested:
            inner, few = certain(value.nested, least)
            sure.append(attrs.evolve(value, nested=tuple(inner)))
            hidden += few
        else:
            sure.append(value)
    return sure, hidden


def _size(value: Quote | Attribution) -> int:
    return 1 + (sum(map(_size, value.nested)) if isinstance(value, Quote) else 0)


def certain_article(article: Article, least: float) -> tuple[Article, int]:
    """Return an article without what is uncertain, nor sources of which nothing else tells; and how much that is."""
    if not least:
        return article, 0
    quotes, few = certain(article.quotes, least)
    attributions, more = certain(article.attributions, least)
    members = cast(attributions, quotes)  # in the order of what is left
    left = attrs.evolve(article, quotes=tuple(quotes), attributions=tuple(attributions), sources=members)
    return left, few + more
