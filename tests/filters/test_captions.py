"""Captions are told by the credit at their end, and taken apart."""

import pytest

from newsclean import Caption, Label, clean
from newsclean.filters.captions import split_credit
from tests.articles import PARAGRAPHS


@pytest.mark.parametrize(
    ("block", "text", "credit"),
    [
        ("The bridge at Varn on Monday. Credit: AP", "The bridge at Varn on Monday.", "AP"),
        ("The bridge at Varn on Monday.Credit:AP", "The bridge at Varn on Monday.", "AP"),
        ("The bridge at Varn on Monday. Photo by Ana Prifti", "The bridge at Varn on Monday.", "Ana Prifti"),
        (
            "The bridge at Varn. Photograph: Tom Okafor/Getty Images",
            "The bridge at Varn.",
            "Tom Okafor/Getty Images",
        ),
        (
            "The bridge at Varn on Monday (Ana Prifti/Reuters)",
            "The bridge at Varn on Monday",
            "Ana Prifti/Reuters",
        ),
        ("The bridge at Varn. [AP Photo/Tom Okafor]", "The bridge at Varn.", "AP Photo/Tom Okafor"),
        (
            "The bridge at Varn. | Lena Moss/AFP via Getty Images",
            "The bridge at Varn.",
            "Lena Moss/AFP via Getty Images",
        ),
        ("The bridge at Varn on Monday © Reuters", "The bridge at Varn on Monday", "Reuters"),
        ("Die Brücke in Varn am Montag. Foto: dpa", "Die Brücke in Varn am Montag.", "dpa"),
        (
            "Image caption The bridge at Varn was closed on Monday",
            "The bridge at Varn was closed on Monday",
            None,
        ),
        ("(Image credit: Harbour Post)", "", "Harbour Post"),
        ("Picture: Ana Prifti", "", "Ana Prifti"),
    ],
)
def test_credit_is_split_from_caption(block, text, credit):
    assert split_credit(block) == (text, credit)


@pytest.mark.parametrize(
    "block",
    [
        "The river rose, she told Reuters.",
        "The agency was founded in 1851 and is now called Reuters (see below).",
        "He opened the credit line: two million kroner, payable in May.",
        "Shares in Getty Images fell by a tenth on Monday.",
        "The committee (chaired by Okafor) will meet again.",
        "The source of the river: a spring under the glacier, which has shrunk by half since 1990 and may be gone "
        "within a generation, according to the survey.",
        "They had one photo: their grandmother, aged four, on the steps of the old school. It burned.",
    ],
)
def test_paragraph_without_credit_stays_whole(block):
    assert split_credit(block) == (block, None)


def test_caption_goes_to_its_field_with_credit():
    source = "\n".join([*PARAGRAPHS[:2], "The bridge at Varn on Monday.Credit: AP", *PARAGRAPHS[2:]])
    document = clean(source)
    assert document.captions == (Caption("The bridge at Varn on Monday.", "AP"),)
    assert "The bridge at Varn" not in document.text
    assert document.text == "\n\n".join(PARAGRAPHS)


def test_credit_on_its_own_line_belongs_to_the_caption_before():
    source = "\n".join(
        [
            *PARAGRAPHS[:2],
            "Image caption The bridge was closed on Monday",
            "(Ana Prifti/Reuters)",
            *PARAGRAPHS[2:],
        ]
    )
    assert clean(source).captions == (Caption("The bridge was closed on Monday", "Ana Prifti/Reuters"),)


def test_credit_without_caption_is_no_caption():
    source = "\n".join([*PARAGRAPHS[:2], "(Image credit: Harbour Post)", *PARAGRAPHS[2:]])
    document = clean(source)
    assert document.captions == ()
    assert [block.label for block in document.removed] == [Label.CREDIT]
