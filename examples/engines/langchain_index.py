"""LangChain: clean what a loader brings before it is split and embedded."""

from pathlib import Path

from langchain_core.documents import Document

from newsclean.langchain import NewsCleaner

article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
loaded = [Document(article, metadata={"source": "https://harbourpost.example/deal"})]
(document,) = NewsCleaner(fields=["title", "authors", "published"]).transform_documents(loaded)
print(document.metadata)
print(document.page_content)
