"""One run of a command: read, work, write, count."""

from __future__ import annotations

import contextlib
import errno
import functools
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import attrs
import click

from newsparse.batch import in_order, one_thread_each
from newsparse.cli._input import KINDS, Item, Options, expand, read
from newsparse.cli._output import FolderSink, Results, RunError, Sink, StreamSink, side_files
from newsparse.cli._tasks import FRAMES, Done, Task, work

__all__ = ["Run", "execute"]

_ONE_A_FILE = frozenset({"txt", "html"})
_CLEAR = "\r\x1b[K"  # to the beginning of the line, and nothing behind it
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


class _Terminated(BaseException):
    """Somebody has asked the process to end."""


def execute(run: Run) -> int:
    """Do a run; return its exit status: 0, or 1 when something could not be done.

    One line on standard error for each thing that goes wrong, and a last one with the counts of a longer run.
    """
    one_thread_each()
    output = Path(run.output) if run.output else None
    folder = output is not None and (output.is_dir() or str(run.output).endswith("/"))
    side = side_files(output, folder=folder) if output else ()
    inputs = list(expand(run.paths, skip=[*([output] if output else []), *side]))
    several = len(inputs) != 1 or _kind(inputs[0], run.options) not in _ONE_A_FILE
    if output and (lost := _overwritten(run, inputs, output, folder=folder)):
        raise RunError(f"{lost} is an article and would be overwritten; name another --output")
    if run.task.format == "html" and several and not folder:
        raise RunError("pages of several articles need a folder: --output FOLDER/")
    begun = time.monotonic()
    try:
        sink: Sink = FolderSink(run.task, output) if folder and output else StreamSink(run.task, output, titled=several)
        kept = output if output and (folder or output.is_file()) else None
        results = Results(run.task, sink, kept, folder=folder, resume=run.resume, overwrite=run.overwrite)
    except OSError as error:
        raise RunError(f"cannot write {run.output}: {error.strerror}") from error
    with contextlib.ExitStack() as stack:
        stack.callback(results.release)
        if results.finished:
            errors = results.errors_path if results.errors_path and results.errors_path.exists() else None
            _say(f"{run.output} is finished{f', with errors (see {errors})' if errors else ''}; nothing is left to do")
            return int(errors is not None)
        status = _work_through(run, inputs, results, several=several)
    if several or output:
        _say(_counted(results, time.monotonic() - begun))
    return status or int(results.errors > 0)


def _overwritten(run: Run, inputs: list[Item | str], output: Path, *, folder: bool) -> str | None:
    """Return an input that the results would take the place of."""
    if not folder:  # what is found in a folder has been left out of the inputs already
        return next((path for path in run.paths if Path(path).is_file() and _same(Path(path), output)), None)
    ending = FRAMES[run.task.format].suffix
    files = (path for path in inputs if isinstance(path, str) and Path(path).suffix.lower() == ending)
    return next((path for path in files if _same(Path(path).parent, output)), None)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def _work_through(run: Run, inputs: list[Item | str], results: Results, *, several: bool) -> int:
    before = signal.signal(signal.SIGTERM, _terminate)
    complete, status = False, 0
    try:
        with _progress(run, inputs, results, several=several) as (step, clear):
            items = (item for item in _items(inputs, run.options) if item.key not in results.seen)
            done_items = in_order(functools.partial(work, run.task), items, jobs=run.jobs, weigh=_weight, lost=_lost)
            with contextlib.closing(done_items):  # type: ignore[type-var]
                for done in done_items:
                    results.take(done)
                    if done.error is not None:
                        _say(f"{done.key}: {done.error}", clear)
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


def _failed(error: OSError, run: Run, results: Results) -> int:
    if error.errno == errno.EPIPE:
        raise error  # the reader has had enough ("| head"); click ends quietly
    _say(_stopped(f"cannot write {run.output or 'standard output'}: {error.strerror}", run, results))
    return 1


def _stopped(why: str, run: Run, results: Results) -> str:
    if results.errors_path is None:  # standard output or a device: nothing is kept there
        return why
    return f"{why}; {_articles(results.articles)} done and kept in {run.output}, go on with --resume"


def _counted(results: Results, seconds: float) -> str:
    errors = f"{results.errors} error{'' if results.errors == 1 else 's'}"
    where = f" (see {results.errors_path})" if results.errors and results.errors_path else ""
    return f"{_articles(results.articles)}, {errors}{where}, {seconds:.1f} s"


def _articles(number: int) -> str:
    return f"{number:,} article{'' if number == 1 else 's'}"


def _items(inputs: list[Item | str], options: Options) -> Iterator[Item]:
    for given in inputs:
        if isinstance(given, Item):
            yield given
        else:
            yield from read(given, options)


def _kind(given: Item | str, options: Options) -> str:
    if isinstance(given, Item):
        return "txt"
    return options.kind or KINDS.get(Path(given).suffix.lower(), "txt")


@contextlib.contextmanager
def _progress(
    run: Run, inputs: list[Item | str], results: Results, *, several: bool
) -> Iterator[tuple[functools.partial[None], str]]:
    """Show a bar; give what moves it on, and what wipes it from the line that it stands on."""
    # Not where results and bar would write over each other, nor where nobody looks.
    shown = run.progress and several and sys.stderr.isatty() and (run.output is not None or not sys.stdout.isatty())
    if not shown:
        yield functools.partial(_nothing), ""
        return
    counted = all(_kind(given, run.options) in _ONE_A_FILE for given in inputs)
    made: Any = click.progressbar(length=len(inputs) if counted else None, file=sys.stderr, show_pos=True)
    with made as bar:
        bar.update(results.articles)
        yield functools.partial(bar.update, 1), _CLEAR


def _nothing() -> None:
    """Show no progress."""


def _lost(item: Item) -> Done:
    return Done(item.key, item.name, error="the process that worked on it died twice; is there enough memory?")


def _weight(item: Item) -> int:
    return len(item.data)


def _terminate(_number: int, _frame: FrameType | None) -> NoReturn:
    raise _Terminated


def _say(line: str, before: str = "") -> None:
    click.echo(f"{before}newsparse: {line}", err=True)
