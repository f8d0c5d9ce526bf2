"""What is looked up of a gazetteer, in plain tables that load fast.

Building them takes seconds for thirty thousand entities, so those of the bundled gazetteer are kept as
text (``data/gazetteer/index.txt.gz``, made by ``tools/build_index.py``), with the lines that its entities are
read from when they are needed.
"""

import gzip
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple, TypeVar, overload

from newsclean.names.entity import Entity, Kind
from newsclean.names.fold import fold_name, key_of_shape, name_shape, read_otherwise
from newsclean.names.parts import Part, parts_of, spellings_of

__all__ = ["MAX_FRAME", "MIN_WORD", "Lines", "Names", "Tables", "build", "bundled", "frame_of", "packed"]

#: Shorter words are matched only as a part of a longer name.
MIN_WORD = 3
#: Names of more words are not looked for with one of them garbled.
MAX_FRAME = 5
#: From this prominence on, speaking of a person is speaking of the country.
STANDS_FOR_COUNTRY = 4


class Tables(NamedTuple):
    """Entities are meant by their numbers, several of them in one string with blanks between.

    That loads three times as fast as lists do. Words, spellings, keys and shapes are folded.

    Attributes:
        names: The names of the entities.
        accepted: Every word of every accepted spelling, and whose it is.
        named: Spellings of one or more words that name an entity by themselves.
        states: The names of countries.
        countries: Those (their numbers) that a word or several speak of.
        long_countries: Those of several words, by the first.
        buckets: By keys and shapes, the words of names that are found there, with a blank between.
        parts: Of each of these words the highest prominence, and the entities whose name it is part of.
        frames: Full names but for one word (see ``frame_of``), and the entities that have them.
    """

    names: Sequence[str]
    accepted: Mapping[str, str]
    named: Mapping[str, str]
    states: Sequence[str]
    countries: Mapping[str, str]
    long_countries: Mapping[str, Sequence[str]]
    buckets: Mapping[str, Mapping[str, str]]
    parts: Mapping[str, str]
    frames: Mapping[str, str]


class Names(Mapping[str, frozenset[str]]):
    """A table whose values are numbers, read as one whose values are names."""

    __slots__ = ("_names", "_table")

    def __init__(self, table: Mapping[str, str], names: Sequence[str]) -> None:
        self._table = table
        self._names = names

    def __getitem__(self, key: str) -> frozenset[str]:
        return frozenset(self._names[int(number)] for number in self._table[key].split())

    def __contains__(self, key: object) -> bool:
        return key in self._table

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


class Buckets(Mapping[str, Mapping[str, str]]):
    """Buckets that are read when they are asked for: few are."""

    __slots__ = ("_read", "_table")

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = table
        self._read: dict[str, Mapping[str, str]] = {}

    def __getitem__(self, key: str) -> Mapping[str, str]:
        bucket = self._read.get(key)
        if bucket is None:
            pairs = (shape.partition(" ") for shape in self._table[key].split(","))
            bucket = self._read[key] = {shape: words for shape, _, words in pairs}
        return bucket

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)


class Lines(Sequence[Entity]):
    """Entities that are read from the lines of a table when they are asked for, and then kept."""

    __slots__ = ("_known", "_lines", "_read")

    def __init__(self, lines: Sequence[str], read: Callable[[str], Entity]) -> None:
        self._lines = lines
        self._read = read
        self._known: dict[int, Entity] = {}

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, number: int) -> Entity: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Entity]: ...
    def __getitem__(self, number: int | slice) -> Entity | Sequence[Entity]:
        if isinstance(number, slice):
            return [self[i] for i in range(*number.indices(len(self)))]
        entity = self._known.get(number)
        if entity is None:
            entity = self._known[number] = self._read(self._lines[number])
        return entity


def frame_of(folded: Iterable[str], hole: int) -> str:
    """Return the words of a name with a hole in place of one.

    >>> frame_of(["theresa", "may"], 0)
    '_ may'
    """
    words = list(folded)
    words[hole] = "_"
    return " ".join(words)


def has_frame(part: Part) -> bool:
    """Return whether a part is one word of a name that is looked for with this word garbled."""
    return part.end - part.start == 1 < len(part.form) <= MAX_FRAME and len(part.folded) >= MIN_WORD


def build(entities: Sequence[Entity]) -> Tables:
    """Return the tables of these entities."""
    accepted: dict[str, list[int]] = defaultdict(list)
    named: dict[str, list[int]] = defaultdict(list)
    states: dict[str, int] = {}
    countries: dict[str, list[int]] = defaultdict(list)
    long_countries: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[int]] = {}
    frames: dict[str, list[int]] = defaultdict(list)
    for number, entity in enumerate(entities):
        _add_parts(entity, number, parts, frames)
        spellings = sorted(set(spellings_of(entity)))
        demonyms = [fold_name(demonym) for demonym in entity.demonyms]
        for spelling in (*spellings, *(demonym for demonym in demonyms if " " not in demonym)):
            _add(named[spelling], number)
        for spelling in (*spellings, *demonyms):
            for word in spelling.replace("-", " ").split():
                _add(accepted[word], number)
        if entity.kind is not Kind.PERSON or entity.prominence >= STANDS_FOR_COUNTRY:
            demonyms += spellings
        for spelling in demonyms:
            for country in entity.countries:
                _add(countries[spelling], states.setdefault(country, len(states)))
            if " " in spelling:
                _add(long_countries[spelling.split(" ", 1)[0]], spelling)
    names = [entity.name for entity in entities]
    return Tables(
        names,
        _joined(accepted),
        _joined(named),
        list(states),
        _joined(countries),
        long_countries,
        _buckets(parts),
        _joined(parts),
        _joined(frames),
    )


def _add_parts(
    entity: Entity, number: int, parts: dict[str, list[int]], frames: dict[str, list[int]]
) -> None:
    for part in parts_of(entity):
        if len(part.folded) > 1:
            known = parts.setdefault(part.folded, [0])
            known[0] = max(known[0], entity.prominence)
            if number not in known[1:]:
                known.append(number)
        if has_frame(part):
            _add(frames[frame_of(map(fold_name, part.form), part.start)], number)


def _joined(table: Mapping[str, Sequence[int]]) -> dict[str, str]:
    return {key: " ".join(map(str, numbers)) for key, numbers in table.items()}


_Item = TypeVar("_Item")


def _add(found: list[_Item], item: _Item) -> None:
    if not found or (found[-1] != item and item not in found):
        found.append(item)


def _buckets(words: Iterable[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for word in words:
        for shape in sorted({name_shape(word), *map(name_shape, read_otherwise(word))}):
            bucket = found[key_of_shape(shape)]
            bucket[shape] = f"{bucket[shape]} {word}" if shape in bucket else word
    return found


def packed(tables: Tables, columns: Sequence[str], lines: Iterable[str]) -> bytes:
    """Return what ``bundled`` reads: the same tables give the same bytes.

    Tables of strings are two lines, one of keys, one of values, with tabs between: splitting those is a
    third of the work of reading JSON.
    """
    text: list[str] = []
    for name, table in tables._asdict().items():
        if name in ("names", "states"):
            text.append("\t".join(table))
            continue
        if name == "buckets":
            values = (
                ",".join(f"{shape} {words}" for shape, words in bucket.items()) for bucket in table.values()
            )
        elif name == "long_countries":
            values = ("|".join(spellings) for spellings in table.values())
        else:
            values = iter(table.values())
        text += ["\t".join(table), "\t".join(values)]
    return gzip.compress("\n".join((*text, "\t".join(columns), *lines)).encode("ascii"), 9, mtime=0)


@cache
def bundled() -> tuple[Tables, Sequence[str], Sequence[str]]:
    """Return the tables of the bundled gazetteer, its columns, and its lines."""
    data = resources.files("newsclean.data").joinpath("gazetteer", "index.txt.gz").read_bytes()
    rows = iter(gzip.decompress(data).decode("ascii").split("\n"))

    def listed() -> list[str]:
        return next(rows).split("\t")

    def table() -> dict[str, str]:
        return dict(zip(listed(), listed(), strict=True))

    tables = Tables(
        names=listed(),
        accepted=table(),
        named=table(),
        states=listed(),
        countries=table(),
        long_countries={first: spellings.split("|") for first, spellings in table().items()},
        buckets=Buckets(table()),
        parts=table(),
        frames=table(),
    )
    return tables, listed(), list(rows)
