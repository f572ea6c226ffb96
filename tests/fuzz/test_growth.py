"""Memory in proportion to the text, and a check of what measures time; ``make hostile`` goes further."""

import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from fuzz import growth
from fuzz.checks import FUNCTIONS
from fuzz.corpus import SHAPES
from fuzz.growth import measure, too_high

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
    monkeypatch.setattr(growth, "AGAIN", 1)

    def quadratic(text):
        return sum(1 for _ in text for _ in text)

    assert too_high(measure(quadratic, SHAPES["stops"], 1_200, 40_000))
    assert not too_high(measure(lambda text: sum(1 for _ in text), SHAPES["stops"], 2_000, 400_000))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read as Linux gives it")
def test_a_normal_run_needs_little_memory():
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", NORMAL_RUN], check=True, env=environment, capture_output=True)
    assert float(done.stdout) < MOST_MEGABYTES
