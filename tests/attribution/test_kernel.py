"""The compiled kernel computes what numpy does, but for rounding; without it nothing else changes."""

import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import newsparse
from newsparse.attribution import _decoding, _kernel, _network
from newsparse.attribution._kernel import KERNEL, load_kernel
from newsparse.attribution._network import Conv, Recurrence, Windows

PACKAGE = Path(newsparse.__file__).parent
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def kernel():
    if KERNEL is None:
        pytest.skip("no kernel was built, or it cannot run here")
    return KERNEL


def numbers(seed, *shape):
    return (np.random.default_rng(seed).standard_normal(shape) * 0.3).astype(np.float32)


def conv(width, dilation):
    kernels = numbers(0, width, width), numbers(1, width, width), numbers(2, width, width)
    return Conv(numbers(3, width), kernels, numbers(4, width), (numbers(5, width, width), numbers(6, width)), dilation)


def recurrence(width):
    pairs = [(numbers(i, width, width), numbers(i + 1, width)) for i in range(1, 8, 2)]
    new, (keep, _), gate, out = pairs
    return Recurrence(numbers(0, width), new, (keep, np.full(width, 2, np.float32)), gate, out)  # remembers long


@pytest.mark.parametrize("width", [8, 16, 56, 112])
@pytest.mark.parametrize("lengths", [[1], [5], [6], [300], [3, 140, 12, 1, 7]])
def test_layers(kernel, width, lengths):
    middle = [recurrence(width)] if width % 16 == 0 else []
    layers = [conv(width, 1), *middle, conv(width, 8)]
    scale, shift = numbers(7, width), numbers(8, width)
    windows = Windows.of(np.array(lengths), _network.GAP)
    x = numbers(9, sum(lengths), width)
    expected = _network.Stack(layers, scale, shift)(x.copy(), windows)
    assert _kernel.CompiledStack(kernel, layers, scale, shift)(x.copy(), windows) == pytest.approx(expected, abs=2e-5)


def test_windows_do_not_touch_each_other(kernel):
    stack = _kernel.CompiledStack(kernel, [conv(48, 8), recurrence(48)], numbers(1, 48), numbers(2, 48))
    lengths = [3, 40, 1, 12]
    x = numbers(3, sum(lengths), 48)
    together = stack(x.copy(), Windows.of(np.array(lengths), _network.GAP))
    for part, all_of_it in zip(np.split(x, np.cumsum(lengths)), np.split(together, np.cumsum(lengths)), strict=True):
        if len(part):
            assert (stack(part.copy(), Windows.of(np.array([len(part)]), _network.GAP)) == all_of_it).all()


def test_layers_of_other_widths_are_left_to_numpy():
    assert _kernel.fits([conv(56, 1), recurrence(48)])
    assert not _kernel.fits([conv(56, 1), recurrence(56)])
    assert not _kernel.fits([conv(50, 1)])


@pytest.mark.parametrize("shape", [(0, 7, 5), (1, 2, 56), (6, 208, 112), (13, 64, 3), (25, 224, 56)])
@pytest.mark.parametrize("gelu", [False, True])
def test_linear(kernel, shape, gelu):
    rows, inner, columns = shape
    x, weight, bias = numbers(1, rows, inner), numbers(2, inner, columns), numbers(3, columns)
    expected = _network.Linear(weight, bias, gelu)(x)
    assert _kernel.CompiledLinear(kernel, weight, bias, through_gelu=gelu)(x) == pytest.approx(expected, abs=1e-5)


def test_add_rows(kernel):
    tables = [numbers(1, 4, 56), numbers(2, 3, 56), numbers(3, 2, 56)]
    rows = [np.array([0, 3, 3, 1]), np.array([2, 0, 1, 2]), np.array([0, 1, 1, 0])]
    assert (kernel.add_rows(tables, rows) == _network.add_rows(tables, rows)).all()


@pytest.mark.parametrize("lengths", [[1], [2, 1, 30], [140, 3]])
def test_search(kernel, lengths):
    weight, bias = 10 * numbers(1, 56, 5), numbers(2, 5)
    decoder = _decoding.Decoder(numbers(3, 5, 5), numbers(4, 5), numbers(5, 5))
    x, windows = numbers(6, sum(lengths), 56), Windows.of(np.array(lengths), _network.GAP)
    barred = np.arange(len(x)) % 5 == 2
    path, odds, fit = _decoding.Search(_network.Linear(weight, bias), decoder)(x, barred, windows)
    ours = _kernel.CompiledSearch(kernel, _kernel.CompiledLinear(kernel, weight, bias), decoder)(x, barred, windows)
    assert ours[0].tolist() == path.tolist()
    assert ours[1] == pytest.approx(odds, rel=1e-4, abs=1e-3)
    assert ours[2] == pytest.approx(fit, rel=1e-4, abs=1e-3)
    assert path.any() or len(x) == 1


def parsed_apart(**environment):
    code = "import json, newsparse; print(json.dumps(newsparse.parse_article(newsparse.sample()).to_dict()))"
    known = os.environ | {"PYTHONPATH": str(PACKAGE.parent)} | environment
    done = subprocess.run([sys.executable, "-c", code], env=known, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def without_confidence(value):
    if isinstance(value, dict):
        return {key: without_confidence(own) for key, own in value.items() if key != "confidence"}
    return [without_confidence(own) for own in value] if isinstance(value, list) else value


def test_the_same_is_found_without_the_kernel():
    with_it, without = parsed_apart(), parsed_apart(NEWSPARSE_KERNEL="0")
    assert without_confidence(without) == without_confidence(with_it)
    for one, other in zip(without["attributions"], with_it["attributions"], strict=True):
        assert one["confidence"] == pytest.approx(other["confidence"], abs=0.01)


def test_numpy_does_the_work_where_there_is_no_kernel(tmp_path, monkeypatch):
    assert load_kernel(tmp_path / "kernel.so") is None
    (tmp_path / "kernel.so").write_bytes(b"no library")
    assert load_kernel(tmp_path / "kernel.so") is None
    monkeypatch.setenv("NEWSPARSE_KERNEL", "0")
    assert load_kernel(PACKAGE / "attribution" / "kernel.so") is None


@pytest.mark.skipif(not (ROOT / "hatch_build.py").exists(), reason="only in the source tree")
def test_without_a_compiler_the_package_is_built_without_it(tmp_path, monkeypatch):
    pytest.importorskip("hatchling")
    compile_kernel = runpy.run_path(str(ROOT / "hatch_build.py"))["compiled"]
    monkeypatch.delenv("NEWSPARSE_KERNEL", raising=False)
    monkeypatch.setenv("CC", str(tmp_path / "no-compiler"))
    assert compile_kernel(ROOT / "src/newsparse/attribution/kernel.c", tmp_path / "kernel.so")
    assert not (tmp_path / "kernel.so").exists()
