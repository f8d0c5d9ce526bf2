"""The front door: what it takes, what it refuses, and how long it may take."""

import gc
import time
from pathlib import Path

import pytest

import newsclean
from newsclean import Document, Status, clean, clean_many
from newsclean.errors import InputTypeError, NewscleanError
from tests.articles import ARTICLE, BODY


def test_text_and_bytes():
    assert clean(ARTICLE).text == clean(ARTICLE.encode()).text == BODY


def test_kind_is_told_or_looked_up():
    assert clean("<p>Rain.</p>").text == "Rain."
    assert clean("Rain.", kind="html").text == "Rain."
    assert (
        clean("Use <b>this</b> now.", kind="text", pipeline=newsclean.Pipeline()).text
        == "Use <b>this</b> now."
    )


def test_url_is_kept():
    assert clean("Rain.", url="https://varn.example/a").url == "https://varn.example/a"
    assert clean("Rain.").url is None


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        (None, "not NoneType. Did the scraper return nothing?"),
        (3, "not int. Pass the text, or the page's HTML."),
        (["a"], "not list. Clean several with newsclean.clean_many(sources)."),
        (Path("a.html"), "Path. Read the file first"),
        (clean("a"), "It is clean already"),
    ],
)
def test_a_wrong_type_says_what_to_pass(source, hint):
    with pytest.raises(InputTypeError) as caught:
        clean(source)
    assert hint in str(caught.value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, NewscleanError)


@pytest.mark.parametrize("arguments", [{"url": 3}, {"kind": "pdf"}, {"pipeline": 3}, {"pipeline": [len]}])
def test_other_arguments_are_checked(arguments):
    with pytest.raises(InputTypeError):
        clean("a", **arguments)


def test_clean_many_is_lazy_and_in_order():
    seen = []

    def sources():
        for text in ("One.", b"Two.", "Three."):
            seen.append(text)
            yield text

    documents = clean_many(sources())
    assert next(documents).text == "One."
    assert seen == ["One."]
    assert [document.text for document in documents] == ["Two.", "Three."]


def test_clean_many_in_processes_gives_the_same_in_order():
    sources = [
        f"{ARTICLE}\nStory number {number} ends here, and so does the report." for number in range(150)
    ]
    assert list(clean_many(iter(sources), workers=2)) == list(clean_many(sources))


def test_clean_many_in_processes_can_be_left_early():
    documents = clean_many((ARTICLE for _ in range(10_000)), workers=2)
    assert next(documents).text == BODY
    documents.close()


def test_clean_many_in_processes_hands_errors_on():
    with pytest.raises(InputTypeError, match="not int"):
        list(clean_many([ARTICLE, 3], workers=2))


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2"])
def test_clean_many_needs_a_number_of_workers(workers):
    with pytest.raises(InputTypeError, match="workers must be"):
        clean_many([], workers=workers)


def test_clean_many_refuses_one_text():
    with pytest.raises(InputTypeError, match="several"):
        clean_many("one text")


LARGE = {
    "one line of words": "word " * 2_000_000,
    "one line of sentences": "The river rose in the night. " * 340_000,
    "line breaks": "\n" * 1_000_000,
    "short lines": "Home\n" * 100_000,
    "different short lines": "\n".join(map(str, range(50_000))),
    "angle brackets": "<" * 1_000_000,
    "openings of tags": "<a " * 300_000,
    "ampersands": "&" * 1_000_000,
    "invisible characters": "\u200b" * 1_000_000,
    "bullets": "- " * 500_000,
    "mojibake": "â€™" * 300_000,
    "accents": "éèà" * 300_000,
    "brackets": "(" * 500_000,
    "credits": "Credit: " * 100_000,
    "nested tags": "<div>" * 100_000 + "a",
    "attributes": "<p " + " ".join(f'a{i}="b"' for i in range(200_000)) + ">a</p>",
    "capitalised words": "Zelancesi Poten " * 20_000,
    "hyphens at line ends": "some words of a report that was wrapped at a column by hand and bro-\n" * 10_000,
}


@pytest.mark.parametrize("name", LARGE)
def test_large_input_ends_within_seconds(name):
    start = time.process_time()
    assert isinstance(clean(LARGE[name]), Document)
    assert time.process_time() - start < 10  # most take less than one


UNITS = {
    "paragraphs": ARTICLE + "\n",
    "short lines": "Home\n",
    "one line": "The river rose in the night. ",
    "names in one line": "Zelancesi\u00a0met Poten. ",
    "right-to-left text in one line": "\u0645\u0631\u062d\u0628\u0627\u00a0\u00a0\u200f ",
    "mojibake in one line": "caf\u00c3\u00a9 by the sea ",
    "tags in one line": "<b>rain</b> ",
    "related": "Read more: Why the dam was never mended\n",
}


@pytest.mark.parametrize("name", UNITS)
def test_time_is_linear(name):
    def spent(size):
        text = UNITS[name] * (size // len(UNITS[name]))
        best = 1e9
        gc.disable()  # a full collection costs what other tests have left on the heap
        try:
            for _ in range(2):
                start = time.process_time()
                clean(text, kind="text")
                best = min(best, time.process_time() - start)
        finally:
            gc.enable()
        return best

    # Linear time gives 4, quadratic time 16.
    assert spent(480_000) < 9 * spent(120_000) + 0.1


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        "\n",
        "\x00",
        "\ud800",
        "\udc00\ud800",
        "\x00\x01\x02",
        "a\x00b",
        "\ufeff",
        "\u202e",
        "🙂",
        b"",
        b"\x00",
        b"\xff\xfe",
    ],
)
def test_odd_input_gives_a_document(source):
    document = clean(source)
    assert isinstance(document.text, str)
    assert isinstance(document.status, Status)
    document.text.encode()  # no lone surrogate comes out
