"""The pages of tables and of the command line say what the code does."""

import importlib
import re
import sqlite3
import sys
from pathlib import Path

import pytest

from newsparse import export
from newsparse.cli._commands import COMMANDS
from newsparse.cli._database import schema
from newsparse.cli._tasks import TABLES

ROOT = Path(__file__).parent.parent.parent
TABLES_PAGE = (ROOT / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")
SQL = {"string": "TEXT", "int64": "INTEGER", "bool": "INTEGER", "float64": "REAL"}


def described():
    """The tables of the page: for each its columns with their types."""
    found = {}
    for section in re.split(r"^#{2,3} ", TABLES_PAGE, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"^\| (\w+) \| (\w+) \| ([^|]+) \|$", section, re.MULTILINE)
        if rows := [(name, kind) for name, kind, text in rows if kind != "type"]:
            found[section.splitlines()[0]] = dict(rows)
    return found


DESCRIBED = described()


@pytest.mark.parametrize("table", export.COLUMNS)
def test_each_table_is_described_column_by_column(table):
    assert list(DESCRIBED[table].items()) == list(export.COLUMNS[table].items())


@pytest.mark.parametrize("command", TABLES)
def test_so_are_the_rows_of_each_command(command):
    table = "articles" if command == "parse" else command
    assert list(DESCRIBED[table].items()) == list(TABLES[command].items())


def test_and_those_of_the_database():
    connection = sqlite3.connect(":memory:")
    for statement in schema():
        connection.execute(statement)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    expected = {**DESCRIBED, "articles": {**DESCRIBED["articles"], **DESCRIBED["articles, too"]}}
    assert set(tables) == {*DESCRIBED} - {"articles, too", "locate", "strip"}
    for table in tables:
        columns = [(name, kind) for _, name, kind, *_ in connection.execute(f"PRAGMA table_info({table})")]
        assert columns == [(name, SQL[kind]) for name, kind in expected[table].items()]
    connection.close()


def test_the_page_of_the_command_line_is_made_from_the_commands(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    cli_page = importlib.import_module("cli_page")
    monkeypatch.delitem(sys.modules, "cli_page")
    assert cli_page.PAGE.read_text(encoding="utf-8") == cli_page.page(), "run python scripts/cli_page.py"
    assert all(f"\n### {command}\n" in cli_page.page() for command in COMMANDS)
