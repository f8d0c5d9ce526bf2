"""Build the derived files of ``src/newsclean/data/gazetteer`` from public lists of office-holders.

    python tools/build_gazetteer.py heads.csv ministers.tsv congress.tsv

The other files there are kept by hand. A person whom one of those has is not listed again. Sources:

    heads.csv: heads of state and government by Wikidata (CC0): officeholder, officeholderLabel,
        positionLabel, country, start_year, end_year.
    ministers.tsv: the CIA's list of world leaders (US public domain): country, office, name; family names
        are in capitals.
    congress.tsv: members of the US Congress with their Wikidata ids (CC0): name, family, chamber, wikidata.
"""

import argparse
import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from unidecode import unidecode

from newsclean.names import Entity, Gazetteer, Kind
from newsclean.names.fold import fold_name
from newsclean.names.parts import PARTICLES

FOLDER = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "gazetteer"
COLUMNS = (
    "name",
    "family",
    "kind",
    "variants",
    "countries",
    "roles",
    "years",
    "related",
    "prominence",
    "wikidata",
)
HEAD = """\
# {title}
#
# One entity a line, columns separated by tabs, several values in one column by "|". Facts only: who or
# what it is, where, and how English-language news agencies write it. "variants" are other accepted
# spellings and are left alone in a text; never list a misspelling there. "prominence" goes from 1 to 5
# (in the news every day). Lines are sorted by name. The format is described in docs/names.md.
# {source}
#
"""
#: Offices whose holders are in the news abroad.
ROLES = {
    "Governor of the Central Bank": "central bank",
    "Minister for Foreign Affairs": "foreign minister",
    "Minister of Defense": "defence minister",
    "Minister of Finance": "finance minister",
    "Minister of Foreign Affairs": "foreign minister",
    "Minister of Foreign Affairs & Intl. Cooperation": "foreign minister",
    "Minister of Foreign Relations": "foreign minister",
    "Minister of Home Affairs": "home minister",
    "Minister of Interior": "interior minister",
    "Minister of Internal Affairs": "interior minister",
    "Minister of National Defense": "defence minister",
    "Vice President": "vice president",
}
#: Names of countries that those lists write otherwise than ``countries.tsv``.
COUNTRIES = {
    "bosnia & herzegovina": "Bosnia and Herzegovina",
    "burma": "Myanmar",
    "congo, democratic republic of the": "Democratic Republic of Congo",
    "congo, republic of the": "Republic of Congo",
    "cote d'ivoire": "Ivory Coast",
    "gambia, the": "Gambia",
    "kingdom of denmark": "Denmark",
    "kingdom of the netherlands": "Netherlands",
    "korea, north": "North Korea",
    "korea, south": "South Korea",
    "macedonia": "North Macedonia",
    "people's republic of china": "China",
    "republic of ireland": "Ireland",
    "republic of abkhazia": "Abkhazia",
    "republic of the congo": "Republic of Congo",
    "sahrawi arab democratic republic": "Western Sahara",
    "federated states of micronesia": "Micronesia",
    "cook islands": "New Zealand",
    "turkish republic of northern cyprus": "Cyprus",
    "swaziland": "Eswatini",
    "the bahamas": "Bahamas",
    "the gambia": "Gambia",
    "united states of america": "United States",
    "vatican city": "Vatican",
}
MILITARY = frozenset(
    {"Dr.", "Gen.", "Col.", "Sir", "Lt.", "Maj.", "(Ret.)", "Brig.", "Adm.", "Sheikh", "Dame"}
)
OTHER_TITLES = frozenset({"Ret.", "Prof.", "Eng."})
MIN_FAMILY, MAX_WORDS = 4, 4

_FULL_NAME_RE = re.compile(r"[A-Z][\w'.-]+(?: [\w'.-]+)+")
_REGNAL_RE = re.compile(r" I+V?$| of |XVI|gustaf", re.IGNORECASE)
_PLAIN_RE = re.compile(r"[A-Za-z'-]+")
_SUFFIX_RE = re.compile(r",? (?:Jr|Sr|II|III)\.?$")


def country(name: str, known: Iterable[Entity]) -> str:
    """Return a country's name as ``countries.tsv`` has it."""
    plain = unidecode(name)
    for entity in known:
        if plain.lower() in (unidecode(form).lower() for form in (entity.name, *entity.variants)):
            return entity.name
    return COUNTRIES.get(plain.lower(), plain.partition(",")[0])


def family_of(name: str) -> str:
    """Return the last word of a name with the particles before it."""
    words = name.split()
    start = len(words) - 1
    while start > 1 and len(words[start - 1]) > 1 and fold_name(words[start - 1]) in PARTICLES:
        start -= 1
    return " ".join(words[start:])


def record(name: str, family: str, **values: str) -> dict[str, str]:
    """Return a line's values; the family name is left out where it is the last word."""
    return {
        "name": name,
        "family": "" if family == name.rsplit(maxsplit=1)[-1] else family,
        "kind": "person",
        **values,
    }


def heads(path: Path, known: list[Entity]) -> Iterator[dict[str, str]]:
    """Yield heads of state and government."""
    for row in rows(path, ","):
        name = " ".join(unidecode(row["officeholderLabel"]).split())
        if not _FULL_NAME_RE.fullmatch(name) or _REGNAL_RE.search(name):
            continue
        position = row["positionLabel"].lower()
        role = next(
            (r for r in ("president", "prime minister") if r in position), position.partition(" of ")[0]
        )
        yield record(
            name,
            family_of(name),
            countries=country(row["country"], known),
            roles=role,
            years=f"{row['start_year']}-{row['end_year']}",
            prominence="2",
            wikidata=row["officeholder"],
        )


def ministers(path: Path, known: list[Entity]) -> Iterator[dict[str, str]]:
    """Yield ministers and central bankers."""
    for row in rows(path, "\t"):
        words = [w for w in row["name"].partition(",")[0].split() if w not in MILITARY | OTHER_TITLES]
        family = [word for word in words if word.isupper() and len(word) > 1 and "." not in word]
        plain = all(map(_PLAIN_RE.fullmatch, words)) and 1 < len(words) <= MAX_WORDS
        if row["office"] not in ROLES or not plain or " ".join(family) not in " ".join(words) or not family:
            continue
        start = words.index(family[0])
        written = [capitalised(word) if word.isupper() else word for word in words]
        last = " ".join(written[start : start + len(family)])
        if len(last) >= MIN_FAMILY:
            place = country(row["country"], known)
            role = ROLES[row["office"]]
            yield record(
                " ".join(written), last, countries=place, roles=role, years="2019-2019", prominence="1"
            )


def capitalised(word: str) -> str:
    """Return a word in capitals as a name is written: "McBride", "O'Neil", "Abdel-Fattah"."""
    word = "-".join(part.capitalize() for part in word.split("-"))
    return re.sub(r"\b(?:Mc|[OD]')([a-z])", lambda match: match[0][:-1] + match[1].upper(), word)


def congress(path: Path) -> Iterator[dict[str, str]]:
    """Yield members of the US Congress."""
    for row in rows(path, "\t"):
        name, family = _SUFFIX_RE.sub("", unidecode(row["name"]).strip()), unidecode(row["family"])
        if not name.endswith(family):
            continue
        senator = row["chamber"].lower().startswith("sen")
        yield record(
            name,
            family,
            countries="United States",
            roles="senator|Sen.|Senate" if senator else "representative|Rep.|House|congressman|congresswoman",
            prominence="2" if senator else "1",
            wikidata=row["wikidata"],
        )


def rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def unlisted(records: Iterable[dict[str, str]], known: Iterable[Entity]) -> dict[str, dict[str, str]]:
    """Return the records, by name, of those whom no file has yet."""
    listed = {unidecode(form).lower() for entity in known for form in (entity.name, *entity.variants)}
    found: dict[str, dict[str, str]] = {}
    for entry in records:
        if entry["name"].lower() not in listed:
            found.setdefault(entry["name"].lower(), entry)
    return found


def write(file: str, title: str, source: str, entries: Iterable[Mapping[str, str]]) -> None:
    """Write one file of the gazetteer."""
    lines = [
        "\t".join(entry.get(column, "") for column in COLUMNS).rstrip("\t")
        for entry in sorted(entries, key=lambda entry: entry["name"].lower())
    ]
    text = HEAD.format(title=title, source=source) + "\n".join(["\t".join(COLUMNS), *lines, ""])
    (FOLDER / file).write_text(text, encoding="ascii")


def main() -> None:
    """Write the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("heads", "ministers", "congress"):
        parser.add_argument(name, type=Path)
    paths = parser.parse_args()
    derived = {f"people_{name}.tsv" for name in ("heads", "ministers", "congress")}
    kept = [e for f in sorted(FOLDER.glob("*.tsv")) if f.name not in derived for e in Gazetteer.from_csv(f)]
    people = [entity for entity in kept if entity.kind is Kind.PERSON]
    states = [entity for entity in kept if "country" in entity.roles]
    first = unlisted(heads(paths.heads, states), people)
    families = {fold_name(entity.short) for entity in people}
    families |= {fold_name(entry["family"] or entry["name"].split()[-1]) for entry in first.values()}
    second = {
        key: entry
        for key, entry in unlisted(ministers(paths.ministers, states), people).items()
        if key not in first and fold_name(entry["family"] or entry["name"].split()[-1]) not in families
    }
    third = unlisted(congress(paths.congress), people)
    wikidata = "Facts from Wikidata (CC0)."
    cia = "Facts from the CIA list of world leaders (US public domain)."
    public = "Facts from public lists of the Congress with Wikidata ids (CC0)."
    write("people_heads.tsv", "Heads of state and government, 2022", wikidata, first.values())
    write("people_ministers.tsv", "Ministers and central bankers, 2019", cia, second.values())
    write("people_congress.tsv", "Members of the US Congress, 2026", public, third.values())


if __name__ == "__main__":
    main()
