"""The group of commands; what a command needs is loaded when it is called, so that help and completion come at once."""

from __future__ import annotations

import difflib
import importlib
import os
import sys
from typing import Any

import click

__all__ = ["COMMANDS", "PARSE", "at_terminal", "main"]

PARSE = "parse"
COMMANDS = {
    PARSE: "Show everything found in each article.",
    "quotes": "Quoted speech and its speakers, a row each.",
    "attributions": "Who is cited saying what, a row each.",
    "sources": "On whose word an article rests, a row each.",
    "byline": "Who wrote an article, a row a person or body.",
    "dateline": "Where, when and by which agency it was filed.",
    "timestamps": "When it was published and updated, a row each.",
    "boilerplate": "Lines that are not the story, a row each.",
    "strip": "The text without boilerplate.",
    "locate": "Where a quote stands, how exactly, and who says it.",
    "view": "Open articles in the browser, with their marks.",
}
"""The commands, each with what it gives."""

_OWN = frozenset({"--help", "-h", "--version", "-V"})


class _Group(click.Group):
    """A group whose first argument may be a file: then the command is ``parse``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click has it
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as click has it
        if cmd_name not in COMMANDS:
            return None
        made: click.Command = importlib.import_module("newsparse.cli._options").command(cmd_name)
        return made

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as click has it
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asked = not ctx.resilient_parsing  # else a shell wants to know what could follow
        if not args and asked and not at_terminal(sys.stdin):
            args = [PARSE]
        elif args and args[0] not in COMMANDS and args[0] not in _OWN:
            if asked:
                self._check(args, ctx)
            args = [PARSE, *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - who does not complete does not wait for it

        commands = [CompletionItem(name, help=text) for name, text in COMMANDS.items() if name.startswith(incomplete)]
        options = click.Command.shell_complete(self, ctx, incomplete)
        return [*commands, *options] or [CompletionItem(incomplete, type="file")]

    def _check(self, args: list[str], ctx: click.Context) -> None:
        # Else the file "qoutes" would be missed, and the file "quotes" of "newsparse --jobs 2 quotes a.txt".
        first = args[0]
        close = difflib.get_close_matches(first, COMMANDS, n=1) if first.isalpha() else []
        if close and not os.path.lexists(first):
            raise click.UsageError(f"no command and no file {first!r}; did you mean {close[0]!r}?", ctx)
        for late in args[1:]:
            if first.startswith("-") and late in COMMANDS and not os.path.lexists(late):
                raise click.UsageError(f"the command comes first: newsparse {late} {first} …", ctx)


def at_terminal(stream: Any) -> bool:  # noqa: ANN401 - it may be closed, or None
    """Return whether a stream leads to a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


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
      newsparse view article.txt
      newsparse quotes article.txt --format csv
      newsparse parse articles/ --output news.db
      newsparse parse articles/ --output out.jsonl --jobs 4
      newsparse parse articles/ --output out.jsonl --resume
      newsparse parse articles/ --format html --output pages/
      newsparse sources dump.jsonl --text-field body --id-field url --format csv
      curl https://example.org/story | newsparse --from html

    Shell completion: eval "$(_NEWSPARSE_COMPLETE=bash_source newsparse)", or zsh_source, fish_source.

    The exit status is 0; 1 when an article could not be read or parsed, or results not written; 2 for a wrong call.
    """  # noqa: D301 - click reads the character itself
