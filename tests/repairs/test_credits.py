"""Credits glued to a sentence get their blank back."""

import pytest

from newsclean import Pipeline, clean, repairs

ONLY = Pipeline([repairs.credits])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("spoke for an hour.Credit: AP", "spoke for an hour. Credit: AP"),
        ("on MondayCredit: AP", "on Monday Credit: AP"),
        ("he said.”Photo: Ana Prifti", "he said.” Photo: Ana Prifti"),
        ("at the gate.Photo by Ana Prifti", "at the gate. Photo by Ana Prifti"),
        ("am Tor.Foto: dpa", "am Tor. Foto: dpa"),
        ("at the gate.Image source: Getty", "at the gate. Image source: Getty"),
    ],
)
def test_repairs(text, right):
    assert clean(text, kind="text", pipeline=ONLY).text == right


@pytest.mark.parametrize(
    "text",
    [
        "Credit: AP",
        "spoke. Credit: AP",
        "MicroCredit is a bank",
        "OpenSource: a fund",
        "DeepImage: a start-up",
        "(Photo: AP)",
        "Photoshop by night",
    ],
)
def test_leaves_alone(text):
    assert clean(text, kind="text", pipeline=ONLY).text == text
