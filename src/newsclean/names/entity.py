"""What a gazetteer holds: people, places and organisations, each with its accepted spellings."""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Entity", "Kind"]


class Kind(StrEnum):
    """What an entity is."""

    PERSON = "person"
    PLACE = "place"
    ORG = "org"


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something in the news.

    Attributes:
        name: How it is written in full: "Volodymyr Zelensky", "Sumy", "Boko Haram".
        kind: Person, place or organisation.
        family: The part of a person's name that stands alone at second mention, where that is not
            the last word: "Xi", "von der Leyen". Empty otherwise.
        variants: Other accepted spellings, whole or in part ("Volodymyr Zelenskyy"): left alone.
        demonyms: For countries, the words for their people: "Ukrainian".
        countries: Where it belongs; names as in the gazetteer's countries.
        roles: What it is called beside its name: "foreign minister", "Kremlin".
        years: When it was in the news, as "2019-" or "2010-2022"; empty where that is not known.
        related: What it is mentioned with: names of other entities, or words ("Security Council").
        prominence: From 1 (known to few) to 5 (in the news every day).
        wikidata: Its identifier there, such as "Q3874799", or empty.
    """

    name: str
    kind: Kind = Kind.PERSON
    family: str = ""
    variants: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    years: str = ""
    related: tuple[str, ...] = ()
    prominence: int = 3
    wikidata: str = ""

    @property
    def short(self) -> str:
        """The name as it stands alone at second mention.

        >>> Entity("Xi Jinping", family="Xi").short, Entity("Steve Witkoff").short
        ('Xi', 'Witkoff')
        """
        if self.kind is not Kind.PERSON:
            return self.name
        return self.family or self.name.rsplit(" ", 1)[-1]
