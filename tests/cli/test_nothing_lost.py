"""n articles in, n out: whatever they are called, however they are written down, and wherever a run dies."""

import os
import pathlib
import random
import tempfile

import pytest
import runs
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_commands import call

from newsparse.cli._journal import Growing
from newsparse.render import visible

pytest.importorskip("pyarrow")
SEEDS = st.integers(0, 2**32)
outputs = pytest.mark.parametrize(("form", "folder"), runs.OUTPUTS)


class Death(BaseException):
    """The process is gone: nothing that it would still do is done."""


class Dying:
    """Lets a process die at a certain one of all the times that it changes a file."""

    def __init__(self, monkeypatch, at, share):
        self.left, self.share, self.dead = at, share, False
        for owner, name in [
            (Growing, "cut"),
            (pathlib.Path, "replace"),
            (pathlib.Path, "unlink"),
            (pathlib.Path, "write_text"),
        ]:
            monkeypatch.setattr(owner, name, self.mortal(getattr(owner, name)))
        monkeypatch.setattr(Growing, "write", self.half(Growing.write))
        monkeypatch.setattr(Growing, "__init__", self.kept(Growing.__init__))
        self.files = []

    def mortal(self, method):
        def called(*args, **options):
            self.step()
            return method(*args, **options)

        return called

    def kept(self, method):
        def called(file, *args):
            method(file, *args)
            self.files.append(file)

        return called

    def half(self, method):
        def called(file, data):
            try:
                self.step()
            except Death:
                if self.left == -1:  # the moment itself: some bytes may have reached the disk
                    method(file, data[: int(len(data) * self.share)])
                raise
            method(file, data)

        return called

    def step(self):
        self.left -= 1
        if self.left < 0:
            self.dead = True
            raise Death


@pytest.fixture
def place(tmp_path):
    """A new folder for each of many tries."""
    with tempfile.TemporaryDirectory(dir=tmp_path) as made:
        yield pathlib.Path(made)


def articles(place, seed, *, files=5, rows=4):
    return runs.make(place / "in", random.Random(seed), files=files, rows=rows, kinds=runs.KINDS)  # noqa: S311


@outputs
@settings(max_examples=int(os.environ.get("LOST_EXAMPLES", "1")))
@given(seed=SEEDS)
@example(seed=1)
def test_as_many_articles_come_out_as_go_in(form, folder, seed):
    with tempfile.TemporaryDirectory() as made:
        given_ = articles(pathlib.Path(made), seed)
        output = runs.output_of(pathlib.Path(made), form, folder=folder)
        result = call(*runs.arguments(given_, form, output, folder=folder))
        assert result.exit_code == (1 if given_.wrong else 0), result.stderr
        found = runs.found(form, output) if given_.fine else []
        numbers = [number for _, number in found if number is not None]
        names = [name for name, _ in found if name is not None]
        assert len(found) == len(given_.fine)
        assert sorted(numbers) == [number for _, number in given_.fine] or form in {"csv", "parquet"}
        shown = [visible(name, terminal=True) if form in {"text", "view"} else name for name, _ in given_.fine]
        assert sorted(names) == sorted(shown) or not names
        assert len(result.stderr.splitlines()) == len(given_.wrong)


@outputs
def test_two_processes_give_the_same(form, folder, place):
    given_ = articles(place, 7)
    one, two = (runs.output_of(place / name, form, folder=folder) for name in ("one", "two"))
    for jobs, output in ((1, one), (2, two)):
        output.parent.mkdir()
        call(*runs.arguments(given_, form, output, folder=folder), "--jobs", jobs)
    assert runs.contents(one) == runs.contents(two)


@pytest.mark.parametrize(("form", "folder"), [each for each in runs.OUTPUTS if each[0] != "sqlite"])
@settings(max_examples=int(os.environ.get("LOST_EXAMPLES", "1")))
@given(deaths=st.lists(st.tuples(st.integers(0, 60), st.floats(0, 1)), min_size=1, max_size=4), more=st.booleans())
@example(deaths=[(n, 0.5) for n in range(0, 60, 3)], more=False)
@example(deaths=[(n, 0.0) for n in range(60, 0, -3)], more=True)
def test_whenever_a_run_dies_the_next_one_goes_on(form, folder, deaths, more):
    with tempfile.TemporaryDirectory() as made:
        place = pathlib.Path(made)
        given_ = articles(place, 3, files=3, rows=3)
        output, whole = (runs.output_of(place / name, form, folder=folder) for name in ("out", "whole"))
        for path in (output, whole):
            path.parent.mkdir()
        args = runs.arguments(given_, form, output, folder=folder)
        if more:  # a finished run is there, and articles have come since
            call(*args)
            late = given_.folder / "zz" / "late.txt"
            late.parent.mkdir()
            late.write_text(given_.text(str(late)), encoding="utf-8")
        for at, share in deaths:
            with pytest.MonkeyPatch.context() as patch:
                dying = Dying(patch, at, share)
                try:
                    call(*args, "--resume")
                except Death:
                    assert dying.dead
                for file in dying.files:  # as the system does for a process that is gone
                    file.close()
        last = call(*args, "--resume")
        assert last.exit_code in {0, 1}, last.stderr
        assert not [line for line in last.stderr.splitlines() if line.startswith("Error")]
        call(*runs.arguments(given_, form, whole, folder=folder))
        assert runs.contents(output) == runs.contents(whole)
        left = {path.name for path in output.parent.iterdir()} - {path.name for path in whole.parent.iterdir()}
        assert not left
