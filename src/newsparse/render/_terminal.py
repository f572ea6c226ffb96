"""Views for a terminal: the text with its marks in colour, and a summary in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsparse.render._marks import marks_of, pieces, visible
from newsparse.render._statements import cast_name, name_of, statements_of
from newsparse.types import Article, Attribution, AttributionKind, Quote

__all__ = ["summary", "to_terminal"]

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
_SHORT = 100


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
    return "\n".join(["".join(out), "", *_cast_lines(article), *legend, ""])


def summary(article: Article) -> str:
    """Return what was found in an article as lines for a person to read; "" when nothing was."""
    lines = [f"{name:<10} {value}" for name, value in _furniture(article) if value]
    blocks = [
        lines,
        _titled("quotes", [line for quote in article.quotes for line in quote_lines(quote)]),
        _titled(
            "reported",
            [_statement(a) for a in article.attributions if a.kind is AttributionKind.INDIRECT],
        ),
        _titled("sources", list(_cast_lines(article))),
        _titled("not the story", [f"{piece.kind.value}: {_line(piece.text)}" for piece in article.boilerplate]),
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block)


def quote_lines(quote: Quote) -> list[str]:
    """Return a quote as lines: who speaks, then the words."""
    return [f"{_line(name_of(quote.speaker) or '?')}:", f"    {_line(quote.content, 10 * _SHORT)}"]


def _statement(value: Attribution) -> str:
    content = " … ".join(piece.text for piece in value.content)
    return f"{_line(name_of(value.source) or '?')} | {_line(value.cue.text if value.cue else '')} | {_line(content)}"


def _furniture(article: Article) -> Iterator[tuple[str, str]]:
    byline, dateline = article.byline, article.dateline
    for name in ("kicker", "headline", "standfirst"):
        span = getattr(article, name)
        yield name, _line(span.text) if span else ""
    yield "authors", _line(", ".join(author.name for author in byline.authors)) if byline else ""
    yield "dateline", _line(dateline.text) if dateline else ""
    yield "agency", _line(article.agency.text) if article.agency else ""
    for stamp in article.timestamps:
        yield stamp.kind.value, stamp.value.isoformat()


def _cast_lines(article: Article) -> Iterator[str]:
    for member in article.sources:
        role = f", {_line(member.role.text)}" if member.role else ""
        counts = f"{len(member.quotes)} quoted, {len(member.attributions)} attributed"
        yield f"{_line(cast_name(member))} ({member.kind.value}{role}): {counts}"


def _titled(title: str, lines: Iterable[str]) -> list[str]:
    lines = [f"  {line}" for line in lines]
    return [title, *lines] if lines else []


def _line(text: str, width: int = _SHORT) -> str:
    line = visible(" ".join(text.split()), terminal=True)
    return line if len(line) <= width else line[: width - 1] + "…"


def _styled(text: str, codes: str) -> str:
    return f"\x1b[{codes}m{text}\x1b[0m" if codes else text
