"""DuckDB: a function in SQL, over Arrow. Needs the extra ``duckdb``.

import duckdb, newsclean.duckdb
connection = duckdb.connect()
newsclean.duckdb.register(connection)
connection.sql("SELECT id, unnest(newsclean(body)) FROM 'scraped.parquet'")
"""

from typing import TYPE_CHECKING, Any

from newsclean.arrow import SCHEMA, clean_array
from newsclean.cleaning import Kind
from newsclean.extras import need
from newsclean.pipeline import Pipeline

if TYPE_CHECKING:
    import duckdb

__all__ = ["register"]


def register(
    connection: "duckdb.DuckDBPyConnection",
    name: str = "newsclean",
    *,
    kind: Kind = "auto",
    pipeline: Pipeline | str | None = None,
) -> None:
    """Make a function known to SQL that takes a ``VARCHAR`` and gives a ``STRUCT`` of the result's columns.

    NULL is cleaned as an empty text. ``unnest(newsclean(column))`` makes columns of it.
    """
    duckdb = need("duckdb", "duckdb")

    def cleaned(sources: Any) -> Any:
        array = sources.combine_chunks() if hasattr(sources, "combine_chunks") else sources
        return clean_array(array, kind=kind, pipeline=pipeline)

    database: Any = connection  # its types know no UDF's settings as strings
    database.create_function(
        name,
        cleaned,
        [duckdb.sqltype("VARCHAR")],
        _struct(connection, duckdb),
        type="arrow",
        null_handling="special",
    )


def _struct(connection: "duckdb.DuckDBPyConnection", duckdb: Any) -> Any:
    """Return DuckDB's type for a row: it knows best how it reads Arrow's."""
    relation = connection.from_arrow(SCHEMA.empty_table())
    return duckdb.struct_type(dict(zip(relation.columns, relation.types, strict=True)))
