"""The weights that tell the lines of a page apart, a linear-chain CRF, and what they make of an article.

Lafferty, McCallum and Pereira, "Conditional Random Fields" (2001); the probabilities are those of the forward-backward
algorithm. The weights come from ``training/boilerplate.py`` and are loaded when first needed.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import TYPE_CHECKING

import attrs

from newsparse.errors import ModelError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

__all__ = ["Model", "load_model", "probabilities", "read_model"]

_FILE = "lines.json"
# Products of this many factors stay far from the smallest float: the best label of a line has the factor 1.
_RESCALE = 4
_BLOCK = 1024  # lines whose features are held at once


@attrs.frozen(eq=False)
class Model:
    """The weights.

    Args:
        labels: what a line can be.
        rows: for each feature its row in *weights*.
        weights: how much each feature speaks for each label; a last row of zeros stands for none.
        transitions: how well a label follows another, as factors.
    """

    labels: tuple[str, ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float64]
    transitions: npt.NDArray[np.float64]

    def probabilities(self, features: Iterable[list[str]]) -> npt.NDArray[np.float64]:
        """Return for each line, in rows, how probable each label is."""
        import numpy as np  # noqa: PLC0415, importing newsparse stays cheap

        rest = iter(features)
        blocks = [self._evidence(block) for block in iter(lambda: list(itertools.islice(rest, _BLOCK)), [])]
        return (
            _forward_backward(np.concatenate(blocks), self.transitions) if blocks else np.empty((0, len(self.labels)))
        )

    def _evidence(self, features: list[list[str]]) -> npt.NDArray[np.float64]:
        """Return for each line how much its features speak for each label, as factors."""
        import numpy as np  # noqa: PLC0415, importing newsparse stays cheap

        rows = self.rows
        known = [[rows[f] for f in line if f in rows] for line in features]
        # The last row is one of zeros, so that no line is without any.
        ends = np.cumsum([0, *(len(line) + 1 for line in known)])[:-1]
        flat = list(itertools.chain.from_iterable((*line, len(rows)) for line in known))
        evidence = np.add.reduceat(self.weights[flat], ends, axis=0)
        factors: npt.NDArray[np.float64] = np.exp(evidence - evidence.max(axis=1, keepdims=True))
        return factors


def _forward_backward(
    evidence: npt.NDArray[np.float64], transitions: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return how probable each label is on each line; forward and backward go together, as one row of numbers."""
    import numpy as np  # noqa: PLC0415, importing newsparse stays cheap

    count, labels = evidence.shape
    both = np.hstack([evidence, evidence[::-1]])
    moves = np.zeros((2 * labels, 2 * labels))
    moves[:labels, :labels], moves[labels:, labels:] = transitions, transitions.T
    found = np.empty_like(both)
    found[0] = both[0]
    for i in range(1, count):
        np.dot(found[i - 1], moves, out=found[i])
        found[i] *= both[i]
        if i % _RESCALE == 0:
            found[i, :labels] /= found[i, :labels].sum()
            found[i, labels:] /= found[i, labels:].sum()
    # Backward values hold the evidence of their own line too, which counts once.
    joint = found[:, :labels] * (found[::-1, labels:] / np.maximum(evidence, np.finfo(float).tiny))
    probabilities: npt.NDArray[np.float64] = joint / joint.sum(axis=1, keepdims=True)
    return probabilities


def read_model(text: str) -> Model:
    """Return the model that a JSON file holds.

    Raises:
        ValueError: the text is no JSON, or its numbers do not fit together.
        KeyError: something is missing.
    """
    import numpy as np  # noqa: PLC0415, importing newsparse stays cheap

    data = json.loads(text)
    labels = tuple(data["labels"])
    column = {label: i for i, label in enumerate(labels)}
    weights = np.zeros((len(data["features"]) + 1, len(labels)))
    for row, cells in zip(weights[:-1], data["features"].values(), strict=True):
        for label, weight in cells.items():
            row[column[label]] = weight
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


def probabilities(features: Iterable[list[str]]) -> Iterator[dict[str, float]]:
    """Yield for each line how probable each label is.

    Raises:
        ModelError: the model file is missing or damaged.
    """
    model = load_model()
    for row in model.probabilities(features):
        yield dict(zip(model.labels, row.tolist(), strict=True))
