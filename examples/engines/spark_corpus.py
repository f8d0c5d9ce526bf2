"""Spark: learn what each site repeats, and clean the whole corpus by it, from Parquet to Parquet."""

import os
import sys
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession

import newsclean.spark
from newsclean import Pipeline
from newsclean.sites import SiteProfiles

os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers need newsclean, too
session = (
    SparkSession.builder.master("local[2]")
    .config("spark.ui.enabled", "false")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.log.level", "ERROR")
    .getOrCreate()
)
folder = Path(tempfile.mkdtemp())

# What the scraper left: address and text.
article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
about = "The Harbour Post is made by nine people above a bakery, and read by many more on the quay."
calm = (
    "The sea was calm on Sunday, and so were most of the people who had come to the harbour to look at it.\n"
    "Boats that had stayed in port for a week went out before dawn, and were back with full nets by noon.\n"
    "The harbour master said that he had not seen so quiet a morning since he took the post in the spring."
)
wind = (
    "The wind took the roof off a school in Lund on Tuesday, but none of the children in it was hurt.\n"
    "Lessons will be held in the church hall until the builders have come, the head teacher told parents.\n"
    "It was the third storm of the winter, and the town has no money left to pay for what it has broken."
)
rows = [
    ("https://harbourpost.example/deal", f"{article}\n{about}"),
    ("https://harbourpost.example/calm", f"{calm}\n{about}"),
    ("https://harbourpost.example/wind", f"{wind}\n{about}"),
]
session.createDataFrame(rows, "url string, body string").write.parquet(str(folder / "scraped"))

scraped = session.read.parquet(str(folder / "scraped"))
profiles = newsclean.spark.learn(scraped, text="body", url="url")
print(profiles)

pipeline = Pipeline.default().before("title", SiteProfiles(profiles.values()))
articles = newsclean.spark.clean(scraped, text="body", url="url", pipeline=pipeline)
articles.write.parquet(str(folder / "articles"))

done = session.read.parquet(str(folder / "articles"))
done.groupBy("status").count().show()
for row in done.select("title", "text", "corrections").collect():
    assert about not in row.text
    print(row.title, [name.entity for name in row.corrections], row.text, sep="\n", end="\n\n")

# The same in SQL.
newsclean.spark.register(session)
scraped.createOrReplaceTempView("scraped")
session.sql("SELECT url, newsclean(body).language AS language FROM scraped").show()
session.stop()
