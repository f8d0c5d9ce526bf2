"""HTML with its markup: lines, evidence, structure, and what no page may do to the library."""

import json
import time

import numpy as np
import pytest
from lxml import html as lxml_html

from newsclean import Label, Status, clean
from newsclean.classify.marked import AGAIN, GROUPS, HINTS, MARKED, again_rows, doubt, hints_of
from newsclean.extract import extract
from newsclean.markup import lines_of, region
from newsclean.witness import coverage

PARAGRAPHS = (
    "The river at Varn fell for the second day on Monday, and engineers said that the old dam would hold.",
    "Crews worked through the night to fill the gap with stone, and the mayor said that schools would open.",
    "The regional government has promised a report on the state of the dam before the end of the year.",
    "Farmers downstream said that they had lost a third of their winter wheat when the fields went under.",
)
ARTICLE = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "World", "Harbour", "Weather"))
TEASERS = "".join(
    f'<li><a href="/{number}">{title}</a></li>'
    for number, title in enumerate(
        ("Bakery in Lund wins a prize", "Ferry is late again", "A day at the mill")
    )
)


def page(article, title="Dam holds as river falls"):
    return (
        f'<html lang="en"><head><title>{title} | The Harbour Post</title></head><body>'
        f'<nav><ul>{MENU}</ul></nav><main><article class="story"><h1>{title}</h1>{article}</article>'
        f'<aside class="related"><h2>Most read</h2><ul>{TEASERS}</ul></aside></main>'
        "<footer>© 2025 The Harbour Post</footer></body></html>"
    )


def lines(source):
    return [line.text for line in lines_of(lxml_html.document_fromstring(source))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>a <b>b</b>c</p><p>d</p>", ["a bc", "d"]),
        ("<div>a<br>b<div>c</div>d</div>", ["a", "b", "c", "d"]),
        ("<p>a\n  b\t c</p>", ["a b c"]),
        ("<pre>a\nb</pre>", ["a", "b"]),
        ("<p>a<script>b</script>c</p>", ["ac"]),
        (
            "<table><tr><th>Day</th><th>Level</th></tr><tr><td>1</td><td>4 m</td></tr></table>",
            ["Day Level", "1 4 m"],
        ),
        ("<table><tr><td><p>menu</p></td><td><p>text</p></td></tr></table>", ["menu", "text"]),
        ("<ul><li>a<ul><li>b</li></ul>c</li></ul>", ["a", "b", "c"]),
        ("<p>a<textarea>b</textarea>c</p><noscript><p>d</p>e</noscript>f", ["ac", "f"]),
    ],
)
def test_lines_are_what_a_reader_sees(source, expected):
    assert lines(source) == expected


def test_a_line_knows_its_markup():
    root = lxml_html.document_fromstring(
        '<aside class="relatedLinks"><p hidden><a href="/">Bakery <b>in Lund</b></a> wins</p></aside>'
    )
    (line,) = lines_of(root)
    assert (line.linked, line.strong) == (len("Bakery in Lund"), len("in Lund"))
    assert line.frame.regions & region("aside")
    assert line.frame.regions & region("hidden")
    assert line.frame.parent.hints == ("related", "links")


def test_pictures_are_counted_to_the_line_after_them():
    root = lxml_html.document_fromstring("<p>a<img></p><p><img>b</p><svg><image/></svg><p>c</p>")
    assert [line.pictures for line in lines_of(root)] == [1, 1, 0]


def test_hints_of_the_branch_end_at_the_articles_element():
    root = lxml_html.document_fromstring(
        '<main class="page"><div class="story"><div class="factBox"><p class="row">a</p></div></div></main>'
    )
    (line,) = lines_of(root)
    assert hints_of(line, 2)[HINTS.index("branch")] == ("<p", "row", "<div", "fact", "box")
    assert hints_of(line, 0)[HINTS.index("branch")] == ()


def test_a_second_look_counts_the_votes_of_the_others():
    found = np.array([0.9, 0.5, 0.1], dtype=np.float32)
    rows = np.ones((3, len(MARKED)), dtype=np.float32)
    groups = np.array([[1] * len(GROUPS), [1] * len(GROUPS), [2] * len(GROUPS)], dtype=np.intp)
    made = again_rows(rows, found, groups, np.array([0, 1, 3], dtype=np.intp), 4)
    assert made.shape == (3, len(AGAIN))
    assert made[:, AGAIN.index("element_others")].tolist() == pytest.approx([0.5, 0.9, -1])
    assert made[:, AGAIN.index("found_1")].tolist() == pytest.approx([0.5, 0, 0])
    assert made[:, AGAIN.index("found_b2")].tolist() == pytest.approx([0, 0, 0.5])


def test_the_lead_that_the_page_gives_as_its_summary_is_the_articles():
    lead = "Engineers have closed the gap in the old dam above Varn after two days of work."
    source = page(ARTICLE).replace("</head>", f'<meta name="description" content="{lead}"></head>')
    source = source.replace("</h1>", f'</h1><div class="x">{lead}</div>')
    assert clean(source).text == "\n\n".join((lead, *PARAGRAPHS))


def test_article_and_frame_are_told_apart():
    document = clean(page(ARTICLE))
    assert document.text == "\n\n".join(PARAGRAPHS)
    assert document.title == "Dam holds as river falls"
    assert document.status is Status.OK
    seen = " ".join(document.raw.split())
    assert all(word in seen for word in ("Weather", "Bakery in Lund wins a prize", "© 2025"))


def test_blocks_say_where_they_stood():
    document = clean(page(ARTICLE))
    paths = {block.text: block.path for block in document.blocks}
    assert paths[PARAGRAPHS[1]] == "/html/body/main/article/p[2]"
    assert all(block.path for block in document.blocks)
    assert all(block.path is None for block in clean("\n\n".join(PARAGRAPHS)).blocks)


def test_structure_is_kept():
    quote = "“We were lucky this time,” said the mayor, who had spent the night on the dam with the crews."
    items = "<ul><li>Schools in Varn open on Wednesday.</li><li>The bridge stays shut until Friday.</li></ul>"
    inserted = f"<h3>What was done</h3>{items}<blockquote><p>{quote}</p></blockquote>"
    article = ARTICLE.replace("</p><p>Crews", f"</p>{inserted}<p>Crews")
    document = clean(page(article))
    written = document.to_markdown()
    assert "\n### What was done\n" in written
    assert "\n- Schools in Varn open on Wednesday.\n" in written
    assert f"\n> {quote}\n" in written
    assert next(b for b in document.blocks if b.text == "What was done").label is Label.SUBHEADING


def test_a_summary_at_the_top_does_not_cost_the_paragraph():
    teaser = f'<aside class="teaser"><a href="/x">{PARAGRAPHS[2]}</a></aside>'
    source = page(ARTICLE).replace("<main>", f"{teaser}<main>")
    assert clean(source).text == "\n\n".join(PARAGRAPHS)


# ---------------------------------------------------------------- an article that is not on the page

SHELL = '<html lang="en"><body><div id="app"></div><p>Please turn on JavaScript.</p>{}</body></html>'
LONG = [f"{paragraph} That is what was said on day {day}." for day in range(3) for paragraph in PARAGRAPHS]


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json">'
        + json.dumps({"@type": "NewsArticle", "headline": "Dam holds", "articleBody": "\n\n".join(LONG)})
        + "</script>",
        '<script id="__NEXT_DATA__" type="application/json">'
        + json.dumps(
            {"props": {"menu": ["Home", "World"], "story": {"blocks": [{"text": text} for text in LONG]}}}
        )
        + "</script>",
        "<script>window.__STATE__ = "
        + json.dumps({"story": {"html": "".join(f"<p>{text}</p>" for text in LONG)}}).replace("</", "<\\/")
        + ";</script>",
    ],
)
def test_article_in_the_pages_data(script):
    document = clean(SHELL.format(script))
    assert document.text == "\n\n".join(LONG)
    assert "JavaScript" in document.raw


def test_data_that_are_no_article_are_left_alone():
    data = json.dumps({"consent": {"text": "We use cookies. You can change that at any time."}})
    source = page(ARTICLE).replace("</body>", f'<script type="application/json">{data}</script></body>')
    assert clean(source).text == "\n\n".join(PARAGRAPHS)


# ---------------------------------------------------------------- the witness


def test_coverage_counts_four_words_in_a_row():
    rows = ["one two three four five", "one two six seven eight", "Varn"]
    assert coverage(rows, ["one two three four five\nVarn", ""]).tolist() == [[1, 0], [0, 0], [1, 0]]


def test_the_witness_is_asked_only_where_it_is_needed():
    found = extract(page(ARTICLE))
    assert found.markup is not None
    asked = []
    found.markup._ask = lambda: asked.append(1)
    assert found.markup.witnessed is None
    assert found.markup.witnessed is None
    assert asked == [1]


def test_doubt_is_what_may_be_on_the_wrong_side():
    rows = np.ones((2, len(MARKED)), dtype=np.float32)
    assert doubt(np.array([1.0, 0.0]), rows) == 0
    assert doubt(np.array([0.5, 0.5]), rows) == pytest.approx(1.0)


def test_a_witness_that_fails_costs_nothing(monkeypatch):
    monkeypatch.setattr("trafilatura.bare_extraction", lambda *_, **__: 1 / 0)
    assert clean(page(ARTICLE)).text == "\n\n".join(PARAGRAPHS)


# ---------------------------------------------------------------- what no page may do

START, END = f"<p>{PARAGRAPHS[0]}</p>", f"<p>{PARAGRAPHS[1]}</p>"


@pytest.mark.parametrize(
    "source",
    [
        START + "<div>" * 100_000 + "x" + "</div>" * 100_000 + END,
        START + "<b>" * 100_000 + END,
        START + "<div " + " ".join(f'a{i}="1"' for i in range(300_000)) + "></div>" + END,
        START + "<div " + " ".join(f"a{i}" for i in range(300_000)) + "></div>" + END,
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + START + "&b;" * 1000 + END,
    ],
    ids=["deep", "deep-inline", "attributes", "bare-attributes", "entities"],
)
def test_absurd_markup_costs_neither_text_nor_time(source):
    begun = time.perf_counter()
    document = clean(source, kind="html")
    assert time.perf_counter() - begun < 10
    assert PARAGRAPHS[0] in document.text
    assert PARAGRAPHS[1] in document.text


def test_a_page_too_long_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr("newsclean.extract.MAX_TEXT_CHARS", 150)
    document = clean(page(ARTICLE))
    assert document.truncated
    assert len(document.raw.replace("\n", "")) == 150


def test_text_as_a_whole_is_in_raw():
    source = page(ARTICLE)
    found = extract(source)
    assert found.markup is not None
    assert found.text == "\n".join(line.text for line in found.markup.lines) == clean(source).raw
