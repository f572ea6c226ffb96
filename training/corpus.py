"""Reads articles as JSON lines: annotated ones (``text`` and ``attributions``), and plain ones (``text``)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

Range = tuple[int, int]

PASSAGE = 60  # letters and digits


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


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the annotated articles of a file of JSON lines, gzipped or not."""
    for record in _records(path):
        gold = [
            GoldAttribution(*([tuple(span) for span in sorted(a[field])] for field in GoldAttribution._fields))
            for a in record["attributions"]
        ]
        yield Article(record["id"], record["text"], gold)


def read_texts(path: Path) -> Iterator[str]:
    """Yield the texts of a file of JSON lines, gzipped or not."""
    for record in _records(path):
        yield record["text"]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _passages(text: str, step: int) -> Iterator[str]:
    letters = _letters(text)
    return (letters[i : i + PASSAGE] for i in range(0, len(letters) - PASSAGE + 1, step))


def without_passages(texts: Iterable[str], held_out: Iterable[str]) -> Iterator[str]:
    """Yield the texts that share no passage with a held-out one, however either is laid out."""
    barred = {passage for text in held_out for passage in _passages(text, PASSAGE)}
    return (text for text in texts if barred.isdisjoint(_passages(text, 1)))


def read_corpus(folder: Path, part: str) -> Iterator[Article]:
    """Yield the articles of a part of the corpus ("train", "dev")."""
    return read_articles(folder / f"{part}.jsonl.gz")
