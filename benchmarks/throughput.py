"""Articles a second with one process and with several: ``python benchmarks/throughput.py [--jobs 1,2] [--count 300]``.

Prints the table of docs/how-to/many-articles.md: the best of several rounds for each number of processes, the start of
the processes included, and how much of the ideal speed-up is reached. The articles are the seeds in turn. The rounds of
one process and of several take turns, so that what else the machine does hits both; the load is printed because the
figures mean little where it was higher than the processes account for.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import time
from pathlib import Path

from newsparse.batch import one_thread_each, parse_articles

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def seconds(texts: list[str], jobs: int) -> float:
    """Return the time that it takes to parse all texts, starting the processes included."""
    began = time.perf_counter()
    for _ in parse_articles(texts, jobs=jobs):
        pass
    return time.perf_counter() - began


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--jobs", default="1,2", help="numbers of processes")
    options.add_argument("--count", type=int, default=300, help="articles a round")
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    one_thread_each()
    seeds = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    texts = list(itertools.islice(itertools.cycle(seeds), given.count))
    for _ in parse_articles(seeds):  # what is loaded once
        pass
    load = os.getloadavg()[0]
    best: dict[int, float] = {}
    for jobs in [int(number) for _ in range(given.rounds) for number in given.jobs.split(",")]:
        best[jobs] = min(best.get(jobs, float("inf")), seconds(texts, jobs))
    first, *_ = best
    alone = best[first] * first
    size = sum(map(len, texts)) / given.count
    print(
        f"{given.count} articles of {size:,.0f} characters, best of {given.rounds} rounds, "
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load before {load:.1f}.\n"
    )
    print("| processes | articles a second | efficiency |\n| ---: | ---: | ---: |")
    for jobs, took in best.items():
        print(f"| {jobs} | {given.count / took:.1f} | {alone / took / jobs:.0%} |")


if __name__ == "__main__":
    main()
