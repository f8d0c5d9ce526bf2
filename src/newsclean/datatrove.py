"""datatrove: a ``PipelineStep`` that cleans each document. Needs the extra ``datatrove``.

from newsclean.datatrove import NewsCleaner
LocalPipelineExecutor([JsonlReader("scraped"), NewsCleaner(), JsonlWriter("clean")], tasks=8).run()
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from newsclean.cleaning import Kind, OnError, pipeline_of
from newsclean.extras import need
from newsclean.pipeline import Pipeline
from newsclean.pool import check_picklable
from newsclean.records import RowCleaner, merged, record

if TYPE_CHECKING:
    from datatrove.data import Document
    from datatrove.pipeline.base import PipelineStep
else:
    PipelineStep = need("datatrove.pipeline.base", "datatrove").PipelineStep

__all__ = ["NewsCleaner"]


class NewsCleaner(PipelineStep):  # type: ignore[misc]  # datatrove is not there for mypy
    """Put the clean text in the place of each document's, and the other columns into its metadata.

    What the metadata had under the name of a column gets ``input_`` before it. The statistics count statuses,
    and what was removed by label.

    Args:
        html_key: Where in the metadata the page's HTML may be; without it the text counts, HTML or not.
        url_key: Where in the metadata the address is.
        kind: As for ``newsclean.clean``, of the text.
        pipeline: As for ``newsclean.clean``.
        on_error: What to do where a step of yours raises: "raise", "skip" the document, or "return" it
            without a text, and with the reason in its metadata's ``error``.

    Raises:
        PipelinePicklingError: The pipeline cannot be sent to tasks (also a ``TypeError``).
    """

    type = "newsclean"
    name = "Clean news"

    def __init__(
        self,
        *,
        html_key: str | None = None,
        url_key: str | None = "url",
        kind: Kind = "auto",
        pipeline: Pipeline | str | None = None,
        on_error: OnError = "raise",
    ) -> None:
        super().__init__()
        pipeline_of(pipeline)
        check_picklable(pipeline)
        self.html_key = html_key
        self.url_key = url_key
        self.kind: Kind = kind
        self.on_error = on_error
        self._cleaner = RowCleaner(pipeline)

    def run(
        self,
        data: "Iterable[Document]",
        rank: int = 0,  # noqa: ARG002 - part of what datatrove calls
        world_size: int = 1,  # noqa: ARG002
    ) -> "Iterator[Document]":
        """Yield the documents, clean."""
        for document in data:
            self.stat_update("total")
            with self.track_time():
                row = self._row(document)
            if row is None:
                self.stat_update("skipped")
                continue
            document.text = row.pop("text")
            document.metadata = merged(document.metadata, row)
            yield document

    def _row(self, document: "Document") -> dict[str, Any] | None:
        known = document.metadata
        page = known.get(self.html_key) if self.html_key else None
        url = known.get(self.url_key) if self.url_key else None
        row = self._cleaner.settled(record(document.text, page, url, self.kind), self.on_error)
        if row is not None:
            self.stat_update(f"status_{row['status']}")
            for label, count in Counter(block["label"] for block in row["removed"]).items():
                self.stat_update(f"removed_{label}", value=count, unit="block")
        return row
