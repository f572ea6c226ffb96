"""The commands and their options."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import os
import sys
from collections.abc import Callable
from typing import Any, ClassVar

import click
from click.shell_completion import CompletionItem

from newsparse.cli._input import KINDS, Options
from newsparse.cli._output import RunError
from newsparse.cli._run import Run, execute
from newsparse.cli._tasks import ARTICLE_FORMATS, ROW_FORMATS, Task

__all__ = ["main"]

_Command = Callable[..., None]
_PARSE = "parse"


class _Group(click.Group):
    """A group whose first argument may be a file: then the command is ``parse``."""

    _own: ClassVar[frozenset[str]] = frozenset({"--help", "-h", "--version"})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asked = not ctx.resilient_parsing  # else a shell wants to know what could follow
        if not args and asked and not sys.stdin.isatty():
            args = [_PARSE]
        elif args and args[0] not in self.commands and args[0] not in self._own:
            if asked:
                self._check(args, ctx)
            args = [_PARSE, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        return super().shell_complete(ctx, incomplete) or [CompletionItem(incomplete, type="file")]

    def _check(self, args: list[str], ctx: click.Context) -> None:
        # Else the file "qoutes" would be missed, and the file "quotes" of "newsparse --jobs 2 quotes a.txt".
        first = args[0]
        close = difflib.get_close_matches(first, self.commands, n=1) if first.isalpha() else []
        if close and not os.path.lexists(first):
            raise click.UsageError(f"no command and no file {first!r}; did you mean {close[0]!r}?", ctx)
        for late in args[1:]:
            if first.startswith("-") and late in self.commands and not os.path.lexists(late):
                raise click.UsageError(f"the command comes first: newsparse {late} {first} …", ctx)


def _shared(formats: tuple[str, ...]) -> Callable[[_Command], _Command]:
    kinds = sorted(set(KINDS.values()))
    options = [
        click.argument("paths", nargs=-1, metavar="[FILE|FOLDER|-]...", type=click.Path()),
        click.option("--format", "-f", "form", type=click.Choice(formats), default="text", show_default=True),
        click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
        click.option(
            "--output", "-o", metavar="PATH", help="Write to a file; to a folder when it is one or ends in /."
        ),
        click.option("--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="Processes."),
        click.option("--resume", is_flag=True, help="Go on with an --output whose run was killed."),
        click.option("--overwrite", is_flag=True, help="Begin again with an --output whose run was not finished."),
        click.option("--from", "kind", type=click.Choice(kinds), help="The kind of the input, whatever its ending."),
        click.option("--text-field", default="text", show_default=True, metavar="NAME", help="Field with the text."),
        click.option("--id-field", metavar="NAME", help="Field that names the article in the results."),
        click.option("--date-field", metavar="NAME", help="Field with the day that the article is from."),
        click.option(
            "--date", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day that articles are from."
        ),
        click.option("--encoding", default="utf-8", show_default=True, help="Of texts and tables."),
        click.option(
            "--max-size",
            type=click.FloatRange(min=0, min_open=True),
            default=10,
            show_default=True,
            metavar="MB",
            help="Of one article.",
        ),
        click.option("--color/--no-color", default=None, help="Colours in a view; in a terminal by default."),
        click.option("--progress/--no-progress", default=True, help="A bar on standard error for longer runs."),
    ]
    return lambda command: functools.reduce(lambda made, option: option(made), reversed(options), command)


def _run(command: str, given: dict[str, Any]) -> None:
    date: dt.datetime | None = given["date"]
    try:
        "".encode(given["encoding"])
    except LookupError:
        raise click.BadParameter(f"no encoding {given['encoding']!r}", param_hint="--encoding") from None
    options = Options(
        kind=given["kind"],
        text_field=given["text_field"],
        id_field=given["id_field"],
        date_field=given["date_field"],
        date=date.date() if date else None,
        encoding=given["encoding"],
        max_size=given["max_size"],
    )
    if not given["paths"] and sys.stdin.isatty():
        raise click.UsageError("name a file or a folder, or - for standard input")
    if given["resume"] and not given["output"]:
        raise click.UsageError("--resume goes with --output")
    form = "json" if given["as_json"] else given["form"]
    run = Run(
        task=Task(command, form, color=_in_color(given)),
        paths=given["paths"] or ("-",),
        options=options,
        output=given["output"],
        jobs=given["jobs"],
        resume=given["resume"],
        overwrite=given["overwrite"],
        progress=given["progress"],
    )
    try:
        status = execute(run)
    except RunError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(status)


def _in_color(given: dict[str, Any]) -> bool:
    wanted: bool | None = given["color"]
    return not given["output"] and sys.stdout.isatty() and "NO_COLOR" not in os.environ if wanted is None else wanted


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="newsparse", prog_name="newsparse", message="%(prog)s %(version)s")
def main() -> None:
    """Parse the text of English news articles.

    The commands read files (.txt .jsonl .csv .parquet .html), folders of them, and standard input (-). Without a
    command, newsparse parses the files.

    \b
      newsparse article.txt
      newsparse quotes article.txt --format csv
      newsparse parse articles/ --format jsonl --output out.jsonl --jobs 4
      newsparse parse articles/ --format jsonl --output out.jsonl --resume
      newsparse parse articles/ --format html --output pages/
      newsparse sources dump.jsonl --text-field body --id-field url --format csv
      curl https://example.org/story | newsparse --from html

    Shell completion: eval "$(_NEWSPARSE_COMPLETE=bash_source newsparse)", or zsh_source, fish_source.

    The exit status is 0; 1 when an article could not be read or parsed; 2 for a wrong call.
    """  # noqa: D301 - click reads the character itself


@main.command(_PARSE)
@_shared(ARTICLE_FORMATS)
def _parse(**given: Any) -> None:  # noqa: ANN401
    """Show everything found in each article.

    \b
    text    what was found, for a person to read      json    everything, in one array
    view    the text with its marks in colour         jsonl   everything, one line an article
    html    a page with the text and its sources      csv     one row an article
    jsonld  schema.org      ninjs  IPTC ninjs 3.0     citron  BBC Citron's format

    \b
      newsparse parse article.txt
      newsparse parse article.txt --format view | less -R
      newsparse parse articles/ --format html --output pages/
      newsparse parse dump.jsonl --text-field body --date-field day --format jsonl --output out.jsonl --jobs 2
    """  # noqa: D301
    _run(_PARSE, given)


def _add(name: str, text: str, *examples: str) -> None:
    @main.command(name, help="\n\n\b\n".join([text, "\n".join(f"  newsparse {name} {each}" for each in examples)]))
    @_shared(ROW_FORMATS)
    def command(**given: Any) -> None:  # noqa: ANN401
        _run(name, given)


_add(
    "quotes",
    "Quoted speech and its speakers, a row each.",
    "article.txt",
    "articles/ --format csv --output quotes.csv",
    "articles.csv --text-field body --id-field url --format jsonl",
)
_add(
    "attributions",
    "Who is cited saying what, a row each.",
    "article.txt",
    "articles/ --format csv --output attributions.csv --jobs 2",
)
_add(
    "sources",
    "On whose word an article rests, a row each.",
    "article.txt",
    "articles/ --format csv --output sources.csv",
)
_add(
    "byline",
    "Who wrote an article, a row a person or body.",
    "article.txt",
    "articles.parquet --text-field body --format csv",
)
_add(
    "dateline",
    "Where, when and by which agency it was filed.",
    "article.txt --date 2024-10-09",
    "articles.jsonl --date-field published --format csv",
)
_add("boilerplate", "Lines that are not the story, a row each.", "article.txt", "articles/ --format jsonl")
_add("strip", "The text without boilerplate.", "article.txt > clean.txt", "articles/ --output clean/")
