"""Parquet: the rows of the other tables, whole when it is there, added to by a later run."""

import csv
import io

import pytest
from test_commands import FILES, call, output

from newsparse import export
from newsparse.cli._commands import COMMANDS

pq = pytest.importorskip("pyarrow.parquet")
LINE = "By Jane Roe\n\nPublished Oct. 9, 2024\n\nLONDON (Reuters) - “We won,” said {}.\n\nAll rights reserved."


def article(folder, name, speaker="Ada Lee"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(LINE.format(speaker), encoding="utf-8")


def as_text(value):
    return "" if value is None else str(value)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "view"])
def test_the_rows_are_those_of_the_other_formats(tmp_path, command):
    article(tmp_path, "a.txt")
    args = [command, *FILES, tmp_path / "a.txt", *(["--quote", "we won"] if command == "locate" else [])]
    output(*args, "-o", tmp_path / "out.parquet", "--jobs", "2")
    found = pq.read_table(tmp_path / "out.parquet")
    expected = list(csv.DictReader(io.StringIO(output(*args, "-f", "csv"))))
    assert expected
    assert [{name: as_text(value) for name, value in row.items()} for row in found.to_pylist()] == expected
    if (table := "articles" if command == "parse" else command) in export.COLUMNS:
        assert found.schema == export.arrow_schema(table)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out.parquet", "out.parquet.journal"]


def test_without_a_row_there_are_the_columns(tmp_path):
    (tmp_path / "a.txt").write_text("", encoding="utf-8")
    output("quotes", tmp_path / "a.txt", "-o", tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").schema == export.arrow_schema("quotes")


def test_fields_that_are_passed_through_are_text(tmp_path):
    file = tmp_path / "a.jsonl"
    rows = ['{"text": "“We won,” said Ada Lee.", "n": 1}', '{"text": "“We won,” said Ada Lee.", "n": [0.5, "é"]}']
    file.write_text("\n".join([*rows, '{"text": "“We lost,” said Ada Lee."}']), encoding="utf-8")
    output("quotes", file, "--keep", "n", "-o", tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet")["n"].to_pylist() == ["1", '[0.5,"é"]', None]


def test_new_articles_are_added_to_a_finished_file(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out.parquet"
    for name in ("a.txt", "b\udcff.txt"):
        article(folder, name)
    output("quotes", folder, "-o", out)
    first = out.read_bytes()
    result = call("quotes", folder, "-o", out, "--resume")
    assert "is finished; nothing is left to do" in result.stderr
    assert out.read_bytes() == first
    article(folder, "c.txt", "Ben Ortiz")
    assert "(1 new)" in call("quotes", folder, "-o", out, "--resume").stderr
    added = out.read_bytes()
    assert pq.read_table(out)["speaker"].to_pylist() == ["Ada Lee", "Ada Lee", "Ben Ortiz"]
    output("quotes", folder, "-o", out, "--overwrite")
    assert out.read_bytes() == added
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.parquet", "out.parquet.journal"]


def test_a_file_that_was_changed_is_refused(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "out.parquet"
    article(folder, "a.txt")
    output("quotes", folder, "-o", out)
    pq.write_table(pq.read_table(out).slice(0, 0), out)
    article(folder, "b.txt")
    result = call("quotes", folder, "-o", out, "--resume")
    assert result.exit_code == 1
    assert "has been changed since it was finished; begin again with --overwrite" in result.stderr


def test_without_pyarrow_a_line_says_what_to_install(tmp_path, monkeypatch):
    article(tmp_path, "a.txt")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    result = call("quotes", tmp_path / "a.txt", "-o", tmp_path / "out.parquet")
    assert result.exit_code == 1
    assert result.stderr == "Error: Parquet needs pyarrow: pip install 'newsparse[arrow]'\n"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
