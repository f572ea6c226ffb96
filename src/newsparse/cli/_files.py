"""The files that the arguments of a command mean: folders walked, results of ours and what is not read passed over."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from newsparse.cli._decode import STDIN
from newsparse.cli._formats import KINDS, kind_of
from newsparse.cli._input import Item
from newsparse.cli._journal import ERRORS, SIDE
from newsparse.cli._own import own_files

__all__ = ["Inputs", "expand"]

_SIDE_ENDINGS = (SIDE, f".{ERRORS}", ".rows", ".newsparse-part")


@attrs.define
class Inputs:
    """What is to be read.

    Args:
        files: files, and items that say why something cannot be read.
        notes: what was passed over in the folders, a line each.
    """

    files: list[Item | str] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)


def expand(paths: Iterable[str], skip: Iterable[Path] = ()) -> Inputs:
    """Return the files that *paths* mean, folders walked in order of names, each once."""
    inputs = Inputs()
    own = {_place(path) for path in skip}
    seen = set()
    for given in paths:
        for path in _walk(given, inputs.notes, own) if given != STDIN and Path(given).is_dir() else [given]:
            if isinstance(path, str):
                place = _place(path)
                if place in seen:
                    continue
                seen.add(place)
            inputs.files.append(path)
    return inputs


def _place(path: str | Path) -> str:
    return os.path.normcase(os.path.abspath(path))  # noqa: PTH100 - Path.absolute keeps "..", resolve follows links


def _walk(folder: str, notes: list[str], skip: set[str]) -> Iterator[Item | str]:
    refused: list[OSError] = []
    other: Counter[str] = Counter()
    ours: list[str] = []
    empty = True
    for root, folders, files in os.walk(folder, onerror=refused.append):
        folders.sort()
        found = [f for f in sorted(files) if not f.startswith(".") and _place(Path(root) / f) not in skip]
        kinds = {file: kind for file in found if (kind := kind_of(file))}
        own = own_files(Path(root), files, kinds)
        ours += [f"{Path(root) / name}: {what}, passed over" for name, what in sorted(own.items()) if name in kinds]
        other.update(_ending(file) for file in found if file not in kinds and not file.endswith(_SIDE_ENDINGS))
        wanted = [file for file in kinds if file not in own]
        yield from (str(Path(root) / file) for file in wanted)
        if wanted:
            empty = False
        elif root != folder and kind_of(root) and not folders:
            yield Item(root, root, error="a folder, and there is nothing to read in it")
    notes += _few(ours)
    if other:
        counted = ", ".join(
            f"{n:,} {ending}" for ending, n in sorted(other.items(), key=lambda each: (-each[1], each[0]))
        )
        notes.append(f"{folder}: passed over, as it is not read: {counted}")
    yield from (Item(error.filename, error.filename, error=error.strerror) for error in refused)
    if empty and not refused:
        yield Item(folder, folder, error=f"no files with these endings in the folder: {' '.join(KINDS)}")


def _few(lines: list[str], most: int = 5) -> list[str]:
    return lines if len(lines) <= most else [*lines[:most], f"… and {len(lines) - most:,} more results of newsparse"]


def _ending(file: str) -> str:
    return Path(file).suffix.lower() or "without an ending"
