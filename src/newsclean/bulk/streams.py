"""Files as streams of bytes, decompressed by what they begin with, and counted as they are read."""

import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

from newsclean.bulk.inputs import STDIN
from newsclean.extras import need

__all__ = ["BROKEN_STREAM", "Gauge", "decompressed", "open_stream", "uncompressed"]

_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
_CHUNK: Final = 1 << 16

#: What reading a broken or unreadable file raises.
BROKEN_STREAM: Final = (OSError, EOFError)


class Gauge:
    """How many bytes were read of all inputs, as they lie on the disk."""

    def __init__(self) -> None:
        self.read = 0


class _Counted(io.RawIOBase):
    def __init__(self, raw: IO[bytes], gauge: Gauge | None) -> None:
        self._raw = raw
        self._gauge = gauge

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        # read1, since a pipe gives what it has.
        data = self._raw.read1(len(buffer)) if hasattr(self._raw, "read1") else self._raw.read(len(buffer))
        buffer[: len(data)] = data
        if self._gauge:
            self._gauge.read += len(data)
        return len(data)


class _Unpacked(io.RawIOBase):
    """What compressed frames hold, one after the other; gzip calls them members.

    Not ``zstandard.open``: there, a file that breaks off ends as if it were whole. Nor ``gzip.open``, which
    loses the last of what came before.
    """

    def __init__(self, packed: io.BufferedReader, frame: Callable[[], Any]) -> None:
        self._packed = packed
        self._new_frame = frame
        self._frame: Any = None
        self._rest = b""
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            data, self._rest = self._rest or self._packed.read1(_CHUNK), b""
            if not data:
                if self._frame:
                    raise EOFError("the compressed file breaks off")
                return 0
            if not self._frame:
                data = data.lstrip(b"\0")  # what fills the last block of a tape
                if not data:
                    continue
                self._frame = self._new_frame()
            try:
                self._ready = memoryview(self._frame.decompress(data))
            except Exception as error:  # noqa: BLE001 - zlib's and zstandard's have nothing in common
                raise OSError(f"damaged, or not compressed: {error}") from None
            if self._frame.eof:
                self._rest = self._frame.unused_data
                self._frame = None
        count = min(len(self._ready), len(buffer))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count


def decompressed(stream: io.BufferedReader) -> io.BufferedReader:
    """Return a stream of what is in ``stream``, which may be plain, gzip or zstd.

    Raises:
        MissingExtraError: It is zstd, and zstandard is not installed (also an ``ImportError``).
    """
    head = stream.peek(4)[:4]
    if head.startswith(_GZIP):
        return io.BufferedReader(_Unpacked(stream, lambda: zlib.decompressobj(zlib.MAX_WBITS | 16)), _CHUNK)
    if head.startswith(_ZSTD):
        zstandard = need("zstandard", "cli")
        return io.BufferedReader(
            _Unpacked(stream, lambda: zstandard.ZstdDecompressor().decompressobj()), _CHUNK
        )
    return stream


def uncompressed(data: bytes) -> bytes:
    """Return what is in ``data``, which may be plain, gzip or zstd."""
    if not data.startswith((_GZIP, _ZSTD)):
        return data
    return decompressed(io.BufferedReader(io.BytesIO(data))).read()


@contextmanager
def open_stream(path: str, gauge: Gauge | None = None) -> Iterator[io.BufferedReader]:
    """Give what is in a file, or in standard input, decompressed.

    Raises:
        OSError: It cannot be read.
    """
    if path == STDIN:
        yield decompressed(io.BufferedReader(_Counted(sys.stdin.buffer, gauge), _CHUNK))
        return
    with open(path, "rb", buffering=_CHUNK) as raw:  # noqa: PTH123 - paths are strings here
        yield decompressed(io.BufferedReader(_Counted(raw, gauge), _CHUNK))
