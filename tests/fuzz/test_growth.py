"""Memory in proportion to the text, and a check of what measures time; ``make hostile`` goes further."""

import tracemalloc

import pytest

from fuzz.checks import FUNCTIONS
from fuzz.corpus import SHAPES
from fuzz.growth import measure, too_high

IN_CI = ["straight double marks", "unclosed quotes in paragraphs", "saying"]
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


def test_growth_is_measured():
    def quadratic(text):
        return sum(text.count("x") for _ in text)

    assert too_high(measure(quadratic, SHAPES["stops"], 2_000, 40_000))
    assert not too_high(measure(lambda text: sum(1 for _ in text), SHAPES["stops"], 2_000, 400_000))
