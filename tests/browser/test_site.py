"""The documentation as its readers open it: from disk, without a server or a network."""

from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, PHONE

SITE = Path(__file__).parents[2] / "site"
PAGES = ("index.html", "tutorial.html", "accuracy.html", "reference.html", "filters/popup.html")

pytestmark = pytest.mark.skipif(
    not (SITE / "index.html").exists(), reason="the site is not built: make docs does it"
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("size", "scheme"), [(DESKTOP, "light"), (PHONE, "dark")])
def test_a_page_opens_in_full_width_without_a_complaint(page, look, name, size, scheme):
    """That nothing is asked for from elsewhere, and nothing complained of, is the fixture's business."""
    look(size, scheme)
    page.goto((SITE / name).as_uri())
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("h1").first.is_visible()


def test_the_search_works_from_disk_while_one_types(page):
    page.goto((SITE / "tutorial.html").as_uri())
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search")
    field.wait_for()
    page.keyboard.type("gazetteer", delay=30)
    found = page.get_by_role("option").filter(has_text="newsclean.names.Gazetteer")
    found.first.wait_for()
    assert field.input_value() == "gazetteer"  # a worker that shares the page's objects empties it
    found.first.click()
    page.wait_for_url("**/reference/names.html*")


def test_the_picture_is_drawn(page):
    page.goto((SITE / "index.html").as_uri())
    picture = page.locator("img[src$='before-and-after.svg']")
    picture.wait_for()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1080
    assert picture.get_attribute("alt")
