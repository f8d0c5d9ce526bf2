"""Files to records, one kind of file a function.

Each function yields ``(number, payload, kept)``: which record of the file it is, from 1; what a process is to
do; and, for Parquet that goes to Parquet, the row whose other columns stay as they are. ``skip`` records were
done by an earlier run, and are passed over without being looked at.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any, Final, NamedTuple

from newsclean.bulk.inputs import STDIN, Input, InputFormat
from newsclean.bulk.options import Fields
from newsclean.bulk.streams import BROKEN_STREAM, Gauge, open_stream
from newsclean.bulk.work import Broken, File, Line, Page, Payload, Values
from newsclean.errors import InputTypeError
from newsclean.extras import need
from newsclean.records import check_columns

__all__ = ["Item", "Kept", "Place", "Reader"]

#: Fields of CSV larger than this, in characters, are an unclosed quotation mark.
MAX_FIELD_CHARS: Final = 1 << 28
#: So many rows of Parquet are taken at once.
ROWS: Final = 256
#: Larger records of a web archive, in bytes, are films and the like.
MAX_RECORD_BYTES: Final = 64 << 20

#: What a record of each kind of file is called, in messages and in the errors file.
_UNITS: Final[dict[InputFormat, str]] = {
    "file": "file", "jsonl": "line", "csv": "row", "tsv": "row", "parquet": "row", "warc": "record",
}  # fmt: skip


class Kept(NamedTuple):
    """A row of a batch of Arrow's."""

    batch: Any
    row: int


class Place(NamedTuple):
    """Where a record stands: in which input, counting from 0, and as which record of it, from 1."""

    input: int
    number: int
    path: str
    unit: str

    def named(self) -> str:
        """Return the place in words: the file's name, and what leads to the record in it."""
        return self.path if self.unit == "file" else f"{self.path}, {self.unit} {self.number}"


class Item(NamedTuple):
    """What a reader found, and where.

    ``then`` is the position to go on from when it is done; ``passed_over`` says how many records stand before
    it that are no pages.
    """

    place: Place
    payload: Payload
    kept: Kept | None
    then: tuple[int, int]
    passed_over: int


Found = tuple[int, Payload, Kept | None]


class Reader:
    """All records of some inputs, in order.

    ``position`` says where to begin: the input, and how many of its records are done. ``arrow`` asks for
    ``kept``.
    """

    def __init__(
        self,
        inputs: Iterable[Input],
        fields: Fields,
        *,
        position: tuple[int, int] = (0, 0),
        arrow: bool = False,
    ) -> None:
        self._inputs = inputs
        self._fields = fields
        self._start = position
        self._arrow = arrow
        self._gauge = Gauge()
        self._ended = 0  # bytes of the inputs that are read
        #: Records of web archives that are no pages, since the last item.
        self.passed_over = 0

    @property
    def bytes_read(self) -> int:
        """How many bytes were read or skipped of all inputs, as they lie on the disk."""
        return self._ended + self._gauge.read

    def __iter__(self) -> Iterator[Item]:
        first, done = self._start
        for index, given in enumerate(self._inputs):
            if index >= first:
                skip = done if index == first else 0
                yield from self._safely(index, given, skip)
            self._ended += given.size or self._gauge.read
            self._gauge.read = 0

    def _safely(self, index: int, given: Input, skip: int) -> Iterator[Item]:
        """Yield the records of an input; where it breaks off, that is the last one."""
        unit = _UNITS[given.format]
        last = skip
        try:
            if given.trouble is not None:
                raise OSError(given.trouble)
            for number, payload, kept in self._read(given, skip):
                last = number
                place = Place(index, number, given.path, unit)
                yield Item(place, payload, kept, (index, number), self._passed())
        except (*BROKEN_STREAM, ValueError, NotImplementedError, csv.Error, InputTypeError) as error:
            reason = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
            if last:
                place, reason = Place(index, last + 1, given.path, unit), f"breaks off: {reason}"
            else:
                place = Place(index, 1, given.path, "file")
            yield Item(place, Broken(reason), None, (index + 1, 0), self._passed())

    def _passed(self) -> int:
        count, self.passed_over = self.passed_over, 0
        return count

    def _read(self, given: Input, skip: int) -> Iterator[Found]:
        if given.format == "file":
            return self._file(given, skip)
        if given.format == "parquet":
            return self._parquet(given, skip)
        by_format: dict[str, Callable[[Any, Input, int], Iterator[Found]]] = {
            "jsonl": self._jsonl, "csv": self._csv, "tsv": self._csv, "warc": self._warc,
        }  # fmt: skip
        return self._streamed(by_format[given.format], given, skip)

    def _streamed(
        self, read: Callable[[Any, Input, int], Iterator[Found]], given: Input, skip: int
    ) -> Iterator[Found]:
        with open_stream(given.path, self._gauge) as stream:
            yield from read(stream, given, skip)

    def _file(self, given: Input, skip: int) -> Iterator[Found]:
        if skip:
            return
        if given.path == STDIN:
            with open_stream(STDIN, self._gauge) as stream:
                yield 1, Page(stream.read(), None, "auto", {"id": STDIN}), None
        else:
            yield 1, File(given.path, given.size), None

    def _jsonl(self, stream: Any, _given: Input, skip: int) -> Iterator[Found]:
        for number, line in enumerate(stream, 1):
            if number == 1:
                head = line.removeprefix(b"\xef\xbb\xbf").lstrip()
                if head.startswith(b"["):
                    raise InputTypeError(
                        "it is a JSON array, and not one object a line; make lines of it: jq -c '.[]'"
                    )
                line = line.removeprefix(b"\xef\xbb\xbf")  # noqa: PLW2901 - the same, without its mark
            if number > skip and not line.isspace():
                yield number, Line(line), None

    def _csv(self, stream: Any, given: Input, skip: int) -> Iterator[Found]:
        import io

        csv.field_size_limit(MAX_FIELD_CHARS)
        # What is not UTF-8 is kept, so that its encoding can be told as for any other source.
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="surrogateescape", newline="")
        first = text.readline()
        mark = "\t" if given.format == "tsv" else max(",;\t|", key=first.count)
        rows = csv.reader(chain([first] if first else [], text), delimiter=mark)
        names = next(rows, [])
        if len(set(names)) < len(names):
            raise InputTypeError(f"two columns have one name; columns are: {', '.join(names)}")
        self._check(names)
        number = 0
        while True:
            number += 1
            try:
                row = next(rows, None)
            except csv.Error as error:
                yield number, Broken(str(error)), None
                continue
            if row is None:
                return
            if number <= skip or not row:
                continue
            if len(row) > len(names):
                yield number, Broken(f"{len(row)} fields, but {len(names)} columns"), None
            else:
                row += [None] * (len(names) - len(row))  # type: ignore[list-item]
                yield number, Values(dict(zip(names, row, strict=True))), None

    def _check(self, names: list[str]) -> None:
        if self._fields.asked:
            check_columns(self._fields.asked, names)
        elif "text" not in names:
            check_columns(("html",), names)

    def _parquet(self, given: Input, skip: int) -> Iterator[Found]:
        parquet = need("pyarrow.parquet", "arrow")
        if given.path == STDIN:
            raise InputTypeError("Parquet cannot be read from a pipe; name the file")
        with parquet.ParquetFile(given.path, pre_buffer=False) as file:
            self._check(file.schema_arrow.names)
            done = 0
            for group in range(file.num_row_groups):
                rows = file.metadata.row_group(group).num_rows
                if done + rows > skip:
                    for batch in file.iter_batches(ROWS, row_groups=[group], use_threads=False):
                        yield from self._rows(batch, done, skip)
                        done += batch.num_rows
                else:
                    done += rows
                # The position in the file is not to be had; groups are about alike.
                self._gauge.read = given.size * (group + 1) // file.num_row_groups
            self._gauge.read = 0

    def _rows(self, batch: Any, done: int, skip: int) -> Iterator[Found]:
        if done + batch.num_rows <= skip:
            return
        fields = self._fields
        shown = plain(batch)
        if self._arrow:  # the others need not travel
            wanted = {fields.text, fields.html, "text", "html", fields.url, fields.id}
            shown = shown.select([name for name in shown.schema.names if name in wanted])
        for row, values in enumerate(shown.to_pylist()):
            if done + row + 1 > skip:
                yield done + row + 1, Values(values), Kept(batch, row) if self._arrow else None

    def _warc(self, stream: Any, _given: Input, skip: int) -> Iterator[Found]:
        from newsclean.bulk.warc import pages

        for number, page in pages(stream, skip, MAX_RECORD_BYTES):
            if page is None:
                self.passed_over += 1
            else:
                yield number, page, None


def plain(batch: Any) -> Any:
    """Return a batch whose times are fine enough for Python's: it has no nanoseconds."""
    import pyarrow as pa

    columns = [
        column.cast(pa.timestamp("us", kind.tz), safe=False)
        if pa.types.is_timestamp(kind := column.type) and kind.unit == "ns"
        else column.cast(pa.duration("us"), safe=False)
        if pa.types.is_duration(kind) and kind.unit == "ns"
        else column.cast(pa.time64("us"), safe=False)
        if pa.types.is_time64(kind) and kind.unit == "ns"
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
