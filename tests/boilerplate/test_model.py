import json
import os
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import newsparse
from newsparse.boilerplate import _label, _model, extract_boilerplate
from newsparse.boilerplate._label import BODY, FURNITURE
from newsparse.document import cut
from newsparse.errors import ModelError
from newsparse.types import BoilerplateKind

TEXT = "The river rose again on Monday, officials said.\n\nSign up for our daily newsletter"
PACKAGE = Path(newsparse.__file__).parent


def test_the_model_knows_every_kind():
    assert set(_model.load_model().labels) == {BODY, FURNITURE, *BoilerplateKind}


def test_the_model_is_small_and_says_what_it_is():
    path = PACKAGE / "boilerplate" / "model" / "lines.json"
    assert path.stat().st_size < 1_000_000
    about = json.loads(path.read_text(encoding="utf-8"))["about"]
    assert about["on_sites_held_out"]["precision"] >= 0.93


def test_probabilities_add_up():
    for chances in _model.probabilities([["len=3", "stop=."], [], ["kind=newsletter"]]):
        assert sum(chances.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    "content",
    [None, "", "{", "[]", "{}", '{"labels": ["a"], "features": {"f": {"b": 1}}, "transitions": [[0]]}'],
    ids=["missing", "empty", "cut off", "a list", "no labels", "another label"],
)
def test_a_damaged_file_is_named(tmp_path, monkeypatch, content):
    (tmp_path / "model").mkdir()
    if content is not None:
        (tmp_path / "model" / "lines.json").write_text(content)
    monkeypatch.setattr(_model.resources, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"boilerplate/model/lines\.json is missing or damaged"):
        _model.load_model.__wrapped__()


def test_transitions_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="shape"):
        _model.read_model('{"labels": ["a", "b"], "features": {}, "transitions": [[0]]}')


def test_threads_find_the_same():
    expected = extract_boilerplate(TEXT)
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(extract_boilerplate, [TEXT] * 32)) == [expected] * 32


def test_it_loads_from_a_zip(tmp_path):
    archive = tmp_path / "package.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in PACKAGE.rglob("*"):
            if path.suffix in {".py", ".toml", ".json"}:
                file.write(path, Path("newsparse") / path.relative_to(PACKAGE))
    code = f"from newsparse.boilerplate import strip_boilerplate as s; print(s({TEXT!r}))"
    environment = {**os.environ, "PYTHONPATH": str(archive)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "The river rose again on Monday, officials said.\n"


def test_sentences_between_paragraphs_are_kept_where_links_stand_around_them(monkeypatch):
    told = "The video shows firefighters running up a lane and banging on the doors of a burning van."
    lines = [told, "A hand appeared.", "Man Hurt at Petrol Station Dies", told + " Again."]
    unsure = [{"body": 1.0}, {"related": 0.9, "body": 0.1}, {"related": 0.9, "body": 0.1}, {"body": 1.0}]
    monkeypatch.setattr(_label, "probabilities", lambda _: unsure)
    assert [labelled.kind for labelled in _label.label_lines(cut("\n\n".join(lines)))] == [None, None, "related", None]
    monkeypatch.setattr(_label, "probabilities", lambda _: unsure[:-1])
    assert [labelled.kind for labelled in _label.label_lines(cut("\n\n".join(lines[:-1])))] == [
        None,
        "related",
        "related",
    ]
