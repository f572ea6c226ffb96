"""The targets of OSS-Fuzz start with what the folder holds, and tell a finding."""

import runpy
from pathlib import Path

import pytest

import newsparse
from fuzz import guided

FOLDER = Path(__file__).parent / "oss_fuzz"
QUOTE = bytes([guided.PLAIN]) + "“We won,” said Ada Lee.\n\nPrint".encode()


@pytest.mark.parametrize("target", sorted(FOLDER.glob("fuzz_*.py")), ids=lambda path: path.stem)
def test_a_target_tries_inputs_and_tells_a_finding(target, monkeypatch, capsys):
    made = []
    monkeypatch.setattr(guided, "fuzz", lambda make: made.append(make()))
    runpy.run_path(str(target), run_name="__main__")
    [one_input] = made
    for data in (b"", QUOTE, bytes([2, *range(40)]), b"\x00\xed\xa0\x80"):
        one_input(data)
    monkeypatch.setattr(newsparse, "extract_quotes", lambda _: 1 / 0)
    monkeypatch.setattr(newsparse, "strip_boilerplate", lambda text: text + ".")
    with pytest.raises(AssertionError) as error:
        one_input(QUOTE)
    assert "said Ada Lee" in capsys.readouterr().out + str(error.value)


def test_the_first_inputs_are_written_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["guided.py", "--begin", str(tmp_path / "corpus")])
    assert guided.main() == 0
    assert len(list((tmp_path / "corpus").iterdir())) > 100


def test_the_build_takes_every_target():
    build = (FOLDER / "build.sh").read_text(encoding="utf-8")
    assert "tests/fuzz/oss_fuzz/fuzz_*.py" in build
    assert all(path.name in (FOLDER / "README.md").read_text(encoding="utf-8") for path in FOLDER.glob("fuzz_*.py"))
