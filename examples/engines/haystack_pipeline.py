"""Haystack: clean pages on their way into a document store."""

from pathlib import Path

from haystack import Document, Pipeline
from haystack.components.writers import DocumentWriter
from haystack.document_stores.in_memory import InMemoryDocumentStore

from newsclean.haystack import NewsCleaner

article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
store = InMemoryDocumentStore()
indexing = Pipeline()
indexing.add_component("clean", NewsCleaner())
indexing.add_component("write", DocumentWriter(store))
indexing.connect("clean", "write")
indexing.run(
    {"clean": {"documents": [Document(content=article, meta={"url": "https://harbourpost.example/deal"})]}}
)

for document in store.filter_documents({"field": "meta.status", "operator": "==", "value": "ok"}):
    print(document.meta)
    print(document.content)
