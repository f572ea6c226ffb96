"""Runs every ```pycon block of the README and the docs; the blocks of one page share their names."""

import doctest
import re
import shutil
from pathlib import Path

import pytest

import newsparse

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK_RE = re.compile(r"^```pycon\n(.*?)^```", re.MULTILINE | re.DOTALL)
SCRIPT_RE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
NEEDED = {"spacy": "spacy", "web-pages": "trafilatura"}  # what the examples of a page import
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.mark.parametrize("page", [p for p in PAGES if p.exists()], ids=lambda p: str(p.relative_to(ROOT)))
def test_the_examples_of_a_page_run_in_an_empty_folder(page, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    if page.stem in NEEDED:
        pytest.importorskip(NEEDED[page.stem], exc_type=ImportError)
    names, report = {"__name__": "docs"}, []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    for number, block in enumerate(BLOCK_RE.findall(page.read_text(encoding="utf-8"))):
        test = doctest.DocTestParser().get_doctest(block, names, f"{page.name}[{number}]", str(page), 0)
        runner.run(test, out=report.append, clear_globs=False)
        names.update(test.globs)
    assert not runner.summarize(verbose=False).failed, "".join(report)


def test_the_source_audit_runs_over_a_folder(tmp_path, monkeypatch, capsys):
    shutil.copytree(ROOT / "seeds", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in SCRIPT_RE.findall((ROOT / "docs" / "how-to" / "source-audit.md").read_text(encoding="utf-8")):
        exec(block, names)  # noqa: S102 - our own page
    printed = capsys.readouterr().out
    assert re.search(r"^person +\d+ +\d+ +\d+$", printed, re.MULTILINE)
    assert "Barack Ravid" in printed
    assert "statements\n" in printed
    assert names["second_hand"]


@pytest.mark.parametrize("library", ["pandas", "polars", "duckdb"])
def test_the_tables_go_into_a_data_frame(library, monkeypatch, tmp_path, capsys):
    pytest.importorskip(library)
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "how-to" / "tables-and-pandas.md").read_text(encoding="utf-8")
    names = {"quotes": newsparse.rows({"ferry": newsparse.parse_article(newsparse.sample())})["quotes"]}
    (block,) = [block for block in SCRIPT_RE.findall(page) if f"import {library}" in block]
    exec(block, names)  # noqa: S102 - our own page
    assert "Tom Brandt" in capsys.readouterr().out


def test_the_readme_leads_to_absolute_addresses_that_are_there():
    links = re.findall(r"\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(links) > 10
    for link in links:
        host, _, path = link.partition("/newsparse/newsparse/")
        assert host in {"https://github.com", "https://raw.githubusercontent.com"}
        assert (ROOT / re.sub(r"^(?:(?:blob|tree)/)?main/", "", path)).exists(), link
