"""A paragraph that stands twice is kept once; refrains and short lines stay."""

from newsclean import Label, clean
from tests.articles import ARTICLE, BODY, PARAGRAPHS


def test_page_scraped_twice():
    document = clean(ARTICLE + "\n" + ARTICLE)
    assert document.text == BODY
    assert [block.label for block in document.removed] == [Label.DUPLICATE] * len(PARAGRAPHS)


def test_case_and_quotes_do_not_matter():
    document = clean(ARTICLE + "\n" + PARAGRAPHS[1].replace("“", '"').replace("”", '"').upper())
    assert document.text == BODY


def test_refrain_stays():
    source = "\n".join(
        ["And the river ran.", PARAGRAPHS[0], "And the river ran.", PARAGRAPHS[1], "And the river ran."]
    )
    assert clean(source).text.count("And the river ran.") == 3


def test_similar_paragraphs_stay():
    source = ARTICLE + "\n" + PARAGRAPHS[3].replace("2019", "2021")
    assert clean(source).text == BODY + "\n\n" + PARAGRAPHS[3].replace("2019", "2021")
