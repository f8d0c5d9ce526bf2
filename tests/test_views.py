"""Views: what a reader sees of a Document, and the way back from there to ``raw``."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import newsclean
from newsclean import Block, Caption, Correction, Document, Edit, EditKind, Failure, Label, Status
from newsclean.views import raw_offset
from newsclean.views.explain import shorten
from newsclean.views.head import day
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


VOID = {"br", "input"}


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
        if tag not in VOID:
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
        "The Harbour Post",
        "Ana Prifti · 3 March 2025, 10:41 UTC",
        "3 of 7 blocks kept · 1 name put right · 1 in doubt",
    ]
    assert page.inside("header", "ul", "li") == ["Grain", "Vladimir Putin"]
    assert page.inside("h2") == ["What comes next"]
    assert page.inside("p") == ["President", "said yes & no to cafés.", "Nobody knows <yet>."]
    assert page.inside("figure", "figcaption") == ["A lorry waits at the bridge. Credit: AP"]
    assert page.inside("details", "dl", "dd", "del") == [
        "> World",
        "Share this",
        "River deal holds | The Harbour Post",
    ]
    assert page.inside("details", "dl", "dt") == ["navigation", "share", "title"]
    assert page.inside("details", "dl", "dt", "small")[0] == "navigation.en.home 0.97"
    assert page.inside("details", "summary") == ["left out: navigation, share, title"]


def test_html_marks_corrections_and_what_is_in_doubt_and_no_other_edits():
    page = Page(SAMPLE.to_html())
    assert page.inside("p", "mark") == ["Putin"]
    assert page.inside("details", "dl", "dd", "del", "mark") == ["Home"]
    doubt, made = page.attributes("mark")
    assert (made["tabindex"], doubt["class"]) == ("0", "q")


def test_reasons_are_in_the_text_hidden_and_described_to_screen_readers():
    page = Page(SAMPLE.to_html())
    assert "".join(page.inside("p", "mark", "small")) == "was· Vladimir Putin · 0.98stands in the tags"
    assert page.inside("p", "mark", "small", "s") == ["Poten"]
    reasons = [attributes for attributes in page.attributes("small") if "id" in attributes]
    assert all("hidden" in attributes for attributes in reasons)
    assert [reason["id"] for reason in reasons] == [
        mark["aria-describedby"] for mark in page.attributes("mark")
    ]
    other = Page(replace(SAMPLE, raw=RAW + "\n").to_html())
    assert other.attributes("mark")[0]["aria-describedby"] != reasons[0]["id"]


def test_a_suggestion_in_a_block_that_was_edited_is_marked_where_it_stands():
    text = "Cafe\u00a0Poten"
    blocks = (Block(0, 0, len(text), "Cafe Poten"),)
    name = Correction(5, 10, "Poten", "Putin", "Vladimir Putin", 0.4)
    document = Document(text, blocks, (Edit(4, 5, " ", EditKind.SPACING),), suggestions=(name,))
    assert Page(document.to_html()).inside("p", "mark") == ["Poten"]
    run_over = replace(document, edits=(Edit(4, 6, " p"),), blocks=(replace(blocks[0], text="Cafe poten"),))
    assert Page(run_over.to_html()).inside("p") == ["Cafe poten"]


def test_html_says_when_something_is_wrong():
    document = Document("", status=Status.PAYWALLED, truncated=True, paywalled=True)
    page = Page(document.to_html())
    assert page.inside("header", "p", "b") == ["status: paywalled", "breaks off", "behind a paywall"]
    assert Page(replace(SAMPLE, suggestions=()).to_html()).inside("header", "p", "b") == []


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        (datetime(2025, 3, 3, 10, 41, tzinfo=UTC), "3 March 2025, 10:41 UTC"),
        (
            datetime(2025, 12, 31, 0, 0, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
            "31 December 2025, 00:00 -05:30",
        ),
        (datetime(2025, 3, 3), "3 March 2025"),  # noqa: DTZ001 - a source that says no zone
        (datetime(9, 3, 3, 7, 5), "3 March 9, 07:05"),  # noqa: DTZ001
    ],
)
def test_times_are_written_as_readers_write_them(published, shown):
    assert day(published) == shown


def test_html_shows_a_credit_that_stands_apart_from_its_caption():
    document = Document(
        "A map", (Block(0, 0, 5, "A map", Label.CAPTION),), captions=(Caption("A map", "AP"),)
    )
    assert Page(document.to_html()).inside("figure", "figcaption", "small") == ["AP"]


def test_html_shows_captions_that_stand_in_no_block_last():
    document = Document("One.", (Block(0, 0, 4, "One."),), captions=(Caption("A map", "AP"),))
    page = Page(document.to_html())
    assert [text for path, text in page.texts if path[0] not in ("style", "header")] == [
        "One.",
        "A map",
        "AP",
    ]


def test_html_is_self_contained_and_follows_the_readers_colours():
    fragment = SAMPLE.to_html()
    assert "color-scheme: light dark" in fragment
    assert not re.search(r"<script|<link|<img|url\(|@import|https?:|\son\w+=", fragment)


HOSTILE = "</style></article><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & \x1b[31m \ud800"


HOSTILE_DOCUMENTS = (
    Document(
        raw=HOSTILE,
        blocks=(Block(0, 0, len(HOSTILE), HOSTILE, Label.SPAM, HOSTILE, HOSTILE),),
        title=HOSTILE,
        publisher=HOSTILE,
        language=HOSTILE,
        tags=(HOSTILE,),
        url=HOSTILE,
        captions=(Caption(HOSTILE, HOSTILE),),
    ),
    Document(
        raw=f"{HOSTILE} Poten",
        blocks=(Block(0, 0, len(HOSTILE) + 6, f"{HOSTILE} {HOSTILE}"),),
        edits=(Edit(len(HOSTILE) + 1, len(HOSTILE) + 6, HOSTILE, EditKind.NAME),),
        authors=(HOSTILE,),
        corrections=(
            Correction(len(HOSTILE) + 1, len(HOSTILE) + 6, HOSTILE, HOSTILE, HOSTILE, 1.0, (HOSTILE,)),
        ),
        suggestions=(Correction(0, 8, HOSTILE, HOSTILE, HOSTILE, 0.2, (HOSTILE,)),),
    ),
)
ALLOWED = {
    "article", "style", "header", "h1", "h2", "p", "ul", "li", "b", "label", "input", "details", "summary", "dl",
    "dt", "dd", "small", "br", "s", "del", "ins", "mark", "figure", "figcaption",
    "div", "table", "caption", "thead", "tbody", "tr", "th", "td", "h3",
}  # fmt: skip


def test_hostile_text_reaches_neither_markup_nor_attributes():
    document, corrected = HOSTILE_DOCUMENTS
    assert {tag for tag, _ in Page(document.to_html()).tags} == {
        "article", "style", "header", "p", "h1", "ul", "li", "b", "label", "input", "details", "summary", "dl",
        "dt", "small", "dd", "del", "figure", "figcaption",
    } - {"b"}  # fmt: skip
    for fragment in (document.to_html(), corrected.to_html()):
        assert {tag for tag, _ in Page(fragment).tags} <= ALLOWED
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
@given(SOURCE, st.sampled_from([80, 60, 45, 20]))
def test_any_document_has_all_views(source, columns):
    document = newsclean.clean(source, kind="text")
    for fragment in (document.to_html(), document.diff().to_html(), newsclean.show([document]).to_html()):
        Page(fragment)
        fragment.encode()
    document.to_markdown().encode()
    repr(newsclean.show(document)).encode()
    lines = document.explain(columns=columns).split("\n")
    assert max(map(wide, lines)) <= columns
    colored = document.explain(columns=columns, color=True)
    assert max(map(wide, SEQUENCE_RE.sub("", colored).split("\n"))) <= columns


SEQUENCE_RE = re.compile("\x1b\\[[0-9;]*m")


def wide(line):
    """The columns of a terminal that a line takes."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) == "Cf"
        else 2
        if unicodedata.east_asian_width(c) in "WF"
        else 1
        for c in line
    )


# ---------------------------------------------------------------- explain


def test_explain_is_a_diff_with_labels_and_reasons_in_the_margin():
    assert (
        SAMPLE.explain()
        == """\
status ok; 3 of 7 blocks are the article

     title   River deal holds
   authors   Ana Prifti
 publisher   The Harbour Post
 published   2025-03-03 10:41+00:00
  language   en
      tags   Grain, Vladimir Putin
   caption   A lorry waits at the bridge. [AP]

Blocks (- left out, ~ changed)
navigation - Home > World
      0.97   navigation.en.home
     share - Share this
      0.90   share.en.this
     title - River deal holds | The Harbour Post
      0.80   title
   caption - A lorry waits at the bridge. Credit: AP
      0.95   captions
      body ~ President [-Poten-]{+Putin+} said yes & no to [-cafÃ©s.-]{+cafés.+}
subheading   What comes next
      0.70   subheadings
      body   Nobody knows <yet>.

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


def test_explain_in_colour_strikes_out_what_was_and_says_the_same():
    colored = SAMPLE.explain(color=True)
    assert "\x1b[31;9mPoten\x1b[0m \x1b[32mPutin\x1b[0m" in colored
    assert "\x1b[31mnavigation\x1b[0m \x1b[31m-\x1b[0m \x1b[31mHome > World\x1b[0m" in colored
    plain = re.sub(r"\[-(.*?)-\]\{\+(.*?)\+\}", r"\1 \2", SAMPLE.explain())
    assert SEQUENCE_RE.sub("", colored) == plain


def test_explain_shortens_what_was_not_touched_and_shows_what_was_left_out_in_full():
    long = "The harbour of Varn was closed again. " * 10
    kept, gone = long.strip(), long.replace("closed", "open").strip()
    raw = f"{kept}\n{gone}"
    blocks = (Block(0, 0, len(kept), kept), Block(1, len(kept) + 1, len(raw), gone, Label.SPAM, "mine"))
    lines = Document(raw, blocks).explain().splitlines()
    body = [line for line in lines if "closed" in line]
    assert len(body) == 2
    assert body[1].endswith("…")
    assert sum(line.count("open") for line in lines) == 10


def test_explain_without_room_for_a_margin_puts_labels_above():
    lines = SAMPLE.explain(columns=40).splitlines()
    assert lines[lines.index("navigation") + 1 :][:2] == ["  - Home > World", "    0.97 navigation.en.home"]
    assert max(map(len, SAMPLE.explain(columns=0).splitlines())) <= 20


def test_explain_puts_blocks_that_one_rule_took_under_one_label():
    raw = "Share\nTweet\nPost"
    blocks = tuple(
        Block(i, 6 * i, 6 * i + len(word), word, Label.SHARE, "share", "share.en.button", 0.9)
        for i, word in enumerate(raw.split("\n"))
    )
    listing = Document(raw, blocks).explain()
    assert listing.endswith("share - Share\n      - Tweet\n      - Post\n 0.90   share.en.button\n")


def test_explain_bounds_what_it_shows_of_a_broken_text():
    raw = "x" * 1_000_000
    for label in (Label.BODY, Label.SPAM):
        listing = Document(raw, (Block(0, 0, len(raw), raw, label),), title=raw).explain()
        assert len(listing) < 12_000
    assert "(996,000 characters more)" in listing


def test_explain_tells_no_change_that_cannot_be_seen():
    text = "Rain\u00adfell  on Oslo"
    edits = (Edit(4, 5, "", EditKind.SPACING), Edit(9, 11, " ", EditKind.SPACING))
    listing = Document(text, (Block(0, 0, len(text), "Rainfell on Oslo"),), edits).explain()
    assert "body   Rainfell on Oslo" in listing
    assert "spacing 2" in listing


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


# ---------------------------------------------------------------- diff


def test_diff_stands_side_by_side_with_labels_and_rules():
    page = Page(SAMPLE.diff().to_html())
    row = ("table", "tbody", "tr")
    assert page.inside("table", "caption") == ["7 blocks, 4 left out, 1 changed"]
    assert page.inside(*row, "th")[:4] == ["navigation", "share", "title", "caption"]
    assert page.inside(*row, "th", "small")[0] == "navigation.en.home 0.97"
    assert page.inside(*row, "td", "del") == [
        "Home > World", "Share this", "River deal holds | The Harbour Post",
        "A lorry waits at the bridge.Credit: AP", "Poten", "caf\u00c3\u00a9s.",
    ]  # fmt: skip
    assert page.inside(*row, "td", "ins") == ["Putin", "cafés."]
    assert page.inside(*row, "td").count("Nobody knows <yet>.") == 2
    assert page.inside(*row, "td", "h3") == ["What comes next"]
    assert SAMPLE.diff()._repr_html_() == SAMPLE.diff().to_html()


def test_diff_of_what_changed_leaves_out_the_rest():
    page = Page(SAMPLE.diff(changed=True).to_html())
    assert "Nobody knows <yet>." not in page.inside("table", "tbody", "tr", "td")
    assert str(SAMPLE.diff(changed=True)).splitlines()[-1] == "+ President Putin said yes & no to cafés."


def test_diff_as_text_reads_as_diff_does():
    assert str(SAMPLE.diff()).splitlines() == [
        "- Home > World",
        "- Share this",
        "- River deal holds | The Harbour Post",
        "- A lorry waits at the bridge.Credit: AP",
        "- President Poten said yes & no to caf\u00c3\u00a9s.",
        "+ President Putin said yes & no to cafés.",
        "  What comes next",
        "  Nobody knows <yet>.",
    ]
    assert repr(SAMPLE.diff()) == "<Diff: 7 blocks, 4 left out, 1 changed>"


def test_diff_names_the_code_points_that_nobody_can_see():
    text = "Rain\u00adfell"
    document = Document(text, (Block(0, 0, 9, "Rainfell"),), (Edit(4, 5, "", EditKind.SPACING),))
    assert Page(document.diff().to_html()).inside("table", "tbody", "tr", "td", "del", "small") == ["U+00AD"]


def test_diff_of_a_page_of_crumbs_says_how_much_it_shows():
    raw = "x\n" * 3000
    blocks = tuple(Block(i, 2 * i, 2 * i + 1, "x") for i in range(3000))
    page = Page(Document(raw, blocks).diff().to_html())
    assert page.inside("table", "caption") == [
        "3,000 blocks, 0 left out, 0 changed; the first 2,000 are shown"
    ]
    assert len(page.attributes("tr")) == 2001


# ---------------------------------------------------------------- many


def test_show_is_a_table_with_what_is_amiss():
    documents = [
        SAMPLE,
        Document("", status=Status.NO_ARTICLE, truncated=True, paywalled=True),
        Failure(2, "ValueError: <no>"),
    ]
    page = Page(newsclean.show(documents).to_html())
    row = ("table", "tbody", "tr")
    assert page.inside("table", "caption") == ["3 documents"]
    assert page.inside(*row, "th", "details", "summary") == ["River deal holds", "(no text)"]
    assert page.inside(*row, "th") == ["not cleaned"]
    assert page.inside(*row, "td") == [
        "3 March 2025", "14", "4", "1", "0", "0", "0", "no article, breaks off, paywall", "ValueError: <no>"
    ]  # fmt: skip
    assert "left out: navigation, share, title, caption" in page.inside(*row, "th", "details", "p", "small")
    assert page.inside(*row, "th", "details", "p", "small", "del") == ["Poten"]


def test_show_at_the_prompt_is_lines():
    assert repr(newsclean.show([SAMPLE, Failure(1, "ValueError: no")])).splitlines() == [
        "2 documents (words, blocks left out, names put right)",
        "     14    4   1  River deal holds",
        "      -    -   -  ValueError: no",
    ]


def test_show_reads_no_more_of_an_iterator_than_it_shows():
    taken = []
    table = newsclean.show((taken.append(i) or SAMPLE for i in range(1000)), limit=2)
    assert (len(taken), len(table.documents), table.total) == (3, 2, None)
    assert repr(table).startswith("the first 2 documents (")
    assert newsclean.show(iter([SAMPLE]), limit=2).total == 1
    assert repr(newsclean.show([SAMPLE] * 5, limit=2)).startswith("the first 2 documents of 5 (")
    assert newsclean.show(SAMPLE) == newsclean.show([SAMPLE])


# ---------------------------------------------------------------- pipelines


@newsclean.filter(label="spam")
def casino(block, document):
    """Whatever offers <free> spins.

    Nothing else.
    """
    return False


def test_a_pipeline_shows_its_steps():
    pipeline = newsclean.Pipeline.default().after("paywall", casino)
    page = Page(pipeline._repr_html_())
    row = ("table", "tbody", "tr")
    assert tuple(page.inside(*row, "th")) == pipeline.names
    assert page.inside(*row, "th", "small") == ["yours"]
    cells = page.inside(*row, "td")
    assert [cell for cell in cells if cell in ("repairs", "filters", "names")] == [
        "repairs",
        "filters",
        "names",
    ]
    at = cells.index("spam")
    assert cells[at + 1] == "Whatever offers <free> spins."
    assert page.inside(*row, "td") != Page(newsclean.Pipeline()._repr_html_()).inside(*row, "td")


def test_no_view_of_hostile_text_has_markup_of_its_own_or_loads_anything():
    @newsclean.filter(label="spam", name=HOSTILE)
    def hostile(block, document):
        return False

    hostile.__doc__ = HOSTILE
    views = [newsclean.Pipeline([hostile])._repr_html_(), newsclean.show(HOSTILE_DOCUMENTS).to_html()]
    views.append(newsclean.show([Failure(0, HOSTILE)]).to_html())
    for document in HOSTILE_DOCUMENTS:
        views += [document.to_html(), document.diff().to_html()]
    for view in views:
        page = Page(view)
        assert {tag for tag, _ in page.tags} <= ALLOWED
        attributes = {name for _, found in page.tags for name in found}
        assert attributes <= {
            "class", "lang", "type", "tabindex", "aria-describedby", "id", "hidden", "scope", "colspan", "data-h"
        }  # fmt: skip
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]", view)
        assert not re.search(r"url\(|@import|<style>.*</style>.*<style>", view, re.DOTALL)
