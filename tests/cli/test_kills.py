"""Two kills for three forms of output; ``make kills`` does twenty for each of them, and more."""

import random
import sys

import kills
import pytest
import runs

pytest.importorskip("pyarrow")


@pytest.mark.skipif(sys.platform == "win32", reason="processes are killed by signals")
@pytest.mark.parametrize(("form", "folder"), [("parquet", False), ("html", True), ("sqlite", False)])
def test_a_run_of_two_processes_that_is_killed_goes_on(tmp_path, form, folder):
    given = runs.make(tmp_path / "in", random.Random(5), files=16, rows=6, kinds=runs.KINDS)  # noqa: S311
    whole = kills.expected(given, form, tmp_path / "whole", folder=folder)
    trial = kills.Trial(given, form, folder, tmp_path / "killed", random.Random(6))  # noqa: S311
    kills.kills(trial, 2)
    kills.finish(trial, whole)
