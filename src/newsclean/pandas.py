r"""pandas: ``df["text"].newsclean.clean()``, and ``df.newsclean.clean(...)``. Needs the extra ``pandas``.

    >>> import pandas
    >>> import newsclean.pandas
    >>> rain = "Rain fell on Oslo for a third day.\n\nAdvertisement"
    >>> frame = pandas.DataFrame({"id": [7], "text": [rain]}, index=["a"])
    >>> frame.newsclean.clean()[["id", "text", "status"]].to_dict("index")
    {'a': {'id': 7, 'text': 'Rain fell on Oslo for a third day.', 'status': 'ok'}}

The index stays. Columns are those of ``newsclean.rows``, lists as Python's.
"""

from typing import TYPE_CHECKING, Any

from newsclean.cleaning import Kind, OnError
from newsclean.extras import need
from newsclean.pipeline import Pipeline
from newsclean.records import check_columns, clean_rows, record, renamed
from newsclean.rows import COLUMNS

if TYPE_CHECKING:
    import pandas as pd
else:
    pd = need("pandas", "pandas")

__all__ = ["FrameAccessor", "SeriesAccessor", "clean_frame", "clean_series"]

_BOOLEANS = ("truncated", "paywalled")
_OBJECTS = ("authors", "agencies", "captions", "tags", "related", "removed", "corrections")


def clean_frame(  # noqa: PLR0913 - options, by keyword
    frame: "pd.DataFrame",
    *,
    text: str | None = "text",
    html: str | None = None,
    url: str | None = None,
    workers: int = 1,
    kind: Kind = "auto",
    pipeline: Pipeline | str | None = None,
    on_error: OnError = "raise",
) -> "pd.DataFrame":
    """Return the clean articles of a frame, one a row, under the frame's index.

    The frame's other columns come first; one whose name is also one of the result's gets ``input_`` before
    it.

    Args:
        frame: The sources.
        text: The column of sources, text or HTML. What is missing counts as empty.
        html: A column of HTML. Where it is missing, ``text`` counts.
        url: The column of addresses.
        workers: As for ``newsclean.clean_many``.
        kind: As for ``newsclean.clean``, of ``text``.
        pipeline: As for ``newsclean.clean``.
        on_error: As for ``newsclean.clean_many``; "return" gives a row of nothing whose ``error`` tells why.

    Raises:
        InputTypeError: A column is missing, or holds what is neither text nor bytes (also a ``TypeError``).
    """
    check_columns((text, html), frame.columns)
    check_columns((text, html, url), frame.columns)
    nothing = [None] * len(frame)
    columns = [_values(frame[name]) if name else nothing for name in (text, html, url)]
    records = (record(given, page, address, kind) for given, page, address in zip(*columns, strict=True))
    found = [*clean_rows(records, workers=workers, pipeline=pipeline, on_error=on_error)]
    done = [at for at, row in enumerate(found) if row is not None]
    kept = frame.drop(columns=[name for name in (text, html) if name]).iloc[done]
    rows = _frame([row for row in found if row is not None], kept.index)
    return pd.concat([kept.rename(columns=renamed), rows], axis=1)


def _frame(rows: "list[dict[str, Any]]", index: "pd.Index[Any]") -> "pd.DataFrame":
    """Return rows as a frame whose columns are of the same types whatever the rows hold."""
    told: dict[str, Any] = dict.fromkeys(_OBJECTS, object) | dict.fromkeys(_BOOLEANS, bool)
    text = pd.Series([""]).dtype  # str from pandas 3 on, object before
    return pd.DataFrame(
        {
            name: pd.Series([row[name] for row in rows], index=index, dtype=told.get(name, text))
            for name in COLUMNS
        }
    )


def clean_series(series: "pd.Series[Any]", **options: Any) -> "pd.DataFrame":
    """Return the clean articles of a series, under its index; ``options`` are those of ``clean_frame``."""
    return clean_frame(pd.DataFrame({"text": series}), **options)


def _values(series: "pd.Series[Any]") -> list[Any]:
    """Return the values, with ``None`` for each of pandas' ways to say that one is missing."""
    return [None if missing else value for value, missing in zip(series, series.isna(), strict=True)]


@pd.api.extensions.register_series_accessor("newsclean")
class SeriesAccessor:
    """``series.newsclean``."""

    def __init__(self, series: "pd.Series[Any]") -> None:
        self._series = series

    def clean(self, **options: Any) -> "pd.DataFrame":
        """Return the clean articles of a series of sources: see ``clean_series``."""
        return clean_series(self._series, **options)


@pd.api.extensions.register_dataframe_accessor("newsclean")
class FrameAccessor:
    """``frame.newsclean``."""

    def __init__(self, frame: "pd.DataFrame") -> None:
        self._frame = frame

    def clean(self, **options: Any) -> "pd.DataFrame":
        """Return the clean articles of a frame: see ``clean_frame``."""
        return clean_frame(self._frame, **options)
