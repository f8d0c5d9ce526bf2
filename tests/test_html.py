"""HTML and text are told apart."""

import pytest

from newsclean.html import looks_like_html


@pytest.mark.parametrize(
    "text",
    [
        "<!DOCTYPE html><html><body>a</body></html>",
        "  \n<html>",
        "<?xml version='1.0'?><html>",
        "<!-- comment --><div>a</div>",
        "<p>A fragment.</p>",
        "<P>Upper case</P>",
        "<div>unclosed",
        "Rain <b>fell</b> on Oslo.",
        "Rain fell.<br/>Then it stopped.</p><p>And</p>",
        '<a href="https://varn.example">link</a>',
    ],
)
def test_html(text):
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a < b",
        "a < b and b > c",
        "x <y> z",
        "<3 you",
        "<ana@varn.example> wrote:",
        "Use the <b> tag for bold text.",
        "Close it with </b>.",
        "if (a<b && c>d)",
        "<https://varn.example>",
        "<<<<<<",
        "<unknown>tag</unknown>",
    ],
)
def test_text(text):
    assert not looks_like_html(text)
