"""Ray Data: a pipeline of one's own in actors, which load rules and model once."""

from pathlib import Path

import ray

import newsclean.ray
from newsclean import Block, Document, Pipeline


@newsclean.filter(label="boilerplate")
def mediators(block: Block, document: Document) -> bool:  # noqa: ARG001 - filters may look around
    """Drop paragraphs about diplomats, say."""
    return block.text.startswith("Diplomats ")


article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
scraped = ray.data.from_items([{"id": number, "body": article} for number in range(8)])
articles = newsclean.ray.clean(
    scraped,
    text="body",
    pipeline=Pipeline.default().after("paywall", mediators),
    compute=ray.data.ActorPoolStrategy(size=1),
)
for row in articles.select_columns(["id", "title", "text"]).take_all():
    assert "Diplomats" not in row["text"]
    print(row["id"], row["title"], row["text"], sep="\n", end="\n\n")
ray.shutdown()
