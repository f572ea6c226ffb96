"""Learns the weights of ``newsparse/sources/model/kinds.json``: what sort of source a noun or a name stands for.

Usage: kinds.py NEWS [--out FILE] [--check]

NEWS is a file of articles with ``attributions`` (source, cue, content, kind) and their ``publisher``.
With ``--check`` the share of right kinds among publishers that were not learned from is printed.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsparse.document import cut
from newsparse.sources import Statement, naming, nouns, resolve_sources
from newsparse.types import SourceKind

KINDS = {
    "noun": ["anonymous", "group", "document", "organization", "media"],
    "name": ["person", "organization", "media", "document", "group", "anonymous"],
}
FOLDS = 5
RIDGE = 1.0
LEAST = 0.02


@attrs.frozen
class Example:
    """A noun or name with its kind, and whose article it is from."""

    publisher: str
    features: list[str]
    kind: str


@attrs.define
class Recorder:
    """Notes the features of each noun and name that an article's sources are asked about."""

    question: str
    make: object
    found: list[tuple[int, int, list[str]]] = attrs.field(factory=list)

    def __call__(self, reading: object, *args: object) -> list[str]:
        """Return the features, and note them with the place of the mention."""
        features = self.make(reading, *args)
        phrase = next(arg for arg in args if hasattr(arg, "head"))
        self.found.append((*reading.span_of(phrase.first, phrase.head + 1), features))
        return features


def examples(records: Iterable[dict]) -> Iterator[tuple[str, Example]]:
    """Yield the nouns and names of annotated articles with their kinds."""
    noun, name = Recorder("noun", nouns.noun_features), Recorder("name", naming.name_features)
    nouns.noun_features, naming.name_features = noun, name
    nouns.is_taught = lambda *_: True
    nouns.likeliest = naming.likeliest = lambda _question, features: kind_listed(features)
    for record in records:
        kinds, statements = {}, []
        for a in [*record["attributions"], *record["inner"]]:
            if a["content"] and a["source"]:
                span = (a["source"][0][0], a["source"][-1][1])
                cue = (a["cue"][0][0], a["cue"][-1][1]) if a["cue"] else None
                statements.append(Statement(span, cue, tuple(map(tuple, a["content"]))))
                kinds[span] = a["kind"]
        resolve_sources(cut(record["text"]), statements)
        for recorder in (noun, name):
            for start, end, features in recorder.found:
                kind = next((k for (s, e), k in kinds.items() if s <= start and end <= e), None)
                kind = "anonymous" if kind == "person" and recorder is noun else kind
                if kind in KINDS[recorder.question]:
                    yield recorder.question, Example(record["publisher"], features, kind)
            recorder.found.clear()


def kind_listed(features: Sequence[str]) -> SourceKind:
    """Return what the lists say, which stands in for the weights while they are not learned."""
    listed = next(f for f in features if f.startswith("listed=")).partition("=")[2]
    return SourceKind("organization" if listed == "none" else listed)


def fit(found: Sequence[Example], kinds: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return for each kind the weights of features, by multinomial logistic regression."""
    counts = collections.Counter(f for e in found for f in set(e.features))
    names = sorted(f for f, n in counts.items() if n > 1)
    index = {f: i for i, f in enumerate(names)}
    columns = [sorted({index[f] for f in e.features if f in index}) for e in found]
    ends = np.cumsum([0, *map(len, columns)])
    rows = csr_matrix((np.ones(ends[-1]), np.concatenate(columns).astype(int), ends), (len(found), len(names)))
    right = np.array([kinds.index(e.kind) for e in found])
    shape = (len(names), len(kinds))

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        table = flat.reshape(shape)
        scores = rows @ table
        scores -= scores.max(1, keepdims=True)
        shares = np.exp(scores)
        shares /= shares.sum(1, keepdims=True)
        cost = -np.log(shares[np.arange(len(right)), right] + 1e-12).sum() + RIDGE / 2 * (flat @ flat)
        shares[np.arange(len(right)), right] -= 1
        return cost, (rows.T @ shares + RIDGE * table).ravel()

    table = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return {
        kind: {name: round(float(w), 3) for name, w in zip(names, column, strict=True) if abs(w) >= LEAST}
        for kind, column in zip(kinds, table.reshape(shape).T, strict=True)
    }


def check(found: Sequence[Example], kinds: Sequence[str]) -> tuple[float, float]:
    """Return the share of right kinds of publishers not learned from, and that of the lists alone."""
    groups = sorted({e.publisher for e in found})
    random.Random(0).shuffle(groups)
    fold_of = {group: i % FOLDS for i, group in enumerate(groups)}
    right = listed = 0
    for part in range(FOLDS):
        tables = fit([e for e in found if fold_of[e.publisher] != part], kinds)
        for e in found:
            if fold_of[e.publisher] == part:
                best = max(tables, key=lambda k: sum(tables[k].get(f, 0.0) for f in e.features))
                right += best == e.kind
                listed += kind_listed(e.features).value == e.kind
    return right / len(found), listed / len(found)


def main() -> None:
    """Learn the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/newsparse/sources/model/kinds.json"))
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    with gzip.open(args.news, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    by_question: dict[str, list[Example]] = {question: [] for question in KINDS}
    for question, example in examples(records):
        by_question[question].append(example)
    if args.check:
        for question, found in by_question.items():
            right, listed = check(found, KINDS[question])
            print(f"{question}: {len(found)} examples, right {right:.3f}, by the lists alone {listed:.3f}")
    tables = {question: fit(found, KINDS[question]) for question, found in by_question.items()}
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_text(json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
