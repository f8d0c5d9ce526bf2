"""The report as an editor uses it."""

import pytest

import newsclean
from newsclean import Pipeline, names, report
from tests.browser.conftest import DESKTOP, PHONE, overflow
from tests.report.corpora import HOSTILE, cleaned, corpus, document, hostile


def expect(locator):
    return pytest.importorskip("playwright.sync_api").expect(locator)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    unsure = (document(n, f"Rain fell on town {n}.", junk=3) for n in range(60, 90))
    report.build([*cleaned(), *corpus(60), *unsure], title="March").save(path)
    return path


@pytest.fixture
def opened(page, file):
    page.goto(file.as_uri())
    return page


def rows(page, section):
    """The rows of the last list of a section that can be seen."""
    return page.locator(f"#{section} table:not(.bars) tbody > tr:visible, #{section} .group:visible")


def test_the_head_tells_whether_to_trust_the_run(opened):
    assert opened.title() == "March · newsclean"
    told = opened.locator(".top dl").inner_text().split("\n")
    assert "94" in told
    assert "documents" in told
    assert "look wrong" in told


def test_links_lead_to_the_sections(opened):
    for link in opened.locator("nav a").all():
        link.click()
        section = opened.locator(link.get_attribute("href"))
        box = section.bounding_box()
        assert 0 <= box["y"] < 900


def test_search_shows_what_matches_and_says_how_much(opened):
    before = rows(opened, "rules").count()
    opened.get_by_role("searchbox").fill("cookies.EN banner")
    expect(opened.locator("#rules [role=status]")).to_contain_text("1 of")
    assert rows(opened, "rules").count() == 1 < before
    assert opened.locator("#names [role=status]").inner_text() == "nothing here matches"
    opened.get_by_label("reset").click()
    assert rows(opened, "rules").count() == before
    assert opened.locator("#rules [role=status]").is_hidden()


def test_filters_of_label_and_site_go_together(opened):
    opened.get_by_label("label", exact=True).select_option("share")
    labels = rows(opened, "left-out").locator("th b").all_inner_texts()
    assert labels == ["share"]
    both = rows(opened, "documents").count()
    opened.get_by_label("site", exact=True).select_option("varntimes.example")
    shown = rows(opened, "documents").locator("summary small").all_inner_texts()
    assert 0 < len(shown) < both
    assert all("varntimes.example" in text for text in shown)


def test_long_lists_are_short_until_all_is_asked_for(opened):
    assert rows(opened, "documents").count() == 25
    more = opened.locator("#documents .more")
    total = int(more.inner_text().split()[-1])
    more.focus()
    opened.keyboard.press("Enter")
    assert rows(opened, "documents").count() == total > 25
    assert more.is_hidden()
    # Who goes on with the keyboard goes on at the first new row.
    assert opened.evaluate("document.activeElement.closest('tr').rowIndex") == 26


def test_a_document_opens_and_shows_what_was_left_out_and_why_a_name_was_changed(opened):
    opened.get_by_role("searchbox").fill("b.txt Putin")
    expect(opened.locator("#documents [role=status]")).to_contain_text("1 of")
    row = rows(opened, "documents")
    row.locator("summary").first.click()
    article = row.locator("article")
    name = article.locator("mark", has_text="Putin").first
    reasons = name.locator("small")
    assert reasons.is_hidden()
    name.hover()
    assert reasons.is_visible()
    assert "was Poten" in reasons.inner_text()
    removed = article.locator("del", has_text="Share on Facebook")
    assert not removed.is_visible()
    article.get_by_label("show what was left out").check()
    assert removed.is_visible()
    other = opened.locator("#documents article:visible")
    assert other.count() == 1


def test_names_that_are_marked_wrong_are_downloaded_and_then_left_alone(opened, tmp_path):
    bar = opened.get_by_role("region", name="names marked wrong")
    assert bar.is_hidden()
    group = opened.locator(".group", has_text="Poten")
    button = group.get_by_role("button")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert "1 form marked wrong" in bar.inner_text()
    opened.reload()  # what was marked stays
    assert button.get_attribute("aria-pressed") == "true"
    with opened.expect_download() as download:
        bar.get_by_role("button", name="Download").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "newsclean-exceptions.txt"
    assert report.read_exceptions(path) == ("Poten",)
    forbidding = names.Normalizer(names.Gazetteer.default().forbid(report.read_exceptions(path)))
    text = dict(cleaned())["b.txt"].raw
    assert newsclean.clean(text).corrections
    assert not newsclean.clean(text, pipeline=Pipeline.default().replace("names", forbidding)).corrections
    bar.get_by_role("button", name="Clear").click()
    assert bar.is_hidden()
    assert button.get_attribute("aria-pressed") == "false"


def test_all_can_be_done_by_the_keyboard(opened):
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.className") == "skip"
    assert opened.locator(".skip").bounding_box()["y"] >= 0
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.type") == "search"
    opened.locator("body").click(position={"x": 2, "y": 2})
    opened.keyboard.press("/")
    assert opened.evaluate("document.activeElement.type") == "search"
    opened.keyboard.type("a/b")
    assert opened.get_by_role("searchbox").input_value() == "a/b"
    opened.keyboard.press("Escape")
    assert opened.get_by_role("searchbox").input_value() == ""
    button = opened.locator("[data-form]").first
    button.focus()
    opened.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true"
    opened.keyboard.press("Space")
    opened.locator("#documents summary").first.focus()
    opened.keyboard.press("Enter")
    assert opened.locator("#documents article").first.is_visible()
    # Where one is can be seen.
    assert opened.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(opened, look, violations, size, scheme):
    look(size, scheme)
    opened.locator("[data-form]").first.click()
    opened.locator("#documents summary").first.click()
    assert violations() == []
    assert overflow(opened) == []
    background = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") is (scheme == "light")
    opened.locator("[data-form]").first.click()


def test_print_shows_everything_and_no_controls(opened):
    opened.emulate_media(media="print")
    opened.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.locator("nav").is_hidden()
    assert opened.locator(".tools").is_hidden()
    assert rows(opened, "documents").count() > 25
    assert (
        opened.locator("#left-out rect").first.evaluate("e => getComputedStyle(e).printColorAdjust")
        == "exact"
    )


def test_hostile_texts_do_nothing(page, tmp_path):
    path = tmp_path / "hostile.html"
    report.build(hostile(), title=HOSTILE).save(path)
    page.goto(path.as_uri())
    for fold in page.locator("summary:visible").all():
        fold.click()
    page.locator("[data-form]").first.click()
    assert page.evaluate("window.hacked") is None
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert "onerror" in download.value.path().read_text("utf-8")
    assert page.locator("img, main script").count() == 0


def test_the_policy_stops_a_script_that_got_in(context, file, tmp_path):
    """Even if something were not escaped: no script but the page's own, no image, no request."""
    path = tmp_path / "broken.html"
    harm = "<script>window.hacked=1</script><img src=x onerror='window.hacked=2'><img src='http://127.0.0.1:9/x.png'>"
    path.write_text(file.read_text("utf-8").replace("<footer>", f"<footer>{harm}"), "utf-8")
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(path.as_uri())
    assert page.evaluate("window.hacked") is None
    assert page.locator(".tools").is_visible()  # the page's own script runs
    assert (
        len([text for text in refused if "Content Security Policy" in text]) == 4
    )  # two scripts, two images
    page.close()


def test_without_script_all_of_it_is_there(scriptless, file):
    page = scriptless.new_page()
    page.goto(file.as_uri())
    assert page.locator(".tools").is_hidden()
    assert rows(page, "documents").count() > 25
    page.locator("#documents summary").first.click()
    assert page.locator("#documents article").first.is_visible()
    page.close()
