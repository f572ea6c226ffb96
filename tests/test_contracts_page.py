"""The page of contracts names every public function, and tests that are there."""

import re
from pathlib import Path

import pytest

import newsparse
from fuzz import contracts
from fuzz.contracts import broken, damaged, texts

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "reference" / "contracts.md").read_text(encoding="utf-8")
HELD_BY = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
FUNCTIONS = [name for name in newsparse.__all__ if name.islower()]
SEEDS = (*range(40), 100_036)  # and what was found once: lines of CRLF before a word in marks


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_public_function_has_a_contract(name):
    assert f"`{name}`" in PAGE


@pytest.mark.parametrize(("path", "name"), HELD_BY, ids=[name for _, name in HELD_BY])
def test_every_contract_has_its_test(path, name):
    assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_every_row_names_a_test():
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line and "held by" not in line]
    assert len(rows) == len(HELD_BY)


def test_every_contract_that_is_looked_for_is_on_the_page():
    on_page = {name for path, name in HELD_BY if path.endswith("fuzz/contracts.py")}
    assert contracts.CONTRACTS.keys() - {"slices"} == on_page


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_articles_break_no_contract(seed):
    assert not list(broken(damaged(seed, texts())))


def test_a_broken_contract_is_told(monkeypatch):
    monkeypatch.setattr(newsparse, "extract_quotes", lambda _: ["another"])
    assert ("agreement", "AssertionError: extract_quotes and parse_article differ") in list(
        broken("“We won,” he said.")
    )
