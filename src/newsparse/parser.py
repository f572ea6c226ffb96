"""``Parser``: the public functions with a lexicon of one's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from newsparse.article import parse_article
from newsparse.boilerplate import OffsetMap, extract_boilerplate, strip_boilerplate, strip_with_map
from newsparse.bylines import extract_byline, parse_byline
from newsparse.datelines import extract_dateline, parse_dateline
from newsparse.errors import require_confidence
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.locate import Location, locate_quote
from newsparse.pages import parse_html
from newsparse.reporting import MIN_CONFIDENCE, extract_attributions, extract_quotes
from newsparse.timestamps import extract_timestamps
from newsparse.types import Article, Attribution, Boilerplate, Byline, Dateline, Quote, Timestamp

__all__ = ["Parser"]


def _lexicon(given: Lexicon) -> Lexicon:
    return require_lexicon(given, "Parser()")


def _least(given: float) -> float:
    return require_confidence(given, "Parser")


@attrs.frozen
class Parser:
    """The functions of the package as methods, with settings of your own.

    Args:
        lexicon: the words to go by.
        min_confidence: quotes and attributions that are less likely to be right are left out; 0 returns all.

    Raises:
        TypeError: *lexicon* is no ``Lexicon``, the message says how to build one; or *min_confidence* no number.
        ValueError: *min_confidence* is below 0 or above 1.

    A parser is frozen, compares by value, can be pickled, and may be shared between threads.

    >>> from newsparse import Lexicon
    >>> parser = Parser(lexicon=Lexicon(added={"reporting_verbs.verbs": ["harrumph"]}))
    >>> parser.extract_quotes("“We will see about that,” harrumphed Ada Lee.")[0].speaker.text
    'Ada Lee'
    """

    lexicon: Lexicon = attrs.field(default=DEFAULT, converter=_lexicon)
    min_confidence: float = attrs.field(default=MIN_CONFIDENCE, converter=_least)

    def parse_article(self, text: str, *, reference: dt.date | str | None = None) -> Article:
        """See ``newsparse.parse_article``."""
        return parse_article(text, reference=reference, lexicon=self.lexicon, min_confidence=self.min_confidence)

    def parse_html(
        self, html: str | bytes, *, url: str | None = None, reference: dt.date | str | None = None
    ) -> Article:
        """See ``newsparse.parse_html``."""
        return parse_html(html, url=url, reference=reference, lexicon=self.lexicon, min_confidence=self.min_confidence)

    def extract_quotes(self, text: str) -> list[Quote]:
        """See ``newsparse.extract_quotes``."""
        return extract_quotes(text, lexicon=self.lexicon, min_confidence=self.min_confidence)

    def extract_attributions(self, text: str) -> list[Attribution]:
        """See ``newsparse.extract_attributions``."""
        return extract_attributions(text, lexicon=self.lexicon, min_confidence=self.min_confidence)

    def locate_quote(self, text: str, quote: str, *, quotes: Sequence[Quote] | None = None) -> Location | None:
        """See ``newsparse.locate_quote``."""
        return locate_quote(text, quote, quotes=quotes, lexicon=self.lexicon)

    def extract_dateline(self, text: str, *, reference: dt.date | str | None = None) -> Dateline | None:
        """See ``newsparse.extract_dateline``."""
        return extract_dateline(text, reference=reference, lexicon=self.lexicon)

    def parse_dateline(self, line: str, *, reference: dt.date | str | None = None) -> Dateline | None:
        """See ``newsparse.parse_dateline``."""
        return parse_dateline(line, reference=reference, lexicon=self.lexicon)

    def extract_byline(self, text: str) -> Byline | None:
        """See ``newsparse.extract_byline``."""
        return extract_byline(text, lexicon=self.lexicon)

    def parse_byline(self, line: str) -> Byline | None:
        """See ``newsparse.parse_byline``."""
        return parse_byline(line, lexicon=self.lexicon)

    def extract_timestamps(self, text: str, *, reference: dt.date | str | None = None) -> list[Timestamp]:
        """See ``newsparse.extract_timestamps``."""
        return extract_timestamps(text, reference=reference, lexicon=self.lexicon)

    def extract_boilerplate(self, text: str) -> list[Boilerplate]:
        """See ``newsparse.extract_boilerplate``."""
        return extract_boilerplate(text, lexicon=self.lexicon)

    def strip_boilerplate(self, text: str) -> str:
        """See ``newsparse.strip_boilerplate``."""
        return strip_boilerplate(text, lexicon=self.lexicon)

    def strip_with_map(self, text: str) -> tuple[str, OffsetMap]:
        """See ``newsparse.strip_with_map``."""
        return strip_with_map(text, lexicon=self.lexicon)
