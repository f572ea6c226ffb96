"""Measures how fast attributions are found, beside cutting the text up alone and beside a pipeline of spaCy.

    python benchmarks/attribution_speed.py                          # the seed articles
    python benchmarks/attribution_speed.py dev.jsonl.gz --limit 40  # articles of a JSON-lines file with "text"
    python benchmarks/attribution_speed.py dev.jsonl.gz --spacy     # also a pipeline shaped like en_core_web_sm

Processor time of this process is counted, on one thread, so a busy machine gives much the same figures as an idle one.
The pipeline of spaCy has the components of ``en_core_web_sm`` with random weights: the same work, nothing downloaded.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"))

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import newsparse
from newsparse.attribution import find_statements
from newsparse.document import cut

SEEDS = Path(__file__).parent.parent / "seeds"
TAGS, DEPENDENCIES, ENTITIES = 49, 45, 18  # how many labels the components of en_core_web_sm tell apart


def read_texts(path: Path | None, limit: int | None) -> list[str]:
    """Return the texts of a JSON-lines file, or the seed articles."""
    if path is None:
        return [seed.read_text(encoding="utf-8") for seed in sorted(SEEDS.glob("*.txt"))]
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines][:limit]


def cut_up(text: str) -> None:
    """Find the paragraphs, sentences and tokens of a text."""
    document = cut(text)
    assert len(document.tokens) >= len(document.sentences)


def tag(text: str) -> None:
    """Cut a text up, match its marks and find its statements: no layout, no quotes, no sources."""
    find_statements(cut(text))


def spacy_pipeline() -> Callable[[str], object]:
    """Return a pipeline with the components of en_core_web_sm, not trained."""
    import spacy  # noqa: PLC0415 - a second to import, and only asked for at times

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    for name, labels in (("tagger", TAGS), ("parser", DEPENDENCIES), ("ner", ENTITIES)):
        listens = {"model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96}}}
        component = nlp.add_pipe(name, config=listens)
        for label in range(labels):
            component.add_label(f"L{label}")
    nlp.initialize()
    return nlp


def articles_per_second(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return how many of the texts a piece of work does in a second of processor time."""
    work(texts[0])
    began = time.process_time()
    for text in texts:
        work(text)
    return len(texts) / (time.process_time() - began)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="?", help="JSON lines with a field text, may be gzipped")
    parser.add_argument("--limit", type=int, help="only the first N articles")
    parser.add_argument("--spacy", action="store_true", help="time a pipeline of spaCy too")
    arguments = parser.parse_args()
    texts = read_texts(arguments.texts, arguments.limit)
    size = sum(map(len, texts)) / len(texts)
    print(f"{len(texts)} articles of {size:.0f} characters on average, one thread, processor time")
    works: list[tuple[str, Callable[[str], object]]] = [
        ("paragraphs, sentences, tokens", cut_up),
        ("the same, marks and the tagger", tag),
        ("extract_attributions", newsparse.extract_attributions),
    ]
    if arguments.spacy:
        works.append(("spaCy, shaped like en_core_web_sm", spacy_pipeline()))
    for name, work in works:
        print(f"{name:36} {articles_per_second(work, texts):8.1f} articles/s")


if __name__ == "__main__":
    main()
