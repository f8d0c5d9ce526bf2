"""The pages of a web archive (WARC, and Common Crawl's WET). Needs the extra ``warc``."""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, Final

from newsclean.bulk.work import Broken, Page
from newsclean.cleaning import Source
from newsclean.extras import need

__all__ = ["pages"]

#: No page is larger; what a few bytes unpack to can be.
MAX_BODY_BYTES: Final = 1 << 28

_HTML: Final = ("text/html", "application/xhtml+xml")
_TEXT: Final = ("text/plain",)


def pages(stream: Any, skip: int, max_bytes: int) -> Iterator[tuple[int, Page | Broken | None]]:
    """Yield the number of each record from ``skip`` on, and the page in it; ``None`` for one that is none.

    A page is an answer with status 200, or a resource, or a text taken from one, of HTML or plain text.
    Requests, redirects, pictures, and what is larger than ``max_bytes`` are none.

    Raises:
        MissingExtraError: FastWARC is not installed (also an ``ImportError``).
        OSError: The archive is damaged.
    """
    warc = need("fastwarc.warc", "warc")
    kinds = warc.WarcRecordType
    # Decompressed by us: FastWARC takes a file that breaks off for one that ends.
    records = warc.ArchiveIterator(
        _Plain(stream), record_types=kinds.any_type, parse_http=False, stream_detect=False, fsspec_args=False
    )
    wanted = (kinds.response, kinds.resource, kinds.conversion)
    for number, record in enumerate(records, 1):
        if number <= skip:
            continue
        length = record.headers.get("Content-Length")
        if record.record_type not in wanted or (length and length.isdigit() and int(length) > max_bytes):
            yield number, None
            continue
        try:
            record.freeze()
            whole = length is not None and str(record.content_length) == length.strip()
            yield number, _page(record) if whole else Broken("the record is cut off, or its length is wrong")
        except OSError as error:
            yield number, Broken(f"a record that cannot be read: {error}")


class _Plain:
    """A stream that cannot be wound: FastWARC panics where ``seek`` is there and does not work."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        # Not read: where the stream breaks off, that loses what came before.
        data: bytes = self._stream.read1(size)
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at


def _page(record: Any) -> Page | None:
    if record.is_http:
        record.parse_http(auto_decode="transfer", quirks_mode=True)
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        media, charset = record.http_content_type, record.http_charset
        body = _inflated(record.reader.read(), record.http_headers.get("Content-Encoding"))
    else:
        media = (record.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
        charset, body = None, record.reader.read()
    media = (media or "").lower()
    if media not in (*_HTML, *_TEXT):
        return None
    kept = {"id": record.headers.get("WARC-Record-ID"), "date": record.headers.get("WARC-Date")}
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    return Page(_text(body, charset), url, "html" if media in _HTML else "text", {**kept, "url": url})


def _inflated(body: bytes, encoding: str | None) -> bytes:
    """Return a body as it was before the server compressed it.

    Crawlers often keep the header and not the compression: what is not compressed is left as it is.
    """
    named = (encoding or "").strip().lower()
    if named in ("gzip", "x-gzip", "deflate"):
        with suppress(zlib.error):  # cut off by the crawler, it still has a beginning
            return zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(body, MAX_BODY_BYTES)
    if named == "deflate":  # some servers leave out its head; then only the end tells that it was one
        bare = zlib.decompressobj(-zlib.MAX_WBITS)
        with suppress(zlib.error):
            text = bare.decompress(body, MAX_BODY_BYTES)
            return text if bare.eof else body
    if named == "br":
        brotli = need("brotli", "warc")
        with suppress(brotli.error):
            return bytes(brotli.decompress(body))
    return body


def _text(body: bytes, charset: str | None) -> Source:
    """Return a body as text if only its HTTP header tells the encoding; else as bytes."""
    if charset and charset.lower() not in ("utf-8", "utf8"):
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            with suppress(LookupError, ValueError):
                return body.decode(charset, "replace")
    return body
