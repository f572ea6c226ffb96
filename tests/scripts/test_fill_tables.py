"""Every measured table has its place, and comes with what another run would print in its stead."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import fill_tables
import pytest

ROOT = Path(__file__).parents[2]


def test_every_table_has_one_place_in_each_of_its_pages():
    for name, pages in fill_tables.PAGES_OF.items():
        for page in pages:
            text = (ROOT / "docs" / page).read_text(encoding="utf-8")
            assert text.count(f"<!-- {name}: begin -->\n") == text.count(f"<!-- {name}: end -->") == 1, (name, page)


def test_only_the_table_is_replaced(tmp_path, monkeypatch):
    (tmp_path / "page.md").write_text("Before.\n<!-- a: begin -->\nold\n<!-- a: end -->\nAfter.\n", encoding="utf-8")
    monkeypatch.setattr(fill_tables, "DOCS", tmp_path)
    monkeypatch.setattr(fill_tables, "PAGES_OF", {"a": ["page.md"]})
    monkeypatch.setattr(fill_tables, "table", lambda _: "new")
    fill_tables.fill("a")
    expected = "Before.\n<!-- a: begin -->\nnew\n<!-- a: end -->\nAfter.\n"
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == expected


@pytest.mark.parametrize("page", fill_tables.pages(), ids=lambda path: path.name)
def test_the_figures_of_a_page_are_those_of_the_floors(page):
    text = page.read_text(encoding="utf-8")
    assert fill_tables.with_figures(text) == text, "python scripts/fill_tables.py floors"


@pytest.mark.parametrize("name", fill_tables.OF_FLOORS)
def test_the_tables_of_floors_are_those_of_the_floors(name):
    for page in fill_tables.PAGES_OF[name]:
        text = (fill_tables.DOCS / page).read_text(encoding="utf-8")
        assert f"<!-- {name}: begin -->\n{fill_tables.table(name)}\n<!-- {name}: end -->" in text


def test_a_share_and_a_percentage_are_both_written_as_percent(monkeypatch):
    floors = {"lines": {"f1": 0.9715, "lost": -0.0004}, "quotes/x": {"found.f1": 97.31, "other": 0.5}}
    monkeypatch.setattr(fill_tables, "floors", lambda: floors)
    text = "| <!-- lines f1 -->1<!-- = --> | <!-- quotes/x other -->2.0<!-- = -->% | 3 |"
    expected = "| <!-- lines f1 -->97.2<!-- = --> | <!-- quotes/x other -->0.5<!-- = -->% | 3 |"
    assert fill_tables.with_figures(text) == expected
