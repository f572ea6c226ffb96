"""The page of contracts names every public function, and tests that are there."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from types import FunctionType

import attrs
import pytest

import newsparse
from fuzz import contracts
from fuzz.contracts import broken, broken_of
from fuzz.mutations import damaged, texts
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
SEEDS = range(40)


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
    told = ("reported", "AssertionError: extract_quotes and parse_article differ")
    assert told in list(broken("“We won,” he said."))


def test_many_texts_are_looked_at_together_and_what_is_drawn_is_counted(monkeypatch):
    looked = Counter()
    assert not list(broken_of(range(20), texts(), looked))
    assert looked == {name: len(range(0, 20, share)) for name, share in contracts.DRAWN.items()}
    monkeypatch.setattr(contracts, "_changed", lambda *_: ["quotes"])
    found = {(seed, name) for seed, name, _ in broken_of(range(2), texts(), looked)}
    assert found == {(seed, name) for seed in range(2) for name in ("reference", "line_ends")}


def test_a_reference_and_crlf_may_change_dates_and_offsets_alone():
    text = "ROME, March 3 (AP) - “We won,” said Ada Lee.\n\nUpdated March 4\n\nIt rained."
    article, other = newsparse.parse_article(text), newsparse.parse_article(text, reference=contracts.DAY)
    crlf = newsparse.parse_article(text.replace("\n", "\r\n"), reference=contracts.DAY)
    assert article != other != crlf
    assert not list(contracts._changed(article, other))
    assert not list(contracts._changed(article, crlf))
    assert list(contracts._changed(article, attrs.evolve(crlf, quotes=()))) == ["quotes"]
    assert list(contracts._changed(other, article)) == ["timestamps", "boilerplate"]
    assert list(contracts._changed(article, attrs.evolve(crlf, boilerplate=article.boilerplate))) == ["boilerplate"]
