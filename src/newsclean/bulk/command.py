"""What the command line asks for, as the options of a run."""

import argparse
import glob
import os
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsclean.bulk.inputs import INPUT_FORMATS, STDIN, format_of
from newsclean.pipeline import Pipeline

if TYPE_CHECKING:
    from newsclean.bulk.options import Fields

__all__ = [
    "INPUTS_HELP", "add_input_options", "add_run_options", "are_articles", "fields_of", "is_run",
    "processors", "run_over_records",
]  # fmt: skip

INPUTS_HELP: Final = (
    "text or HTML; JSON lines, CSV, Parquet or web archives (WARC), also compressed; directories and "
    "patterns of those; - is standard input"
)


def add_input_options(command: argparse.ArgumentParser) -> None:
    """Add what says which inputs are meant, and where in them things stand."""
    command.add_argument(
        "--from",
        dest="input_format",
        choices=INPUT_FORMATS,
        help="what the inputs are (default: by name; else a file is one article)",
    )
    fields = command.add_argument_group("fields of records")
    fields.add_argument("--text", metavar="FIELD", help="the text (default: text, or else html)")
    fields.add_argument("--html", metavar="FIELD", help="the page; where it is missing, the text counts")
    fields.add_argument("--url", metavar="FIELD", help="the address (default: url)")
    fields.add_argument("--id", metavar="FIELD", help="what names a record in messages (default: id)")
    command.add_argument("--workers", type=_workers, metavar="N", help="processes (default: one a processor)")


def add_run_options(command: argparse.ArgumentParser) -> None:
    """Add what only runs over many records have."""
    many = command.add_argument_group("runs over many records")
    many.add_argument("--keep", metavar="FIELD,…", help="the other fields that stay (default: all)")
    many.add_argument("--resume", action="store_true", help="go on with an unfinished run, if there is one")
    many.add_argument("--restart", action="store_true", help="begin anew where there is an unfinished run")
    many.add_argument("--errors", metavar="PATH", help="what failed, and why (default: OUT.errors.jsonl)")
    many.add_argument("--summary", metavar="PATH", help="the summary as JSON; - is standard output")
    many.add_argument("--quiet", action="store_true", help="no progress and no summary")


def _workers(value: str) -> int:
    if not value.isdecimal() or int(value) < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number from 1, not {value!r}")
    return int(value)


def is_run(arguments: argparse.Namespace) -> bool:
    """Return whether this is a run over records: not a few files, each of which is an article to look at."""
    if arguments.format is None and arguments.output is not None:
        suffix = os.path.splitext(arguments.output.lower().removesuffix(".gz").removesuffix(".zst"))[1]  # noqa: PTH122
        arguments.format = {
            ".jsonl": "jsonl",
            ".ndjson": "jsonl",
            ".json": "jsonl",
            ".parquet": "parquet",
        }.get(suffix)
    if arguments.format not in (None, "text"):
        return arguments.format in ("jsonl", "parquet")
    asked = (
        "input_format",
        "text",
        "html",
        "url",
        "id",
        "workers",
        "keep",
        "resume",
        "restart",
        "errors",
        "summary",
    )
    return (
        any(getattr(arguments, name) for name in asked)
        or (arguments.output or "").endswith((".gz", ".zst"))
        or any(
            format_of(name) not in (None, "file") or os.path.isdir(name) or _is_pattern(name)  # noqa: PTH112
            for name in arguments.files
        )
    )


def _is_pattern(name: str) -> bool:
    return glob.has_magic(name) and not os.path.exists(name)  # noqa: PTH110 - names are strings here


def run_over_records(arguments: argparse.Namespace, pipeline: Pipeline) -> int:
    """Run, and return what to exit with; what went wrong is told on standard error."""
    from newsclean.bulk.options import Options, StopError
    from newsclean.bulk.run import run

    output = None if arguments.output == STDIN else arguments.output
    profile = Path(arguments.profile).read_bytes() if arguments.profile else b""
    options = Options(
        names=tuple(arguments.files),
        output=output,
        format=arguments.format or "text",
        pipeline=pipeline,
        settings={
            "pipeline": f"{arguments.pipeline} {arguments.quotes}",
            "profile": blake2b(profile, digest_size=8).hexdigest(),
        },
        workers=arguments.workers or (1 if output is None else processors()),
        fields=fields_of(arguments),
        kind=arguments.kind,
        input_format=arguments.input_format,
        resume=arguments.resume,
        restart=arguments.restart,
        errors=Path(arguments.errors) if arguments.errors else None,
        summary=arguments.summary,
        quiet=arguments.quiet,
    )
    try:
        return run(options)
    except StopError as error:
        print(f"newsclean: {error}", file=sys.stderr)  # noqa: T201
        return error.code


def fields_of(arguments: argparse.Namespace) -> "Fields":
    """Return where in a record things stand."""
    from newsclean.bulk.options import Fields

    keep = getattr(arguments, "keep", None)
    return Fields(
        text=arguments.text,
        html=arguments.html,
        url=arguments.url or "url",
        id=arguments.id or "id",
        keep=None if keep is None else tuple(name for name in keep.split(",") if name),
    )


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on this system
        return os.cpu_count() or 1


def are_articles(arguments: argparse.Namespace) -> bool:
    """Return whether all inputs can be articles, one a file; else there is a message."""
    records = [file for file in arguments.files if format_of(file) not in (None, "file")]
    if records:
        print(  # noqa: T201
            f"newsclean: {records[0]}: the format {arguments.format} is for files that are one article each; "
            "of records there are text, jsonl and parquet",
            file=sys.stderr,
        )
    return not records
