"""Memory in proportion to the text, and a check of what measures time; ``make hostile`` goes further."""

import itertools
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from fuzz import growth
from fuzz.checks import FUNCTIONS
from fuzz.corpus import SHAPES
from fuzz.growth import in_proportion

IN_CI = ["straight double marks", "unclosed quotes in paragraphs", "saying"]
NORMAL_RUN = f"""
import newsparse
text = open({str(Path(__file__).parents[2] / "seeds" / "004_db5aeaca21b3d913.txt")!r}, encoding="utf-8").read()
for _ in range(20):
    newsparse.parse_article(text).to_html()
print(int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024)
"""
MOST_MEGABYTES = 150
MOST_BYTES = 6_000  # for each character, on shapes in which every character is a token or a mark


@pytest.mark.parametrize("label", IN_CI)
def test_memory_is_in_proportion(label):
    parse, peaks = FUNCTIONS["parse_article"], []
    for length in (1_500, 1_500, 6_000):  # the first run loads what is loaded once
        text = SHAPES[label](length)
        tracemalloc.start()
        parse(text)
        peaks.append(tracemalloc.get_traced_memory()[1] / len(text))
        tracemalloc.stop()
    assert peaks[2] < MOST_BYTES
    assert peaks[2] < 2 * peaks[1]


def test_growth_is_measured(monkeypatch):
    monkeypatch.setattr(growth, "seconds", lambda clock, text: clock(len(text)))  # of functions that tell their time
    assert not in_proportion(lambda length: 1e-8 * length**2, "a", 1_200)
    assert in_proportion(lambda length: 1e-6 * length, "a", 1_200)
    assert in_proportion(lambda length: 1e-14 * length**2, "a", 1_200)  # too short to tell


def test_growth_is_measured_again_where_the_machine_was_busy(monkeypatch):
    delays = itertools.chain([0, 1], itertools.repeat(0))
    monkeypatch.setattr(growth, "seconds", lambda clock, text: clock(len(text)) + next(delays))
    assert in_proportion(lambda length: 1e-5 * length, "a", 5_000)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read as Linux gives it")
def test_a_normal_run_needs_little_memory():
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", NORMAL_RUN], check=True, env=environment, capture_output=True)
    assert float(done.stdout) < MOST_MEGABYTES
