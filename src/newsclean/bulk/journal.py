"""How far a run has come, so that another can go on from there.

Beside the output lies a hidden directory, ``.NAME.unfinished``, while a run is under way: what is written so
far, the errors so far, and a state. The state is replaced whole, and only after what it speaks of is on the
disk; what was written after it is cut off when a run goes on. So it does not matter when a run is killed.
"""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

from newsclean.bulk.options import StopError

__all__ = ["Journal", "replace", "synced"]

#: The version of the form of a state.
VERSION: Final = 1


class Journal:
    """The directory of an unfinished run, held by one process at a time.

    Raises:
        OSError: The directory cannot be made.
        StopError: Another process holds it.
    """

    def __init__(self, output: Path) -> None:
        self.output = output
        self.folder = output.with_name(f".{output.name}.unfinished")
        self.part = self.folder / "output"
        self.errors = self.folder / "errors.jsonl"
        self._state = self.folder / "state.json"
        self._removed = False
        self.folder.mkdir(exist_ok=True)
        self._lock = _locked(self.folder / "lock", output)

    def load(self) -> dict[str, Any] | None:
        """Return the state of the unfinished run; ``None`` if there is none.

        Raises:
            StopError: It cannot be read, or is of another version of newsclean.
        """
        try:
            state = json.loads(self._state.read_bytes())
        except FileNotFoundError:
            return None
        except ValueError:
            state = None
        if not isinstance(state, dict) or state.get("newsclean_run") != VERSION:
            raise StopError(f"{self._state}: not a state that this newsclean reads; --restart begins anew", 2)
        return state

    def save(self, state: dict[str, Any]) -> None:
        """Put a state in the place of the last one, on the disk."""
        new = self.folder / "state.new"
        with new.open("wb") as stream:
            stream.write(json.dumps({"newsclean_run": VERSION, **state}).encode("ascii"))
            synced(stream)
        replace(new, self._state)

    def clear(self) -> None:
        """Forget the unfinished run; the lock stays."""
        for path in self.folder.iterdir():
            if path.name != "lock":
                path.unlink()

    def remove(self) -> None:
        """Remove the directory."""
        # The state goes first: without it, what else is there means nothing.
        self._state.unlink(missing_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        self._removed = True
        self.release()

    def release(self) -> None:
        """Let other processes have it."""
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def abandon(self) -> None:
        """Remove the directory if there is nothing in it to go on from; else leave it to the next run."""
        if self._state.exists():
            self.release()
        elif not self._removed:  # else it may be another process's by now
            self.remove()


def _locked(path: Path, output: Path) -> IO[bytes] | None:
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    stream = path.open("ab")
    try:
        # Not flock: worker processes would inherit it, and outlive us by a moment when we are killed.
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        stream.close()
        raise StopError(f"{output}: another run is writing it", 2) from None
    except OSError:  # a file system without locks
        stream.close()
        return None
    return stream


def synced(stream: IO[bytes]) -> None:
    """Bring what was written to the disk."""
    stream.flush()
    os.fsync(stream.fileno())


def replace(new: Path, old: Path) -> None:
    """Put a file in the place of another, on the disk."""
    new.replace(old)
    with suppress(OSError, AttributeError):  # not every system can open a directory
        folder = os.open(old.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
