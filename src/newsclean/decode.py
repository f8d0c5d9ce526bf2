"""Bytes to text: byte order mark, declaration, UTF-8, then detection. Never fails."""

import codecs
import re

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The WHATWG encoding standard looks for a declaration in the first 1,024 bytes; real pages put
# it further down.
_DECLARED_RE = re.compile(
    rb"""<(?:meta|\?xml)[^<>]{0,400}?(?:charset|encoding)\s*=\s*["']?([\w:.-]{2,40})""", re.IGNORECASE
)
DECLARATION_BYTES = 4096
#: charset-normalizer looks at this much; more does not make it surer, only slower.
DETECTION_BYTES = 50_000


def decode(data: bytes) -> str:
    """Return ``data`` as text.

    A byte order mark wins, then UTF-8 if the bytes are valid UTF-8 (text that is not hardly ever
    passes for it), then what the page declares, then what charset-normalizer finds. What cannot
    be decoded becomes U+FFFD.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared := _DECLARED_RE.search(data[:DECLARATION_BYTES]):
        # The WHATWG standard reads Latin-1 and ASCII labels as Windows-1252.
        label = declared.group(1).decode("ascii").lower()
        label = "cp1252" if label in ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii") else label
        try:
            if codecs.lookup(label).name != "utf-8":
                return data.decode(label, "replace")
        except (LookupError, ValueError):  # unknown, or no text encoding
            pass
    if _mostly_utf8(data):
        return data.decode("utf-8", "replace")
    return data.decode(_detect(data[:DETECTION_BYTES]), "replace")


def _mostly_utf8(data: bytes) -> bool:
    """Return whether UTF-8 with a few broken bytes is likelier than a one-byte encoding."""
    text = data[:DETECTION_BYTES].decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return broken * 20 <= sum(character > "\x7f" for character in text)


def _detect(sample: bytes) -> str:
    import charset_normalizer

    best = charset_normalizer.from_bytes(sample).best()
    return best.encoding if best else "cp1252"
