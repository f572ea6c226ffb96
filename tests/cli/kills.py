"""Kills runs of the command line at random moments, fills their disks, takes their memory; then looks what is there.

``make kills`` tries every form of output, each with two processes and twenty kills, and prints a table.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import attrs
import runs

COMMAND = [sys.executable, "-m", "newsparse"]
LONGEST = 600  # seconds for a run


@attrs.define
class Trial:
    """One form of output that is put to the test.

    Args:
        given: the articles.
        form: the form.
        folder: whether a folder takes them.
        place: where to write.
        random: what decides on the moments.
        in_order: whether results come in the order of the articles; one that was given up is done at the end.
    """

    given: runs.Given
    form: str
    folder: bool
    place: Path
    random: Random
    in_order: bool = True

    def __attrs_post_init__(self) -> None:
        self.place.mkdir(parents=True, exist_ok=True)

    @property
    def output(self) -> Path:
        """Where the results go."""
        return runs.output_of(self.place, self.form, folder=self.folder)

    def command(self, *more: str) -> list[str]:
        """Return what is called."""
        arguments = runs.arguments(self.given, self.form, self.output, folder=self.folder)
        return [*COMMAND, *arguments, "--jobs", "2", *more]

    @property
    def going_on(self) -> list[str]:
        """What goes on with an earlier run; a database does so unasked."""
        return [] if self.form == "sqlite" else ["--resume"]

    def run(self, *more: str, before: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
        """Run to the end."""
        command = self.command(*more)
        return subprocess.run(command, preexec_fn=before, capture_output=True, text=True, check=False, timeout=LONGEST)

    def begun(self) -> int:
        """Return how much has been written: bytes of the journal, or of the database."""
        journals = [self.output / "newsparse.journal", self.output.with_name(self.output.name + ".journal")]
        sizes = [path.stat().st_size for path in (*journals, self.output) if path.is_file()]
        return sum(sizes)


def expected(given: runs.Given, form: str, place: Path, *, folder: bool) -> object:
    """Return what an undisturbed run leaves; as many articles as were given."""
    trial = Trial(given, form, folder, place, Random(0))  # noqa: S311
    ended = trial.run()
    assert ended.returncode == int(bool(given.wrong)), ended.stderr
    assert len(runs.found(form, trial.output)) == len(given.fine)
    return runs.contents(trial.output)


def kills(trial: Trial, count: int) -> int:
    """Kill the run so often at random moments, each time going on with it; return how often.

    A run that ends before it can be killed is whole; the next one begins again.
    """
    killed, tries, more = 0, 0, trial.going_on
    while killed < count and tries < 10 * count:
        before, tries = trial.begun(), tries + 1
        with subprocess.Popen(trial.command(*more), stderr=subprocess.DEVNULL, process_group=0) as process:
            # One in four dies while it is still being loaded, the others after they have begun to write.
            if tries % 4:
                _until(functools.partial(_goes_on, trial, before, process))
            time.sleep(trial.random.uniform(0, 0.4))
            ended = process.poll() is not None
            killed, more = killed + (not ended), ["--overwrite"] if ended else trial.going_on
            with contextlib.suppress(ProcessLookupError):
                # Sometimes the first process alone: the others have to see it.
                if trial.random.random() < 0.5:
                    process.kill()
                else:
                    os.killpg(process.pid, signal.SIGKILL)
    return killed


def _goes_on(trial: Trial, before: int, process: subprocess.Popen[bytes]) -> bool:
    return trial.begun() != before or process.poll() is not None


def worker_kills(trial: Trial, count: int) -> int:
    """Kill processes of a run that is going on, at random moments; return how many."""
    killed = 0
    with subprocess.Popen(trial.command(), stderr=subprocess.PIPE, text=True) as process:
        _until(lambda: trial.begun() > 0 or process.poll() is not None)
        while killed < count and process.poll() is None:
            time.sleep(trial.random.uniform(0, 0.2))
            for worker in _children(process.pid)[:1]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                    killed += 1
        told = process.communicate(timeout=LONGEST)[1]
    trial.in_order = "died twice" not in told
    return killed


def full_disk(trial: Trial) -> str:
    """Let the files of a run grow to a random size and no further, as often as it takes; return what it said."""
    told = ""
    size = trial.random.randint(2_000, 20_000)
    for _ in range(100):
        ended = trial.run(
            "--resume" if trial.form != "sqlite" else "--quiet", before=functools.partial(_limit_files, size)
        )
        if ended.returncode == int(bool(trial.given.wrong)) and "cannot write" not in ended.stderr:
            break
        told = told or next((line for line in ended.stderr.splitlines() if "cannot write" in line), "")
        assert "Traceback" not in ended.stderr, ended.stderr
        size += trial.random.randint(20_000, 200_000)
    return told


def two_at_once(trial: Trial) -> str:
    """Start two runs into one output; return what became of the second."""
    with (
        subprocess.Popen(trial.command(), stderr=subprocess.PIPE, text=True) as one,
        subprocess.Popen(trial.command(), stderr=subprocess.PIPE, text=True) as two,
    ):
        told = [process.communicate(timeout=LONGEST)[1] for process in (one, two)]
    statuses = {one.returncode, two.returncode}
    if trial.form == "sqlite":
        assert statuses == {int(bool(trial.given.wrong))}, told
        return "both wait for each other"
    assert any("another run is writing there" in each for each in told), told
    return "one is refused"


def out_of_memory(place: Path) -> str:
    """Give a run with one huge article too little memory; the others are done, and the huge one when there is more."""
    folder = place / "memory"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(runs.HEAD.format(number), encoding="utf-8")
    (folder / "20-huge.txt").write_text(
        "The mayor said it rained. “We won,” said Ada Lee.\n\n" * 6_000, encoding="utf-8"
    )
    output = place / "memory.jsonl"
    command = [*COMMAND, "quotes", str(folder), "-o", str(output), "--jobs", "2", "-q"]
    limit = 200 << 20
    ended = subprocess.run(
        command,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    (told,) = ended.stderr.splitlines()
    assert ended.returncode == 1
    assert told.startswith(f"newsparse: {folder}/20-huge.txt: "), told
    assert len(output.read_text(encoding="utf-8").splitlines()) == 40
    ended = subprocess.run([*command, "--resume"], capture_output=True, text=True, check=True, timeout=LONGEST)
    assert len(output.read_text(encoding="utf-8").splitlines()) == 40 + 6_000
    return told.partition("huge.txt: ")[2]


def read_only(place: Path) -> str:
    """Write where nobody may write; root may everywhere but in the files of the kernel."""
    text = place / "a.txt"
    text.write_text(runs.HEAD.format(0), encoding="utf-8")
    folder = place / "closed"
    folder.mkdir(mode=0o555)
    folder = folder if os.geteuid() else Path("/sys")
    ended = subprocess.run(
        [*COMMAND, "quotes", str(text), "-o", f"{folder}/out.csv"], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    (told,) = ended.stderr.splitlines()
    return told


def finish(trial: Trial, whole: object) -> None:
    """Go on to the end; what is there must be what an undisturbed run leaves."""
    ended = trial.run(*trial.going_on)
    assert ended.returncode == int(bool(trial.given.wrong)), ended.stderr
    assert len(runs.found(trial.form, trial.output)) == len(trial.given.fine)
    if trial.in_order:
        assert runs.contents(trial.output) == whole, f"{trial.output}: not what an undisturbed run leaves"
    else:
        assert _parts(runs.contents(trial.output)) == _parts(whole), f"{trial.output}: lost, or there twice"
    left = [path.name for path in trial.place.iterdir() if path.suffix in {".rows", ".newsparse-part"}]
    assert not left, left


def _parts(contents: object) -> object:
    """Return the bytes of results without their order, by which files are numbered ("a-2.json") and pages listed."""
    if isinstance(contents, dict):
        return sorted(data for name, data in contents.items() if name != "index.html")
    return sorted(contents) if isinstance(contents, bytes | list) else contents


def _limit_files(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def _children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        return [int(each) for each in path.read_text(encoding="ascii").split()]
    except OSError:
        return []


def _until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end, "the run does not get on"
        time.sleep(0.005)


def put_to_the_test(given: runs.Given, form: str, place: Path, random: Random, *, folder: bool, count: int) -> str:
    """Do everything to one form; return a line of the table."""
    whole = expected(given, form, place / "whole", folder=folder)
    tries: dict[str, Callable[[Trial], object]] = {
        "kills": lambda trial: kills(trial, count),
        "workers": lambda trial: worker_kills(trial, count),
        "disk": lambda trial: "goes on" if full_disk(trial) else "never full",
        "twice": two_at_once,
    }
    cells = [f"{form}{', a folder' if folder else ''}"]
    for name, attempt in tries.items():
        trial = Trial(given, form, folder, place / name, random)
        cells.append(str(attempt(trial)))
        finish(trial, whole)
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Read the arguments and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--forms", nargs="*", default=[])
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        place, random = Path(made), Random(asked.seed)  # noqa: S311
        given = runs.make(place / "in", random, files=asked.articles // 10, rows=20, kinds=runs.KINDS)
        print(f"{len(given.fine)} articles, {len(given.wrong)} that cannot be read", flush=True)
        print("| output | killed | worker killed | disk full | two at once |\n| --- | ---: | ---: | --- | --- |")
        for form, folder in runs.OUTPUTS:
            if not asked.forms or form in asked.forms:
                room = place / f"{form}-{folder}"
                print(put_to_the_test(given, form, room, random, folder=folder, count=asked.kills), flush=True)
        print(f"Out of memory: {out_of_memory(place)}\nRead-only: {read_only(place)}")


if __name__ == "__main__":
    main()
