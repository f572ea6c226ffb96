"""Prints how the time of every function grows with every hostile shape.

``python tests/fuzz/growth.py`` times each function on each shape at one length and at four times that length: a linear
function takes four times as long, a quadratic one sixteen times. Where the shorter text takes too little time to tell,
it grows first. Only the ratio is judged; the exit status is 1 when one is too high. There is a table of the public
functions, one of the functions below them, and one of the formats, for which the article is parsed before the clock
starts.
"""

from __future__ import annotations

import argparse
import functools
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

from fuzz.checks import FORMATS, FUNCTIONS, PIECES
from fuzz.corpus import SHAPES
from newsparse import parse_article

Function = Callable[[Any], object]

FACTOR = 4
MOST = 12.0  # between 4, which is linear, and 16, which is quadratic; busy machines need the room
ENOUGH = 0.02  # seconds of the shorter run, below which a ratio is noise
AGAIN = 4  # a ratio that is too high is measured again; what is quadratic stays it
RUNS = 3  # then, of which the shortest counts


class Growth(NamedTuple):
    """How one function grew on one shape."""

    length: int
    few: float
    many: float

    @property
    def ratio(self) -> float:
        """How many times as long the longer text took."""
        return self.many / max(self.few, 1e-9)


def seconds(function: Function, value: object) -> float:
    """Return the time of one run, in seconds of this process."""
    began = time.process_time()
    function(value)
    return time.process_time() - began


def measure(function: Function, make: Callable[[int], object], start: int, longest: int) -> Growth:
    """Time *function* on what *make* makes, from the length where its time can be told.

    A ratio that is too high is measured again, short and long in turn, so that what else the machine does hits both;
    the lowest ratio counts.
    """
    length = start
    few = seconds(function, make(length))
    while few < ENOUGH and length * FACTOR < longest:
        length = min(length * FACTOR, longest // FACTOR)
        few = seconds(function, make(length))
        if length == longest // FACTOR:
            break
    short, long = make(length), make(length * FACTOR)
    growth = Growth(length, few, seconds(function, long))
    for _ in range(AGAIN):
        if not too_high(growth):
            break
        times = [(seconds(function, short), seconds(function, long)) for _ in range(RUNS)]
        again = Growth(length, min(few for few, _ in times), min(many for _, many in times))
        growth = min(growth, again, key=lambda g: g.ratio)
    return growth


def too_high(growth: Growth) -> bool:
    """Tell whether the time grew faster than in proportion."""
    return growth.ratio > MOST and growth.many > ENOUGH


def in_proportion(function: Function, shape: str, start: int, longest: int = 100_000) -> bool:
    """Tell whether the time of *function* grows with the length of a text that repeats *shape*."""
    return not too_high(measure(function, lambda length: shape * (length // len(shape)), start, longest))


@functools.lru_cache(maxsize=4)
def article_of(label: str, length: int) -> object:
    """Return what is found in a hostile text; the formats take the same one in turn."""
    return parse_article(SHAPES[label](length))


class Group(NamedTuple):
    """Functions that take the same."""

    title: str
    functions: dict[str, Function]
    make: Callable[[str, int], object]
    longest: int


GROUPS = (
    Group("public functions", dict(FUNCTIONS), lambda label, length: SHAPES[label](length), 400_000),
    Group("below them", dict(PIECES), lambda label, length: SHAPES[label](length), 400_000),
    Group("formats of the article", dict(FORMATS), article_of, 80_000),
)


def table(group: Group, names: list[str], labels: list[str], start: int) -> list[str]:
    """Print one table; return what is too high."""
    high = []
    print(f"\n{group.title}\n\n| shape | " + " | ".join(names) + " |\n| --- |" + " ---: |" * len(names))
    for label in labels:
        cells = []
        for name in names:
            growth = measure(group.functions[name], functools.partial(group.make, label), start, group.longest)
            cells.append(f"{growth.ratio:.1f}" if growth.many > ENOUGH else "-")
            if too_high(growth):
                high.append(f"{name} on {label}: {growth.few:.3f} s, {growth.many:.3f} s at {growth.length} × {FACTOR}")
        print(f"| {label} | {' | '.join(cells)} |", flush=True)
    return high


def main() -> int:
    """Print the tables."""
    every = [name for group in GROUPS for name in group.functions]
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--length", type=int, default=5_000, help="characters of the shorter text, at least")
    arguments.add_argument("--function", action="append", choices=every, help="only this one (repeatable)")
    arguments.add_argument("--shape", action="append", choices=SHAPES, help="only this one (repeatable)")
    options = arguments.parse_args()
    high = []
    for group in GROUPS:
        if names := [name for name in group.functions if name in (options.function or every)]:
            high += table(group, names, options.shape or list(SHAPES), options.length)
    print("\n".join(["", "faster than in proportion:", *high] if high else ["", "all in proportion"]))
    return bool(high)


if __name__ == "__main__":
    sys.exit(main())
