r"""A report on a corpus: one page, complete in itself, by which to decide whether to trust a run.

    newsclean report scraped/ -o report.html

or, from Python:

    >>> import newsclean
    >>> from newsclean import report
    >>> made = report.build(newsclean.clean_many(["Rain fell on Oslo.\n\nShare on Facebook"]))
    >>> made
    <Report: 1 document, 49 % of the characters left out, 0 names put right, 0 documents look wrong>
    >>> page = made.to_html()  # or made.save("report.html")

The Documents are read once and not kept, so that 100,000 are as good as ten: totals are exact, and what is
shown of many is a sample, which the page says.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from newsclean.document import Document
from newsclean.failure import Failure
from newsclean.report.exceptions import read_exceptions
from newsclean.report.tally import Tally
from newsclean.views.sheets import plural

__all__ = ["Report", "build", "read_exceptions"]

#: So many documents can be read in the page.
SAMPLE = 200


@dataclass(frozen=True, slots=True, repr=False)
class Report:
    """What ``build`` gives.

    Attributes:
        title: What the report is on; stands above it.
        tally: What was counted.
    """

    title: str
    tally: Tally

    def to_html(self) -> str:
        """Return the page. It loads nothing; its one script is its own, and no other is let run."""
        from newsclean.report.page import page

        return page(self.title, self.tally)

    def save(self, path: str | Path) -> None:
        """Write the page to a file.

        Raises:
            OSError: It cannot be written.
        """
        Path(path).write_text(self.to_html(), encoding="utf-8", newline="\n")

    def __repr__(self) -> str:
        tally = self.tally
        gone = 1 - tally.kept / tally.characters if tally.characters else 0
        return (
            f"<Report: {plural(tally.documents, 'document')}, {gone:.0%}".replace("%", " %")
            + f" of the characters left out, {plural(tally.names, 'name')} put right, "
            f"{plural(tally.amiss, 'document')} look{'s' if tally.amiss == 1 else ''} wrong>"
        )


def build(
    documents: Iterable[Document | Failure | tuple[str, Document | Failure]],
    *,
    title: str = "",
    sample: int = SAMPLE,
) -> Report:
    """Return the report on Documents, which are read once and not kept.

    Args:
        documents: What ``clean_many`` gives, also with ``on_error="return"``; or pairs of a name, by
            which the report calls it, and a Document.
        title: What the report is on.
        sample: How many of the documents can be read in the page. The same documents under the same names
            give the same sample, in whatever order they come. Who has no name goes by address or number.
    """
    tally = Tally(sample)
    for name, document in _named(documents):
        tally.add(name, document)
    return Report(title, tally)


def _named(
    documents: Iterable[Document | Failure | tuple[str, Document | Failure]],
) -> Iterator[tuple[str, Document | Failure]]:
    for number, item in enumerate(documents, 1):
        if isinstance(item, tuple):
            yield item
        else:
            yield (isinstance(item, Document) and item.url) or f"document {number}", item
