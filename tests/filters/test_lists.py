"""Topic lists under an article and other stories inside it go to their fields; its own lists stay."""

import pytest

from newsclean import clean
from newsclean.filters.lists import strip_bullet
from tests.articles import PARAGRAPHS

TAGS = ("Varn", "Ana Prifti", "River floods", "Dam engineers")
STORIES = (
    "Why was the dam never mended?",
    "Ten rivers that changed their course",
    "Is your valley at risk from floods?",
)


def bulleted(items, bullet="- "):
    return [bullet + item for item in items]


@pytest.mark.parametrize("bullet", ["- ", "• ", "* ", "", "▪ "])
def test_topics_at_the_end(bullet):
    source = "\n".join([*PARAGRAPHS, *bulleted(("Varn", "Ana Prifti", "Governor Tom Okafor"), bullet)])
    document = clean(source)
    assert document.tags == ("Varn", "Ana Prifti", "Governor Tom Okafor")
    assert document.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize("bullet", ["- ", "• ", "* "])
def test_headlines_inserted_between_paragraphs(bullet):
    source = "\n".join([*PARAGRAPHS[:2], *bulleted(STORIES, bullet), *PARAGRAPHS[2:]])
    document = clean(source)
    assert document.related == STORIES
    assert document.text == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "items",
    [
        ["- 200 g of flour", "- two eggs", "- a pinch of salt"],
        [
            "- The school gym is open to all.",
            "- The road will stay closed for a month.",
            "- Water must be boiled.",
        ],
        [
            "1. Boil the water before you drink it",
            "2. Stay away from the river bank",
            "3. Call your neighbours",
        ],
    ],
)
def test_the_articles_own_lists_stay(items):
    source = "\n".join([*PARAGRAPHS[:2], *items, *PARAGRAPHS[2:]])
    document = clean(source)
    assert document.related == ()
    assert document.text.split("\n\n") == [*PARAGRAPHS[:2], *items, *PARAGRAPHS[2:]]


def test_list_announced_with_a_colon_stays():
    lead = "Nobody can yet answer the questions that the people of this valley and their governor have asked for years:"
    source = "\n".join([*PARAGRAPHS[:2], lead, *bulleted(STORIES), *PARAGRAPHS[2:]])
    document = clean(source)
    assert document.related == ()
    assert all(story in document.text for story in STORIES)


def test_two_short_lines_at_the_end_are_no_topics():
    document = clean("\n".join([*PARAGRAPHS, "Varn", "Ana Prifti"]))
    assert document.tags == ()


def test_strip_bullet_leaves_words():
    assert [strip_bullet(x) for x in ("- a", "• b", "-c", "d - e")] == ["a", "b", "-c", "d - e"]


def test_ranks_of_a_most_read_box_go_with_its_headlines():
    box = ["Most read", "1", "Why was the dam never mended?", "2", "Ten rivers that changed their course"]
    document = clean("\n".join([*PARAGRAPHS, *box]))
    assert document.related == ("Why was the dam never mended?", "Ten rivers that changed their course")
    assert document.text == "\n\n".join(PARAGRAPHS)


def test_a_number_that_ranks_nothing_is_left_to_others():
    document = clean(
        "\n".join([*PARAGRAPHS[:2], "Most read", "Why was the dam never mended?", "7", *PARAGRAPHS[2:]])
    )
    assert document.related == ("Why was the dam never mended?",)
    assert "related" not in {block.label for block in document.blocks if block.text == "7"}
