"""The page of contracts names every public function, and tests that are there."""

import re
import tomllib
from pathlib import Path
from types import FunctionType

import pytest

import newsparse
from fuzz import contracts
from fuzz.contracts import broken, damaged, texts
from newsparse import names

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reference" / "contracts.md").read_text(encoding="utf-8")
HELD_BY = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
REFERENCE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "reference").glob("*.md")))
DOCUMENTED = re.findall(r"auto(?:function|class):: newsparse\.((?:\w+\.)?\w+)", REFERENCE)
METHODS = [
    f"{kind.__name__}.{name}"
    for kind in (newsparse.Article, newsparse.Lexicon, newsparse.OffsetMap, newsparse.Span)
    for name, member in vars(kind).items()
    if isinstance(member, FunctionType | classmethod | staticmethod) and not name.startswith("_")
]
FUNCTIONS = sorted(
    {name for name in newsparse.__all__ if name.islower()}
    | {name for name in DOCUMENTED if not name.isidentifier() and (name.islower() or name.startswith("spacy."))}
    | {f"names.{name}" for name in names.__all__ if name.islower()}
    | {*METHODS, "Lexicon", "Parser", "Span"}
)
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line and "held by" not in line]
FOUND = tomllib.loads((ROOT / "tests" / "fuzz" / "found.toml").read_text(encoding="utf-8"))["case"]
ALL = next(line for line in PAGE.splitlines() if "*all* are the functions" in line)
# And what was found once: lines of CRLF before a word in marks, a content over boilerplate, a version that is a list.
SEEDS = (*range(40), 100_036, 200_004, 300_272)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_has_a_contract(name):
    assert any(f"`{name}`" in row for row in ROWS) or f"`{name}`" in ALL


@pytest.mark.parametrize(("path", "name"), HELD_BY, ids=[name for _, name in HELD_BY])
def test_every_contract_has_its_test(path, name):
    assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_every_row_names_a_test():
    assert len(ROWS) == len(HELD_BY)


def test_every_contract_that_is_looked_for_is_on_the_page():
    on_page = {name for path, name in HELD_BY if path.endswith("fuzz/contracts.py")}
    assert contracts.CONTRACTS.keys() - {"slices"} == on_page


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_articles_break_no_contract(seed):
    assert not list(broken(damaged(seed, texts())))


@pytest.mark.parametrize("case", FOUND, ids=[case["comment"] for case in FOUND])
def test_what_broke_a_contract_once_does_so_no_more(case):
    assert case["contract"] in contracts.CONTRACTS
    assert not list(broken(case["text"].removeprefix("\n")))


def test_a_broken_contract_is_told(monkeypatch):
    monkeypatch.setattr(newsparse, "extract_quotes", lambda _: ["another"])
    assert ("agreement", "AssertionError: extract_quotes and parse_article differ") in list(
        broken("“We won,” he said.")
    )
