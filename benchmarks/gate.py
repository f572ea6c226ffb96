"""Fails when a figure falls below its floor by more than the noise.

Floors stand in ``floors.json``: those of the gold set, and those of larger benchmarks, which are held where their
folder is at hand. A figure may fall by one item of the gold set, or by 0.3 points of a larger one; what falls by more
is a change that somebody has to answer for. ``--pin`` raises floors to what is reached now, adds new figures, and
leaves a floor that is not reached as it is, unless ``--lower`` says that the loss is meant.

A figure means something beside its floor only on the same data: ``digests`` in the file has a digest of each set, and a
set with another one fails until its floors are pinned again.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import runpy
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from score import GOLD, SHARED, Figure, figures_of, gold_records, items_of

FLOORS = Path(__file__).with_name("floors.json")
NOISE = 0.3  # points of a hundred, on a larger benchmark

Floors: TypeAlias = dict[str, dict[str, float]]
Digests: TypeAlias = dict[str, str]


class Held(NamedTuple):
    """One figure beside its floor; a figure that must stay low is held with its sign turned."""

    set_name: str
    measure: str
    now: float | None
    floor: float | None
    slack: float

    @property
    def fell(self) -> bool:
        """Whether the figure is under its floor by more than the noise, or gone."""
        return self.floor is not None and (self.now is None or self.now < self.floor - self.slack)


def digest(paths: list[Path]) -> str:
    """Return a digest of what some files hold."""
    made = hashlib.sha256()
    for path in paths:
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


def digests(shared: Path | None) -> Digests:
    """Return a digest of each set of data that is at hand."""
    found = {"gold": digest([GOLD])}
    if shared:
        benches = runpy.run_path(str(shared / "scoreboard.py"))["BENCHES"]
        found |= {name: digest([shared / file for file in files]) for name, (_, files) in benches.items() if files}
    return found


def read_floors(path: Path = FLOORS) -> tuple[Floors, Digests]:
    """Return the floors, and a digest of the data that each set of them was pinned on."""
    floors = json.loads(path.read_text(encoding="utf-8"))
    pinned_on: Digests = floors.pop("digests")
    return floors, pinned_on


def gold_figures() -> dict[str, Figure]:
    """Return the figures on the gold set."""
    return figures_of(items_of(gold_records()))


def shared_figures(folder: Path) -> Floors:
    """Run the scorers of the larger benchmarks; return every figure that has a target there.

    A figure with a ceiling as its target is returned with its sign turned, so that higher is always better.
    """
    done = subprocess.run(
        [sys.executable, folder / "scoreboard.py", "--json"], capture_output=True, text=True, check=False
    )
    start = done.stdout.find("{\n")
    results: dict[str, Any] = json.loads(done.stdout[start:]) if start >= 0 else {}
    figures: Floors = {}
    for name, targets in json.loads((folder / "targets.json").read_text(encoding="utf-8")).items():
        for path, target in targets.items():
            value: Any = results.get(name)
            for key in path.split("."):
                value = value.get(key) if isinstance(value, dict) else None
            if isinstance(value, int | float):
                figures.setdefault(name, {})[path] = -value if isinstance(target, dict) else value
    return figures


def compared(floors: Floors, gold: dict[str, Figure], shared: Floors) -> Iterator[Held]:
    """Put every figure beside its floor."""
    for measure in sorted(floors.get("gold", {}).keys() | gold.keys()):
        figure = gold.get(measure)
        slack = 100 / max(1, figure.items) if figure else 0.0
        yield Held("gold", measure, figure.value if figure else None, floors.get("gold", {}).get(measure), slack + 0.05)
    for name, figures in shared.items():
        for measure in sorted(floors.get(name, {}).keys() | figures.keys()):
            now, floor = figures.get(measure), floors.get(name, {}).get(measure)
            scale = 1.0 if max(abs(now or 0.0), abs(floor or 0.0)) <= 1 else 100.0
            yield Held(name, measure, now, floor, NOISE * scale / 100)


def pinned(floors: Floors, held: list[Held], *, lower: bool) -> Floors:
    """Return the floors, raised to what is reached now."""
    new = {name: dict(figures) for name, figures in floors.items()}
    for row in held:
        if row.now is not None and (lower or row.floor is None or row.now > row.floor):
            new.setdefault(row.set_name, {})[row.measure] = row.now
        elif row.now is None and lower:
            del new[row.set_name][row.measure]
    return {name: dict(sorted(figures.items())) for name, figures in sorted(new.items())}


def main() -> int:
    """Hold the figures against their floors."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--pin", action="store_true", help="raise the floors to what is reached now")
    arguments.add_argument("--lower", action="store_true", help="with --pin: lower those that are not reached")
    arguments.add_argument("--gold-only", action="store_true", help="leave larger benchmarks out")
    arguments.add_argument("--shared", type=Path, default=SHARED, help="the folder of the larger benchmarks")
    options = arguments.parse_args()
    floors, pinned_on = read_floors()
    at_hand = not options.gold_only and (options.shared / "scoreboard.py").exists()
    now_on = digests(options.shared if at_hand else None)
    held = list(compared(floors, gold_figures(), shared_figures(options.shared) if at_hand else {}))
    for row in held:
        now, floor = ("-" if value is None else f"{abs(value):.4g}" for value in (row.now, row.floor))
        verdict = "FELL" if row.fell else "new" if row.floor is None else ""
        print(f"{row.set_name:16} {row.measure:38} {now:>8} floor {floor:>8} {verdict}".rstrip())
    if not at_hand and len(floors) > 1:
        print("floors of larger benchmarks were not held: their folder is not at hand")
    if options.pin:
        new = {"digests": dict(sorted((pinned_on | now_on).items())), **pinned(floors, held, lower=options.lower)}
        FLOORS.write_text(json.dumps(new, indent=1) + "\n", encoding="utf-8")
        return 0
    other = [name for name in floors if name in now_on and now_on[name] != pinned_on.get(name)]
    for name in other:
        print(f"{name}: its data is not what its floors were pinned on; pin them again, with their change in view")
    return bool(other) or any(row.fell for row in held)


if __name__ == "__main__":
    sys.exit(main())
