"""What the command line makes a report from: files and folders of scrapes, and Documents as JSON lines."""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from newsclean.document import Document
from newsclean.errors import NewscleanError
from newsclean.failure import Failure

__all__ = ["documents"]

#: Files of a folder that are read; of others nobody knows what they hold.
SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"})
RECORDS = frozenset({".jsonl", ".ndjson"})


def documents(
    paths: Iterable[str],
    clean: Callable[[str | bytes, str | None], Document],
    complain: Callable[[str, Exception], None],
) -> Iterator[tuple[str, Document | Failure]]:
    """Yield each document with its name; what cannot be read is complained of and yielded as a ``Failure``.

    Of a folder all texts, pages and JSON lines are read, in the order of their names, folders in it as well.
    A line of JSON is a Document that ``newsclean clean --format jsonl`` wrote, or a record with "html" or
    "text" and, if it is known, "url", which is cleaned.
    """
    number = 0
    for path in paths:
        for file in _files(Path(path)):
            try:
                for name, document in _of_file(file, clean):
                    yield name, document
                    number += 1
            except OSError as error:
                complain(str(file), error)
                yield str(file), Failure(number, str(error))
                number += 1


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from sorted(f for f in path.rglob("*") if f.suffix.lower() in SUFFIXES and f.is_file())
    else:
        yield path


def _of_file(
    file: Path, clean: Callable[[str | bytes, str | None], Document]
) -> Iterator[tuple[str, Document | Failure]]:
    if file.suffix.lower() not in RECORDS:
        yield str(file), clean(file.read_bytes(), None)
        return
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            name = f"{file}:{number}"
            try:
                yield _of_line(line, name, clean)
            except (NewscleanError, ValueError) as error:
                yield name, Failure(number - 1, f"{type(error).__name__}: {error}")


def _of_line(
    line: bytes, name: str, clean: Callable[[str | bytes, str | None], Document]
) -> tuple[str, Document]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError(f"a line must hold an object, not {type(record).__name__}")  # noqa: TRY004 - of data
    if "schema" in record:
        return str(record.get("_file") or name), Document.from_dict(record)
    source = next((record[key] for key in ("html", "text") if isinstance(record.get(key), str)), None)
    if source is None:
        raise ValueError('neither a Document nor a record with "html" or "text"')
    url = record.get("url")
    return (url if isinstance(url, str) else name), clean(source, url if isinstance(url, str) else None)
