"""Turns the scores of statements into probabilities: how often a statement with such a score is right.

Right means for an attribution that its content overlaps the annotated one by half and its source is the annotated one;
for a quote that it is speech and its speaker is right. The figures are printed by ``training/calibrate.py``, fitted to
articles of publishers that the network has not seen.
"""

from __future__ import annotations

import math

from newsparse.statements import Origin
from newsparse.types import AttributionKind

__all__ = ["attribution_probability", "quote_probability"]


# Slope and bias of a logistic curve over the log odds of the tagger's score.
_ATTRIBUTION_CURVES = {
    AttributionKind.DIRECT: (1.22, -0.27),
    AttributionKind.MIXED: (0.88, 0.28),
    AttributionKind.INDIRECT: (1.47, -1.30),
}
# Of a statement inside the content of another, whatever its kind.
_INNER_CURVE = (0.87, -0.64)
_QUOTE_CURVES = {
    AttributionKind.DIRECT: (0.95, 1.16),
    AttributionKind.MIXED: (1.37, 0.21),
}

# How often what only rules see is right, in the news and in PolNeAR's development part: quotes beside a cue (of 82),
# with a speaker that is carried over (of 195), and turns behind a label (of 31). Blocks are of
# 25 in the news, right in 16 or more.
_RATES = {Origin.CUE_RULE: 0.5, Origin.CARRIED: 0.6, Origin.TURN: 0.9, Origin.BLOCK: 0.9}

_SMALLEST = 1e-6
# More digits would tell nothing, and builds of numpy differ in the last ones. Nothing is quite sure.
_DIGITS, _LEAST = 3, 0.001


def _curve(score: float, slope: float, bias: float) -> float:
    score = min(max(score, _SMALLEST), 1 - _SMALLEST)
    probability = 1 / (1 + math.exp(-(slope * math.log(score / (1 - score)) + bias)))
    return min(max(round(probability, _DIGITS), _LEAST), 1 - _LEAST)


def attribution_probability(origin: Origin, kind: AttributionKind, score: float, *, inner: bool = False) -> float:
    """Return the probability that an attribution is right; *inner* for one inside the content of another."""
    if origin in _RATES:
        return _RATES[origin]
    return _curve(score, *(_INNER_CURVE if inner else _ATTRIBUTION_CURVES[kind]))


def quote_probability(origin: Origin, kind: AttributionKind, score: float) -> float:
    """Return the probability that a quote within such an attribution is right."""
    return _RATES[origin] if origin in _RATES else _curve(score, *_QUOTE_CURVES[kind])
