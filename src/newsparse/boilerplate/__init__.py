"""Boilerplate: the lines of a news page that are not the story, each with what it is there for.

A linear-chain CRF weighs what every line shows: patterns by kind (lexicon ``boilerplate``), words that such lines are
made of, length, case and punctuation, place in the text, and neighbours. Patterns that users add decide by
themselves, and so do those of ``boilerplate.deciding``: heads and tails of databases, ends of wires.
Grounds, figures and known misses: ``docs/explanation/boilerplate.md``.
"""

from __future__ import annotations

from newsparse.boilerplate._label import LabelledLine, label_lines
from newsparse.boilerplate._strip import OffsetMap, strip
from newsparse.document import cut
from newsparse.errors import require_text
from newsparse.lexicon import DEFAULT, Lexicon, require_lexicon
from newsparse.types import Boilerplate

__all__ = [
    "LabelledLine",
    "OffsetMap",
    "boilerplate_of",
    "extract_boilerplate",
    "label_lines",
    "strip_boilerplate",
    "strip_with_map",
]


def boilerplate_of(text: str, lines: list[LabelledLine]) -> list[Boilerplate]:
    """Return the boilerplate among labelled lines, in order."""
    return [Boilerplate.of(text, *line.span, kind=line.kind) for line in lines if line.kind]


def extract_boilerplate(text: str, *, lexicon: Lexicon = DEFAULT) -> list[Boilerplate]:
    r"""Return the lines that are not the story: credits, prompts, links, notes, copyright, advertisements.

    A span is a whole line, or the part of one where a footer is glued to the last sentence of a paragraph. Headlines,
    bylines, datelines and captions are no boilerplate.

    Args:
        text: the text of an article, as an extractor gives it.
        lexicon: the words and patterns to go by; its own ``boilerplate.patterns`` decide, whatever the model says.

    Returns:
        The spans in order, each with its ``kind``; an empty list when nothing but the story is there.

    Raises:
        TypeError: *text* is no ``str``.
        ModelError: the model file of the package is missing or damaged.

    >>> extract_boilerplate("The river rose again on Monday.\n\nSign up for our daily newsletter")
    [Boilerplate('Sign up for our daily newsletter' @33:65 newsletter)]
    """
    require_text(text, "extract_boilerplate")
    require_lexicon(lexicon, "extract_boilerplate()")
    return boilerplate_of(text, label_lines(cut(text, lexicon=lexicon)))


def strip_boilerplate(text: str, *, lexicon: Lexicon = DEFAULT) -> str:
    r"""Return the text without its boilerplate.

    Paragraphs stay apart as they were. What is taken out may show that its neighbours are boilerplate too, so this is
    repeated until ``extract_boilerplate`` finds nothing: to strip twice is to strip once.

    Args:
        text: the text of an article, as an extractor gives it.
        lexicon: the words and patterns to go by.

    Returns:
        The text that is left; ``""`` when all of it is boilerplate.

    Raises:
        TypeError: *text* is no ``str``.
        ModelError: the model file of the package is missing or damaged.

    >>> strip_boilerplate("The river rose again on Monday.\n\nSign up for our daily newsletter")
    'The river rose again on Monday.'
    """
    require_text(text, "strip_boilerplate")
    require_lexicon(lexicon, "strip_boilerplate()")
    return strip(text, lexicon)[0]


def strip_with_map(text: str, *, lexicon: Lexicon = DEFAULT) -> tuple[str, OffsetMap]:
    r"""Return the text without its boilerplate, and the way from its offsets back to those of *text*.

    Args:
        text: the text of an article, as an extractor gives it.
        lexicon: the words and patterns to go by.

    Returns:
        What ``strip_boilerplate`` returns, and an ``OffsetMap``.

    Raises:
        TypeError: *text* is no ``str``.
        ModelError: the model file of the package is missing or damaged.

    >>> text = "Advertisement\n\nThe river rose again on Monday."
    >>> stripped, offsets = strip_with_map(text)
    >>> start, end = offsets.original(4, 9)
    >>> stripped[4:9], text[start:end]
    ('river', 'river')
    """
    require_text(text, "strip_with_map")
    require_lexicon(lexicon, "strip_with_map()")
    return strip(text, lexicon)
