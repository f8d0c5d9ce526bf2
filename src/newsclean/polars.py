r"""polars: the namespace ``newsclean`` on frames, lazy frames and expressions. Needs the extra ``polars``.

    import newsclean.polars
    frame.newsclean.clean(text="body")                 # a frame with the result's columns
    lazy.newsclean.clean(text="body")                  # the same, when it is collected
    frame.select(pl.col("body").newsclean.clean())     # a struct

Columns are those of ``newsclean.arrow.SCHEMA``.
"""

from typing import TYPE_CHECKING, Any

from newsclean.arrow import SCHEMA, BatchCleaner, clean_array, clean_table
from newsclean.cleaning import Kind
from newsclean.extras import need
from newsclean.pipeline import Pipeline

if TYPE_CHECKING:
    import polars as pl
else:
    pl = need("polars", "polars")

__all__ = ["ExprNamespace", "FrameNamespace", "LazyNamespace", "SeriesNamespace", "clean_frame"]


def clean_frame(frame: "pl.DataFrame", *, workers: int = 1, **options: Any) -> "pl.DataFrame":
    """Return the clean articles of a frame; ``options`` are those of ``newsclean.arrow.BatchCleaner``."""
    found = pl.from_arrow(clean_table(frame.to_arrow(), workers=workers, **options))
    assert isinstance(found, pl.DataFrame)
    return found


@pl.api.register_dataframe_namespace("newsclean")
class FrameNamespace:
    """``frame.newsclean``."""

    def __init__(self, frame: "pl.DataFrame") -> None:
        self._frame = frame

    def clean(self, *, workers: int = 1, **options: Any) -> "pl.DataFrame":
        """Return the clean articles: see ``clean_frame``."""
        return clean_frame(self._frame, workers=workers, **options)


@pl.api.register_lazyframe_namespace("newsclean")
class LazyNamespace:
    """``lazy.newsclean``."""

    def __init__(self, lazy: "pl.LazyFrame") -> None:
        self._lazy = lazy

    def clean(self, **options: Any) -> "pl.LazyFrame":
        """Return a lazy frame of the clean articles: see ``clean_frame``. Row by row, so it can stream."""
        given = self._lazy.collect_schema().to_frame().to_arrow().schema
        empty = pl.from_arrow(BatchCleaner(**options).schema(given).empty_table())
        assert isinstance(empty, pl.DataFrame)
        return self._lazy.map_batches(
            lambda frame: clean_frame(frame, **options), schema=empty.schema, streamable=True
        )


@pl.api.register_series_namespace("newsclean")
class SeriesNamespace:
    """``series.newsclean``."""

    def __init__(self, series: "pl.Series") -> None:
        self._series = series

    def clean(self, *, kind: Kind = "auto", pipeline: Pipeline | str | None = None) -> "pl.Series":
        """Return the clean articles, as structs."""
        found = pl.from_arrow(clean_array(self._series.to_arrow(), kind=kind, pipeline=pipeline))
        assert isinstance(found, pl.Series)
        return found.alias(self._series.name)


@pl.api.register_expr_namespace("newsclean")
class ExprNamespace:
    """``expression.newsclean``."""

    def __init__(self, expression: "pl.Expr") -> None:
        self._expression = expression

    def clean(self, *, kind: Kind = "auto", pipeline: Pipeline | str | None = None) -> "pl.Expr":
        """Return an expression of the clean articles, as structs."""
        empty = pl.from_arrow(SCHEMA.empty_table())
        assert isinstance(empty, pl.DataFrame)
        return self._expression.map_batches(
            lambda series: SeriesNamespace(series).clean(kind=kind, pipeline=pipeline),
            return_dtype=pl.Struct(empty.schema),
            is_elementwise=True,
        )
