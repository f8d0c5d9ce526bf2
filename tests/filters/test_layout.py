"""The article is the heaviest run of running text; what stands around it is not."""

import pytest

from newsclean import Label, Pipeline, Status, clean
from newsclean.filters.layout import heaviest_run, layout
from tests.articles import ARTICLE, BODY, PARAGRAPHS

MENU = [
    "Varn valley",
    "Harbour notes",
    "Fjord life",
    "Islands and coast",
    "Letters page",
    "Past issues",
    "Our prizes",
]


def test_menus_around_the_article_go():
    by_shape = Pipeline.default().replace("classifier", layout)
    document = clean("\n".join([*MENU, ARTICLE, *reversed(MENU)]), pipeline=by_shape)
    assert document.text == BODY
    assert {block.label for block in document.removed} == {Label.NAVIGATION, Label.BOILERPLATE}


def test_short_lines_inside_stay():
    source = [PARAGRAPHS[0], "What went wrong", PARAGRAPHS[1], "“Nobody came.”", "The mayor", *PARAGRAPHS[2:]]
    assert clean("\n".join(source)).text.split("\n\n") == source


@pytest.mark.parametrize(
    "source",
    [
        "Rain.",
        "Hello world",
        "Oslo 3\nBergen 1\nTromsø 0",
        "Rain on the roof\nRain on the road\nRain on the river\nAnd nobody home",
        "雨が降った。",
    ],
)
def test_text_without_running_text_is_left_alone(source):
    document = clean(source)
    assert document.text.split("\n\n") == source.split("\n")
    assert document.status is Status.OK


@pytest.mark.parametrize(
    ("weights", "run"),
    [
        ([], None),
        ([-1, -2], None),
        ([0.0], None),
        ([2, -1, 2], (0, 2)),
        ([2, -3, 2.5], (2, 2)),
        ([-1, 5, -1], (1, 1)),
    ],
)
def test_heaviest_run(weights, run):
    assert heaviest_run(weights) == run
