"""Many articles: over several processes in order, and as Arrow record batches for Spark, Ray and Dask."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator

from newsparse.article import parse_together
from newsparse.batch._arrow import as_date, batch_schema, parse_batches
from newsparse.batch._processes import in_order, one_thread_each
from newsparse.errors import BatchError, require_day, require_text
from newsparse.parser import Parser
from newsparse.types import Article

__all__ = ["as_date", "batch_schema", "in_order", "one_thread_each", "parse_articles", "parse_batches"]

_Dated = tuple[str, dt.date | str | None]


def parse_articles(
    texts: Iterable[str | _Dated],
    *,
    jobs: int = 1,
    reference: dt.date | str | None = None,
    parser: Parser | None = None,
) -> Iterator[Article]:
    """Yield the article of each text, in the order of the texts.

    Args:
        texts: texts, or pairs of a text and the day it is from (a date, a datetime or an ISO string); any iterable,
            also one that never ends.
        jobs: how many processes to use; 1 parses in this one.
        reference: the day that texts without one of their own are from.
        parser: a parser with settings of your own.

    Texts are taken as articles are asked for, a bounded number ahead, so memory does not grow with their number. Short
    ones are read by the network together, up to 64 at a time.

    Raises:
        TypeError: a text is no ``str``, or a day no day.
        DataError: a day is a string, but no date in ISO 8601.
        BatchError: a process died twice on the same text, for example because memory ran out.

    >>> [len(article.quotes) for article in parse_articles(["“We won,” said Ada Lee.", ""])]
    [1, 0]
    """
    day = require_day(reference, "parse_articles")
    pairs, used = (_dated(item, day) for item in texts), parser or Parser()
    return in_order(
        functools.partial(_parse, used),
        pairs,
        jobs=jobs,
        weigh=_weight,
        lost=_raise_lost,
        together=functools.partial(_parse_together, used),
    )


def _dated(item: str | _Dated, reference: dt.date | None) -> _Dated:
    text, own = item if isinstance(item, tuple) else (item, None)
    return require_text(text, "parse_articles"), require_day(own, "parse_articles") or reference


def _parse(parser: Parser, item: _Dated) -> Article:
    return parser.parse_article(item[0], reference=item[1])


def _parse_together(parser: Parser, items: list[_Dated]) -> list[Article]:
    pairs = [(text, require_day(day, "parse_articles")) for text, day in items]
    return parse_together(pairs, lexicon=parser.lexicon, min_confidence=parser.min_confidence)


def _weight(item: _Dated) -> int:
    return len(item[0])


def _raise_lost(item: _Dated) -> Article:
    raise BatchError(f"a process died twice on a text of {len(item[0])} characters that begins {item[0][:40]!r}")
