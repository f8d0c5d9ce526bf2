"""Hugging Face datasets: cleaned once, and read from the cache ever after."""

from pathlib import Path

import datasets

from newsclean.datasets import clean

article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
scraped = datasets.Dataset.from_dict({"id": [1, 2], "body": [article, "Rain fell on Oslo.\n\nAdvertisement"]})
articles = clean(scraped, text="body", on_error="return")
good = articles.filter(lambda row: row["status"] == "ok" and row["language"] == "en")
for row in good:
    print(row["id"], row["title"], row["text"], sep="\n", end="\n\n")

# One that streams does not wait for the whole.
first = next(iter(clean(scraped.to_iterable_dataset(), text="body")))
print(first["tags"])
