"""One run of a command: read, work, write, count."""

from __future__ import annotations

import contextlib
import errno
import functools
import importlib.metadata
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import attrs
import click

from newsparse.batch import in_order, one_thread_each
from newsparse.cli._database import DatabaseResults, database_columns
from newsparse.cli._files import expand
from newsparse.cli._formats import FRAMES, ONE_A_FILE, is_folder_name, kind_of
from newsparse.cli._input import Item, Options, read
from newsparse.cli._journal import RunError, side_files
from newsparse.cli._output import FolderSink, Sink, StreamSink
from newsparse.cli._parquet import ParquetSink
from newsparse.cli._results import JournalResults, Results, StreamResults
from newsparse.cli._tasks import Done, Task, work
from newsparse.render import visible

__all__ = ["Run", "execute"]

_CLEAR = "\r\x1b[K"  # to the beginning of the line, and nothing behind it
_SHOWN = 80  # characters of a quote
_INTERRUPTED, _TERMINATED = 130, 143  # what shells expect: 128 and the number of the signal


@attrs.frozen
class Run:
    """What the user has asked for."""

    task: Task
    paths: tuple[str, ...]
    options: Options
    output: str | None = None
    jobs: int = 1
    resume: bool = False
    overwrite: bool = False
    progress: bool = True
    quiet: bool = False

    @property
    def place(self) -> Path | None:
        """The file or folder that results go to."""
        return Path(self.output) if self.output else None

    @property
    def folder(self) -> bool:
        """Whether results go to a folder, a file for each article."""
        return self.output is not None and (Path(self.output).is_dir() or is_folder_name(self.output))

    def header(self) -> dict[str, Any]:
        """Return what decides on the results, for the journal."""
        options = attrs.asdict(
            self.options, filter=lambda field, value: field.name != "max_size" and value != field.default
        )
        options = {name: str(value) if name == "date" else value for name, value in options.items()}
        task = {"command": self.task.command, "format": self.task.format, **self.task.settings()}
        return {"version": importlib.metadata.version("newsparse"), **task, **options}


@attrs.define
class _Fields:
    """Which of the fields that were asked for are in any record: a misspelt one is in none, and says nothing."""

    options: Options
    records: bool = False
    met: set[str] = attrs.field(factory=set)

    def see(self, item: Item) -> None:
        """Take note of the fields of an article."""
        self.records = self.records or item.record
        self.met.update(name for name, _ in item.kept)
        if self.options.id_field and item.record and item.name != item.place:
            self.met.add(self.options.id_field)

    def missing(self) -> list[str]:
        """Return the fields that no record has."""
        asked = dict.fromkeys(name for name in (self.options.id_field, *self.options.keep) if name)
        return [name for name in asked if name not in self.met] if self.records else []


class _Terminated(BaseException):
    """Somebody has asked the process to end."""


def execute(run: Run) -> int:
    """Do a run; return its exit status: 0, or 1 when something could not be done.

    One line on standard error for each thing that goes wrong, and a last one with the counts of a longer run.
    """
    one_thread_each()
    output, folder = run.place, run.folder
    side = side_files(output, folder=folder) if output else ()
    inputs = expand(run.paths, skip=[*([output] if output else []), *side])
    several = len(inputs.files) != 1 or _kind(inputs.files[0], run.options) not in ONE_A_FILE
    if output and (lost := _overwritten(run, inputs.files, output, folder=folder)):
        raise RunError(f"{lost} is an article and would be overwritten; name another --output")
    if run.task.format == "html" and several and not folder:
        raise RunError("pages of several articles need a folder: --output FOLDER/")
    begun, fields = time.monotonic(), _Fields(run.options)
    try:
        results = _results(run, titled=several)
    except OSError as error:
        raise RunError(f"cannot write {run.output}: {error.strerror}") from error
    for note in (*inputs.notes, *results.notes):
        _note(run, note)
    with contextlib.ExitStack() as stack:
        stack.callback(results.release)
        status = _work_through(run, inputs.files, results, fields, several=several)
    if several or output or results.counts.hidden or run.task.quotes:
        for line in _counted(run, results, time.monotonic() - begun):
            _note(run, line)
    for name in fields.missing():
        _note(run, f"no record has anything in the field {name!r}")
    return status or int(results.counts.errors + results.counts.changed > 0)


def _results(run: Run, *, titled: bool) -> Results:
    output, folder = run.place, run.folder
    whole = {
        "sqlite": "a database needs a file: --output news.db",
        "parquet": "Parquet needs a file: --output NAME.parquet",
    }
    if run.task.format in whole and (output is None or folder or (output.exists() and not output.is_file())):
        raise RunError(whole[run.task.format])
    if run.task.format == "sqlite":
        assert output is not None  # noqa: S101
        return DatabaseResults(output, run.header(), database_columns(run.task.keep), overwrite=run.overwrite)
    if output is None or (output.exists() and not output.is_file() and not folder):
        return StreamResults(StreamSink(run.task, output, titled=titled))
    sink: Sink
    if folder:
        sink = FolderSink(run.task, output, overwrite=run.overwrite)
    elif run.task.format == "parquet":
        sink = ParquetSink(run.task, output)
    else:
        sink = StreamSink(run.task, output, titled=titled)
    return JournalResults(sink, output, run.header(), folder=folder, resume=run.resume, overwrite=run.overwrite)


def _overwritten(run: Run, files: list[Item | str], output: Path, *, folder: bool) -> str | None:
    """Return an input that the results would take the place of."""
    if not folder:  # what is found in a folder has been left out of the inputs already
        return next((path for path in run.paths if Path(path).is_file() and _same(Path(path), output)), None)
    ending = FRAMES[run.task.format].suffix
    named = (path for path in files if isinstance(path, str) and Path(path).suffix.lower() == ending)
    return next((path for path in named if _same(Path(path).parent, output)), None)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _work_through(run: Run, files: list[Item | str], results: Results, fields: _Fields, *, several: bool) -> int:
    before = signal.signal(signal.SIGTERM, _terminate)
    complete, status = False, 0
    try:
        with _progress(run, files, several=several) as (step, clear):
            items = _to_do(_items(files, fields), results, step)
            done_items = in_order(functools.partial(work, run.task), items, jobs=run.jobs, weigh=_weight, lost=_lost)
            with contextlib.closing(done_items):  # type: ignore[type-var]
                for done in done_items:
                    results.take(done)
                    if done.error is not None:
                        _say(f"{done.place}: {done.error}", clear)
                    step()
        complete = True
    except (KeyboardInterrupt, _Terminated) as stop:
        status = _INTERRUPTED if isinstance(stop, KeyboardInterrupt) else _TERMINATED
        _say(_stopped("interrupted", run, results))
    except OSError as error:
        status = _failed(error, run, results)
    finally:
        signal.signal(signal.SIGTERM, before)
    try:
        results.close(complete=complete)
    except OSError as error:
        status = status or _failed(error, run, results)
    return status


def _items(files: Iterable[Item | str], fields: _Fields) -> Iterator[Item]:
    # The same id may be there twice: an article is none the less for that.
    used: set[str] = set()
    times: dict[str, int] = {}
    for given in files:
        for item in [given] if isinstance(given, Item) else read(given, fields.options):
            fields.see(item)
            key = item.name
            while key in used:
                times[item.name] = times.get(item.name, 1) + 1
                key = f"{item.name}#{times[item.name]}"
            used.add(key)
            yield attrs.evolve(item, key=key)


def _to_do(items: Iterable[Item], results: Results, step: Callable[[], None]) -> Iterator[Item]:
    for item in items:
        if results.is_done(item):
            step()
        else:
            yield item


def _failed(error: OSError, run: Run, results: Results) -> int:
    if error.errno == errno.EPIPE:
        raise error  # the reader has had enough ("| head"); click ends quietly
    _say(_stopped(f"cannot write {run.output or 'standard output'}: {error.strerror}", run, results))
    return 1


def _stopped(why: str, run: Run, results: Results) -> str:
    if not results.kept:  # standard output or a device: nothing is kept there
        return why
    return f"{why}; {_articles(results.counts.articles)} done and kept in {run.output}, go on with --resume"


def _counted(run: Run, results: Results, seconds: float) -> Iterator[str]:
    counts = results.counts
    if run.resume and not counts.new and not counts.again and not counts.changed:
        yield f"{run.output} is finished; nothing is left to do"
    else:
        errors = f"{counts.errors} error{'' if counts.errors == 1 else 's'}"
        where = f" (see {results.errors_path})" if counts.errors and results.errors_path else ""
        again = f", {counts.again:,} done again" if counts.again else ""
        new = f" ({counts.new:,} new{again})" if run.resume else ""
        yield f"{_articles(counts.articles)}{new}, {errors}{where}, {seconds:.1f} s"
    for quote in run.task.quotes:
        shown = quote if len(quote) <= _SHOWN else quote[: _SHOWN - 1] + "…"
        yield f"found in {counts.found[quote]:,} of {_articles(counts.new + counts.again)}: {shown}"
    if counts.changed:
        yield f"{_articles(counts.changed)} changed since and kept as before; begin again with --overwrite"
    if counts.gone:
        yield f"{_articles(counts.gone)} of {run.output} no longer in the input, and kept"
    if counts.hidden:
        yield f"{counts.hidden:,} found with less confidence than {run.task.min_confidence:g} and left out"


def _articles(number: int) -> str:
    return f"{number:,} article{'' if number == 1 else 's'}"


def _kind(given: Item | str, options: Options) -> str:
    return "txt" if isinstance(given, Item) else options.kind or kind_of(given) or "txt"


@contextlib.contextmanager
def _progress(run: Run, files: list[Item | str], *, several: bool) -> Iterator[tuple[Callable[[], None], str]]:
    """Show a bar; give what moves it on, and what wipes it from the line that it stands on."""
    # Not where results and bar would write over each other, nor where nobody looks.
    looked_at = sys.stderr is not None and sys.stderr.isatty()
    shown = run.progress and not run.quiet and several and looked_at and (run.output is not None or not _at_terminal())
    if not shown:
        yield _nothing, ""
    elif all(_kind(given, run.options) in ONE_A_FILE for given in files):
        made: Any = click.progressbar(length=len(files), file=sys.stderr, show_pos=True)
        with made as bar:
            yield functools.partial(bar.update, 1), _CLEAR
    else:
        # How many articles there are in a table is known when it has been read.
        counter = _Counter()
        try:
            yield counter.step, _CLEAR
        finally:
            counter.end()


class _Counter:
    """A number on standard error that goes up."""

    def __init__(self) -> None:
        self._number, self._shown = 0, 0.0

    def step(self) -> None:
        self._number += 1
        now = time.monotonic()
        if now - self._shown > 0.1:  # noqa: PLR2004 - seconds
            self._shown = now
            click.echo(f"{_CLEAR}{_articles(self._number)}", err=True, nl=False)

    def end(self) -> None:
        click.echo(f"{_CLEAR}{_articles(self._number)}", err=True)


def _at_terminal() -> bool:
    return sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()


def _nothing() -> None:
    """Show no progress."""


def _lost(item: Item) -> Done:
    return Done.of(item, error="the process that worked on it died twice; is there enough memory?")


def _weight(item: Item) -> int:
    return len(item.data)


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _note(run: Run, line: str) -> None:
    if not run.quiet:
        _say(line)


def _say(line: str, before: str = "") -> None:
    # The name of a file, or of a field, may hold what a terminal obeys.
    click.echo(f"{before}newsparse: {visible(line, terminal=True)}", err=True)
