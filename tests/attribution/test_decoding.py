"""The search for the best tags of a window."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from newsparse.attribution._decoding import CONTENT, IN_CONTENT, IN_SOURCE, OUT, SOURCE, Decoder

NO_EDGES = np.zeros(5, np.float32)
DECODER = Decoder(np.zeros((5, 5), np.float32), NO_EDGES, NO_EDGES)

windows = arrays.arrays(
    np.float32,
    st.tuples(st.integers(1, 3), st.integers(2, 12), st.just(5)),
    elements=st.floats(-8, 8, width=32),
)


def window(*tags, strength=3.0):
    """Scores of one window that speak for the tags given."""
    scores = np.zeros((1, len(tags), 5), np.float32)
    scores[0, np.arange(len(tags)), tags] = strength
    return scores


def test_clear_scores_are_followed():
    tags = (SOURCE, IN_SOURCE, OUT, CONTENT, IN_CONTENT, OUT, CONTENT)
    path, odds = DECODER.decode(window(*tags))
    assert path[0].tolist() == list(tags)
    assert odds[0] == pytest.approx(15)


def test_a_source_that_several_readings_share_is_kept():
    scores = window(OUT, OUT, OUT, CONTENT, IN_CONTENT)
    scores[0, 0, SOURCE] = scores[0, 1, SOURCE] = 2.5
    path, _ = DECODER.decode(scores)
    assert path[0].tolist() in ([SOURCE, OUT, OUT, CONTENT, IN_CONTENT], [OUT, SOURCE, OUT, CONTENT, IN_CONTENT])


def test_a_source_against_all_scores_is_not_made_up():
    path, _ = DECODER.decode(window(OUT, OUT, OUT, CONTENT, IN_CONTENT))
    assert SOURCE not in path[0]


def test_of_two_sources_the_better_one_is_kept():
    scores = window(SOURCE, OUT, CONTENT, OUT, SOURCE)
    scores[0, 4, SOURCE] = 5
    path, _ = DECODER.decode(scores)
    assert path[0].tolist() == [OUT, OUT, CONTENT, OUT, SOURCE]


@given(scores=windows)
def test_sequences_are_well_formed(scores):
    path, odds = DECODER.decode(scores)
    assert path.shape == scores.shape[:2]
    assert np.isfinite(odds).all()
    for tags in path.tolist():
        assert tags.count(SOURCE) <= 1
        for before, tag in itertools.pairwise([OUT, *tags]):
            assert tag != IN_SOURCE or before in (SOURCE, IN_SOURCE)
            assert tag != IN_CONTENT or before in (CONTENT, IN_CONTENT)


@given(scores=windows)
def test_windows_do_not_touch_each_other(scores):
    together, odds = DECODER.decode(scores)
    for i in range(len(scores)):
        alone, alone_odds = DECODER.decode(scores[i : i + 1])
        assert alone[0].tolist() == together[i].tolist()
        assert alone_odds[0] == pytest.approx(odds[i], abs=1e-3)
