"""Bylines and credits: who wrote a story, for whom, from where, and who helped.

A line is cut into tokens (``_tokens``), runs of tokens are read in every way that has some evidence (``_people``,
``_bodies``), the row of readings with the most evidence wins (``_grammar``), and values are built from it
(``_build``). In an article the lines to read are found first (``_find``, ``_bare``).
"""

from __future__ import annotations

from newsparse.bylines._build import read
from newsparse.bylines._find import find_byline, find_credits
from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.types import Byline

__all__ = ["extract_byline", "extract_credits", "parse_byline"]

_LONGEST = 10_000  # five hundred names; what is longer is no byline


def parse_byline(line: str, *, lexicon: Lexicon = DEFAULT) -> Byline | None:
    """Read a string that is a byline: people with role, house, place and address, bodies, helpers.

    The string may hold line breaks, words glued together by an extractor ("By Ada MooreStaff Writer"), dates and share
    labels around the names. Names in capitals are given in normal case; titles and degrees are left out of ``name``.
    Words are judged by the lexicon and by the words around them, not by a list of forms; the page "Bylines" of the
    docs tells the rules and the known misses.

    Args:
        line: the byline; of more than 10,000 characters the first 10,000 are read.
        lexicon: the words in use.

    Returns:
        The byline, its span from "By", or the first name with its role, to the last name, role, body or address;
        ``None`` when the string is no byline ("By 2016 Russians who …", a sentence, sixty capitals in a row, nothing).

    Raises:
        TypeError: *line* is no ``str``.

    >>> byline = parse_byline("By ADA MOORE in Cairo and Tom O'Neill, Associated Press; photos by Kim Lund")
    >>> [(author.name, author.location and author.location.name) for author in byline.authors]
    [('Ada Moore', 'Cairo'), ("Tom O'Neill", None)]
    >>> byline.authors[1].organization.name, [(helper.name, helper.part) for helper in byline.contributors]
    ('Associated Press', [('Kim Lund', 'photography')])
    >>> parse_byline("By Monday, the river had fallen.") is None
    True
    """
    require_text(line, "parse_byline")
    require_lexicon(lexicon, "parse_byline()")
    reading = read(line, 0, min(len(line), _LONGEST), lexicon)
    return reading.byline if reading else None


def extract_byline(text: str, *, lexicon: Lexicon = DEFAULT) -> Byline | None:
    r"""Find the byline of an article.

    It is looked for on the lines above the story: after "By" or another lead, else as a name on a line of its own that
    a date, a role or share buttons beside it vouch for. Role and handle lines below belong to the author. People whom a
    credit at the end names ("Additional reporting by …") are contributors; where nothing stands above the story, the
    credit itself is the byline.

    Args:
        text: the article, with or without headline, captions, buttons; line breaks matter.
        lexicon: the words in use.

    Returns:
        The byline, or ``None`` when there is none. The span does not reach to the credits.

    Raises:
        TypeError: *text* is no ``str``.

    >>> text = "Bridge to close\nAda Moore\nStaff Writer\nMarch 3, 2021\nThe old bridge will close, the county said."
    >>> byline = extract_byline(text)
    >>> byline, byline.authors[0].role.name
    (Byline('Ada Moore Staff Writer' @16:38), 'Staff Writer')
    """
    require_text(text, "extract_byline")
    require_lexicon(lexicon, "extract_byline()")
    return find_byline(text, lexicon)


def extract_credits(text: str, *, lexicon: Lexicon = DEFAULT) -> list[Byline]:
    r"""Find the credits that stand below a story: "(Reporting by …; Editing by …)", "… contributed to this report".

    Args:
        text: the article; its last twelve lines are read.
        lexicon: the words in use.

    Returns:
        Each credit as a byline of its own, in order; empty when there is none.

    Raises:
        TypeError: *text* is no ``str``.

    >>> credit, = extract_credits("…\n(Reporting by Ada Moore; Editing by Kim Lund)")
    >>> credit.authors[0].name, credit.contributors[0].name, credit.contributors[0].part
    ('Ada Moore', 'Kim Lund', 'editing')
    """
    require_text(text, "extract_credits")
    return find_credits(text, lexicon)
