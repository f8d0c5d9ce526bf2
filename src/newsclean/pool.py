"""Work on batches of items in several processes: in order, with few of them under way, losing none.

``ProcessPoolExecutor`` gives up all of its work when the system kills one of its processes, as it does when
memory runs out. Here the pool is made anew, what was under way is done again, and an item that kills its
process every time is reported as a ``Failure`` like any other.
"""

import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from typing import Any, TypeVar

from newsclean.errors import PipelinePicklingError, WorkerError
from newsclean.failure import Failed, Failure, attempt

__all__ = ["BATCH_SIZE", "check_picklable", "in_processes"]

#: So many items go to a process at once: enough that handing them over does not count.
BATCH = 64
#: Batches are no larger than this, in characters or bytes, but for a single item that is.
BATCH_SIZE = 1_000_000
#: So many batches a process are under way: one in work, one waiting.
AHEAD = 2
#: How often an item may kill the process that works on it, alone.
MAX_DEATHS = 2

T = TypeVar("T")
R = TypeVar("R")


# ---------------------------------------------------------------- in the processes

_work: Callable[[Any], Any] | None = None
_trouble = "the process was not started"


def _start(pickled: bytes) -> None:
    """Make a new process ready: it leaves Ctrl-C to its parent, which tells it when to end."""
    import pickle

    global _work, _trouble  # noqa: PLW0603 - what an initialiser is for
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        _work = pickle.loads(pickled)  # noqa: S301 - from our own parent
    except Exception as error:  # noqa: BLE001 - told with the first batch; here it would only break the pool
        _trouble = f"{type(error).__name__}: {error}"


def _end_with_parent() -> None:
    """End this process when its parent is gone, killed perhaps: else it would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _batch(items: Sequence[Any]) -> list[Any]:
    if _work is None:
        raise PipelinePicklingError(f"the pipeline cannot be read in another process: {_trouble}")
    return [_portable(attempt(_work, item)) for item in items]


def _portable(result: Any) -> Any:
    """Return a failure without its exception where that would not survive the way back."""
    if not isinstance(result, Failed):
        return result
    import pickle

    try:
        pickle.loads(pickle.dumps(result.exception))  # noqa: S301 - just written
    except Exception:  # noqa: BLE001 - whatever a class of the user's does then
        return Failed(result.error, result.traceback, None)
    return result


# ---------------------------------------------------------------- outside


def in_processes(
    work: Callable[[T], R], items: Iterable[T], workers: int, size: Callable[[T], int]
) -> Generator[R | Failure, None, None]:
    """Yield what ``work`` makes of each item, in order, done by ``workers`` processes.

    ``size`` tells how large an item is, so that batches of large ones are short. ``items`` are read no
    further ahead than the processes need. Stopping early, and Ctrl-C, wait for the batches in work
    and drop the rest.

    Raises:
        PipelinePicklingError: ``work`` cannot be sent to another process (also a ``TypeError``).
        WorkerError: The processes die as they start (also a ``RuntimeError``).
    """
    pool = _Pool(_pickled(work), workers)
    waiting: deque[tuple[list[T], Future[list[Any]]]] = deque()
    count = 0

    def outcomes(results: Iterable[Any]) -> Iterator[R | Failure]:
        nonlocal count
        for result in results:
            yield result.at(count) if isinstance(result, Failed) else result
            count += 1

    def first() -> Iterator[Any]:
        batch, future = waiting.popleft()
        try:
            return iter(future.result())
        except BrokenProcessPool:
            # Which batch did it is not told, so each that was under way is done alone.
            again = [batch, *(other for other, _ in waiting)]
            waiting.clear()
            pool.renew()
            return (result for lost in again for result in pool.alone(lost))

    try:
        for batch in _batches(items, size):
            waiting.append((batch, pool.submit(batch)))
            if len(waiting) >= AHEAD * workers:
                yield from outcomes(first())
        while waiting:
            yield from outcomes(first())
    finally:
        pool.close()


def _batches(items: Iterable[T], size: Callable[[T], int]) -> Iterator[list[T]]:
    batch: list[T] = []
    total = 0
    for item in items:
        batch.append(item)
        total += size(item)
        if len(batch) >= BATCH or total >= BATCH_SIZE:
            yield batch
            batch, total = [], 0
    if batch:
        yield batch


class _Pool:
    """An executor that can be made anew."""

    def __init__(self, pickled: bytes, workers: int) -> None:
        self._pickled = pickled
        self._workers = workers
        self._context = _context()
        self._deaths = 0  # since a batch was last done
        self._thread = threading.get_ident()
        self._executor = self._made()

    def _made(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers, mp_context=self._context, initializer=_start, initargs=(self._pickled,)
        )

    def submit(self, batch: list[T]) -> "Future[list[Any]]":
        try:
            return self._executor.submit(_batch, batch)
        except BrokenProcessPool as error:  # it broke since; told when the result is asked for
            future: Future[list[Any]] = Future()
            future.set_exception(error)
            return future

    def renew(self) -> None:
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._deaths += 1
        if self._deaths > 4 * MAX_DEATHS:
            raise WorkerError(
                "the worker processes die as soon as they start. A script that uses workers needs its main "
                "part under 'if __name__ == \"__main__\":'; else memory may have run out: try fewer workers"
            )
        self._executor = self._made()

    def alone(self, batch: list[T]) -> Iterator[Any]:
        """Yield the results of a batch with nothing else under way, and find out who kills processes."""
        for _ in range(MAX_DEATHS):
            try:
                results = self.submit(batch).result()
            except BrokenProcessPool:
                self.renew()
            else:
                self._deaths = 0
                yield from results
                return
            if len(batch) > 1:
                break
        if len(batch) > 1:
            for item in batch:
                yield from self.alone([item])
        else:
            yield Failed("WorkerError: the process that worked on it was killed, each time", "", None)

    def close(self) -> None:
        end = partial(self._executor.shutdown, wait=True, cancel_futures=True)
        if threading.get_ident() == self._thread:
            end()
            return
        # Whoever collects garbage closes a generator that was left half read, and that may be a thread of
        # the executor's own, which cannot wait for itself, with a lock of the executor's in its hands.
        with suppress(RuntimeError):  # no threads are started as Python ends, and the processes end with it
            threading.Thread(target=end, daemon=True).start()


def _context() -> BaseContext:
    """Return how processes are started.

    By fork where that is safe: what is loaded is then shared. Not where other threads run, whose locks the
    child would inherit (notebooks have some, and so have polars and pyarrow at work).
    """
    if sys.platform == "linux":
        return get_context("fork" if threading.active_count() == 1 else "forkserver")
    return get_context()


def check_picklable(work: object) -> None:
    """Refuse what could not travel to another process or machine.

    Raises:
        PipelinePicklingError: It cannot be pickled (also a ``TypeError``).
    """
    _pickled(work)


def _pickled(work: object) -> bytes:
    """Return ``work`` as bytes that another process can read: functions of notebooks and lambdas, too."""
    import cloudpickle

    try:
        return bytes(cloudpickle.dumps(work))
    except Exception as error:
        raise PipelinePicklingError(
            f"the pipeline cannot be sent to another process: {error}. A step must not hold an open file, a "
            "connection or a lock; open it inside the step, or use one process"
        ) from error
