"""What notebooks show, as a reader sees it: by hover, click and keyboard, on a phone and in the dark."""

import re
from pathlib import Path

import pytest

import newsclean
from newsclean import Failure, Pipeline
from tests.browser.conftest import DESKTOP, PHONE, overflow
from tests.test_views import HOSTILE, HOSTILE_DOCUMENTS

ARTICLE = Path(__file__).parents[2] / "examples" / "article.txt"


@newsclean.filter(label="spam")
def casino(block, document):
    """Whatever offers free spins."""
    return "free spins" in block.text.lower()


@pytest.fixture(scope="module")
def views():
    document = newsclean.clean(ARTICLE.read_bytes())
    doubtful = newsclean.clean("A spokesman for Witcoff said that rain fell on the harbour for a third day.")
    return {
        "document": document._repr_html_(),
        "doubtful": doubtful._repr_html_(),
        "table": newsclean.show([document, newsclean.clean(""), Failure(2, "ValueError: no")])._repr_html_(),
        "diff": document.diff()._repr_html_(),
        "pipeline": Pipeline.default().after("paywall", casino)._repr_html_(),
    }


@pytest.fixture
def opened(page, tmp_path, views):
    """Show a view in a page like a notebook's, which knows nothing of it."""

    def opened(view, body=""):
        path = tmp_path / "view.html"
        head = '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        shown = views.get(view, view)
        path.write_text(f"{head}<title>x</title><body {body}><main>{shown}</main></body></html>", "utf-8")
        page.goto(path.as_uri())
        return page

    return opened


def test_what_was_left_out_is_one_click_off(opened):
    page = opened("document")
    removed = page.locator("del", has_text="Skip to main content")
    assert not removed.is_visible()
    page.locator("summary", has_text="navigation 2").click()
    assert removed.is_visible()
    assert removed.evaluate("e => getComputedStyle(e).textDecorationLine") == "line-through"
    assert page.locator("dt", has_text="navigation.en.skip-link").is_visible()
    later = page.locator("del", has_text="This will close")
    assert not later.is_visible()
    page.get_by_label("show what was left out").check()
    assert later.is_visible()


def test_reasons_of_a_correction_show_on_hover_and_on_focus(opened):
    page = opened("document")
    name = page.locator("mark").nth(1)
    reasons = name.locator("small")
    assert reasons.is_hidden()
    name.hover()
    assert "was Poten · Vladimir Putin · 1.00" in reasons.inner_text()
    page.mouse.move(0, 0)
    assert reasons.is_hidden()
    page.keyboard.press("Tab")
    for _ in range(10):
        if page.evaluate("document.activeElement.tagName") == "MARK":
            break
        page.keyboard.press("Tab")
    focused = page.locator("mark:focus small")
    assert focused.is_visible()
    box, mark = focused.bounding_box(), page.locator("mark:focus").bounding_box()
    assert 0 <= box["y"] - (mark["y"] + mark["height"]) < 12
    described = page.locator("mark:focus").get_attribute("aria-describedby")
    assert page.locator(f"#{described}").inner_text().startswith("was Volodimir Zelancesi")


def test_a_notebooks_own_theme_goes_before_the_systems(opened, look):
    look(DESKTOP, "light")
    background = "document.querySelector('.newsclean').computedStyleMap().get('background-color').toString()"
    assert opened("document").evaluate(background) == "rgb(255, 255, 255)"
    assert opened("document", 'data-jp-theme-light="false"').evaluate(background) == "rgb(23, 24, 27)"
    look(DESKTOP, "dark")
    assert opened("document").evaluate(background) == "rgb(23, 24, 27)"
    assert opened("document", 'class="vscode-light"').evaluate(background) == "rgb(255, 255, 255)"


#: Of what JupyterLab's own sheets say of tables, lists and headings in an output.
JUPYTER = """<style>
.jp-RenderedHTMLCommon table { border: none; table-layout: fixed; margin-left: auto; margin-right: auto; }
.jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th { vertical-align: middle; padding: .5em; line-height: normal; }
:not(.jp-RenderedMarkdown).jp-RenderedHTMLCommon :is(td, th, tr) { text-align: right; }
.jp-RenderedHTMLCommon tbody tr:nth-child(even) { background: #f00; }
.jp-RenderedHTMLCommon ul:not(.list-inline) { padding-left: 2em; }
.jp-RenderedHTMLCommon h1 { font-size: 40px; }
.jp-OutputArea-output dt { float: left; width: 20%; }
.jp-OutputArea-output dd { float: left; width: 80%; }
</style>"""


@pytest.mark.parametrize("view", ["document", "table", "diff", "pipeline"])
def test_the_sheets_of_jupyter_change_nothing(opened, views, view):
    def looks(page):
        for fold in page.locator("summary").all():
            fold.click()
        return page.evaluate(
            """() => [...document.querySelectorAll(".newsclean *")].filter((e) => e.checkVisibility()).map((e) => {
                const box = e.getBoundingClientRect(), style = getComputedStyle(e);
                const place = [box.x, box.width, box.height].map(Math.round);
                return [e.tagName, ...place, style.textAlign, style.fontSize, style.backgroundColor].join(" ");
            })"""
        )

    wrapped = '<div class="jp-RenderedHTMLCommon jp-OutputArea-output">{}</div>'.format
    assert looks(opened(JUPYTER + wrapped(views[view]))) == looks(opened(wrapped(views[view])))


def test_a_table_opens_to_the_beginning_of_an_article(opened):
    page = opened("table")
    assert not page.get_by_text("GENEVA, March 3").is_visible()
    page.locator("summary").first.click()
    assert page.get_by_text("GENEVA, March 3").is_visible()


def test_a_diff_stands_side_by_side_and_on_a_phone_one_above_the_other(opened, look):
    page = opened("diff")
    was, now = page.locator("del", has_text="Volodimir"), page.locator("ins", has_text="Volodymyr")
    assert now.bounding_box()["x"] - was.bounding_box()["x"] > 300
    same = page.get_by_text("Lorries may cross")
    assert [cell.is_visible() for cell in same.all()] == [True, True]
    look(PHONE, "light")
    assert now.bounding_box()["y"] > was.bounding_box()["y"]
    assert [cell.is_visible() for cell in same.all()] == [True, False]


@pytest.mark.parametrize("view", ["document", "doubtful", "table", "diff", "pipeline"])
@pytest.mark.parametrize("window", [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")])
def test_everybody_can_read_it(opened, look, violations, view, window):
    look(*window)
    page = opened(view)
    for fold in page.locator("summary").all():
        fold.click()
    if page.locator("mark").count():
        page.locator("mark").first.focus()
    # A notebook has headings and landmarks of its own.
    assert violations(without=("page-has-heading-one", "heading-order")) == []
    assert overflow(page) == []


def test_without_its_sheet_a_document_is_still_readable(opened, views):
    bare = re.sub(r"<style>.*?</style>", "", views["document"])
    page = opened(bare)
    assert page.locator("mark small").first.is_hidden()
    assert not page.locator("del").first.is_visible()
    page.locator("summary").first.click()
    assert page.locator("del").first.is_visible()


@pytest.mark.parametrize("document", HOSTILE_DOCUMENTS)
def test_hostile_texts_do_nothing(opened, document):
    hostile = newsclean.filter(label="spam", name=HOSTILE)(lambda block, document: False)
    views = (document, document.diff(), newsclean.show([document, Failure(0, HOSTILE)]), Pipeline([hostile]))
    page = opened("".join(view._repr_html_() for view in views))
    for fold in page.locator("summary").all():
        fold.click()
    assert page.locator("script, img").count() == 0
