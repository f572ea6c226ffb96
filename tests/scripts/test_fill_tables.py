"""Every measured table has its place, and comes with what another run would print in its stead."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))

import fill_tables

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
