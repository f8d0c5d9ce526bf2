"""LangChain: a document transformer, to put between loader and splitter. Needs the extra ``langchain``.

from newsclean.langchain import NewsCleaner
documents = NewsCleaner().transform_documents(WebBaseLoader(urls).load())
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from newsclean.cleaning import Kind, OnError, pipeline_of
from newsclean.extras import need
from newsclean.pipeline import Pipeline
from newsclean.records import METADATA, checked_fields, clean_rows, described, record

if TYPE_CHECKING:
    from langchain_core.documents import BaseDocumentTransformer, Document
else:
    BaseDocumentTransformer = need("langchain_core.documents", "langchain").BaseDocumentTransformer

__all__ = ["NewsCleaner"]


class NewsCleaner(BaseDocumentTransformer):  # type: ignore[misc]  # LangChain is not there for mypy
    """Put the clean text in the place of each document's, and fields of the article into its metadata.

    What the metadata had under the name of a field gets ``input_`` before it. Fields that are unknown (no
    title, no authors) are left out, for many stores take no null.

    Args:
        fields: Which columns of ``newsclean.rows`` go to the metadata.
        url_key: Where in the metadata the address is, if it is one; "source" is where LangChain's loaders put
            it.
        workers: As for ``newsclean.clean_many``.
        kind: As for ``newsclean.clean``.
        pipeline: As for ``newsclean.clean``.
        on_error: What to do where a step of yours raises: "raise", "skip" the document, or "return" it
            without a text, and with the reason in its metadata's ``error``.
    """

    def __init__(  # noqa: PLR0913 - options, by keyword
        self,
        *,
        fields: Sequence[str] = METADATA,
        url_key: str = "source",
        workers: int = 1,
        kind: Kind = "auto",
        pipeline: Pipeline | str | None = None,
        on_error: OnError = "raise",
    ) -> None:
        self.fields = checked_fields(fields)
        self.url_key = url_key
        self.workers = workers
        self.kind: Kind = kind
        self.pipeline = pipeline_of(pipeline)
        self.on_error: OnError = on_error

    def transform_documents(self, documents: "Sequence[Document]", **kwargs: Any) -> "Sequence[Document]":  # noqa: ARG002 - part of what LangChain calls
        """Return the documents, clean; those that were given stay as they are."""
        records = (
            record(given.page_content, None, _address(given.metadata.get(self.url_key)), self.kind)
            for given in documents
        )
        rows = clean_rows(records, workers=self.workers, pipeline=self.pipeline, on_error=self.on_error)
        return [
            given.model_copy(
                update={
                    "page_content": row["text"],
                    "metadata": described(given.metadata, row, self.fields),
                }
            )
            for given, row in zip(documents, rows, strict=True)
            if row is not None
        ]


def _address(value: object) -> str | None:
    """Return what is an address: ``source`` may also be a file's name."""
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None
