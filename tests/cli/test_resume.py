"""A run that is killed goes on: no article twice, none lost, the result the same as of an undisturbed run."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from test_commands import LINE, call

from newsparse.cli import _results

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
    assert process.stderr.startswith(f"newsparse: 1,000 articles ({1000 - before} new), 0 errors, ")
    assert sorted(path.name for path in tmp_path.glob("out*")) == ["out.jsonl", "out.jsonl.journal"]
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
    assert "12 articles (" in result.stderr
    assert "), 2 errors" in result.stderr
    assert out.read_bytes() == whole.read_bytes()
    errors = [path.with_name(path.name + ".errors.jsonl").read_bytes() for path in (whole, out)]
    assert errors[0] == errors[1]


def _stop_after(count, folder, form, out):
    """Run on the first files only, and keep the journal as a killed run leaves it."""
    kept = []

    class Stop(BaseException):
        pass

    take = _results.JournalResults.take

    def counted(self, done):
        if len(kept) == count:
            raise Stop
        kept.append(done)
        take(self, done)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_results.JournalResults, "take", counted)
        with pytest.raises(Stop):
            call("quotes", "-f", form, folder, "-o", out)


def test_a_folder_of_pages_goes_on(tmp_path):
    folder = make(tmp_path / "in", 30, [LINE])
    out = tmp_path / "pages"
    args = ["parse", "-f", "html", folder, "-o", f"{out}/"]
    kill_when(args, out / "newsparse.journal", 10)
    assert call(*args).exit_code == 1
    assert call(*args, "--resume").exit_code == 0
    pages = [f"{number:04}.html" for number in range(30)]
    assert sorted(path.name for path in out.glob("*.html")) == [*pages, "index.html"]


def test_a_folder_that_was_being_emptied_goes_on_without_what_was_left_in_it(tmp_path):
    folder = make(tmp_path / "in", 6, [LINE])
    out = tmp_path / "pages"
    args = ["parse", "-f", "html", folder, "-o", f"{out}/"]
    assert call(*args).exit_code == 0
    with (out / "newsparse.journal").open("a", encoding="utf-8") as journal:
        journal.write('{"again":true}\n')  # --overwrite, killed while it took away the pages
    (out / "0000.html").unlink()
    assert call(*args, "--resume").exit_code == 0
    pages = [f"{number:04}.html" for number in range(6)]
    assert sorted(path.name for path in out.glob("*.html")) == [*pages, "index.html"]


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


def test_an_article_with_an_error_is_tried_again(tmp_path):
    folder = make(tmp_path / "in", 3, [LINE])
    (folder / "0001.txt").write_bytes(b"\xff")
    args = ["quotes", "-f", "jsonl", folder, "-o", tmp_path / "out.jsonl"]
    assert call(*args).exit_code == 1
    result = call(*args, "--resume")
    assert result.exit_code == 1
    assert f"3 articles (0 new, 1 done again), 1 error (see {tmp_path}/out.jsonl.errors.jsonl)" in result.stderr
    (folder / "0001.txt").write_text(LINE, encoding="utf-8")
    assert call(*args, "--resume").exit_code == 0
    names = [json.loads(line)["article"][-8:-4] for line in args[-1].read_text(encoding="utf-8").splitlines()]
    assert names == ["0000", "0002", "0001"]
    assert not (tmp_path / "out.jsonl.errors.jsonl").exists()


def test_another_command_cannot_go_on(tmp_path):
    folder = make(tmp_path / "in", 12, [LINE])
    out = tmp_path / "out"
    _stop_after(3, folder, "jsonl", out)
    result = call("byline", "-f", "jsonl", folder, "-o", out, "--resume")
    assert result.exit_code == 1
    assert "is of another run (command was quotes, now byline)" in result.stderr


def test_files_that_came_since_are_done_too(tmp_path):
    folder = make(tmp_path / "in", 6, [LINE])
    out = tmp_path / "out"
    _stop_after(3, folder, "jsonl", out)
    (folder / "0000a.txt").write_text(LINE, encoding="utf-8")
    assert call("quotes", "-f", "jsonl", folder, "-o", out, "--resume").exit_code == 0
    names = [json.loads(line)["article"].rpartition("/")[2] for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(names) == ["0000.txt", "0000a.txt", *(f"{n:04}.txt" for n in range(1, 6))]


@pytest.mark.parametrize("output", ["out.csv", "out/"])
def test_new_articles_are_added_to_a_finished_run(tmp_path, output):
    folder = make(tmp_path / "in", 3, [LINE])
    args = ["quotes", "-f", "csv", folder, "-o", f"{tmp_path}/{output}", "--resume"]
    assert call(*args).exit_code == 0
    for number in range(3, 6):
        (folder / f"{number:04}.txt").write_text(LINE, encoding="utf-8")
    result = call(*args)
    assert (result.exit_code, "6 articles (3 new), 0 errors" in result.stderr) == (0, True)
    whole = tmp_path / "whole.csv"
    call("quotes", "-f", "csv", folder, "-o", whole)
    if output == "out.csv":
        assert (tmp_path / output).read_bytes() == whole.read_bytes()
    else:
        assert len(list((tmp_path / output).glob("*.csv"))) == 6


def test_an_id_is_what_tells_articles_apart_and_not_its_row(tmp_path):
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [json.dumps({"text": f"{LINE} {n}", "id": str(n)}) for n in range(4)]
    args = ["parse", "-f", "jsonl", file, "--id-field", "id", "-o", out, "--resume"]
    file.write_text("\n".join(rows[:2]), encoding="utf-8")
    assert call(*args).exit_code == 0
    file.write_text("\n".join([rows[3], rows[1], rows[2], rows[0]]), encoding="utf-8")
    assert "4 articles (2 new), 0 errors" in call(*args).stderr
    assert [json.loads(line)["id"] for line in out.read_text("utf-8").splitlines()] == ["0", "1", "3", "2"]


def test_an_article_that_has_changed_is_told_in_a_file_and_replaced_in_a_folder(tmp_path):
    folder = make(tmp_path / "in", 2, [LINE])
    args = ["strip", "-f", "text", folder, "--resume", "-o"]
    for output in (tmp_path / "out.txt", f"{tmp_path}/out/"):
        (folder / "0001.txt").write_text(LINE, encoding="utf-8")
        assert call(*args, output).exit_code == 0
        (folder / "0001.txt").write_text("It snowed.", encoding="utf-8")
        result = call(*args, output)
        if str(output).endswith("/"):
            assert "2 articles (0 new, 1 done again)" in result.stderr
            assert (tmp_path / "out" / "0001.txt").read_text(encoding="utf-8") == "It snowed."
        else:
            assert result.exit_code == 1
            assert "1 article changed since and kept as before; begin again with --overwrite" in result.stderr


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["-f", "json"], "format was csv, now json"),
        (["--date", "2024-01-01"], "date was none, now 2024-01-01"),
        (["--encoding", "cp1252"], "encoding was none, now cp1252"),
        (["--min-confidence", "0.5"], "min confidence was 0.4, now 0.5"),
    ],
)
def test_other_options_cannot_go_on(tmp_path, more, told):
    folder = make(tmp_path / "in", 2, [LINE])
    out = tmp_path / "out"
    assert call("quotes", "-f", "csv", folder, "-o", out).exit_code == 0
    before = out.read_bytes()
    result = call("quotes", "-f", "csv", folder, "-o", out, "--resume", *more)
    assert result.exit_code == 1
    assert f"{out} is of another run ({told}); use the same, or --overwrite it" in result.stderr
    assert out.read_bytes() == before


@pytest.mark.parametrize("damage", ["no journal", "another file", "changed"])
def test_what_is_not_ours_is_refused(tmp_path, damage):
    folder = make(tmp_path / "in", 2, [LINE])
    out = tmp_path / "out.csv"
    args = ["quotes", "-f", "csv", folder, "-o", out, "--resume"]
    if damage == "another file":
        out.write_text("mine", encoding="utf-8")
    else:
        call(*args)
        out.write_bytes(out.read_bytes() + b"more") if damage == "changed" else (tmp_path / "out.csv.journal").unlink()
    before = out.read_bytes()
    result = call(*args)
    assert result.exit_code == 1
    assert ("has been changed since" if damage == "changed" else "has no journal") in result.stderr
    assert "--overwrite" in result.stderr
    assert out.read_bytes() == before
    assert damage == "changed" or not (tmp_path / "out.csv.journal").exists()
    assert call(*args[:-1], "--overwrite").exit_code == 0


def test_two_runs_at_once_into_one_output_are_refused(tmp_path):
    folder = make(tmp_path / "in", 2000, [LINE])
    out = tmp_path / "out.jsonl"
    with subprocess.Popen([*COMMAND, "quotes", folder, "-o", out], stderr=subprocess.DEVNULL) as process:
        while not (tmp_path / "out.jsonl.journal").exists():
            time.sleep(0.005)
        second = subprocess.run(
            [*COMMAND, "quotes", folder, "-o", out, "--overwrite"], capture_output=True, text=True, check=False
        )
        assert process.poll() is None, "the first run was over too soon to tell"
        process.kill()
    assert second.returncode == 1
    assert "another run is writing there" in second.stderr
