"""Put a filter and a repair of your own into the pipeline."""

import re
from collections.abc import Iterator
from pathlib import Path

import newsclean
from newsclean import Block, Document, Pipeline


@newsclean.filter(label="boilerplate")
def mediators(block: Block, document: Document) -> bool:  # noqa: ARG001 - filters may look around
    """Drop paragraphs about diplomats, say."""
    return block.text.startswith("Diplomats ")


@newsclean.repair
def house_style(text: str) -> Iterator[tuple[int, int, str]]:
    """Write "lorry" the American way."""
    for match in re.finditer("[Ll]orries", text):
        yield *match.span(), "Trucks" if match.group()[0] == "L" else "trucks"


pipeline = Pipeline.default().after("paywall", mediators) + house_style
print(pipeline)

source = Path(__file__).with_name("article.txt").read_bytes()
document = newsclean.clean(source, pipeline=pipeline)
print(document.text)
