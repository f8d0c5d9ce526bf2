"""Tags left in text go, if the text is full of them; a lone mention stays."""

import pytest

from newsclean import Pipeline, clean, repairs

ONLY = Pipeline([repairs.markup])


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("<p>Rain fell.</p>", "Rain fell."),
        ("Rain <b>fell</b> on <i>Oslo</i>.", "Rain fell on Oslo."),
        ('<a href="x">Rain</a> fell.<br/>', "Rain fell."),
        ("<p>Rain<!-- ad --> fell.</p>", "Rain fell."),
    ],
)
def test_repairs(text, right):
    assert clean(text, kind="text", pipeline=ONLY).text == right


@pytest.mark.parametrize(
    "text", ["The <b> tag is old.", "a < b and c > d", "<3", "Write to <ana@varn.example>", "if x<y then"]
)
def test_leaves_alone(text):
    assert clean(text, kind="text", pipeline=ONLY).text == text
