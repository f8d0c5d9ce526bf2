"""Views: what a reader sees of a Document, and the way back from there to ``raw``."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import newsclean
from newsclean import Block, Caption, Correction, Document, Edit, EditKind, Label, Status
from newsclean.views import raw_offset
from newsclean.views.explain import shorten
from newsclean.views.html import MARKUP_CHARS
from newsclean.views.markdown import escape

RAW = """\
Home > World
Share this
River deal holds | The Harbour Post
A lorry waits at the bridge.Credit: AP
President Poten said yes & no to caf\u00c3\u00a9s.
What comes next
Nobody knows <yet>.
"""


def line(number, text=None, *labelled):
    """The block of a line of RAW: its text if edited, then label, filter, rule and confidence."""
    shown = RAW.splitlines()[number]
    start = RAW.index(shown)
    return Block(number, start, start + len(shown), text or shown, *labelled)


def at(original, replacement, kind=EditKind.OTHER):
    start = RAW.index(original)
    return Edit(start, start + len(original), replacement, kind)


POTEN = RAW.index("Poten")

SAMPLE = Document(
    raw=RAW,
    blocks=(
        line(0, None, Label.NAVIGATION, "navigation", "navigation.en.home", 0.97),
        line(1, None, Label.SHARE, "share", "share.en.this", 0.9),
        line(2, None, Label.TITLE, "title", None, 0.8),
        line(3, "A lorry waits at the bridge. Credit: AP", Label.CAPTION, "captions", None, 0.95),
        line(4, "President Putin said yes & no to cafés."),
        line(5, None, Label.SUBHEADING, "subheadings", None, 0.7),
        line(6),
    ),
    edits=(
        Edit(RAW.index("Credit:"), RAW.index("Credit:"), " ", EditKind.CREDIT),
        at("Poten", "Putin", EditKind.NAME),
        at("caf\u00c3\u00a9s.", "cafés.", EditKind.ENCODING),
    ),
    title="River deal holds",
    publisher="The Harbour Post",
    authors=("Ana Prifti",),
    published=datetime(2025, 3, 3, 10, 41, tzinfo=UTC),
    tags=("Grain", "Vladimir Putin"),
    language="en",
    captions=(Caption("A lorry waits at the bridge.", "AP"),),
    corrections=(
        Correction(POTEN, POTEN + 5, "Poten", "Putin", "Vladimir Putin", 0.98, ("stands in the tags",)),
    ),
    suggestions=(Correction(0, 4, "Home", "Homs", "Homs", 0.31, ("one letter apart",)),),
)

SOURCE = st.text(st.characters(exclude_categories=()) | st.sampled_from("\n\n <>&*_#`-1."), max_size=200)


# ---------------------------------------------------------------- text


def test_text_is_the_articles_blocks_corrected():
    assert SAMPLE.text == (
        "President Putin said yes & no to cafés.\n\nWhat comes next\n\nNobody knows <yet>."
    )


def test_render_takes_another_choice_of_labels_and_refuses_unknown_ones():
    assert SAMPLE.render(["share", "navigation"]) == "Home > World\n\nShare this"
    with pytest.raises(ValueError, match="footer"):
        SAMPLE.render(["footer"])


# ---------------------------------------------------------------- offsets


def test_characters_of_the_text_lead_back_to_raw():
    text = SAMPLE.text
    for word in ("President", "said", "What comes", "<yet>"):
        assert raw_offset(SAMPLE, text.index(word)) == RAW.index(word)


def test_what_an_edit_put_in_leads_to_where_it_began():
    assert raw_offset(SAMPLE, SAMPLE.text.index("Putin") + 3) == POTEN


def test_the_blank_line_and_the_end_lead_to_the_end_of_the_block_before():
    end_of_first = RAW.index("\u00c3\u00a9s.") + 4
    assert raw_offset(SAMPLE, SAMPLE.text.index("\n\n") + 1) == end_of_first
    assert raw_offset(SAMPLE, len(SAMPLE.text)) == len(RAW.rstrip())
    assert raw_offset(Document(raw=""), 0) == 0


def test_an_edit_between_blocks_moves_nothing():
    document = Document("a  b", (Block(0, 0, 1, "a"), Block(1, 3, 4, "b")), (Edit(1, 3, ""),))
    assert [raw_offset(document, offset) for offset in range(5)] == [0, 1, 1, 3, 4]


@pytest.mark.parametrize("offset", [-1, len(SAMPLE.text) + 1])
def test_an_offset_outside_the_text_is_an_index_error(offset):
    with pytest.raises(IndexError, match=str(offset)):
        raw_offset(SAMPLE, offset)


@settings(deadline=None)  # the first call reads the rules
@given(SOURCE)
def test_every_character_of_a_text_has_a_place_in_raw(source):
    document = newsclean.clean(source, kind="text")
    edited = [(edit.start, edit.end) for edit in document.edits]
    previous = 0
    for offset, character in enumerate(document.text):
        place = raw_offset(document, offset)
        assert previous <= place <= len(document.raw)
        previous = place
        if character != "\n" and not any(start <= place <= end for start, end in edited):
            assert document.raw[place] == character


# ---------------------------------------------------------------- Markdown


def test_markdown_has_title_facts_headings_and_captions_in_place():
    assert SAMPLE.to_markdown() == (
        "# River deal holds\n\n"
        "Ana Prifti · The Harbour Post · 2025-03-03 10:41+00:00\n\n"
        "*A lorry waits at the bridge. (AP)*\n\n"
        "President Putin said yes & no to cafés.\n\n"
        "## What comes next\n\n"
        "Nobody knows \\<yet\\>.\n"
    )


def test_captions_that_stand_in_no_block_come_last():
    document = Document("One.", (Block(0, 0, 4, "One."),), captions=(Caption("A map", None),))
    assert document.to_markdown() == "One.\n\n*A map*\n"


def test_a_caption_block_that_no_caption_was_read_from_is_left_out():
    text = "A map\nA plan"
    blocks = (Block(0, 0, 5, "A map", Label.CAPTION), Block(1, 6, 12, "A plan", Label.CAPTION))
    assert Document(text, blocks, captions=(Caption("A plan"),)).to_markdown() == "*A plan*\n"


def test_an_empty_document_is_empty_markdown():
    assert Document(raw="").to_markdown() == ""


@pytest.mark.parametrize(
    "text",
    [
        "# no heading", "#hashtag", "> no quote", "- no item", "+ no item", "* no item", "1. no item",
        "1) no item", "---", "===", "```", "~~~", "*no* _emphasis_ **here**", "`no code`",
        "[no](http://example.org) link", "![no](x.png)", "<b>no</b> <script>alert(1)</script>",
        "&lt;b&gt; &#60; &amp;", "back\\slash \\* \\", "<https://example.org>", "[^1]: no note", "a | b",
        "~~no~~", "[x]: http://example.org", "<!-- no -->", "    no code", "2025. A year", "C# #",
    ],
)  # fmt: skip
def test_text_cannot_become_markdown(text):
    for label in (Label.BODY, Label.SUBHEADING):
        document = Document(text, (Block(0, 0, len(text), text, label),))
        assert shown(document.to_markdown()) == [text.strip()]
    caption = Document("", captions=(Caption(text, None),))
    assert shown(caption.to_markdown()) == [text.strip()]


def test_what_needs_no_escape_gets_none():
    plain = "AT&T rose 1.5% to $20 (from $19) - “a record”, it said; see no. 7!"
    assert escape(plain) == plain


@given(st.text(st.sampled_from("#*_`-+=1.) \\<>&;a[]()!~|\t\n:ltgmp"), max_size=30))
def test_no_text_becomes_markdown(text):
    block = Block(0, 0, len(text), text)
    shown_text = " ".join(shown(Document(text, (block,)).to_markdown()))
    assert shown_text.split() == text.split()


def shown(markdown):
    """Return the text of each paragraph, heading or caption; fail on any other markup."""
    texts = []
    for token in MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(markdown):
        assert token.type.removesuffix("_open").removesuffix("_close") in ("paragraph", "heading", "inline")
        if token.type == "inline":
            types = {child.type for child in token.children}
            assert types <= {"text", "text_special", "em_open", "em_close", "softbreak"}, types
            texts.append("".join(child.content for child in token.children))
    return texts


# ---------------------------------------------------------------- HTML


class Page(HTMLParser):
    """Collects what a browser would make of a fragment."""

    def __init__(self, fragment):
        super().__init__()
        self.tags, self.path, self.texts = [], [], []
        self.feed(fragment)
        self.close()
        assert not self.path

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.path.append(tag)

    def handle_endtag(self, tag):
        assert self.path.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append((tuple(self.path[1:]), data.strip()))

    def inside(self, *path):
        return [text for where, text in self.texts if where == path]

    def attributes(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def test_html_shows_the_article_and_folds_what_was_left_out():
    page = Page(SAMPLE.to_html())
    assert page.inside("header", "h1") == ["River deal holds"]
    assert page.inside("header", "p") == [
        "Ana Prifti · The Harbour Post · 2025-03-03 10:41+00:00",
        "Tags: Grain, Vladimir Putin",
    ]
    assert page.inside("h2") == ["What comes next"]
    assert page.inside("p") == ["President", "said yes & no to cafés.", "Nobody knows <yet>."]
    assert page.inside("figure", "figcaption") == ["A lorry waits at the bridge. Credit: AP"]
    assert page.inside("details", "p", "del") == [
        "Home > World",
        "Share this",
        "River deal holds | The Harbour Post",
    ]
    assert page.inside("details", "p", "small")[0] == "navigation, navigation.en.home, 0.97"
    assert page.inside("details", "summary") == ["left out: navigation, share, title"]


def test_html_marks_corrections_and_no_other_edits():
    page = Page(SAMPLE.to_html())
    assert page.inside("p", "mark") == ["Putin"]
    (mark,) = page.attributes("mark")
    assert mark["title"] == "was Poten; Vladimir Putin, 0.98; stands in the tags"
    assert mark["tabindex"] == "0"


def test_html_says_when_something_is_wrong():
    document = Document("", status=Status.PAYWALLED, truncated=True, paywalled=True)
    assert Page(document.to_html()).inside("header", "p") == ["status: paywalled, truncated, paywalled"]


def test_html_shows_a_credit_that_stands_apart_from_its_caption():
    document = Document(
        "A map", (Block(0, 0, 5, "A map", Label.CAPTION),), captions=(Caption("A map", "AP"),)
    )
    assert Page(document.to_html()).inside("figure", "figcaption", "small") == ["AP"]


def test_html_shows_captions_that_stand_in_no_block_last():
    document = Document("One.", (Block(0, 0, 4, "One."),), captions=(Caption("A map", "AP"),))
    page = Page(document.to_html())
    assert [text for path, text in page.texts if path != ("style",)] == ["One.", "A map", "AP"]


def test_html_is_self_contained_and_follows_the_readers_colours():
    fragment = SAMPLE.to_html()
    assert "prefers-color-scheme" in fragment
    assert not re.search(r"<script|<link|<img|url\(|@import|https?:|\son\w+=", fragment)


HOSTILE = "</style></article><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & \x1b[31m \ud800"


def test_hostile_text_reaches_neither_markup_nor_attributes():
    document = Document(
        raw=HOSTILE,
        blocks=(Block(0, 0, len(HOSTILE), HOSTILE, Label.SPAM, HOSTILE, HOSTILE),),
        title=HOSTILE,
        publisher=HOSTILE,
        language=HOSTILE,
        tags=(HOSTILE,),
        captions=(Caption(HOSTILE, HOSTILE),),
    )
    corrected = Document(
        raw="Poten",
        blocks=(Block(0, 0, 5, HOSTILE),),
        edits=(Edit(0, 5, HOSTILE, EditKind.NAME),),
        corrections=(Correction(0, 5, "Poten", HOSTILE, HOSTILE, 1.0, (HOSTILE,)),),
    )
    allowed = {"article", "style", "header", "h1", "h2", "p", "figure", "figcaption", "small", "details"}
    allowed |= {"summary", "del", "mark"}
    for fragment in (document.to_html(), corrected.to_html()):
        assert {tag for tag, _ in Page(fragment).tags} <= allowed
        assert "\x1b" not in fragment
        fragment.encode()


@pytest.mark.parametrize(("label", "path"), [(Label.BODY, ("p",)), (Label.SHARE, ("details", "p", "del"))])
def test_a_page_of_crumbs_is_shown_plainly(label, path):
    crumbs = ["<"] * 5000
    raw = "\n".join(crumbs)
    blocks, start = [], 0
    for i, crumb in enumerate(crumbs):
        blocks.append(Block(i, start, start + len(crumb), crumb, label, "share", f"share.en.{i}"))
        start += len(crumb) + 1
    page = Page(Document(raw, tuple(blocks)).to_html())
    assert page.inside(*path) == [raw]


def test_the_notebook_shows_the_same_fragment():
    assert SAMPLE._repr_html_() == SAMPLE.to_html()


@pytest.mark.parametrize(
    "crumbs",
    [["x"] * 50_000, ["Share", "x"] * 20_000, ["&"] * 20_000, ["A longer line that is kept.", "Menu"] * 5000],
)
def test_markup_adds_no_more_than_the_text_and_ten_kilobytes(crumbs):
    raw = "\n".join(crumbs)
    blocks, start = [], 0
    for i, crumb in enumerate(crumbs):
        label = Label.BODY if i % 2 else Label.SHARE
        rule = f"share.en.{i}"  # so that no two share a line
        blocks.append(Block(i, start, start + len(crumb), crumb, label, "share", rule, 0.9))
        start += len(crumb) + 1
    escaped = raw.replace("&", "&amp;")
    fragment = Document(raw, tuple(blocks)).to_html()
    assert len(fragment) <= 2 * len(escaped) + MARKUP_CHARS
    texts = "\n".join(text for _, text in Page(fragment).texts)
    assert texts.count(crumbs[0]) >= len([c for c in crumbs if c == crumbs[0]])


@settings(deadline=None)  # the first call reads the rules
@given(SOURCE)
def test_any_document_has_all_views(source):
    document = newsclean.clean(source, kind="text")
    Page(document.to_html())
    document.to_markdown().encode()
    assert all(len(line) <= 80 for line in document.explain().splitlines())


# ---------------------------------------------------------------- explain


def test_explain_lists_blocks_names_and_fields():
    assert (
        SAMPLE.explain()
        == """\
status ok; 3 of 7 blocks are the article
  title      River deal holds
  authors    Ana Prifti
  publisher  The Harbour Post
  published  2025-03-03 10:41+00:00
  language   en
  tags       Grain, Vladimir Putin
  caption    A lorry waits at the bridge. [AP]

Blocks (+ the article, - left out)
- navigation        0.97 Home > World
                         by navigation.en.home
- share             0.90 Share this
                         by share.en.this
- title             0.80 River deal holds | The Harbour Post
                         by title
- caption           0.95 A lorry waits at the bridge. Credit: AP
                         by captions
+ body                   President Putin said yes & no to cafés.
+ subheading        0.70 What comes next
                         by subheadings
+ body                   Nobody knows <yet>.

Corrections
  Poten -> Putin (Vladimir Putin, 0.98, at 109)
    stands in the tags

Suggestions (left as they are)
  Home -> Homs (Homs, 0.31, at 0)
    one letter apart

Other edits: encoding 1, credit 1
"""
    )


def test_explain_of_nothing_is_one_line():
    assert Document(raw="", status=Status.EMPTY).explain() == (
        "status empty; 0 of 0 blocks are the article\n"
    )


def test_explain_sends_no_control_characters_to_a_terminal():
    text = "\x1b[2J\x07bell\x00 \x9b31m \u2028next"
    document = Document(text, (Block(0, 0, len(text), text),), title=text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]", document.explain())


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("short", 5, "short"),
        ("longer", 5, "long…"),
        ("新聞記事", 8, "新聞記事"),
        ("新聞記事", 7, "新聞記…"),
        ("e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"),
        ("", 5, ""),
    ],
)
def test_shorten_counts_the_columns_of_a_terminal(text, columns, expected):
    assert shorten(text, columns) == expected
