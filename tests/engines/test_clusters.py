"""Spark, Ray, Dask, datasets and datatrove: what they promise beside the same rows."""

import os
import subprocess
import sys
import threading

import pytest

import newsclean
from newsclean import Pipeline, SiteProfile
from newsclean.errors import InputTypeError, PipelinePicklingError, ProfileError, UnknownStepError
from newsclean.sites import SiteProfiles, site_of

from .conftest import needed
from .sources import article

pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

TEXT = "Rain fell on Oslo for a third day.\n\nThe casino of Varn gives away free spins."


def casino():
    """Return a pipeline whose filter exists in no module: it has to travel by value."""
    word = "free spins"
    return Pipeline.gentle() + newsclean.filter(label="spam", name="casino")(
        lambda block, document: word in block.text
    )


def locked():
    lock = threading.Lock()
    return Pipeline([newsclean.filter(label="spam", name="locked")(lambda block, document: lock.locked())])


def check(found):
    (row,) = found
    assert row["text"] == "Rain fell on Oslo for a third day."
    assert [(block["label"], block["filter"]) for block in row["removed"]] == [("spam", "casino")]


# ---------------------------------------------------------------- Spark


@pytest.fixture
def frame(spark):
    return spark.createDataFrame([(7, TEXT, "as scraped")], "id long, text string, title string")


def test_spark_steps_of_users_travel(frame):
    import newsclean.spark

    found = newsclean.spark.clean(frame, pipeline=casino())
    assert found.columns[:3] == ["id", "input_title", "text"]
    check(found.collect())


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"text": "body"}, InputTypeError, "no column 'body'; columns are: id, text, title"),
        ({"text": "id"}, InputTypeError, "must hold text or bytes, not bigint"),
        ({"text": None}, InputTypeError, "name a column"),
        ({"url": "link"}, InputTypeError, "no column 'link'"),
        ({"pipeline": "harsh"}, UnknownStepError, "no preset 'harsh'"),
        ({"pipeline": locked()}, PipelinePicklingError, "must not hold an open file"),
    ],
)
def test_spark_mistakes_are_told_before_the_job(frame, options, error, message):
    import newsclean.spark

    with pytest.raises(error, match=message):
        newsclean.spark.clean(frame, **options)


def test_spark_columns_that_are_kept(spark):
    import newsclean.spark

    given = spark.sql("SELECT 1 AS id, map('a', array(1, null)) AS more, cast('Rain.' AS binary) AS page")
    (row,) = newsclean.spark.clean(given, text="page", keep=("more",)).collect()
    assert (row.more, row.text) == ({"a": [1, None]}, "Rain.")
    assert "id" not in row


def test_spark_types_are_those_of_arrow():
    needed("pyspark")
    from pyspark.sql.pandas.types import from_arrow_schema

    import newsclean.spark
    from newsclean.arrow import SCHEMA

    assert newsclean.spark.schema() == from_arrow_schema(SCHEMA)


def test_spark_learns_what_one_machine_learns(spark):
    import newsclean.spark

    rows = [(given.url, given.text) for given in map(article, range(60))]
    rows += rows[:7]  # scraped twice
    rows += [("no address", rows[0][1]), (None, rows[1][1]), (rows[2][0], None)]
    frame = spark.createDataFrame(rows, "url string, text string").repartition(3)
    profiles = newsclean.spark.learn(frame, url="url")
    sites = sorted({site_of(url) for url, _ in rows if site_of(url)})
    assert [*profiles] == sites
    assert len(sites) > 3
    for site in sites:
        alone = SiteProfile.learn(
            (text for url, text in rows if site_of(url) == site and text is not None), site=site
        )
        assert profiles[site].to_json() == alone.to_json()
    assert any(len(profile) for profile in profiles.values())

    # ... and cleans with what it has learnt.
    about = "What the paper says of itself stands below each of its articles, and tires its readers a little."
    for number, site in enumerate(sites[:1]):
        pages = [article(n).text + f"\n{about}" for n in range(number, number + 4)]
        profiles[site] |= SiteProfile.learn(pages, site=site)
    pipeline = Pipeline.default().before("title", SiteProfiles(profiles.values()))
    page = (f"https://{sites[0]}/x", f"{TEXT}\n{about}")
    again = spark.createDataFrame([page, ("https://other.example/x", page[1])], "url string, text string")
    here, there = newsclean.spark.clean(again, url="url", pipeline=pipeline).collect()
    assert about not in here.text
    assert about in there.text


def test_spark_keeps_the_same_sample_as_one_machine(spark, monkeypatch):
    """More scrapes than a profile keeps: the smallest traces, whichever partition they are in."""
    import newsclean.profile
    import newsclean.spark

    monkeypatch.setattr("newsclean.profile.MAX_ARTICLES", 5)
    monkeypatch.setattr("newsclean.spark.MAX_ARTICLES", 5)
    texts = [article(number).text for number in range(20)]
    frame = spark.createDataFrame([("a", text) for text in texts * 2], "site string, text string")
    traces = newsclean.spark.traces(frame.repartition(4), site="site")
    assert traces.count() == 5
    united = traces.union(newsclean.spark.traces(frame.limit(9), site="site"))
    (profile,) = newsclean.spark.profiles(united, min_share=0.5).values()
    assert profile == SiteProfile.learn(texts, site="a", min_share=0.5)


def test_spark_drops_traces_before_the_shuffle(spark):
    import newsclean.spark

    frame = spark.createDataFrame([("a", TEXT)], "site string, text string")
    plan = newsclean.spark.traces(frame, site="site")._jdf.queryExecution().executedPlan().toString()
    assert plan.count("WindowGroupLimit") == 2
    assert plan.count("MapInArrow") == 1


def test_spark_learning_mistakes_are_told_before_the_job(frame):
    import newsclean.spark

    with pytest.raises(InputTypeError, match=r"url=\.\.\. or site=\.\.\."):
        newsclean.spark.learn(frame)
    with pytest.raises(InputTypeError, match="no column 'link'"):
        newsclean.spark.learn(frame, url="link")
    with pytest.raises(ProfileError, match="min_witnesses"):
        newsclean.spark.learn(frame, site="title", min_witnesses=1)


# ---------------------------------------------------------------- Ray


def test_ray_steps_of_users_travel(ray):
    import newsclean.ray

    check(newsclean.ray.clean(ray.data.from_items([{"text": TEXT}]), pipeline=casino()).take_all())


def test_ray_mistakes_are_told_before_the_job(ray):
    import newsclean.ray

    given = ray.data.from_items([{"text": TEXT}])
    with pytest.raises(InputTypeError, match="no column 'body'"):
        newsclean.ray.clean(given, text="body")
    with pytest.raises(PipelinePicklingError):
        newsclean.ray.clean(given, pipeline=locked())


# ---------------------------------------------------------------- Dask


def test_dask_steps_of_users_travel():
    needed("dask")
    import dask.dataframe
    import pandas as pd

    import newsclean.dask

    given = dask.dataframe.from_pandas(pd.DataFrame({"text": [TEXT]}), npartitions=1)
    found = newsclean.dask.clean(given, pipeline=casino()).compute(scheduler="processes", num_workers=1)
    check(found.to_dict("records"))
    with pytest.raises(InputTypeError, match="no column 'body'"):
        newsclean.dask.clean(given, text="body")
    with pytest.raises(PipelinePicklingError):
        newsclean.dask.clean(given, pipeline=locked())


# ---------------------------------------------------------------- datasets


def test_datasets_steps_of_users_travel():
    needed("datasets")
    import datasets

    from newsclean.datasets import clean

    given = datasets.Dataset.from_dict({"text": [TEXT, TEXT], "id": [1, 2]})
    found = clean(given, pipeline=casino(), workers=2)
    check([found[1]])
    splits = clean(datasets.DatasetDict({"train": given}), pipeline=casino())
    check([splits["train"][0]])
    with pytest.raises(InputTypeError, match="no column 'body'"):
        clean(given, text="body")
    with pytest.raises(PipelinePicklingError):
        clean(given, pipeline=locked())


def test_datasets_keep_the_format_that_was_asked_for():
    needed("datasets")
    import datasets

    from newsclean.datasets import clean

    given = datasets.Dataset.from_dict({"text": [TEXT], "title": ["x"]}).with_format("pandas")
    found = clean(given)
    assert found.format["type"] == "pandas"
    assert "input_title" in found.column_names


FINGERPRINT = """
import datasets, newsclean
from newsclean import Pipeline, SiteProfile
from newsclean.datasets import fingerprint
from newsclean.sites import SiteProfiles
word = {"free", "spins", "casino", "bonus"}
@newsclean.filter(label="spam")
def casino(block, document):
    return bool(word & set(block.text.split()))
profile = SiteProfile.learn(["a " * 30 + ".\\nb " * 30], site="x")
pipeline = Pipeline.default().before("title", casino, SiteProfiles([profile]), profile)
dataset = datasets.Dataset.from_dict({"text": ["Rain."]}, split="train")
dataset._fingerprint = "given"
print(fingerprint(dataset), fingerprint(dataset, pipeline=pipeline), fingerprint(dataset, url="text"))
"""


def test_datasets_fingerprints_are_the_same_in_any_process():
    needed("datasets")
    told = {
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT],
            capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(told) == 1
    assert len(set(told.pop().split())) == 3


def test_datasets_are_read_from_the_cache(tmp_path):
    needed("datasets")
    import datasets

    from newsclean.datasets import clean

    (tmp_path / "scraped.jsonl").write_text('{"text": "Rain fell on Oslo."}\n')
    calls = tmp_path / "calls"

    @newsclean.filter(label="spam")
    def counts(block, document):
        with calls.open("a") as file:
            file.write("x")
        return False

    def cleaned(**options):
        given = datasets.load_dataset(
            "json", data_files=str(tmp_path / "scraped.jsonl"), split="train", cache_dir=str(tmp_path)
        )
        return clean(given, pipeline=Pipeline([counts]), **options).to_list()

    assert cleaned() == cleaned()
    assert calls.read_text() == "x"
    cleaned(kind="text")
    assert calls.read_text() == "xx"


# ---------------------------------------------------------------- datatrove


def test_datatrove():
    needed("datatrove")
    from datatrove.data import Document

    from newsclean.datatrove import NewsCleaner

    step = NewsCleaner(pipeline=casino(), html_key="page")
    given = [
        Document(text=TEXT, id="1", metadata={"title": "as scraped", "url": "https://a.example/1"}),
        Document(text="", id="2", metadata={"page": "<p>Wind over Varn.</p>"}),
    ]
    first, second = step.run(given)
    check([{"text": first.text, **first.metadata}])
    assert (first.metadata["input_title"], first.metadata["url"]) == ("as scraped", "https://a.example/1")
    assert second.text == "Wind over Varn."
    assert {name: stat.total for name, stat in step.stats.stats.items()} == {
        "total": 2,
        "status_ok": 2,
        "removed_spam": 1,
    }
    with pytest.raises(PipelinePicklingError):
        NewsCleaner(pipeline=locked())


def test_datatrove_policies():
    needed("datatrove")
    from datatrove.data import Document

    from newsclean.datatrove import NewsCleaner

    @newsclean.filter(label="spam")
    def stumbles(block, document):
        raise ZeroDivisionError("no bridge")

    def run(on_error):
        step = NewsCleaner(pipeline=Pipeline([stumbles]), on_error=on_error)
        return [*step.run([Document(text="Rain.", id="1")])]

    with pytest.raises(ZeroDivisionError):
        run("raise")
    assert run("skip") == []
    (returned,) = run("return")
    assert (returned.text, returned.metadata["error"]) == ("", "ZeroDivisionError: no bridge")
