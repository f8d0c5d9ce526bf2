"""Haystack: a component, to put between converter and splitter. Needs the extra ``haystack``.

from newsclean.haystack import NewsCleaner
pipeline.add_component("clean", NewsCleaner())
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from newsclean.cleaning import Kind, OnError, pipeline_of
from newsclean.errors import PipelinePicklingError
from newsclean.extras import need
from newsclean.pipeline import Pipeline
from newsclean.records import METADATA, checked_fields, clean_rows, described, record

haystack: Any = need("haystack", "haystack")

__all__ = ["NewsCleaner"]


@haystack.component
class NewsCleaner:
    """Put the clean text in the place of each document's, and fields of the article into its ``meta``.

    What ``meta`` had under the name of a field gets ``input_`` before it. Fields that are unknown (no title,
    no authors) are left out. A document without content but with a ``blob``, a page that was fetched, is
    cleaned from that. The clean document has an id of its own, since Haystack's are those of the content.

    Args:
        fields: Which columns of ``newsclean.rows`` go to ``meta``.
        url_key: Where in ``meta`` the address is.
        workers: As for ``newsclean.clean_many``.
        kind: As for ``newsclean.clean``.
        pipeline: As for ``newsclean.clean``. Only a preset's name can be written to YAML.
        on_error: What to do where a step of yours raises: "raise", "skip" the document, or "return" it
            without a text, and with the reason in ``meta["error"]``.
    """

    def __init__(  # noqa: PLR0913 - options, by keyword
        self,
        *,
        fields: Sequence[str] = METADATA,
        url_key: str = "url",
        workers: int = 1,
        kind: Kind = "auto",
        pipeline: Pipeline | str | None = None,
        on_error: OnError = "raise",
    ) -> None:
        pipeline_of(pipeline)
        self.fields = checked_fields(fields)
        self.url_key = url_key
        self.workers = workers
        self.kind: Kind = kind
        self.pipeline = pipeline
        self.on_error: OnError = on_error

    @haystack.component.output_types(documents=list[haystack.Document])  # type: ignore[untyped-decorator]
    def run(self, documents: list[haystack.Document]) -> dict[str, list[Any]]:
        """Return the documents, clean; those that were given stay as they are."""
        records = (
            record(_source(given), None, given.meta.get(self.url_key), self.kind) for given in documents
        )
        rows = clean_rows(records, workers=self.workers, pipeline=self.pipeline, on_error=self.on_error)
        clean = [
            replace(
                given, id="", content=row["text"], blob=None, meta=described(given.meta, row, self.fields)
            )
            for given, row in zip(documents, rows, strict=True)
            if row is not None
        ]
        return {"documents": clean}

    def to_dict(self) -> dict[str, Any]:
        """Return the component as data, for Haystack's YAML.

        Raises:
            PipelinePicklingError: The pipeline is not a preset's name (also a ``TypeError``).
        """
        if isinstance(self.pipeline, Pipeline):
            raise PipelinePicklingError(
                "a pipeline of your own cannot be written to YAML; name a preset instead"
            )
        data: dict[str, Any] = haystack.default_to_dict(
            self,
            fields=list(self.fields),
            url_key=self.url_key,
            workers=self.workers,
            kind=self.kind,
            pipeline=self.pipeline,
            on_error=self.on_error,
        )
        return data

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "NewsCleaner":
        """Return the component that ``to_dict`` made ``data`` from."""
        made: NewsCleaner = haystack.default_from_dict(cls, data)
        return made


def _source(document: Any) -> str | bytes | None:
    if document.content is None and document.blob is not None:
        return bytes(document.blob.data)
    return document.content  # type: ignore[no-any-return]
