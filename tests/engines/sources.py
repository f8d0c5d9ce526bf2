"""The 500 documents that go through every way, odd ones among them."""

import json
import sys
from functools import cache
from pathlib import Path

import newsclean
from newsclean.rows import COLUMNS, to_row

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from invented import article, as_html

COUNT = 500
ODD = (
    None,
    "",
    " \n\t\n ",
    "word " * 200_000,  # one line of a megabyte
    "Rain fell\ud800 on Oslo for a third day, and the river rose.\n\nSign up\udfff for our newsletter",
    "\udc00",
    "The dam held\x00 on Monday, said the council of Varn.\n\nAdvertisement\x00",
    "It isnâ€™t over, said the mayor of Varn, and nobody laughed.\x85\u2028\ufeff",
    "<p>One day in Oslo, nobody came.</p><p>Share this article</p>",
    "<html><body><script>var a = '<p>';</script></body></html>",
    "Not <b>quite HTML & not quite text",
    "a" * 5_000,
    "\n" * 10_000,
    "ب" * 40 + " " + "नमस्ते " * 20,
    "😀 👩‍👩‍👧 é e\u0301",
    '“Quoted”, said \'Ana\', "twice" \\ and back\\slash\t"',
)


@cache
def sources():
    """Return id, address and source of each document."""
    made = []
    for number in range(COUNT):
        given = article(number)
        lines = given.text.split("\n")
        given = given._replace(text="\n".join(lines[:12] + lines[-4:]))
        text = ODD[number // 31] if number % 31 == 7 and number // 31 < len(ODD) else given.text
        if number % 10 == 3 and text == given.text:
            text = as_html(given)
        made.append((number, given.url, text))
    return tuple(made)


@cache
def expected():
    """Return what ``newsclean.clean`` makes of them, as bytes, one line a document."""
    return as_bytes(
        {"id": id_, "input_url": url, **to_row(newsclean.clean(text or "", url=url))}
        for id_, url, text in sources()
    )


NAMES = ("id", "input_url", *COLUMNS)


def as_bytes(rows):
    """Return rows, sorted by id, as bytes: keys in one order, and everything in them told."""
    ordered = sorted(rows, key=lambda row: row["id"])
    return [
        json.dumps({name: row[name] for name in NAMES}, ensure_ascii=False, sort_keys=False).encode()
        for row in ordered
    ]


def table():
    """Return the documents as an Arrow table."""
    import pyarrow as pa

    from newsclean.arrow import text_array

    ids, urls, texts = zip(*sources(), strict=True)
    return pa.table({"id": ids, "url": urls, "text": text_array(texts)})
