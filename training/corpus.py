"""Reads PolNeAR as JSON lines: ``train.jsonl.gz`` and ``dev.jsonl.gz`` with ``text`` and ``attributions``."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

Range = tuple[int, int]


class GoldAttribution(NamedTuple):
    """An annotated attribution, as ranges of characters."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]


class Article(NamedTuple):
    """An annotated article."""

    name: str
    text: str
    attributions: list[GoldAttribution]


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the articles of a file of JSON lines, gzipped or not."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            gold = [
                GoldAttribution(*([tuple(span) for span in sorted(a[field])] for field in GoldAttribution._fields))
                for a in record["attributions"]
            ]
            yield Article(record["id"], record["text"], gold)


def read_corpus(folder: Path, part: str) -> Iterator[Article]:
    """Yield the articles of a part of the corpus ("train", "dev")."""
    return read_articles(folder / f"{part}.jsonl.gz")
