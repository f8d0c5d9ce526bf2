"""Gazetteers: collections of entities, bundled or the user's own.

The bundled data is in ``newsclean/data/gazetteer/*.tsv``: one entity a line, with a line of
column names, "|" between the values of one column, and "#" before comments.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache, cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.errors import RuleFileError
from newsclean.names.entity import Entity, Kind
from newsclean.names.fold import fold_name
from newsclean.names.tables import Lines, Tables, build, bundled

if TYPE_CHECKING:
    from newsclean.names.index import Index

__all__ = ["Gazetteer"]

_LISTS = frozenset({"variants", "demonyms", "countries", "roles", "related"})
_FIELDS = tuple(field.name for field in fields(Entity))


JRC_COLUMNS = 4
JRC_KINDS = {"P": Kind.PERSON, "O": Kind.ORG}
_LATIN_RE = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff' .&-]+\Z")


class Gazetteer:
    """An immutable, picklable collection of entities, and what the user decided about single forms.

    ``|`` merges two; where both have an entity of the same name and kind, the right one's counts.

    >>> mine = Gazetteer.from_records([{"name": "Oddny Vestmann", "roles": ["harbour master"]}])
    >>> len(mine), len(mine | mine.forbid(["Vestman"]))
    (1, 1)
    """

    __slots__ = ("__dict__", "entities", "forbidden", "pinned")

    entities: Sequence[Entity]
    forbidden: frozenset[str]
    pinned: tuple[tuple[str, str], ...]

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        *,
        forbidden: Iterable[str] = (),
        pinned: Iterable[tuple[str, str]] = (),
    ) -> None:
        unique = {(entity.name, entity.kind): entity for entity in entities}
        object.__setattr__(self, "entities", tuple(unique.values()))
        object.__setattr__(self, "forbidden", frozenset(map(fold_name, forbidden)))
        object.__setattr__(self, "pinned", tuple(dict(pinned).items()))

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("index", "tables"):  # what cached_property does
            self.__dict__[name] = value
            return
        raise AttributeError(f"a Gazetteer is immutable; {name!r} cannot be set")

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (tuple(self.entities), self.forbidden, self.pinned)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Gazetteer):
            return NotImplemented
        return self._value() == other._value()

    def __hash__(self) -> int:
        return hash((len(self.entities), self.forbidden, self.pinned))

    def _value(self) -> tuple[object, ...]:
        return tuple(self.entities), self.forbidden, self.pinned

    def __len__(self) -> int:
        return len(self.entities)

    def __iter__(self) -> Iterator[Entity]:
        return iter(self.entities)

    def __repr__(self) -> str:
        extras = "".join(
            f", {len(values)} {what}"
            for what, values in (("forbidden", self.forbidden), ("pinned", self.pinned))
            if values
        )
        return f"<Gazetteer: {len(self)} entities{extras}>"

    def __or__(self, other: "Gazetteer") -> "Gazetteer":
        return Gazetteer(
            (*self.entities, *other.entities),
            forbidden=self.forbidden | other.forbidden,
            pinned=(*self.pinned, *other.pinned),
        )

    @cached_property
    def tables(self) -> Tables:
        """What is looked up of the entities; built when first needed, which takes a second for 15,000."""
        return build(self.entities)

    @cached_property
    def index(self) -> "Index":
        """The entities made ready for looking up; built when first needed."""
        from newsclean.names.index import Index

        return Index(self)

    # ------------------------------------------------------------ making one

    @staticmethod
    def default() -> "Gazetteer":
        """Return the bundled gazetteer, read once."""
        return _default()

    @classmethod
    def from_records(cls, records: Iterable[Mapping[str, object]], *, source: str = "records") -> "Gazetteer":
        """Return a gazetteer of mappings with the fields of ``Entity``; only "name" is needed.

        Fields that hold several values take a list, or a string with "|" between them.

        Raises:
            RuleFileError: A record lacks a name or has an unknown field or a value of the wrong kind.
        """
        return cls(_entity(record, f"{source}, record {i}") for i, record in enumerate(records, 1))

    @classmethod
    def from_csv(cls, path: str | Path) -> "Gazetteer":
        """Return the gazetteer in a table of comma- or tab-separated values with a line of column names.

        Lines that begin with "#" are comments.

        Raises:
            RuleFileError: A line is broken; the message names file and line.
        """
        path = Path(path)
        return cls(_table(path.read_text(encoding="utf-8-sig"), str(path)))

    @classmethod
    def from_json(cls, path: str | Path) -> "Gazetteer":
        """Return the gazetteer in a JSON file that holds a list of records.

        Raises:
            RuleFileError: The file is not a JSON list of records.
        """
        path = Path(path)
        try:
            records = json.loads(path.read_text(encoding="utf-8-sig"))
        except json.JSONDecodeError as error:
            raise RuleFileError(f"{path}:{error.lineno}: not JSON: {error.msg}") from None
        if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
            raise RuleFileError(f"{path}: a gazetteer is a list of objects, each with a name")
        return cls.from_records(records, source=str(path))

    @classmethod
    def from_jrc_names(cls, path: str | Path, *, variants: bool = False, prominence: int = 2) -> "Gazetteer":
        """Return the people and organisations of JRC-Names, the European Commission's names in the news.

        Its file ``entities`` (https://data.europa.eu, search for "JRC-Names") has a line for each spelling,
        with four columns and tabs between: number, type (P or O), language, and the name with "+" for blanks.
        The first spelling in Latin letters is taken for the name. The others include misspellings that papers
        printed, so they are accepted only with ``variants=True``, and then only those of English and of no
        language in particular. Lines of other types are left out.

        Raises:
            RuleFileError: A line is broken; the message names file and line.
        """
        names: dict[str, tuple[Kind, list[str]]] = {}
        with Path(path).open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip() or line.startswith("#"):
                    continue
                values = line.rstrip("\r\n").split("\t")
                if len(values) != JRC_COLUMNS:
                    raise RuleFileError(f"{path}:{number}: {len(values)} values for {JRC_COLUMNS} columns")
                identity, kind, language, written = values
                name = " ".join(written.replace("+", " ").split())
                if (
                    kind not in JRC_KINDS
                    or not name
                    or not fold_name(name).isascii()
                    or not _LATIN_RE.match(name)
                ):
                    continue
                found = names.setdefault(identity, (JRC_KINDS[kind], []))[1]
                if (not found or language in ("u", "en")) and name not in found:
                    found.append(name)
        return cls(
            Entity(
                spellings[0], kind, variants=tuple(spellings[1:]) if variants else (), prominence=prominence
            )
            for kind, spellings in names.values()
        )

    def forbid(self, forms: Iterable[str]) -> "Gazetteer":
        """Return a gazetteer under which these forms are never corrected."""
        return self._deciding((*self.forbidden, *map(fold_name, forms)), self.pinned)

    def pin(self, form: str, entity: str) -> "Gazetteer":
        """Return a gazetteer under which ``form`` always stands for ``entity``, whatever the evidence.

        Raises:
            LookupError: There is no such entity.
        """
        if entity not in self.tables.names:
            raise LookupError(f"this gazetteer has no entity {entity!r}; pin() takes its full name")
        return self._deciding(self.forbidden, (*self.pinned, (fold_name(form), entity)))

    def _deciding(self, forbidden: Iterable[str], pinned: Iterable[tuple[str, str]]) -> "Gazetteer":
        """Return a gazetteer of the same entities, with these decisions."""
        made = Gazetteer((), forbidden=forbidden, pinned=pinned)
        object.__setattr__(made, "entities", self.entities)
        made.__dict__["tables"] = self.tables
        return made


def _restore(
    entities: tuple[Entity, ...], forbidden: frozenset[str], pinned: tuple[tuple[str, str], ...]
) -> Gazetteer:
    return Gazetteer(entities, forbidden=forbidden, pinned=pinned)


class _Bundled(Gazetteer):
    """The bundled entities, read from their lines when they are needed, with the user's decisions."""

    __slots__ = ()

    def __init__(self, forbidden: Iterable[str] = (), pinned: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__((), forbidden=forbidden, pinned=pinned)
        tables, columns, lines = bundled()
        object.__setattr__(self, "entities", Lines(lines, partial(_line, columns)))
        self.__dict__["tables"] = tables

    def __reduce__(self) -> tuple[object, ...]:
        return _bundled, (self.forbidden, self.pinned)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Bundled):
            return (self.forbidden, self.pinned) == (other.forbidden, other.pinned)
        return super().__eq__(other)

    __hash__ = Gazetteer.__hash__

    def _deciding(self, forbidden: Iterable[str], pinned: Iterable[tuple[str, str]]) -> Gazetteer:
        return _Bundled(forbidden, pinned)


def _bundled(forbidden: frozenset[str], pinned: tuple[tuple[str, str], ...]) -> Gazetteer:
    return _Bundled(forbidden, pinned) if forbidden or pinned else _default()


@cache
def _default() -> Gazetteer:
    return _Bundled()


def _line(columns: Sequence[str], line: str) -> Entity:
    """Return the entity of a line that ``tools/build_index.py`` wrote."""
    values: dict[str, object] = {}
    for name, value in zip(columns, line.split("\t"), strict=False):
        if value:
            values[name] = tuple(value.split("|")) if name in _LISTS else value
    values["kind"] = Kind(str(values["kind"]))
    values["prominence"] = int(str(values["prominence"]))
    return Entity(**values)  # type: ignore[arg-type]  # they were checked when the line was written


def _table(text: str, source: str) -> Iterator[Entity]:
    """Yield the entities of a table, tab-separated if its line of column names is."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and line[0] != "#"]
    if not lines:
        return
    delimiter = "\t" if "\t" in lines[0][1] else ","
    if delimiter == "\t":
        rows: Iterable[list[str]] = (line.split("\t") for _, line in lines)
    else:
        rows = csv.reader(line for _, line in lines)
    rows = iter(rows)
    columns = [column.strip() for column in next(rows)]
    for (number, _), row in zip(lines[1:], rows, strict=True):
        if len(row) > len(columns):
            raise RuleFileError(f"{source}:{number}: {len(row)} values for {len(columns)} columns")
        record = {column: value for column, value in zip(columns, row, strict=False) if value}
        yield _entity(record, f"{source}:{number}")


def _entity(record: Mapping[str, object], place: str) -> Entity:
    """Return the entity of a record; ``place`` says in errors where it stands."""
    values: dict[str, object] = {}
    for name, value in record.items():
        if name not in _FIELDS:
            raise RuleFileError(f"{place}: no such field: {name!r}; there are {', '.join(_FIELDS)}")
        if name in _LISTS:
            values[name] = _several(value, f"{place}: {name}")
        elif name == "prominence":
            values[name] = _prominence(value, place)
        elif isinstance(value, str):
            values[name] = value.strip()
        else:
            raise RuleFileError(f"{place}: {name} must be a string, not {value!r}")
    if not values.get("name"):
        raise RuleFileError(f"{place}: the name is missing")
    try:
        values["kind"] = Kind(str(values.get("kind") or "person"))
    except ValueError:
        raise RuleFileError(f"{place}: kind must be person, place or org, not {values['kind']!r}") from None
    return Entity(**values)  # type: ignore[arg-type]  # each value was checked above


def _several(value: object, place: str) -> tuple[str, ...]:
    parts = value.split("|") if isinstance(value, str) else value
    if not isinstance(parts, list | tuple) or not all(isinstance(part, str) for part in parts):
        raise RuleFileError(f"{place} must be a list of strings, or one with '|' between them")
    return tuple(part.strip() for part in parts if part.strip())


def _prominence(value: object, place: str) -> int:
    if str(value) not in {"1", "2", "3", "4", "5"}:
        raise RuleFileError(f"{place}: prominence goes from 1 to 5; it is {value!r}")
    return int(str(value))
