"""``newsclean report``: what the command line does, without its arguments' definitions."""

import argparse
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import IO

import newsclean
from newsclean.document import Document
from newsclean.pipeline import Pipeline
from newsclean.report.sources import documents

__all__ = ["run"]

#: More paths than these are counted in the title, not named.
MAX_NAMED = 3


def run(
    arguments: argparse.Namespace,
    pipeline: Pipeline,
    output: Callable[[str | None], AbstractContextManager[IO[bytes]]],
    complain: Callable[[str, Exception], None],
) -> int:
    """Write the report and return the exit code: 1 where a file could not be read or written.

    Nothing is written where no document at all could be read.
    """
    from newsclean import report

    failed = False

    def told(name: str, error: Exception) -> None:
        nonlocal failed
        failed = True
        complain(name, error)

    def clean(source: str | bytes, url: str | None) -> Document:
        return newsclean.clean(source, url=url, kind=arguments.kind, pipeline=pipeline)

    made = report.build(
        documents(arguments.paths, clean, told),
        title=arguments.title or _title(arguments.paths),
        sample=arguments.sample,
    )
    if made.tally.documents == made.tally.wrong["failed"]:
        if not failed:
            complain(arguments.paths[0], ValueError("no documents found"))
        return 1
    try:
        with output(arguments.output) as stream:
            stream.write(made.to_html().encode("utf-8", "replace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(arguments.output or "standard output", error)
        return 1
    return int(failed)


def _title(paths: list[str]) -> str:
    return ", ".join(paths) if len(paths) <= MAX_NAMED else f"{paths[0]} and {len(paths) - 1} more"
