"""The forward pass of the tagger's network, in numpy: gated convolutions, gated running means, linear layers.

Layers work on a flat array of tokens. Several windows run through a layer at once, with gaps between them that
count as zero. ``_kernel`` computes the same in C, where that could be built.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

__all__ = [
    "DOUBLINGS",
    "GAP",
    "Conv",
    "Floats",
    "Ints",
    "Layer",
    "Linear",
    "Recurrence",
    "Stack",
    "Weights",
    "Windows",
    "add_rows",
    "layers",
    "product",
    "softmax",
]

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Weights = Mapping[str, Floats]

_NO_GAPS: Ints = np.empty(0, np.int64)
_EPSILON, _HALF = np.float32(1e-5), np.float32(0.5)
_KEYS = {
    False: ("n.weight", "n.bias", "w", "b", "g.weight", "g.bias"),
    True: ("n.weight", "n.bias", "w.weight", "w.bias", "o.weight", "o.bias"),
}
GAP = 8  # rows between windows: as far as the widest convolution reaches
DOUBLINGS = 7  # a running mean reaches 2**7 tokens back

# A product is taken in pieces of as many rows as stay below the size (OpenBLAS: 2**18 multiplications) from which BLAS
# calls up its threads: they cost more than they give where other work is done, and one core is no slower by pieces.
_ALONE = 2**18
_ROWS_TOGETHER = 12


def product(x: Floats, weight: Floats, out: Floats | None = None) -> Floats:
    """Return the matrix product of two arrays, computed on one core; it is written to *out* where that is given."""
    size, inner = x.shape
    most = max(1, _ALONE // weight.size)
    rows = most - most % _ROWS_TOGETHER or most
    cut = size - size % rows
    y = np.empty((size, weight.shape[1]), np.float32) if out is None else out
    np.matmul(x[:cut].reshape(-1, rows, inner), weight, out=y[:cut].reshape(-1, rows, weight.shape[1]))
    np.matmul(x[cut:], weight, out=y[cut:])
    return y


def _affine(x: Floats, weight: Floats, bias: Floats, out: Floats | None = None) -> Floats:
    y = product(x, weight, out)
    y += bias
    return y


def _twice_gate(h: Floats, weight: Floats, bias: Floats, out: Floats | None = None) -> Floats:
    """Return twice the logistic function of a linear layer whose weights are halved: it is (1 + tanh(x / 2)) / 2."""
    y = _affine(h, weight, bias, out)
    np.tanh(y, out=y)
    y += np.float32(1)
    return y


def _gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit, by its tanh approximation."""
    y: Floats = x * x
    y *= np.float32(0.7978845608 * 0.044715)
    y += np.float32(0.7978845608)
    y *= x
    np.tanh(y, out=y)
    y += np.float32(1)
    y *= x
    y *= _HALF
    return y


def softmax(x: Floats) -> Floats:
    """Return probabilities along the last axis."""
    powers: Floats = np.exp(x - x.max(-1, keepdims=True))
    powers /= powers.sum(-1, keepdims=True)
    return powers


def _normal(x: Floats) -> Floats:
    """Return *x* with every row brought to mean 0 and variance 1."""
    size = np.float32(x.shape[1])
    y: Floats = x - (np.einsum("ij->i", x) / size)[:, None]  # three times as fast as x.sum(1)
    variance = np.einsum("ij,ij->i", y, y) / size
    y *= (1 / np.sqrt(variance + _EPSILON))[:, None]
    return y


def add_rows(tables: Sequence[Floats], numbers: Sequence[Ints]) -> Floats:
    """Return the sum of rows of several tables, each given by its numbers."""
    x: Floats = tables[0].take(numbers[0], 0)
    for table, own in zip(tables[1:], numbers[1:], strict=True):
        x += table.take(own, 0)
    return x


@attrs.frozen(eq=False)
class Windows:
    """Stretches of rows that know nothing of each other.

    Args:
        starts: the first row of each.
        lengths: how many rows each has.
        size: how many rows there are, those between the windows and behind the last one included.
    """

    starts: Ints
    lengths: Ints
    size: int

    @classmethod
    def of(cls, lengths: Ints, gap: int) -> Windows:
        """Return windows of some lengths, one behind the other with as many rows between them."""
        ends = np.cumsum(lengths + gap)
        return cls(ends - lengths - gap, lengths, int(ends[-1]) - gap)

    @functools.cached_property
    def rows(self) -> Ints:
        """The rows of the windows."""
        before = np.cumsum(self.lengths) - self.lengths
        rows: Ints = np.arange(int(self.lengths.sum())) + np.repeat(self.starts - before, self.lengths)
        return rows

    @property
    def gaps(self) -> Ints:
        """The rows between them."""
        between = np.ones(self.size, bool)
        between[self.rows] = False
        return np.flatnonzero(between)


@attrs.frozen(eq=False)
class Linear:
    """A linear layer, its weights input by output."""

    weight: Floats
    bias: Floats
    through_gelu: bool = False

    def __call__(self, x: Floats) -> Floats:
        """Return *x* through the layer."""
        y = _affine(x, self.weight, self.bias)
        return _gelu(y) if self.through_gelu else y


@attrs.frozen(eq=False)
class Conv:
    """Adds a convolution over the tokens at -dilation, 0 and +dilation, gated by what stands at 0."""

    shift: Floats
    kernels: tuple[Floats, Floats, Floats]
    bias: Floats
    gate: tuple[Floats, Floats]
    dilation: int

    def __call__(self, x: Floats, gaps: Ints) -> Floats:
        """Return *x* with the layer's output added; *gaps* are the positions between windows."""
        h = _normal(x)
        h += self.shift
        h[gaps] = 0
        before, here, after = self.kernels
        d = self.dilation
        y = _affine(h, here, self.bias)
        part = np.empty_like(y)
        if len(h) > d:
            y[d:] += product(h[:-d], before, part[d:])
            y[:-d] += product(h[d:], after, part[d:])
        y *= _twice_gate(h, *self.gate, part)
        y += x
        return y


def _running_mean(keep: Floats, new: Floats) -> Floats:
    """Return ``h[t] = keep[t] * h[t-1] + new[t]`` by doubling; both arguments are overwritten."""
    spare = np.empty_like(keep)
    step = 1
    while True:
        new[step:] += np.multiply(keep[step:], new[:-step], out=spare[step:])
        if 2 * step >= min(2**DOUBLINGS, len(new)):
            return new
        np.multiply(keep[step:], keep[:-step], out=spare[step:])
        spare[:step] = 0
        keep, spare = spare, keep
        step *= 2


@attrs.frozen(eq=False)
class Recurrence:
    """Adds a gated running mean over the tokens before and one over those after (a quasi-recurrent layer)."""

    shift: Floats
    new: tuple[Floats, Floats]
    keep: tuple[Floats, Floats]
    gate: tuple[Floats, Floats]
    out: tuple[Floats, Floats]

    def __call__(self, x: Floats, gaps: Ints) -> Floats:
        """Return *x* with the layer's output added; *gaps* are the positions between windows."""
        h = _normal(x)
        h += self.shift
        mean = _affine(h, *self.new)
        np.tanh(mean, out=mean)
        keep = _twice_gate(h, *self.keep)
        keep *= _HALF
        half = mean.shape[1] // 2
        rest = 1 - keep
        mean *= rest
        mean[gaps] = keep[gaps] = 0
        # The mean over the tokens after runs from the last to the first.
        for way in (np.s_[:, :half], np.s_[::-1, half:]):
            mean[way] = _running_mean(keep[way].copy(), mean[way].copy())
        mean *= _twice_gate(h, *self.gate, rest)
        y = _affine(mean, *self.out, keep)
        y += x
        return y


Layer = Conv | Recurrence


@attrs.frozen(eq=False)
class Stack:
    """Layers one after the other; in the end every row is brought to mean 0 and variance 1, scaled and shifted."""

    layers: Sequence[Layer]
    scale: Floats
    shift: Floats

    def __call__(self, x: Floats, windows: Windows) -> Floats:
        """Return the rows of windows through the layers; *x*, which may be overwritten, has no others."""
        if len(windows.lengths) > 1:
            apart = np.zeros((windows.size, x.shape[1]), np.float32)
            apart[windows.rows] = x
            x, gaps = apart, windows.gaps
        else:
            gaps = _NO_GAPS
        for layer in self.layers:
            x = layer(x, gaps)
        y = _normal(x if len(gaps) == 0 else x.take(windows.rows, 0))
        y *= self.scale
        y += self.shift
        return y


def layers(weights: Weights, name: str, kinds: str) -> Sequence[Layer]:
    """Return the layers of the stack *name*: a number is a convolution's dilation, ``q`` a running mean.

    What scales the input of a layer is taken into the matrices that read it. Gates are halved (see ``_twice_gate``),
    and so is what they open, as they open it twice as far.
    """
    stack: list[Layer] = []
    for i, kind in enumerate(kinds.split()):
        own = {key: weights[f"{name}.{i}.{key}"] for key in _KEYS[kind == "q"]}
        scale = own["n.weight"]
        shift, scales = own["n.bias"] / scale, scale[:, None]
        if kind == "q":
            new, keep, gate = np.split(own["w.weight"] * scales, 3, axis=1)
            new_bias, keep_bias, gate_bias = np.split(own["w.bias"], 3)
            out = own["o.weight"] * _HALF, own["o.bias"]
            keeps, gates = (keep * _HALF, keep_bias * _HALF), (gate * _HALF, gate_bias * _HALF)
            stack.append(Recurrence(shift, (np.ascontiguousarray(new), new_bias), keeps, gates, out))
        else:
            before, here, after = (k * scales * _HALF for k in np.split(own["w"], 3))
            gates = own["g.weight"] * scales * _HALF, own["g.bias"] * _HALF
            stack.append(Conv(shift, (before, here, after), own["b"] * _HALF, gates, int(kind)))
    return stack
