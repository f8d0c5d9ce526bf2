"""The fields of a Document, read off plain text alone."""

from datetime import UTC, datetime

import pytest

from newsclean import Caption, Status, clean
from newsclean.bylines import find_authors
from newsclean.dateline import parse_dateline
from newsclean.dates import find_date
from newsclean.wires import find_wires
from tests.articles import ARTICLE, BODY, PARAGRAPHS


def article(*before, after=()):
    return "\n".join([*before, *PARAGRAPHS, *after])


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("OSLO (Reuters) - Rain fell for a third day.", "Oslo"),
        ("OSLO, March 3 (Reuters) - Rain fell for a third day.", "Oslo"),
        ("KYIV, Ukraine (AP) — Rain fell for a third day.", "Kyiv"),
        ("NEW DELHI — Rain fell for a third day.", "New Delhi"),
        ("VARN, Norway, 3 March 2025 (AFP) – Rain fell.", "Varn"),
        ("London: Rain fell for a third day.", "London"),
        ("Moscow — Rain fell for a third day.", "Moscow"),
        ("RIO DE JANEIRO (AP) -- Rain fell.", "Rio De Janeiro"),
    ],
)
def test_dateline(paragraph, place):
    assert parse_dateline(paragraph) == place


@pytest.mark.parametrize(
    "paragraph",
    [
        "Rain fell for a third day - and nobody came.",
        "Analysis: why the dam held",
        "Okafor: “We will publish everything.”",
        "The verdict (after nine years) - guilty.",
        "He said: the dam would hold.",
        "UPDATE: the dam has held.",
        "WATCH: the dam has held.",
        "",
    ],
)
def test_no_dateline(paragraph):
    assert parse_dateline(paragraph) is None


def test_dateline_is_a_field_and_its_paragraph_stays_whole():
    first = "OSLO (Reuters) - " + PARAGRAPHS[0]
    document = clean("\n".join([first, *PARAGRAPHS[1:]]))
    assert document.dateline == "Oslo"
    assert document.agencies == ("Reuters",)
    assert document.text.startswith(first)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("By Ana Prifti", ("Ana Prifti",)),
        ("By ANA PRIFTI and Tom Okafor", ("Ana Prifti", "Tom Okafor")),
        ("By Ana Prifti, Tom Okafor & Lena Moss", ("Ana Prifti", "Tom Okafor", "Lena Moss")),
        ("By Ana Prifti, Europe Correspondent", ("Ana Prifti",)),
        ("Written by Ana Prifti | Harbour Post", ("Ana Prifti",)),
        ("By Ana Prifti for the Harbour Post", ("Ana Prifti",)),
        ("By Ana Prifti - 3 March 2025", ("Ana Prifti",)),
        ("Von Lena Moß", ("Lena Moß",)),
        ("By Jan van der Berg", ("Jan van der Berg",)),
        ("By Reuters", ()),
        ("By our staff", ()),
        ("Ana Prifti is a reporter at the Harbour Post.", ()),
        ("Editing by Tom Okafor", ()),
    ],
)
def test_authors(line, authors):
    assert find_authors([line]) == authors


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("Published 3 March 2025", "2025-03-03T00:00:00"),
        ("March 3, 2025 10:41 am", "2025-03-03T10:41:00"),
        ("Mar. 3rd, 2025", "2025-03-03T00:00:00"),
        ("3rd of March 2025 at 23:05 GMT", "2025-03-03T23:05:00+00:00"),
        ("2025-03-03T10:41:07Z", "2025-03-03T10:41:07+00:00"),
        ("2025-03-03 10:41:07+02:00", "2025-03-03T10:41:07+02:00"),
        ("03.03.2025, 10:41 Uhr", "2025-03-03T10:41:00"),
        ("Posted: Mar 3, 2025 4:00 PM EST", "2025-03-03T16:00:00-05:00"),
        ("3. März 2025", "2025-03-03T00:00:00"),
    ],
)
def test_date(line, iso):
    assert find_date(line).isoformat() == iso


@pytest.mark.parametrize(
    "line", ["03/04/2025", "31 February 2025", "May 2025", "in 2025", "7 March", "", "0000-00-00"]
)
def test_no_date(line):
    assert find_date(line) is None


def test_published_comes_from_the_date_line():
    document = clean(
        article("By Ana Prifti", "Updated 4 March 2025, 09:00 GMT", "Published 3 March 2025, 10:41 GMT")
    )
    assert document.published == datetime(2025, 3, 3, 10, 41, tzinfo=UTC)
    assert document.authors == ("Ana Prifti",)
    assert document.text == BODY


def test_wires():
    assert find_wires("With Bloomberg, Reuters") == ("Bloomberg", "Reuters")
    assert find_wires("Agence France-Presse and the Associated Press") == ("AFP", "Associated Press")
    assert find_wires("APPLE and REUTERSWARD") == ()


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("With Bloomberg, Reuters", ("Bloomberg", "Reuters")),
        ("(With inputs from PTI)", ("PTI",)),
        ("The Associated Press contributed to this report.", ("Associated Press",)),
        ("With files from The Canadian Press", ("The Canadian Press",)),
    ],
)
def test_wire_credit(line, agencies):
    document = clean(article(after=[line]))
    assert document.agencies == agencies
    assert document.text == BODY


def test_picture_agencies_are_no_wires():
    document = clean(article(after=["The bridge at Varn on Monday. Credit: AP"]))
    assert document.agencies == ()
    assert document.captions == (Caption("The bridge at Varn on Monday.", "AP"),)


def test_publisher_from_copyright_line():
    document = clean(article(after=["© 2025 Harbour Post Ltd. All rights reserved."]))
    assert document.publisher == "Harbour Post"
    assert document.text == BODY


@pytest.mark.parametrize("line", ["Copyright © 2025", "© 2025. All rights reserved.", "All rights reserved."])
def test_copyright_line_without_a_name(line):
    assert clean(article(after=[line])).publisher is None


@pytest.mark.parametrize(
    ("last", "truncated"),
    [
        ("The governor’s office did not answer a letter in which the people of the village asked", True),
        ("The governor’s office did not answer a letter in which the people of the village…", True),
        ("The governor’s office did not answer a letter in which the people of the [...]", True),
        ("The governor’s office did not answer.", False),
        ("“The governor’s office did not answer a letter in which the people of the village asked.”", False),
        ("“And so we wait,” she said", False),
    ],
)
def test_truncated(last, truncated):
    assert clean(article(after=[last])).truncated is truncated


def test_paywalled_where_the_text_should_go_on():
    document = clean("\n".join([*PARAGRAPHS[:2], "Subscribe to continue reading this article."]))
    assert document.paywalled
    assert document.status is Status.PAYWALLED
    assert document.text == "\n\n".join(PARAGRAPHS[:2])


def test_only_a_prompt():
    document = clean("Subscribe to continue reading this article.\nAlready a subscriber? Log in")
    assert (document.status, document.paywalled, document.text) == (Status.PAYWALLED, True, "")


def test_prompt_above_the_whole_article_is_no_wall():
    document = clean(f"Subscribe to continue reading this article.\n{ARTICLE}")
    assert not document.paywalled
    assert document.status is Status.OK


@pytest.mark.parametrize("source", ["", " \n\t ", "\N{ZERO WIDTH SPACE}\n\N{SOFT HYPHEN}", "\x00"])
def test_empty(source):
    document = clean(source)
    assert (document.status, document.text) == (Status.EMPTY, "")


def test_no_article():
    document = clean("We use cookies to improve your experience.\nAccept all\nPrivacy policy")
    assert document.status is Status.NO_ARTICLE


@pytest.mark.parametrize("source", ["Rain.", "Hello world", ARTICLE])
def test_ok(source):
    assert clean(source).status is Status.OK


def test_language():
    assert clean(ARTICLE).language == "en"
    assert (
        clean(
            "Die Feuerwehr hat das Dorf am Dienstag erreicht, aber die Straße ist noch nicht frei."
        ).language
        == "de"
    )
    assert clean("住民は火曜日に村に戻った。").language == "ja"
    assert clean("Oslo 3").language is None


def test_who_did_an_interview_wrote_it():
    document = clean("\n".join(["‘I never wanted to be mayor’", "Interview by Tom Okafor", *PARAGRAPHS]))
    assert document.authors == ("Tom Okafor",)
