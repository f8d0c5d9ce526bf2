"""Records in, rows out: what every table, file and engine does with its sources.

A ``Record`` is a source with what is known of it; a row is ``newsclean.rows.to_row`` of its Document.
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, NamedTuple

from newsclean.cleaning import Kind, OnError, Source, check_workers, clean, pipeline_of, size_of
from newsclean.errors import InputTypeError
from newsclean.failure import Failed, Failure, attempt, each
from newsclean.pipeline import Pipeline
from newsclean.rows import COLUMNS, failed_row, to_row

__all__ = [
    "METADATA", "PREFIX", "Record", "RowCleaner", "check_columns", "checked_fields", "clean_rows",
    "described", "merged", "record", "renamed",
]  # fmt: skip

#: A column of the input that has the name of one of the result's gets this before it.
PREFIX = "input_"

#: What of a row is worth having beside a text that goes to an index or a model.
METADATA = (
    "status", "title", "publisher", "authors", "published", "dateline", "agencies", "url", "language", "tags",
    "truncated", "paywalled", "error",
)  # fmt: skip


class Record(NamedTuple):
    """What is to be cleaned: ``None`` is as good as an empty text."""

    source: Source | None
    url: str | None = None
    kind: Kind = "auto"


def record(text: object, html: object = None, url: object = None, kind: Kind = "auto") -> Record:
    """Return the record of what stands in three columns: the page if there is one, or else the text."""
    given, told = (text, kind) if html is None else (html, "html")
    return Record(given, url if isinstance(url, str) else None, told)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class RowCleaner:
    """A function from a record to its row; it can be pickled if its pipeline can."""

    pipeline: Pipeline | str | None = None

    def __call__(self, record: Record) -> dict[str, Any]:
        """Return the row of a record."""
        source = "" if record.source is None else record.source
        return to_row(clean(source, url=record.url, kind=record.kind, pipeline=self.pipeline))

    def settled(self, record: Record, on_error: OnError) -> dict[str, Any] | None:
        """Return the row of a record; ``None`` for one that is skipped."""
        outcome = attempt(self, record)
        return _settled(outcome.at(0), on_error) if isinstance(outcome, Failed) else outcome


def clean_rows(
    records: Iterable[Record],
    *,
    workers: int = 1,
    pipeline: Pipeline | str | None = None,
    on_error: OnError = "raise",
) -> Iterator[dict[str, Any] | None]:
    """Yield the row of each record, in order; ``None`` for one that is skipped.

    Arguments and errors are those of ``newsclean.clean_many``, but that "return" gives a row of nothing whose
    ``error`` says what went wrong.
    """
    check_workers(workers)
    cleaner = RowCleaner(pipeline_of(pipeline))
    if workers == 1:
        outcomes = each(cleaner, records)
    else:
        from newsclean.pool import in_processes

        outcomes = in_processes(cleaner, records, workers, lambda record: size_of(record.source))
    return _rows(outcomes, on_error)


def _rows(
    outcomes: Generator[dict[str, Any] | Failure, None, None], on_error: OnError
) -> Generator[dict[str, Any] | None, None, None]:
    with closing(outcomes):
        for outcome in outcomes:
            yield _settled(outcome, on_error) if isinstance(outcome, Failure) else outcome


def _settled(failure: Failure, on_error: OnError) -> dict[str, Any] | None:
    if on_error == "raise":
        raise failure.raised() from None
    return failed_row(failure.error) if on_error == "return" else None


def renamed(column: str) -> str:
    """Return what a column of the input is called among those of the result."""
    return f"{PREFIX}{column}" if column in COLUMNS else column


def merged(given: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """Return ``given`` with the columns of ``row`` behind it; what has the name of one of these is renamed.

    >>> merged({"id": 7, "title": "as scraped"}, {"title": "Rain"})
    {'id': 7, 'input_title': 'as scraped', 'title': 'Rain'}
    """
    kept: dict[str, Any] = {}
    for name, value in given.items():
        free = name
        while free in row or (free != name and free in given):
            free = f"{PREFIX}{free}"
        kept[free] = value
    return {**kept, **row}


def described(given: Mapping[str, Any], row: Mapping[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    """Return a text's metadata with those ``fields`` of its row that are known: see ``merged``."""
    return merged(given, {name: row[name] for name in fields if row[name] not in (None, [])})


def checked_fields(fields: Iterable[str]) -> tuple[str, ...]:
    """Return names of columns.

    Raises:
        InputTypeError: There is no such column (also a ``TypeError``).
    """
    names = tuple(fields)
    if unknown := [name for name in names if name not in COLUMNS]:
        raise InputTypeError(f"no such columns: {', '.join(unknown)}; columns are: {', '.join(COLUMNS)}")
    return names


def check_columns(asked: Iterable[str | None], there: Iterable[object]) -> None:
    """Refuse names of columns that are not there.

    Raises:
        InputTypeError: There is none, or none is asked for (also a ``TypeError``).
    """
    names = [str(name) for name in there]
    wanted = [name for name in asked if name is not None]
    if not wanted:
        raise InputTypeError("name a column: text=... or html=...")
    for name in wanted:
        if name not in names:
            raise InputTypeError(f"there is no column {name!r}; columns are: {', '.join(names)}")
