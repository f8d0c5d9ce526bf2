"""Documents to plain data and back, without loss.

The data are dicts, lists, strings, numbers, booleans and ``None``: what JSON, YAML, MessagePack
and every queue take. Reading is strict, because a Document that was read wrongly would point to
the wrong characters of its own raw text; every error says which key is meant.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NoReturn

from newsclean.errors import DocumentDataError
from newsclean.labels import EditKind, Label, Status

if TYPE_CHECKING:
    from newsclean.document import Block, Correction, Document
    from newsclean.edits import Edit

__all__ = ["SCHEMA", "from_dict", "from_json", "to_dict", "to_json"]

#: The version of the form written here; a form that older versions cannot read gets the next.
SCHEMA = 1

#: How much of a wrong value an error shows.
MAX_SHOWN_CHARS = 60

# Two halves of a surrogate pair as two code points: JSON would read their escapes as one.
_HALVES_RE = re.compile("(?<=[\ud800-\udbff])(?=[\udc00-\udfff])")


# ---------------------------------------------------------------- writing


def to_dict(document: "Document") -> dict[str, Any]:
    """Return the Document as plain data, keys always in the same order.

    ``text`` is there for convenience: it follows from the rest, and ``from_dict`` passes it over.
    The place of a block in its list is its ``index``.
    """
    published = document.published
    return {
        "schema": SCHEMA,
        "status": document.status.value,
        "title": document.title,
        "publisher": document.publisher,
        "authors": list(document.authors),
        "published": published.isoformat() if published else None,
        "dateline": document.dateline,
        "agencies": list(document.agencies),
        "url": document.url,
        "language": document.language,
        "truncated": document.truncated,
        "paywalled": document.paywalled,
        "text": document.text,
        "captions": [{"text": c.text, "credit": c.credit} for c in document.captions],
        "tags": list(document.tags),
        "related": list(document.related),
        "corrections": [_correction(c) for c in document.corrections],
        "suggestions": [_correction(c) for c in document.suggestions],
        "edits": [_edit(edit) for edit in document.edits],
        "blocks": [_block(block) for block in document.blocks],
        "raw": document.raw,
    }


def _block(block: "Block") -> dict[str, Any]:
    return {
        "start": block.start,
        "end": block.end,
        "label": block.label.value,
        "filter": block.filter,
        "rule": block.rule,
        "confidence": block.confidence,
        "text": block.text,
        "path": block.path,
    }


def _edit(edit: "Edit") -> dict[str, Any]:
    return {
        "start": edit.start,
        "end": edit.end,
        "replacement": edit.replacement,
        "kind": edit.kind.value,
        "reason": edit.reason,
    }


def _correction(correction: "Correction") -> dict[str, Any]:
    return {
        "start": correction.start,
        "end": correction.end,
        "original": correction.original,
        "replacement": correction.replacement,
        "entity": correction.entity,
        "confidence": correction.confidence,
        "evidence": list(correction.evidence),
        "read_as": correction.read_as,
    }


def to_json(document: "Document", *, indent: int | None = None) -> str:
    r"""Return ``to_dict`` as JSON in ASCII, so that lone surrogates survive any encoding.

    A high surrogate before a low one, as two code points, is one character to every reader of
    JSON. A string that holds them so is written as a list of strings, parted between the two.
    """
    data = to_dict(document)
    result = json.dumps(data, indent=indent, allow_nan=False)
    if "\\ud" not in result:  # the escape of surrogates, and of what UTF-16 needs two units for
        return result
    return json.dumps(_parted(data), indent=indent, allow_nan=False)


def _parted(value: Any) -> Any:
    if isinstance(value, str):
        parts = _HALVES_RE.split(value)
        return parts if len(parts) > 1 else value
    if isinstance(value, list):
        return [_parted(item) for item in value]
    if isinstance(value, dict):
        return {key: _parted(item) for key, item in value.items()}
    return value


# ---------------------------------------------------------------- reading


def from_dict(data: Mapping[str, Any]) -> "Document":
    """Return the Document that ``to_dict`` made ``data`` from.

    Keys that begin with an underscore are passed over: room for what a pipeline carries along.

    Raises:
        DocumentDataError: ``data`` lacks something or holds a value of the wrong kind; the
            message names the key (also a ``ValueError``).
    """
    from newsclean.document import Block, Caption, Correction, Document
    from newsclean.edits import Edit

    if not isinstance(data, Mapping):
        _fail("", "a mapping", data)
    if data.get("schema") != SCHEMA:
        raise DocumentDataError(f"'schema' is {data.get('schema')!r}; this newsclean reads {SCHEMA}")
    read = {
        key: value
        for key, value in data.items()
        if key not in ("schema", "text") and not (isinstance(key, str) and key.startswith("_"))
    }
    values = _record(read, "", _DOCUMENT)
    size = len(values["raw"])
    for key in ("blocks", "edits"):
        _check_spans(values[key], key, size, disjoint=True)
    for key in ("corrections", "suggestions"):
        _check_spans(values[key], key, size, disjoint=False)
    values["blocks"] = tuple(Block(index=i, **block) for i, block in enumerate(values["blocks"]))
    values["edits"] = tuple(Edit(**edit) for edit in values["edits"])
    values["captions"] = tuple(Caption(**caption) for caption in values["captions"])
    for key in ("corrections", "suggestions"):
        values[key] = tuple(Correction(**correction) for correction in values[key])
    return Document(**values)


def from_json(data: str | bytes) -> "Document":
    """Return the Document that ``to_json`` made ``data`` from.

    Raises:
        DocumentDataError: ``data`` is not JSON, or not that of a Document (also a ``ValueError``).
    """
    try:
        value = json.loads(data)
    except RecursionError:
        raise DocumentDataError("not the JSON of a Document: nested too deeply") from None
    except ValueError as error:  # no JSON, no UTF-8, an integer of 5,000 digits
        raise DocumentDataError(f"not JSON: {error}") from None
    return from_dict(value)


def _check_spans(items: Sequence[Mapping[str, Any]], key: str, size: int, *, disjoint: bool) -> None:
    """Refuse spans that leave the raw text, or that overlap where they must not."""
    position = 0
    for i, item in enumerate(items):
        start, end = item["start"], item["end"]
        if not start <= end <= size:
            raise DocumentDataError(f"'{key}[{i}]' spans {start} to {end}; 'raw' has {size} characters")
        if disjoint and start < position:
            raise DocumentDataError(f"'{key}[{i}]' starts at {start}; the one before it ends at {position}")
        position = end


# A reader takes a value and the key it stood under, and returns it as a Document holds it.
_Reader = Callable[[object, str], Any]


def _fail(where: str, expected: str, value: object) -> NoReturn:
    shown = repr(value)
    if len(shown) > MAX_SHOWN_CHARS:
        shown = f"{shown[:MAX_SHOWN_CHARS]}..."
    raise DocumentDataError(f"{repr(where) if where else 'the data'} must be {expected}, not {shown}")


def _string(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "".join(value)  # see to_json
    _fail(where, "a string", value)


def _offset(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        _fail(where, "an offset (an integer from 0)", value)
    return value


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        _fail(where, "a number from 0 to 1", value)
    return float(value)


def _flag(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        _fail(where, "true or false", value)
    return value


def _time(value: object, where: str) -> datetime:
    try:
        return datetime.fromisoformat(_string(value, where))
    except ValueError:
        _fail(where, "a date and time in ISO 8601", value)


def _optional(read: _Reader) -> _Reader:
    return lambda value, where: None if value is None else read(value, where)


def _one_of(kind: type[StrEnum]) -> _Reader:
    def read(value: object, where: str) -> StrEnum:
        try:
            return kind(_string(value, where))
        except ValueError:
            _fail(where, f"one of {', '.join(kind)}", value)

    return read


def _list_of(read: _Reader) -> _Reader:
    def read_all(value: object, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple):
            _fail(where, "a list", value)
        return tuple(read(item, f"{where}[{i}]") for i, item in enumerate(value))

    return read_all


def _record(value: object, where: str, readers: Mapping[str, _Reader]) -> dict[str, Any]:
    """Return what stands under each key of ``readers``, read; every key must be there, and no other."""
    if not isinstance(value, Mapping):
        _fail(where, "a mapping", value)
    prefix = f"{where}." if where else ""
    for key in value:
        if key not in readers:
            raise DocumentDataError(f"{f'{prefix}{key}'!r} is unknown; keys are: {', '.join(readers)}")
    for key in readers:
        if key not in value:
            raise DocumentDataError(f"{f'{prefix}{key}'!r} is missing")
    return {key: read(value[key], f"{prefix}{key}") for key, read in readers.items()}


def _record_of(readers: Mapping[str, _Reader]) -> _Reader:
    return lambda value, where: _record(value, where, readers)


_BLOCK = _record_of(
    {
        "start": _offset,
        "end": _offset,
        "label": _one_of(Label),
        "filter": _optional(_string),
        "rule": _optional(_string),
        "confidence": _number,
        "text": _string,
        "path": _optional(_string),
    }
)
_EDIT = _record_of(
    {
        "start": _offset,
        "end": _offset,
        "replacement": _string,
        "kind": _one_of(EditKind),
        "reason": _string,
    }
)
_CORRECTION = _record_of(
    {
        "start": _offset,
        "end": _offset,
        "original": _string,
        "replacement": _string,
        "entity": _string,
        "confidence": _number,
        "evidence": _list_of(_string),
        "read_as": _string,
    }
)
_CAPTION = _record_of({"text": _string, "credit": _optional(_string)})
_DOCUMENT: dict[str, _Reader] = {
    "status": _one_of(Status),
    "title": _optional(_string),
    "publisher": _optional(_string),
    "authors": _list_of(_string),
    "published": _optional(_time),
    "dateline": _optional(_string),
    "agencies": _list_of(_string),
    "url": _optional(_string),
    "language": _optional(_string),
    "truncated": _flag,
    "paywalled": _flag,
    "captions": _list_of(_CAPTION),
    "tags": _list_of(_string),
    "related": _list_of(_string),
    "corrections": _list_of(_CORRECTION),
    "suggestions": _list_of(_CORRECTION),
    "edits": _list_of(_EDIT),
    "blocks": _list_of(_BLOCK),
    "raw": _string,
}
