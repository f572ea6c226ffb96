"""All lexicon files of a language as one: what the wheel is given, so that nobody who installs it waits for TOML.

The build (``hatch_build.py``) runs this file by its path, without the package: it imports the standard library alone.
"""

from __future__ import annotations

import json
import tomllib
from importlib.resources.abc import Traversable
from pathlib import Path

__all__ = ["bundled", "read_toml"]


def read_toml(path: Path | Traversable) -> dict[str, object]:
    """Return what a lexicon file says."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def bundled(folder: Path) -> str:
    """Return the lexicon files of a folder as one JSON object, by name."""
    files = {path.stem: read_toml(path) for path in sorted(folder.glob("*.toml"))}
    return json.dumps(files, ensure_ascii=False, separators=(",", ":"))
