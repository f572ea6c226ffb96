"""Fits and shows how confidence follows from scores: ``python training/calibrate.py NEWS [OTHER.jsonl …]``.

Logistic curves are fitted to the articles of *NEWS* that `is_kept_apart`: publishers whose articles no weights are
fitted to. The figures belong into ``newsparse/attribution/_calibration.py``. Then the reliability of the package as it
stands is printed, on those articles and on other files of the same form, to which nothing is fitted.

An attribution is right when its content overlaps the annotated one by half (Jaccard index over characters) and so does
its source. A quote is right when it lies in an annotated content and its speaker overlaps that content's source, or has
the name of whoever is meant where the clause names nobody. Where neither is annotated nothing is judged, nor are the
turns of transcripts, which not all articles have annotated.
"""

from __future__ import annotations

import argparse
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from corpus import Article, GoldAttribution, Range, is_kept_apart, read_articles

from newsparse import reporting
from newsparse.layout import lay_out
from newsparse.lexicon import DEFAULT
from newsparse.statements import Origin
from newsparse.types import AttributionKind, Source

BINS = 10
HALF = 0.5
INNER = "inner"  # the kind of a statement inside another
MOSTLY = 0.8
STEPS = 50  # of Newton's method; it settles in ten


class Judged(NamedTuple):
    """Something found, with the evidence for it and whether it is right."""

    what: str
    origin: Origin
    kind: AttributionKind | str
    score: float
    confidence: float
    right: bool


def characters(text: str, ranges: Iterable[Range]) -> frozenset[int]:
    """Return the places of the letters and digits in some ranges."""
    return frozenset(i for start, end in ranges for i in range(start, end) if text[i].isalnum())


def jaccard(one: frozenset[int], two: frozenset[int]) -> float:
    """Return the share of common characters; two empty sets are alike."""
    return len(one & two) / len(one | two) if one or two else 1.0


def same_source(text: str, gold: GoldAttribution, source: Source | None) -> bool | None:
    """Tell whether a source is the annotated one: half of the shorter of the two is shared, or the name is the same.

    None where a source that stands elsewhere was found and the annotation does not say who is meant.
    """
    ours = characters(text, [(source.start, source.end)] if source else [])
    theirs = characters(text, gold.source)
    if ours and theirs:
        return len(ours & theirs) >= HALF * min(len(ours), len(theirs))
    if not source or theirs:
        return not ours and not theirs
    return same_name(gold.speaker, source.name or source.text) if gold.speaker else None


def same_name(one: str, two: str) -> bool:
    """Tell whether two names are the same; a last name may be all that one side has."""
    short, long = sorted((one.casefold().split(), two.casefold().split()), key=len)
    return bool(short) and long[-len(short) :] == short


def judge(article: Article) -> Iterator[Judged]:
    """Yield the attributions and quotes that are found in an article, each with whether it is right."""
    text = article.text
    gold = [(a, characters(text, a.content)) for a in article.attributions if a.content]
    taken: set[int] = set()
    for statement in reporting.read(lay_out(text, lexicon=DEFAULT)):
        if statement.origin is Origin.TURN:
            continue
        attribution = reporting.attribution_of(text, statement)
        evidence = (statement.origin, attribution.kind, statement.score)
        own = (statement.origin, INNER if statement.inner else attribution.kind, statement.score)
        content = characters(text, [(c.start, c.end) for c in attribution.content])
        scores = [(jaccard(content, c), i) for i, (_, c) in enumerate(gold) if i not in taken and c & content]
        best, place = max(scores, default=(0.0, -1))
        right = same_source(text, gold[place][0], attribution.source) if best >= HALF else False
        if best >= HALF:
            taken.add(place)
        if right is not None:
            yield Judged("attribution", *own, attribution.confidence, right)
        for quote in reporting.quotes_of(text, statement, attribution):
            part = characters(text, [(p.start, p.end) for p in quote.parts])
            held = [a for a, own in gold if part and len(own & part) >= MOSTLY * len(part)]
            verdicts = {same_source(text, a, quote.speaker) for a in held}
            if None not in verdicts or True in verdicts:
                yield Judged("quote", *evidence, quote.confidence, True in verdicts)


def logistic(scores: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Return slope and bias of the logistic curve over the log odds of scores that fits best (Platt 1999)."""
    x = np.array([[math.log(s / (1 - s)), 1.0] for s in scores])
    # Platt's targets: one right and one wrong example more than there are keep the curve off 0 and 1
    count = sum(right)
    y = np.where(right, (count + 1) / (count + 2), 1 / (len(right) - count + 2))
    w = np.array([1.0, 0.0])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (y - p))
    return float(w[0]), float(w[1])


def print_curves(found: Sequence[Judged]) -> None:
    """Print the figures of ``calibration.py``."""
    for what in ("attribution", "quote"):
        for kind in (*AttributionKind, INNER):
            chosen = [j for j in found if (j.what, j.kind, j.origin) == (what, kind, Origin.TAGGER)]
            if chosen:
                slope, bias = logistic([j.score for j in chosen], [j.right for j in chosen])
                print(f"{what:12}{kind:10}({slope:.2f}, {bias:.2f})   {len(chosen)} found")
    for what, origin in itertools.product(("attribution", "quote"), (Origin.CUE_RULE, Origin.CARRIED)):
        chosen = [j for j in found if (j.what, j.origin) == (what, origin)]
        if chosen:
            print(f"{what:12}{origin:10}{sum(j.right for j in chosen) / len(chosen):.2f}   {len(chosen)} found")


def print_reliability(name: str, found: Sequence[Judged]) -> None:
    """Print for each band of confidence how many were found, the mean confidence, and how many were right."""
    for what in ("attribution", "quote"):
        chosen = [j for j in found if j.what == what]
        print(f"\n{name}: {what}s\n\n| confidence | found | mean confidence | right |\n| --- | --- | --- | --- |")
        error = 0.0
        for band in range(BINS):
            held = [j for j in chosen if min(int(j.confidence * BINS), BINS - 1) == band]
            if not held:
                continue
            mean, right = (sum(v) / len(held) for v in ([j.confidence for j in held], [j.right for j in held]))
            error += abs(mean - right) * len(held) / len(chosen)
            print(f"| {band / BINS:.1f} to {(band + 1) / BINS:.1f} | {len(held)} | {mean:.2f} | {right:.2f} |")
        print(f"\nexpected calibration error {error:.3f}")


def main() -> None:
    """Print curves and reliability tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, help="annotated articles, those of the kept publishers among them")
    parser.add_argument("others", type=Path, nargs="*", help="more JSON lines to show reliability on")
    options = parser.parse_args()
    apart = [j for article in read_articles(options.news) if is_kept_apart(article) for j in judge(article)]
    print_curves(apart)
    print_reliability("kept apart", apart)
    for path in options.others:
        print_reliability(path.name, [j for article in read_articles(path) for j in judge(article)])


if __name__ == "__main__":
    main()
