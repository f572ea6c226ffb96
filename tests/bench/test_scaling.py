"""Time grows in proportion to the text, on hostile shapes too.

Each shape is timed at one length and at four times that length; a linear parser takes four times as long, a quadratic
one sixteen times. Only the ratio of processor time is judged, and a bad one is measured again, so that a busy machine
does not matter. ``make growth`` prints the ratios of every shape, at greater lengths, and of more functions.
"""

import pytest

from fuzz.checks import FUNCTIONS
from fuzz.corpus import SHAPES
from fuzz.growth import measure, too_high

SHORT, LONG = 300, 24_000  # a fast parser is timed at up to LONG characters, a slow one where its time can be told


@pytest.mark.parametrize("label", SHAPES)
def test_time_is_in_proportion(label):
    for name, parse in FUNCTIONS.items():
        growth = measure(parse, SHAPES[label], SHORT, LONG)
        assert not too_high(growth), f"{name}: {growth}"
