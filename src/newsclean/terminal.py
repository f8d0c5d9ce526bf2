"""The terminal that is read at: how wide it is, whether it shows colours, and its pager."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

__all__ = ["colors", "columns", "pager", "show"]

#: What git asks of less: colours as they are, no more than a screen is not paged, and it stays to be read.
LESS_OPTIONS = "FRX"


def columns() -> int:
    """Return the columns to write in: the terminal's, those that ``COLUMNS`` says, or 80 in a pipe."""
    return shutil.get_terminal_size().columns


def colors(choice: str) -> bool:
    """Return whether to use colours ("auto", "always", "never"): see https://no-color.org."""
    if choice != "auto":
        return choice == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def pager(environ: Mapping[str, str] = os.environ) -> list[str] | None:
    """Return the command of the user's pager: ``PAGER``, or less if there is one.

    ``None`` where ``PAGER`` is empty or "cat", or there is none.
    """
    asked = environ.get("PAGER")
    if asked is None:
        asked = "less" if shutil.which("less") else ""
    command = shlex.split(asked)
    return command if command and command != ["cat"] and shutil.which(command[0]) else None


def show(text: bytes) -> None:
    """Write ``text`` to the terminal, through the pager if there is one.

    A pager that is left early is no error, and an interrupt in it is the pager's business.

    Raises:
        OSError: The terminal cannot be written to.
    """
    command = pager() if sys.stdout.isatty() and os.environ.get("TERM") != "dumb" else None
    if command is None:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        return
    # "LESS" tells less how to behave; who has set it knows better.
    environment = {"LESS": LESS_OPTIONS, **os.environ}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)  # noqa: S603 - the user's own
    with suppress(BrokenPipeError, KeyboardInterrupt):
        process.communicate(text)
    with suppress(OSError):
        if process.stdin:
            process.stdin.close()
    while process.returncode is None:
        with suppress(KeyboardInterrupt):
            process.wait()
