r"""newsclean: from scraped news to clean, correctly spelt articles.

    >>> import newsclean
    >>> newsclean.clean("The dam held.\n\nRead more: Why it was built").text
    'The dam held.'

``clean`` takes text or HTML and returns a ``Document``. See ``Pipeline`` for what is done and how
to change it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsclean.cleaning import Failure, clean, clean_many
from newsclean.document import Block, Caption, Correction, Document, Edit
from newsclean.draft import Verdict
from newsclean.errors import NewscleanError
from newsclean.labels import ARTICLE_LABELS, EditKind, Label, Status
from newsclean.pipeline import Pipeline
from newsclean.steps import filter, repair  # noqa: A004 - decorators named for what they make

if TYPE_CHECKING:
    from newsclean.profile import SiteProfile
    from newsclean.views.table import show

__version__ = "0.1.0"

__all__ = [
    "ARTICLE_LABELS",
    "Block",
    "Caption",
    "Correction",
    "Document",
    "Edit",
    "EditKind",
    "Failure",
    "Label",
    "NewscleanError",
    "Pipeline",
    "SiteProfile",
    "Status",
    "Verdict",
    "clean",
    "clean_many",
    "filter",
    "repair",
    "show",
]


def __getattr__(name: str) -> Any:
    """Import ``SiteProfile``, ``show``, ``filters``, ``repairs`` and ``names`` when first asked for."""
    if name in ("filters", "names", "repairs"):
        return import_module(f"newsclean.{name}")
    if name == "SiteProfile":
        return import_module("newsclean.profile").SiteProfile
    if name == "show":
        return import_module("newsclean.views.table").show
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
