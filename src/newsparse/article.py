"""Puts everything that is found in one article together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from newsparse.attribution import find_all
from newsparse.errors import require_confidence, require_day, require_text
from newsparse.layout import Layout, lay_out
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.reporting import MIN_CONFIDENCE, report
from newsparse.sources import cast
from newsparse.statements import Statement
from newsparse.types import Article, BoilerplateKind

__all__ = ["parse_article", "parse_together"]


def parse_article(
    text: str,
    *,
    reference: dt.date | str | None = None,
    lexicon: Lexicon = DEFAULT,
    min_confidence: float = MIN_CONFIDENCE,
) -> Article:
    """Return all that can be found in the text of an article.

    Quotes, attributions and sources come from headline, standfirst and body, never from boilerplate.

    Args:
        text: the text, as an extractor or a wire gives it.
        reference: the day the article is from, a ``date``, a ``datetime`` or a string in ISO 8601. Dates without a
            year take theirs from it, and it changes nothing else; without one, a line of the text that says when the
            story was published serves.
        lexicon: the words to go by.
        min_confidence: quotes and attributions that are less likely to be right are left out; 0 returns all.

    Raises:
        TypeError: *text* is no ``str``, *reference* no day, or *min_confidence* no number.
        DataError: *reference* is a string, but no date in ISO 8601.
        ValueError: *min_confidence* is below 0 or above 1.
        ModelError: a model file of the package is missing or damaged.

    >>> article = parse_article("LONDON, March 3 (Reuters) - “We won,” said Ada Lee.")
    >>> article.quotes[0].speaker.name, article.agency.text, article.dateline.place.text
    ('Ada Lee', 'Reuters', 'LONDON')
    """
    require_text(text, "parse_article")
    require_lexicon(lexicon, "parse_article()")
    least = require_confidence(min_confidence, "parse_article")
    return _article(lay_out(text, reference=require_day(reference, "parse_article"), lexicon=lexicon), least)


def parse_together(
    texts: Sequence[tuple[str, dt.date | None]], *, lexicon: Lexicon, min_confidence: float
) -> list[Article]:
    """Return the articles of texts, each with the day it is from: the network reads them together.

    >>> [article] = parse_together([("“We won,” said Ada Lee.", None)], lexicon=DEFAULT, min_confidence=0.0)
    >>> article == parse_article("“We won,” said Ada Lee.", min_confidence=0.0)
    True
    """
    layouts = [lay_out(text, reference=day, lexicon=lexicon) for text, day in texts]
    found = find_all([layout.story for layout in layouts])
    return [_article(layout, min_confidence, own) for layout, own in zip(layouts, found, strict=True)]


def _article(layout: Layout, least: float, found: Sequence[Statement] | None = None) -> Article:
    reported = report(layout, min_confidence=least, found=found)
    furniture, text = layout.furniture, layout.whole.text
    return Article(
        text=text,
        kicker=furniture.kicker,
        headline=furniture.headline,
        standfirst=furniture.standfirst,
        byline=layout.byline,
        dateline=layout.dateline,
        agency=layout.agency,
        timestamps=layout.timestamps,
        captions=furniture.captions,
        body=furniture.body,
        quotes=reported.quotes,
        attributions=reported.attributions,
        boilerplate=layout.boilerplate,
        corrections=tuple(b for b in layout.boilerplate if b.kind is BoilerplateKind.CORRECTION),
        sources=cast(reported.attributions, reported.quotes),
    )
