"""What stands beside and above the text: the numbers, the cast of sources, who wrote it and when."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence

from newsparse.render._marks import visible
from newsparse.render._statements import UNSURE, ShownStatement, cast_name, is_unnamed, name_of, statements_of
from newsparse.types import Article, CastMember, Quote, SourceKind

__all__ = ["cast_list", "details", "escape", "look_of", "numbers"]

_COLOURS = 8


def numbers(article: Article) -> str:
    """Return how much was found: "2 quotes, 9 words quoted · 1 statement · 1 source named, 1 not".

    >>> import newsparse
    >>> numbers(newsparse.parse_article("“We won,” said Ada Lee. Two officials said the harbour had to close."))
    '1 quote, 2 words quoted · 1 statement in other words · 1 source named, 1 unnamed'
    """
    statements = statements_of(article)
    quotes = [s for s in statements if s.is_quote]
    groups = sum(member.kind is SourceKind.GROUP for member in article.sources)
    unnamed = sum(is_unnamed(member) for member in article.sources) - groups
    reasons = sum(member.reason is not None for member in article.sources)
    named = len(article.sources) - unnamed - groups
    found = [
        f"{_count(len(quotes), 'quote')}, {_count(_words(article.quotes), 'word')} quoted",
        f"{_count(len(statements) - len(quotes), 'statement')} in other words",
        f"{_count(named, 'source')} named, {unnamed} unnamed"
        + (f", {reasons} with a reason" if reasons else "")
        + (f", {_count(groups, 'group')}" if groups else ""),
    ]
    return " · ".join(found)


def cast_list(article: Article, statements: Sequence[ShownStatement], letters: Sequence[str], key: str) -> str:
    """Return the sources, each with its letters, what the story says of it, and links to what it says."""
    own: dict[int, dict[int, ShownStatement]] = {}
    for group, statement in enumerate(statements):
        if statement.member is not None:
            own.setdefault(statement.member, {})[group] = statement
    if not article.sources:
        return "<h2>Sources</h2><p>None found.</p>"
    items = "".join(
        _member(member, letters[number], f"{key}-s{number}", look_of(number, member), own.get(number, {}))
        for number, member in enumerate(article.sources)
    )
    return f'<h2 id="{key}-cast">Sources</h2><ul aria-labelledby="{key}-cast">{items}</ul>'


def look_of(number: int, member: CastMember) -> str:
    """Return the classes of a source: its colour, and whether the story names it."""
    return f"c{number % _COLOURS}{' unnamed' if is_unnamed(member) else ''}"


def _member(member: CastMember, letters: str, place: str, colour: str, said: Mapping[int, ShownStatement]) -> str:
    key = place.rpartition("-")[0]
    about = "".join(
        f"<dt>{name}</dt><dd><bdi>{escape(text)}</bdi></dd>" for name, text in _about(member, said.values())
    )
    quotes = [statement.value for statement in said.values() if isinstance(statement.value, Quote)]
    counts = [_count(len(quotes), "quote"), f"{_count(_words(quotes), 'word')} quoted"] if quotes else []
    counts += [_count(len(said) - len(quotes), "statement")] if len(said) > len(quotes) else []
    links = " ".join(
        f'<a class="g{group}{" unsure" if statement.confidence < UNSURE else ""}" href="#{key}-r{group}"'
        f' aria-label="go to statement {group + 1}">{group + 1}</a>'
        for group, statement in said.items()
    )
    return (
        f'<li class="member {" ".join(f"g{group}" for group in said)} {colour}" id="{place}">'
        f'<p class="name"><span class="chip">{escape(letters)}</span> <bdi>{escape(cast_name(member))}</bdi></p>'
        f"<dl>{about}</dl><p>{', '.join(counts)}</p>" + (f'<p class="links">{links}</p></li>' if links else "</li>")
    )


def _words(quotes: Iterable[Quote]) -> int:
    return sum(len(part.text.split()) for quote in quotes for part in quote.parts)


def _about(member: CastMember, said: Iterable[ShownStatement]) -> Iterator[tuple[str, str]]:
    yield "kind", member.kind.value
    if member.count and member.count > 1:
        yield "how many", str(member.count)
    for name, span in (("role", member.role), ("belongs to", member.affiliation), ("why unnamed", member.reason)):
        if span:
            yield name, span.text
    through = dict.fromkeys(" ‹ ".join(name_of(source) or "?" for source in statement.via) for statement in said)
    names = [name for name in through if name]
    if names:
        yield "through", "; ".join(names)


def details(article: Article) -> str:
    """Return who wrote the article, where and when, and what its page says; "" when nothing is known."""
    byline, dateline, page = article.byline, article.dateline, article.page
    known = {
        "authors": ", ".join(author.name for author in byline.authors) if byline else "",
        "dateline": dateline.place.text if dateline and dateline.place else "",
        "filed": dateline.date.isoformat() if dateline and dateline.date else "",
        "agency": article.agency.name if article.agency else "",
    } | {stamp.kind.value: str(stamp.value) for stamp in article.timestamps}
    if page:
        known |= {
            "site": page.site or "",
            "authors, says the page": ", ".join(page.authors),
            "date, says the page": page.date.isoformat() if page.date else "",
        }
    rows = "".join(f"<dt>{name}</dt><dd><bdi>{escape(value)}</bdi></dd>" for name, value in known.items() if value)
    return f'<dl class="details">{rows}</dl>' if rows else ""


def escape(text: str) -> str:
    """Return *text* as it may stand in HTML, in an attribute too."""
    return html.escape(visible(text))


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
