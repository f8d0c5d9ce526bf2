"""Build the index of the bundled gazetteer from its tables, check these, and tell what they cover.

python tools/build_index.py            # writes data/gazetteer/index.txt.gz
python tools/build_index.py --check    # fails if it is out of date, or an entry looks wrong
python tools/build_index.py --coverage # how many entities there are, by kind, country and source
"""

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from newsclean.names import Entity, Gazetteer, Kind
from newsclean.names.fold import fold_name
from newsclean.names.tables import build, packed

FOLDER = Path(__file__).resolve().parents[1] / "src" / "newsclean" / "data" / "gazetteer"
INDEX = FOLDER / "index.txt.gz"
COLUMNS = tuple(field.name for field in fields(Entity))


def entities() -> list[tuple[str, Entity]]:
    """Return all entities, each with the file that it is in; of those listed twice, the last."""
    unique: dict[tuple[str, Kind], tuple[str, Entity]] = {}
    for path in sorted(FOLDER.glob("*.tsv")):
        for entity in Gazetteer.from_csv(path):
            unique[entity.name, entity.kind] = path.name, entity
    return list(unique.values())


def line(entity: Entity) -> str:
    """Return an entity as a line of tab-separated values."""
    values = (getattr(entity, column) for column in COLUMNS)
    return "\t".join("|".join(value) if isinstance(value, tuple) else str(value) for value in values).rstrip()


def made(found: list[tuple[str, Entity]]) -> bytes:
    """Return the index."""
    known = [entity for _, entity in found]
    return packed(build(known), COLUMNS, map(line, known))


def problems(found: list[tuple[str, Entity]]) -> Iterator[str]:
    """Yield what looks wrong in the tables."""
    # "Where it belongs" may be a body as well: "United Nations".
    states = {form for _, entity in found for form in (entity.name, *entity.variants)}
    names: dict[str, str] = {}
    for file, entity in found:
        place = f"{file}: {entity.name}"
        if not entity.name.isascii() or entity.name != " ".join(entity.name.split()):
            yield f"{place}: write names in plain letters, with single blanks"
        for country in set(entity.countries) - states:
            yield f"{place}: no such country or body: {country}"
        if entity.family and entity.family not in entity.name and entity.family not in entity.variants:
            yield f"{place}: the family name {entity.family!r} is no part of the name"
        if entity.wikidata and not (entity.wikidata[0] == "Q" and entity.wikidata[1:].isdigit()):
            yield f"{place}: {entity.wikidata!r} is no Wikidata identifier"
        key = f"{entity.kind} {fold_name(entity.name)}"
        if key in names:
            yield f"{place}: also listed in {names[key]}"
        names[key] = file


def coverage(found: list[tuple[str, Entity]]) -> Iterator[str]:
    """Yield lines that say how many entities there are of what."""
    for title, counts in (
        ("kind", Counter(entity.kind.value for _, entity in found)),
        ("file", Counter(file for file, _ in found)),
        ("prominence", Counter(str(entity.prominence) for _, entity in found)),
        ("country", Counter(country for _, entity in found for country in entity.countries)),
    ):
        yield f"by {title}:"
        yield from (f"  {count:6,} {what}" for what, count in counts.most_common())


def main() -> int:
    """Build, check or tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--coverage", action="store_true")
    arguments = parser.parse_args()
    found = entities()
    if arguments.coverage:
        print("\n".join(coverage(found)))
        return 0
    wrong = list(problems(found))
    print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
    index = made(found)
    if not arguments.check:
        INDEX.write_bytes(index)
        print(f"{INDEX.name}: {len(found):,} entities, {len(index):,} bytes")
    elif gzip.decompress(index) != gzip.decompress(INDEX.read_bytes()):  # compression may differ by version
        print(f"{INDEX.name} is out of date: run python tools/build_index.py", file=sys.stderr)
        return 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
