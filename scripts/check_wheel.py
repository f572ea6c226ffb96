"""Builds the sdist and, from it, the wheel; says whether they can be built again to the byte, and are complete.

The wheel is built twice and must have the same bytes; ``twine check`` reads the metadata as the index would. Then it is
installed into a fresh environment, away from this tree, where ``pip check``, the smoke test and, with ``--tests``, the
whole test suite run on what was installed. With ``--oldest`` the lowest version of every dependency that
``pyproject.toml`` allows is installed instead of the newest, also of the extras but spaCy's, whose lowest version asks
for a newer numpy than ours.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
import zipfile
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
TRIED_EXTRAS = ("arrow", "dask", "html")  # with the lowest versions of what they ask for
MOMENT = "1577836800"  # 2020-01-01; every file in the archives gets this time
SMOKE = """
import pathlib, sys
import newsparse
import newsparse.cli
assert "site-packages" in newsparse.__file__, newsparse.__file__
assert newsparse.__version__ == {version!r}, newsparse.__version__
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.txt")):
    article = newsparse.parse_article(path.read_text(encoding="utf-8"))
    assert article.quotes and article.attributions, path
    print(path.name, repr(article))
from importlib.metadata import distribution
for entry in distribution("newsparse").entry_points:
    if entry.group == "console_scripts":  # the spaCy component needs spaCy, which is an extra
        entry.load()
"""

# Runs the examples of pages, each in an empty folder; the blocks of a page share their names.
EXAMPLES = """
import doctest, os, pathlib, re, sys, tempfile
flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
for page in map(pathlib.Path, sys.argv[1:]):
    os.chdir(tempfile.mkdtemp())
    blocks = re.findall(r"^```pycon\\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\\n".join(blocks), {"__name__": "docs"}, page.name, str(page), 0)
    assert not doctest.DocTestRunner(optionflags=flags).run(test).failed, page
    print(page.name, len(test.examples), "examples")
"""


def settings(*names: str) -> dict[str, Any]:
    """Return a table of ``pyproject.toml``."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        table: dict[str, Any] = tomllib.load(file)
    return functools.reduce(dict.__getitem__, names, table)


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    """Run a command; what it prints is shown."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"SOURCE_DATE_EPOCH": MOMENT}
    subprocess.run(command, check=True, cwd=cwd, env=environment)


def build(folder: Path) -> tuple[Path, Path]:
    """Build the sdist into *folder*, and the wheel from the sdist; return the wheel and the sdist."""
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    (wheel,), (sdist,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    return wheel, sdist


def digests(folder: Path) -> dict[str, str]:
    """Return the hash of every file in *folder*."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def tracked(*paths: str) -> list[str]:
    """Return the files that git knows, below some paths."""
    done = subprocess.run(["git", "-C", ROOT, "ls-files", *paths], capture_output=True, text=True, check=True)
    return done.stdout.split()


def missing(wheel: Path, sdist: Path) -> list[str]:
    """Return what git knows and the archives lack: of the wheel the package and the licence, of the sdist all."""
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    wanted = {name.removeprefix("src/") for name in tracked("src/newsparse")}
    if not any(name.endswith("licenses/LICENSE") for name in packed):
        wanted.add("LICENSE")
    with tarfile.open(sdist) as source:
        sent = {name.partition("/")[2] for name in source.getnames()}
    kept = {name for name in tracked() if not name.startswith(".")}  # what is hidden is about git and services
    return sorted([*(wanted - packed), *(f"{name} (sdist)" for name in kept - sent)])


def stale(wheel: Path) -> list[str]:
    """Return the lexicon files that the wheel has in one file, and that are not what their TOML says."""
    folder = "newsparse/lexicon/data/"
    with zipfile.ZipFile(wheel) as archive:
        made = json.loads(archive.read(f"{folder}en.json"))
        written = {
            Path(name).stem: tomllib.loads(archive.read(name).decode())
            for name in archive.namelist()
            if name.startswith(f"{folder}en/") and name.endswith(".toml")
        }
    return sorted(name for name in made.keys() | written.keys() if made.get(name) != written.get(name))


def lowest() -> list[str]:
    """Return the lowest version of every dependency that is allowed, as constraints."""
    project = settings("project")
    extras = project["optional-dependencies"]
    lines = [*project["dependencies"], *(line for extra in TRIED_EXTRAS for line in extras[extra])]
    requirements = (Requirement(line) for line in lines)  # without the extras of each: constraints have none
    return sorted({f"{r.name}=={s.version}" for r in requirements for s in r.specifier if s.operator == ">="})


def fresh(folder: Path, wheel: Path, extra: str, constraints: list[str]) -> Path:
    """Make an environment with the wheel in it; return its Python."""
    venv.create(folder, with_pip=True, clear=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    held = folder / "constraints.txt"
    held.write_text("\n".join(constraints) + "\n", encoding="utf-8")
    options = ("--quiet", "--disable-pip-version-check", "--constraint", held)
    run(python, "-m", "pip", "install", *options, f"{wheel}{extra}")
    run(python, "-m", "pip", "check")
    return python


def pages() -> dict[str, list[Path]]:
    """Return README, tutorial and how-tos by the extra that each asks for; "" for those that ask for none."""
    found: dict[str, list[Path]] = {}
    for page in (ROOT / "README.md", ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))):
        text = page.read_text(encoding="utf-8")
        extra = re.search(r'^\$ pip install "newsparse\[(\w+)\]"', text, re.MULTILINE)
        if "```pycon" in text:
            found.setdefault(extra[1] if extra else "", []).append(page)
    return found


def examples(python: Path, wheel: Path, folder: Path) -> None:
    """Run the examples of the pages that ask for no extra, then of those that ask for one with that one alone."""
    for extra, asking in sorted(pages().items()):
        if extra:
            python = fresh(folder / extra, wheel, f"[{extra}]", [])
        run(python, "-c", EXAMPLES, *asking, cwd=folder)


def test(python: Path, folder: Path) -> None:
    """Run the test suite on what is installed: everything but the package's source is copied away from it."""
    for name in sorted({line.split("/")[0] for line in tracked()} - {"src"}):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    folders = (path for path in settings("tool", "pytest", "ini_options")["pythonpath"] if path != "src")
    run(python, "-m", "pytest", "-q", "-o", f"pythonpath={' '.join(folders)}", "-o", "testpaths=tests", cwd=folder)


def main() -> int:
    """Build, compare, install, try."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--oldest", action="store_true", help="install the lowest versions that are allowed")
    arguments.add_argument("--tests", action="store_true", help="run the test suite on the installed wheel")
    options = arguments.parse_args()
    shutil.rmtree(DIST, ignore_errors=True)
    wheel, sdist = build(DIST)
    run(sys.executable, "-m", "twine", "check", "--strict", wheel, sdist)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if not options.oldest:
            again = folder / "again"
            build(again)
            if digests(DIST) != digests(again):
                print(f"not reproducible: {digests(DIST)} and {digests(again)}")
                return 1
        if lost := missing(wheel, sdist):
            print("left out:", *lost)
            return 1
        if differing := stale(wheel):
            print("not what their TOML says:", *differing)
            return 1
        constraints = lowest() if options.oldest else []
        extras = f"[{','.join(('dev', *TRIED_EXTRAS))}]" if options.tests else ""
        python = fresh(folder / "env", wheel, extras, constraints)
        run(python, "-c", SMOKE.format(version=settings("project")["version"]), ROOT / "seeds", cwd=folder)
        if not options.oldest:
            examples(python, wheel, folder)
        if options.tests:
            copy = folder / "copy"
            copy.mkdir()
            test(python, copy)
    for file, digest in digests(DIST).items():
        print(f"{digest}  {file}")
    print(
        "sdist and wheel are complete, install and run"
        + (" with the oldest dependencies" if options.oldest else ", and build the same twice")
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
