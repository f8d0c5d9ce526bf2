"""Straight quotes are an option."""

from newsclean import Pipeline, clean


def test_default_keeps_typographic_quotes():
    assert clean("“It’s ‘fine’,” she said.").text == "“It’s ‘fine’,” she said."


def test_straight_on_request():
    assert (
        clean("“It’s ‘fine’,” she said.", pipeline=Pipeline.default(quotes="straight")).text
        == "\"It's 'fine',\" she said."
    )


def test_other_marks_stay():
    assert clean("«Ja» – „so“…", pipeline=Pipeline.default(quotes="straight")).text == '«Ja» – "so"…'
