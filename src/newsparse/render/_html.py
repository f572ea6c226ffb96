"""The HTML view: one page without scripts, external files or images.

What belongs together is found by the style sheet alone (``:has``), so a page that is open to any text needs no code
that could be made to run something, and forbids scripts by its content security policy.
"""

from __future__ import annotations

import functools
import hashlib
import html
from collections.abc import Iterable, Sequence
from importlib import resources

from newsparse.render._marks import Statement, cast_name, marks_of, name_of, pieces, statements_of, visible
from newsparse.types import Article, CastMember

__all__ = ["to_fragment", "to_html"]

_MOST_TIED = 500  # rules of the style sheet; a browser slows down with thousands, and no reader hovers over them
_LEGEND = (
    ("quote", "speech in quotation marks"),
    ("indirect", "reported in other words"),
    ("source", "who is cited"),
    ("cue", "the words that say so"),
    ("furniture", "headline, byline, dateline"),
    ("boilerplate", "not the story"),
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def to_html(article: Article) -> str:
    """Return a page that shows an article and all that was found in it.

    Quotes, sources, cues, indirect speech, furniture and boilerplate are marked in the text. A number behind each
    statement leads to its source, and the list of sources back to what it said; hovering over one of them or moving
    to it with the keyboard marks all that belongs together. The page needs no network, runs no script, follows the
    reader's choice of dark and light, and prints.

    >>> import newsparse
    >>> page = to_html(newsparse.parse_article("“<b>We won</b>,” said Ada Lee."))
    >>> page[:15], "<b>" in page, "&lt;b&gt;We won" in page
    ('<!DOCTYPE html>', False, True)
    """
    title = " ".join(article.headline.text.split()) if article.headline else "Article"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_escape(title)} – newsparse</title>\n"
        "<style>html, body { margin: 0; } body { background: #ffffff; }\n"
        "@media screen and (prefers-color-scheme: dark) { body { background: #15171a; } }</style>\n"
        f"</head>\n<body>\n<main>\n{to_fragment(article)}\n</main>\n</body>\n</html>\n"
    )


def to_fragment(article: Article) -> str:
    """Return the same view as a piece of HTML with its own style, for a notebook or a page of your own."""
    statements = statements_of(article)
    # Several articles may stand on one page: what refers to an element names its article.
    key = "np-" + hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return (
        f'<div class="newsparse" id="{key}">\n'
        f"<style>{_style()}{_ties(key, len(statements))}</style>\n"
        f"{_legend()}\n"
        f'<article aria-label="Text"><div class="text">{_text(article, statements, key)}</div></article>\n'
        f"<aside>{_cast(article.sources, statements, key)}{_details(article)}</aside>\n"
        "</div>"
    )


@functools.cache
def _style() -> str:
    return (resources.files("newsparse.render") / "style.css").read_text(encoding="utf-8")


def _escape(text: str) -> str:
    # A carriage return would become a line feed, and offsets in the page would no longer be those of the text.
    return html.escape(visible(text)).replace("\r", "&#13;")


def _ties(key: str, count: int) -> str:
    tied = [f"#{key}:has(.g{n}:is(:hover,:focus,:focus-within)) .g{n}" for n in range(min(count, _MOST_TIED))]
    if not tied:
        return ""
    bubbles = ",\n".join(f"{selector}.ref::after" for selector in tied)
    return (
        ",\n".join(tied)
        + " { background: var(--hit) !important; box-shadow: 0 0 0 2px var(--hit); }\n"
        + bubbles
        + " { content: attr(data-by);"
        " position: absolute; bottom: 1.4em; inset-inline-start: 0; z-index: 1; white-space: nowrap; max-width: 16rem;"
        " overflow: hidden; text-overflow: ellipsis; padding: .3em .5em; border-radius: 3px;"
        " color: var(--back); background: var(--text); }\n"
    )


def _legend() -> str:
    items = "".join(f'<li><span class="{kind}">{kind}</span> {meaning}</li>' for kind, meaning in _LEGEND)
    return f'<nav class="legend" aria-label="Legend"><ul>{items}</ul></nav>'


def _text(article: Article, statements: Sequence[Statement], key: str) -> str:
    ending: dict[int, list[int]] = {}
    for group, statement in enumerate(statements):
        ending.setdefault(statement.end, []).append(group)
    out = []
    for piece in pieces(len(article.text), marks_of(article, statements)):
        shown = _escape(article.text[piece.start : piece.end])
        names = " ".join([*piece.kinds, *(f"g{group}" for group in piece.groups)])
        tag = "mark" if "quote" in piece.kinds else "span"
        out.append(f'<{tag} class="{names}">{shown}</{tag}>' if names else shown)
        out += [_reference(group, statements[group], key) for group in ending.get(piece.end, ())]
    return "".join(out)


def _reference(group: int, statement: Statement, key: str) -> str:
    # An empty link whose number is drawn by the style sheet: the text of the page stays the text of the article.
    name = name_of(statement.source)
    label = (
        f"{'quote' if statement.is_quote else 'statement'} {group + 1}, {f'by {name}' if name else 'source unknown'}"
    )
    target = f"{key}-s{statement.member}" if statement.member is not None else f"{key}-r{group}"
    return (
        f'<a class="ref g{group}" id="{key}-r{group}" href="#{target}" data-number="{group + 1}"'
        f' data-by="{_escape(name or "source unknown")}" aria-label="{_escape(label)}"></a>'
    )


def _cast(members: Iterable[CastMember], statements: Sequence[Statement], key: str) -> str:
    own: dict[int, list[int]] = {}
    for group, statement in enumerate(statements):
        if statement.member is not None:
            own.setdefault(statement.member, []).append(group)
    items = [_member(number, member, own.get(number, []), key) for number, member in enumerate(members)]
    if not items:
        return "<h2>Sources</h2><p>None found.</p>"
    return f'<h2 id="{key}-cast">Sources</h2><ul aria-labelledby="{key}-cast">{"".join(items)}</ul>'


def _member(number: int, member: CastMember, groups: Sequence[int], key: str) -> str:
    about = [member.kind.value, *(span.text for span in (member.role, member.affiliation, member.reason) if span)]
    if member.count and member.count > 1:
        about.insert(1, f"{member.count} of them")
    counts = f"{_count(len(member.quotes), 'quote')}, {_count(len(member.attributions), 'attribution')}"
    links = "".join(
        f'<a class="g{group}" href="#{key}-r{group}" aria-label="go to statement {group + 1}">{group + 1}</a> '
        for group in groups
    )
    return (
        f'<li class="member {" ".join(f"g{group}" for group in groups)}" id="{key}-s{number}">'
        f'<p class="name"><bdi>{_escape(cast_name(member))}</bdi></p>'
        f'<p class="about"><bdi>{_escape(" · ".join(about))}</bdi></p><p>{counts}</p>'
        f'<p class="links">{links}</p></li>'
    )


def _details(article: Article) -> str:
    byline, dateline = article.byline, article.dateline
    known = {
        "authors": ", ".join(author.name for author in byline.authors) if byline else "",
        "dateline": dateline.place.text if dateline and dateline.place else "",
        "filed": dateline.date.isoformat() if dateline and dateline.date else "",
        "agency": article.agency.text if article.agency else "",
    } | {stamp.kind.value: str(stamp.value) for stamp in article.timestamps}
    rows = "".join(f"<dt>{name}</dt><dd><bdi>{_escape(value)}</bdi></dd>" for name, value in known.items() if value)
    return f"<dl>{rows}</dl>" if rows else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
