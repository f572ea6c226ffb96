"""Learns the weights of ``newsparse/sources/model/antecedents.json``: whom a description of a source means.

Usage: antecedents.py NEWS [--out FILE] [--check]

``descriptions.txt`` beside this holds marked descriptions of our own, for what those articles hold too seldom.

NEWS is a file of articles with ``attributions`` (source, cue, content, kind, speaker) and their ``publisher``.
With ``--check`` the names that would be given right and wrong on publishers not learned from are counted.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import json
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from newsparse.document import cut
from newsparse.sources import Statement, descriptions, resolve_sources
from newsparse.sources._antecedents import LIKELY, Antecedent, Description, antecedents
from newsparse.sources.entities import BODIES

OWN = Path(__file__).parent / "descriptions.txt"
TIMES = 3  # that a text of our own counts
FOLDS = 8
RIDGE = 1.0
LEAST = 3  # descriptions in which a sign must be met
SMALLEST = 0.02  # weight that is kept
NAMED = {"person", "organization", "media"}
_TITLE_RE = re.compile(r"\b(?:mr|mrs|ms|miss|dr|sir|dame|lord|lady|prof|the|a|an)\b\.?\s*", re.IGNORECASE)


@attrs.frozen
class Example:
    """A description with its candidates, which of them are right, and whose article it is from."""

    publisher: str
    found: Sequence[Antecedent]
    right: frozenset[int]
    named: bool


def plain(name: str) -> list[str]:
    """Return the words of a name without titles, small."""
    return _TITLE_RE.sub("", re.sub(r"[^\w\s]", " ", name.split(",", maxsplit=1)[0])).casefold().split()


def same(one: str, other: str) -> bool:
    """Tell whether two names are of one bearer: equal, or one only the last name of the other."""
    a, b = plain(one), plain(other)
    return bool(a and b) and (a == b or (a[-1] == b[-1] and (len(a) == 1 or len(b) == 1 or a[0] == b[0])))


def right_ones(found: Sequence[Antecedent], text: str, kind: str, speaker: str | None) -> frozenset[int]:
    """Return which candidates are right; nobody where the description has the name in it, or nobody is named."""
    if kind not in NAMED or not speaker:
        return frozenset({0})
    names = [one.person.name if one.person else one.body for one in found]
    right = {i for i, name in enumerate(names) if i and same(name or "", speaker)}
    inside = " ".join(plain(speaker)) in " ".join(plain(text))
    return frozenset(right | {0} if inside or not right else right)


def examples(records: Iterable[dict]) -> Iterator[Example]:
    """Yield the descriptions of annotated articles; while they are read each means whom it should."""
    asked: list[Example] = []
    gold: dict[int, dict] = {}
    record: dict = {}

    def answer(description: Description) -> Antecedent | None:
        reading, phrase = description.reading, description.phrase
        start, end = reading.span_of(phrase.first, phrase.last)
        if description.kind in BODIES:
            return None
        told = next((a for a in gold.values() if a["span"][0] <= start and end <= a["span"][1]), None)
        found = antecedents(description)
        if told is None:
            return None
        right = right_ones(found, reading.text[start:end], told["kind"], told["speaker"])
        asked.append(Example(record["publisher"], found, right, told["kind"] in NAMED and bool(told["speaker"])))
        best = min(right)
        return found[best] if best else None

    descriptions.likely_antecedent = answer
    for record in records:
        gold.clear()
        statements = []
        for a in [*record["attributions"], *record["inner"]]:
            if a["content"] and a["source"]:
                span = (a["source"][0][0], a["source"][-1][1])
                cue = (a["cue"][0][0], a["cue"][-1][1]) if a["cue"] else None
                quoted = any(mark in record["text"][s:e] for s, e in a["content"] for mark in '“"')
                statements.append(Statement(span, cue, tuple(map(tuple, a["content"])), quoted=quoted))
                gold[span[0]] = {**a, "span": span}
        resolve_sources(cut(record["text"]), statements)
        yield from asked
        asked.clear()


_MARKED_RE = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")


def marked(path: Path) -> Iterator[dict]:
    """Yield the marked texts of a file as annotated articles; a source's cue is the word behind it."""
    lines = (line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
    for block in re.split(r"\n{2,}", "\n".join(lines).strip()):
        text, last, attributions = "", 0, []
        for mark in _MARKED_RE.finditer(block):
            text += block[last : mark.start()]
            start, last = len(text), mark.end()
            text += mark[2]
            speaker = {"-": None, "=": mark[2]}.get(mark[1], mark[1])
            stop = block.find(".", last)
            cue = len(text) + 1, len(text) + 1 + len(block[last:].split()[0])
            content = cue[1] + 1, len(text) + max(1, (stop if stop > 0 else len(block)) - last)
            kind = "anonymous" if speaker is None else "person"
            part = {"source": [(start, len(text))], "cue": [cue], "content": [content]}
            attributions.append({**part, "kind": kind, "speaker": speaker})
        yield {"text": text + block[last:], "publisher": "own", "attributions": attributions, "inner": []}


def fit(found: Sequence[Example]) -> dict[str, float]:
    """Return the weights of signs: those under which the right candidates together are likeliest."""
    counts = collections.Counter(s for e in found for s in {s for one in e.found for s in one.signs})
    names = sorted(sign for sign, n in counts.items() if n >= LEAST)
    index = {sign: i for i, sign in enumerate(names)}
    columns = [sorted({index[s] for s in one.signs if s in index}) for e in found for one in e.found]
    ends = np.cumsum([0, *map(len, columns)])
    rows = csr_matrix((np.ones(ends[-1]), np.concatenate(columns).astype(int), ends), (len(columns), len(names)))
    owner = np.repeat(np.arange(len(found)), [len(e.found) for e in found])
    starts = np.flatnonzero(np.diff(owner, prepend=-1))
    right = np.array([i in e.right for e in found for i in range(len(e.found))], float)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ weights
        shares = np.exp(scores - np.maximum.reduceat(scores, starts)[owner])
        total = np.add.reduceat(shares, starts)
        good = np.add.reduceat(shares * right, starts) + 1e-12
        slope = shares / total[owner] - shares * right / good[owner]
        cost = (np.log(total) - np.log(good)).sum() + RIDGE / 2 * (weights @ weights)
        return cost, rows.T @ slope + RIDGE * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 120}).x
    return {name: round(float(w), 3) for name, w in zip(names, best, strict=True) if abs(w) >= SMALLEST}


def chosen(example: Example, weights: Mapping[str, float]) -> int:
    """Return which candidate is chosen."""
    scores = np.array([sum(weights.get(sign, 0.0) for sign in one.signs) for one in example.found])
    best = int(scores.argmax())
    return best if 1 / np.exp(scores - scores[best]).sum() >= LIKELY else 0


def check(found: Sequence[Example]) -> collections.Counter[str]:
    """Return how many names of publishers not learned from are right, wrong, and left open."""
    groups = sorted({e.publisher for e in found})
    random.Random(0).shuffle(groups)
    fold_of = {group: i % FOLDS for i, group in enumerate(groups)}
    counts: collections.Counter[str] = collections.Counter()
    for part in range(FOLDS):
        weights = fit([e for e in found if fold_of[e.publisher] != part])
        for e in found:
            if fold_of[e.publisher] == part:
                best = chosen(e, weights)
                if e.publisher == "own":
                    counts["own right"] += best in e.right
                    counts["own"] += 1
                    continue
                counts["named" if best and best in e.right else "wrong" if best else "open"] += 1
                counts["missed"] += not best and 0 not in e.right
    return counts


def main() -> None:
    """Learn the weights and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/newsparse/sources/model/antecedents.json"))
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    with gzip.open(args.news, "rt", encoding="utf-8") as lines:
        found = list(
            examples([*(json.loads(line) for line in lines), *(text for text in marked(OWN) for _ in range(TIMES))])
        )
    if args.check:
        print(len(found), "descriptions:", dict(check(found)))
    tables = {"antecedent": {"yes": fit(found)}}
    args.out.write_text(json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
