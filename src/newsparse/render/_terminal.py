"""The view for a terminal: the text with its marks in colour."""

from __future__ import annotations

from newsparse.render._marks import marks_of, pieces, visible
from newsparse.render._statements import statements_of
from newsparse.render._summary import cast_lines
from newsparse.types import Article

__all__ = ["to_terminal"]

# Select Graphic Rendition; the sixteen basic colours follow the reader's own theme.
_STYLES = {
    "boilerplate": "2;9",
    "caption": "2",
    "headline": "1",
    "byline": "4",
    "dateline": "4",
    "timestamp": "4",
    "indirect": "4",
    "quote": "33",
    "cue": "35",
    "source": "1;36",
}


def to_terminal(article: Article, *, color: bool = True) -> str:
    """Return the text of an article with quotes, sources, cues and boilerplate in colour, and the list of sources.

    Args:
        article: the article.
        color: whether to write the codes for colours.

    Control characters in the text are shown as signs: no article moves the cursor or hides a line.
    """
    statements = statements_of(article)
    out = []
    for piece in pieces(len(article.text), marks_of(article, statements)):
        shown = visible(article.text[piece.start : piece.end], terminal=True)
        codes = ";".join(code for kind, code in _STYLES.items() if kind in piece.kinds)
        out.append(_styled(shown, codes) if color else shown)
    legend = ["", "  ".join(_styled(kind, code) for kind, code in _STYLES.items())] if color else []
    return "\n".join(["".join(out), "", *cast_lines(article), *legend, ""])


def _styled(text: str, codes: str) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if codes else text
