"""Scrapy, LangChain, Haystack and spaCy."""

import dataclasses
import json

import pytest

import newsclean
from newsclean import Pipeline
from newsclean.errors import InputTypeError, PipelinePicklingError
from newsclean.rows import COLUMNS, to_row

from .conftest import needed

pytestmark = [
    pytest.mark.engines,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

URL = "https://www.harbourpost.example/2025/deal"
TEXT = (
    "Share on Facebook\nRiver deal holds after a night of talks\nBy Ana Prifti\n"
    "President Volodimir Zelancesi of Ukraine said that it was a corridor, and that the agreementâ€™s monitors would "
    "be on the bridges within a week.\nAdvertisement\n"
    "Lorries may cross between six in the morning and eight in the evening, in columns of no more than forty."
)
CLEAN = newsclean.clean(TEXT, url=URL)
ROW = to_row(CLEAN)


def test_the_article_has_what_is_needed():
    assert (CLEAN.title, CLEAN.authors) == ("River deal holds after a night of talks", ("Ana Prifti",))
    assert [name.replacement for name in CLEAN.corrections] == ["Volodymyr Zelensky"]
    assert len(CLEAN.removed) >= 3


# ---------------------------------------------------------------- Scrapy


class TestScrapy:
    @pytest.fixture(autouse=True)
    def _needed(self):
        needed("scrapy")

    def pipeline(self, **settings):
        from scrapy.utils.test import get_crawler

        from newsclean.scrapy import NewscleanPipeline

        self.crawler = get_crawler(settings_dict=settings)
        return NewscleanPipeline.from_crawler(self.crawler)

    def test_a_dict_gets_all_columns_and_loses_nothing(self):
        item = {"text": TEXT, "url": URL, "title": "as scraped", "id": 7}
        found = self.pipeline().process_item(item)
        assert found == {**ROW, "id": 7, "input_title": "as scraped", "input_url": URL}
        assert set(COLUMNS) <= set(found)

    def test_an_item_gets_the_columns_that_it_has_a_field_for(self):
        import scrapy

        class Article(scrapy.Item):
            body = scrapy.Field()
            text = scrapy.Field()
            authors = scrapy.Field()
            title = scrapy.Field()
            status = scrapy.Field()

        item = Article(body=TEXT, title="the spider knows better")
        found = self.pipeline(NEWSCLEAN_TEXT_FIELD="body").process_item(item)
        assert dict(found) == {
            "body": CLEAN.text,
            "title": "the spider knows better",
            "authors": ["Ana Prifti"],
            "status": "ok",
        }

    def test_a_dataclass_of_a_page(self):
        @dataclasses.dataclass
        class Page:
            body: bytes
            text: str | None = None
            language: str | None = None

        page = Page(
            b"<html><body><p>Wind over the town of Varn took the roof off a school.</p></body></html>"
        )
        found = self.pipeline(NEWSCLEAN_HTML_FIELD="body").process_item(page)
        assert found.text == "Wind over the town of Varn took the roof off a school."
        assert found.language == "en"
        assert found.body.startswith(b"<html>")

    def test_unwanted_statuses_are_dropped_and_counted(self):
        from scrapy.exceptions import DropItem

        pipeline = self.pipeline(NEWSCLEAN_DROP=["empty", "no_article"])
        with pytest.raises(DropItem, match="its status is empty"):
            pipeline.process_item({"text": " "})
        pipeline.process_item({"text": TEXT})
        stats = self.crawler.stats.get_stats()
        assert stats["newsclean/status/empty"] == stats["newsclean/status/ok"] == 1
        assert stats["newsclean/corrections"] == 1
        with pytest.raises(InputTypeError, match="no such status: gone"):
            self.pipeline(NEWSCLEAN_DROP=["gone"])

    def test_pipelines_by_name_path_and_value(self):
        for setting in ("gentle", "tests.engines.test_stacks.GENTLE", Pipeline.gentle()):
            found = self.pipeline(NEWSCLEAN_PIPELINE=setting).process_item({"text": TEXT})
            assert found["text"].startswith(CLEAN.title)  # which gentle leaves where it is

    def test_in_a_crawl(self, tmp_path):
        """With the real engine, over a page of a file; in a process of its own, for a reactor runs once."""
        import subprocess
        import sys

        page = tmp_path / "page.html"
        page.write_text(
            f"<html><body>{''.join(f'<p>{line}</p>' for line in TEXT.splitlines())}</body></html>"
        )
        (tmp_path / "crawl.py").write_text(CRAWL)
        done = subprocess.run(
            [sys.executable, "crawl.py", page.as_uri()],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        (found,) = json.loads((tmp_path / "out.json").read_text())
        assert "Zelensky" in found["text"]
        assert "Advertisement" not in found["text"]


GENTLE = Pipeline.gentle()

CRAWL = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess

class Spider(scrapy.Spider):
    name = "pages"
    start_urls = sys.argv[1:]
    def parse(self, response):
        yield {"body": response.body, "url": response.url}

process = CrawlerProcess({
    "ITEM_PIPELINES": {"newsclean.scrapy.NewscleanPipeline": 300},
    "NEWSCLEAN_HTML_FIELD": "body",
    "FEEDS": {"out.json": {"format": "json", "fields": ["url", "text", "title", "status"]}},
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
})
process.crawl(Spider)
process.start()
"""


# ---------------------------------------------------------------- LangChain


class TestLangChain:
    @pytest.fixture(autouse=True)
    def _needed(self):
        needed("langchain_core")

    def test_documents_are_clean_and_described(self):
        from langchain_core.documents import Document

        from newsclean.langchain import NewsCleaner

        given = Document(page_content=TEXT, metadata={"source": URL, "title": "as scraped"}, id="7")
        (found,) = NewsCleaner().transform_documents([given])
        assert (found.page_content, found.id) == (CLEAN.text, "7")
        assert found.metadata == {
            "source": URL, "input_title": "as scraped", "status": "ok", "title": CLEAN.title,
            "authors": ["Ana Prifti"], "url": URL, "language": "en", "truncated": False, "paywalled": False,
        }  # fmt: skip
        assert given.page_content == TEXT
        assert given.metadata["title"] == "as scraped"

    def test_which_fields_and_whose_pipeline(self):
        from langchain_core.documents import Document

        from newsclean.langchain import NewsCleaner

        documents = [Document(page_content=TEXT, metadata={"source": "a.txt"})] * 3
        cleaner = NewsCleaner(fields=COLUMNS[1:], pipeline="gentle", workers=2)
        found = cleaner.transform_documents(documents)
        assert [document.page_content for document in found] == [
            newsclean.clean(TEXT, pipeline="gentle").text
        ] * 3
        assert found[0].metadata["removed"][0]["label"] == "share"
        with pytest.raises(InputTypeError, match="no such columns: headline"):
            NewsCleaner(fields=["headline"])

    def test_it_awaits(self):
        import asyncio

        from langchain_core.documents import Document

        from newsclean.langchain import NewsCleaner

        (found,) = asyncio.run(NewsCleaner().atransform_documents([Document(page_content=TEXT)]))
        assert found.page_content == CLEAN.text


# ---------------------------------------------------------------- Haystack


class TestHaystack:
    @pytest.fixture(autouse=True)
    def _needed(self, monkeypatch):
        monkeypatch.setenv("HAYSTACK_TELEMETRY_ENABLED", "False")
        needed("haystack")

    def test_in_a_pipeline_that_went_through_yaml(self):
        import haystack

        from newsclean.haystack import NewsCleaner

        made = haystack.Pipeline()
        made.add_component("clean", NewsCleaner(fields=["title", "authors", "dateline"]))
        pipeline = haystack.Pipeline.loads(made.dumps(), allowed_modules=["newsclean.haystack"])
        given = haystack.Document(content=TEXT, meta={"url": URL, "title": "as scraped"})
        (found,) = pipeline.run({"clean": {"documents": [given]}})["clean"]["documents"]
        assert found.content == CLEAN.text
        assert found.meta == {
            "url": URL, "input_title": "as scraped", "title": CLEAN.title, "authors": ["Ana Prifti"],
        }  # fmt: skip
        assert found.id != given.id
        assert given.content == TEXT

    def test_pages_as_they_were_fetched(self):
        import haystack
        from haystack.dataclasses import ByteStream

        from newsclean.haystack import NewsCleaner

        page = ByteStream(
            "<html><body><p>Wind over Varn, again – all day.</p></body></html>".encode("cp1252")
        )
        (found,) = NewsCleaner().run([haystack.Document(blob=page)])["documents"]
        assert (found.content, found.blob) == ("Wind over Varn, again – all day.", None)

    def test_a_pipeline_of_ones_own_is_not_written_to_yaml(self):
        from newsclean.haystack import NewsCleaner

        with pytest.raises(PipelinePicklingError, match="name a preset"):
            NewsCleaner(pipeline=Pipeline.gentle()).to_dict()
        with pytest.raises(InputTypeError, match="no such columns"):
            NewsCleaner(fields=["headline"])


# ---------------------------------------------------------------- spaCy


class TestSpacy:
    @pytest.fixture(autouse=True)
    def _needed(self):
        needed("spacy")

    @pytest.fixture
    def nlp(self):
        import spacy

        nlp = spacy.blank("en")
        nlp.add_pipe("newsclean", first=True)
        nlp.add_pipe("sentencizer")
        return nlp

    def test_the_doc_is_that_of_the_clean_text(self, nlp):
        doc = nlp(TEXT)
        document = newsclean.clean(TEXT)
        assert doc.text == document.text
        assert doc._.newsclean == document
        assert [(s.text, s.label_) for s in doc.spans["newsclean_blocks"]] == [
            (block.text, block.label.value) for block in document.blocks if block.kept
        ]
        (name,) = doc.spans["newsclean_corrections"]
        assert (name.text, name.kb_id_) == ("Volodymyr Zelensky", "Volodymyr Zelensky")
        assert len([*doc.sents]) == 2

    def test_spans_lead_back_to_raw(self, nlp):
        from newsclean.spacy import raw_span

        doc = nlp(TEXT)
        (name,) = doc.spans["newsclean_corrections"]
        start, end = raw_span(name)
        assert TEXT[start:end] == "Volodimir Zelancesi"
        for block in doc.spans["newsclean_blocks"]:
            start, end = raw_span(block)
            assert TEXT[start:end].rsplit(maxsplit=1)[-1] == block.text.split()[-1]

    def test_what_was_found_before_is_carried_over(self):
        import spacy
        from spacy.tokens import Doc

        nlp = spacy.blank("en")
        ruler = nlp.add_pipe("entity_ruler")
        ruler.add_patterns(
            [
                {"label": "PERSON", "pattern": "Volodimir Zelancesi"},
                {"label": "GPE", "pattern": "Ukraine"},
                {"label": "ORG", "pattern": "Facebook"},
            ]
        )
        Doc.set_extension("desk", default=None, force=True)

        @spacy.Language.component("desk")
        def desk(doc):
            doc._.desk = "world"
            doc.cats["politics"] = 1.0
            doc.spans["sc"] = list(doc.ents)
            return doc

        nlp.add_pipe("desk")
        nlp.add_pipe("newsclean")
        ((doc, context),) = nlp.pipe([(TEXT, {"id": 7})], as_tuples=True)
        # Facebook was in a line that is not of the article.
        wanted = [("Volodymyr Zelensky", "PERSON"), ("Ukraine", "GPE")]
        assert [(entity.text, entity.label_) for entity in doc.ents] == wanted
        assert [(span.text, span.label_) for span in doc.spans["sc"]] == wanted
        assert (doc._.desk, doc.cats, context) == ("world", {"politics": 1.0}, {"id": 7})

    def test_docs_go_to_other_processes_and_to_disk(self, nlp):
        from spacy.tokens import Doc, DocBin

        doc = nlp(TEXT)
        again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert again._.newsclean == doc._.newsclean
        (other,) = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
        assert [span.text for span in other.spans["newsclean_corrections"]] == ["Volodymyr Zelensky"]

    def test_html_and_odd_texts(self, nlp):
        assert (
            nlp("<html><body><p>Wind over Varn.</p><p>Advertisement</p></body></html>").text
            == "Wind over Varn."
        )
        assert [doc.text for doc in nlp.pipe(["", "\n \n", "Rain fell."])] == ["", "", "Rain fell."]

    def test_documents_that_were_cleaned_elsewhere(self):
        import spacy

        from newsclean.spacy import to_doc

        nlp = spacy.blank("en")
        nlp.add_pipe("sentencizer")
        (doc,) = nlp.pipe(to_doc(nlp, document) for document in [CLEAN])
        assert (doc.text, doc._.newsclean, len([*doc.sents])) == (CLEAN.text, CLEAN, 2)

    def test_pipelines_by_name_and_by_registry(self):
        import spacy

        @spacy.registry.misc("only_repairs")
        def only_repairs():
            return Pipeline([newsclean.repairs.encoding])

        nlp = spacy.blank("en")
        nlp.add_pipe("newsclean", config={"pipeline": "gentle"})
        assert nlp(TEXT).text.startswith(CLEAN.title)  # which gentle leaves where it is
        nlp = spacy.blank("en")
        nlp.add_pipe("newsclean", config={"pipeline": {"@misc": "only_repairs"}})
        assert "Advertisement" in nlp(TEXT).text
