"""What one sees at a terminal: bars, colours, and nothing that a terminal obeys."""

import gzip
import json
import os
import subprocess
import sys

import pytest
from test_commands import LINE, call

pty = pytest.importorskip("pty")

COMMAND = [sys.executable, "-m", "newsparse"]
ROWS = [{"text": LINE, "id": "a"}, {"text": LINE, "id": "b"}]


def at_terminal(*args, output=False, data=b"", env=None):
    """Run with standard error, or standard output, at a terminal; return the status, what is shown, and the rest."""
    terminal, end = pty.openpty()
    streams = {"stdout": end, "stderr": subprocess.DEVNULL} if output else {"stdout": subprocess.PIPE, "stderr": end}
    process = subprocess.Popen(
        [*COMMAND, *map(str, args)], stdin=subprocess.PIPE, env=os.environ | {"TERM": "xterm"} | (env or {}), **streams
    )
    with process:
        os.close(end)
        process.stdin.write(data)
        process.stdin.close()
        shown = b"".join(iter(lambda: _read(terminal), b""))
        rest = process.stdout.read() if process.stdout else b""
    os.close(terminal)
    return process.returncode, shown.decode().replace("\r\n", "\n"), rest.decode()


def _read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:  # the other end is closed
        return b""


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.tsv", "a.json", "a.jsonl.gz", "a.parquet", "-", "a.txt"])
def test_every_kind_of_input_runs_with_a_terminal_for_its_bar(tmp_path, name):
    file = tmp_path / name
    jsonl = "".join(json.dumps(row) + "\n" for row in ROWS).encode()
    data = {
        "a.jsonl": jsonl,
        "a.csv": f'text,id\n"{LINE}",a\n"{LINE}",b\n'.encode(),
        "a.tsv": f"text\tid\n{LINE}\ta\n{LINE}\tb\n".encode(),
        "a.json": json.dumps(ROWS).encode(),
        "a.jsonl.gz": gzip.compress(jsonl),
        "-": jsonl,
        "a.txt": LINE.encode(),
    }
    if name == "a.parquet":
        pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        pq.write_table(pa.Table.from_pylist(ROWS), file)
    elif name != "-":
        file.write_bytes(data[name])
    out = tmp_path / "out.csv"
    paths = [file, tmp_path / "other.txt"] if name == "a.txt" else ["-" if name == "-" else file]
    (tmp_path / "other.txt").write_text(LINE, encoding="utf-8")
    status, shown, _ = at_terminal("quotes", *paths, "-o", out, data=data[name] if name == "-" else b"")
    assert status == 0, shown
    assert "2 articles, 0 errors" in shown
    # What comes by a pipe may be one text as well; it gets no bar.
    assert {"a.txt": "2/2", "-": ""}.get(name, "\x1b[K2 articles\n") in shown
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3


def test_quiet_shows_no_bar_and_no_counts(tmp_path):
    (tmp_path / "a.csv").write_text(f'text\n"{LINE}"\n', encoding="utf-8")
    assert at_terminal("quotes", tmp_path / "a.csv", "--quiet", "-o", tmp_path / "out.csv")[:2] == (0, "")
    assert call("quotes", tmp_path / "nope.txt", "--quiet").stderr == (
        f"newsparse: {tmp_path}/nope.txt: No such file or directory\n"
    )


@pytest.mark.parametrize(
    ("args", "env", "colored"),
    [
        ([], {}, True),
        ([], {"NO_COLOR": "1"}, False),
        ([], {"NO_COLOR": ""}, True),
        ([], {"TERM": "dumb"}, False),
        (["--color", "always"], {"TERM": "dumb"}, True),
        (["--color", "never"], {}, False),
    ],
)
def test_colours_at_a_terminal(tmp_path, args, env, colored):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    status, shown, _ = at_terminal("parse", "-f", "view", tmp_path / "a.txt", *args, output=True, env=env)
    assert status == 0
    assert ("\x1b[" in shown) == colored


def test_colours_for_a_pager_are_asked_for(tmp_path):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    assert "\x1b[" not in call("parse", "-f", "view", tmp_path / "a.txt").stdout
    assert "\x1b[" in call("parse", "-f", "view", "--color", "always", tmp_path / "a.txt").stdout


@pytest.mark.parametrize("args", [["parse"], ["parse", "-f", "view"], ["parse", "--json"], ["strip"], ["quotes"]])
def test_no_sequence_of_an_article_reaches_a_terminal(tmp_path, args):
    evil = "“We won\x1b[2J\x1b]0;owned\x07\u202e,” said Ada\x9b Lee."
    (tmp_path / "a.txt").write_text(evil, encoding="utf-8")
    _, shown, _ = at_terminal(*args, tmp_path / "a.txt", "--color", "never", output=True)
    assert "won" in shown
    assert not set("\x1b\x07\x9b\u202e") & set(shown)
    # A file or another program gets the text as it is.
    if args == ["strip"]:
        assert call(*args, tmp_path / "a.txt").stdout == evil


def test_a_name_shows_no_sequence_in_an_error_either(tmp_path):
    path = tmp_path / "\x1b[2Ja.txt"
    path.write_bytes(b"\xff")
    _, shown, _ = at_terminal("quotes", path, tmp_path / "b.txt")
    assert "not UTF-8" in shown
    assert "\x1b[2J" not in shown


def test_closed_standard_streams_get_a_line(tmp_path):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    newsparse = f"'{sys.executable}' -m newsparse"
    for command, line in [
        (f"{newsparse} quotes - <&-", "newsparse: -: standard input is closed"),
        (f"{newsparse} quotes <&-", "newsparse: -: standard input is closed"),
        (f"{newsparse} quotes '{tmp_path}/a.txt' >&-", "Error: standard output is closed; name an --output"),
    ]:
        process = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        assert (process.returncode, process.stderr.splitlines()) == (1, [line])
    command = f"{newsparse} quotes '{tmp_path}/a.txt' -o '{tmp_path}/out.csv' >&- 2>&- <&-"
    assert subprocess.run(["bash", "-c", command], check=False).returncode == 0
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("article,")
