"""Writes the reference of the command line from its commands: ``python scripts/cli_page.py``.

The tests fail where ``docs/reference/command-line.md`` and the commands disagree.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from newsparse.cli import main
from newsparse.cli._commands import COMMANDS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "command-line.md"
_TABLE_OF = {"parse": "articles"}
_NO_TABLE = frozenset({"view"})


def page() -> str:
    """Return the page."""
    with click.Context(main, info_name="newsparse") as context:
        commands = {name: main.get_command(context, name) for name in COMMANDS}
    lines = [
        "# Command line",
        "",
        "<!-- Written by scripts/cli_page.py from the commands; change those. -->",
        "",
        *_text(main),
        "{doc}`/how-to/command-line` shows how to use it.",
        "",
        "## Commands",
        "",
    ]
    for name, command in commands.items():
        assert command is not None
        lines += [f"### {name}", "", *_text(command)]
        if name not in _NO_TABLE:
            table = _TABLE_OF.get(name, name)
            lines += [f"The columns of its rows are those of the table [{table}](tables.md#{table}).", ""]
    lines += [
        "## Options",
        "",
        "| option | what it does | default | commands |",
        "| --- | --- | --- | --- |",
        *_options({name: command for name, command in commands.items() if command}),
        "| `-h`, `--help` | Show the help of a command, or of all. | | all |",
        "| `-V`, `--version` | Show the version. | | without a command |",
    ]
    return "\n".join(lines) + "\n"


def _text(command: click.Command) -> Iterator[str]:
    """Yield the paragraphs of a help text; those that click is not to wrap become code."""
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield from ("```text", inspect.cleandoc(paragraph.removeprefix("\b\n")), "```")
        else:
            yield " ".join(paragraph.split())
        yield ""


def _options(commands: dict[str, click.Command]) -> Iterator[str]:
    used: dict[tuple[str, str, str], list[str]] = {}
    for name, command in commands.items():
        for option in command.params:
            if isinstance(option, click.Option):
                names = ", ".join(f"`{each}`" for each in (*option.opts[::-1], *option.secondary_opts))
                row = (f"{names}{_values(option)}", option.help or "", _default(option))
                used.setdefault(row, []).append(name)
    for (names, text, default), by in used.items():
        yield f"| {names} | {text} | {default} | {_which(by, [*commands])} |"


def _values(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return " " + " ".join(f"`{choice}`" for choice in option.type.choices)
    return f" {option.metavar}" if option.metavar else ""


def _default(option: click.Option) -> str:
    shown = option.default if option.show_default or isinstance(option.type, click.Choice) else None
    return f"`{shown}`" if isinstance(shown, str | int | float) and not isinstance(shown, bool) else ""


def _which(by: list[str], every: list[str]) -> str:
    left = [name for name in every if name not in by]
    if not left:
        return "all"
    return f"all but {', '.join(left)}" if len(left) < len(by) else ", ".join(by)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
