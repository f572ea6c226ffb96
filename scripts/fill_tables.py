"""Fills the measured figures of the docs: ``python scripts/fill_tables.py floors speed throughput compare``.

A table stands between ``<!-- NAME: begin -->`` and ``<!-- NAME: end -->`` in one page of the docs or several.
``speed`` and ``throughput`` measure and ``compare`` runs other libraries. ``floors`` measures nothing: it writes the
floors of ``benchmarks/floors.json`` into the tables ``gold`` and ``shared``, and into every page that names one beside
its figure: ``<!-- quotes/ood quotes.name -->95.2<!-- = -->``. The tests fail where a page and the floors disagree.
"""

from __future__ import annotations

import argparse
import json
import os
import re
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
OF_FLOORS = ("gold", "shared")
FIGURE_RE = re.compile(r"<!-- (?P<set>[\w/]+) (?P<measure>[\w.]+) -->[\d.]+<!-- = -->")


def printed_by(*command: str) -> str:
    """Return what one of our scripts prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def floors() -> dict[str, dict[str, float]]:
    """Return the floors, by set and measure."""
    found: dict[str, dict[str, float]] = json.loads((ROOT / "benchmarks" / "floors.json").read_text(encoding="utf-8"))
    del found["digests"]
    return found


def gold_table() -> str:
    """Return the floors of the gold set as a table."""
    rows = [f"| {measure} | {value:.1f} |" for measure, value in floors()["gold"].items()]
    return "\n".join(["| measure | % |\n| --- | ---: |", *rows])


def shared_table() -> str:
    """Return the floors of larger benchmarks as a table."""
    rows = [
        f"| {name} | {measure} | {abs(value):g} |"
        for name, figures in floors().items()
        if name != "gold"
        for measure, value in figures.items()
    ]
    return "\n".join(["| benchmark | measure | reached |\n| --- | --- | ---: |", *rows])


def table(name: str) -> str:
    """Return one table, measured now or made from the floors."""
    if name in OF_FLOORS:
        return gold_table() if name == "gold" else shared_table()
    return printed_by(f"benchmarks/{name}.py")


def with_figures(text: str) -> str:
    """Return a page with every floor that it names beside its figure, as percent."""
    known = floors()

    def figure(match: re.Match[str]) -> str:
        value = abs(known[match["set"]][match["measure"]])
        percent = value * 100 if max(map(abs, known[match["set"]].values())) <= 1 else value
        return f"<!-- {match['set']} {match['measure']} -->{percent:.1f}<!-- = -->"

    return FIGURE_RE.sub(figure, text)


def pages() -> list[Path]:
    """Return the pages that may name figures."""
    return [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]


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
    arguments.add_argument("names", nargs="+", choices=["floors", *(n for n in PAGES_OF if n not in OF_FLOORS)])
    for name in arguments.parse_args().names:
        for filled in OF_FLOORS if name == "floors" else [name]:
            fill(filled)
        if name == "floors":
            for page in pages():
                page.write_text(with_figures(page.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
