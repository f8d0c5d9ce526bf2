"""HTML in: text, facts and never an exception."""

from datetime import UTC, datetime

import pytest

from newsclean import Status, clean
from newsclean.extract import extract, visible_text
from tests.articles import BODY, PARAGRAPHS

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head>
<title>Dam holds as river falls | The Harbour Post</title>
<meta property="og:title" content="Dam holds as river falls">
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2025-03-03T10:41:00+00:00">
<meta name="author" content="Ana Prifti">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Dam holds as river falls</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}
</article>
<script>alert("no")</script>
<footer><p>© 2025 The Harbour Post</p></footer>
</body></html>"""


@pytest.mark.parametrize("page", [PAGE, PAGE.encode()])
def test_page(page):
    document = clean(page)
    assert document.text == BODY
    assert document.title == "Dam holds as river falls"
    assert document.publisher == "The Harbour Post"
    assert document.authors == ("Ana Prifti",)
    assert document.published == datetime(2025, 3, 3, 10, 41, tzinfo=UTC)


def test_raw_is_the_text_that_offsets_refer_to():
    document = clean(PAGE)
    assert all(document.raw[block.start : block.end].strip() for block in document.blocks)
    assert "<p>" not in document.raw


@pytest.mark.parametrize(
    ("fragment", "text"),
    [
        ("<p>Rain fell.</p>", "Rain fell."),
        ("<p>Rain <b>fell</b> on Oslo.</p><p>Then it stopped.</p>", "Rain fell on Oslo.\n\nThen it stopped."),
        ("<div>Rain fell<br>on Oslo.</div>", "Rain fell\n\non Oslo."),
        ("<p>Tom &amp; Ana</p>", "Tom & Ana"),
        ("<p>a</p><script>b()</script><style>c</style>", "a"),
        ("<p>unclosed <i>tags", "unclosed tags"),
    ],
)
def test_fragment(fragment, text):
    assert clean(fragment).text == text


def test_visible_text_leaves_out_what_nobody_sees():
    html = (
        "<head><title>t</title></head><body><p>a<!-- b --></p><script>c</script><noscript>d</noscript></body>"
    )
    assert visible_text(html).split() == ["a"]


@pytest.mark.parametrize("html", ["<html></html>", "<p></p>", "<br/>", "<!DOCTYPE html>"])
def test_page_without_text(html):
    assert clean(html, kind="html").status is Status.EMPTY


@pytest.mark.parametrize(
    "html",
    [
        "<p>\x00a\ud800</p>",
        "<" * 1000,
        "<p>" * 5000 + "a",
        "<div>" * 3000 + "a" + "</div>" * 3000,
        "<a b='" + "x" * 10000,
        "<?xml version='1.0' encoding='utf-8'?><html><body><p>a</p></body></html>",
        "]]><![CDATA[a]]>",
        "&#xD800;&#0;<p>a</p>",
    ],
)
def test_odd_html_gives_a_document(html):
    assert isinstance(clean(html, kind="html").text, str)


def test_text_is_kept_where_no_parser_follows():
    assert "water" in extract("<div>" * 3000 + "water" + "</div>" * 3000).text
