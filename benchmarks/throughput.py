"""Articles a second with one process and with several: ``python benchmarks/throughput.py [--jobs 1,2] [--count 300]``.

Prints the table of docs/how-to/many-articles.md: the best of several rounds for each number of processes, the start of
the processes included, how much of the ideal speed-up is reached, and the processor time that an article takes in all
processes together. The articles are the seeds in turn. The rounds of one process and of several take turns, so that
what else the machine does hits both; the load is printed because on a busy machine only the last column means much.
"""

from __future__ import annotations

import argparse
import itertools
import os
import platform
import time
from collections import defaultdict
from pathlib import Path

from newsparse.batch import one_thread_each, parse_articles

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def seconds(texts: list[str], jobs: int) -> tuple[float, float]:
    """Return the time that it takes to parse all texts, starting the processes included, and processor time."""
    began, worked = time.perf_counter(), processor_time()
    for _ in parse_articles(texts, jobs=jobs):
        pass
    return time.perf_counter() - began, processor_time() - worked


def processor_time() -> float:
    """Return the processor time of this process and of those that it has ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


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
    rounds: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for jobs in [int(number) for _ in range(given.rounds) for number in given.jobs.split(",")]:
        rounds[jobs].append(seconds(texts, jobs))
    best = {jobs: [min(times) for times in zip(*measured, strict=True)] for jobs, measured in rounds.items()}
    first, *_ = best
    alone = best[first][0] * first
    size = sum(map(len, texts)) / given.count
    print(
        f"{given.count} articles of {size:,.0f} characters, best of {given.rounds} rounds, "
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores, load before {load:.1f}.\n"
    )
    print("| processes | articles a second | efficiency | processor time an article |\n| ---: | ---: | ---: | ---: |")
    for jobs, (took, worked) in best.items():
        rate, each = given.count / took, 1000 * worked / given.count
        print(f"| {jobs} | {rate:.1f} | {alone / took / jobs:.0%} | {each:.1f} ms |")


if __name__ == "__main__":
    main()
