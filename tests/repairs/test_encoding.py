"""The encoding repair does what ftfy does, and asks it only where it must."""

import functools
import gzip
import itertools
import json
import re
import sys
from pathlib import Path

import ftfy
import pytest
from ftfy import badness, chardata
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Pipeline, clean, repairs
from newsclean.repairs.encoding import PAIR_RE, SUSPECT_RE, _suspect_segments
from tests.strategies import texts

ONLY = Pipeline([repairs.encoding])
PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "pages"
WRONG = (
    "windows-1252",
    "latin-1",
    "windows-1251",
    "windows-1250",
    "macroman",
    "cp437",
    "windows-1253",
    "windows-1257",
)
SAMPLES = (
    "“Café” – naïve résumé’s", "Zażółć gęślą jaźń", "Съешь ещё этих булок", "Ελληνικά νέα", "größer ‚öfter‘ „Über“",
    "şişe çığ ığdır", "l’été à Paris…", "¿Qué pasó? ¡Nada!", "€5 £3 ½ ×² °C", "سلام", "日本語のニュース。", "Œuvre et cœur",
)  # fmt: skip


def fixed(text):
    return clean(text, kind="text", pipeline=ONLY).text


def same(text):
    wanted = ftfy.fix_text(text, uncurl_quotes=False)
    return "".join(fixed(text).split()) == "".join(wanted.split()) and fixed(text).split() == wanted.split()


@given(texts)
def test_equals_ftfy_on_any_text(text):
    assert same(text)


@given(st.lists(st.sampled_from(SAMPLES), max_size=4).map(" \n".join), st.sampled_from(WRONG))
def test_equals_ftfy_on_mojibake(text, encoding):
    assert same(text.encode("utf-8").decode(encoding, "replace"))


@given(
    st.text(st.sampled_from(sorted({c for s in SAMPLES for c in s} | set("ÂÃâ€œ™ \xa0\x9d¡»²°†ŸŒ")))),
    st.sampled_from(["", "a ", " b"]),
)
def test_equals_ftfy_on_letters_at_random(text, around):
    assert same(around + text + around)


# ---------------------------------------------------------------- the gate, proved
#
# Each alternative of ftfy's heuristic is a short row of character sets. The gate looks for one
# character or two in a row, so all it can see of a character is: does it open the gate by itself,
# does it after a tell-tale letter, does it after a common Greek or Cyrillic one, is it suspect, and
# is it beyond ASCII.
# One character of each such kind therefore stands for all of them, and every row can be tried.

ASTRAL = range(0x10000, 0x10400)
CHARACTERS = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x10000), *ASTRAL)]


def kind_of(character):
    """What the gate can see of a character."""
    return (
        PAIR_RE.search(character) is not None,
        PAIR_RE.search("\u00a1" + character) is not None,
        PAIR_RE.search("\u03b1" + character) is not None,
        SUSPECT_RE.search(character) is not None,
        character.isascii(),
    )


KINDS = {character: kind_of(character) for character in CHARACTERS}


@functools.cache
def representatives(pattern):
    """One character of each kind among those that a pattern of one character matches."""
    matches = re.compile(pattern).fullmatch
    found = {}
    for character in CHARACTERS:
        if KINDS[character] not in found and matches(character):
            found[KINDS[character]] = character
    return tuple(found.values())


def alternatives():
    """ftfy's heuristic as rows of patterns that match one character each, optional ones both ways."""
    source = re.sub(r"(?m)^\s*#.*$", "", badness.BADNESS_RE.pattern)
    element = re.compile(r"(\[(?:\\.|[^\]\\])+\]|\\[sw]|[^\s\[\]|?^\\])(\??)|(\||\^)|\s+")
    rows, position = [[]], 0
    while position < len(source):
        match = element.match(source, position)
        assert match, f"a form of pattern that this test cannot read: {source[position : position + 20]!r}"
        position = match.end()
        one, optional, sign = match.groups()
        if sign == "|":
            yield from rows
            rows = [[]]
        elif one:
            rows = [[*row, one] for row in rows] + (rows if optional else [])
    yield from rows


ROWS = list(alternatives())


def test_the_rows_are_the_heuristic():
    assert len(ROWS) > 35
    assert re.compile("|".join("".join(row) for row in ROWS)).search("cafÃ©")
    for sample in ("Ã ", "a Ã ", "вЂ", "β€™", "ā€", "ГўВЂВ. ", "√±", "Œ1", "É°"):
        assert any(re.search("".join(row), sample) for row in ROWS) == badness.is_bad(sample), sample


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_whatever_ftfy_calls_mojibake_opens_the_gate(row):
    texts = ["".join(characters) for characters in itertools.product(*map(representatives, row))]
    assert texts
    for text in texts:
        assert badness.is_bad(text), row
        assert _suspect_segments(text), [hex(ord(character)) for character in text]


def test_every_character_that_ftfy_always_changes_is_suspect():
    for code in (*chardata.CONTROL_CHARS, *chardata.LIGATURES, *chardata.WIDTH_MAP):
        if chr(code) != "\n":
            assert SUSPECT_RE.search(chr(code)), hex(code)


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("cafÃ© au lait", "café au lait"),
        ("No√´l", "Noël"),
        ("itâ€™s here", "it’s here"),
        ("Tom &amp; Ana &lt;3", "Tom & Ana <3"),
        ("The Pﬁzer oﬃce", "The Pfizer office"),
        ("a\x00b\x1b[31mc", "abc"),
        ("\ufeffHello", "Hello"),
        ("e\u0301te\u0301", "été"),
    ],
)
def test_repairs(broken, right):
    assert fixed(broken) == right


@pytest.mark.parametrize(
    "text",
    [
        "“Quotes” and ‘quotes’ – and … more",
        "AT&T and Q&A",
        "Zażółć gęślą jaźń",
        "größer",
        "5 × 3² = 45",
        "naïve café",
        "日本語",
    ],
)
def test_leaves_alone(text):
    assert fixed(text) == text


def test_entities_after_a_tag_are_code():
    assert (
        fixed("Write <b> for bold.\nWrite &amp; for an ampersand.")
        == "Write <b> for bold.\n\nWrite &amp; for an ampersand."
    )


@pytest.mark.parametrize(
    ("entity", "line_break"),
    [
        *(("&nbsp;", line_break) for line_break in ("\n", "\r\n", "\r", "\u2028", "\n\n")),
        *(("&#10;", line_break) for line_break in ("\n", "\r\n", "\n\n")),
    ],
)
def test_an_entity_at_the_end_of_a_line_does_not_join_it_to_the_next(entity, line_break):
    source = f"{entity}Rain fell.{entity}{line_break}{entity}The dam held."
    document = clean(source, kind="text", pipeline=ONLY)
    assert [block.text for block in document.blocks] == ["Rain fell.", "The dam held."]


def test_ordinary_news_never_reaches_ftfy(monkeypatch):
    def refuse(*_):
        raise AssertionError("ftfy was asked")

    monkeypatch.setattr(sys.modules["newsclean.repairs.encoding"], "_fix", refuse)
    text = "“We heard it before we saw it,” said Zoë Nuñez – the mayor’s aide… It’s 5 °C in Tromsø.\n" * 50
    assert fixed(text).startswith("“We heard it")


@pytest.mark.accuracy
def test_equals_ftfy_on_real_pages():
    """Every fortieth page of the development data, its body and what scrapers made of it, as one text."""
    if not PAGES.exists():
        pytest.skip("the labelled pages (../shared) are not on this machine")
    with gzip.open(PAGES / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        bodies = [json.loads(line)["body"] for line in itertools.islice(lines, 0, None, 40)]
    with gzip.open(PAGES / "scraped.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [json.loads(line)["scraped"] for line in itertools.islice(lines, 0, None, 40)]
    scrapes = [scrape for page in pages for scrape in page.values() if scrape]
    assert len(scrapes) > 100
    assert [text for text in (*bodies, *scrapes) if not same(text)] == []
