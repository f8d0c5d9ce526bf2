"""Which files are meant: names, directories, patterns and standard input."""

import glob
import os
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Final, Literal, NamedTuple, get_args

__all__ = ["INPUT_FORMATS", "STDIN", "Input", "InputFormat", "find", "format_of", "survey"]

STDIN: Final = "-"

#: "file" is one article a file, text or HTML.
InputFormat = Literal["file", "jsonl", "csv", "tsv", "parquet", "warc"]
INPUT_FORMATS: Final[tuple[InputFormat, ...]] = get_args(InputFormat)

_COMPRESSED: Final = (".gz", ".gzip", ".zst", ".zstd")
_FORMATS: Final[dict[str, InputFormat]] = {
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "jsonl",
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv",
    ".parquet": "parquet", ".pq": "parquet",
    ".warc": "warc", ".wet": "warc",
    ".txt": "file", ".text": "file", ".md": "file", ".html": "file", ".htm": "file", ".xhtml": "file",
}  # fmt: skip


class Input(NamedTuple):
    """A file to read, or why there is none of that name."""

    path: str
    format: InputFormat
    size: int = 0
    modified: int = 0
    trouble: str | None = None


class Survey(NamedTuple):
    """What all inputs come to: how many they are, their bytes, and digits that change with any of them."""

    files: int
    size: int
    digest: str
    formats: frozenset[InputFormat]


def format_of(path: str) -> InputFormat | None:
    """Return what a file's name says that it is; ``None`` if nothing."""
    stem, suffix = os.path.splitext(path.lower())
    if suffix in _COMPRESSED:
        suffix = os.path.splitext(stem)[1]
    return _FORMATS.get(suffix)


def find(
    names: Iterable[str], input_format: InputFormat | None = None, leave_out: Iterable[str] = ()
) -> Iterator[Input]:
    """Yield the files that ``names`` mean, in an order that is always the same.

    A directory means the files in and below it whose suffix says what they are, or, if ``input_format`` does,
    all; hidden ones, and those that begin with an underscore as Spark's marks do, are passed over. A pattern
    means what it matches. ``leave_out`` holds paths that are not taken from directories and patterns: the
    run's own output.
    """
    own = {os.path.realpath(path) for path in leave_out}
    for name in names:
        if name == STDIN:
            yield Input(STDIN, input_format or "file")
        elif os.path.isdir(name):
            yield from _walk(name, input_format, own)
        elif glob.has_magic(name) and not os.path.exists(name):
            matches = sorted(glob.iglob(name, recursive=True))
            if not matches:
                yield Input(name, input_format or "file", trouble="no file matches")
            for match in matches:
                if os.path.isdir(match):
                    # With "**" the files below are matches themselves.
                    yield from () if "**" in name else _walk(match, input_format, own)
                elif os.path.realpath(match) not in own:
                    yield _input(match, input_format)
        else:
            yield _input(name, input_format)


def _input(path: str, input_format: InputFormat | None) -> Input:
    chosen = input_format or format_of(path) or "file"
    try:
        found = os.stat(path)
    except OSError as error:
        return Input(path, chosen, trouble=error.strerror or str(error))
    return Input(path, chosen, found.st_size, found.st_mtime_ns)


def _walk(top: str, input_format: InputFormat | None, own: set[str]) -> Iterator[Input]:
    troubles: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=troubles.append):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_")))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if name.startswith((".", "_")) or (input_format is None and format_of(name) is None):
                continue
            if os.path.realpath(path) not in own:
                yield _input(path, input_format)
    for error in troubles:
        yield Input(error.filename or top, "file", trouble=error.strerror or str(error))


def survey(inputs: Iterable[Input]) -> Survey:
    """Return what all inputs come to."""
    digest = blake2b(digest_size=8)
    files = size = 0
    formats: set[InputFormat] = set()
    for item in inputs:
        files += 1
        size += item.size
        formats.add(item.format)
        told = f"{item.path}\0{item.format}\0{item.size}\0{item.modified}\0{item.trouble}\0"
        digest.update(told.encode("utf-8", "surrogatepass"))
    return Survey(files, size, digest.hexdigest(), frozenset(formats))
