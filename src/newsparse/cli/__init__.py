"""The command line: ``newsparse parse FILE``, ``newsparse quotes FILE`` and so on; see ``newsparse --help``."""

from newsparse.cli._commands import main

__all__ = ["main"]
