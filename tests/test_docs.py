"""Runs every ```pycon block of the README and the docs; the blocks of one page share their names."""

import contextlib
import doctest
import io
import json
import re
import shlex
import shutil
import webbrowser
from pathlib import Path

import pytest
from click.testing import CliRunner

import newsparse
from newsparse.cli import main

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND_RE = re.compile(
    r"^\$ (?:(?P<first>cat|curl|echo) (?P<given>[^|\n]*)\| )?newsparse(?P<called> [^|>#\n]*)", re.MULTILINE
)
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


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """What a user has: articles as files, as rows and as a page, and quotes to look for."""
    for name in ("article.txt", "articles/one.txt", "articles/two.txt", "archive/one.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(newsparse.sample(), encoding="utf-8")
    row = {
        "body": newsparse.sample(),
        "day": "2024-03-05",
        "url": "https://example.org/a",
        "section": "b",
        "paper": "c",
    }
    for name in ("articles.jsonl", "dump.jsonl"):
        (tmp_path / name).write_text(json.dumps(row) + "\n", encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in newsparse.sample().splitlines() if line)
    (tmp_path / "story.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>", encoding="utf-8")
    (tmp_path / "claims.txt").write_text("we had no choice\nbut it is not the end\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda *_, **__: True)
    return tmp_path


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if COMMAND_RE.search(page.read_text(encoding="utf-8"))],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_the_commands_of_a_page_run_in_the_order_of_the_page(page, folder):
    for command in COMMAND_RE.finditer(page.read_text(encoding="utf-8")):
        if "html" in command["called"].replace("--format html", ""):
            pytest.importorskip("trafilatura", exc_type=ImportError)
        given = {"echo": command["given"], "curl": (folder / "story.html").read_text(encoding="utf-8")}.get(
            command["first"], newsparse.sample()
        )
        arguments = [*shlex.split(command["called"]), *["--overwrite"] * ("news.db" in command["called"])]
        result = CliRunner().invoke(main, arguments, input=given, catch_exceptions=False)
        assert result.exit_code == 0, (command[0], result.output)


def test_a_page_prints_what_it_says_it_prints():
    page = (ROOT / "docs" / "how-to" / "check-quotes.md").read_text(encoding="utf-8")
    names, printed = {}, []
    for block in SCRIPT_RE.findall(page):
        printed.append(io.StringIO())
        with contextlib.redirect_stdout(printed[-1]):
            exec(block, names)  # noqa: S102 - our own page
    (said,) = re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert printed[-1].getvalue() == said


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
