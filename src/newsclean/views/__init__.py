"""Views of a Document: text, Markdown, HTML, a diff, a plain-text explanation, and the way back to ``raw``.

Views only read. Each is a function of the Document alone, so the same Document looks the same
everywhere, and none of them decides anything: labels and edits were decided in the pipeline.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING

from newsclean.labels import ARTICLE_LABELS, Label
from newsclean.views.diff import Diff
from newsclean.views.explain import explain
from newsclean.views.html import html
from newsclean.views.markdown import markdown
from newsclean.views.offsets import SEPARATOR, raw_offset

if TYPE_CHECKING:
    from newsclean.document import Document

__all__ = ["Diff", "explain", "html", "markdown", "raw_offset", "text"]


def text(document: "Document", keep: Collection[Label | str] = ARTICLE_LABELS) -> str:
    """Return the blocks whose label is in ``keep``, corrected, one blank line between.

    Raises:
        ValueError: ``keep`` names a label that does not exist.
    """
    labels = keep if keep is ARTICLE_LABELS else {Label(label) for label in keep}
    return SEPARATOR.join(block.text for block in document.blocks if block.text and block.label in labels)
