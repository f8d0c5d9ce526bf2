"""What is written, and how: each sink can be cut back to where a state says that it was, and go on."""

import gzip
import io
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import IO, Any, Final, Protocol

from newsclean.bulk.journal import synced
from newsclean.bulk.options import Fields
from newsclean.bulk.readers import Item, Kept
from newsclean.bulk.shapes import Shape, arrow_type, fitted, merged, shape_of
from newsclean.bulk.work import Outcome, as_line, kept_names
from newsclean.extras import need
from newsclean.rows import safe

__all__ = ["ArrowSink", "LineSink", "Sink", "StreamSink", "compression_of", "kept_fields"]

_CHUNK: Final = 1 << 20
#: Groups of rows in Parquet are written when they have so many rows, or bytes.
GROUP_ROWS: Final = 20_000
GROUP_BYTES: Final = 64 << 20


class Sink(Protocol):
    """Where outcomes go."""

    #: Bytes that wait to be flushed.
    pending: int

    def write(self, outcome: Outcome, item: Item) -> None:
        """Take an outcome that is no error."""

    def flush(self) -> None:
        """Write what waits, as one piece: what pieces there are must not depend on when a run was killed."""

    def checkpoint(self) -> dict[str, Any]:
        """Bring what was flushed to the disk; return what to give to the sink that goes on from here."""

    def finish(self, part: Path, final: Path) -> Path:
        """Make the output of what was written to ``part``; return where: there, or at ``final``."""

    def close(self) -> None:
        """Let the file go."""


def compression_of(path: str) -> str | None:
    """Return how a file of this name is compressed: "gzip", "zstd" or ``None``."""
    return {".gz": "gzip", ".zst": "zstd"}.get(os.path.splitext(path.lower())[1])  # noqa: PTH122 - a string


class _Part:
    """A file that is cut back to what is known to be whole, and grows from there."""

    def __init__(self, path: Path, size: int) -> None:
        self._stream: IO[bytes] = path.open("r+b" if path.exists() else "w+b")
        self._stream.truncate(size)
        self._stream.seek(size)

    def write(self, data: bytes) -> None:
        self._stream.write(data)

    def checkpoint(self) -> int:
        synced(self._stream)
        return self._stream.tell()

    def close(self) -> None:
        # What a full disk did not take is no longer wanted, and closing would try to write it once more.
        with suppress(OSError):
            self._stream.close()


class LineSink:
    """Lines of JSON, or texts under their names, one after the other, in a file.

    Compressed, each piece is a member or frame.
    """

    def __init__(
        self, part: Path, state: dict[str, Any] | None, *, text: bool, compression: str | None
    ) -> None:
        state = state or {"size": 0, "written": 0}
        self._file = _Part(part, state["size"])
        self._written = state["written"]
        self._text = text
        self._compression = compression
        self._lines: list[bytes] = []
        self.pending = 0
        if compression == "zstd":
            need("zstandard", "cli")

    def write(self, outcome: Outcome, item: Item) -> None:
        """See ``Sink``."""
        data = under_name(outcome, item, first=not self._written) if self._text else outcome.body
        if data:
            self._lines.append(data)
            self._written += 1
            self.pending += len(data)

    def flush(self) -> None:
        """See ``Sink``."""
        data = b"".join(self._lines)
        if data:
            self._file.write(_compressed(data, self._compression))
        self._lines.clear()
        self.pending = 0

    def checkpoint(self) -> dict[str, Any]:
        """See ``Sink``."""
        return {"size": self._file.checkpoint(), "written": self._written}

    def finish(self, part: Path, final: Path) -> Path:
        """See ``Sink``."""
        if self._compression == "gzip" and not part.stat().st_size:
            part.write_bytes(gzip.compress(b"", mtime=0))
        if self._compression != "zstd":
            return part
        # Many readers take the first frame of several for the whole.
        zstandard = need("zstandard", "cli")
        with part.open("rb") as source, final.open("wb") as target:
            reader = zstandard.ZstdDecompressor().stream_reader(source, read_across_frames=True)
            writer = zstandard.ZstdCompressor().stream_writer(target, closefd=False)
            while chunk := reader.read(_CHUNK):
                writer.write(chunk)
            writer.close()
            synced(target)
        return final

    def close(self) -> None:
        """See ``Sink``."""
        self._file.close()


def under_name(outcome: Outcome, item: Item, *, first: bool) -> bytes:
    """Return a text under the name of its record, as head(1) shows files; nothing for one without a text."""
    if not outcome.body:
        return b""
    name = item.place.named() if outcome.id is None else str(outcome.id)
    return f"{'' if first else chr(10)}==> {name} <==\n{outcome.body}\n".encode("utf-8", "replace")


def _compressed(data: bytes, compression: str | None) -> bytes:
    if compression == "gzip":
        return gzip.compress(data, 6, mtime=0)
    if compression == "zstd":
        return bytes(need("zstandard", "cli").ZstdCompressor().compress(data))
    return data


class ArrowSink:
    """Rows as Parquet.

    What is written first is Arrow's stream format, which can be cut off and gone on with where Parquet
    cannot; it becomes Parquet at the end. ``given`` holds names and fields of the other columns if all inputs
    are Parquet, and agree. Else these are kept as JSON until all values have been seen, and it is clear what
    types they have.
    """

    def __init__(self, part: Path, state: dict[str, Any] | None, given: Any) -> None:
        need("pyarrow.parquet", "arrow")
        import pyarrow as pa

        from newsclean.arrow import SCHEMA

        self._given = given
        self._shapes: dict[str, Shape] = state["shapes"] if state else {}
        kept = [pa.field("kept", pa.string())] if given is None else [field for _, field in given]
        self._schema = pa.schema([*kept, *SCHEMA])
        self._file = _Part(part, state["size"] if state else 0)
        if not state:
            self._file.write(self._schema.serialize().to_pybytes())
        self._rows: list[dict[str, Any]] = []
        self._kept: list[Any] = []
        self.pending = 0

    def write(self, outcome: Outcome, item: Item) -> None:
        """See ``Sink``."""
        if self._given is None:
            line = as_line(outcome.kept or {})
            for name, value in _safe(json.loads(line)).items():
                self._shapes[name] = merged(self._shapes.get(name), shape_of(value))
            self._kept.append(line.decode())
            self.pending += len(line)
        else:
            self._kept.append(item.kept)
        self._rows.append(outcome.body)
        self.pending += len(outcome.body["text"]) + sum(len(b["text"]) for b in outcome.body["removed"])

    def flush(self) -> None:
        """See ``Sink``."""
        if self._rows:
            import pyarrow as pa

            from newsclean.arrow import rows_to_batch

            kept = (
                [pa.array(self._kept, pa.string())]
                if self._given is None
                else [_taken(self._kept, name, field) for name, field in self._given]
            )
            columns = [*kept, *rows_to_batch(self._rows).columns]
            self._file.write(pa.record_batch(columns, schema=self._schema).serialize().to_pybytes())
            self._rows.clear()
            self._kept.clear()
        self.pending = 0

    def checkpoint(self) -> dict[str, Any]:
        """See ``Sink``."""
        return {"size": self._file.checkpoint(), "shapes": self._shapes}

    def finish(self, part: Path, final: Path) -> Path:
        """See ``Sink``."""
        import pyarrow as pa

        parquet = need("pyarrow.parquet", "arrow")
        schema = self._schema
        if self._given is None:
            fields = [pa.field(name, arrow_type(shape)) for name, shape in self._shapes.items()]
            schema = pa.schema([*fields, *[*schema][1:]])
        with part.open("rb") as source, final.open("wb") as target:
            with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
                waiting: list[Any] = []
                for batch in pa.ipc.open_stream(source):
                    waiting.append(batch if self._given is not None else self._typed(batch, schema))
                    rows = sum(each.num_rows for each in waiting)
                    if rows >= GROUP_ROWS or sum(each.nbytes for each in waiting) >= GROUP_BYTES:
                        writer.write_table(pa.Table.from_batches(waiting, schema), row_group_size=rows)
                        waiting.clear()
                if waiting:
                    writer.write_table(pa.Table.from_batches(waiting, schema))
            synced(target)
        return final

    def _typed(self, batch: Any, schema: Any) -> Any:
        import pyarrow as pa

        values = [_safe(json.loads(line)) for line in batch.column(0).to_pylist()]
        columns = [
            pa.array([fitted(value.get(name), shape) for value in values], schema.field(name).type)
            for name, shape in self._shapes.items()
        ]
        return pa.record_batch([*columns, *batch.columns[1:]], schema=schema)

    def close(self) -> None:
        """See ``Sink``."""
        self._file.close()


def _taken(kept: Sequence[Kept], name: str, field: Any) -> Any:
    """Return the column ``name`` of rows that stand in several batches, as the type of ``field``."""
    import pyarrow as pa

    pieces = []
    for _, rows in groupby(kept, key=lambda row: id(row.batch)):
        of_batch = [*rows]
        batch = of_batch[0].batch
        if name not in batch.schema.names:
            pieces.append(pa.nulls(len(of_batch), field.type))
            continue
        column = batch.column(name)
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        pieces.append(column.take(pa.array([row.row for row in of_batch], pa.int64())).cast(field.type))
    return pa.concat_arrays(pieces)


def kept_fields(paths: Iterable[str], fields: Fields) -> list[tuple[str, Any]] | None:
    """Return names and fields of the other columns of Parquet files; ``None`` if the files do not agree.

    Files that cannot be read are left out here: reading tells of them.
    """
    import pyarrow as pa

    parquet = need("pyarrow.parquet", "arrow")
    schemas = []
    for path in paths:
        try:
            schemas.append(parquet.read_schema(path).remove_metadata())
        except (OSError, ValueError):
            continue
    try:
        schema = pa.unify_schemas(schemas, promote_options="permissive")
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return None
    sources = fields.asked or [name for name in ("text", "html") if name in schema.names][:1]
    keep = fields.keep
    names = [name for name in schema.names if (name not in sources if keep is None else name in keep)]
    result = []
    for name, called in zip(names, kept_names(names), strict=True):
        kind = schema.field(name).type
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        result.append((name, pa.field(called, kind)))
    return result


def _safe(value: Any) -> Any:
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list):
        return [_safe(item) for item in value]
    if isinstance(value, dict):
        return {safe(name): _safe(item) for name, item in value.items()}
    return value


class StreamSink:
    """Lines to a pipe, a device or standard output, as they come: nothing can be cut back there."""

    def __init__(self, stream: IO[bytes], *, text: bool) -> None:
        self._stream = stream
        self._text = text
        self._first = True
        self.pending = 0

    def write(self, outcome: Outcome, item: Item) -> None:
        """See ``Sink``."""
        data = under_name(outcome, item, first=self._first) if self._text else outcome.body
        if data:
            self._first = False
            self._stream.write(data)

    def flush(self) -> None:
        """See ``Sink``."""
        self._stream.flush()

    def checkpoint(self) -> dict[str, Any]:
        """See ``Sink``."""
        return {}

    def finish(self, part: Path, final: Path) -> Path:  # noqa: ARG002 - there is no file
        """See ``Sink``."""
        return part

    def close(self) -> None:
        """See ``Sink``."""
        if isinstance(self._stream, io.IOBase):
            self._stream.flush()
