"""How far a run is: a bar on a terminal, else a line now and then."""

import sys
import time
from typing import Any, Final

from newsclean.bulk.tally import duration

__all__ = ["Progress"]

#: A line is written after so many seconds; a bar is drawn anew after so many.
LINE_SECONDS: Final = 30.0
BAR_SECONDS: Final = 0.2


class Progress:
    """Tells on standard error how many documents are done, how many a second, and how long the rest takes.

    The time left is told by bytes, since how many documents a file holds is known only when it has been read;
    of standard input it is not known.

    Args:
        size: The bytes of all inputs.
        done: How many documents earlier runs have done.
        quiet: Say nothing.
    """

    def __init__(self, size: int, done: int = 0, *, quiet: bool = False) -> None:
        self._size = size
        self._before = done
        self._quiet = quiet
        self._begun: float | None = None  # what is skipped does not count
        self._begun_at = 0
        self._shown = time.monotonic()
        self._bar: Any = None if quiet else _bar()
        self._task: Any = None

    def update(self, documents: int, errors: int, bytes_read: int) -> None:
        """Tell what is done by now."""
        if self._quiet:
            return
        now = time.monotonic()
        if self._begun is None:
            self._begun, self._begun_at = now, bytes_read
        if now - self._shown < (BAR_SECONDS if self._bar else LINE_SECONDS):
            return
        self._shown = now
        rate = (documents - self._before) / max(now - self._begun, 0.001)
        share = min(bytes_read / self._size, 1.0) if self._size else None
        told = [f"{documents:,} documents", f"{rate:,.0f} a second"]
        if errors:
            told.append(f"{errors:,} errors")
        if share is not None and (read := bytes_read - self._begun_at) > 0:
            left = max(self._size - bytes_read, 0) * (now - self._begun) / read
            told.append(f"{duration(left)} left")
        if self._bar:
            self._draw(share, ", ".join(told))
        else:
            done = "" if share is None else f"{share:.0%}, "
            print(f"newsclean: {done}{', '.join(told)}", file=sys.stderr, flush=True)  # noqa: T201

    def _draw(self, share: float | None, told: str) -> None:
        if self._task is None:
            self._bar.start()
            self._task = self._bar.add_task(told, total=None if share is None else 1.0)
        self._bar.update(self._task, completed=share or 0, description=told, refresh=True)

    def close(self) -> None:
        """Take the bar away."""
        if self._task is not None:
            self._bar.stop()
            self._task = None


def _bar() -> Any:
    """Return a bar of rich's if standard error is a terminal and rich is there.

    It draws itself only when told to: a thread of its own would keep processes from being started by fork.
    """
    if not sys.stderr.isatty():
        return None
    try:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar
    except ModuleNotFoundError:
        return None
    return Bar(
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TextColumn("{task.description}", markup=False),
        console=Console(stderr=True),
        auto_refresh=False,
        transient=True,
    )
