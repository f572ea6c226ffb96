"""Finds a given quote in a text: is it really there, where, and how exactly.

Words are compared, in order; what may differ is print: case, marks, dashes, spaces, stops, an ellipsis or brackets that
the quote shows, and what stands between the stretches of a quote (a reporting clause, the end of a paragraph). A quote
with one other word is not found. Words are searched as one string (``_words``, ``_search``), so time is proportional to
both texts; then what differs is told (``_print``).
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

import attrs

from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.locate._search import CUT_RE, QuoteSearch
from newsparse.locate._values import Difference, Location
from newsparse.locate._words import WordString
from newsparse.reporting import extract_quotes
from newsparse.segment import Range
from newsparse.types import Quote, Span

__all__ = ["Difference", "Location", "locate_quote"]


def locate_quote(
    text: str, quote: str, *, quotes: Sequence[Quote] | None = None, lexicon: Lexicon = DEFAULT
) -> Location | None:
    r"""Return where a given quote stands in a text, how exactly it matches, and who says it there.

    Every word has to be there, in order; what may differ in print is in ``Location.differences``. Speech in marks goes
    before other words, then fewer differences count, then the first place.

    Args:
        text: the text of an article.
        quote: the words to look for, with their marks or without.
        quotes: the quotes of the text, where they are known (``article.quotes``); else they are looked for.
        lexicon: the words to go by.

    Returns:
        The place; ``None`` where a word is another one, or the quote has no words.

    Raises:
        TypeError: *text* or *quote* is no ``str``.

    >>> text = "“We won by a mile,” said Ada Lee. “Nobody’s surprised.”"
    >>> locate_quote(text, "we won by a mile")
    Location('We won by a mile' @1:17 case)
    >>> found = locate_quote(text, '"We won by a mile. Nobody\'s surprised."')
    >>> found.speaker.name, [part.text for part in found.parts], [str(d) for d in found.differences]
    ('Ada Lee', ['We won by a mile', 'Nobody’s surprised'], ['marks', 'clause'])
    >>> locate_quote(text, "We won by two miles") is None
    True

    .. versionadded:: 0.1.0
    """
    require_text(text, "locate_quote")
    require_text(quote, "locate_quote")
    require_lexicon(lexicon, "locate_quote()")
    wanted = WordString.of(quote)
    inserts = [match.span() for match in CUT_RE.finditer(quote) if match["insert"] or match["sic"]]
    words = WordString.of(text)
    needed = {
        word for (start, end), word in zip(wanted.spans, wanted.bare, strict=True) if not _lies_in(inserts, start, end)
    }
    if not wanted.bare or not needed <= set(words.bare):
        return None
    known = extract_quotes(text, lexicon=lexicon) if quotes is None else quotes
    search = QuoteSearch(words, wanted, known)
    found = [search.location(runs) for runs in search.places()]
    if not found:
        return None
    best = min(found, key=_rank)
    others = tuple(Span.of(text, f.start, f.end) for f in found if f is not best and _rank(f) == _rank(best))
    return attrs.evolve(best, others=others)


def _lies_in(ranges: Sequence[Range], start: int, end: int) -> bool:
    """Tell whether a stretch lies in one of some ranges, which are in order and apart."""
    number = bisect.bisect(ranges, start, key=lambda r: r[0]) - 1
    return number >= 0 and end <= ranges[number][1]


def _rank(location: Location) -> tuple[bool, int]:
    return not location.quotes, len(location.differences)
