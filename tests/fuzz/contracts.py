"""Looks for broken contracts between functions: ``python tests/fuzz/contracts.py --seconds 120`` or ``--count 50000``.

Each text is a damaged piece of an article (``fuzz.mutations``). ``CONTRACTS`` are what two functions, or a function and
its text, owe one another; ``docs/reference/contracts.md`` has all of them in words. A broken one is printed with the
seed of its text, which ``--seed`` makes again.

The articles of many texts are parsed together, each a second time with a reference and CRLF: where that changes nothing
but dates and offsets, ``reference`` and ``line_ends`` hold; else each is looked at alone. Only what ``DRAWN`` names is
looked at in one text of so many; how many those were is printed.
"""

from __future__ import annotations

import argparse
import bisect
import contextlib
import datetime as dt
import itertools
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Any

import attrs

import newsparse
from fuzz.checks import check_result
from fuzz.mutations import damaged, texts
from newsparse import Article, BoilerplateKind, Byline, DataError, Dateline, Span, Timestamp, export, render
from newsparse.batch import parse_articles
from newsparse.bylines import extract_credits

DAY = dt.date(2024, 2, 29)
TOLD = 1_000  # texts until the next line that says how far it is
TOGETHER = 25  # texts whose articles are parsed together
PLACES, DATES = ("start", "end", "text"), ("year", "date", "value", "ambiguous")
FIELDS = ("kicker", "headline", "standfirst", "byline", "dateline", "timestamps", "body", "captions", "boilerplate")
FOREIGN_TAGS = frozenset({"script", "iframe", "img", "b", "svg"})  # those of the mutations, which no page of ours has
VOID = frozenset({"meta", "br", "link", "img", "hr", "input", "wbr"})


def slices(article: Article) -> None:
    """Every span is a slice of the text, in bounds, and pickles."""
    check_result("parse_article", article.text, article)


def reported(article: Article) -> None:
    """What is found when only quotes or statements are asked for, or one text alone, is what the article has."""
    text = article.text
    assert newsparse.extract_quotes(text) == list(article.quotes), "extract_quotes and parse_article differ"
    statements = newsparse.extract_attributions(text)
    assert statements == list(article.attributions), "extract_attributions and parse_article differ"
    assert newsparse.parse_article(text) == article, "parse_article and parse_articles differ"


def agreement(article: Article) -> None:
    """What one function finds on the lines of a text is what the article has."""
    text = article.text
    assert newsparse.extract_byline(text) == article.byline, "extract_byline and parse_article differ"
    dateline = newsparse.extract_dateline(text)
    taken = dateline and article.byline and dateline.overlaps(article.byline)
    assert article.dateline == (None if taken else dateline), "extract_dateline and parse_article differ"
    fixed = [span for span in (article.byline, article.dateline) if span]
    stamps = newsparse.extract_timestamps(text)
    free = [stamp for stamp in stamps if not any(stamp.overlaps(span) for span in fixed)]
    assert list(article.timestamps) == free, "extract_timestamps and parse_article differ"
    _boilerplate_agrees(article, [*fixed, *free])


def _boilerplate_agrees(article: Article, signed: list[Span]) -> None:
    lines = newsparse.extract_boilerplate(article.text)
    for line in lines:
        kinds = {line.kind, BoilerplateKind.OTHER}  # a timestamp without a year is of no other kind
        parts = [*signed, *(part for part in article.boilerplate if part.kind in kinds)]
        covered = {at for span in parts for at in range(max(span.start, line.start), min(span.end, line.end))}
        left = [at for at in range(line.start, line.end) if at not in covered and not article.text[at].isspace()]
        assert not left, f"extract_boilerplate has {line!r}, parse_article has not"
    for part in article.boilerplate:
        known = part.kind is BoilerplateKind.OTHER or any(line.contains(part) for line in lines)
        assert known, f"parse_article has {part!r}, extract_boilerplate has not"


def one_field(article: Article) -> None:
    """Every character that is no space belongs to exactly one field of the article."""
    text, times = article.text, Counter[int]()
    for name in FIELDS:
        value = getattr(article, name)
        for span in value if isinstance(value, tuple) else [value] if value else []:
            times.update(range(span.start, span.end))
    for at, char in enumerate(text):
        assert char.isspace() or times[at] == 1, f"{text[at : at + 40]!r} belongs to {times[at]} fields"


def reference(article: Article) -> None:
    """A reference date changes dates alone; a timestamp that has no value without it appears, in place of a line."""
    changed = list(_changed(article, newsparse.parse_article(article.text, reference=DAY)))
    assert not changed, f"a reference changes {changed}"


def line_ends(article: Article) -> None:
    """A text with CRLF reads as the one with LF."""
    if "\r" in article.text:
        return
    other = newsparse.parse_article(_with_crlf(article.text))
    changed = list(_changed(article, other))
    assert not changed, f"CRLF changes {changed}"
    days = [[(stamp.value, stamp.ambiguous) for stamp in one.timestamps] for one in (article, other)]
    assert days[0] == days[1], "CRLF changes the day of a timestamp"


def _with_crlf(text: str) -> str:
    return text if "\r" in text else text.replace("\n", "\r\n")


def _changed(article: Article, other: Article) -> Iterator[str]:
    """Give the fields that a reference and CRLF, which only *other* may have, change by more than dates and offsets."""
    added = [at for at, char in enumerate(other.text) if char == "\r"] if other.text != article.text else []
    for field in attrs.fields(Article):
        if field.name not in ("text", "timestamps", "boilerplate"):
            one, another = getattr(article, field.name), getattr(other, field.name)
            if one != another and _plain(one, []) != _plain(another, added):
                yield field.name
    known, stamps = (_plain(article.timestamps, []), _plain(other.timestamps, added))
    if not set(known) <= set(stamps):
        yield "timestamps"
    dated = {(start, end) for _, start, end, *_ in stamps}
    lines = [line for line in _plain(article.boilerplate, []) if line[1:3] not in dated]
    if list(_plain(other.boilerplate, added)) != lines:
        yield "boilerplate"


def _plain(value: Any, added: list[int]) -> Any:
    """Return a value without its dates as tuples, with the offsets that it has without the characters at *added*."""
    if isinstance(value, tuple):
        return tuple(_plain(item, added) for item in value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n") if added else value
    if not attrs.has(type(value)):
        return value
    left_out = (*PLACES, *DATES) if isinstance(value, Timestamp | Dateline) else PLACES
    fields = [_plain(getattr(value, f.name), added) for f in attrs.fields(type(value)) if f.name not in left_out]
    places = [at - bisect.bisect_left(added, at) for at in (value.start, value.end)] if isinstance(value, Span) else []
    return (type(value).__name__, *places, *fields)


def order(article: Article) -> None:
    """What is found stands in order, and the parts of a quote do not overlap."""
    for name in ("quotes", "attributions", "boilerplate", "timestamps"):
        starts = [span.start for span in getattr(article, name)]
        assert starts == sorted(starts), f"{name} out of order"
    for quote in article.quotes:
        assert quote.parts, "a quote without parts"
        assert all(quote.contains(part) for part in quote.parts), "a part outside its quote"
        ends = [at for part in quote.parts for at in (part.start, part.end)]
        assert ends == sorted(ends), "parts out of order"
    lines = article.boilerplate
    assert all(a.end <= b.start for a, b in itertools.pairwise(lines)), "boilerplate overlaps"


def story_alone(article: Article) -> None:
    """No part of a quote and no content of a statement is boilerplate."""
    for quote in article.quotes:
        for part in quote.parts:
            assert not _touching(part, article), f"a quote's part in boilerplate: {part!r}"
    for statement in article.attributions:
        for content in statement.content:
            assert not _touching(content, article), f"a content in boilerplate: {content!r}"


def _touching(span: Span, article: Article) -> bool:
    return any(span.start < line.end and line.start < span.end for line in article.boilerplate)


def there_and_back(article: Article) -> None:
    """What is saved loads as the same article."""
    assert export.from_dict(export.to_dict(article)) == article, "from_dict gives another article"


class _Page(HTMLParser):
    """Collects the tags, ids and links of a page, and complains of what does not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: Counter[str] = Counter()
        self.links: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), f"a handler {name} in a page"
            if name == "id":
                self.ids[value or ""] += 1
            if name in ("href", "for") and (value or "").startswith("#"):
                self.links.add((value or "").removeprefix("#"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"


def page(article: Article) -> None:
    """The HTML view nests, each link has its target, no id stands twice, and no tag is the text's own."""
    parser = _Page()
    parser.feed(render.to_html(article))
    parser.close()
    assert not parser.open, f"never closed: {parser.open}"
    assert not parser.links - parser.ids.keys(), f"links to nothing: {sorted(parser.links - parser.ids.keys())[:3]}"
    assert all(count == 1 for count in parser.ids.values()), "an id stands twice"
    assert not parser.tags & FOREIGN_TAGS, f"tags of the text: {parser.tags & FOREIGN_TAGS}"


def terminal(article: Article) -> None:
    """No control character of a text but the tab reaches a terminal."""
    shown = render.to_terminal(article, color=False) + render.summary(article)
    odd = {c for c in shown if c not in "\n\t" and (c < " " or "\x7f" <= c < "\xa0")}
    assert not odd, f"control characters for a terminal: {odd}"


def appended(article: Article) -> None:
    """A sentence added at the end changes neither dateline nor byline.

    Credits are those of the last twelve lines, and a place that ends the text is a dateline when a story follows it.
    """
    text = article.text.rstrip()
    longer = f"{text}\n\nThe road stays closed until the end of the week."
    dateline, later = newsparse.extract_dateline(article.text), newsparse.extract_dateline(longer)
    assert dateline == later or (later and later.end == len(text)), "it changes the dateline"
    below = [credit.start for credit in extract_credits(article.text)]
    assert _above(newsparse.extract_byline(longer), below) == _above(article.byline, below), "it changes the byline"


def _above(byline: Byline | None, below: list[int]) -> Byline | None:
    """Return a byline without what credits below the story give it."""
    if byline is None or byline.start in below:
        return None
    first = min(below, default=byline.end)
    helpers = tuple(helper for helper in byline.contributors if helper.start < max(first, byline.end))
    return attrs.evolve(byline, contributors=helpers)


def hostile_data(article: Article) -> None:
    """What is damaged after it was saved loads, or raises DataError and nothing else."""
    dice = random.Random(len(article.text))  # noqa: S311 - not for secrets
    data = export.to_dict(article)
    holder, key = dice.choice(list(_places(data)))
    holder[key] = dice.choice((None, -1, 10**30, "x", [], {}, True, 0.5, float("nan"), ["x"], {"start": 5}))
    with contextlib.suppress(DataError):
        export.from_dict(data)


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list):
        for key, inner in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from _places(inner)


CONTRACTS: dict[str, Callable[[Article], None]] = {
    function.__name__: function
    for function in (
        slices,
        agreement,
        reported,
        one_field,
        reference,
        order,
        story_alone,
        there_and_back,
        page,
        terminal,
        line_ends,
        appended,
        hostile_data,
    )
}
DRAWN = {"reported": 20}  # looked at in one of so many texts: it parses the text three times more


def broken(text: str, article: Article | None = None, names: Iterable[str] = CONTRACTS) -> Iterator[tuple[str, str]]:
    """Give the name of each contract that a text breaks, and how."""
    article = article or newsparse.parse_article(text)
    for name in names:
        try:
            CONTRACTS[name](article)
        except Exception as error:  # noqa: BLE001 - whatever it is, the contract is broken
            yield name, f"{type(error).__name__}: {error}"


def broken_of(seeds: Iterable[int], articles: list[str], looked: Counter[str]) -> Iterator[tuple[int, str, str]]:
    """Give the contracts that the texts of some seeds break, and count in *looked* those that are drawn."""
    numbered = {seed: damaged(seed, articles) for seed in seeds}
    pairs = [pair for text in numbered.values() for pair in ((text, None), (_with_crlf(text), DAY))]
    try:
        parsed = list(parse_articles(pairs))
    except Exception as error:  # noqa: BLE001 - whatever it is, one of them breaks a contract
        yield min(numbered), "parse_articles", f"{type(error).__name__}: {error}"
        return
    for (seed, text), article, other in zip(numbered.items(), parsed[::2], parsed[1::2], strict=True):
        drawn = {name for name, share in DRAWN.items() if seed % share == 0}
        held = {"reference", "line_ends"} if not list(_changed(article, other)) else set[str]()
        names = [name for name in CONTRACTS if name not in held and (name in drawn or name not in DRAWN)]
        looked.update(drawn)
        yield from ((seed, *found) for found in broken(text, article, names))


def main() -> int:
    """Look for broken contracts, for some time or on some number of texts."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=float("inf"), help="how long")
    arguments.add_argument("--count", type=int, default=10**9, help="how many texts")
    arguments.add_argument("--seed", type=int, default=0, help="the seed of the first text")
    options = arguments.parse_args()
    articles, until, found, looked = texts(), time.monotonic() + options.seconds, Counter[str](), Counter[str]()
    seed, end = options.seed, options.seed + options.count
    while seed < end and time.monotonic() < until:
        stop = min(seed + TOGETHER, end)
        for number, name, how in broken_of(range(seed, stop), articles, looked):
            found[name] += 1
            print(f"seed {number}: {name}: {ascii(how)[:300]}", flush=True)
        seed = stop
        if seed % TOLD == 0:
            print(f"… {seed - options.seed} texts, {time.process_time():.0f} s of processor time", flush=True)
    shares = ", ".join(f"{name} on {looked[name]:,} of them" for name in DRAWN)
    print(f"{seed - options.seed:,} damaged articles ({shares}), {sum(found.values())} broken contracts {dict(found)}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
