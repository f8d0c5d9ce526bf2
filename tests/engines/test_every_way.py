"""The same 500 documents through every way there is: the same bytes come out."""

import pickle
from functools import cache

import pytest

import newsclean
from newsclean.records import clean_rows, record
from newsclean.rows import to_row

from .conftest import needed
from .sources import NAMES, as_bytes, expected, sources

pytestmark = [
    pytest.mark.engines,
    # What their packages say about each other, and about Python.
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


@pytest.fixture
def table():
    needed("pyarrow")
    from .sources import table

    return table()


def test_the_odd_ones_are_among_them():
    texts = [text for _, _, text in sources()]
    assert len(texts) == len(expected()) == 500
    assert None in texts
    assert "" in texts
    assert max(len(text or "") for text in texts) >= 1_000_000
    assert any("\ud800" in (text or "") for text in texts)
    assert any("\x00" in (text or "") for text in texts)
    assert sum((text or "").startswith("<!doctype html>") for text in texts) > 40


def test_clean_rows():
    records = (record(text, None, url) for _, url, text in sources())
    rows = clean_rows(records, workers=2)
    assert as_bytes(with_keys(rows)) == expected()


def with_keys(rows):
    return [{"id": id_, "input_url": url, **row} for (id_, url, _), row in zip(sources(), rows, strict=True)]


def test_clean_many():
    """It takes no addresses, and so no publisher can be read off these."""
    documents = newsclean.clean_many([text or "" for _, _, text in sources()], workers=2)
    assert as_bytes(with_keys(map(to_row, documents))) == without_urls()


@pytest.mark.parametrize("workers", [1, 2])
def test_arrow(table, workers):
    from newsclean.arrow import clean_table

    assert as_bytes(clean_table(table, url="url", workers=workers).to_pylist()) == expected()


def test_arrow_of_bytes(table):
    import pyarrow as pa

    from newsclean.arrow import clean_table

    pages = table.column("text").cast(pa.large_binary())
    found = clean_table(table.set_column(2, "text", pages), url="url")
    assert as_bytes(found.to_pylist()) == expected()


def test_arrow_datasets(table, tmp_path):
    import pyarrow.dataset
    import pyarrow.parquet

    from newsclean.arrow import clean_dataset

    for part in range(4):
        pyarrow.parquet.write_table(table.slice(part * 125, 125), tmp_path / f"{part}.parquet")
    reader = clean_dataset(pyarrow.dataset.dataset(tmp_path), url="url", workers=2)
    assert as_bytes(reader.read_all().to_pylist()) == expected()


def frame():
    import pandas as pd

    ids, urls, texts = zip(*sources(), strict=True)
    # As objects: pandas' own strings are Arrow's, which hold no lone surrogates.
    return pd.DataFrame({"id": ids, "url": urls, "text": pd.Series(texts, dtype=object)})


def from_pandas(found):
    """Return a frame's rows: of the missing text, pandas makes a NaN."""
    return [
        {name: None if value != value else value for name, value in row.items()}  # noqa: PLR0124
        for row in found.to_dict("records")
    ]


def test_pandas():
    needed("pandas")
    import newsclean.pandas  # noqa: F401 - registers the accessor

    assert as_bytes(from_pandas(frame().newsclean.clean(url="url", workers=2))) == expected()


def test_polars(table):
    needed("polars")
    import polars as pl

    import newsclean.polars  # noqa: F401 - registers the namespace

    assert as_bytes(pl.from_arrow(table).newsclean.clean(url="url").to_dicts()) == expected()


def test_polars_lazy_from_file_to_file(table, tmp_path):
    needed("polars")
    import polars as pl

    import newsclean.polars  # noqa: F401 - registers the namespace

    pl.from_arrow(table).write_parquet(tmp_path / "scraped.parquet")
    lazy = pl.scan_parquet(tmp_path / "scraped.parquet").newsclean.clean(url="url")
    lazy.sink_parquet(tmp_path / "clean.parquet")
    assert as_bytes(pl.read_parquet(tmp_path / "clean.parquet").to_dicts()) == expected()


@cache
def without_urls():
    """Return what comes out where there is a column of texts, and no addresses."""
    return as_bytes(with_keys(to_row(newsclean.clean(text or "")) for _, _, text in sources()))


def test_duckdb(table):
    needed("duckdb")
    import duckdb

    from newsclean.duckdb import register

    connection = duckdb.connect()
    register(connection)
    connection.register("scraped", table)
    found = connection.sql("SELECT id, url AS input_url, newsclean(text) AS article FROM scraped").fetchall()
    assert as_bytes({"id": id_, "input_url": url, **row} for id_, url, row in found) == without_urls()


def test_datasets(table):
    needed("datasets")
    import datasets

    from newsclean.datasets import clean

    found = clean(datasets.Dataset(table), url="url", workers=2)
    assert as_bytes(found.to_list()) == expected()


def test_datasets_that_stream(table):
    needed("datasets")
    import datasets

    from newsclean.datasets import clean

    stream = datasets.Dataset(table).to_iterable_dataset(num_shards=3)
    assert as_bytes(clean(stream, url="url", batch_size=100)) == expected()


@pytest.fixture(scope="module")
def scraped(spark, tmp_path_factory):
    """Return a DataFrame of the documents, in four files."""
    import pyarrow.parquet

    from .sources import table

    folder = tmp_path_factory.mktemp("scraped")
    for part in range(4):
        pyarrow.parquet.write_table(table().slice(part * 125, 125), folder / f"{part}.parquet")
    return spark.read.parquet(str(folder))


def rows_of(frame):
    return [row.asDict(recursive=True) for row in frame.collect()]


def test_spark(scraped):
    import newsclean.spark

    assert as_bytes(rows_of(newsclean.spark.clean(scraped, url="url"))) == expected()


def test_spark_column_and_sql(scraped, spark):
    import newsclean.spark

    articles = scraped.select("id", "url", newsclean.spark.clean_column("text").alias("article"))
    found = articles.selectExpr("id", "url AS input_url", "article.*")
    wanted = without_urls()
    assert as_bytes(rows_of(found)) == wanted
    newsclean.spark.register(spark)
    scraped.createOrReplaceTempView("scraped")
    odd = "SELECT id, newsclean(text).status AS status FROM scraped WHERE id % 31 = 7"
    assert len(rows_of(spark.sql(odd))) == 16


def test_ray(ray, table):
    import newsclean.ray

    given = ray.data.from_arrow([table.slice(part * 125, 125) for part in range(4)])
    found = newsclean.ray.clean(given, url="url", compute=ray.data.ActorPoolStrategy(size=2))
    assert as_bytes(found.take_all()) == expected()


def test_dask():
    needed("dask")
    import dask
    import dask.dataframe

    import newsclean.dask

    with dask.config.set({"dataframe.convert-string": False}):
        given = dask.dataframe.from_pandas(frame(), npartitions=4)
        found = newsclean.dask.clean(given, url="url")
        made = found.compute(scheduler="processes", num_workers=2)
    assert as_bytes(from_pandas(made)) == expected()
    assert [*found.columns] == [*NAMES]
    assert made.dtypes.equals(found.dtypes)


def test_datatrove(tmp_path):
    needed("datatrove")
    from datatrove.data import Document
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.base import PipelineStep

    from newsclean.datatrove import NewsCleaner

    class Reader(PipelineStep):
        """Hand out every second document to each task."""

        def run(self, data=None, rank=0, world_size=1):
            for id_, url, text in sources()[rank::world_size]:
                yield Document(text=text, id=str(id_), metadata={"url": url})

    class Writer(PipelineStep):
        def run(self, data, rank=0, world_size=1):
            rows = [{**document.metadata, "id": int(document.id), "text": document.text} for document in data]
            (tmp_path / f"{rank}.pickle").write_bytes(pickle.dumps(rows))

    LocalPipelineExecutor(
        [Reader(), NewsCleaner(), Writer()],
        tasks=2,
        workers=1,  # datatrove's processes are spawned, and would have to import this test
        logging_dir=str(tmp_path / "logs"),
    ).run()
    rows = [row for part in range(2) for row in pickle.loads((tmp_path / f"{part}.pickle").read_bytes())]
    assert as_bytes(rows) == expected()
