"""What checks and makes the documentation, where a fault of its own would go unseen."""

import sys
from pathlib import Path

import pytest

import newsclean

TOOLS = Path(__file__).parents[1] / "tools"


@pytest.fixture(autouse=True)
def _tools_on_the_path(monkeypatch):
    monkeypatch.syspath_prepend(str(TOOLS))


@pytest.fixture
def site(tmp_path, monkeypatch):
    import check_site

    monkeypatch.setattr(check_site, "SITE", tmp_path)
    (tmp_path / "there.html").write_text('<h1 id="top">There</h1>', encoding="utf-8")

    def faults(html):
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        return check_site.main()

    return faults


@pytest.mark.parametrize(
    "html",
    [
        '<a href="there.html#top">',
        '<a id="here" href="#here">',
        '<a href="https://elsewhere.example/page">',
        '<a href="mailto:desk@varn.example">',
        '<link rel="canonical" href="https://elsewhere.example/page">',
        '<img src="data:image/png;base64,AAAA">',
    ],
)
def test_a_sound_link_passes(site, html):
    assert site(html) == 0


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<a href="gone.html">', "gone.html leads nowhere"),
        ('<a href="there.html#gone">', "there.html#gone: the page has no such anchor"),
        ('<a href="#gone">', "#gone: the page has no such anchor"),
        ('<img src="gone.svg">', "gone.svg leads nowhere"),
        ('<script src="https://cdn.example/x.js">', "loads https://cdn.example/x.js from outside"),
        ('<link rel="stylesheet" href="//cdn.example/x.css">', "loads //cdn.example/x.css from outside"),
    ],
)
def test_a_broken_link_is_told(site, capsys, html, told):
    assert site(html) == 1
    assert f"page.html: {told}" in capsys.readouterr().err


def test_an_empty_site_is_a_fault(tmp_path, monkeypatch):
    import check_site

    monkeypatch.setattr(check_site, "SITE", tmp_path)
    assert check_site.main() == 1


def test_a_place_for_figures_is_filled():
    from docs_figures import filled

    text = "Before.\n\n<!-- figures: counts -->\nold\n<!-- end -->\n\nAfter."
    made = filled("page.md", text)
    assert made.startswith("Before.\n\n<!-- figures: counts -->\n\n")
    assert made.endswith("\n\n<!-- end -->\n\nAfter.")
    assert " rules for 29 languages" in made
    assert "old" not in made
    assert filled("page.md", made) == made
    with pytest.raises(SystemExit, match=r"page\.md asks for the figures 'none'"):
        filled("page.md", "<!-- figures: none -->\n<!-- end -->")


def test_the_picture_escapes_what_it_shows():
    from xml.etree import ElementTree as ET

    from docs_picture import picture

    drawn = picture(newsclean.clean("<Bridges> & “so on” went on all day, the mayor said.", kind="text"))
    shown = [element.text for element in ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}text")]
    assert "<Bridges> & “so on” went on all day, the mayor said." in shown


def test_doctests_of_docstrings_are_fenced():
    pytest.importorskip("griffe")
    from griffe_doctests import fenced

    docstring = "Add.\n\n>>> 1 + 1  # doctest: +ELLIPSIS\n2\n\nNo more."
    assert fenced(docstring) == "Add.\n\n```pycon\n>>> 1 + 1\n2\n```\n\nNo more."
    assert fenced("Nothing to see.") == "Nothing to see."


def test_each_command_is_on_its_page():
    from docs_commands import commands

    page = commands()
    assert "## newsclean clean\n" in page
    assert r"| `-o, --output PATH` | write there, all or nothing |" in page
    assert sys.prefix not in page
