"""Kinds of input: each is read as what it is, or refused in one line; results of ours are no articles."""

import codecs
import csv
import gzip
import json
import sys

import pytest
from test_commands import LINE, call, output, table

from newsparse.cli import _input

ROWS = [{"text": LINE, "id": "a"}, {"text": f"{LINE} It rained.", "id": "b"}]


def speakers(*args, **options):
    return [row["speaker"] for row in table(output("quotes", "-f", "csv", *args, **options))]


def _as(kind):
    if kind in {"csv", "tsv"}:
        between = "," if kind == "csv" else "\t"
        return "\n".join(between.join(f'"{cell}"' for cell in row) for row in ([*ROWS[0]], *(r.values() for r in ROWS)))
    return json.dumps(ROWS, indent=2) if kind == "json" else "\n".join(map(json.dumps, ROWS))


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("kind", ["json", "jsonl", "csv", "tsv"])
def test_each_kind_of_table_is_read_packed_or_not(tmp_path, kind, packed):
    data = _as(kind).encode()
    file = tmp_path / (f"a.{kind}.gz" if packed else f"a.{kind}")
    file.write_bytes(gzip.compress(data) if packed else data)
    for path in (file, tmp_path):
        found = json.loads(output("parse", "--json", path, "--id-field", "id"))
        assert [(item["id"], item["text"]) for item in found] == [(row["id"], row["text"]) for row in ROWS]
    if kind.startswith("json"):
        piped = json.loads(output("parse", "--json", "-", "--id-field", "id", input=file.read_bytes()))
        assert piped == found


@pytest.mark.parametrize("data", [json.dumps(ROWS[0]), json.dumps([ROWS[0]]), json.dumps(ROWS[0], indent=2)])
def test_a_json_file_may_hold_one_article(tmp_path, data):
    (tmp_path / "a.json").write_text(data, encoding="utf-8")
    assert speakers(tmp_path) == ["Ada Lee"]
    assert speakers("-", input=data) == ["Ada Lee"]


def test_json_lines_in_a_file_that_is_called_json_are_read(tmp_path):
    (tmp_path / "a.json").write_text(_as("jsonl"), encoding="utf-8")
    assert speakers(tmp_path) == ["Ada Lee", "Ada Lee"]


@pytest.mark.parametrize("data", ["[Updated] “We won,” said Ada Lee.", "{sic} “We won,” said Ada Lee."])
def test_prose_that_begins_with_a_bracket_is_prose(data):
    assert json.loads(output("parse", "--json", "-", input=data))[0]["text"] == data


def test_a_text_that_is_packed_is_read(tmp_path):
    for name in ("a.txt.gz", "b.gz"):
        (tmp_path / name).write_bytes(gzip.compress(LINE.encode()))
    assert speakers(tmp_path) == ["Ada Lee", "Ada Lee"]
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(LINE.encode() * 1000)[:-9])
    result = call("quotes", tmp_path)
    assert result.exit_code == 1
    assert f"newsparse: {tmp_path}/c.txt.gz: damaged: " in result.stderr


@pytest.mark.parametrize("ending", ["docx", "pdf", "xlsx", "xml", "zip"])
def test_a_structure_that_is_not_known_is_refused_and_not_read_as_prose(tmp_path, ending):
    (tmp_path / f"a.{ending}").write_text(LINE, encoding="utf-8")
    result = call("quotes", tmp_path / f"a.{ending}")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"newsparse: {tmp_path}/a.{ending}: .{ending} cannot be read; "
        "save it as text, or say with --from what it holds\n"
    )
    assert speakers(tmp_path / f"a.{ending}", "--from", "txt") == ["Ada Lee"]


def test_what_is_not_read_in_a_folder_is_named(tmp_path):
    for name in ("a.txt", "b.docx", "c.docx", "d.md", "README"):
        (tmp_path / name).write_text(LINE, encoding="utf-8")
    told = call("quotes", tmp_path).stderr
    assert f"{tmp_path}: passed over, as it is not read: 2 .docx, 1 .md, 1 without an ending" in told


@pytest.mark.parametrize(
    ("encoding", "args"),
    [
        ("utf-16", []),
        ("utf-32", []),
        ("utf-8-sig", []),
        ("utf-16-le", ["--encoding", "utf-16-le"]),
        ("utf-16", ["--encoding", "utf-16"]),
        ("utf-16", ["--encoding", "cp1252"]),
    ],
)
@pytest.mark.parametrize("kind", ["txt", "jsonl", "json", "csv"])
def test_wide_encodings_are_read_by_their_mark_or_when_they_are_named(tmp_path, kind, encoding, args):
    data = LINE if kind == "txt" else _as(kind)
    (tmp_path / f"a.{kind}").write_bytes(data.encode(encoding))
    texts = [LINE] if kind == "txt" else [row["text"] for row in ROWS]
    for path in (tmp_path, "-") if kind != "csv" else (tmp_path,):
        found = json.loads(output("parse", "--json", path, *args, input=data.encode(encoding)))
        assert [item["text"] for item in found] == texts


def test_a_wide_text_cut_in_half_gets_a_line(tmp_path):
    (tmp_path / "a.txt").write_bytes(codecs.BOM_UTF16_LE + "We".encode("utf-16-le")[:-1])
    assert "not UTF-16: byte" in call(tmp_path).stderr


def test_a_field_of_a_table_may_be_long_where_a_long_has_32_bits(tmp_path, monkeypatch):
    limit = csv.field_size_limit()

    def narrow(size=None):
        if size is not None and size >= 2**31:
            raise OverflowError("Python int too large to convert to C long")
        return limit

    monkeypatch.setattr(_input.csv, "field_size_limit", narrow)
    (tmp_path / "a.csv").write_text(f'text\n"{LINE}"\n', encoding="utf-8")
    assert speakers(tmp_path) == ["Ada Lee"]


FORMATS = [
    *(("parse", form) for form in ("json", "jsonl", "csv", "html", "text", "view", "jsonld", "ninjs", "citron")),
    *(("quotes", form) for form in ("json", "jsonl", "csv", "text", "parquet")),
    *(
        (command, "jsonl")
        for command in ("attributions", "sources", "byline", "dateline", "timestamps", "boilerplate", "strip")
    ),
]


@pytest.mark.parametrize(("command", "form"), FORMATS)
@pytest.mark.parametrize("folder", [False, True])
def test_its_own_results_in_the_folder_are_not_read(tmp_path, monkeypatch, command, form, folder):
    pytest.importorskip("trafilatura")
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"By Jane Roe\n\nLONDON (Reuters) - {LINE}\n\nAll rights reserved.", "utf-8")
    suffix = {"text": "txt", "view": "txt", "jsonld": "json", "ninjs": "json", "citron": "json"}.get(form, form)
    if (form == "html" and not folder) or (form == "parquet" and folder):
        return
    output(command, "-f", form, "a.txt", "b.txt", "-o", "out/" if folder else f"results.{suffix}")
    result = call("parse", "-f", "jsonl", ".")
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a.txt", "b.txt"]
    assert result.exit_code == 0
    assert (f"results of newsparse {command}, passed over" in result.stderr) == (form != "jsonld" or not folder)


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
@pytest.mark.parametrize("command", ["quotes", "attributions", "sources", "byline", "dateline", "boilerplate"])
def test_tables_of_ours_are_known_by_their_head_without_a_journal(tmp_path, command, form):
    (tmp_path / "a.txt").write_text(f"By Jane Roe\n\nLONDON (Reuters) - {LINE}\n\nAll rights reserved.", "utf-8")
    name = f"table.{form}"
    (tmp_path / name).write_text(output(command, "-f", form, tmp_path / "a.txt"), encoding="utf-8")
    result = call("parse", "-f", "jsonl", tmp_path)
    assert len(result.stdout.splitlines()) == 1
    assert f"{tmp_path}/{name}: {command} that newsparse has found, passed over" in result.stderr
    named = call("parse", "-f", "jsonl", tmp_path / name)
    assert (named.exit_code, named.stdout) == (1, "")
    assert f"{tmp_path}/{name}: {command} that newsparse has found, and no articles" in named.stderr
    # Whoever names the field means it.
    assert call("parse", "-f", "jsonl", tmp_path / name, "--text-field", "text").exit_code == 1
    assert call("parse", "-f", "jsonl", tmp_path / name, "--text-field", "article").stdout


def test_articles_that_newsparse_wrote_can_be_parsed_again_when_they_are_named(tmp_path):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    (tmp_path / "out.jsonl").write_text(output("parse", "-f", "jsonl", tmp_path / "a.txt"), encoding="utf-8")
    assert speakers(tmp_path / "out.jsonl") == ["Ada Lee"]
    assert speakers(tmp_path) == ["Ada Lee"]


def test_a_csv_line_break_in_a_cell_counts_no_row(tmp_path):
    (tmp_path / "a.csv").write_bytes(f'text,id\r\n"{LINE}\r\nIt rained.",a\r\n"{LINE}",b\r\n'.encode())
    assert len(json.loads(output("parse", "--json", tmp_path))) == 2


def test_spawned_processes_without_a_guard_say_so(tmp_path):
    import subprocess  # noqa: PLC0415

    script = tmp_path / "script.py"
    script.write_text(
        "import multiprocessing, newsparse\n"
        "multiprocessing.set_start_method('spawn', force=True)\n"
        "print(list(newsparse.batch.parse_articles(['It rained.'] * 3, jobs=2)))\n",
        encoding="utf-8",
    )
    process = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, timeout=120)
    assert process.returncode == 1
    assert 'if __name__ == "__main__":' in process.stderr.splitlines()[-1]
    assert "died twice" not in process.stderr
