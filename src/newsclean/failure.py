"""What becomes of an item that cannot be done: a value, until a policy makes more of it."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, field
from traceback import format_exception
from typing import TypeVar

from newsclean.errors import WorkerError

__all__ = ["Failed", "Failure", "attempt", "each"]

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Failure:
    """An item that could not be done.

    Attributes:
        index: Which item it was, from 0.
        error: What went wrong: the type of the exception, and its message.
        traceback: Where, as Python prints it; empty where the process died.
        exception: The exception itself; ``None`` if it could not travel between processes.
    """

    index: int
    error: str
    traceback: str = field(default="", repr=False)
    exception: Exception | None = field(default=None, repr=False, compare=False)

    def raised(self) -> Exception:
        """Return the exception to raise for it, which says which item it was."""
        error = self.exception or WorkerError(self.error)
        error.add_note(f"newsclean: in item {self.index}, counting from 0")
        return error


@dataclass(frozen=True, slots=True)
class Failed:
    """What went wrong, before anybody says with which item."""

    error: str
    traceback: str
    exception: Exception | None

    @classmethod
    def of(cls, error: Exception) -> "Failed":
        """Return what there is to tell of an exception."""
        lines = "".join(format_exception(error))
        message = str(error)
        told = f"{type(error).__name__}: {message}" if message else type(error).__name__
        return cls(told, lines, error)

    def at(self, index: int) -> Failure:
        """Return the ``Failure`` of the item ``index``."""
        return Failure(index, self.error, self.traceback, self.exception)


def each(work: Callable[[T], R], items: Iterable[T]) -> Generator[R | Failure, None, None]:
    """Yield what ``work`` makes of each item, in this process."""
    for index, item in enumerate(items):
        result = attempt(work, item)
        yield result.at(index) if isinstance(result, Failed) else result


def attempt(work: Callable[[T], R], item: T) -> R | Failed:
    """Return what ``work`` makes of ``item``, or what went wrong."""
    try:
        return work(item)
    except Exception as error:  # noqa: BLE001 - what becomes of it is the caller's policy
        return Failed.of(error)
