"""Web pages: the text that trafilatura finds in one, parsed, with what the page itself says about the article."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import regex

from newsparse.article import parse_article
from newsparse.bylines import parse_byline
from newsparse.errors import require_confidence, require_day
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.reporting import MIN_CONFIDENCE
from newsparse.types import Article, Page

__all__ = ["parse_html", "read_page"]

_SAME_TITLE = 0.6  # share of the words that two titles of one story have in common: " - The Courier" is added, cut, …
_MOST_WORDS = 100
_NO_CHARACTERS = dict.fromkeys((0, *range(0xD800, 0xE000)), 0xFFFD)  # lxml takes no NUL and no half of a pair
_WORD_RE = regex.compile(r"[\p{L}\p{N}]++")
# What the page declares, and no guess: a year in a footer would be read as its first of January. With a last day of
# its own, for the default is today's, and the clock is never read.
_DATES = {"original_date": True, "extensive_search": False, "max_date": dt.date.max.isoformat()}


def parse_html(
    html: str | bytes,
    *,
    url: str | None = None,
    reference: dt.date | str | None = None,
    lexicon: Lexicon = DEFAULT,
    min_confidence: float = MIN_CONFIDENCE,
) -> Article:
    """Return all that can be found in a web page that holds an article; needs ``newsparse[html]``.

    Args:
        html: the source of the page; bytes are decoded as the page says.
        url: where it was found, for pages that do not say it themselves.
        reference: the day the article is from, a ``date``, a ``datetime`` or a string in ISO 8601; without one, the
            day that the page gives.
        lexicon: the words to go by.
        min_confidence: quotes and attributions that are less likely to be right are left out; 0 returns all.

    Returns:
        The article. ``article.text`` is the text that trafilatura finds in the page, without comments, below the
        title of the page where the text does not begin with it; every offset points into it. What the page says in
        its metadata is in ``article.page``; ``byline``, ``timestamps`` and ``dateline`` are what the text shows. A page
        in which no article is found gives an article without text.

    Raises:
        TypeError: *html* is no ``str`` and no ``bytes``, *reference* no day, or *min_confidence* no number.
        DataError: *reference* is a string, but no date in ISO 8601.
        ValueError: *min_confidence* is below 0 or above 1.
        ImportError: trafilatura is not installed; the message says what to install.

    Nothing is fetched: get the page first. See the how-to on web pages.
    """
    day = require_day(reference, "parse_html")
    require_lexicon(lexicon, "parse_html()")
    least = require_confidence(min_confidence, "parse_html")
    text, page = read_page(html, url=url)
    article = parse_article(text, reference=day or page.date, lexicon=lexicon, min_confidence=least)
    return attrs.evolve(article, page=page)


def read_page(html: str | bytes, *, url: str | None = None) -> tuple[str, Page]:
    """Return the text of the article in a page, as ``parse_html`` takes it, and what the page says about it.

    Raises:
        TypeError: *html* is no ``str`` and no ``bytes``.
        ImportError: trafilatura is not installed; the message says what to install.
    """
    if not isinstance(html, str | bytes):
        raise TypeError(f"parse_html() takes the source of a page as str or bytes, not {type(html).__name__}")
    try:
        import trafilatura  # noqa: PLC0415 - an extra, and slow to import
    except ImportError as error:
        raise ImportError("web pages need trafilatura: pip install 'newsparse[html]'") from error
    source = html.translate(_NO_CHARACTERS) if isinstance(html, str) else html
    found: Any = (
        trafilatura.bare_extraction(
            source, url=url, include_comments=False, with_metadata=True, date_extraction_params=_DATES
        )
        if source.strip()
        else None
    )
    if found is None:
        return "", Page(url=url)
    text, title = found.text or "", found.title or None
    page = Page(
        title=title,
        authors=_authors(found.author),
        date=dt.date.fromisoformat(found.date) if found.date else None,
        site=found.sitename or None,
        url=found.url or url,
    )
    # The extractor takes the headline out of the text; the parser can use it.
    return (f"{title}\n\n{text}" if title and text and not _begins_with(text, title) else text), page


def _authors(given: str | None) -> tuple[str, ...]:
    if not given:
        return ()
    byline = parse_byline(given)
    if byline and byline.authors:
        return tuple(author.name for author in byline.authors)
    return tuple(name for part in given.split(";") if (name := part.strip()))


def _begins_with(text: str, title: str) -> bool:
    first = set(_WORD_RE.findall(text.partition("\n")[0].casefold())[:_MOST_WORDS])
    words = set(_WORD_RE.findall(title.casefold())[:_MOST_WORDS])
    return len(first & words) >= _SAME_TITLE * max(len(first | words), 1)
