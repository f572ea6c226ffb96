"""Fills the measured tables of the docs: ``python scripts/fill_tables.py gold shared speed throughput compare``.

A table stands between ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->`` in one page of the docs or several.
``gold`` scores the gold set, ``shared`` prints the floors of larger benchmarks, ``speed`` and ``throughput`` measure,
``compare`` runs other libraries; each is measured anew, so that no figure of the docs is written by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES_OF = {
    "gold": ["explanation/accuracy.md"],
    "shared": ["explanation/accuracy.md"],
    "speed": ["explanation/performance.md"],
    "throughput": ["explanation/performance.md", "how-to/many-articles.md"],
    "compare": ["explanation/comparison.md"],
}


def printed_by(*command: str) -> str:
    """Return what one of our scripts prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def shared_table() -> str:
    """Return the floors of larger benchmarks as a table."""
    floors = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    rows = [
        f"| {name} | {measure} | {abs(value):g} |"
        for name, figures in floors.items()
        if name != "gold"
        for measure, value in figures.items()
    ]
    return "\n".join(["| benchmark | measure | reached |\n| --- | --- | ---: |", *rows])


def table(name: str) -> str:
    """Return one table, measured now."""
    if name == "shared":
        return shared_table()
    if name == "gold":
        return printed_by("benchmarks/score.py", "--markdown")
    return printed_by(f"benchmarks/{name}.py")


def fill(name: str) -> None:
    """Put one table into its pages."""
    made = table(name)
    for page in (DOCS / path for path in PAGES_OF[name]):
        before, rest = page.read_text(encoding="utf-8").split(f"<!-- {name}: begin -->\n")
        after = rest.split(f"<!-- {name}: end -->", 1)[1]
        whole = f"{before}<!-- {name}: begin -->\n{made}\n<!-- {name}: end -->{after}"
        page.write_text(whole, encoding="utf-8")


def main() -> int:
    """Fill the tables that are named."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("names", nargs="+", choices=PAGES_OF)
    for name in arguments.parse_args().names:
        fill(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
