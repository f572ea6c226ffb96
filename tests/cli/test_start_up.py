"""Help, version and completion load no parser, and so come at once."""

import os
import subprocess
import sys

import pytest

import newsparse

CODE = (
    "import sys, newsparse.__main__\n"
    "try:\n    newsparse.__main__.run()\n"
    "finally:\n    print(*sorted(sys.modules), file=sys.stderr)\n"
)
HEAVY = {"attr", "numpy", "regex", "sqlite3", "newsparse.types", "newsparse.parser", "newsparse.lexicon"}


def loaded(*args, **env):
    command = [sys.executable, "-c", CODE, *args]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **env})
    return ended.stdout, set(ended.stderr.split())


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["--version"], ["-V"], ["quotes", "--help"], ["view", "-h"]])
def test_help_and_version_load_no_parser(args):
    shown, modules = loaded(*args)
    assert "newsparse" in shown
    assert not modules & HEAVY
    if args[0] in {"--version", "-V"}:
        assert shown == f"newsparse {newsparse.__version__}\n"
        assert "click" not in modules


@pytest.mark.parametrize("words", ["newsparse qu", "newsparse quotes --for", "newsparse parse -f c"])
def test_completion_loads_no_parser(words):
    shown, modules = loaded(_NEWSPARSE_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=str(words.count(" ")))
    assert shown.startswith("plain,")
    assert not modules & HEAVY


def test_a_command_loads_what_it_needs(tmp_path):
    (tmp_path / "a.txt").write_text("“We won,” said Ada Lee.", encoding="utf-8")
    shown, modules = loaded("quotes", str(tmp_path / "a.txt"))
    assert "Ada Lee" in shown
    assert modules >= {"attr", "regex", "newsparse.parser"}
