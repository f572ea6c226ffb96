"""The attribution network in torch: what ``train.py`` fits and ``newsparse.attribution`` computes again with numpy.

Tokens of many articles lie in one flat row. An encoder of gated convolutions and gated running means reads them; a head
marks the tokens of cues; for every cue a second, smaller stack reads a window of tokens relative to that cue and a
linear-chain CRF tags its own source and content.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own abbreviation
from torch import Tensor, nn

from newsparse.attribution._decoding import GOES_ON, TAGS
from newsparse.attribution._features import HASH_SIZES
from newsparse.attribution._network import DOUBLINGS
from newsparse.attribution._tagger import AFTER, BEFORE, GAP

WORDS, PREFIXES, SUFFIXES, SHAPES = HASH_SIZES
IMPOSSIBLE = -1e4
DEFINITIONS = 2
OTHER_DEFINITION, OWN_DEFINITION = range(DEFINITIONS)  # of PolNeAR, and of the library


class _ShiftedProduct(torch.autograd.Function):
    """``y[t] = h[t-d] W0 + h[t] W1 + h[t+d] W2 + b`` over a flat row."""

    @staticmethod
    def forward(ctx: Any, h: Tensor, w: Tensor, b: Tensor, d: int) -> Tensor:
        size = h.shape[1]
        ctx.d = d
        ctx.save_for_backward(h, w)
        y = torch.addmm(b, h, w[size : 2 * size])
        y[d:] += h[:-d] @ w[:size]
        y[:-d] += h[d:] @ w[2 * size :]
        return y

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> Any:
        h, w = ctx.saved_tensors
        d, size = ctx.d, h.shape[1]
        dh = g @ w[size : 2 * size].T
        dh[:-d] += g[d:] @ w[:size].T
        dh[d:] += g[:-d] @ w[2 * size :].T
        dw = torch.cat([h[:-d].T @ g[d:], h.T @ g, h[d:].T @ g[:-d]])
        return dh, dw, g.sum(0), None


def _scan(f: Tensor, b: Tensor, back: bool) -> Tensor:
    """Overwrite b with ``h[t] = f[t] h[t-1] + b[t]``, by doubling."""
    k = 1
    for i in range(DOUBLINGS):
        if k >= b.shape[0]:
            break
        last = i == DOUBLINGS - 1
        if back:
            b[:-k] += f[:-k] * b[k:]
            if not last:
                f[:-k] *= f[k:].clone()
                f[-k:] = 0
        else:
            b[k:] += f[k:] * b[:-k]
            if not last:
                f[k:] *= f[:-k].clone()
                f[:k] = 0
        k *= 2
    return b


class _Scan(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, f: Tensor, b: Tensor, back: bool) -> Tensor:
        h = _scan(f.clone(), b.clone(), back)
        ctx.save_for_backward(f, h)
        ctx.back = back
        return h

    @staticmethod
    def backward(ctx: Any, g: Tensor) -> Any:
        f, h = ctx.saved_tensors
        after, before = torch.zeros_like(f), torch.zeros_like(h)
        if ctx.back:
            after[1:], before[:-1] = f[:-1], h[1:]
        else:
            after[:-1], before[1:] = f[1:], h[:-1]
        g = _scan(after, g.clone(), not ctx.back)
        return g * before, g, None


def drop(x: Tensor, rate: float, owner: Tensor | None) -> Tensor:
    """Dropout with one mask for all tokens of an owner (article or cue)."""
    if owner is None:
        return x
    mask = (torch.rand(int(owner[-1]) + 1, x.shape[1]) > rate).float() / (1 - rate)
    return x * mask[owner]


class Convolution(nn.Module):
    """Three tokens seen through a gate that the middle one opens."""

    def __init__(self, size: int, dilation: int, rate: float) -> None:
        super().__init__()
        self.n, self.dilation, self.rate = nn.LayerNorm(size), dilation, rate
        linear = nn.Linear(3 * size, size)
        self.w, self.b = nn.Parameter(linear.weight.data.T.contiguous()), nn.Parameter(linear.bias.data)
        self.g = nn.Linear(size, size)

    def forward(self, x: Tensor, mask: Tensor | None, owner: Tensor | None) -> Tensor:
        h = self.n(x)
        if mask is not None:
            h = h * mask
        y = _ShiftedProduct.apply(h, self.w, self.b, self.dilation)
        return x + drop(y * torch.sigmoid(self.g(h)), self.rate, owner)


class RunningMean(nn.Module):
    """A gated recurrence in both directions without a matrix product in the loop (as in QRNN, SRU)."""

    def __init__(self, size: int, state: int, rate: float) -> None:
        super().__init__()
        self.n, self.w, self.o = nn.LayerNorm(size), nn.Linear(size, 6 * state), nn.Linear(2 * state, size)
        self.state, self.rate = state, rate
        with torch.no_grad():  # from forgetting soon to hardly ever
            self.w.bias[2 * state : 4 * state] = torch.linspace(-1, 3, state).repeat(2)

    def forward(self, x: Tensor, mask: Tensor | None, owner: Tensor | None) -> Tensor:
        k = self.state
        z, f, g = self.w(self.n(x)).split(2 * k, -1)
        f = torch.sigmoid(f)
        b = (1 - f) * torch.tanh(z)
        if mask is not None:
            b, f = b * mask, f * mask
        h = torch.cat([_Scan.apply(f[:, :k], b[:, :k], False), _Scan.apply(f[:, k:], b[:, k:], True)], -1)
        return x + drop(self.o(h * torch.sigmoid(g)), self.rate, owner)


def _stack(spec: str, size: int, state: int, rate: float) -> nn.ModuleList:
    """'1 2 q' is two convolutions with these dilations and a running mean."""
    return nn.ModuleList(
        RunningMean(size, state, rate) if part == "q" else Convolution(size, int(part), rate) for part in spec.split()
    )


class Network(nn.Module):
    """See the module. ``settings`` are the keyword arguments; the attribute names are those of the weights file."""

    def __init__(
        self,
        vectors: np.ndarray | None = None,
        *,
        words: int,
        width: int = 64,
        size: int = 112,
        size2: int = 56,
        spec: str = "1 1 2 q 4 q",
        spec2: str = "1 2 4 8",
        rate: float = 0.2,
        forget: float = 0.1,
    ) -> None:
        super().__init__()
        self.settings = {
            "words": words,
            "width": width,
            "size": size,
            "size2": size2,
            "spec": spec,
            "spec2": spec2,
            "rate": rate,
            "forget": forget,
        }
        self.rate, self.forget = rate, forget
        self.word, self.hw, self.hp = nn.Embedding(words, width), nn.Embedding(WORDS, 24), nn.Embedding(PREFIXES, 16)
        self.hs, self.hx = nn.Embedding(SUFFIXES, 32), nn.Embedding(SHAPES, 16)
        self.lq, self.lp, self.lr = nn.Embedding(12, 12), nn.Embedding(32, 8), nn.Embedding(8, 4)
        for table in (self.hw, self.hp, self.hs, self.hx, self.lq, self.lp, self.lr):
            nn.init.normal_(table.weight, std=0.3)
        if vectors is not None:
            with torch.no_grad():
                self.word.weight[2:] = torch.from_numpy(vectors) * 0.7
                self.word.weight[:2] = 0
        self.inp = nn.Linear(width + 24 + 16 + 2 * 32 + 16 + 24, size)
        self.definition = nn.Embedding(DEFINITIONS, size)  # whose idea of a statement a text follows
        nn.init.zeros_(self.definition.weight)
        self.enc, self.fin = _stack(spec, size, size // 2, rate), nn.LayerNorm(size)
        self.cue1, self.cue2 = nn.Linear(size, 64), nn.Linear(64, 3)
        self.tok, self.cv, self.cp = nn.Linear(size, size2), nn.Linear(2 * size, size2), nn.Linear(2, size2)
        self.rel, self.rpar = nn.Embedding(BEFORE + AFTER, size2), nn.Embedding(5, size2)
        self.rsen, self.rq, self.rc = nn.Embedding(9, size2), nn.Embedding(16, size2), nn.Embedding(4, size2)
        for table in (self.rel, self.rpar, self.rsen, self.rq, self.rc):
            nn.init.normal_(table.weight, std=0.1)
        self.enc2, self.fin2 = _stack(spec2, size2, size2 // 2, rate), nn.LayerNorm(size2)
        self.out = nn.Linear(size2, TAGS)
        self.trans = nn.Parameter(torch.zeros(TAGS, TAGS))
        self.start, self.end = nn.Parameter(torch.zeros(TAGS)), nn.Parameter(torch.zeros(TAGS))
        barred = torch.zeros(TAGS, TAGS)
        for tag, previous in GOES_ON.items():
            for before in set(range(TAGS)).difference(previous):
                barred[before, tag] = IMPOSSIBLE
        self.register_buffer("barred", barred, persistent=False)

    def encode(self, batch: dict[str, Tensor]) -> Tensor:
        """Read a row of tokens: word rows, place in the layout, owner and definition of each."""
        rows, place = batch["rows"], batch["place"]
        own = batch["owner"] if self.training else None
        if self.training and self.forget:
            rows = rows.clone()
            r = torch.rand(rows.shape[0])
            rows[r < self.forget, 0] = 1
            rows[r < self.forget / 2, 1] = 0
        tables = (self.word, self.hw, self.hp, self.hs, self.hs, self.hx)
        parts = [table(rows[:, i]) for i, table in enumerate(tables)]
        parts += [table(place[:, i]) for i, table in enumerate((self.lq, self.lp, self.lr))]
        x = self.inp(drop(torch.cat(parts, -1), self.rate, own)) + self.definition(batch["definition"])
        x = x + self.beside(batch, own)
        for layer in self.enc:
            x = layer(x, None, own)
        return drop(self.fin(x), self.rate, own)

    def beside(self, batch: dict[str, Tensor], own: Tensor | None) -> Tensor | float:  # noqa: ARG002
        """Return what another reader adds to the encoder's input: nothing, unless a subclass has one."""
        return 0.0

    def cues(self, h: Tensor) -> Tensor:
        """Scores of outside, first and later token of a cue."""
        return self.cue2(F.gelu(self.cue1(h), approximate="tanh"))

    def tags(
        self, h: Tensor, cue: Tensor, doc: dict[str, Tensor], cs: Tensor, ce: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Tag scores of the window of each cue, which of them count, and where the windows begin."""
        lo = torch.maximum(cs - BEFORE, doc["low"][cs])
        length = torch.minimum(cs + AFTER, doc["high"][cs]) - lo
        total = length + GAP
        own = torch.repeat_interleave(torch.arange(len(cs)), total)
        first = torch.cumsum(total, 0) - total
        at = torch.arange(int(total.sum())) - first[own]
        real = at < length[own]
        ix = torch.where(real, lo[own] + at, 0)
        c = cs[own]

        def apart(name: str, most: int) -> Tensor:
            return (doc[name][ix] - doc[name][c]).clamp(-most, most) + most

        quoted = doc["quoted"]
        x = F.embedding(ix, self.tok(h) + self.cp(cue.softmax(-1)[:, 1:]))
        x = x + F.embedding(own, self.cv(torch.cat([h[cs], h[ce - 1]], -1)))
        x = x + self.rel(torch.where(real, ix - c + BEFORE, 0))
        x = x + self.rpar(apart("paragraph", 2)) + self.rsen(apart("sentence", 4))
        x = x + self.rq(apart("marks", 2) * 3 + (quoted[ix] > 0).long() + (quoted[c] == 1).long())
        x = x + self.rc(((ix >= c) & (ix < ce[own])).long())
        mask, owner = real[:, None].float(), own if self.training else None
        x = drop(x, self.rate, owner)
        for layer in self.enc2:
            x = layer(x, mask, owner)
        scores = self.out(self.fin2(x))
        span = torch.arange(int(length.max()))
        inside = span < length[:, None]
        return scores[torch.where(inside, first[:, None] + span, 0)], inside, lo

    def bar(self, e: Tensor, inside: Tensor) -> Tensor:
        """Leave only O outside the windows."""
        only = torch.zeros(TAGS)
        only[1:] = IMPOSSIBLE
        return torch.where(inside[..., None], e, only)

    def loss(self, e: Tensor, tags: Tensor, inside: Tensor) -> Tensor:
        """Negative log likelihood of the tags of each cue."""
        e, trans = self.bar(e, inside), self.trans + self.barred
        gold = self.start[tags[:, 0]] + self.end[tags[:, -1]] + e.gather(2, tags[..., None])[..., 0].sum(1)
        gold = gold + trans[tags[:, :-1], tags[:, 1:]].sum(1)
        a = self.start + e[:, 0]
        for t in range(1, e.shape[1]):
            a = torch.logsumexp(a[:, :, None] + trans, 1) + e[:, t]
        return torch.logsumexp(a + self.end, 1) - gold
