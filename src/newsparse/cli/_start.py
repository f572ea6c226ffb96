"""From the options of a command to its run."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

import click

from newsparse.cli._commands import PARSE, at_terminal
from newsparse.cli._formats import ARTICLE_FORMATS, ROW_FORMATS, form_of
from newsparse.cli._input import Options
from newsparse.cli._journal import RunError
from newsparse.cli._names import INDEX
from newsparse.cli._run import Run, execute
from newsparse.cli._tasks import Task

__all__ = ["start"]

# What the command "view", which has fewer options, does with the others.
_VIEW = {
    "form": "html",
    "as_json": False,
    "resume": False,
    "overwrite": False,
    "excel": False,
    "color": "never",
}


def start(command: str, given: dict[str, Any]) -> None:
    """Do what a command was called for, and end with its status."""
    try:
        status = _view(given) if command == "view" else execute(_run(command, given))
    except RunError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(status)


def _view(given: dict[str, Any]) -> int:
    # The folder stays: the browser reads it when this process has ended.
    folder = Path(tempfile.mkdtemp(prefix="newsparse-"))
    status = execute(_run(PARSE, {**given, **_VIEW, "output": f"{folder}{os.sep}", "quiet": True}))
    pages = [page for page in folder.glob("*.html") if page.name != INDEX]
    if not pages:
        shutil.rmtree(folder)
        return status
    page = folder / INDEX if len(pages) > 1 else pages[0]
    opened = webbrowser.open(page.as_uri())
    if not given["quiet"] or not opened:
        click.echo(f"newsparse: {'opened' if opened else 'no browser could be opened; the page is'} {page}", err=True)
    return status


def _run(command: str, given: dict[str, Any]) -> Run:
    form = _checked_form(command, given)
    date: dt.datetime | None = given["date"]
    keep = tuple(dict.fromkeys(name.strip() for names in given["keep"] for name in names.split(",") if name.strip()))
    fields = {name: given[name] for name in ("kind", "text_field", "id_field", "date_field", "encoding", "max_size")}
    shown = not given["output"] and at_terminal(sys.stdout)
    task = Task(
        command,
        form,
        color=_in_color(given["color"], at_terminal=shown),
        terminal=shown,
        excel=given["excel"],
        keep=keep,
        min_confidence=given["min_confidence"],
        quotes=_quotes(given) if command == "locate" else (),
    )
    return Run(
        task=task,
        paths=given["paths"] or ("-",),
        options=Options(keep=keep, date=date.date() if date else None, **fields),
        **{name: given[name] for name in ("output", "jobs", "resume", "overwrite", "progress", "quiet")},
    )


def _quotes(given: dict[str, Any]) -> tuple[str, ...]:
    """Return the quotes to look for, each once."""
    wanted = list(given["quote"])
    if given["quotes_from"]:
        try:
            wanted += Path(given["quotes_from"]).read_text(encoding=given["encoding"]).splitlines()
        except (OSError, UnicodeError) as error:
            raise click.BadParameter(str(error), param_hint="--quotes") from error
    quotes = tuple(dict.fromkeys(quote.strip() for quote in wanted if quote.strip()))
    if not quotes:
        raise click.UsageError('say with --quote "…" which words to look for, or name a file of them with --quotes')
    return quotes


def _checked_form(command: str, given: dict[str, Any]) -> str:
    if given["output"] == "-":
        given["output"] = None
    try:
        "".encode(given["encoding"])
    except LookupError:
        raise click.BadParameter(f"no encoding {given['encoding']!r}", param_hint="--encoding") from None
    if not given["paths"] and at_terminal(sys.stdin):
        raise click.UsageError("name a file or a folder, or - for standard input")
    if given["resume"] and not given["output"]:
        raise click.UsageError("--resume goes with --output")
    if given["resume"] and given["overwrite"]:
        raise click.UsageError("--resume goes on and --overwrite begins again; name one of them")
    formats = ARTICLE_FORMATS if command == PARSE else ROW_FORMATS
    asked = "json" if given["as_json"] else given["form"]
    output: str = given["output"] or ""
    form: str | None = asked or form_of(output, formats)
    if form is None:
        raise click.UsageError(
            f"{command} writes no {Path(output).suffix}; name a --format, one of {' '.join(formats)}"
        )
    if given["excel"] and form != "csv":
        raise click.UsageError("--excel goes with --format csv")
    return form


def _in_color(wanted: str, *, at_terminal: bool) -> bool:
    if wanted == "auto":
        # https://no-color.org: set and not empty.
        return at_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted == "always"
