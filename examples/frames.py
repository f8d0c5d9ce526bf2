"""The same table in pandas, polars, Arrow and DuckDB."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl

import newsclean.duckdb
import newsclean.pandas
import newsclean.polars
from newsclean.arrow import clean_table

article = Path(__file__).with_name("article.txt").read_text(encoding="utf-8")
scraped = pd.DataFrame(
    {"id": [1, 2], "body": [article, "Rain fell on Oslo for a third day.\n\nAdvertisement"]}
)

by_pandas = scraped.newsclean.clean(text="body")
print(by_pandas.loc[0, "text"])

lazy = pl.from_pandas(scraped).lazy().newsclean.clean(text="body")  # type: ignore[attr-defined]
by_polars = lazy.filter(pl.col("status") == "ok").select("id", "title", "text").collect()

by_arrow = clean_table(by_polars.rename({"text": "body"}).to_arrow(), text="body")  # again: nothing changes

connection = duckdb.connect()
newsclean.duckdb.register(connection)
by_duckdb = connection.sql("SELECT id, unnest(newsclean(body)) FROM scraped ORDER BY id").fetchall()

assert list(by_pandas["text"]) == by_polars["text"].to_list() == by_arrow["text"].to_pylist()
assert list(by_pandas["text"]) == [row[1] for row in by_duckdb]
