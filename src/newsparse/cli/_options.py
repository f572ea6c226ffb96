"""The commands and their options."""

from __future__ import annotations

from typing import Any

import click

from newsparse.cli._commands import COMMANDS, PARSE
from newsparse.cli._formats import ARTICLE_FORMATS, KINDS, ROW_FORMATS

__all__ = ["MIN_CONFIDENCE", "command"]

_PARSE_HELP = """\
text    what was found, for a person to read      json    everything, in one array
view    the text with its marks in colour         jsonl   everything, one line an article
html    a page with the text and its sources      csv     one row an article; parquet, too
jsonld  schema.org      ninjs  IPTC ninjs 3.0     citron  BBC Citron's format
sqlite  a database with a table for each kind of thing; articles that are new or have changed are done"""
_LOCATE_HELP = """\
A quote is found where every word of it stands, in order. What differs in print is told: case, marks, an ellipsis,
a clause between. A row for each article that has it; a line on standard error says in how many it was found."""
_VIEW_HELP = """\
The pages are written to a folder of their own in the place for temporary files, several with a list of them. To keep
them, write them: newsparse parse articles/ --format html --output pages/"""

_EXAMPLES = {
    PARSE: (
        "article.txt",
        "article.txt --format view --color always | less -R",
        "articles/ --output news.db",
        "articles/ --format html --output pages/",
        "dump.jsonl --text-field body --date-field day --format jsonl --output out.jsonl --jobs 2",
    ),
    "quotes": (
        "article.txt",
        "articles/ --format csv --output quotes.csv",
        "articles.csv --text-field body --id-field url --format jsonl",
    ),
    "attributions": ("article.txt", "articles/ --format csv --output attributions.csv --jobs 2"),
    "sources": ("article.txt", "articles/ --output sources.parquet"),
    "byline": ("article.txt", "articles.parquet --text-field body --format csv"),
    "dateline": ("article.txt --date 2024-10-09", "articles.jsonl --date-field published --format csv"),
    "timestamps": ("article.txt", "articles/ --format csv"),
    "boilerplate": ("article.txt", "articles/ --format jsonl"),
    "strip": ("article.txt > clean.txt", "articles/ --output clean/"),
    "locate": (
        'article.txt --quote "we won by a mile"',
        'archive/ --quote "we won by a mile" --format csv --output found.csv',
        "article.txt --quotes draft.txt",
    ),
    "view": ("article.txt", "articles/", "dump.jsonl --text-field body --id-field url"),
}
_MORE = {
    PARSE: f"\b\n{_PARSE_HELP}",
    "locate": _LOCATE_HELP,
    "view": _VIEW_HELP,
}


def command(name: str) -> click.Command:
    """Return a command with its options."""
    examples = "\n".join(f"  newsparse {name} {each}" for each in _EXAMPLES[name])
    text = "\n\n".join([COMMANDS[name], *([_MORE[name]] if name in _MORE else []), f"\b\n{examples}"])

    def called(**given: Any) -> None:  # noqa: ANN401 - as click gives them
        # A parser takes a second to load; whoever asks for help does not wait for it.
        from newsparse.cli._start import start  # noqa: PLC0415

        start(name, given)

    params = [*_input_options(), *(_locate_options() if name == "locate" else ())]
    params += [each for each in _output_options(name) if name != "view" or each.name in _OF_VIEW]
    return click.Command(name, params=params, callback=called, help=text, short_help=COMMANDS[name])


MIN_CONFIDENCE = 0.4
"""That of the functions, which a test holds; to import them takes longer than to print help."""

_OF_VIEW = frozenset({"jobs", "min_confidence", "progress", "quiet"})


def _input_options() -> list[click.Parameter]:
    kinds = sorted(set(KINDS.values()))
    day = click.DateTime(["%Y-%m-%d"])
    size = click.FloatRange(min=0, min_open=True)
    return [
        click.Argument(["paths"], nargs=-1, metavar="[FILE|FOLDER|-]...", type=click.Path()),
        click.Option(["--from", "kind"], type=click.Choice(kinds), help="The kind of the input, whatever its ending."),
        click.Option(["--text-field"], default="text", show_default=True, metavar="NAME", help="Field with the text."),
        click.Option(["--id-field"], metavar="NAME", help="Field that names the article in the results."),
        click.Option(["--date-field"], metavar="NAME", help="Field with the day that the article is from."),
        click.Option(["--keep"], metavar="NAME,…", multiple=True, help="Fields to pass through to the results."),
        click.Option(["--date"], type=day, metavar="YYYY-MM-DD", help="The day that articles are from."),
        click.Option(["--encoding"], default="utf-8", show_default=True, help="Of texts and tables without a mark."),
        click.Option(["--max-size"], type=size, default=10, show_default=True, metavar="MB", help="Of one article."),
    ]


def _locate_options() -> list[click.Parameter]:
    return [
        click.Option(["--quote"], metavar="TEXT", multiple=True, help="The words to look for; may be given again."),
        click.Option(["--quotes", "quotes_from"], metavar="FILE", help="A file with a quote on each line."),
    ]


def _output_options(name: str) -> list[click.Parameter]:
    formats = click.Choice(ARTICLE_FORMATS if name == PARSE else ROW_FORMATS)
    color = click.Choice(["auto", "always", "never"])
    return [
        click.Option(["--format", "-f", "form"], type=formats, help="By default what --output ends in, else text."),
        click.Option(["--json", "as_json"], is_flag=True, help="Short for --format json."),
        click.Option(
            ["--output", "-o"], metavar="PATH", help="Write to a file; to a folder when it is one or ends in /."
        ),
        click.Option(["--jobs", "-j"], type=click.IntRange(min=1), default=1, show_default=True, help="Processes."),
        click.Option(["--resume"], is_flag=True, help="Add to an --output what it does not have yet."),
        click.Option(["--overwrite"], is_flag=True, help="Begin again, whatever is in --output."),
        click.Option(
            ["--min-confidence"],
            type=click.FloatRange(0, 1),
            default=MIN_CONFIDENCE,
            show_default=True,
            metavar="0–1",
            help="Leave out what is less certain.",
        ),
        click.Option(["--excel"], is_flag=True, help="With --format csv: safe to open in a spreadsheet."),
        click.Option(["--color"], type=color, default="auto", show_default=True, help="Colours in a view."),
        click.Option(["--progress/--no-progress"], default=True, help="A bar on standard error for longer runs."),
        click.Option(["--quiet", "-q"], is_flag=True, help="Say nothing but errors."),
    ]
