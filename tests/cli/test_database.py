"""An SQLite database as output: every article once, as it is now, whatever is killed."""

import errno
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import regex
from test_commands import FILES, LINE, call

from newsparse import export, parse_article
from newsparse.cli._database import schema

COMMAND = [sys.executable, "-m", "newsparse"]


def ask(path, query):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def test_every_table_holds_what_the_other_formats_hold(tmp_path):
    out = tmp_path / "news.db"
    assert call("parse", *FILES, "-o", out, "-j", 2).exit_code == 0
    for file in FILES:
        text = Path(file).read_bytes().decode()
        for table, rows in export.rows_of(parse_article(text), file).items():
            names = ", ".join(f'"{name}"' for name in export.COLUMNS[table])
            query = f"SELECT {names} FROM {table} WHERE article = '{file}' ORDER BY rowid"  # noqa: S608
            found = ask(out, query)
            assert found == [tuple(row.values()) for row in rows], table
        assert (file, text) in ask(out, "SELECT article, text FROM articles")
    assert ask(out, "PRAGMA foreign_key_check") == []
    assert ask(out, "PRAGMA integrity_check") == [("ok",)]
    assert ask(out, "SELECT count(*) FROM mentions WHERE length(text) <> end - start") == [(0,)]
    assert ask(out, "SELECT sum(mentions) FROM sources") == ask(out, "SELECT count(*) FROM mentions")


def test_only_new_and_changed_articles_are_done(tmp_path):
    out, folder = tmp_path / "news.db", tmp_path / "in"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.txt").write_text(LINE, encoding="utf-8")
    assert "3 articles, 0 errors" in call("parse", folder, "-o", out).stderr
    (folder / "b.txt").write_text("It rained.", encoding="utf-8")
    (folder / "d.txt").write_bytes(b"\xff")
    (folder / "c.txt").unlink()
    result = call("parse", folder, "-o", out, "--resume")
    assert result.exit_code == 1
    assert "3 articles (1 new, 1 done again), 1 error" in result.stderr
    assert "1 article of" in result.stderr
    assert ask(out, "SELECT count(*) FROM articles") == [(3,)]
    assert len(ask(out, "SELECT * FROM quotes")) == 2
    assert ask(out, "SELECT error FROM errors") == [("not UTF-8: byte 0xff at 0 (see --encoding)",)]
    assert call("parse", folder, "-o", out, "--overwrite").exit_code == 1
    assert ask(out, "SELECT count(*) FROM articles") == [(2,)]


def test_fields_are_passed_through_also_when_they_are_called_as_a_column(tmp_path):
    file, out = tmp_path / "a.jsonl", tmp_path / "news.sqlite"
    file.write_text(json.dumps({"text": LINE, "id": "a\ud800", "section": 'the "news"', "words": 3}), encoding="utf-8")
    assert call("parse", file, "--id-field", "id", "--keep", "section,words", "-o", out).exit_code == 0
    found = ask(out, "SELECT article, section, words, input_words FROM articles")
    assert found == [("a\ufffd", 'the "news"', 5, 3)]
    assert (
        "nothing is left to do"
        in call("parse", file, "--id-field", "id", "--keep", "section,words", "-o", out, "--resume").stderr
    )


@pytest.mark.parametrize("content", [b"mine, and no database at all " * 50, None])
def test_what_is_not_ours_is_refused(tmp_path, content):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    out = tmp_path / "news.db"
    if content is None:
        connection = sqlite3.connect(out)
        connection.execute("CREATE TABLE articles (mine TEXT)")
        connection.commit()
        connection.close()
    else:
        out.write_bytes(content)
    before = out.read_bytes()
    for more in ([], ["--overwrite"]):
        result = call("parse", tmp_path / "a.txt", "-o", out, *more)
        assert result.exit_code == 1
        assert "of newsparse" in result.stderr
        assert out.read_bytes() == before


def test_other_options_and_no_file_are_refused(tmp_path):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    args = ["parse", tmp_path / "a.txt", "-o", tmp_path / "news.db"]
    assert call(*args).exit_code == 0
    assert "min confidence was 0.4, now 0.5" in call(*args, "--min-confidence", "0.5").stderr
    for output in ([], ["-o", f"{tmp_path}/out/"]):
        result = call("parse", "-f", "sqlite", tmp_path / "a.txt", *output)
        assert (result.exit_code, "a database needs a file: --output news.db" in result.stderr) == (1, True)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("no folder", "No such file or directory"),
        ("closed", "Permission denied"),
        ("read only", "attempt to write a readonly database"),
        ("locked", "database is locked"),
        ("damaged", "database disk image is malformed"),
    ],
)
def test_a_database_that_cannot_be_written_gets_one_line(tmp_path, monkeypatch, why, told):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    out = tmp_path / ("none" if why == "no folder" else "") / "news.db"
    if why in {"locked", "damaged"}:
        assert call("parse", tmp_path / "a.txt", "-o", out).exit_code == 0
        (tmp_path / "a.txt").write_text(LINE + LINE, encoding="utf-8")
    if why == "damaged":
        data = out.read_bytes()
        out.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    connect, open_ = sqlite3.connect, Path.open
    holder = connect(out) if why == "locked" else None
    if holder:
        holder.execute("BEGIN EXCLUSIVE")
        monkeypatch.setattr("newsparse.cli._database._WAIT", 0)
    if why == "read only":  # an existing file in a folder where no journal can be made says the same
        monkeypatch.setattr(sqlite3, "connect", lambda path, **more: connect(f"file:{path}?mode=ro", uri=True, **more))
    if why == "closed":  # as nobody but root can be stopped by the rights of a folder
        closed = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        monkeypatch.setattr(
            Path, "open", lambda path, *args, **more: _raise(closed) if path == out else open_(path, *args, **more)
        )
    result = call("parse", tmp_path / "a.txt", "-o", out)
    if holder:
        holder.close()
    assert result.exit_code == 1
    assert not isinstance(result.exception, sqlite3.Error)
    (line,) = [line for line in result.stderr.splitlines() if not line.startswith("newsparse: 0 articles, 0 errors")]
    assert line.startswith((f"Error: cannot write {out}: {told}", f"newsparse: cannot write {out}: {told}; 0 articles"))


def _raise(error):
    raise error


def test_a_folder_with_the_name_of_a_database_gets_one_line(tmp_path):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    (tmp_path / "news.db").mkdir()
    result = call("parse", tmp_path / "a.txt", "-f", "sqlite", "-o", tmp_path / "news.db")
    assert (result.exit_code, result.stderr) == (1, "Error: a database needs a file: --output news.db\n")


@pytest.mark.skipif(sys.platform == "win32", reason="the size of files has no limit")
def test_a_full_disk_gets_a_line_and_the_run_goes_on_later(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "news.db"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:03}.txt").write_text(f"{LINE} {number}\n\n" + LINE * 20, encoding="utf-8")
    args = ["parse", folder, "-o", out]
    code = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    code += "resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES, BYTES))\n"
    code += "from newsparse.cli import main; main(prog_name='newsparse')"
    kept = []
    for limit in (10_000, 250_000):
        command = [sys.executable, "-c", code.replace("BYTES", str(limit)), *map(str, args)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ended.returncode == 1
        assert "Traceback" not in ended.stderr
        (told,) = [line for line in ended.stderr.splitlines() if "cannot write" in line]
        assert f"cannot write {out}: d" in told  # "disk I/O error", "database or disk is full"
        kept.append("done and kept" in told)
    assert kept == [False, True]
    assert 0 < ask(out, "SELECT count(*) FROM articles")[0][0] < 60
    assert call(*args).exit_code == 0
    assert ask(out, "SELECT count(*) FROM articles") == [(60,)]
    assert ask(out, "PRAGMA integrity_check") == [("ok",)]


def test_two_runs_at_once_and_kills_lose_nothing(tmp_path):
    folder, out = tmp_path / "in", tmp_path / "news.db"
    folder.mkdir()
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(f"{LINE} {number}", encoding="utf-8")
    command = [*COMMAND, "parse", folder, "-o", out, "--quiet"]
    for wait in (1.2, 1.5, 1.8):
        with subprocess.Popen([*command, "-j", "2"], start_new_session=True) as process:
            time.sleep(wait)
            os.killpg(process.pid, signal.SIGKILL)
    runs = [subprocess.Popen(command) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert ask(out, "SELECT count(*), count(DISTINCT article) FROM articles") == [(120, 120)]
    assert ask(out, "SELECT count(*) FROM quotes") == [(120,)]
    assert ask(out, "PRAGMA integrity_check") == [("ok",)]


def test_the_schema_names_every_table():
    made = " ".join(schema())
    for table in (*export.COLUMNS, "mentions", "errors", "run", "authors"):
        assert f'"{table}"' in made


def test_the_queries_of_the_how_to_run(tmp_path):
    page = Path(__file__).parents[2] / "docs" / "how-to" / "ask-a-database.md"
    queries = regex.findall(r"```sql\n(.*?)```", page.read_text(encoding="utf-8"), regex.DOTALL)
    assert len(queries) >= 5
    out = tmp_path / "news.db"
    assert call("parse", *FILES, "-o", out).exit_code == 0
    answers = [ask(out, query) for query in queries]
    assert answers[0][:2] == [("Michael Oren", 2, 1, 73), ("Benjamin Netanyahu", 2, 1, 37)]
    assert all(answers[:3])
