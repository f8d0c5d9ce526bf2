"""Types of columns that JSON brings, told from the values themselves, for Parquet.

A shape is what JSON can say of a type: ``None`` before any value, a name ("bool", "int", "float", "string"),
a list ``["list", shape]``, an object ``["struct", {name: shape}]``, or "mixed" where values do not agree.
Mixed columns become text: strings as they are, all else as JSON.
"""

import json
from typing import Any, Final

__all__ = ["Shape", "arrow_type", "fitted", "merged", "shape_of"]

Shape = Any

MIXED: Final = "mixed"
_INT64: Final = 1 << 63
#: What is nested deeper is written as JSON.
MAX_DEPTH: Final = 8


def shape_of(value: Any, depth: int = 0) -> Shape:
    """Return the shape of a value."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -_INT64 <= value < _INT64 else MIXED
    if isinstance(value, float):
        return "float"
    if isinstance(value, list) and depth < MAX_DEPTH:
        shape = None
        for item in value:
            shape = merged(shape, shape_of(item, depth + 1))
        return ["list", shape]
    if isinstance(value, dict) and value and depth < MAX_DEPTH:
        return ["struct", {name: shape_of(item, depth + 1) for name, item in value.items()}]
    return MIXED if isinstance(value, list | dict) else "string"


def merged(one: Shape, other: Shape) -> Shape:
    """Return the shape that holds values of both.

    >>> merged("int", "float"), merged("int", "string"), merged(None, ["list", "int"])
    ('float', 'mixed', ['list', 'int'])
    """
    if one == other or other is None:
        return one
    if one is None:
        return other
    if (one, other) in (("int", "float"), ("float", "int")):
        return "float"
    if isinstance(one, list) and isinstance(other, list) and one[0] == other[0]:
        if one[0] == "list":
            return ["list", merged(one[1], other[1])]
        names = [*one[1], *(name for name in other[1] if name not in one[1])]
        return ["struct", {name: merged(one[1].get(name), other[1].get(name)) for name in names}]
    return MIXED


def arrow_type(shape: Shape) -> Any:
    """Return Arrow's type for a shape; what never had a value is text."""
    import pyarrow as pa

    if isinstance(shape, list):
        if shape[0] == "list":
            return pa.list_(arrow_type(shape[1]))
        return pa.struct([pa.field(name, arrow_type(inner)) for name, inner in shape[1].items()])
    return {"bool": pa.bool_(), "int": pa.int64(), "float": pa.float64()}.get(shape, pa.string())


def fitted(value: Any, shape: Shape) -> Any:
    """Return a value as the type of ``shape`` takes it."""
    if value is None:
        return None
    if shape == "float":
        return float(value)
    if isinstance(shape, list):
        if shape[0] == "list":
            return [fitted(item, shape[1]) for item in value]
        return {name: fitted(value.get(name), inner) for name, inner in shape[1].items()}
    if shape == MIXED and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return value
