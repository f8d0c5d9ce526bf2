"""Scrapy: a spider that yields pages, and an item pipeline that makes articles of them."""

import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

article = (Path(__file__).parents[1] / "article.txt").read_text(encoding="utf-8")
folder = Path(tempfile.mkdtemp())
page = folder / "page.html"
lines = "".join(f"<p>{escape(line)}</p>\n" for line in article.splitlines())
page.write_text(f'<html><head><meta charset="utf-8"></head><body>{lines}</body></html>', encoding="utf-8")


class News(scrapy.Spider):
    """Here it reads a file."""

    name = "news"
    start_urls = (page.as_uri(),)

    def parse(self, response: Response) -> Iterator[dict[str, Any]]:
        """Yield the page as it is: what is the article, newsclean finds out."""
        yield {"body": response.body, "url": response.url}


process = CrawlerProcess(
    {
        "ITEM_PIPELINES": {"newsclean.scrapy.NewscleanPipeline": 300},
        "NEWSCLEAN_HTML_FIELD": "body",
        "NEWSCLEAN_DROP": ["empty", "no_article"],
        "FEEDS": {
            str(folder / "articles.jsonl"): {"format": "jsonlines", "fields": ["url", "title", "text"]}
        },
        "LOG_LEVEL": "WARNING",
        "TELNETCONSOLE_ENABLED": False,
    }
)
process.crawl(News)
process.start()
print((folder / "articles.jsonl").read_text(encoding="utf-8"))
