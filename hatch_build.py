"""Puts into the wheel what is made of the sources: the lexicon of a language as one file, and the compiled kernel.

An editable install and a checkout go without the former and read the TOML, so that an edited word counts at once. The
kernel is compiled on Linux on x86-64 where there is a C compiler; numpy does its work where there is none, and in a
wheel that is built with ``NEWSPARSE_KERNEL=0``, which is one for every system.
"""

from __future__ import annotations

import os
import runpy
import shlex
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("src", "newsparse")
LEXICON = PACKAGE / "lexicon"
KERNEL = PACKAGE / "attribution" / "kernel.c"
SYSTEM = "linux-x86_64"
OPTIONS = ("-O3", "-fPIC", "-shared", "-fvisibility=hidden", "-s")


def compiled(source: Path, target: Path) -> str:
    """Compile the kernel; return why it could not be, or nothing."""
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    if os.environ.get("NEWSPARSE_KERNEL") == "0":
        return "NEWSPARSE_KERNEL is 0"
    if sysconfig.get_platform() != SYSTEM:
        return f"it is for {SYSTEM} alone"
    if not shutil.which(compiler[0]):
        return f"there is no compiler {compiler[0]!r}"
    command = [*compiler, *OPTIONS, "-o", target, source, "-lm"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    return f"the compiler failed:\n{done.stderr}" if done.returncode else ""


class MadeFilesHook(BuildHookInterface[Any]):
    """Hatch's hook for the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files, and have them packed."""
        root = Path(self.root)
        if version == "editable":
            self._compile(root / KERNEL.with_suffix(".so"))
            return
        self.folder = tempfile.TemporaryDirectory()
        folder = Path(self.folder.name)
        bundled = runpy.run_path(str(root / LEXICON / "_bundle.py"))["bundled"]
        for language in sorted(path for path in (root / LEXICON / "data").iterdir() if path.is_dir()):
            made = folder / f"{language.name}.json"
            made.write_text(bundled(language), encoding="utf-8", newline="\n")
            build_data["force_include"][str(made)] = f"newsparse/lexicon/data/{made.name}"
        library = folder / KERNEL.with_suffix(".so").name
        if self._compile(library):
            build_data["force_include"][str(library)] = f"newsparse/attribution/{library.name}"
            build_data["pure_python"] = False
            build_data["tag"] = f"py3-none-{SYSTEM.replace('-', '_')}"

    def _compile(self, target: Path) -> bool:
        why = compiled(Path(self.root) / KERNEL, target)
        if why:
            target.unlink(missing_ok=True)
            self.app.display_warning(f"newsparse goes without its compiled kernel, and is slower: {why}")
        return not why

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was written."""
        del build_data, artifact_path
        if version != "editable":
            self.folder.cleanup()
