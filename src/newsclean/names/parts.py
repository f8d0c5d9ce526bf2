"""The words of an entity's names, and which of them may stand for it."""

from collections.abc import Iterator
from typing import NamedTuple

from newsclean.names.entity import Entity, Kind
from newsclean.names.fold import fold_name

__all__ = ["PARTICLES", "Part", "parts_of", "spellings_of", "words", "written"]

#: Small words inside names.
PARTICLES = frozenset(
    {
        "al",
        "el",
        "ad",
        "as",
        "ash",
        "ul",
        "abu",
        "bin",
        "ben",
        "ibn",
        "of",
        "the",
        "and",
        "la",
        "le",
        "los",
        "las",
    }
    | {
        "de",
        "da",
        "di",
        "do",
        "du",
        "dos",
        "das",
        "del",
        "della",
        "den",
        "der",
        "van",
        "von",
        "fon",
        "zu",
        "zur",
    }
    | {"e", "y"}
)
#: From this length on a name's first word may stand alone where the family name comes first.
MIN_LEADING = 6
#: Longer names are not run together into one word.
MAX_JOINED = 3


class Part(NamedTuple):
    """One word of an entity's name, or several run together.

    Attributes:
        entity: Whose name.
        form: The name it is a word of, as words.
        start, end: Which of these words.
        folded: The word, folded.
        alone: Whether it may stand for the entity by itself.
        demonym: Whether it is no name but the word for a country's people.
    """

    entity: Entity
    form: tuple[str, ...]
    start: int
    end: int
    folded: str
    alone: bool
    demonym: bool = False

    @property
    def rest(self) -> tuple[str, ...]:
        """The other words of the name."""
        return (*self.form[: self.start], *self.form[self.end :])


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name; hyphens divide like blanks."""
    return tuple(name.replace("-", " ").split())


def written(part: Part) -> str:
    """Return the words of a part as one string."""
    return " ".join(part.form[part.start : part.end])


def parts_of(entity: Entity) -> Iterator[Part]:
    """Yield the parts of all spellings of an entity's name, and the words for its people."""
    person = entity.kind is Kind.PERSON
    family = words(entity.family) if person and entity.family else ()
    for spelling in (entity.name, *entity.variants):
        form = words(spelling)
        if not person or len(form) > 1 or spelling == entity.name:
            yield from _parts_of_form(entity, form, family)
        else:
            yield Part(entity, form, 0, 1, fold_name(spelling), alone=True)
    for demonym in entity.demonyms:
        if " " not in demonym:
            yield Part(entity, (demonym,), 0, 1, fold_name(demonym), alone=True, demonym=True)


def _parts_of_form(entity: Entity, form: tuple[str, ...], family: tuple[str, ...]) -> Iterator[Part]:
    size = len(form)
    if size == 1:
        yield Part(entity, form, 0, 1, fold_name(form[0]), alone=True)
        return
    folded = list(map(fold_name, form))
    person = entity.kind is Kind.PERSON
    start, end = _family_place(form, folded, family) if person else (0, size)
    heads = [i for i in range(start, end) if folded[i] not in PARTICLES]
    leads = person and start == 0 and end < size == 2  # the family name comes first
    for i, word in enumerate(folded):
        # What follows a hyphen in small letters ("Jae-myung") has as many spellings as bearers.
        if len(word) > 1 and word not in PARTICLES and form[i][0].isupper():
            alone = heads == [i] or (leads and len(word) >= MIN_LEADING)
            yield Part(entity, form, i, i + 1, word, alone)
    if end - start > 1:
        yield Part(entity, form, start, end, "".join(folded[start:end]), alone=True)
    if end - start < size <= MAX_JOINED:
        yield Part(entity, form, 0, size, "".join(folded), alone=True)


def spellings_of(entity: Entity) -> Iterator[str]:
    """Yield the folded spellings that name an entity by themselves."""
    family = words(entity.family) if entity.family else ()
    for spelling in (entity.name, *entity.variants):
        form = words(spelling)
        folded = list(map(fold_name, form))
        yield " ".join(folded)
        if entity.kind is not Kind.PERSON or len(form) == 1:
            continue
        start, end = _family_place(form, folded, family)
        yield " ".join(folded[start:end])
        heads = [word for word in folded[start:end] if word not in PARTICLES]
        if start and len(heads) == 1:
            yield heads[0]


def _family_place(form: tuple[str, ...], folded: list[str], family: tuple[str, ...]) -> tuple[int, int]:
    """Return which words of ``form`` are the family name: ``family`` where it stands, else the last."""
    size = len(family)
    if family:
        for i in range(len(form) - size + 1):
            if form[i : i + size] == family:
                return i, i + size
    start = len(form) - 1
    while start > 1 and folded[start - 1] in PARTICLES:
        start -= 1
    return start, len(form)
