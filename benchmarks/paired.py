"""Compares the speed of this tree with that of another commit: ``python benchmarks/paired.py COMMIT [TEXTS]``.

Both parse the same texts in two processes that take turns, text by text, so that what else the machine does hits both;
of several rounds the best time of each text counts. Printed are milliseconds of processor time and their ratio for the
functions below, and the core-hours that a million texts take. TEXTS is a JSON-lines file with a field ``text``, which
may be gzipped; without one the articles of ``speed.py`` serve. Short texts are their paragraphs of about 200
characters, one by one and, with ``newsparse.batch``, together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from diff import ROOT, git
from speed import articles

FUNCTIONS = ("parse_article", "extract_attributions", "extract_boilerplate", "extract_byline")
SHORT, TOGETHER = "parse_article, 200 characters", "parse_articles, 200 characters"
LEAST_SHORT, MOST_SHORT, GROUP = 150, 260, 40
HOUR = 3600
# Runs in a process of its own: reads the number of a text, prints the time that it took.
WORKER = """
import json, sys, time
import newsparse
from newsparse.batch import parse_articles
given = json.load(open(sys.argv[1], encoding="utf-8"))
work = {name: getattr(newsparse, name) for name in given["functions"]}
work[given["short"]] = newsparse.parse_article
work[given["together"]] = lambda texts: list(parse_articles(texts))
for line in sys.stdin:
    name, number = json.loads(line)
    began = time.process_time()
    work[name](given["texts"][name][number])
    print(time.process_time() - began, flush=True)
"""


class Side:
    """One of the two trees, at work in a process."""

    def __init__(self, source: Path, given: Path) -> None:
        environment = os.environ | {"PYTHONPATH": str(source), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-P", "-c", WORKER, str(given)]
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def seconds(self, name: str, number: int) -> float:
        """Return the time that a function takes for a text."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([name, number]) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def end(self) -> None:
        """End the process."""
        self.process.communicate()


def read_texts(path: Path | None, limit: int) -> list[str]:
    """Return the texts of a file, or some made of the gold set."""
    if path is None:
        return articles(min(limit, 19))
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines][:limit]


def work_on(texts: list[str]) -> dict[str, list[str] | list[list[str]]]:
    """Return for each row of the table what is worked on; groups of short texts for the last one."""
    short = [line for text in texts for line in text.split("\n") if LEAST_SHORT <= len(line) <= MOST_SHORT]
    groups = [short[i : i + GROUP] for i in range(0, len(short), GROUP)]
    return {**dict.fromkeys(FUNCTIONS, texts), SHORT: short, TOGETHER: groups}


def best(sides: Sequence[Side], name: str, count: int, rounds: int) -> list[float]:
    """Return for each side the sum of the best time of each text."""
    found = [[float("inf")] * count for _ in sides]
    for turn in range(rounds):
        for number in range(count):
            for i in (0, 1) if (turn + number) % 2 else (1, 0):
                found[i][number] = min(found[i][number], sides[i].seconds(name, number))
    return [sum(times) for times in found]


def table(sides: Sequence[Side], work: dict[str, list[str] | list[list[str]]], rounds: int) -> None:
    """Measure and print."""
    print("| | ms before | ms now | ratio | core-hours a million, before | now |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, items in work.items():
        texts = sum(len(item) for item in items) if name == TOGETHER else len(items)
        before, now = (total / texts for total in best(sides, name, len(items), rounds))
        hours = f"{before * 1e6 / HOUR:.1f} | {now * 1e6 / HOUR:.1f}"
        print(f"| `{name}` | {1000 * before:.2f} | {1000 * now:.2f} | {now / before:.2f} | {hours} |", flush=True)


def main() -> int:
    """Compare this tree with a commit."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("base", help="the commit to compare with, such as the tag of the last release")
    arguments.add_argument("texts", nargs="?", type=Path)
    arguments.add_argument("--limit", type=int, default=100, help="how many texts")
    arguments.add_argument("--rounds", type=int, default=4, help="how many rounds")
    options = arguments.parse_args()
    work = work_on(read_texts(options.texts, options.limit))
    size = sum(map(len, work[FUNCTIONS[0]])) / len(work[FUNCTIONS[0]])
    print(f"{len(work[FUNCTIONS[0]])} texts of {size:,.0f} characters, beside {options.base}.\n")
    with tempfile.TemporaryDirectory() as folder:
        base, given = Path(folder) / "base", Path(folder) / "given.json"
        described = {"functions": FUNCTIONS, "short": SHORT, "together": TOGETHER, "texts": work}
        given.write_text(json.dumps(described), encoding="utf-8")
        git("worktree", "add", "--detach", base, options.base)
        try:
            sides = [Side(source / "src", given) for source in (base, ROOT)]
            table(sides, work, options.rounds)
            for side in sides:
                side.end()
        finally:
            git("worktree", "remove", "--force", base)
    return 0


if __name__ == "__main__":
    sys.exit(main())
