"""All tables of one article, or of many, at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from newsparse.export._tables import (
    COLUMNS,
    Row,
    article_row,
    attribution_rows,
    boilerplate_rows,
    byline_rows,
    dateline_rows,
    quote_rows,
    source_rows,
    timestamp_rows,
)
from newsparse.types import Article

__all__ = ["Rows", "rows"]


class Rows(list[Row]):
    """The rows of a table: a list of dicts that knows its columns also when it is empty.

    Args:
        table: which table it is: a key of ``COLUMNS``.
        rows: its rows.

    >>> table = Rows("boilerplate")
    >>> table, table.columns
    ([], ('article', 'start', 'end', 'text', 'kind'))
    """

    def __init__(self, table: str, rows: Iterable[Row] = ()) -> None:
        super().__init__(rows)
        self.columns: tuple[str, ...] = tuple(COLUMNS[table])


def rows(articles: Iterable[Article] | Mapping[str, Article]) -> dict[str, Rows]:
    """Return what was found in many articles as tables, by their names; each a list of dicts.

    Args:
        articles: articles, or a mapping from your names for them to articles. The names go into the column
            ``article``; without names, articles are numbered from "0".

    Returns:
        For each table of ``newsparse.export.COLUMNS`` its rows: ``articles``, ``quotes``, ``attributions``,
        ``sources``, ``byline``, ``dateline``, ``timestamps``, ``boilerplate``. ``columns`` of each has the names of
        its columns, also where there is no row.

    >>> import newsparse
    >>> tables = rows({"win": newsparse.parse_article("“We won,” said Ada Lee.")})
    >>> [(row["article"], row["speaker"], row["content"]) for row in tables["quotes"]]
    [('win', 'Ada Lee', 'We won,')]
    >>> tables["dateline"], tables["dateline"].columns[:5]
    ([], ('article', 'start', 'end', 'text', 'place'))
    """
    tables = {table: Rows(table) for table in COLUMNS}
    for name, article in _named(articles):
        for table, found in rows_of(article, name).items():
            tables[table] += found
    return tables


def rows_of(article: Article, name: str | None) -> dict[str, Rows]:
    """Return the tables of one article, with *name* in the column ``article``."""
    found = {
        "articles": [article_row(article, article_id=name)],
        "quotes": quote_rows(article.quotes, article_id=name),
        "attributions": attribution_rows(article.attributions, article_id=name),
        "sources": source_rows(article.sources, article_id=name),
        "byline": byline_rows(article.byline, article_id=name),
        "dateline": dateline_rows(article.dateline, article_id=name),
        "timestamps": timestamp_rows(article.timestamps, article_id=name),
        "boilerplate": boilerplate_rows(article.boilerplate, article_id=name),
    }
    return {table: Rows(table, found[table]) for table in COLUMNS}


def _named(articles: Iterable[Article] | Mapping[str, Article]) -> Iterator[tuple[str, Article]]:
    if isinstance(articles, Article):
        raise TypeError("rows() takes articles, not one: pass [article], or call article.rows()")
    named = (
        cast("Mapping[str, Article]", articles).items()
        if isinstance(articles, Mapping)
        else ((str(number), article) for number, article in enumerate(articles))
    )
    yield from ((name, _parsed(article)) for name, article in named)


def _parsed(article: object) -> Article:
    if not isinstance(article, Article):
        kind = type(article).__name__
        raise TypeError(f"rows() takes articles, not {kind}: parse each text first, [parse_article(t) for t in texts]")
    return article
