"""A night's crawl, on the command line: learn the site, clean, stop, go on, look at what failed.

A crawler has left a folder of JSON lines, some compressed, one broken. The commands are those of a shell
script; ``--resume`` is always there, so that the next call goes on with a run that was killed.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ARTICLE = (Path(__file__).parent / "article.txt").read_text(encoding="utf-8")
US = "The Harbour Post is made by nine people above a bakery, and by those who ring them up."


def newsclean(*arguments: object) -> int:
    """Run a command, as a shell does; return its exit code."""
    command = [sys.executable, "-m", "newsclean", *map(str, arguments)]
    return subprocess.run(command, check=False).returncode  # noqa: S603 - our own command


with tempfile.TemporaryDirectory() as name:
    folder = Path(name)
    crawl = folder / "crawl"
    crawl.mkdir()
    # What the crawler left: addresses and bodies, under its own names for them.
    records = [
        {"link": "https://harbourpost.example/river", "body": f"{ARTICLE}\n{US}"},
        {
            "link": "https://harbourpost.example/snow",
            "body": "Snow fell on the town of Lund on Friday, and the buses that bring people to work stayed "
            "away until noon.\n"
            "The mayor said that the town had one plough, that it was being mended, and that it would be "
            "back on the road before the schools opened again.\n"
            "Shops along the main street sold bread and milk at the door, and neighbours cleared the way to "
            f"the hospital with shovels that they had brought from home.\n{US}",
        },
    ]
    lines = [json.dumps(record) + "\n" for record in records]
    (crawl / "monday.jsonl").write_text(lines[0] + '{"link": "https://harbourpost.exa', encoding="utf-8")
    (crawl / "tuesday.jsonl.gz").write_bytes(gzip.compress(lines[1].encode()))

    fields = ("--text", "body", "--url", "link", "--id", "link")
    profile, out, summary = folder / "profile.json", folder / "articles.jsonl", folder / "summary.json"
    newsclean("learn", crawl, *fields, "--site", "harbourpost.example", "-o", profile)
    code = newsclean(
        "clean", crawl, *fields, "--profile", profile, "-o", out, "--summary", summary, "--resume", "--quiet"
    )

    for line in out.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        print(row["link"], "-", row["title"])
        print(row["text"], end="\n\n")
        assert US not in row["text"]
    counts = json.loads(summary.read_text(encoding="utf-8"))
    print(f"{counts['documents']} documents, {counts['corrections']} corrections")
    if code == 1:  # complete, but not all could be read
        for line in (folder / "articles.jsonl.errors.jsonl").read_text(encoding="utf-8").splitlines():
            error = json.loads(line)
            print(f"{Path(error['input']).name}, {error['place']}: {error['error']}")
