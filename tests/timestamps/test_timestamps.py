import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.growth import in_proportion
from newsparse.lexicon import DEFAULT
from newsparse.timestamps import extract_timestamps, stamp_lines, timestamps_and_lines
from strategies import texts

PIECES = st.sampled_from(
    [
        "Published ",
        "Updated: ",
        "Oct. 8, 2024",
        "8 Oct",
        "10/01/2023",
        "Feb. 30, 2024",
        "9:15 a.m.",
        "15.02",
        "2400",
        "25:00",
        " ET",
        " IST",
        " BST",
        " GMT+14",
        " -99:00",
        "Z",
        "T",
        " at ",
        ", ",
        " | ",
        "\n",
        " ",
        "9999",
        "0001-01-01",
        "\ud800",
    ]
)


@given(st.one_of(texts, st.lists(PIECES, max_size=14).map("".join)))
def test_timestamps_are_slices_in_order(text):
    for reference in (None, dt.date(2024, 10, 8), dt.date.min, dt.date.max):
        found = extract_timestamps(text, reference=reference)
        assert all(text[t.start : t.end] == t.text for t in found)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "shape",
    [
        "1",
        "Oct. 8, 2024 ",
        "Updated ",
        "9:15 ",
        "10/01/2023\n",
        "Published 9:15 IST\n",
        "Updated 10/01/2023 9:15 IST\n",
        "a 1\n",
        " 1",
    ],
)
def test_time_does_not_grow_faster_than_the_text(shape):
    assert in_proportion(extract_timestamps, shape, 10_000)


def test_one_look_gives_what_two_give():
    text = "Published Oct 8, 2024\nBy Ann Lee\nUpdated 3:15 PM ET, Tue October 8\n\nIt rained."
    both = timestamps_and_lines(text, reference=None, lexicon=DEFAULT)
    assert both == (extract_timestamps(text), stamp_lines(text))
    assert len(both[0]) == 2
