"""Runs every public function on huge hostile texts, each in a process of its own; prints time and memory.

``python tests/fuzz/hostile.py`` takes the shapes at a million characters and one line of ten million. Results are
checked as in the fuzzers. Memory is the most that the process held beyond what it held before, in bytes for each
character.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from pathlib import Path

from fuzz.checks import FUNCTIONS, check_result
from fuzz.corpus import SHAPES

WARM = "LONDON, March 3 (Reuters) — “We won,” said Ada Lee.\n\nBy Bo Day\n\nPublished Jan. 9, 2023 7:05 a.m. ET"
MOST_BYTES = 1_000  # for each character: 90 to 400 are held over prose and over marks alone
TEXTS = {
    "one line of ten million": ("one line", 10_000_000),
    "100,000 one-word paragraphs": ("one-word paragraphs", 600_000),
}


def peak() -> int:
    """Return the most memory this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # on Linux a child inherits the peak of its parent in ``getrusage``, but not here
        return 1024 * int(status.read_text(encoding="ascii").split("VmHWM:")[1].split()[0])
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def run(name: str, label: str, length: int) -> tuple[int, float, float]:
    """Run one function on one text; return its length, the seconds, and the bytes for each character."""
    FUNCTIONS[name](WARM)
    text = SHAPES[label](length)
    before, began = peak(), time.process_time()
    result = FUNCTIONS[name](text)
    spent, held = time.process_time() - began, peak() - before
    check_result(name, text, result)
    return len(text), spent, held / len(text)


def main() -> int:
    """Print one line for each function and text."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--length", type=int, default=1_000_000, help="characters of each shape")
    arguments.add_argument("--function", action="append", choices=FUNCTIONS, help="only this one (repeatable)")
    arguments.add_argument("--shape", action="append", choices=SHAPES, help="only this one (repeatable)")
    options = arguments.parse_args()
    texts = {label: (label, options.length) for label in options.shape or SHAPES}
    failed = False
    for what, (label, length) in texts.items() if options.shape else [*texts.items(), *TEXTS.items()]:
        for name in options.function or ["parse_article", "strip_boilerplate"]:
            if name not in FUNCTIONS:
                continue
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                size, spent, held = pool.apply(run, (name, label, length))
            failed |= held > MOST_BYTES
            print(f"{what:34} {name:20} {size:>10} characters {spent:8.2f} s {held:8.0f} bytes/character", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
