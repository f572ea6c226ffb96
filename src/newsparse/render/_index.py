"""A page that lists other pages, in a table that can be sorted; its one script is in it and named by its hash."""

from __future__ import annotations

import base64
import hashlib
import urllib.parse
from collections.abc import Iterable
from importlib import resources

import attrs

from newsparse.render._aside import escape
from newsparse.render._html import title_of
from newsparse.types import Article

__all__ = ["IndexRow", "to_index"]

_HEADS = ("Headline", "Date", "Authors", "Quotes", "Sources")
_NUMBERS = frozenset({"Quotes", "Sources"})
_SCRIPT = """
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const head = button.parentElement, body = document.querySelector("tbody");
    const up = head.getAttribute("aria-sort") !== "ascending";
    const key = (row) => row.cells[head.cellIndex].textContent;
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const order = (a, b) => (up ? 1 : -1) * key(a).localeCompare(key(b), undefined, { numeric: true });
    const last = (a, b) => (key(a) === "") - (key(b) === "");
    body.append(...[...body.rows].sort((a, b) => last(a, b) || order(a, b)));
  });
}
"""


@attrs.frozen
class IndexRow:
    """What a list of pages shows of one.

    Args:
        title: the headline, or how the article begins.
        date: the day it was published or filed on, in ISO 8601.
        authors: who wrote it.
        quotes: how many quotes it has.
        sources: how many sources.
    """

    title: str = ""
    date: str = ""
    authors: str = ""
    quotes: int = 0
    sources: int = 0

    @classmethod
    def of(cls, article: Article) -> IndexRow:
        """Return what is shown of an article; what its text does not say is taken from its page."""
        page, dateline, byline = article.page, article.dateline, article.byline
        days = [stamp.value.isoformat()[:10] for stamp in article.timestamps]
        days += [dateline.date.isoformat()] if dateline and dateline.date else []
        days += [page.date.isoformat()] if page and page.date else []
        names = [author.name for author in byline.authors] if byline else list(page.authors if page else ())
        title = page.title if page and page.title and not article.headline else title_of(article)
        return cls(title, min(days, default=""), ", ".join(names), len(article.quotes), len(article.sources))


def to_index(rows: Iterable[tuple[str, IndexRow]], *, title: str = "Articles") -> str:
    """Return a page that lists other pages: headline, date, authors, numbers of quotes and of sources.

    Args:
        rows: for each page its file name beside the list, and what is shown of it.
        title: the title of the list.

    A click on a head sorts the table by it, another one the other way round. The page needs no network; its policy
    allows the one script that is in it and nothing else.

    >>> import newsparse
    >>> article = newsparse.parse_article("“We won,” said Ada Lee.")
    >>> page = to_index([("a b.html", IndexRow.of(article))])
    >>> '<a href="a%20b.html">“We won,” said Ada Lee.</a>' in page
    True

    .. versionadded:: 0.1.0
    """
    listed = [_row(name, row) for name, row in rows]
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"
    style = (resources.files("newsparse.render") / "index.css").read_text(encoding="utf-8")
    heads = "".join(
        f'<th scope="col"{_kind(name)}><button type="button" title="Sort">{name}</button></th>' for name in _HEADS
    )
    count = f"{len(listed):,} article{'' if len(listed) == 1 else 's'}"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="generator" content="newsparse">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} – newsparse</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n<p>{count}</p>\n<table>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{''.join(listed)}</tbody>\n</table>\n</main>\n<script>{_SCRIPT}</script>\n</body>\n</html>\n"
    )


def _row(name: str, row: IndexRow) -> str:
    # A name may be no UTF-8, or look like an address ("a:b.html").
    address = urllib.parse.quote(name, errors="surrogateescape")
    link = f'<a href="{escape(address)}">{escape(row.title or name)}</a>'
    cells = [link, escape(row.date), escape(row.authors), str(row.quotes), str(row.sources)]
    shown = "".join(f"<td{_kind(head)}>{cell}</td>" for head, cell in zip(_HEADS, cells, strict=True))
    return f"<tr>{shown}</tr>\n"


def _kind(head: str) -> str:
    return ' class="number"' if head in _NUMBERS else ""
