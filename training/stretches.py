"""Make the weights that tell speech from titles, terms and scare quotes.

``python training/stretches.py POLNEAR_DIR --news LABELLED``. A logistic model over the features of
``newsparse.speech._judgement``, trained with AdaGrad on the stretches in quotation marks of PolNeAR's training part and
of the news annotated by the library's definition, without what is kept apart: speech are those that lie in the content
of an attribution and are not annotated as terms. Same data, same weights.
"""

from __future__ import annotations

import argparse
import json
import math
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from corpus import Article, is_kept_apart, read_articles, read_corpus

from newsparse.document import cut
from newsparse.lexicon import DEFAULT
from newsparse.speech._judgement import features
from newsparse.speech._stretches import read_stretches

TARGET = Path(__file__).parent.parent / "src" / "newsparse" / "speech" / "model" / "stretches.json"
RAREST = 4
PASSES = 12
RATE, DECAY = 0.15, 1e-3
INSIDE = 0.8
EDGE = 2  # characters by which a stretch and a term may differ: a stop, a comma

Example = tuple[list[str], bool]


def examples(article: Article) -> list[Example]:
    """Return the features of each stretch, and whether it is speech."""
    contents = [span for attribution in article.attributions for span in attribution.content]
    found = []
    for stretch in read_stretches(cut(article.text)):
        start, end = stretch.quotation.inner
        shared = sum(max(0, min(end, b) - max(start, a)) for a, b in contents)
        term = any(abs(start - a) <= EDGE and abs(end - b) <= EDGE for a, b in article.terms)
        found.append((features(article.text, stretch, DEFAULT), shared >= INSIDE * (end - start) and not term))
    return found


def train(data: list[Example]) -> dict[str, float]:
    """Return the weight of each feature that is not rare."""
    counts = Counter(name for names, _ in data for name in names)
    weights = {name: 0.0 for name, count in sorted(counts.items()) if count >= RAREST} | {"bias": 0.0}
    squares = dict.fromkeys(weights, 1e-2)
    rows = [([n for n in names if n in weights] + ["bias"], label) for names, label in data]
    shuffler = random.Random(0)
    for _ in range(PASSES):
        shuffler.shuffle(rows)
        for names, label in rows:
            error = 1 / (1 + math.exp(-sum(weights[n] for n in names))) - label
            for name in names:
                slope = error + DECAY * weights[name]
                squares[name] += slope * slope
                weights[name] -= RATE * slope / math.sqrt(squares[name])
    return {name: round(weight, 3) for name, weight in weights.items()}


def _right(weights: dict[str, float], articles: Iterable[Article]) -> str:
    """Return how many stretches of articles the weights tell right."""
    held_out = [e for article in articles for e in examples(article)]
    right = sum((weights["bias"] + sum(weights.get(n, 0.0) for n in names) > 0) == label for names, label in held_out)
    return f"{right / max(1, len(held_out)):.1%} of {len(held_out)}"


def main() -> None:
    """Train, write the weights, and print how well they do on what is held out of both corpora."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--news", type=Path, nargs="*", default=[], help="news annotated by the library's definition")
    options = parser.parse_args()
    news = [article for path in options.news for article in read_articles(path)]
    fitted = [*read_corpus(options.corpus, "train"), *(article for article in news if not is_kept_apart(article))]
    weights = train([e for article in fitted for e in examples(article)])
    TARGET.write_text(json.dumps({"weights": weights}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights; stretches right: {_right(weights, read_corpus(options.corpus, 'dev'))} of PolNeAR")
    print(f"kept apart: {_right(weights, (article for article in news if is_kept_apart(article)))}")


if __name__ == "__main__":
    main()
