"""A folder of pages with the list of them, and the command that opens it in the browser."""

import base64
import hashlib
import re
import sys
import urllib.parse
from pathlib import Path

import html5lib
import pytest
from test_commands import FILES, call, output

from newsparse import Article, render

LINE = "Harbour <b>to</b> close\nBy Jane Roe\n\nPublished Oct. {}, 2024\n\nLONDON (Reuters) - “We won,” said Ada Lee."


def listed(path):
    page = path.read_text(encoding="utf-8")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    rows = parser.parse(page).findall(".//tbody/tr")
    return [[row.find(".//a").get("href"), *("".join(cell.itertext()) for cell in row)] for row in rows]


def articles(folder, *names):
    folder.mkdir(exist_ok=True)
    for day, name in enumerate(names, 1):
        (folder / name).write_text(LINE.format(day), encoding="utf-8")
    return folder


def test_the_list_has_what_one_looks_for_in_the_order_of_the_articles(tmp_path):
    folder = articles(tmp_path / "in", "b.txt", "a&“b”.txt")
    output("parse", "-f", "html", folder, "-o", f"{tmp_path}/out/")
    rows = listed(tmp_path / "out" / "index.html")
    title = "Harbour <b>to</b> close"
    assert [row[1:] for row in rows] == [
        [title, "2024-10-02", "Jane Roe", "1", "1"],
        [title, "2024-10-01", "Jane Roe", "1", "1"],
    ]
    assert all((tmp_path / "out" / urllib.parse.unquote(row[0])).is_file() for row in rows)


def test_the_list_grows_with_the_folder_and_follows_changes(tmp_path):
    folder = articles(tmp_path / "in", "a.txt", "b.txt")
    args = ["parse", "-f", "html", folder, "-o", f"{tmp_path}/out/"]
    output(*args)
    (folder / "b.txt").write_text("“We lost,” said Ada Lee.", encoding="utf-8")
    articles(folder, "c.txt")
    output(*args, "--resume")
    rows = listed(tmp_path / "out" / "index.html")
    assert [row[0] for row in rows] == ["a.html", "b.html", "c.html"]
    assert rows[1][1] == "“We lost,” said Ada Lee."
    assert call("quotes", tmp_path / "out" / "index.html").exit_code == 1  # no article


def test_somebody_elses_list_is_not_overwritten(tmp_path):
    folder, out = articles(tmp_path / "in", "a.txt"), tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("<p>mine", encoding="utf-8")
    args = ["parse", "-f", "html", folder, "-o", out]
    result = call(*args)
    assert result.exit_code == 1
    assert f"{out}/index.html is not of this run and would be overwritten; see --overwrite" in result.stderr
    assert [path.name for path in out.iterdir()] == ["index.html"]
    output(*args, "--overwrite")
    assert listed(out / "index.html")


def test_the_one_script_is_named_by_its_hash_and_nothing_else_may_run():
    evil = "</a><script>alert(1)</script>"
    page = render.to_index([("a:b\udcff.html", render.IndexRow(evil, evil, evil))], title=evil)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'" in page
    assert 'href="a%3Ab%FF.html"' in page
    assert "http" not in page.replace("http-equiv", "")


def test_a_row_says_what_the_page_says_where_the_text_is_silent():
    assert render.IndexRow.of(Article(text="It rained.")) == render.IndexRow("It rained.")


@pytest.fixture
def browser(tmp_path, monkeypatch):
    seen = tmp_path / "seen"
    program = tmp_path / "browser"
    program.write_text(f"#!/bin/sh\necho \"$1\" > '{seen}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{program} %s")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("webbrowser._tryorder", None)
    return seen


@pytest.mark.skipif(sys.platform == "win32", reason="the browser is a script of the shell")
@pytest.mark.parametrize(("files", "page"), [(FILES[:1], "000_02abe00618d4b929.html"), (FILES, "index.html")])
def test_view_opens_one_page_or_the_list_of_several(browser, files, page):
    result = call("view", *files)
    assert result.exit_code == 0
    opened = browser.read_text(encoding="utf-8").strip()
    assert opened.startswith("file:///")
    assert opened.endswith(page)
    path = Path(urllib.parse.unquote(opened.removeprefix("file://")))
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert result.stderr == f"newsparse: opened {path}\n"


def test_view_says_where_the_page_is_when_no_browser_opens(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    result = call("view", "-", "--quiet", input="“We won,” said Ada Lee.")
    assert result.stderr.startswith(f"newsparse: no browser could be opened; the page is {tmp_path}/newsparse-")
    assert Path(result.stderr.split()[-1]).is_file()


def test_view_opens_nothing_when_nothing_could_be_read(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("opened"))
    result = call("view", tmp_path / "gone.txt")
    assert (result.exit_code, result.stderr) == (1, f"newsparse: {tmp_path}/gone.txt: No such file or directory\n")
