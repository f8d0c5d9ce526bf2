"""What the processes do: read one record, clean it, and write its line."""

import base64
import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, NamedTuple

from newsclean.bulk.options import Fields, OutputFormat
from newsclean.bulk.streams import BROKEN_STREAM, uncompressed
from newsclean.cleaning import Kind, Source, clean
from newsclean.document import Document
from newsclean.errors import InputTypeError
from newsclean.pipeline import Pipeline
from newsclean.records import PREFIX, Record, RowCleaner, record
from newsclean.rows import COLUMNS

__all__ = [
    "Broken", "Cleaning", "File", "Line", "Outcome", "Page", "Payload", "Reading", "Values", "kept_names",
    "size_of_payload",
]  # fmt: skip


class Line(NamedTuple):
    """A line of JSON."""

    data: bytes


class File(NamedTuple):
    """A file that is one article."""

    path: str
    size: int


class Values(NamedTuple):
    """A record with its fields."""

    fields: dict[str, Any]


class Page(NamedTuple):
    """A source that is told apart already, with what else is known of it."""

    source: Source
    url: str | None
    kind: Kind
    kept: dict[str, Any]


class Broken(NamedTuple):
    """What could not be read, and why."""

    reason: str


Payload = Line | File | Values | Page | Broken


class Found(NamedTuple):
    """A record to clean, with its identity and the other fields."""

    record: Record
    id: Any
    kept: dict[str, Any]


class Outcome(NamedTuple):
    """What became of a record: all that its process tells of it.

    ``body`` is the line for JSON, the text, or the row, by the format of the output; ``None`` where there is
    an ``error``. ``removed`` holds label and rule of each block that was removed.
    """

    body: Any
    kept: dict[str, Any] | None = None
    id: Any = None
    status: str = ""
    removed: tuple[tuple[str, str], ...] = ()
    corrections: int = 0
    error: str | None = None


class RecordError(ValueError):
    """A record is not what it should be."""


def size_of_payload(payload: Payload) -> int:
    """Return about how many bytes go to a process, or are read there."""
    if isinstance(payload, Line):
        return len(payload.data)
    if isinstance(payload, File):
        return payload.size
    if isinstance(payload, Page):
        return len(payload.source)
    if isinstance(payload, Values):
        return sum(len(value) for value in payload.fields.values() if isinstance(value, str | bytes))
    return 0


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Finder:
    """A function from what a reader found to the record in it."""

    fields: Fields
    kind: Kind

    def __call__(self, payload: Payload) -> Found:
        """Return the record.

        Raises:
            RecordError: There is none; the message says why.
            OSError: The file cannot be read.
        """
        if isinstance(payload, Line):
            return self._of_fields(_parsed(payload.data))
        if isinstance(payload, Values):
            return self._of_fields(payload.fields)
        if isinstance(payload, File):
            data = uncompressed(Path(payload.path).read_bytes())
            return Found(Record(data, None, self.kind), payload.path, self._kept({"id": payload.path}))
        if isinstance(payload, Page):
            told = Record(payload.source, payload.url, payload.kind)
            return Found(told, payload.kept.get("id"), self._kept(payload.kept))
        raise RecordError(payload.reason)

    def _of_fields(self, values: Mapping[str, Any]) -> Found:
        text, html = self._sources(values)
        source = record(
            _source(values.get(text)) if text else None,
            _source(values.get(html)) if html else None,
            values.get(self.fields.url),
            self.kind,
        )
        others = {name: value for name, value in values.items() if name not in (text, html)}
        return Found(source, values.get(self.fields.id), self._kept(others))

    def _sources(self, values: Mapping[str, Any]) -> tuple[str | None, str | None]:
        asked = self.fields.asked
        if not asked:
            if "text" in values:
                return "text", None
            if "html" in values:
                return None, "html"
        elif any(name in values for name in asked):
            return self.fields.text, self.fields.html
        there = ", ".join(map(str, values)) or "none"
        wanted = " or ".join(map(repr, asked or ["text", "html"]))
        raise RecordError(f"there is no field {wanted}; fields are: {there}")

    def _kept(self, values: dict[str, Any]) -> dict[str, Any]:
        keep = self.fields.keep
        if keep is not None:
            values = {name: values[name] for name in keep if name in values}
        return dict(zip(kept_names(values), values.values(), strict=True))


def kept_names(names: Iterable[str]) -> list[str]:
    """Return what fields of the input are called among those of the result, no two alike.

    >>> kept_names(["id", "title", "input_title"])
    ['id', 'input_input_title', 'input_title']
    """
    given = [*names]
    taken = {*COLUMNS, *(name for name in given if name not in COLUMNS)}
    result = []
    for name in given:
        called = name
        if name in COLUMNS:
            called = f"{PREFIX}{name}"
            while called in taken:
                called = f"{PREFIX}{called}"
            taken.add(called)
        result.append(called)
    return result


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            text = line.decode("utf-8", "surrogateescape")  # see _source
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON: {error}") from None
    if not isinstance(value, dict):
        raise RecordError(f"not a JSON object, but {type(value).__name__}")
    return value


# What bytes that are not UTF-8 were read as.
_ESCAPED_RE = re.compile("[\udc80-\udcff]")


def _source(value: Any) -> Any:
    """Return a source; one that was not UTF-8 as the bytes that it was, whose encoding can be told."""
    if isinstance(value, str) and not value.isascii() and _ESCAPED_RE.search(value):
        try:
            return value.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:  # lone surrogates of another kind
            return value
    return value


# ---------------------------------------------------------------- cleaning


@dataclass(frozen=True, slots=True)
class Cleaning:
    """A function from what a reader found to its ``Outcome``; it can be pickled."""

    fields: Fields
    kind: Kind
    pipeline: Pipeline
    format: OutputFormat

    def __call__(self, payload: Payload) -> Outcome:
        """Return what becomes of a record. Whatever goes wrong is told in the outcome."""
        found = None
        try:
            found = Finder(self.fields, self.kind)(payload)
            row = RowCleaner(self.pipeline)(found.record)
        except Exception as error:  # noqa: BLE001 - a step of a user's may raise anything
            return Outcome(None, id=found.id if found else None, error=_told(error))
        return Outcome(
            self._body(row, found.kept),
            found.kept if self.format == "parquet" else None,
            found.id,
            row["status"],
            tuple((block["label"], block["rule"] or block["filter"] or "") for block in row["removed"]),
            len(row["corrections"]),
        )

    def _body(self, row: dict[str, Any], kept: dict[str, Any]) -> Any:
        if self.format == "parquet":
            return row
        return row["text"] if self.format == "text" else as_line({**kept, **row})


@dataclass(frozen=True, slots=True)
class Reading:
    """A function from what a reader found to its Document; it can be pickled."""

    fields: Fields
    kind: Kind
    pipeline: Pipeline

    def __call__(self, payload: Payload) -> Document | Broken:
        """Return the Document of a record, or why there is none."""
        try:
            source, url, kind = Finder(self.fields, self.kind)(payload).record
            return clean("" if source is None else source, url=url, kind=kind, pipeline=self.pipeline)
        except Exception as error:  # noqa: BLE001 - told, and not raised: the others go on
            return Broken(_told(error))


def _told(error: Exception) -> str:
    if isinstance(error, RecordError | InputTypeError):
        return str(error)
    if isinstance(error, BROKEN_STREAM):
        return (isinstance(error, OSError) and error.strerror) or str(error)
    message = str(error)
    return f"{type(error).__name__}: {message}" if message else type(error).__name__


# ---------------------------------------------------------------- JSON


def as_line(values: dict[str, Any]) -> bytes:
    """Return values as a line of JSON in UTF-8, whatever they are."""
    try:
        text = json.dumps(values, ensure_ascii=False, allow_nan=False, default=as_json)
    except (ValueError, TypeError):  # JSON has no infinity, nothing that is no number, and no odd keys
        text = json.dumps(_finite(values), ensure_ascii=False, default=as_json)
    try:
        return text.encode("utf-8") + b"\n"
    except UnicodeEncodeError:  # lone surrogates, in a field that is kept
        return json.dumps(_finite(values), default=as_json).encode("ascii") + b"\n"


def as_json(value: Any) -> Any:
    """Return what JSON has for a value that it has not."""
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        data = bytes(value)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return base64.b64encode(data).decode("ascii")
    return str(value)


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value
