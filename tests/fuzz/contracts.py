"""Looks for broken contracts between functions: ``python tests/fuzz/contracts.py --seconds 120`` or ``--count 50000``.

Each text is a piece of an article that is damaged: spliced with another one, wrapped, its marks swapped, with
zero-width and control characters, prompts between its lines, as CSV, as a transcript, as a table. ``CONTRACTS`` are
what two functions, or a function and its text, owe one another; ``docs/reference/contracts.md`` has all of them in
words. A broken one is printed with the seed of its text, which ``--seed`` makes again.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import itertools
import random
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import attrs

import newsparse
from fuzz.checks import check_result
from fuzz.corpus import gold_texts
from newsparse import Article, BoilerplateKind, Byline, DataError, Span, export, render
from newsparse.bylines import extract_credits

DAY = dt.date(2024, 2, 29)
SEEDS = Path(__file__).parents[2] / "seeds"
PIECE = 1_500  # characters of an article in one text
NOT_DATES = ("quotes", "attributions", "captions", "body", "headline", "standfirst", "kicker", "byline")
FIELDS = ("kicker", "headline", "standfirst", "byline", "dateline", "timestamps", "body", "captions", "boilerplate")
FOREIGN_TAGS = frozenset({"script", "iframe", "img", "b", "svg"})  # those of MARKUP, which no page of ours has
MARKUP = (
    "<script>alert(1)</script>",
    "</mark></p>",
    "<img src=x onerror=alert(1)>",
    "--><b>",
    "&lt;svg&gt;<svg>",
    "]]>",
)
VOID = frozenset({"meta", "br", "link", "img", "hr", "input", "wbr"})
INVISIBLE = "\u200b\u200d\ufeff\u00ad\u202e\u2066\x1b\x07\x00\x85\u2028\t"
PROMPTS = ("Print", "Tweet", "Share", "Advertisement", "ADVERTISEMENT", "Read more: Talks end", "Sign up", "Photo: AFP")
SWAPS = ('“”"', "‘’'", "–—-", "“«„", "”»“", "\u00a0 \n")


# ------------------------------------------------------------------ mutations


def spliced(text: str, other: str, dice: random.Random) -> str:
    """Put a piece of another article into this one."""
    at, start = dice.randrange(len(text) + 1), dice.randrange(len(other) + 1)
    return text[:at] + other[start : start + dice.randrange(400)] + text[at:]


def wrapped(text: str, _: str, dice: random.Random) -> str:
    """Break lines at a width, as mail does."""
    return "\n".join(textwrap.fill(line, dice.choice((20, 40, 72))) for line in text.split("\n"))


def swapped(text: str, _: str, dice: random.Random) -> str:
    """Let marks of one kind take the place of another."""
    row = dice.choice(SWAPS)
    return "".join(dice.choice(row) if c in row and dice.random() < 0.3 else c for c in text)


def sprinkled(text: str, _: str, dice: random.Random) -> str:
    """Put characters in that cannot be seen."""
    for _number in range(dice.randrange(1, 9)):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(INVISIBLE) + text[at:]
    return text


def prompted(text: str, _: str, dice: random.Random) -> str:
    """Put prompts between its lines."""
    lines = text.split("\n")
    for _number in range(dice.randrange(1, 4)):
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(PROMPTS))
    return "\n".join(lines)


def marked_up(text: str, _: str, dice: random.Random) -> str:
    """Put markup in, which has to stay text."""
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(MARKUP) + text[at:]


def shuffled(text: str, _: str, dice: random.Random) -> str:
    """Bring its lines into another order."""
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def as_csv(text: str, _: str, dice: random.Random) -> str:
    """Make lines of cells of it."""
    cells = [f'"{line.replace(chr(34), chr(34) * 2)}"' for line in text.split("\n") if line]
    return "\n".join(",".join(cells[at : at + 3]) for at in range(0, len(cells), dice.randrange(1, 4)))


def as_transcript(text: str, _: str, dice: random.Random) -> str:
    """Give its lines to speakers."""
    names = ("ADA LEE:", "Q:", "A:", "MR. ORTIZ:", "Moderator:")
    return "\n".join(f"{dice.choice(names)} {line}" if line else "" for line in text.split("\n"))


def as_table(text: str, _: str, dice: random.Random) -> str:
    """Put bars and tabs between its words."""
    bar = dice.choice((" | ", "\t", " – "))
    return "\n".join(bar.join(line.split(" ", dice.randrange(1, 6))) for line in text.split("\n"))


def cut(text: str, _: str, dice: random.Random) -> str:
    """Take a piece out."""
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at + dice.randrange(200) :]


MUTATIONS = (
    spliced,
    wrapped,
    swapped,
    sprinkled,
    prompted,
    marked_up,
    shuffled,
    as_csv,
    as_transcript,
    as_table,
    cut,
    lambda text, *_: text.replace("\n", "\r\n"),
    lambda text, *_: text.upper(),
    lambda text, *_: text.replace(". ", ".\n\n"),
)


def texts() -> list[str]:
    """Return the articles that are damaged: the gold set and the seeds."""
    return [*gold_texts(), *(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))]


def damaged(seed: int, articles: list[str]) -> str:
    """Return the text of a seed."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    article, other = dice.choice(articles), dice.choice(articles)
    start = 0 if dice.random() < 0.5 else dice.randrange(len(article))
    text = article[start : start + PIECE]
    for _ in range(dice.randrange(1, 4)):
        text = dice.choice(MUTATIONS)(text, other, dice)
    return text


# ------------------------------------------------------------------ contracts


def slices(article: Article) -> None:
    """Every span is a slice of the text, in bounds, and pickles."""
    check_result("parse_article", article.text, article)


def agreement(article: Article) -> None:
    """What one function finds is what the article has."""
    text = article.text
    pairs = {
        "extract_quotes": list(article.quotes),
        "extract_attributions": list(article.attributions),
        "extract_byline": article.byline,
    }
    for name, found in pairs.items():
        assert getattr(newsparse, name)(text) == found, f"{name} and parse_article differ"
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
    dated = newsparse.parse_article(article.text, reference=DAY)
    for name in NOT_DATES:
        assert getattr(dated, name) == getattr(article, name), f"{name} differs with a reference"
    places, known = ({(span.start, span.end) for span in each.timestamps} for each in (dated, article))
    assert known <= places, "a reference takes a timestamp away"
    lines = [line for line in article.boilerplate if (line.start, line.end) not in places]
    assert list(dated.boilerplate) == lines, "boilerplate differs with a reference"
    for one, other in ((article.dateline, dated.dateline), (article.agency, dated.agency)):
        assert repr(one) == repr(other), "dateline or agency stands elsewhere with a reference"


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


def line_ends(article: Article) -> None:
    """A text with CRLF reads as the one with LF."""
    if "\r" in article.text:
        return
    other = newsparse.parse_article(article.text.replace("\n", "\r\n"))
    for name in ("quotes", "attributions", "boilerplate", "timestamps"):
        found = [_at_lf(span, article.text) for span in getattr(article, name)]
        assert found == [_at_crlf(span, other.text) for span in getattr(other, name)], f"{name} differ with CRLF"


def _at_lf(span: Span, _: str) -> tuple[int, int]:
    return span.start, span.end


def _at_crlf(span: Span, text: str) -> tuple[int, int]:
    return span.start - text.count("\r", 0, span.start), span.end - text.count("\r", 0, span.end)


def appended(article: Article) -> None:
    """A sentence added at the end changes neither dateline nor byline; credits are those of the last twelve lines."""
    longer = f"{article.text.rstrip()}\n\nThe road stays closed until the end of the week."
    assert newsparse.extract_dateline(longer) == newsparse.extract_dateline(article.text), "it changes the dateline"
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


def broken(text: str) -> Iterator[tuple[str, str]]:
    """Give the name of each contract that a text breaks, and how."""
    article = newsparse.parse_article(text)
    for name, contract in CONTRACTS.items():
        try:
            contract(article)
        except Exception as error:  # noqa: BLE001 - whatever it is, the contract is broken
            yield name, f"{type(error).__name__}: {error}"


def main() -> int:
    """Look for broken contracts, for some time or on some number of texts."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seconds", type=float, default=float("inf"), help="how long")
    arguments.add_argument("--count", type=int, default=10**9, help="how many texts")
    arguments.add_argument("--seed", type=int, default=0, help="the seed of the first text")
    options = arguments.parse_args()
    articles, until, found = texts(), time.monotonic() + options.seconds, Counter[str]()
    seed = options.seed
    while seed < options.seed + options.count and time.monotonic() < until:
        for name, how in broken(damaged(seed, articles)):
            found[name] += 1
            print(f"seed {seed}: {name}: {ascii(how)[:300]}", flush=True)
        seed += 1
    print(f"{seed - options.seed} damaged articles, {sum(found.values())} broken contracts {dict(found)}")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
