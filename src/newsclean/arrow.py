r"""Arrow in, Arrow out: record batches of sources to record batches of clean articles, by one fixed schema.

All that moves tables stands on this: the command line, polars, DuckDB, datasets, Spark, Ray. Needs the extra
``arrow``.

    >>> import pyarrow
    >>> from newsclean.arrow import clean_table
    >>> table = pyarrow.table({"id": [7], "text": ["Rain fell on Oslo for a third day.\n\nAdvertisement"]})
    >>> clean_table(table).select(["id", "text", "status"]).to_pylist()
    [{'id': 7, 'text': 'Rain fell on Oslo for a third day.', 'status': 'ok'}]
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsclean.cleaning import Kind, OnError, check_workers, pipeline_of, settled
from newsclean.document import Document
from newsclean.errors import InputTypeError
from newsclean.extras import need
from newsclean.failure import each
from newsclean.pipeline import Pipeline
from newsclean.records import RowCleaner, check_columns, record, renamed
from newsclean.rows import COLUMNS, to_row

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = need("pyarrow", "arrow")

__all__ = [
    "SCHEMA", "BatchCleaner", "clean_array", "clean_batch", "clean_batches", "clean_dataset", "clean_table",
    "documents_to_table", "map_batches", "rows_to_batch", "text_array",
]  # fmt: skip


def _required(name: str, kind: "pa.DataType") -> "pa.Field":
    return pa.field(name, kind, nullable=False)


_STRINGS = pa.list_(_required("item", pa.string()))
_CAPTION = pa.struct([_required("text", pa.string()), pa.field("credit", pa.string())])
_REMOVED = pa.struct(
    [
        _required("start", pa.int64()),
        _required("end", pa.int64()),
        _required("label", pa.string()),
        pa.field("filter", pa.string()),
        pa.field("rule", pa.string()),
        _required("confidence", pa.float64()),
        _required("text", pa.string()),
    ]
)
_CORRECTION = pa.struct(
    [
        _required("start", pa.int64()),
        _required("end", pa.int64()),
        _required("original", pa.string()),
        _required("replacement", pa.string()),
        _required("entity", pa.string()),
        _required("confidence", pa.float64()),
        _required("evidence", _STRINGS),
    ]
)

#: The columns of ``newsclean.rows``, with Arrow's types. What is not nullable never is null: a text without
#: authors has an empty list of them. It is the same whatever a batch holds.
SCHEMA: "pa.Schema" = pa.schema(
    [
        _required("text", pa.string()),
        _required("status", pa.string()),
        pa.field("title", pa.string()),
        pa.field("publisher", pa.string()),
        _required("authors", _STRINGS),
        pa.field("published", pa.string()),
        pa.field("dateline", pa.string()),
        _required("agencies", _STRINGS),
        pa.field("url", pa.string()),
        pa.field("language", pa.string()),
        _required("truncated", pa.bool_()),
        _required("paywalled", pa.bool_()),
        _required("captions", pa.list_(_required("item", _CAPTION))),
        _required("tags", _STRINGS),
        _required("related", _STRINGS),
        _required("removed", pa.list_(_required("item", _REMOVED))),
        _required("corrections", pa.list_(_required("item", _CORRECTION))),
        pa.field("error", pa.string()),
        _required("newsclean", pa.string()),
        _required("rules", pa.string()),
    ]
)

#: So many rows of a table go to a worker at once.
ROWS = 64


def rows_to_batch(rows: Sequence[dict[str, Any]]) -> "pa.RecordBatch":
    """Return rows of ``newsclean.rows.to_row`` as a record batch of ``SCHEMA``."""
    return pa.record_batch(
        [pa.array([row[name] for row in rows], SCHEMA.field(name).type) for name in COLUMNS], schema=SCHEMA
    )


@dataclass(frozen=True, slots=True)
class BatchCleaner:
    """A function from record batch to record batch: the core of every way in.

    It can be pickled, and hashes alike for alike settings, so engines can send it around and cache by it.

    Args:
        text: The column of sources: text or HTML, told apart row by row unless ``kind`` says which.
        html: A column of HTML. Where it is null, ``text`` counts.
        url: The column of addresses.
        kind: As for ``newsclean.clean``, of ``text``.
        pipeline: As for ``newsclean.clean``.
        keep: The other columns that the result has, before its own; by default all but ``text`` and ``html``.
            One whose name is one of the result's own gets ``input_`` before it.
        on_error: What to do where a step of yours raises: "raise", "skip" the row, or "return" a row of
            nothing whose column ``error`` says what went wrong.
    """

    text: str | None = "text"
    html: str | None = None
    url: str | None = None
    kind: Kind = "auto"
    pipeline: Pipeline | str | None = None
    keep: tuple[str, ...] | None = None
    on_error: OnError = "raise"

    def __post_init__(self) -> None:
        pipeline_of(self.pipeline)  # an unknown preset is told here, and not on some other machine

    def schema(self, given: "pa.Schema") -> "pa.Schema":
        """Return the schema of the result for input of the schema ``given``.

        Raises:
            InputTypeError: A column that was named is not there, or is not of text or bytes.
        """
        check_columns((self.text, self.html), given.names)
        check_columns((self.text, self.html, self.url, *(self.keep or ())), given.names)
        for name in (self.text, self.html):
            if name is not None and not _is_textual(given.field(name).type):
                raise InputTypeError(f"column {name!r} must hold text or bytes, not {given.field(name).type}")
        kept = [given.field(name).with_name(renamed(name)) for name in self._kept(given.names)]
        return pa.schema([*kept, *SCHEMA])

    def __call__(self, batch: "pa.RecordBatch") -> "pa.RecordBatch":
        """Return the clean articles of a batch of sources, with the columns that are kept."""
        schema = self.schema(batch.schema)
        nothing = [None] * batch.num_rows
        columns = [
            batch.column(name).to_pylist() if name else nothing for name in (self.text, self.html, self.url)
        ]
        cleaner = RowCleaner(pipeline_of(self.pipeline))
        found = [
            cleaner.settled(record(text, page, url, self.kind), self.on_error)
            for text, page, url in zip(*columns, strict=True)
        ]
        rows = [row for row in found if row is not None]
        if len(rows) < len(found):
            batch = batch.take(pa.array([at for at, row in enumerate(found) if row is not None], pa.int64()))
        kept = [batch.column(name) for name in self._kept(batch.schema.names)]
        return pa.record_batch([*kept, *rows_to_batch(rows).columns], schema=schema)

    def _kept(self, names: Sequence[str]) -> list[str]:
        if self.keep is None:
            return [name for name in names if name not in (self.text, self.html)]
        return list(self.keep)


def _is_textual(kind: "pa.DataType") -> bool:
    types = pa.types
    if types.is_dictionary(kind):
        kind = kind.value_type
    checks = (
        types.is_string, types.is_large_string, types.is_binary, types.is_large_binary, types.is_null,
        types.is_string_view, types.is_binary_view,
    )  # fmt: skip
    return any(check(kind) for check in checks)


def clean_batch(batch: "pa.RecordBatch", **options: Any) -> "pa.RecordBatch":
    """Return the clean articles of a record batch; ``options`` are those of ``BatchCleaner``."""
    return BatchCleaner(**options)(batch)


def clean_batches(
    batches: "Iterable[pa.RecordBatch]", *, workers: int = 1, **options: Any
) -> "Iterator[pa.RecordBatch]":
    """Yield the clean articles of record batches, in order, of any number.

    What comes out has as many batches or more: large ones are divided. ``options`` are those of
    ``BatchCleaner``.

    Raises:
        InputTypeError: A column is missing, or ``workers`` is not a positive number.
        WorkerError: Worker processes are killed (also a ``RuntimeError``).
    """
    return map_batches(BatchCleaner(**options), batches, workers=workers)


def map_batches(
    work: "Callable[[pa.RecordBatch], pa.RecordBatch]",
    batches: "Iterable[pa.RecordBatch]",
    *,
    workers: int = 1,
) -> "Iterator[pa.RecordBatch]":
    """Yield what ``work`` makes of each ``ROWS`` rows, in order.

    Engines hand over ten thousand rows at once, and as Python's objects those would take a gigabyte.

    Raises:
        InputTypeError: ``workers`` is not a positive number.
        PipelinePicklingError: ``work`` cannot be sent to another process (also a ``TypeError``).
        WorkerError: Worker processes are killed (also a ``RuntimeError``).
    """
    check_workers(workers)
    pieces = (piece for batch in batches for piece in _pieces(batch))
    if workers == 1:
        return settled(each(work, pieces), "raise")
    from newsclean.pool import BATCH_SIZE, in_processes

    # Each piece is a batch of its own: it is as large as one should be.
    return settled(in_processes(work, pieces, workers, lambda _: BATCH_SIZE), "raise")


def _pieces(batch: "pa.RecordBatch") -> "Iterator[pa.RecordBatch]":
    for start in range(0, max(batch.num_rows, 1), ROWS):
        yield batch.slice(start, ROWS)


def clean_table(table: "pa.Table", *, workers: int = 1, **options: Any) -> "pa.Table":
    """Return the clean articles of a table; ``options`` are those of ``BatchCleaner``."""
    schema = BatchCleaner(**options).schema(table.schema)
    return pa.Table.from_batches([*clean_batches(table.to_batches(), workers=workers, **options)], schema)


def clean_dataset(dataset: Any, *, workers: int = 1, **options: Any) -> "pa.RecordBatchReader":
    """Return a reader of the clean articles of a ``pyarrow.dataset.Dataset``, which is read as it goes.

    ``options`` are those of ``BatchCleaner``.
    """
    schema = BatchCleaner(**options).schema(dataset.schema)
    batches = clean_batches(dataset.to_batches(), workers=workers, **options)
    return pa.RecordBatchReader.from_batches(schema, batches)


def clean_array(
    sources: Any, *, kind: Kind = "auto", pipeline: Pipeline | str | None = None
) -> "pa.StructArray":
    """Return the clean articles of an array of sources, as an array of structs of ``SCHEMA``."""
    given = sources if isinstance(sources, pa.Array | pa.ChunkedArray) else text_array(sources)
    cleaner = BatchCleaner(kind=kind, pipeline=pipeline, keep=())
    batches = pa.table({"text": given}).to_batches()
    table = pa.Table.from_batches([*map_batches(cleaner, batches)], SCHEMA).combine_chunks()
    columns = [column.combine_chunks() for column in table.columns]
    return pa.StructArray.from_arrays(columns, fields=list(SCHEMA))


def text_array(sources: Iterable[str | None]) -> "pa.Array":
    """Return texts as an Arrow array, which holds no lone surrogates: they become U+FFFD, one for one.

    JSON may bring such halves of characters, and Arrow, polars, DuckDB, datasets and Ray refuse whole tables
    for one of them. Two halves side by side become the character that they are of.

    >>> text_array(["Rain fell.", None, chr(0xD800)]).to_pylist() == ["Rain fell.", None, chr(0xFFFD)]
    True
    """
    return pa.array([None if text is None else _whole(text) for text in sources], pa.string())


def _whole(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def documents_to_table(documents: Iterable[Document]) -> "pa.Table":
    """Return Documents as a table of ``SCHEMA``."""
    return pa.Table.from_batches([rows_to_batch([*map(to_row, documents)])], SCHEMA)
