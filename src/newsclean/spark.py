"""Spark: articles of a DataFrame, a function for SQL, and profiles of sites. Needs the extra ``spark``.

    import newsclean.spark
    articles = newsclean.spark.clean(frame, text="body")
    newsclean.spark.register(session)          # SELECT id, newsclean(body).text FROM scraped
    profiles = newsclean.spark.learn(frame, text="body", url="url")

The workers need newsclean as the driver has it, and its Python: ``PYSPARK_PYTHON`` says where that is. The
pipeline travels with the job, with steps of your own; Spark broadcasts it by itself where it is large.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from newsclean.arrow import SCHEMA, BatchCleaner, clean_array, map_batches
from newsclean.cleaning import Kind, pipeline_of
from newsclean.errors import InputTypeError
from newsclean.extras import need
from newsclean.learning import TRACES, BatchTracer, profiles_of
from newsclean.pipeline import Pipeline
from newsclean.pool import check_picklable
from newsclean.profile import MAX_ARTICLES, SiteProfile
from newsclean.records import check_columns, renamed

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession
    from pyspark.sql.types import DataType, StructField, StructType

    Batches = Iterable[pa.RecordBatch]
else:
    need("pyspark", "spark")

__all__ = ["clean", "clean_column", "learn", "profiles", "register", "schema", "traces"]


def clean(frame: "DataFrame", **options: Any) -> "DataFrame":
    """Return the clean articles of a DataFrame, one a row, by ``mapInArrow``.

    ``options`` are those of ``newsclean.arrow.BatchCleaner``; the other columns stay, in front.

    Raises:
        InputTypeError: A column is missing, or is not of text or bytes (also a ``TypeError``).
        PipelinePicklingError: The pipeline cannot be sent to workers. Told before the job starts (also a
            ``TypeError``).
    """
    from pyspark.sql.types import StructType

    cleaner = BatchCleaner(**options)
    fields = _checked(frame, cleaner)
    check_picklable(cleaner)

    def work(batches: "Batches") -> "Iterator[pa.RecordBatch]":
        return map_batches(cleaner, batches)

    return frame.mapInArrow(work, StructType([*fields, *schema()]))


def _checked(frame: "DataFrame", cleaner: BatchCleaner) -> "list[StructField]":
    """Return the fields that are kept, under the names that they get."""
    from pyspark.sql.types import BinaryType, NullType, StringType, StructField

    textual = [name for name in (cleaner.text, cleaner.html) if name]
    check_columns((cleaner.text, cleaner.html), frame.columns)
    check_columns((*textual, cleaner.url, *(cleaner.keep or ())), frame.columns)
    for name in textual:
        kind = frame.schema[name].dataType
        if not isinstance(kind, StringType | BinaryType | NullType):
            raise InputTypeError(f"column {name!r} must hold text or bytes, not {kind.simpleString()}")
    keep = cleaner.keep
    names = [name for name in frame.columns if name not in textual] if keep is None else list(keep)
    given = [frame.schema[name] for name in names]
    return [StructField(renamed(f.name), f.dataType, f.nullable, f.metadata) for f in given]


def schema() -> "StructType":
    """Return ``newsclean.arrow.SCHEMA`` in Spark's types."""
    from pyspark.sql.types import StructField, StructType

    return StructType([StructField(field.name, _type(field.type), field.nullable) for field in SCHEMA])


def _type(kind: "pa.DataType") -> "DataType":
    import pyarrow as pa
    from pyspark.sql import types as spark

    if pa.types.is_list(kind):
        return spark.ArrayType(_type(kind.value_type), kind.value_field.nullable)
    if pa.types.is_struct(kind):
        return spark.StructType([spark.StructField(f.name, _type(f.type), f.nullable) for f in kind])
    plain: dict[pa.DataType, DataType] = {
        pa.string(): spark.StringType(),
        pa.int64(): spark.LongType(),
        pa.float64(): spark.DoubleType(),
        pa.bool_(): spark.BooleanType(),
    }
    return plain[kind]


# ---------------------------------------------------------------- as a function


def clean_column(
    column: "Column | str", *, kind: Kind = "auto", pipeline: Pipeline | str | None = None
) -> "Column":
    """Return the clean articles of a column, as structs: ``select(clean_column("body").alias("article"))``.

    Null is cleaned as an empty text. Needs Spark 4.1; ``clean`` does not.

    Raises:
        PipelinePicklingError: The pipeline cannot be sent to workers (also a ``TypeError``).
    """
    cleaned: Column = _function(kind, pipeline)(column)
    return cleaned


def register(
    session: "SparkSession",
    name: str = "newsclean",
    *,
    kind: Kind = "auto",
    pipeline: Pipeline | str | None = None,
) -> None:
    """Make ``clean_column`` known to SQL: ``SELECT newsclean(body).text FROM scraped``."""
    session.udf.register(name, _function(kind, pipeline))


def _function(kind: Kind, pipeline: Pipeline | str | None) -> Any:
    import pyarrow as pa
    from pyspark.sql import functions

    if not hasattr(functions, "arrow_udf"):
        raise InputTypeError("a column function needs Spark 4.1 or newer; newsclean.spark.clean() does not")
    pipeline_of(pipeline)
    check_picklable(pipeline)

    def cleaned(column: pa.Array) -> pa.Array:  # Spark tells by these what kind of function it is
        return clean_array(column, kind=kind, pipeline=pipeline)

    return functions.arrow_udf(cleaned, schema())


# ---------------------------------------------------------------- profiles of sites


def learn(
    frame: "DataFrame", *, min_witnesses: int = 2, min_share: float = 0.1, **options: Any
) -> dict[str, SiteProfile]:
    """Return the profile of each site of a DataFrame: that of ``SiteProfile.learn`` for the site's articles.

    ``min_witnesses`` and ``min_share`` are as for ``SiteProfile``, ``options`` those of
    ``newsclean.learning.BatchTracer``: ``text``, ``html``, ``url`` or ``site``, ``kind``. Every article is
    read once, as in cleaning; the rest is Spark's own: see ``traces``. The profiles come to the driver, at
    most a megabyte a site. To clean by them, put ``newsclean.sites.SiteProfiles`` into a pipeline.

    Raises:
        InputTypeError: A column is missing (also a ``TypeError``).
        ProfileError: ``min_witnesses`` or ``min_share`` is out of its range (also a ``ValueError``).
    """
    SiteProfile(None, (), min_witnesses, min_share)  # told before the job, not after it
    return profiles(traces(frame, **options), min_witnesses=min_witnesses, min_share=min_share)


def traces(frame: "DataFrame", **options: Any) -> "DataFrame":
    """Return what profiles are learnt from: at most 200 traces a site, of the schema ``learning.TRACES``.

    They may be stored, and united with those of another day: ``profiles`` takes both.
    ``options`` are as for ``learn``.
    """
    tracer = BatchTracer(**options)
    tracer.check(frame.columns)

    def work(batches: "Batches") -> "Iterator[pa.RecordBatch]":
        return map_batches(tracer, batches)

    fields = ", ".join(f"{field.name} {'string' if field.name == 'site' else 'binary'}" for field in TRACES)
    return _thinned(frame.mapInArrow(work, fields))


def _thinned(traces: "DataFrame") -> "DataFrame":
    """Return the smallest ``MAX_ARTICLES`` different traces of each site.

    A rank and not a row's number, so that duplicates do not push others out; Spark then drops all that is
    beyond the limit before the shuffle, and again after it.
    """
    from pyspark.sql import Window
    from pyspark.sql.functions import dense_rank

    keys = [name for name in TRACES.names if name != "site"]
    rank = dense_rank().over(Window.partitionBy("site").orderBy(*keys))
    ranked = traces.withColumn("newsclean_rank", rank)
    small = ranked.where(ranked["newsclean_rank"] <= MAX_ARTICLES).drop("newsclean_rank")
    return small.dropDuplicates(TRACES.names)


def profiles(
    traces: "DataFrame", *, min_witnesses: int = 2, min_share: float = 0.1
) -> dict[str, SiteProfile]:
    """Return the profiles of sites from traces: one DataFrame of ``traces``, or several united."""
    import pyarrow as pa

    rows = [tuple(row) for row in _thinned(traces).select(TRACES.names).collect()]
    arrays = [pa.array([row[at] for row in rows], field.type) for at, field in enumerate(TRACES)]
    table = pa.Table.from_arrays(arrays, schema=TRACES)
    return profiles_of(table, min_witnesses=min_witnesses, min_share=min_share)
