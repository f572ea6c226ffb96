"""Work on many items in several processes, in order, with bounded memory, whatever dies."""

from __future__ import annotations

import contextlib
import itertools
import multiprocessing
import multiprocessing.connection
import os
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection
from typing import Any, Generic, TypeVar

import attrs

from newsparse.errors import BatchError

__all__ = ["in_order", "one_thread_each"]

_T = TypeVar("_T")
_R = TypeVar("_R")

_CHUNK_ITEMS = 16
_CHUNK_WEIGHT = 100_000  # what is sent to a process at once: enough to hide the sending
_GROUP_ITEMS, _GROUP_WEIGHT = 64, 8_000  # what is done at once: more gains nothing
_AHEAD = 4  # chunks for each process between the slowest one and the fastest; bounds the memory
_NOT_STARTED = (
    'a process ended before it could begin; a script that uses several must do so below if __name__ == "__main__":'
)
_ATTEMPTS = 2  # a process may be killed without fault of the item that it had


def in_order(
    work: Callable[[_T], _R],
    items: Iterable[_T],
    *,
    jobs: int,
    weigh: Callable[[_T], int],
    lost: Callable[[_T], _R],
    together: Callable[[list[_T]], list[_R]] | None = None,
) -> Iterator[_R]:
    """Yield ``work(item)`` for each item in order, done by *jobs* processes.

    Args:
        work: a function that can be pickled.
        items: what to work on; taken a bounded number ahead.
        jobs: how many processes; 1 works in this one.
        weigh: how much an item weighs; light ones are sent together.
        lost: what stands for an item on which a process died twice.
        together: what does the same for several light items at once; where it fails, they are done one by one.

    A process that dies is replaced, and what it had not finished is done again. When the caller stops, so do they.

    Raises:
        BatchError: *work* raised in another process; the message holds its traceback.
    """
    works = _Works(work, together)
    if jobs <= 1:
        for group in _groups(items, weigh) if together else ([item] for item in items):
            yield from works.done(group)
        return
    finished: dict[int, list[_R]] = {}
    turn = 0
    with contextlib.closing(_Crew(works, jobs, lost)) as crew:
        for chunk in itertools.chain(_chunks(items, weigh), [None]):
            while crew.busy and (chunk is None or not crew.idle or chunk.number - turn >= _AHEAD * jobs):
                finished.update((done.number, done.results) for done in crew.wait())
                while turn in finished:
                    yield from finished.pop(turn)
                    turn += 1
            if chunk is not None:
                crew.give(chunk)


def one_thread_each() -> None:
    """Keep numpy, where it is not loaded yet, from starting threads of its own in this process.

    The matrices are small: threads wait for each other longer than they compute, and where every processor is busy
    already, a run takes ten times as long.
    """
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")


@attrs.frozen
class _Works(Generic[_T, _R]):
    """How items are worked on: each alone, or several together."""

    alone: Callable[[_T], _R]
    together: Callable[[list[_T]], list[_R]] | None

    def done(self, items: list[_T]) -> Iterable[_R]:
        """Return what comes of items that are light; where they fail together, the one at fault does so alone."""
        if self.together and len(items) > 1:
            try:
                return self.together(items)
            except Exception:  # noqa: BLE001, S110 - it is raised below
                pass
        return map(self.alone, items)

    def tried(self, items: list[_T], *, at_once: bool) -> Iterator[tuple[bool, Any]]:
        """Yield for each item whether it failed, with what came of it or the traceback."""
        results = iter(self.done(items) if at_once else map(self.alone, items))
        for _ in items:
            try:
                yield False, next(results)
            except Exception:  # noqa: BLE001 - it is raised again where the caller is
                yield True, traceback.format_exc()


def _groups(items: Iterable[_T], weigh: Callable[[_T], int]) -> Iterator[list[_T]]:
    """Yield items in groups to be done at once; those that were taken before *items* raises come first."""
    group: list[_T] = []
    weight = 0
    rest = iter(items)
    while True:
        try:
            item = next(rest)
        except StopIteration:
            break
        except Exception:
            yield group
            raise
        group.append(item)
        weight += weigh(item)
        if len(group) >= _GROUP_ITEMS or weight >= _GROUP_WEIGHT:
            yield group
            group, weight = [], 0
    yield group


@attrs.define
class _Chunk(Generic[_T, _R]):
    number: int
    items: list[_T]
    is_light: bool
    results: list[_R] = attrs.field(factory=list)
    deaths: int = 0  # since the last result

    @property
    def done(self) -> bool:
        return len(self.results) == len(self.items)


class _Crew(Generic[_T, _R]):
    """The processes; each has a chunk or is idle."""

    def __init__(self, works: _Works[_T, _R], jobs: int, lost: Callable[[_T], _R]) -> None:
        self._works, self._lost = works, lost
        self.idle = [_Worker(works) for _ in range(jobs)]
        self.busy: dict[_Worker[_T, _R], _Chunk[_T, _R]] = {}

    def give(self, chunk: _Chunk[_T, _R]) -> None:
        worker = self.idle.pop()
        self.busy[worker] = chunk
        worker.send(chunk.items[len(chunk.results) :], at_once=chunk.is_light)

    def wait(self) -> list[_Chunk[_T, _R]]:
        """Wait until something comes from a process; return the chunks that are done with it."""
        workers = {worker.connection: worker for worker in self.busy}
        done = []
        for connection in multiprocessing.connection.wait(list(workers)):
            worker = workers[connection]  # type: ignore[index]
            chunk = self.busy[worker]
            try:
                message = worker.connection.recv()
            except (EOFError, OSError):
                worker = self._replace(worker, chunk)
            else:
                if message is None:
                    worker.started = True
                    continue
                failed, result = message
                if failed:
                    raise BatchError(f"a process failed:\n{result}")
                chunk.results.append(result)
                chunk.deaths = 0
            if chunk.done:
                del self.busy[worker]
                self.idle.append(worker)
                done.append(chunk)
        return done

    def _replace(self, worker: _Worker[_T, _R], chunk: _Chunk[_T, _R]) -> _Worker[_T, _R]:
        if not worker.started and multiprocessing.get_start_method() != "fork":
            raise BatchError(_NOT_STARTED)
        del self.busy[worker]
        worker.end()
        chunk.deaths += 1
        if chunk.deaths == _ATTEMPTS:
            chunk.results.append(self._lost(chunk.items[len(chunk.results)]))
            chunk.deaths = 0
        new: _Worker[_T, _R] = _Worker(self._works)
        self.busy[new] = chunk
        if not chunk.done:
            new.send(chunk.items[len(chunk.results) :], at_once=False)  # so that the item at fault shows
        return new

    def close(self) -> None:
        for worker in (*self.idle, *self.busy):
            worker.end()


class _Worker(Generic[_T, _R]):
    def __init__(self, works: _Works[_T, _R]) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(target=_serve, args=(works, theirs, self.connection), daemon=True)
        self._process.start()
        self.started = False
        theirs.close()  # only the process holds that end now, so its death can be seen at this one

    def send(self, items: list[_T], *, at_once: bool) -> None:
        with contextlib.suppress(OSError):  # it has died; seen when its results are awaited
            self.connection.send((items, at_once))

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(works: _Works[Any, Any], connection: Connection[Any, Any], other_end: Connection[Any, Any]) -> None:
    other_end.close()  # a fork inherits it, and would never see that the first process has gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process; the first one ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    one_thread_each()
    with contextlib.suppress(EOFError, OSError):  # the first process has gone
        connection.send(None)  # it has started
        while True:
            items, at_once = connection.recv()
            for result in works.tried(items, at_once=at_once):
                connection.send(result)


def _chunks(items: Iterable[_T], weigh: Callable[[_T], int]) -> Iterator[_Chunk[_T, Any]]:
    numbers = itertools.count()
    chunk: list[_T] = []
    weight = 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if len(chunk) >= _CHUNK_ITEMS or weight >= _CHUNK_WEIGHT:
            yield _Chunk(next(numbers), chunk, weight < _GROUP_WEIGHT)
            chunk, weight = [], 0
    if chunk:
        yield _Chunk(next(numbers), chunk, weight < _GROUP_WEIGHT)
