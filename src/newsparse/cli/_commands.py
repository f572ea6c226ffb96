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

from newsparse.cli._formats import ARTICLE_FORMATS, KINDS, ROW_FORMATS, form_of

__all__ = ["main"]

_Command = Callable[..., None]
_PARSE = "parse"


class _Group(click.Group):
    """A group whose first argument may be a file: then the command is ``parse``."""

    _own: ClassVar[frozenset[str]] = frozenset({"--help", "-h", "--version", "-V"})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asked = not ctx.resilient_parsing  # else a shell wants to know what could follow
        if not args and asked and not _at_terminal(sys.stdin):
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
    options = [*_input_options(), *_output_options(formats)]
    return lambda command: functools.reduce(lambda made, option: option(made), reversed(options), command)


def _input_options() -> list[Callable[[_Command], _Command]]:
    kinds = sorted(set(KINDS.values()))
    day = click.DateTime(["%Y-%m-%d"])
    size = click.FloatRange(min=0, min_open=True)
    return [
        click.argument("paths", nargs=-1, metavar="[FILE|FOLDER|-]...", type=click.Path()),
        click.option("--from", "kind", type=click.Choice(kinds), help="The kind of the input, whatever its ending."),
        click.option("--text-field", default="text", show_default=True, metavar="NAME", help="Field with the text."),
        click.option("--id-field", metavar="NAME", help="Field that names the article in the results."),
        click.option("--date-field", metavar="NAME", help="Field with the day that the article is from."),
        click.option("--keep", metavar="NAME,…", multiple=True, help="Fields to pass through to the results."),
        click.option("--date", type=day, metavar="YYYY-MM-DD", help="The day that articles are from."),
        click.option("--encoding", default="utf-8", show_default=True, help="Of texts and tables without a mark."),
        click.option("--max-size", type=size, default=10, show_default=True, metavar="MB", help="Of one article."),
    ]


def _output_options(formats: tuple[str, ...]) -> list[Callable[[_Command], _Command]]:
    color = click.Choice(["auto", "always", "never"])
    return [
        click.option(
            "--format", "-f", "form", type=click.Choice(formats), help="By default what --output ends in, else text."
        ),
        click.option("--json", "as_json", is_flag=True, help="Short for --format json."),
        click.option(
            "--output", "-o", metavar="PATH", help="Write to a file; to a folder when it is one or ends in /."
        ),
        click.option("--jobs", "-j", type=click.IntRange(min=1), default=1, show_default=True, help="Processes."),
        click.option("--resume", is_flag=True, help="Add to an --output what it does not have yet."),
        click.option("--overwrite", is_flag=True, help="Begin again, whatever is in --output."),
        click.option(
            "--min-confidence", type=click.FloatRange(0, 1), metavar="0–1", help="Leave out what is less certain."
        ),
        click.option("--excel", is_flag=True, help="With --format csv: safe to open in a spreadsheet."),
        click.option("--color", type=color, default="auto", show_default=True, help="Colours in a view."),
        click.option("--progress/--no-progress", default=True, help="A bar on standard error for longer runs."),
        click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
    ]


def _run(command: str, given: dict[str, Any]) -> None:
    form = _checked_form(command, given)
    # A parser takes a second to load; whoever asks for help does not wait for it.
    from newsparse.cli._input import Options  # noqa: PLC0415
    from newsparse.cli._journal import RunError  # noqa: PLC0415
    from newsparse.cli._run import Run, execute  # noqa: PLC0415
    from newsparse.cli._tasks import Task  # noqa: PLC0415

    date: dt.datetime | None = given["date"]
    keep = tuple(dict.fromkeys(name.strip() for names in given["keep"] for name in names.split(",") if name.strip()))
    fields = {name: given[name] for name in ("kind", "text_field", "id_field", "date_field", "encoding", "max_size")}
    at_terminal = not given["output"] and _at_terminal(sys.stdout)
    task = Task(
        command,
        form,
        color=_in_color(given["color"], at_terminal=at_terminal),
        terminal=at_terminal,
        excel=given["excel"],
        keep=keep,
        min_confidence=given["min_confidence"] or 0,
    )
    run = Run(
        task=task,
        paths=given["paths"] or ("-",),
        options=Options(keep=keep, date=date.date() if date else None, **fields),
        **{name: given[name] for name in ("output", "jobs", "resume", "overwrite", "progress", "quiet")},
    )
    try:
        status = execute(run)
    except RunError as error:
        raise click.ClickException(str(error)) from error
    sys.exit(status)


def _checked_form(command: str, given: dict[str, Any]) -> str:
    if given["output"] == "-":
        given["output"] = None
    try:
        "".encode(given["encoding"])
    except LookupError:
        raise click.BadParameter(f"no encoding {given['encoding']!r}", param_hint="--encoding") from None
    if not given["paths"] and _at_terminal(sys.stdin):
        raise click.UsageError("name a file or a folder, or - for standard input")
    if given["resume"] and not given["output"]:
        raise click.UsageError("--resume goes with --output")
    if given["resume"] and given["overwrite"]:
        raise click.UsageError("--resume goes on and --overwrite begins again; name one of them")
    formats = ARTICLE_FORMATS if command == _PARSE else ROW_FORMATS
    asked = "json" if given["as_json"] else given["form"]
    form: str = asked or form_of(given["output"] or "", formats)
    if given["excel"] and form != "csv":
        raise click.UsageError("--excel goes with --format csv")
    return form


def _at_terminal(stream: Any) -> bool:  # noqa: ANN401 - it may be closed, or None
    return stream is not None and not stream.closed and stream.isatty()


def _in_color(wanted: str, *, at_terminal: bool) -> bool:
    if wanted == "auto":
        # https://no-color.org: set and not empty.
        return at_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted == "always"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    None, "--version", "-V", package_name="newsparse", prog_name="newsparse", message="%(prog)s %(version)s"
)
def main() -> None:
    """Parse the text of English news articles.

    The commands read files (.txt .json .jsonl .csv .tsv .parquet .html, and these with .gz), folders of them, and
    standard input (-). Without a command, newsparse parses the files.

    \b
      newsparse article.txt
      newsparse quotes article.txt --format csv
      newsparse parse articles/ --output out.jsonl --jobs 4
      newsparse parse articles/ --output out.jsonl --resume
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
    sqlite  a database with a table for each kind of thing; articles that are new or have changed are done

    \b
      newsparse parse article.txt
      newsparse parse article.txt --format view --color always | less -R
      newsparse parse articles/ --output news.db
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
