"""What the command line makes a report from: files and folders of scrapes, and Documents as JSON lines."""

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from newsclean.document import Document
from newsclean.errors import NewscleanError
from newsclean.failure import Failure

__all__ = ["documents"]

#: Files of a folder that are read; of others nobody knows what they hold.
SOURCES = (".txt", ".text", ".html", ".htm", ".xhtml")
RECORDS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


def documents(
    paths: Iterable[str],
    clean: Callable[[str | bytes, str | None], Document],
    complain: Callable[[str, Exception], None],
) -> Iterator[tuple[str, Document | Failure]]:
    """Yield each document with its name; what cannot be read is complained of and yielded as a ``Failure``.

    Of a folder all texts, pages and JSON lines are read, in the order of their names, folders in it as well.
    A line of JSON is a Document that ``newsclean clean --format jsonl`` wrote, or a record with "html" or
    "text" and, if it is known, "url", which is cleaned. Such lines may be compressed (".jsonl.gz").
    """
    number = 0
    for path in paths:
        for file in _files(Path(path)):
            try:
                for name, document in _of_file(file, clean):
                    yield name, document
                    number += 1
            except (OSError, EOFError, zlib.error) as error:  # the last two: a file of gzip that breaks off
                complain(str(file), error)
                yield str(file), Failure(number, str(error))
                number += 1


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        known = (*SOURCES, *RECORDS)
        yield from sorted(f for f in path.rglob("*") if f.name.lower().endswith(known) and f.is_file())
    else:
        yield path


def _of_file(
    file: Path, clean: Callable[[str | bytes, str | None], Document]
) -> Iterator[tuple[str, Document | Failure]]:
    name = file.name.lower()
    if not name.endswith(RECORDS):
        yield str(file), clean(file.read_bytes(), None)
        return
    with gzip.open(file) if name.endswith(".gz") else file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            place = f"{file}:{number}"
            try:
                yield _of_line(line, place, clean)
            except (NewscleanError, ValueError) as error:
                yield place, Failure(number - 1, f"{type(error).__name__}: {error}")


def _of_line(
    line: bytes, name: str, clean: Callable[[str | bytes, str | None], Document]
) -> tuple[str, Document]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError(f"a line must hold an object, not {type(record).__name__}")  # noqa: TRY004 - of data
    if "schema" in record:
        return str(record.get("_file") or name), Document.from_dict(record)
    if (
        "removed" in record and "newsclean" in record
    ):  # cleaning its text again would say that nothing was done
        raise ValueError(
            "a row of newsclean, which does not hold all that was done; a report needs Documents"
        )
    source = next((record[key] for key in ("html", "text") if isinstance(record.get(key), str)), None)
    if source is None:
        raise ValueError('neither a Document nor a record with "html" or "text"')
    url = record.get("url")
    return (url if isinstance(url, str) else name), clean(source, url if isinstance(url, str) else None)
