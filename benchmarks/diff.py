"""Prints what changed between two commits, item by item: what is right now and was wrong before, and the reverse.

``python benchmarks/diff.py BASE`` checks BASE out beside this tree, scores both with the scorer of this one on the
gold set (and on larger benchmarks, with ``--shared``), and compares the items, not only the figures: a change that
gains five and loses five shows as ten lines here, and as nothing in a table.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from score import SHARED, Item, figures_of

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 100


def git(*command: str | Path) -> None:
    """Run git on this repository."""
    subprocess.run(["git", "-C", ROOT, *command], check=True, capture_output=True)  # noqa: S607 - the user's own git


def score_with(source: Path, options: list[str]) -> list[Item]:
    """Score the package that lies in *source* with the scorer of this tree."""
    command = [sys.executable, ROOT / "benchmarks" / "score.py", "--json", *options]
    environment = os.environ | {"PYTHONPATH": str(source)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return [Item(*item) for item in json.loads(done.stdout)["items"]]


def state(items: list[Item]) -> dict[tuple[object, ...], bool]:
    """Return for each item whether it is right; what is found and should not be is wrong as long as it is there."""
    return {(item.measure, item.article, item.at, item.what, item.gold): item.right for item in items}


def report(before: list[Item], after: list[Item]) -> list[str]:
    """Return the lines of the report: figures that moved, then gains and losses."""
    old, new = figures_of(before), figures_of(after)
    lines = ["figures"]
    for measure in sorted(old.keys() | new.keys()):
        was, now = (figures[measure].value if measure in figures else None for figures in (old, new))
        if was != now:
            lines.append(f"  {measure:32} {'-' if was is None else was:>6} -> {'-' if now is None else now:>6}")
    was_right, is_right = state(before), state(after)
    measures = {key[0] for key in was_right} & {key[0] for key in is_right}
    moved: dict[str, list[str]] = {"gains": [], "losses": []}
    for key in sorted(was_right.keys() | is_right.keys(), key=str):
        measure, article, at, what, gold = key
        # An item that is not there has nothing wrong with it: a thing found too much may come and go.
        was, now = was_right.get(key, not gold), is_right.get(key, not gold)
        if measure in measures and was != now:
            shown = " ".join(str(what).split())[:WIDTH]
            note = "" if gold else " (found too much)"
            moved["gains" if now else "losses"].append(f"  {measure:24} {article}@{at} {shown!r}{note}")
    for name, entries in moved.items():
        lines += [f"{name}: {len(entries)}", *entries]
    return lines


def main() -> int:
    """Compare this tree with a commit."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("base", help="the commit to compare with")
    arguments.add_argument("--shared", nargs="?", const=SHARED, type=Path, help="compare on larger benchmarks instead")
    options = arguments.parse_args()
    extra = ["--shared", str(options.shared)] if options.shared else []
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / "base"
        git("worktree", "add", "--detach", base, options.base)
        try:
            before = score_with(base / "src", extra)
        finally:
            git("worktree", "remove", "--force", base)
    print("\n".join(report(before, score_with(ROOT / "src", extra))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
