"""Puts the lexicon files of a language into the wheel as one, beside the TOML that they are written in.

An editable install and a checkout go without it and read the TOML, so that an edited word counts at once.
"""

from __future__ import annotations

import runpy
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEXICON = Path("src", "newsparse", "lexicon")


class LexiconHook(BuildHookInterface[Any]):
    """Hatch's hook for the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write one file for each language, and have it packed."""
        if version == "editable":
            return
        lexicon = Path(self.root) / LEXICON
        bundled = runpy.run_path(str(lexicon / "_bundle.py"))["bundled"]
        self.folder = tempfile.TemporaryDirectory()
        for language in sorted(path for path in (lexicon / "data").iterdir() if path.is_dir()):
            made = Path(self.folder.name) / f"{language.name}.json"
            made.write_text(bundled(language), encoding="utf-8", newline="\n")
            build_data["force_include"][str(made)] = f"newsparse/lexicon/data/{made.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written."""
        del build_data, artifact_path
        if version != "editable":
            self.folder.cleanup()
