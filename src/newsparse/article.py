"""Puts everything that is found in one article together."""

from __future__ import annotations

import datetime as dt

from newsparse.errors import require_text
from newsparse.layout import lay_out
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.reporting import report
from newsparse.sources import cast
from newsparse.types import Article, BoilerplateKind

__all__ = ["parse_article"]


def parse_article(text: str, *, reference: dt.date | None = None, lexicon: Lexicon = DEFAULT) -> Article:
    """Return all that can be found in the text of an article.

    Quotes, attributions and sources come from headline, standfirst and body, never from boilerplate.

    Args:
        text: the text, as an extractor or a wire gives it.
        reference: the day the article is from; dates without a year take theirs from it.
        lexicon: the words to go by.

    Raises:
        TypeError: *text* is no ``str``.
        ModelError: a model file of the package is missing or damaged.

    >>> article = parse_article("LONDON, March 3 (Reuters) - “We won,” said Ada Lee.")
    >>> article.quotes[0].speaker.name, article.agency.text, article.dateline.place.text
    ('Ada Lee', 'Reuters', 'LONDON')
    """
    require_text(text, "parse_article")
    layout = lay_out(text, reference=reference, lexicon=lexicon)
    reported = report(layout, lexicon)
    furniture = layout.furniture
    return Article(
        text=text,
        kicker=furniture.kicker,
        headline=furniture.headline,
        standfirst=furniture.standfirst,
        byline=layout.byline,
        dateline=layout.dateline,
        agency=layout.agency,
        timestamps=layout.timestamps,
        body=furniture.body,
        quotes=reported.quotes,
        attributions=reported.attributions,
        boilerplate=layout.boilerplate,
        corrections=tuple(b for b in layout.boilerplate if b.kind is BoilerplateKind.CORRECTION),
        sources=cast(reported.attributions, reported.quotes),
    )
