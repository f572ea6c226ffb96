"""Prints how the time of every public function grows with every hostile shape.

``python tests/fuzz/growth.py`` times each function on each shape at one length and at four times that length: a linear
function takes four times as long, a quadratic one sixteen times. Where the shorter text takes too little time to tell,
it grows first. Only the ratio is judged; the exit status is 1 when one is too high.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

from fuzz.checks import FUNCTIONS
from fuzz.corpus import SHAPES, Shape

FACTOR = 4
MOST = 12.0  # between 4, which is linear, and 16, which is quadratic; busy machines need the room
ENOUGH = 0.02  # seconds of the shorter run, below which a ratio is noise


class Growth(NamedTuple):
    """How one function grew on one shape."""

    length: int
    few: float
    many: float

    @property
    def ratio(self) -> float:
        """How many times as long the longer text took."""
        return self.many / max(self.few, 1e-9)


def seconds(function: Callable[[str], object], text: str, runs: int) -> float:
    """Return the shortest time of several runs, in seconds of this process."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        function(text)
        times.append(time.process_time() - began)
    return min(times)


def measure(function: Callable[[str], object], shape: Shape, start: int, longest: int, runs: int = 1) -> Growth:
    """Time *function* on *shape*, from the length where its time can be told; again when the ratio is too high."""
    length = start
    few = seconds(function, shape(length), runs)
    while few < ENOUGH and length * FACTOR < longest:
        length = min(length * FACTOR, longest // FACTOR)
        few = seconds(function, shape(length), runs)
        if length == longest // FACTOR:
            break
    growth = Growth(length, few, seconds(function, shape(length * FACTOR), runs))
    if growth.ratio > MOST and growth.many > ENOUGH:
        few, many = (seconds(function, shape(size), runs + 2) for size in (length, length * FACTOR))
        growth = Growth(length, few, many)
    return growth


def too_high(growth: Growth) -> bool:
    """Tell whether the time grew faster than in proportion."""
    return growth.ratio > MOST and growth.many > ENOUGH


def main() -> int:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--length", type=int, default=5_000, help="characters of the shorter text, at least")
    arguments.add_argument("--longest", type=int, default=400_000, help="characters of the longer text, at most")
    arguments.add_argument("--function", action="append", choices=FUNCTIONS, help="only this one (repeatable)")
    arguments.add_argument("--shape", action="append", choices=SHAPES, help="only this one (repeatable)")
    options = arguments.parse_args()
    names = options.function or list(FUNCTIONS)
    high = []
    print("| shape | " + " | ".join(names) + " |\n| --- |" + " ---: |" * len(names))
    for label in options.shape or SHAPES:
        cells = []
        for name in names:
            growth = measure(FUNCTIONS[name], SHAPES[label], options.length, options.longest)
            cells.append(f"{growth.ratio:.1f}" if growth.many > ENOUGH else "-")
            if too_high(growth):
                high.append(f"{name} on {label}: {growth.few:.3f} s, {growth.many:.3f} s at {growth.length} × {FACTOR}")
        print(f"| {label} | {' | '.join(cells)} |", flush=True)
    print("\n".join(["", "faster than in proportion:", *high] if high else ["", "all in proportion"]))
    return bool(high)


if __name__ == "__main__":
    sys.exit(main())
