"""Dask: a frame larger than memory, by processes."""

from pathlib import Path

import dask.dataframe as dd
import pandas as pd

import newsclean.dask

if __name__ == "__main__":
    article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
    scraped = dd.from_pandas(pd.DataFrame({"id": range(8), "body": [article] * 8}), npartitions=2)
    articles = newsclean.dask.clean(scraped, text="body")
    found = articles[["id", "title", "text"]].compute(scheduler="processes", num_workers=2)
    print(found.to_string())
    print(found["text"].iloc[0])
