"""Train the weights of ``newsparse.boilerplate`` on labelled lines, and say how well they do on sites not seen.

    python training/boilerplate.py LINES.jsonl            # cross-validation by site, then the weights
    python training/boilerplate.py LINES.jsonl --check    # cross-validation only

A record of LINES.jsonl has ``text``, ``site`` and ``lines``; each of the lines ``start``, ``end``, ``label`` (body,
furniture, boilerplate) and, for boilerplate, ``type``. ``pages.txt`` adds texts written for newsparse, of sorts that
labelled pages are short of (press releases, lists in a story); they are trained on and never counted in the figures.
Nothing is drawn at random: the same lines give the same weights.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pycrfsuite

from newsparse.boilerplate import _features, _label, _lines
from newsparse.boilerplate._model import Model, read_model
from newsparse.lexicon import DEFAULT

MODEL = Path(_label.__file__).parent / "model" / "lines.json"
FOLDS = 5
FEWEST_SITES = 4
CROPS = (1, 2, 3, 5)
DIGITS = 4
SETTINGS = {"c1": 0.5, "c2": 4.0, "max_iterations": 120, "feature.possible_transitions": True}
LONG_ENOUGH_TO_SHARE = 30
OWN_PAGES = Path(__file__).parent / "pages.txt"


def families(records: list[dict[str, Any]]) -> list[str]:
    """Return for each record a name for its site and all sites that share a longer line of boilerplate with it."""
    parent: dict[str, str] = {}

    def find(site: str) -> str:
        while parent.setdefault(site, site) != site:
            site = parent[site]
        return site

    first: dict[str, str] = {}
    for record in records:
        for line in record["lines"]:
            words = record["text"][line["start"] : line["end"]].lower()
            if line["label"] == "boilerplate" and len(words) >= LONG_ENOUGH_TO_SHARE:
                parent[find(record["site"])] = find(first.setdefault(words, record["site"]))
    return [find(record["site"]) for record in records]


def folds(records: list[dict[str, Any]], names: list[str]) -> list[int]:
    """Return the fold of each record: whole families, the largest first, each to the fold with the fewest lines."""
    sizes = Counter(dict.fromkeys(names, 0))
    for record, name in zip(records, names, strict=True):
        sizes[name] += sum(line["label"] == "boilerplate" for line in record["lines"]) + len(record["lines"]) / 50
    loads, fold = [0.0] * FOLDS, {}
    for name in sorted(sizes, key=lambda n: (-sizes[n], n)):
        fold[name] = loads.index(min(loads))
        loads[fold[name]] += sizes[name]
    return [fold[name] for name in names]


def shared(examples: list[tuple[list[list[str]], str]]) -> set[str]:
    """Return the word features that lines of enough families have."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for features, name in examples:
        for feature in (f for line in features for f in line if f.startswith(_features.WORD_FEATURES)):
            seen[feature].add(name)
    return {feature for feature, names in seen.items() if len(names) >= FEWEST_SITES}


def own_pages(path: Path) -> list[dict[str, Any]]:
    """Return the pages of a file as records: "= name" begins a page, "[kind] " a line of boilerplate.

    "[furniture] " begins a line of furniture; the first line without a mark, the headline, is furniture too.
    """
    records: list[dict[str, Any]] = []
    for row in path.read_text(encoding="utf-8").splitlines():
        if row.startswith("= "):
            records.append({"text": "", "site": row[2:], "lines": []})
            continue
        kind, words = row[1:].split("] ", maxsplit=1) if row.startswith("[") else ("", row)
        record = records[-1]
        start = len(record["text"])
        record["text"] += words + "\n"
        if words:
            headline = not kind and all(line["label"] == "boilerplate" for line in record["lines"])
            label = kind if kind in ("", "furniture") else "boilerplate"
            span = {"start": start, "end": start + len(words)}
            line = {**span, "label": "furniture" if headline else label or "body"}
            record["lines"].append(line | ({"type": kind} if line["label"] == "boilerplate" else {}))
    return records


Example = tuple[list[list[str]], list[str], str]


def crops(lines: list[_lines.Line], labels: list[str], name: str, number: int) -> list[Example]:
    """Return a few lines of a page as if they were all there is: people also pass in parts of articles."""
    found = []
    for size in CROPS:
        if size < len(lines):
            start = number * 7919 * size % (len(lines) - size + 1)
            part = slice(start, start + size)
            found.append((list(_features.features(lines[part])), labels[part], name))
    return found


def train(examples: list[Example]) -> dict[str, Any]:
    """Return the weights that fit the examples."""
    keep = shared([(features, name) for features, _, name in examples])
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, labels, _ in examples:
        kept = [[f for f in line if f in keep or not f.startswith(_features.WORD_FEATURES)] for line in features]
        trainer.append(kept, labels)
    trainer.set_params(SETTINGS)
    with tempfile.NamedTemporaryFile(suffix=".crfsuite") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        found = tagger.info()
    labels = sorted(found.labels)
    weights: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for (feature, label), weight in sorted(found.state_features.items()):
        weights[feature][label] = round(weight, DIGITS)
    return {
        "labels": labels,
        "transitions": [[round(found.transitions.get((a, b), 0.0), DIGITS) for b in labels] for a in labels],
        "features": weights,
    }


def predict(model: Model, features: list[list[str]], lines: list[_lines.Line]) -> list[str]:
    """Return boilerplate's kind, or "", for each line."""
    chances = [dict(zip(model.labels, row, strict=True)) for row in model.probabilities(features).tolist()]
    return [_label.decide(line, chance) or "" for line, chance in zip(lines, chances, strict=True)]


def report(records: list[dict[str, Any]], kinds: list[list[str]]) -> dict[str, float]:
    """Return how well the kinds fit the labels; lines that a site repeats are not counted."""
    hit = wrong = missed = right_kind = lost = characters = clean = hurt = 0
    for record, found in zip(records, kinds, strict=True):
        wrong_before = wrong
        for line, kind in zip(record["lines"], found, strict=True):
            if line["label"] == "body":
                size = len("".join(record["text"][line["start"] : line["end"]].split()))
                characters += size
                lost += size * bool(kind)
                wrong += bool(kind)
            elif line["label"] == "boilerplate" and not line.get("repeat"):
                hit += bool(kind)
                missed += not kind
                right_kind += kind == line["type"]
        if all(line["label"] != "boilerplate" for line in record["lines"]):
            clean += 1
            hurt += wrong > wrong_before
    return {
        "precision": round(hit / (hit + wrong), 4),
        "recall": round(hit / (hit + missed), 4),
        "f1": round(2 * hit / (2 * hit + wrong + missed), 4),
        "type_accuracy": round(right_kind / hit, 4),
        "body_chars_lost": round(lost / characters, 5),
        "clean_articles": clean,
        "clean_articles_hurt": hurt,
    }


def read_records(records: list[dict[str, Any]]) -> tuple[list[list[_lines.Line]], list[list[str]]]:
    """Return the lines of each record as the features see them, and their labels."""
    spans = [[(line["start"], line["end"]) for line in record["lines"]] for record in records]
    read = [_lines.read_lines(r["text"], where, DEFAULT) for r, where in zip(records, spans, strict=True)]
    return read, [[line.get("type") or line["label"] for line in record["lines"]] for record in records]


def main() -> None:
    """Cross-validate, then train on everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("lines", type=Path)
    parser.add_argument("--check", action="store_true", help="cross-validate only")
    args = parser.parse_args()
    records = [json.loads(row) for row in args.lines.read_text(encoding="utf-8").splitlines()]
    names = families(records)
    read, labels = read_records(records)
    written = own_pages(OWN_PAGES)
    own: list[Example] = []
    for i, (lines, kinds, record) in enumerate(zip(*read_records(written), written, strict=True)):
        own += [(list(_features.features(lines)), kinds, record["site"]), *crops(lines, kinds, record["site"], i)]
    pages = [
        (list(_features.features(lines)), kinds, name) for lines, kinds, name in zip(read, labels, names, strict=True)
    ]
    parts = [crops(read[i], labels[i], name, i) for i, name in enumerate(names)]
    fold = folds(records, names)
    found: list[list[str]] = [[] for _ in records]
    for k in range(FOLDS):
        model = read_model(
            json.dumps(train(own + [e for i, f in enumerate(fold) if f != k for e in (pages[i], *parts[i])]))
        )
        for i in (i for i, f in enumerate(fold) if f == k):
            found[i] = predict(model, pages[i][0], read[i])
    figures = report(records, found)
    print(json.dumps({"folds": FOLDS, "families": len(set(names)), **figures}))
    if args.check:
        return
    card = {
        "what": "Weights of a linear-chain CRF that labels the lines of a news page.",
        "made_by": "training/boilerplate.py",
        "trained_on": f"{len(records)} pages of {len({r['site'] for r in records})} sites, {sum(map(len, read))} lines"
        f" and {len(written)} pages written for newsparse",
        "on_sites_held_out": figures,
    }
    weights = train(own + [e for page, cut in zip(pages, parts, strict=True) for e in (page, *cut)])
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(json.dumps({"about": card, **weights}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
