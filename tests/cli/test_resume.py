"""A run that is killed goes on: no article twice, none lost, the result the same as of an undisturbed run."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from test_commands import LINE, call

from newsparse.cli import _output

COMMAND = [sys.executable, "-m", "newsparse"]


def make(folder, count, texts):
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:04}.txt").write_text(texts[number % len(texts)], encoding="utf-8")
    return folder


def kill_when(args, journal, lines):
    """Start a run, kill it and its processes without warning when its journal has so many lines."""
    with subprocess.Popen([*COMMAND, *map(str, args)], stderr=subprocess.DEVNULL, start_new_session=True) as process:
        while process.poll() is None and not (journal.exists() and journal.read_bytes().count(b"\n") > lines):
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
    return process.returncode


def test_a_thousand_copies_killed_and_gone_on_with(tmp_path, algemeiner, tass):
    # Openings of the seeds: a thousand whole articles would keep a busy machine for minutes.
    folder = make(tmp_path / "in", 1000, [algemeiner.split("\n")[1], tass[:250]])
    out, undisturbed = tmp_path / "out.jsonl", tmp_path / "undisturbed.jsonl"
    args = ["parse", "-f", "jsonl", folder, "--jobs", 2, "-o"]
    journal = tmp_path / "out.jsonl.journal"
    assert kill_when([*args, out], journal, 150) == -signal.SIGKILL
    assert kill_when([*args, out, "--resume"], journal, 600) == -signal.SIGKILL
    before = journal.read_bytes().count(b"\n") - 1
    assert 600 <= before < 1000
    process = subprocess.run([*COMMAND, *map(str, args), out, "--resume"], capture_output=True, text=True, check=True)
    assert process.stderr.startswith("newsparse: 1,000 articles, 0 errors, ")
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == ["out.jsonl"]
    subprocess.run([*COMMAND, *map(str, args), undisturbed], capture_output=True, check=True)
    assert out.read_bytes() == undisturbed.read_bytes()
    names = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert names == [f"{folder}/{number:04}.txt" for number in range(1000)]


@pytest.mark.parametrize("form", ["json", "csv", "text"])
@pytest.mark.parametrize("damage", ["none", "half a result", "half a line", "no results", "no journal line"])
def test_whatever_is_left_behind_the_end_is_the_same(tmp_path, form, damage):
    folder = make(tmp_path / "in", 12, [LINE, "\xff"])
    (folder / "0003.txt").write_bytes(b"\xff")
    (folder / "0008.txt").write_bytes(b"\xff")
    whole, out = tmp_path / "whole", tmp_path / "out"
    call("quotes", "-f", form, folder, "-o", whole)
    _stop_after(6, folder, form, out)
    journal = tmp_path / "out.journal"
    if damage == "half a result":
        with out.open("ab") as file:
            file.write(b'{"half')
    elif damage == "half a line":
        with journal.open("ab") as file:
            file.write(b'["in/0007.txt", "in/00')
    elif damage == "no results":
        out.write_bytes(b"")
    elif damage == "no journal line":
        journal.write_bytes(b"")
    result = call("quotes", "-f", form, folder, "-o", out, "--resume")
    assert result.exit_code == 1
    assert "12 articles, 2 errors" in result.stderr
    assert out.read_bytes() == whole.read_bytes()
    errors = [path.with_name(path.name + ".errors.jsonl").read_bytes() for path in (whole, out)]
    assert errors[0] == errors[1]
    assert not journal.exists()


def _stop_after(count, folder, form, out):
    """Run on the first files only, and keep the journal as a killed run leaves it."""
    kept = []

    class Stop(BaseException):
        pass

    take = _output.Results.take

    def counted(self, done):
        if len(kept) == count:
            raise Stop
        kept.append(done)
        take(self, done)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_output.Results, "take", counted)
        with pytest.raises(Stop):
            call("quotes", "-f", form, folder, "-o", out)


def test_a_folder_of_pages_goes_on(tmp_path):
    folder = make(tmp_path / "in", 30, [LINE])
    out = tmp_path / "pages"
    args = ["parse", "-f", "html", folder, "-o", f"{out}/"]
    kill_when(args, out / "newsparse.journal", 10)
    assert call(*args).exit_code == 1
    assert call(*args, "--resume").exit_code == 0
    assert sorted(path.name for path in out.iterdir()) == [f"{number:04}.html" for number in range(30)]


def test_a_finished_run_is_left_alone(tmp_path):
    folder = make(tmp_path / "in", 3, [LINE])
    out = tmp_path / "out.jsonl"
    args = ["quotes", "-f", "jsonl", folder, "-o", out, "--resume"]
    assert call(*args).exit_code == 0
    before = out.read_bytes()
    assert before
    result = call(*args)
    assert result.exit_code == 0
    assert "is finished" in result.stderr
    assert out.read_bytes() == before


def test_a_run_that_finished_with_errors_is_still_one_with_errors(tmp_path):
    folder = make(tmp_path / "in", 3, [LINE])
    (folder / "0001.txt").write_bytes(b"\xff")
    args = ["quotes", "-f", "jsonl", folder, "-o", tmp_path / "out.jsonl"]
    assert call(*args).exit_code == 1
    result = call(*args, "--resume")
    assert result.exit_code == 1
    assert f"is finished, with errors (see {tmp_path}/out.jsonl.errors.jsonl)" in result.stderr


def test_another_command_cannot_go_on(tmp_path):
    folder = make(tmp_path / "in", 12, [LINE])
    out = tmp_path / "out"
    _stop_after(3, folder, "jsonl", out)
    result = call("byline", "-f", "jsonl", folder, "-o", out, "--resume")
    assert result.exit_code == 1
    assert "is of another command or format" in result.stderr


def test_files_that_came_since_are_done_too(tmp_path):
    folder = make(tmp_path / "in", 6, [LINE])
    out = tmp_path / "out"
    _stop_after(3, folder, "jsonl", out)
    (folder / "0000a.txt").write_text(LINE, encoding="utf-8")
    assert call("quotes", "-f", "jsonl", folder, "-o", out, "--resume").exit_code == 0
    names = [json.loads(line)["article"].rpartition("/")[2] for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(names) == ["0000.txt", "0000a.txt", *(f"{n:04}.txt" for n in range(1, 6))]
