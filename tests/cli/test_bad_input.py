"""One clear line for everything that goes wrong; the rest is done; the exit status says so."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_commands import LINE, call

from newsparse.__main__ import run
from newsparse.cli import _input

COMMAND = [sys.executable, "-m", "newsparse"]


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def good(folder, name="good.txt"):
    path = folder / name
    path.write_text(LINE, encoding="utf-8")
    return path


def test_a_missing_file_gets_a_line_and_the_others_are_done(tmp_path):
    result = call("quotes", tmp_path / "nope.txt", good(tmp_path))
    assert result.exit_code == 1
    assert "| We won," in result.stdout
    assert result.stderr.splitlines()[0] == f"newsparse: {tmp_path}/nope.txt: No such file or directory"
    assert result.stderr.splitlines()[1].startswith("newsparse: 2 articles, 1 error, ")


def test_an_unreadable_file_gets_a_line(tmp_path, monkeypatch):
    path = good(tmp_path)

    def refuse(name):
        raise PermissionError(13, "Permission denied", name)

    monkeypatch.setattr(_input, "opened", refuse)
    result = call("quotes", path)
    assert (result.exit_code, result.stderr) == (1, f"newsparse: {path}: Permission denied\n")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("latin.txt", "caf\xe9".encode("latin-1"), "not UTF-8: byte 0xe9 at 3 (see --encoding)"),
        ("binary.txt", b"\x7fELF\x02\x01\0\0", "no text: it has NUL bytes"),
        ("utf16.txt", "“We won".encode("utf-16-le"), "no text: it has NUL bytes"),
        ("large.txt", b"a" * 10_000_001, "larger than one article may be (10 MB; see --max-size)"),
        ("a.jsonl", b"{", "no JSON: "),
        ("a.jsonl", b"[1]", "no JSON object but list"),
        ("a.jsonl", b'{"body": ""}', "no field 'text'; there are: body"),
        ("a.jsonl", b'{"text": null}', "'text' is no text but null"),
        ("a.jsonl", b'{"text": "\xff"}', "not UTF-8: byte 0xff at 10"),
        ("a.jsonl", b"[" * 100_000, "no JSON: "),
        ("a.csv", b"body,url\na,b\n", "no column 'text'; there are: body, url"),
        ("a.csv", b"", "no column 'text'; there are: none"),
        ("a.csv", b"text\n\xff\n", "no CSV: "),
        ("a.parquet", b"PAR1", "no Parquet file: "),
        ("a.html", b"", "no article found in the page"),
        ("a.html", b"\0\xff<", "no article found in the page"),
    ],
)
def test_bad_files_get_a_line_and_the_others_are_done(tmp_path, name, data, message):
    pytest.importorskip("pyarrow")
    pytest.importorskip("trafilatura")
    (tmp_path / name).write_bytes(data)
    good(tmp_path, "z.txt")
    result = call("quotes", tmp_path)
    assert result.exit_code == 1
    assert "| We won," in result.stdout
    wrong = [line for line in result.stderr.splitlines() if message in line]
    assert len(wrong) == 1, result.stderr
    assert wrong[0].startswith(f"newsparse: {tmp_path}/{name}")


def test_a_broken_line_does_not_stop_the_next_ones(tmp_path):
    file = tmp_path / "a.jsonl"
    row = json.dumps({"text": LINE})
    file.write_text(f"{row}\n{{broken\n{row}\n", encoding="utf-8")
    result = call("parse", "-f", "jsonl", file)
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.splitlines()[0].startswith(f"newsparse: {file}:2: no JSON: ")
    assert result.stderr.splitlines()[1].startswith("newsparse: 3 articles, 1 error")
    assert result.exit_code == 1


def test_a_bad_date_is_an_error_of_its_row(tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": LINE, "day": "yesterday"}), encoding="utf-8")
    assert "no date in ISO 8601: 'yesterday'" in call(file, "--date-field", "day").stderr


def test_an_empty_folder_gets_a_line(tmp_path):
    result = call(tmp_path)
    assert result.exit_code == 1
    assert f"newsparse: {tmp_path}: no files with these endings in the folder: .txt .jsonl" in result.stderr


def test_a_folder_that_cannot_be_opened_gets_a_line_and_the_others_are_done(tmp_path, monkeypatch):
    good(tmp_path)
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def refuse(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = call("quotes", tmp_path)
    assert result.exit_code == 1
    assert "| We won," in result.stdout
    assert result.stderr.splitlines()[0] == f"newsparse: {tmp_path}/locked: Permission denied"


def test_another_encoding_can_be_named(tmp_path):
    (tmp_path / "a.txt").write_bytes("“Café,” said Ada Lee.".encode("cp1252"))
    assert "Café" in call(tmp_path, "--encoding", "cp1252").stdout


def test_errors_stand_beside_the_results(tmp_path):
    good(tmp_path)
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    out = tmp_path / "out" / "results.jsonl"
    out.parent.mkdir()
    result = call("quotes", "-f", "jsonl", tmp_path, "-o", out)
    assert result.exit_code == 1
    assert len(lines(out)) == 1
    assert lines(out.with_name("results.jsonl.errors.jsonl")) == [
        {"article": f"{tmp_path}/bad.txt", "error": "not UTF-8: byte 0xff at 0 (see --encoding)"}
    ]
    assert f"1 error (see {out}.errors.jsonl)" in result.stderr
    names = ["results.jsonl", "results.jsonl.errors.jsonl", "results.jsonl.journal"]
    assert sorted(path.name for path in out.parent.iterdir()) == names
    (tmp_path / "bad.txt").unlink()
    assert call("quotes", "-f", "jsonl", tmp_path, "-o", out).exit_code == 0
    assert sorted(path.name for path in out.parent.iterdir()) == [names[0], names[2]]


def test_ten_thousand_files_with_bad_ones_among_them(tmp_path):
    for number in range(10_000):
        (tmp_path / f"{number:05}.txt").write_bytes(b"It rained.\n")
    (tmp_path / "00007.txt").unlink()
    (tmp_path / "00007.txt").mkdir()
    (tmp_path / "00006.txt").rename(tmp_path / "00007.txt" / "inner.txt")
    (tmp_path / "00005.txt").unlink()
    (tmp_path / "00005.txt").mkdir()
    (tmp_path / "00008.txt").unlink()
    (tmp_path / "00008.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "00009.txt").write_bytes(os.urandom(1000) + b"\0")
    with (tmp_path / "00010.txt").open("wb") as file:
        file.truncate(50_000_000)
    result = call("dateline", "-f", "csv", tmp_path)
    told = result.stderr.splitlines()
    assert result.exit_code == 1
    assert [line.rpartition("/")[2] for line in told[:-1]] == [
        "00008.txt: No such file or directory",
        "00009.txt: no text: it has NUL bytes" if "NUL" in told[1] else told[1].rpartition("/")[2],
        "00010.txt: larger than one article may be (10 MB; see --max-size)",
        "00005.txt: a folder, and there is nothing to read in it",
    ]
    assert told[-1].startswith("newsparse: 9,999 articles, 4 errors, ")


def test_a_full_disk_gets_a_line(tmp_path):
    path = good(tmp_path)
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run([*COMMAND, path], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert process.returncode == 1
    assert process.stderr == "newsparse: cannot write standard output: No space left on device\n"


def test_nothing_is_said_to_be_kept_on_a_device(tmp_path):
    result = call("quotes", good(tmp_path), "-o", "/dev/full")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[0] == "newsparse: cannot write /dev/full: No space left on device"


def test_a_disk_that_fills_up_keeps_what_was_done_and_the_run_goes_on_later(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        good(folder, f"{number:02}.txt")
    out = tmp_path / "out.json"
    args = ["parse", "-f", "json", folder, "-o", out]
    limit = 5000
    code = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
    code += f"import sys; sys.argv[1:] = {[str(a) for a in args]!r}\n"
    code += "from newsparse.cli import main; main(prog_name='newsparse')"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert process.returncode == 1
    (told,) = [line for line in process.stderr.splitlines() if "done and kept" in line]
    assert told.startswith(f"newsparse: cannot write {out}: File too large; ")
    assert "go on with --resume" in told
    assert 0 < out.stat().st_size < limit
    assert call(*args).exit_code == 1
    assert "go on with --resume, or --overwrite it" in call(*args).stderr
    assert call(*args, "--resume").exit_code == 0
    resumed = out.read_bytes()
    assert call(*args, "--overwrite").exit_code == 0
    assert out.read_bytes() == resumed
    assert [item["id"] for item in json.loads(resumed)] == [f"{folder}/{n:02}.txt" for n in range(40)]


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_says_what_is_kept(tmp_path, jobs, number, status):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(3000):
        good(folder, f"{n:04}.txt")
    out = tmp_path / "out.json"
    command = [*COMMAND, "parse", "-f", "json", folder, "-o", out, "--jobs", str(jobs)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        _wait_for(out.with_name("out.json.journal"), 5)
        os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
        told = process.stderr.read().splitlines()
    assert process.returncode == status
    assert told[0].startswith("newsparse: interrupted; ")
    assert "done and kept" in told[0]
    assert len(told) == 2
    assert 4 <= len(json.loads(out.read_text(encoding="utf-8"))) < 3000


def test_a_run_that_is_given_up_while_it_is_loaded_shows_no_traceback(monkeypatch):
    def give_up(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr("newsparse.cli.main", give_up)
    with pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 130


def _wait_for(journal, count):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if journal.exists() and journal.read_bytes().count(b"\n") > count:
            return
        time.sleep(0.01)
    pytest.fail("the run does not get on")


def test_a_reader_that_has_enough_is_no_error_worth_a_line(tmp_path):
    for n in range(300):
        good(tmp_path, f"{n:03}.txt")
    command = f"'{sys.executable}' -m newsparse quotes -f csv '{tmp_path}' | head -1"
    process = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert process.stdout.startswith("article,")
    assert "Traceback" not in process.stderr


def test_a_line_about_an_error_does_not_stand_behind_the_bar(tmp_path):
    pty = pytest.importorskip("pty")
    folder = tmp_path / "in"
    folder.mkdir()
    good(folder, "a.txt")
    (folder / "b.txt").write_bytes(b"\xff")
    good(folder, "c.txt")
    terminal, end = pty.openpty()
    with subprocess.Popen([*COMMAND, "quotes", folder, "-o", tmp_path / "out"], stderr=end) as process:
        os.close(end)
        shown = b""
        with contextlib.suppress(OSError):  # the other end is closed
            while data := os.read(terminal, 4096):
                shown += data
    os.close(terminal)
    assert process.returncode == 1
    lines = shown.decode().splitlines()
    assert any("3/3" in line for line in lines)
    assert f"\x1b[Knewsparse: {folder}/b.txt: not UTF-8: byte 0xff at 0 (see --encoding)" in lines


def test_the_output_cannot_be_opened(tmp_path):
    path = good(tmp_path)
    result = call(path, "-o", tmp_path / "nowhere" / "out.txt")
    assert result.exit_code == 1
    assert f"cannot write {tmp_path}/nowhere/out.txt: No such file or directory" in result.stderr


def test_no_article_is_overwritten_by_its_results(tmp_path):
    path = good(tmp_path)
    for output in (path, f"{tmp_path}/../{tmp_path.name}/good.txt", tmp_path, f"{tmp_path}/"):
        result = call("strip", path, "-o", output)
        assert result.exit_code == 1
        assert f"{path} is an article and would be overwritten; name another --output" in result.stderr
        assert path.read_text(encoding="utf-8") == LINE
    assert call("quotes", "-f", "json", path, "-o", f"{tmp_path}/").exit_code == 0
    assert path.read_text(encoding="utf-8") == LINE


def test_a_device_can_be_written(tmp_path):
    result = call("quotes", good(tmp_path), "-o", "/dev/null")
    assert result.exit_code == 0
