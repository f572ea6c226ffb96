"""Computes the network in C: what ``_network`` and ``_decoding`` do with numpy, but for rounding.

``kernel.c`` is compiled when the package is built, on Linux on x86-64 where there is a compiler (``hatch_build.py``).
Where it was not, where the processor has no AVX2, or where ``NEWSPARSE_KERNEL=0`` is set, ``KERNEL`` is None and numpy
does the work.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from newsparse.attribution._decoding import NEVER, SEARCH_STATES, TAGS, Decoder
from newsparse.attribution._network import DOUBLINGS, Conv, Floats, Ints, Layer, Windows

__all__ = ["KERNEL", "CompiledLinear", "CompiledSearch", "CompiledStack", "Kernel", "fits", "load_kernel"]

Bytes = npt.NDArray[np.uint8]

_LIBRARY, _VERSION = "kernel.so", 1
_LANES = 8
_PANEL = 2 * _LANES
_STATES = 16  # those of the search, with room
_POINTERS = ("shift", "weight", "bias", "gate", "gate_bias", "keep", "keep_bias", "out", "out_bias")


class _Layer(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int64) for name in ("kind", "dilation", "width")),
        *((name, ctypes.c_void_p) for name in _POINTERS),
    )


class _SearchTable(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_int64) for name in ("states", "tags")),
        *((name, ctypes.c_void_p) for name in ("tag", "between", "begin", "end", "gain")),
        *((name, ctypes.c_float) for name in ("edges", "step", "barred")),
    )


def _at(array: Floats | Ints | Bytes) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


def _whole(columns: int) -> int:
    return columns + -columns % _LANES


def _packed(weight: Floats) -> Floats:
    """Return a matrix in panels of 16 columns, the last of 8 where that is enough."""
    inner, columns = weight.shape
    padded = np.zeros((inner, _whole(columns)), np.float32)
    padded[:, :columns] = weight
    return np.concatenate([padded[:, i : i + _PANEL].ravel() for i in range(0, padded.shape[1], _PANEL)])


class Kernel:
    """The compiled functions; none keeps anything, and each lets other threads run."""

    def __init__(self, library: ctypes.CDLL) -> None:
        word, pointer = ctypes.c_int64, ctypes.c_void_p
        self.layers = library.newsparse_kernel_layers
        self.layers.argtypes = [pointer, word, word, pointer, pointer, pointer, word, pointer, pointer]
        self.linear = library.newsparse_kernel_linear
        self.linear.argtypes = [pointer, word, word, pointer, pointer, word, pointer, word]
        self.gather = library.newsparse_kernel_gather
        self.gather.argtypes = [word, word, word, pointer, pointer, pointer]
        self.gather.restype = None
        self.search = library.newsparse_kernel_search
        self.search.argtypes = [pointer, pointer, pointer, pointer, pointer, word, pointer, pointer, pointer]

    def add_rows(self, tables: Sequence[Floats], numbers: Sequence[Ints]) -> Floats:
        """Return the sum of rows of several tables, each given by its numbers."""
        out = np.empty((len(numbers[0]), tables[0].shape[1]), np.float32)
        at = (ctypes.c_void_p * len(tables))(*(table.ctypes.data for table in tables))
        rows = (ctypes.c_void_p * len(tables))(*(own.ctypes.data for own in numbers))
        self.gather(*out.shape, len(tables), at, rows, _at(out))
        return out


def _succeeds(status: int) -> None:
    if status:
        raise MemoryError


class CompiledLinear:
    """A linear layer; see ``_network.Linear``."""

    def __init__(self, kernel: Kernel, weight: Floats, bias: Floats, *, through_gelu: bool = False) -> None:
        self._kernel, self._gelu = kernel, through_gelu
        self._inner, self._columns = weight.shape
        self._weight = _packed(weight)
        self._bias = np.zeros(_whole(self._columns), np.float32)
        self._bias[: self._columns] = bias
        self._matrix = _at(self._weight), _at(self._bias), len(self._bias)

    def padded(self, x: Floats) -> Floats:
        """Return *x* through the layer, with columns of zeros up to a whole vector."""
        y = np.empty((len(x), len(self._bias)), np.float32)
        known = np.ascontiguousarray(x)
        _succeeds(self._kernel.linear(_at(known), len(x), self._inner, *self._matrix, _at(y), self._gelu))
        return y

    def __call__(self, x: Floats) -> Floats:
        """Return *x* through the layer."""
        return self.padded(x)[:, : self._columns]


def fits(layers: Sequence[Layer]) -> bool:
    """Tell whether the kernel can run layers: their columns, and each half of those of a running mean, fill vectors."""
    return all(len(layer.shift) % (_LANES if isinstance(layer, Conv) else 2 * _LANES) == 0 for layer in layers)


class CompiledStack:
    """Layers one after the other, where they are such that ``fits`` says so; see ``_network.Stack``."""

    def __init__(self, kernel: Kernel, layers: Sequence[Layer], scale: Floats, shift: Floats) -> None:
        self._kernel = kernel
        self._layers = (_Layer * len(layers))()
        self._kept = [np.ascontiguousarray(scale), np.ascontiguousarray(shift)]
        self._scale, self._shift = map(_at, self._kept)
        for own, layer in zip(self._layers, layers, strict=True):
            self._fill(own, layer)

    def _fill(self, own: _Layer, layer: Layer) -> None:
        own.width = len(layer.shift)
        if isinstance(layer, Conv):
            own.kind, own.dilation = 0, layer.dilation
            matrices = {"weight": np.concatenate(layer.kernels), "gate": layer.gate[0]}
            vectors = {"bias": layer.bias, "gate_bias": layer.gate[1]}
        else:
            own.kind, own.dilation = 1, 0
            parts = {"": layer.new, "gate": layer.gate, "keep": layer.keep, "out": layer.out}
            matrices = {name or "weight": matrix for name, (matrix, _) in parts.items()}
            vectors = {f"{name}_bias".lstrip("_"): bias for name, (_, bias) in parts.items()}
        arrays = {name: _packed(matrix) for name, matrix in matrices.items()}
        arrays |= {name: np.ascontiguousarray(vector) for name, vector in (vectors | {"shift": layer.shift}).items()}
        for name, array in arrays.items():
            setattr(own, name, array.ctypes.data)
            self._kept.append(array)

    def __call__(self, x: Floats, windows: Windows) -> Floats:
        """Return the rows of windows through the layers; *x*, which is overwritten, has no others."""
        lengths = windows.lengths
        starts = np.cumsum(lengths) - lengths
        arguments = (_at(starts), _at(lengths), len(lengths), self._scale, self._shift)
        _succeeds(self._kernel.layers(self._layers, len(self._layers), DOUBLINGS, _at(x), *arguments))
        return x


class CompiledSearch:
    """The search for tags, and the layer that scores them; see ``_decoding.Search``."""

    def __init__(self, kernel: Kernel, out: CompiledLinear, decoder: Decoder) -> None:
        self._kernel, self._out = kernel, out
        count = len(SEARCH_STATES)
        tags = np.array(SEARCH_STATES, np.int64)
        between = np.full((_STATES, _STATES), -NEVER, np.float32)
        between[:count, :count] = decoder.between
        begin, end, gain = (np.full(_STATES, -NEVER, np.float32) for _ in range(3))
        begin[:count], end[:count], gain[:count] = decoder.begin, decoder.end, decoder.gain
        self._kept = (tags, between, begin, end, gain)
        edges, step = decoder.nothing
        self._search = _SearchTable(count, TAGS, *(array.ctypes.data for array in self._kept), edges, step, NEVER)

    def __call__(self, x: Floats, barred: npt.NDArray[np.bool_], windows: Windows) -> tuple[Bytes, Floats, Floats]:
        """See ``_decoding.Search``."""
        scores, lengths = self._out.padded(x), windows.lengths
        starts = np.cumsum(lengths) - lengths
        path = np.empty(len(x), np.uint8)
        odds, fit = np.empty(len(lengths), np.float32), np.empty(len(lengths), np.float32)
        known = ctypes.byref(self._search), _at(scores), _at(barred.view(np.uint8)), _at(starts), _at(lengths)
        _succeeds(self._kernel.search(*known, len(lengths), _at(path), _at(odds), _at(fit)))
        return path, odds, fit


def load_kernel(path: Path) -> Kernel | None:
    """Return the kernel, or None where there is none or it cannot run: then numpy computes the same."""
    if os.environ.get("NEWSPARSE_KERNEL") == "0" or not path.exists():
        return None
    try:
        library = ctypes.CDLL(str(path))
    except OSError:  # no library of this system
        return None
    return Kernel(library) if library.newsparse_kernel_version() == _VERSION else None


KERNEL: Kernel | None = load_kernel(Path(__file__).with_name(_LIBRARY))
"""The kernel in use."""
