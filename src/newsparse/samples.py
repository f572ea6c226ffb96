"""An article to try the functions on."""

from __future__ import annotations

from importlib import resources

__all__ = ["sample"]


def sample() -> str:
    """Return the text of a short article that comes with the package, made up for trying things out.

    It has what news articles have: headline, byline, dateline, quotes, reported speech, a report, officials without a
    name, another outlet that passes on what it was told, a credit, and a line that is not the story.

    >>> import newsparse
    >>> article = newsparse.parse_article(newsparse.sample())
    >>> article.headline.text, len(article.quotes)
    ('Harbor Bay to close its old ferry terminal', 3)
    """
    return (resources.files("newsparse") / "sample.txt").read_text(encoding="utf-8")
