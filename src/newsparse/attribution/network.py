"""The forward pass of the tagger's network, in numpy: gated convolutions, gated running means, linear layers.

Layers work on a flat array of tokens. Positions that a mask leaves out are zero on the way in, so that
several windows with gaps between them run through a layer at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
import numpy.typing as npt

__all__ = ["DOUBLINGS", "Conv", "Floats", "Layer", "Recurrence", "gelu", "layer_norm", "layers", "linear", "softmax"]

Floats = npt.NDArray[np.float32]
Weights = Mapping[str, Floats]

_EPSILON = np.float32(1e-5)
_KEYS = {
    False: ("n.weight", "n.bias", "w", "b", "g.weight", "g.bias"),
    True: ("n.weight", "n.bias", "w.weight", "w.bias", "o.weight", "o.bias"),
}
DOUBLINGS = 7  # a running mean reaches 2**7 tokens back

# Products are taken so many rows at a time: as fast as all at once on one core, and below the size from which BLAS
# (OpenBLAS: 2**18 multiplications) calls up its threads, which cost more than they give where other work is done.
_ROWS, _ALONE = 16, 2**18


def product(x: Floats, weight: Floats) -> Floats:
    """Return the matrix product of two arrays, computed on one core."""
    size, inner = x.shape
    rows = max(1, min(_ROWS, _ALONE // weight.size))
    cut = size - size % rows
    y = np.empty((size, weight.shape[1]), np.float32)
    np.matmul(x[:cut].reshape(-1, rows, inner), weight, out=y[:cut].reshape(-1, rows, weight.shape[1]))
    np.matmul(x[cut:], weight, out=y[cut:])
    return y


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function, computed in place."""
    x *= np.float32(0.5)
    np.tanh(x, out=x)
    x += np.float32(1)
    x *= np.float32(0.5)
    return x


def _gate(h: Floats, weight: Floats, bias: Floats) -> Floats:
    y = product(h, weight)
    y += bias
    return sigmoid(y)


def gelu(x: Floats) -> Floats:
    """Return the Gaussian error linear unit, by its tanh approximation."""
    inner = (np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)).astype(np.float32)
    half: Floats = (np.float32(0.5) * x).astype(np.float32)
    half *= np.float32(1) + np.tanh(inner)
    return half


def softmax(x: Floats) -> Floats:
    """Return probabilities along the last axis."""
    powers: Floats = np.exp(x - x.max(-1, keepdims=True))
    powers /= powers.sum(-1, keepdims=True)
    return powers


def layer_norm(x: Floats, weight: Floats, bias: Floats) -> Floats:
    """Return *x* with every row brought to mean 0 and variance 1, then scaled."""
    size = np.float32(x.shape[1])
    y: Floats = x - (np.einsum("ij->i", x) / size)[:, None]  # three times as fast as x.sum(1)
    variance = np.einsum("ij,ij->i", y, y) / size
    y *= (1 / np.sqrt(variance + _EPSILON))[:, None]
    y *= weight
    y += bias
    return y


def linear(x: Floats, weights: Weights, name: str) -> Floats:
    """Return *x* through the linear layer *name*, whose weights are stored input by output."""
    y = product(x, weights[f"{name}.weight"])
    y += weights[f"{name}.bias"]
    return y


@attrs.frozen(eq=False)
class Conv:
    """Adds a convolution over the tokens at -dilation, 0 and +dilation, gated by what stands at 0."""

    norm: tuple[Floats, Floats]
    kernels: tuple[Floats, Floats, Floats]
    bias: Floats
    gate: tuple[Floats, Floats]
    dilation: int

    def __call__(self, x: Floats, mask: Floats | None) -> Floats:
        """Return *x* with the layer's output added."""
        h = layer_norm(x, *self.norm)
        if mask is not None:
            h *= mask
        before, here, after = self.kernels
        d = self.dilation
        y = product(h, here)
        y += self.bias
        if len(h) > d:
            y[d:] += product(h[:-d], before)
            y[:-d] += product(h[d:], after)
        y *= _gate(h, *self.gate)
        y += x
        return y


def _running_mean(keep: Floats, new: Floats, *, backward: bool) -> Floats:
    """Return ``h[t] = keep[t] * h[t-1] + new[t]`` by doubling; both arguments are overwritten."""
    step, size = 1, len(new)
    for i in range(DOUBLINGS):
        if step >= size:
            break
        last = i == DOUBLINGS - 1
        if backward:
            new[:-step] += keep[:-step] * new[step:]
            if not last:
                keep[:-step] *= keep[step:].copy()
                keep[-step:] = 0
        else:
            new[step:] += keep[step:] * new[:-step]
            if not last:
                keep[step:] *= keep[:-step].copy()
                keep[:step] = 0
        step *= 2
    return new


@attrs.frozen(eq=False)
class Recurrence:
    """Adds a gated running mean over the tokens before and one over those after (a quasi-recurrent layer)."""

    norm: tuple[Floats, Floats]
    new: tuple[Floats, Floats]
    keep: tuple[Floats, Floats]
    gate: tuple[Floats, Floats]
    out: tuple[Floats, Floats]

    def __call__(self, x: Floats, mask: Floats | None) -> Floats:
        """Return *x* with the layer's output added."""
        h = layer_norm(x, *self.norm)
        mean = product(h, self.new[0])
        mean += self.new[1]
        np.tanh(mean, out=mean)
        keep = _gate(h, *self.keep)
        half = mean.shape[1] // 2
        mean *= 1 - keep
        if mask is not None:
            mean *= mask
            keep *= mask
        for part, backward in ((slice(None, half), False), (slice(half, None), True)):
            mean[:, part] = _running_mean(
                np.ascontiguousarray(keep[:, part]), np.ascontiguousarray(mean[:, part]), backward=backward
            )
        mean *= _gate(h, *self.gate)
        y = product(mean, self.out[0])
        y += self.out[1]
        y += x
        return y


Layer = Conv | Recurrence


def layers(weights: Weights, name: str, kinds: str) -> Sequence[Layer]:
    """Return the layers of the stack *name*: a number is a convolution's dilation, ``q`` a running mean."""
    stack: list[Layer] = []
    for i, kind in enumerate(kinds.split()):
        own = {key: weights[f"{name}.{i}.{key}"] for key in _KEYS[kind == "q"]}
        norm = own["n.weight"], own["n.bias"]
        if kind == "q":
            thirds = zip(np.split(own["w.weight"], 3, axis=1), np.split(own["w.bias"], 3), strict=True)
            new, keep, gate = ((np.ascontiguousarray(w), b) for w, b in thirds)
            stack.append(Recurrence(norm, new, keep, gate, (own["o.weight"], own["o.bias"])))
        else:
            before, here, after = (np.ascontiguousarray(k) for k in np.split(own["w"], 3))
            stack.append(Conv(norm, (before, here, after), own["b"], (own["g.weight"], own["g.bias"]), int(kind)))
    return stack
