"""Rows, Arrow, pandas, polars and DuckDB: one schema, and the same rows whichever way."""

import json
import sys

import pytest

import newsclean
from newsclean import Pipeline
from newsclean.errors import InputTypeError, MissingExtraError, PipelinePicklingError, UnknownStepError
from newsclean.extras import need
from newsclean.rows import COLUMNS, rules_version, to_row

pa = pytest.importorskip("pyarrow")
arrow = pytest.importorskip("newsclean.arrow")

BROKEN = "The bridge at Varn has fallen into the river, and nobody was on it."
TEXTS = [
    "Rain fell on Oslo for a third day.\n\nAdvertisement",
    None,
    "",
    "<p>One day in Oslo.</p><p>Share this article</p>",
    "President Vladimir Poten of Russia spoke on Monday.\x00\n\nSign up for our newsletter",
    "word " * 50_000,
    *(f"Rain fell on Oslo for the day number {number} in a row." for number in range(150)),
]
TABLE = pa.table({"id": range(len(TEXTS)), "title": ["as it came"] * len(TEXTS), "text": TEXTS})


@newsclean.filter(label="spam")
def stumbles(block, document):
    if block.text == BROKEN:
        raise ZeroDivisionError("no bridge")
    return False


STUMBLING = Pipeline([stumbles])


@pytest.fixture(scope="module")
def rows():
    return [to_row(newsclean.clean(text or "")) for text in TEXTS]


@pytest.fixture(scope="module")
def expected(rows):
    return [{"id": at, "input_title": "as it came", **row} for at, row in enumerate(rows)]


def test_a_row_can_be_written_anywhere():
    row = to_row(newsclean.clean("Rain fell\ud800 on Oslo\x00 again, said Ana\udfff Prifti."))
    text = json.dumps(row, ensure_ascii=False).encode("utf-8").decode("utf-8")
    assert json.loads(text) == row
    assert tuple(row) == COLUMNS == tuple(arrow.SCHEMA.names)


def test_rules_have_a_version():
    assert len(rules_version()) == 12
    assert rules_version() == rules_version()


@pytest.mark.parametrize("workers", [1, 2])
def test_table(expected, workers):
    found = arrow.clean_table(TABLE, workers=workers)
    assert found.schema.equals(arrow.BatchCleaner().schema(TABLE.schema))
    assert found.to_pylist() == expected


def test_the_schema_is_the_same_for_no_rows():
    empty = arrow.clean_table(TABLE.slice(0, 0))
    assert empty.num_rows == 0
    assert empty.schema.equals(arrow.clean_table(TABLE.slice(0, 1)).schema)


def test_nothing_is_null_that_is_not_nullable():
    found = arrow.clean_table(TABLE)
    for field in arrow.SCHEMA:
        if not field.nullable:
            assert found.column(field.name).null_count == 0


def test_html_goes_before_text_and_addresses_are_used():
    table = pa.table(
        {"text": ["Rain."], "html": [b"<p>Wind over Varn.</p>"], "url": ["https://harbour.example/wind"]}
    )
    (row,) = arrow.clean_table(table, html="html", url="url").to_pylist()
    assert (row["text"], row["url"], row["input_url"]) == (
        "Wind over Varn.",
        *["https://harbour.example/wind"] * 2,
    )


def test_which_columns_are_kept():
    names = arrow.clean_table(TABLE, keep=("text",)).schema.names
    assert names == ["input_text", *COLUMNS]


def test_policies():
    table = pa.table({"id": [1, 2, 3], "text": ["Rain.", BROKEN, "Wind."]})
    with pytest.raises(ZeroDivisionError, match="no bridge"):
        arrow.clean_table(table, pipeline=STUMBLING)
    skipped = arrow.clean_table(table, pipeline=STUMBLING, on_error="skip")
    assert skipped.column("id").to_pylist() == [1, 3]
    returned = arrow.clean_table(table, pipeline=STUMBLING, on_error="return")
    assert returned.column("error").to_pylist() == [None, "ZeroDivisionError: no bridge", None]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"text": "body"}, InputTypeError, "no column 'body'; columns are: id, title, text"),
        ({"text": "id"}, InputTypeError, "must hold text or bytes, not int64"),
        ({"text": None}, InputTypeError, "name a column"),
        ({"keep": ("x",)}, InputTypeError, "no column 'x'"),
        ({"pipeline": "harsh"}, UnknownStepError, "no preset 'harsh'"),
        ({"workers": 0}, InputTypeError, "workers must be"),
    ],
)
def test_mistakes_are_told(options, error, message):
    with pytest.raises(error, match=message):
        arrow.clean_table(TABLE, **options)


def test_what_cannot_travel_is_told():
    import threading

    from newsclean.pool import check_picklable

    with pytest.raises(PipelinePicklingError, match="lock"):
        check_picklable(threading.Lock())


def test_datasets(expected, tmp_path):
    dataset = pytest.importorskip("pyarrow.dataset")
    parquet = pytest.importorskip("pyarrow.parquet")
    parquet.write_table(TABLE, tmp_path / "scraped.parquet")
    reader = arrow.clean_dataset(dataset.dataset(tmp_path / "scraped.parquet"))
    parquet.write_table(reader.read_all(), tmp_path / "clean.parquet")
    assert parquet.read_table(tmp_path / "clean.parquet").to_pylist() == expected


def test_documents_to_table(rows):
    assert arrow.documents_to_table(newsclean.clean_many([text or "" for text in TEXTS])).to_pylist() == rows


@pytest.mark.parametrize("workers", [1, 2])
def test_pandas(expected, workers):
    pandas = pytest.importorskip("pandas")
    from newsclean.pandas import clean_frame

    frame = pandas.DataFrame({"id": range(len(TEXTS)), "title": "as it came", "text": TEXTS})
    frame.index = frame.index + 10
    found = clean_frame(frame, workers=workers)
    assert list(found.index) == list(frame.index)
    assert list(found["text"]) == [row["text"] for row in expected]
    assert list(found["removed"]) == [row["removed"] for row in expected]
    assert list(frame.newsclean.clean().columns) == list(expected[0])
    assert list(frame["text"].newsclean.clean()["status"]) == [row["status"] for row in expected]


def test_pandas_policies_and_mistakes():
    pandas = pytest.importorskip("pandas")
    from newsclean.pandas import clean_frame

    frame = pandas.DataFrame({"text": ["Rain.", BROKEN, pandas.NA]}, index=["a", "b", "c"])
    assert list(clean_frame(frame, pipeline=STUMBLING, on_error="skip").index) == ["a", "c"]
    with pytest.raises(InputTypeError, match="columns are: text"):
        clean_frame(frame, text="body")


def test_polars(expected):
    polars = pytest.importorskip("polars")
    pytest.importorskip("newsclean.polars")
    frame = polars.from_arrow(TABLE)
    assert frame.newsclean.clean().to_dicts() == expected
    assert frame.lazy().newsclean.clean().collect().to_dicts() == expected
    struct = frame.select(polars.col("text").newsclean.clean())["text"]
    assert struct.struct.field("text").to_list() == [row["text"] for row in expected]


def test_duckdb(rows):
    duckdb = pytest.importorskip("duckdb")
    register = pytest.importorskip("newsclean.duckdb").register
    connection = duckdb.connect()
    register(connection)
    connection.register("scraped", TABLE)
    found = connection.sql("SELECT newsclean(text) AS article FROM scraped ORDER BY id").fetchall()
    assert [row for (row,) in found] == rows


def test_a_missing_package_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'newsclean\[arrow\]'"):
        need("pyarrow", "arrow")
