"""Hard-wrapped paragraphs are joined where the wrapping proves itself, and nothing else is."""

import textwrap

import pytest

from newsclean import Pipeline, clean, repairs
from tests.articles import ARTICLE, PARAGRAPHS

ONLY = Pipeline([repairs.wrapping])


@pytest.mark.parametrize("width", [55, 65, 72, 80, 100])
def test_joins_paragraphs_wrapped_at_a_column(width):
    long = [" ".join(PARAGRAPHS[:3]), " ".join(PARAGRAPHS[2:])]
    source = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in long)
    assert clean(source, kind="text", pipeline=ONLY).text == "\n\n".join(long)


def wrapped_at(text, ending):
    """The text wrapped at a column where one of its lines ends so."""
    for width in range(55, 100):
        lines = textwrap.wrap(text, width)
        if any(line.endswith(ending) for line in lines):
            return "\n".join(lines)
    raise AssertionError(f"no line ends in {ending!r}")


def test_hyphen_goes_where_the_text_spells_the_word_elsewhere():
    text = (
        " ".join(PARAGRAPHS[:3])
        + " The money was voted by the govern-ment of Varn, and the work never began."
    )
    text = text.replace("The regional government said", "The regional government had said")
    document = clean(wrapped_at(text, "govern-"), kind="text", pipeline=ONLY)
    assert document.text == text.replace("govern-ment", "government")


def test_hyphen_of_a_compound_stays():
    text = (
        " ".join(PARAGRAPHS[:3])
        + " The money was voted by the newly-formed council, and the work never began."
    )
    assert clean(wrapped_at(text, "newly-"), kind="text", pipeline=ONLY).text == text


@pytest.mark.parametrize(
    "source",
    [
        ARTICLE,
        "Home\nWorld\nSport\nWeather\nLetters",
        "Rain on the roof and rain on the road\nRain on the river and nobody home\nRain on the school where we slept two nights\nRain on the bridge until it was gone",
        "- The school gym is open to all who need it\n- The road will stay closed for a month\n- Water must be boiled for ten minutes\n- The ferry runs twice a day",
        "A short line that ends here.\nAnother that is about as long.\nA third one, also complete now.\nAnd the last of the four lines.",
    ],
)
def test_leaves_lines_alone(source):
    assert clean(source, kind="text", pipeline=ONLY).text.split("\n\n") == source.split("\n")
