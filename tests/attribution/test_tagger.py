"""The weights of the package: small, read once, safe between threads, and named when they are damaged."""

import hashlib
import io
import itertools
import os
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

import newsparse
from fuzz.growth import in_proportion
from newsparse.attribution import _tagger as tagger
from newsparse.errors import ModelError

PACKAGE = Path(newsparse.__file__).parent
WEIGHTS = PACKAGE / "attribution" / "model" / "weights.npz"
LARGEST = 8_000_000
TEXT = "“We won,” said Ada Lee.\n\nThe coach said the side had trained hard, and fans believed it would win again."


def without_arrays():
    archive = io.BytesIO()
    np.savez(archive, other=np.zeros(3))
    return archive.getvalue()


@pytest.fixture
def no_memory():
    tagger.read_packaged.cache_clear()
    yield
    tagger.read_packaged.cache_clear()


def test_the_weights_are_small():
    assert WEIGHTS.stat().st_size <= LARGEST


@pytest.mark.parametrize(
    "content",
    [None, b"", b"PK\x03\x04", b"no archive at all", WEIGHTS.read_bytes()[:100_000], without_arrays()],
    ids=["missing", "empty", "a head", "text", "cut off", "other arrays"],
)
@pytest.mark.usefixtures("no_memory")
def test_a_damaged_file_is_named_with_what_to_do(tmp_path, monkeypatch, content):
    (tmp_path / "model").mkdir()
    if content is not None:
        (tmp_path / "model" / "weights.npz").write_bytes(content)
        checksum = hashlib.sha256(content).hexdigest()
        (tmp_path / "model" / "weights.sha256").write_text(checksum, encoding="ascii")
    newsparse.extract_attributions(TEXT)  # reads the lexicon, before its files are out of reach too
    tagger.read_packaged.cache_clear()
    monkeypatch.setattr(tagger.resources, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"attribution/model/weights\.npz .*pip install --force-reinstall newsparse"):
        newsparse.extract_attributions(TEXT)


@pytest.mark.usefixtures("no_memory")
def test_other_weights_than_the_checksum_names_are_refused(tmp_path, monkeypatch):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "weights.npz").write_bytes(WEIGHTS.read_bytes())
    (tmp_path / "model" / "weights.sha256").write_text("0" * 64 + "  weights.npz", encoding="ascii")
    monkeypatch.setattr(tagger.resources, "files", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"weights\.npz is not the file that weights\.sha256 names; reinstall"):
        tagger.read_packaged()


def test_the_file_is_not_read_before_it_is_needed():
    code = (
        "import newsparse, sys\n"
        "from newsparse.attribution._tagger import read_packaged\n"
        "assert read_packaged.cache_info().currsize == 0\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)})


@pytest.mark.usefixtures("no_memory")
def test_threads_read_the_weights_once(monkeypatch):
    started = []

    def slowly(path):
        started.append(path)
        time.sleep(0.1)
        return object()

    monkeypatch.setattr(tagger, "read_tagger", slowly)
    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(lambda _: tagger.load_tagger(), range(8)))
    assert len(started) == len(set(loaded)) == 1


@pytest.mark.usefixtures("no_memory")
def test_threads_give_the_same_result():
    texts = [TEXT, TEXT.replace("Ada Lee", "Dr. Kim"), "The mayor denied it.", TEXT * 3] * 8
    alone = [newsparse.extract_attributions(text) for text in texts]
    tagger.read_packaged.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(newsparse.extract_attributions, texts)) == alone


def test_a_zipped_package_finds_its_weights(tmp_path):
    archive = tmp_path / "newsparse.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in PACKAGE.rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                packed.write(path, path.relative_to(PACKAGE.parent))
    code = (
        "import newsparse; assert '.zip' in newsparse.__file__\n"
        "print(newsparse.extract_attributions('The mayor said the bridge would close.')[0].source)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(archive)},
    )
    assert done.stdout == "The mayor\n"


@pytest.mark.parametrize(
    "shape",
    [
        "Ada Lee said that ",
        "“We won,” said Ada Lee. ",
        "according to officials, ",
        "the report found \n",
        "said:\n\n“",
        "per police, two aides told the Post, ",
        "Citing police as saying, it quoted as ",
    ],
)
def test_time_is_in_proportion(shape):
    assert in_proportion(newsparse.extract_attributions, shape, 4_000)


def test_a_statement_of_a_huge_sentence_is_a_part_of_it():
    found = newsparse.extract_attributions("it fell, the court heard that she told the jury " * 1_000)
    assert max(content.end - content.start for a in found for content in a.content) < 2_000


def test_one_huge_paragraph_is_read_to_its_end():
    filler = "The river rose and the rain fell on the old town without an end. " * 900
    found = newsparse.extract_attributions(f"{filler}The mayor said the bridge would close. {filler}".strip())
    assert [(a.source.text, a.content[0].text) for a in found] == [("The mayor", "the bridge would close")]


def test_confidences_are_probabilities(algemeiner, tass):
    for text in (algemeiner, tass, TEXT):
        assert all(0 < a.confidence < 1 for a in newsparse.extract_attributions(text))


def test_attributions_stand_in_order(algemeiner, tass):
    for text in (algemeiner, tass):
        found = newsparse.extract_attributions(text)
        assert all(a.start <= b.start for a, b in itertools.pairwise(found))
        assert all(x.end <= y.start for a in found for x, y in itertools.pairwise(a.content))
