"""Scrapy: an item pipeline. Needs the extra ``scrapy``.

    ITEM_PIPELINES = {"newsclean.scrapy.NewscleanPipeline": 300}
    NEWSCLEAN_HTML_FIELD = "body"      # the page; NEWSCLEAN_TEXT_FIELD ("text") where there is only text
    NEWSCLEAN_DROP = ["no_article", "empty"]

The clean text goes to the field ``text``, the other columns to fields of their names; what an item had there
is kept in ``input_title`` and so on. An item that declares its fields gets those columns that it has a field
for, and of these only such as would not cost it a value of its own.
"""

from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsclean.cleaning import Kind, pipeline_of
from newsclean.errors import InputTypeError
from newsclean.extras import need
from newsclean.labels import Status
from newsclean.pipeline import PRESETS, Pipeline
from newsclean.records import PREFIX, RowCleaner, record

if TYPE_CHECKING:
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
else:
    need("scrapy", "scrapy")

__all__ = ["NewscleanPipeline"]


class NewscleanPipeline:
    """Clean each item, and drop those whose status is unwanted.

    Args:
        text: The field of the text, and of the clean text. An item without it must have ``html``.
        html: The field of the page. Where it is missing, ``text`` counts.
        url: The field of the address.
        kind: As for ``newsclean.clean``, of ``text``.
        pipeline: As for ``newsclean.clean``.
        drop: Statuses whose items are dropped: "empty", "no_article", "paywalled".
        stats: The crawler's statistics, where what comes out is counted; ``None`` for nowhere.

    Settings: ``NEWSCLEAN_TEXT_FIELD``, ``NEWSCLEAN_HTML_FIELD``, ``NEWSCLEAN_URL_FIELD``,
    ``NEWSCLEAN_KIND``, ``NEWSCLEAN_PIPELINE`` (a ``Pipeline``, a preset's name, or the path of one:
    "myproject.cleaning.PIPELINE") and ``NEWSCLEAN_DROP``.

    Raises:
        InputTypeError: ``drop`` names no status (also a ``TypeError``).
    """

    def __init__(  # noqa: PLR0913 - options, by keyword
        self,
        *,
        text: str = "text",
        html: str | None = None,
        url: str | None = "url",
        kind: Kind = "auto",
        pipeline: Pipeline | str | None = None,
        drop: Iterable[str] = (),
        stats: Any = None,
    ) -> None:
        self._fields = (text, html, url)
        self._kind: Kind = kind
        self._cleaner = RowCleaner(pipeline_of(pipeline))
        self._drop = frozenset(drop)
        self._stats = stats
        if unknown := self._drop - set(Status):
            raise InputTypeError(
                f"no such status: {', '.join(sorted(unknown))}; there are: {', '.join(Status)}"
            )

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> "NewscleanPipeline":
        """Return the pipeline that a project's settings ask for."""
        settings = crawler.settings
        return cls(
            text=settings.get("NEWSCLEAN_TEXT_FIELD", "text"),
            html=settings.get("NEWSCLEAN_HTML_FIELD"),
            url=settings.get("NEWSCLEAN_URL_FIELD", "url"),
            kind=settings.get("NEWSCLEAN_KIND", "auto"),
            pipeline=_pipeline(settings.get("NEWSCLEAN_PIPELINE")),
            drop=settings.getlist("NEWSCLEAN_DROP"),
            stats=crawler.stats,
        )

    def process_item(self, item: Any, spider: Any = None) -> Any:  # noqa: ARG002 - Scrapy before 2.14 gives it
        """Return the item, clean.

        Raises:
            scrapy.exceptions.DropItem: Its status is one of those to drop.
        """
        from itemadapter import ItemAdapter
        from scrapy.exceptions import DropItem

        adapter = ItemAdapter(item)
        given, page, url = (adapter.get(field) if field else None for field in self._fields)
        row = self._cleaner(record(given, page, url, self._kind))
        status = row["status"]
        if self._stats is not None:
            self._stats.inc_value(f"newsclean/status/{status}")
            self._stats.inc_value("newsclean/removed", len(row["removed"]))
            self._stats.inc_value("newsclean/corrections", len(row["corrections"]))
        if status in self._drop:
            raise DropItem(f"newsclean: its status is {status}")
        self._write(adapter, row)
        return item

    def _write(self, adapter: "ItemAdapter", row: dict[str, Any]) -> None:
        fixed = not isinstance(adapter.item, dict)
        names = set(adapter.field_names()) if fixed else None
        text = self._fields[0]
        for column, value in row.items():
            if column == "text":
                if names is None or text in names:
                    adapter[text] = value
                continue
            aside = f"{PREFIX}{column}"
            if names is not None and column not in names:
                continue
            if adapter.get(column) is not None:
                if names is not None and aside not in names:
                    continue
                adapter[aside] = adapter[column]
            adapter[column] = value


def _pipeline(setting: Any) -> Pipeline | str | None:
    """Return the pipeline that a setting means; a path is that of one in a module."""
    if not isinstance(setting, str) or setting in PRESETS or "." not in setting:
        return setting  # type: ignore[no-any-return]  # pipeline_of says what is wrong with anything else
    module, _, name = setting.rpartition(".")
    found = getattr(import_module(module), name)
    return found if isinstance(found, Pipeline) else pipeline_of(found)
