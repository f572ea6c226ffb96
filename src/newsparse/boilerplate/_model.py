"""The weights that tell the lines of a page apart, a linear-chain CRF, and what they make of an article.

Lafferty, McCallum and Pereira, "Conditional Random Fields" (2001); the probabilities are those of the forward-backward
algorithm. The weights come from ``training/boilerplate.py`` and are loaded when first needed.

Imports errors only.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib import resources
from typing import TYPE_CHECKING

import attrs

from newsparse.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Model", "load_model", "probabilities", "read_model"]

_FILE = "lines.json"


@attrs.frozen(eq=False)
class Model:
    """The weights.

    Args:
        labels: what a line can be.
        rows: for each feature its row in *weights*.
        weights: how much each feature speaks for each label.
        transitions: how well a label follows another, as factors.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]
    transitions: npt.NDArray[np.float64]

    def probabilities(self, features: list[list[str]]) -> npt.NDArray[np.float64]:
        """Return for each line, in rows, how probable each label is."""
        import numpy as np  # noqa: PLC0415, importing newsparse stays cheap

        count = len(features)
        evidence = np.zeros((count, len(self.labels)))
        for i, line in enumerate(features):
            evidence[i] = self.weights[[self.rows[f] for f in line if f in self.rows]].sum(axis=0)
        evidence = np.exp(evidence - evidence.max(axis=1, keepdims=True))
        forward, backward = np.empty_like(evidence), np.ones_like(evidence)
        forward[0] = evidence[0] / evidence[0].sum()
        for i in range(1, count):
            step = (forward[i - 1] @ self.transitions) * evidence[i]
            forward[i] = step / step.sum()
        for i in range(count - 2, -1, -1):
            step = self.transitions @ (evidence[i + 1] * backward[i + 1])
            backward[i] = step / step.sum()
        joint = forward * backward
        found: npt.NDArray[np.float64] = joint / joint.sum(axis=1, keepdims=True)
        return found


def read_model(text: str) -> Model:
    """Return the model that a JSON file holds.

    Raises:
        ValueError: the text is no JSON, or its numbers do not fit together.
        KeyError: something is missing.
    """
    import numpy as np  # noqa: PLC0415, importing newsparse stays cheap

    data = json.loads(text)
    labels = tuple(data["labels"])
    weights = np.zeros((len(data["features"]), len(labels)))
    for row, cells in zip(weights, data["features"].values(), strict=True):
        for label, weight in cells.items():
            row[labels.index(label)] = weight
    transitions = np.exp(np.array(data["transitions"], dtype=float))
    if transitions.shape != (len(labels), len(labels)):
        raise ValueError(f"transitions of shape {transitions.shape} for {len(labels)} labels")
    return Model(labels, {feature: i for i, feature in enumerate(data["features"])}, weights, transitions)


@functools.cache
def load_model() -> Model:
    """Return the model that ships.

    Raises:
        ModelError: its file is missing or damaged; the message names it.
    """
    path = resources.files("newsparse.boilerplate") / "model" / _FILE
    try:
        return read_model(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"the model file newsparse/boilerplate/model/{_FILE} is missing or damaged ({error}): reinstall newsparse"
        ) from error


def probabilities(features: list[list[str]]) -> list[dict[str, float]]:
    """Return for each line how probable each label is.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    if not features:
        return []
    model = load_model()
    return [dict(zip(model.labels, row, strict=True)) for row in model.probabilities(features).tolist()]
