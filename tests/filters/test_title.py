"""The headline is found where a line behaves like one, and the publisher's name taken off."""

import pytest

from newsclean import Label, clean
from newsclean.filters.title import split_headline
from tests.articles import ARTICLE, BODY, PARAGRAPHS


@pytest.mark.parametrize(
    ("line", "headline", "publisher"),
    [
        ("Dam holds as river falls – The Harbour Post", "Dam holds as river falls", "The Harbour Post"),
        (
            "Dam holds as river falls | World News | The Harbour Post",
            "Dam holds as river falls",
            "The Harbour Post",
        ),
        ("Dam holds as river falls - harbourpost.com", "Dam holds as river falls", "harbourpost.com"),
        (
            "Harbour Post | Dam holds as the river falls again",
            "Dam holds as the river falls again",
            "Harbour Post",
        ),
        (
            "‘No way back’ – mayor on the flood – Harbour Post",
            "‘No way back’ – mayor on the flood",
            "Harbour Post",
        ),
        ("Dam holds as river falls · Fjord News", "Dam holds as river falls", "Fjord News"),
        # dashes that belong to the headline
        ("‘We were warned’ – and nobody came", "‘We were warned’ – and nobody came", None),
        ("Floods: the long view - why rivers move", "Floods: the long view - why rivers move", None),
        ("Storm-hit town counts the cost", "Storm-hit town counts the cost", None),
        ("What we know – and what we don't", "What we know – and what we don't", None),
        ("Norway 2 - 1 Sweden", "Norway 2 - 1 Sweden", None),
    ],
)
def test_publisher_is_split_from_headline(line, headline, publisher):
    assert split_headline(line) == (headline, publisher)


def test_headline_with_publisher():
    document = clean("Dam holds as river falls – The Harbour Post\n\n" + ARTICLE)
    assert (document.title, document.publisher) == ("Dam holds as river falls", "The Harbour Post")
    assert document.text == BODY


def test_headline_that_stands_again_under_the_menu():
    menu = "Home\nWorld\nSport\nWeather"
    document = clean(f"Dam holds as river falls | Fjord News\n{menu}\nDam holds as river falls\n{ARTICLE}")
    assert (document.title, document.publisher) == ("Dam holds as river falls", "Fjord News")
    assert [block.text for block in document.blocks if block.label is Label.TITLE] == [
        "Dam holds as river falls | Fjord News",
        "Dam holds as river falls",
    ]
    assert document.text == BODY


def test_headline_alone_before_the_text():
    document = clean("Dam holds as river falls\n" + ARTICLE)
    assert document.title == "Dam holds as river falls"
    assert document.text == BODY


@pytest.mark.parametrize(
    "source",
    [
        ARTICLE,
        "Roses are red\nViolets are blue\nSugar is sweet\nAnd so are you",
        "Oslo 3\nBergen 1\nTromsø 0\nVarn 2",
        "Dam holds as river falls",
        "The river rose in the night.\n" + ARTICLE,
    ],
)
def test_text_without_headline_has_no_title(source):
    document = clean(source)
    assert document.title is None
    assert document.text.split("\n\n") == source.split("\n")


def test_subheading_inside_stays():
    source = "\n".join(
        ["Dam holds as river falls – Fjord News", *PARAGRAPHS[:3], "A warning ignored", *PARAGRAPHS[3:]]
    )
    assert "A warning ignored" in clean(source).text


def test_the_headline_under_a_menu_is_the_line_that_the_text_speaks_of():
    headline = "Dam at Varn holds as engineers watch the river"
    menu = ["Home", "News", "Ten recipes for a long winter evening", "Five cars that will be built next year"]
    document = clean("\n".join([*menu, headline, "Ana Prifti", *PARAGRAPHS]))
    assert document.title == headline
    assert document.authors == ("Ana Prifti",)
    assert document.text == "\n\n".join(PARAGRAPHS)


def test_a_line_that_the_text_does_not_speak_of_is_no_headline():
    teasers = ["Ten recipes for a long winter evening", "Five cars that will be built next year"]
    document = clean("\n".join(["Home", "News", *teasers, *PARAGRAPHS]))
    assert "title.topic" not in {block.rule for block in document.blocks}
