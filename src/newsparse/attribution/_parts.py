"""The parts of the tagger's network: in C where the kernel runs, else with numpy."""

from __future__ import annotations

from newsparse.attribution import _decoding, _kernel, _network
from newsparse.attribution._kernel import KERNEL
from newsparse.attribution._network import Floats, Weights, layers

__all__ = ["Parts"]

Linear = _network.Linear | _kernel.CompiledLinear


class Parts:
    """Makes the parts of the network: in C where the kernel runs, else with numpy."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self.reads_alone = KERNEL is None
        """A text has to be read alone: with numpy the last bit of a result may depend on what is read beside it."""
        self.add_rows = KERNEL.add_rows if KERNEL else _network.add_rows

    def linear(self, weight: Floats, bias: Floats, *, through_gelu: bool = False) -> Linear:
        """Return a linear layer."""
        if KERNEL:
            return _kernel.CompiledLinear(KERNEL, weight, bias, through_gelu=through_gelu)
        return _network.Linear(weight, bias, through_gelu)

    def named(self, name: str, *, through_gelu: bool = False) -> Linear:
        """Return the linear layer of a name."""
        return self.linear(self._weights[f"{name}.weight"], self._weights[f"{name}.bias"], through_gelu=through_gelu)

    def stack(self, name: str, kinds: str) -> _network.Stack | _kernel.CompiledStack:
        """Return the layers of a name with what normalizes their output."""
        made, last = layers(self._weights, name, kinds), name.replace("enc", "fin")
        edges = self._weights[f"{last}.weight"], self._weights[f"{last}.bias"]
        if KERNEL and _kernel.fits(made):
            return _kernel.CompiledStack(KERNEL, made, *edges)
        return _network.Stack(made, *edges)

    def search(self) -> _decoding.Search | _kernel.CompiledSearch:
        """Return the search for tags."""
        w = self._weights
        decoder, out = _decoding.Decoder(w["trans"], w["start"], w["end"]), (w["out.weight"], w["out.bias"])
        if KERNEL:
            return _kernel.CompiledSearch(KERNEL, _kernel.CompiledLinear(KERNEL, *out), decoder)
        return _decoding.Search(_network.Linear(*out), decoder)
