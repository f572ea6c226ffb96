"""A folder as output: a file for each article, whatever they are called; nothing leaves the folder."""

import json
from pathlib import Path

import pytest
from test_commands import LINE, call, output

from newsparse.cli import _formats
from newsparse.cli._names import FileNames


def results(folder):
    return {json.loads(path.read_text("utf-8"))["id"]: path.name for path in folder.glob("*.json")}


def table_of(tmp_path, ids):
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(json.dumps({"text": f"{LINE} {n}", "id": name}) for n, name in enumerate(ids)), "utf-8")
    return file


def test_a_numbered_name_is_not_given_twice(tmp_path):
    names = ["d1/a.txt", "d2/a.txt", "d3/a-2.txt"]
    for name in names:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(LINE, encoding="utf-8")
    output("parse", "--json", *(tmp_path / name for name in names), "-o", f"{tmp_path}/out/")
    assert results(tmp_path / "out").keys() == {str(tmp_path / name) for name in names}


IDS = [
    "a:b", "a/b", "a b", "A B", "a?b", "ä", "A\u0308", "a\u0308", "", ".", "..",
    "../../etc/passwd", "/etc/passwd", "C:\\x",
    "nul", "NUL.txt", "com1", "a\0b", "a\nb", "-rf", "errors.jsonl",
    "newsparse.journal", "index.html", "x" * 300, "x" * 301,
    "字" * 120, "字" * 121, "https://example.org/a?x=1", "https://example.org/a?x=2", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_id_gets_a_file_in_the_folder(tmp_path, jobs):
    file = table_of(tmp_path, IDS)
    args = ["parse", "--json", file, "--id-field", "id", "-o", f"{tmp_path}/out/", "-j", jobs]
    assert call(*args).exit_code == 0
    files = list((tmp_path / "out").glob("*.json"))
    # The same article has the same name with both marks of an empty cell: where it stands.
    assert len(files) == len(IDS)
    texts = {json.loads(path.read_text("utf-8"))["text"] for path in files}
    assert texts == {f"{LINE} {n}" for n in range(len(IDS))}
    assert len({path.name.casefold() for path in files}) == len(IDS)
    assert all(len(path.name.encode()) < 255 for path in files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out"]
    assert "nothing is left to do" in call(*args, "--resume").stderr


def test_names_of_devices_are_given_to_no_file():
    names = FileNames(".json")
    for device in ("con", "NUL", "aux.txt", "LPT1"):
        assert names.new(device).partition(".")[0].lower() not in {"con", "nul", "aux", "lpt1"}


def test_the_same_id_twice_is_two_articles(tmp_path):
    file = table_of(tmp_path, ["a", "a", "a", "b"])
    output("parse", "--json", file, "--id-field", "id", "-o", f"{tmp_path}/out/")
    assert sorted(path.name for path in (tmp_path / "out").glob("*.json")) == [
        "a-2.json",
        "a-3.json",
        "a.json",
        "b.json",
    ]


def test_a_link_in_the_folder_leads_nowhere(tmp_path):
    (tmp_path / "out").mkdir()
    kept = tmp_path / "kept.json"
    kept.write_text("mine", encoding="utf-8")
    (tmp_path / "out" / "a.json").symlink_to(kept)
    file = table_of(tmp_path, ["a"])
    args = ["parse", "--json", file, "--id-field", "id", "-o", f"{tmp_path}/out"]
    result = call(*args)
    assert result.exit_code == 1
    assert f"{tmp_path}/out/a.json is not of this run and would be overwritten; see --overwrite" in result.stderr
    assert call(*args, "--overwrite").exit_code == 0
    assert kept.read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "out" / "a.json").is_symlink()


def test_a_folder_is_meant_by_the_separator_of_the_system(monkeypatch):
    assert _formats.is_folder_name("pages/")
    assert not _formats.is_folder_name("pages\\")
    monkeypatch.setattr(_formats.os, "sep", "\\")
    monkeypatch.setattr(_formats.os, "altsep", "/")
    assert _formats.is_folder_name("pages\\")
    assert _formats.is_folder_name("pages/")


def test_a_file_that_is_open_is_never_unlinked(tmp_path, monkeypatch):
    # As on Windows.
    unlink, replace = Path.unlink, Path.replace

    def refuse(path):
        names = {str(Path(f"/proc/self/fd/{fd.name}").resolve()) for fd in Path("/proc/self/fd").iterdir()}
        if str(path) in names:
            raise PermissionError(13, "The process cannot access the file", str(path))

    def guarded_unlink(path, *args, **options):
        refuse(path)
        unlink(path, *args, **options)

    def guarded_replace(path, target):
        refuse(path)
        refuse(target)
        return replace(path, target)

    monkeypatch.setattr(Path, "unlink", guarded_unlink)
    monkeypatch.setattr(Path, "replace", guarded_replace)
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff")
    for out in (f"{tmp_path}/out/", tmp_path / "out.csv"):
        for more in ([], ["--resume"], ["--overwrite"]):
            result = call("quotes", "-f", "csv", tmp_path / "a.txt", tmp_path / "b.txt", "-o", out, *more)
            assert "cannot access" not in result.stderr
            assert "1 error" in result.stderr
