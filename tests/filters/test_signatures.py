"""Names between headline and text are by-lines; people in the news and section names there are not."""

import pytest

from newsclean import clean
from tests.articles import PARAGRAPHS

HEADLINE = "Dam at Varn holds as engineers watch the river"


def under_headline(*lines):
    return clean(
        "\n".join([f"{HEADLINE} | The Harbour Post", "Menu", "Sport", HEADLINE, *lines, *PARAGRAPHS])
    )


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        (["Martin Kowalski"], ("Martin Kowalski",)),
        (["By", "Zlatan Prvopis"], ("Zlatan Prvopis",)),
        (["Maria Lopez and Martin Kowalski"], ("Maria Lopez", "Martin Kowalski")),
        (["Kolumne von", "Martin Kowalski"], ("Martin Kowalski",)),
        (["Von", "Maria Lopez", "und", "Martin Kowalski"], ("Maria Lopez", "Martin Kowalski")),
        (["Zlatan Prvopis", "3 March 2025, 10:41"], ("Zlatan Prvopis",)),
    ],
)
def test_names_under_the_headline(lines, authors):
    document = under_headline(*lines)
    assert document.authors == authors
    assert document.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "line", ["Top Stories", "Vladimir Putin", "Middle East", "Rich List", "New York", "Zlatan Prvopis"]
)
def test_topics_sections_and_unknown_words_are_no_authors(line):
    assert under_headline(line).authors == ()


def test_a_name_inside_the_text_stays():
    source = "\n".join([HEADLINE, *PARAGRAPHS[:2], "Martin Kowalski", *PARAGRAPHS[2:]])
    document = clean(source)
    assert document.authors == ()
    assert "Martin Kowalski" in document.text


def test_by_lines_of_other_stories_are_not_the_articles():
    source = "\n".join(
        [HEADLINE, "By Martin Kowalski", *PARAGRAPHS, *["Menu"] * 15, "By Maria Lopez", "Sport"]
    )
    assert clean(source).authors == ("Martin Kowalski",)
