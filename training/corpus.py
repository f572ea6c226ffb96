"""Reads articles as JSON lines: annotated ones (``text`` and ``attributions``), and plain ones (``text``)."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

Range = tuple[int, int]

PASSAGE = 60  # letters and digits
KEPT_APART = 3  # one of so many publishers with few articles
LARGE = frozenset({"mail", "abp", "masakhane", "fnc", "bbc", ""})


PARTS = ("source", "cue", "content")


class GoldAttribution(NamedTuple):
    """An annotated attribution, as ranges of characters, with the name of whoever is meant where it is annotated."""

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    speaker: str = ""


class Article(NamedTuple):
    """An annotated article; its terms are the stretches in marks inside contents that are no speech."""

    name: str
    text: str
    attributions: list[GoldAttribution]
    publisher: str = ""
    terms: tuple[Range, ...] = ()


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _ranges(parts: Mapping[str, Any]) -> tuple[list[Range], list[Range], list[Range]]:
    """Return source, cue and content of what holds them by name, each in order."""
    source, cue, content = ([(start, end) for start, end in sorted(parts[name])] for name in PARTS)
    return source, cue, content


def read_articles(path: Path) -> Iterator[Article]:
    """Yield the annotated articles of a file of JSON lines, gzipped or not."""
    for record in _records(path):
        gold = [
            GoldAttribution(*_ranges(a), speaker=a.get("speaker") or "")
            for a in [*record["attributions"], *record.get("inner", [])]
        ]
        terms = tuple((start, end) for start, end in record.get("not_quotes", []))
        yield Article(record["id"], record["text"], gold, record.get("publisher", ""), terms)


def is_kept_apart(article: Article) -> bool:
    """Tell whether an article is of the fifth of publishers that weights are never fitted to, thresholds are.

    Publishers with many articles stand on the other side: what is kept apart are many publishers of few articles.
    """
    return article.publisher not in LARGE and zlib.crc32(article.publisher.encode()) % KEPT_APART == 0


_MARK_RE = re.compile(r"\{([sqc])(\d+)\||\}")
_PARTS = dict(zip("sqc", PARTS, strict=True))


def _unmarked(marked: str) -> tuple[str, list[GoldAttribution]]:
    """Return a text without its marks, and the statements that they mark."""
    text, last = "", 0
    opened: list[tuple[str, str, int]] = []
    found: dict[str, dict[str, list[Range]]] = {}
    for mark in _MARK_RE.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[2], _PARTS[mark[1]], len(text)))
        else:
            number, part, start = opened.pop()
            found.setdefault(number, {name: [] for name in PARTS})[part].append((start, len(text)))
    if opened:
        raise ValueError(f"a mark is not closed: {marked[:80]!r}")
    gold = [GoldAttribution(*_ranges(parts)) for parts in found.values()]
    return text + marked[last:], gold


def read_sentences(path: Path) -> Iterator[Article]:
    """Yield the marked texts of a file: a line is a paragraph, an empty line ends a text, "#" opens a comment."""
    lines = (line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
    for number, marked in enumerate(filter(None, (block.strip() for block in "\n".join(lines).split("\n\n")))):
        yield Article(f"sentences-{number}", *_unmarked(marked))


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
