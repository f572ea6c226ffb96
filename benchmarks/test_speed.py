"""The functions and their rivals of ``speed.py`` under pytest-benchmark, which keeps runs and compares them.

``make bench`` saves a run as BENCH; ``pytest-benchmark compare`` shows several side by side. The tables of the docs are
made by ``speed.py``, which needs no plugin.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import util

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from speed import RIVALS, articles, timed_functions

TEXTS = articles(5)


def over_all(function: Callable[[str], object]) -> Callable[[], None]:
    """Return what runs *function* on every text."""

    def run() -> None:
        for text in TEXTS:
            function(text)

    return run


@pytest.mark.parametrize("name", timed_functions())
def test_function(benchmark: BenchmarkFixture, name: str) -> None:
    """Time a function of ours."""
    benchmark.group = name
    benchmark(over_all(timed_functions()[name]))


@pytest.mark.parametrize(("name", "module", "what", "make"), RIVALS, ids=[what for _, _, what, _ in RIVALS])
def test_rival(
    benchmark: BenchmarkFixture, name: str, module: str, what: str, make: Callable[[], Callable[[str], object]]
) -> None:
    """Time what a user could pick instead, in the group of the function that it stands for."""
    if util.find_spec(module) is None:
        pytest.skip(f"{what}: not installed")
    benchmark.group = name
    benchmark(over_all(make()))
