"""A few records with odd ones among them, their rows, and a way to run the command line."""

import os
import subprocess
import sys

import pytest

import newsclean
from newsclean import cli
from newsclean.rows import to_row
from tests.articles import PARAGRAPHS

RESIDUE = ("Share on Facebook", "Sign up for our newsletter", "Advertisement", "14 comments")


def article(number):
    """Return an article with residue; each number gives another."""
    first = PARAGRAPHS[number % len(PARAGRAPHS)]
    second = PARAGRAPHS[(number * 3 + 1) % len(PARAGRAPHS)]
    return f"Flood number {number} | The Harbour Post\n{first}\n{RESIDUE[number % 4]}\nIt was day {number}. {second}"


RECORDS = [
    {"id": "a", "title": "as it came", "n": 1, "meta": {"tags": ["x", None]}, "text": article(1)},
    {"id": "b", "title": None, "n": 2, "meta": None, "text": None},
    {"id": "c", "title": "", "n": 3, "meta": {"tags": []}, "text": ""},
    {
        "id": "d",
        "title": "page",
        "n": 4,
        "meta": None,
        "text": "<p>One day in Oslo.</p><p>Share this article</p>",
    },
    {
        "id": "e",
        "title": "name",
        "n": 5,
        "meta": None,
        "text": "President Vladimir Poten of Russia spoke.\x00",
    },
    {"id": "f", "title": "long", "n": 6, "meta": None, "text": "word " * 20_000},
    *(
        {"id": f"g{number}", "title": "more", "n": number, "meta": None, "text": article(number)}
        for number in range(7, 80)
    ),
]


@pytest.fixture(scope="session")
def rows():
    """What becomes of ``RECORDS``: each with its other fields, as ``to_row`` says."""
    return [
        {"id": r["id"], "input_title": r["title"], "n": r["n"], "meta": r["meta"]}
        | to_row(newsclean.clean(r["text"] or ""))
        for r in RECORDS
    ]


@pytest.fixture
def run(capsysbinary, tmp_path, monkeypatch):
    """Run the command line in this process, in an empty directory; return exit code, output and messages."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


@pytest.fixture
def start(tmp_path):
    """Start the command line as a process of its own, in the same directory."""

    def start(*arguments, **options):
        return subprocess.Popen(
            [sys.executable, "-m", "newsclean", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path)), **options.pop("env", {})},
            cwd=tmp_path,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    return start
