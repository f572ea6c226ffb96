"""Scores become probabilities."""

import itertools

import pytest

import newsparse
from newsparse.attribution import attribution_probability, quote_probability
from newsparse.statements import Origin
from newsparse.types import AttributionKind

QUOTED = (AttributionKind.DIRECT, AttributionKind.MIXED)
curves = pytest.mark.parametrize(
    ("probability", "kind"),
    [(attribution_probability, kind) for kind in AttributionKind] + [(quote_probability, kind) for kind in QUOTED],
)


@curves
def test_a_higher_score_is_more_probable(probability, kind):
    found = [probability(Origin.TAGGER, kind, score) for score in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)]
    assert all(0 < low < high < 1 for low, high in itertools.pairwise(found))


@pytest.mark.parametrize("origin", [Origin.CUE_RULE, Origin.CARRIED])
def test_what_only_rules_see_has_the_rate_of_its_rule(origin):
    assert attribution_probability(origin, AttributionKind.DIRECT, 0.0) == quote_probability(
        origin, AttributionKind.DIRECT, 1.0
    )


def test_a_clear_case_is_surer_than_what_rules_carry_over():
    [clear] = newsparse.extract_attributions("“The bridge will stay closed until spring,” Ada Lee said.")
    assert clear.confidence > 0.9 > attribution_probability(Origin.CARRIED, AttributionKind.DIRECT, 0.0)
