"""The HTML view: one page without scripts, external files or images.

What belongs together is found by the style sheet alone (``:has``), so a page that is open to any text needs no code
that could be made to run something, and forbids scripts by its content security policy.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from importlib import resources

from newsparse.render._aside import cast_list, details, escape, look_of, numbers
from newsparse.render._marks import Highlight, Segment, marks_of, pieces, visible
from newsparse.render._statements import UNSURE, ShownStatement, initials_of, letters_of, name_of, statements_of, who
from newsparse.types import Article

__all__ = ["title_of", "to_fragment", "to_html"]

_MOST_TIED = 500  # rules of the style sheet; a browser slows down with thousands, and no reader hovers over them
_LONGEST_TITLE = 80
_LEGEND = (
    ("quote c0", "quote", "speech in quotation marks"),
    ("indirect c0", "reported", "in other words"),
    ("source c0", "source", "who is cited"),
    ("key c0", "1 AB ‹ CD", "said by AB, through CD; dashed: not named"),
    ("cue", "cue", "the words that say so"),
    ("reason", "reason", "why a source is not named"),
    ("byline", "furniture", "byline, date, dateline"),
    ("boilerplate", "boilerplate", "not the story"),
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def to_html(article: Article) -> str:
    """Return a page that shows an article and all that was found in it.

    Each source has a colour and letters of its own, which stand behind all that it says, with whom it came through
    ("FO through AX"). Moving to a statement or to an entry of the list of sources, with the pointer or the keyboard,
    marks all that belongs together. What is doubtful is faded; a switch shows it as the rest, or not at all.
    The page needs no network, runs no script, follows the reader's choice of dark and light, and prints.

    >>> import newsparse
    >>> page = to_html(newsparse.parse_article("“<b>We won</b>,” said Ada Lee."))
    >>> page[:15], "<b>" in page, "&lt;b&gt;We won" in page
    ('<!DOCTYPE html>', False, True)
    """
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title_of(article))} – newsparse</title>\n"
        "<style>:root { color-scheme: light dark; } html, body { margin: 0; }\n"
        "body { background: light-dark(#ffffff, #15171a); }\n"
        "@media print { :root { color-scheme: light; } }</style>\n"
        f"</head>\n<body>\n<main>\n{to_fragment(article)}\n</main>\n</body>\n</html>\n"
    )


def to_fragment(article: Article) -> str:
    """Return the same view as a piece of HTML with its own style, for a notebook or a page of your own."""
    statements = statements_of(article)
    letters = initials_of(article.sources)
    # Several articles may stand on one page: what refers to an element names its article.
    key = "np-" + hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    # HTML drops a line break right behind <pre>, so one is given to it.
    return (
        f'<div class="newsparse" id="{key}">\n'
        f"<style>{_style()}{_ties(key, len(statements))}</style>\n"
        f'<p class="numbers">{escape(numbers(article))}</p>\n{_legend()}\n{_switch(key, statements)}'
        '<div class="columns">\n'
        f'<article aria-label="Text"><pre class="text">\n{_text(article, statements, letters, key)}</pre></article>\n'
        f'<aside aria-label="Sources">{cast_list(article, statements, letters, key)}{details(article)}</aside>\n'
        "</div>\n</div>"
    )


@functools.cache
def _style() -> str:
    return (resources.files("newsparse.render") / "style.css").read_text(encoding="utf-8")


def title_of(article: Article) -> str:
    """Return the headline of an article, or how it begins."""
    first = article.headline or next(iter(article.body), None)
    title = visible(" ".join((first.text if first else article.text[:_LONGEST_TITLE]).split()), terminal=True)
    return (title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…") or "Article"


def _ties(key: str, count: int) -> str:
    tied = [f"#{key}:has(.g{n}:is(:hover,:focus,:focus-within)) .g{n}" for n in range(min(count, _MOST_TIED))]
    if not tied:
        return ""
    return (
        ",\n".join(tied)
        + " { --tint: var(--hit); background: var(--hit) !important; box-shadow: 0 0 0 2px var(--hit); }\n"
        + ",\n".join(f"{selector}.ref::after" for selector in tied)
        + " { content: attr(data-who); }\n"
    )


def _legend() -> str:
    items = "".join(f'<li><span class="{kind}">{name}</span> {meaning}</li>' for kind, name, meaning in _LEGEND)
    return f'<nav class="legend" aria-label="Legend"><ul>{items}</ul></nav>'


def _switch(key: str, statements: Sequence[ShownStatement]) -> str:
    unsure = sum(statement.confidence < UNSURE for statement in statements)
    if not unsure:
        return ""
    choices = "".join(
        f'<label><input type="radio" class="{name}" name="{key}"{" checked" if name == "faded" else ""}> {text}</label>'
        for name, text in (("faded", "faded"), ("alike", "as the rest"), ("hidden", "not at all"))
    )
    return f'<fieldset class="switch"><legend>Show the {unsure} doubtful</legend> {choices}</fieldset>\n'


def _text(article: Article, statements: Sequence[ShownStatement], letters: Sequence[str], key: str) -> str:
    looks = [look_of(number, member) for number, member in enumerate(article.sources)]
    before: dict[int, str] = {}
    for label, spans in (("caption", article.captions), (None, article.boilerplate)):
        for span in spans:
            before[span.start] = f'<span class="label" data-label="{label or getattr(span, "kind", "")}"></span>'
    behind: dict[int, list[int]] = {}
    for group, statement in enumerate(statements):
        behind.setdefault(statement.end, []).append(group)
    out = []
    for piece in pieces(len(article.text), marks_of(article, statements), [*before, *behind]):
        out += [before.get(piece.start, ""), _piece(article.text, piece, looks)]
        out += [_reference(g, statements[g], letters, looks, key) for g in behind.pop(piece.end, ())]
    left = [g for groups in behind.values() for g in groups]  # at the start of the text, where no piece ends
    return "".join([*(_reference(g, statements[g], letters, looks, key) for g in left), *out])


def _piece(text: str, piece: Segment, looks: Sequence[str]) -> str:
    shown = escape(text[piece.start : piece.end])
    # A carriage return would be read as a line break: its sign stands for it, unseen before a line feed.
    if "␍" in shown:
        shown = f"{shown}{text[piece.end : piece.end + 1]}".replace("␍\n", '<span class="cr">␍</span>\n')
        shown = shown[: len(shown) - (piece.end < len(text))]
    for mark in reversed(piece.marks):
        tag = "mark" if mark.kind == "quote" else "span"
        names = [mark.kind, *(f"g{group}" for group in mark.groups), *_look(mark, looks)]
        shown = f'<{tag} class="{" ".join(names)}">{shown}</{tag}>'
    return shown


def _look(what: Highlight | ShownStatement, looks: Sequence[str]) -> list[str]:
    names = [looks[what.member]] if what.member is not None else []
    return [*names, "unsure"] if what.confidence < UNSURE else names


def _reference(group: int, statement: ShownStatement, letters: Sequence[str], looks: Sequence[str], key: str) -> str:
    # An empty link whose letters are drawn by the style sheet: the text of the page stays the text of the article.
    unsure = statement.confidence < UNSURE
    chain = zip((statement.source, *statement.via), (statement.member, *statement.passed), strict=True)
    shown = " ‹ ".join(letters_of(name_of(s) or "") if n is None else letters[n] for s, n in chain)
    shown = shown if statement.source else "?"
    shown = f"{group + 1} {shown}{'?' if unsure and statement.source else ''}"
    by = f"by {who(statement)}" if statement.source else who(statement)
    label = f"{'quote' if statement.is_quote else 'statement'} {group + 1}, {by}{', doubtful' if unsure else ''}"
    target = f"{key}-s{statement.member}" if statement.member is not None else f"{key}-r{group}"
    return (
        f'<a class="{" ".join(["ref", f"g{group}", *_look(statement, looks)])}" id="{key}-r{group}" href="#{target}"'
        f' data-by="{escape(shown)}" data-who="{escape(who(statement))}" aria-label="{escape(label)}"></a>'
    )
