"""The weights that tell kinds of sources apart and weigh antecedents: readable tables, added up.

Log-linear models (Berger, Della Pietra and Della Pietra 1996), loaded when first needed.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Literal

import attrs

from newsparse.errors import ModelError

__all__ = ["Weights", "load_weights"]

_NAMES = Literal["kinds", "antecedents"]


@attrs.frozen(eq=False)
class Weights:
    """Tables of weights.

    Args:
        tables: for each question and answer the weight of each feature.
    """

    tables: Mapping[str, Mapping[str, Mapping[str, float]]]

    def score(self, question: str, answer: str, features: Iterable[str]) -> float:
        """Return how much the features of a case speak for an answer."""
        table = self.tables.get(question, {}).get(answer)
        if not table:
            return 0.0
        get = table.get
        return sum([get(feature, 0.0) for feature in features])

    def answers(self, question: str) -> Mapping[str, Mapping[str, float]]:
        """Return the tables of every answer to a question."""
        return self.tables.get(question, {})


@functools.cache
def load_weights(name: _NAMES = "kinds") -> Weights:
    """Return weights that ship: those of the kinds of sources, or those of whom a description means.

    Raises:
        ModelError: their file is missing or damaged; the message names it.
    """
    path = resources.files("newsparse.sources") / "model" / f"{name}.json"
    try:
        return Weights(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(
            f"the model file newsparse/sources/model/{name}.json is missing or damaged ({error}): reinstall newsparse"
        ) from error
