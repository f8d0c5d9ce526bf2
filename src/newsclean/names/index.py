"""A gazetteer made ready for looking up.

Every word of a name is found under the keys of ``fold.near_keys``, so the candidates for a form
are those in a few buckets and not the whole gazetteer. What a form could stand for depends on the
form alone, so it is worked out once and remembered: in ordinary text nearly every word has been
seen before.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from newsclean.names.compare import alike_in_shape, common_letters, similarity, typing_slip
from newsclean.names.cues import SYNONYMS
from newsclean.names.entity import Entity, Kind
from newsclean.names.fold import (
    NameKey,
    fold_name,
    key_of_shape,
    name_key,
    name_shape,
    near_keys,
    without_padding,
)
from newsclean.names.lexicon import lexicon
from newsclean.names.mentions import NAME_RE, bare
from newsclean.names.parts import PARTICLES, Part, parts_of, spellings_of, words, written
from newsclean.names.reasons import SHORT, Reason, of_the_form, of_the_frame, total
from newsclean.names.tables import MAX_FRAME, MIN_WORD, Names, frame_of, has_frame

if TYPE_CHECKING:
    from newsclean.names.gazetteer import Gazetteer

__all__ = ["Form", "Index", "Profile", "Prospect"]

#: Less similar forms are no candidates, whatever the evidence; by the prominence of those meant.
MIN_SIMILARITY = {1: 0.78, 2: 0.76, 3: 0.74, 4: 0.7, 5: 0.7}
#: The same for short forms and those that are names of others: they hardly ever stray so far.
MIN_SIMILARITY_KNOWN = 0.8
#: How many letters in common (Jaro's measure) forms of one shape must have ("Tryudo" for Trudeau), and
#: how much below the similarity wanted those of other shapes may stay.
MIN_COMMON = 0.55
LESS_COMMON = 0.11
#: How much less alike two words are if vowels had to be taken out first.
PADDED = 0.03
#: How alike a word must be to one whose neighbours in a full name are right.
MIN_FRAMED, MIN_FRAMED_GIVEN = 0.74, 0.85
#: Longer words are no names; comparing them would cost the square of their length.
MAX_WORD = 28
#: Longer things between blanks are no words, and not worth remembering.
MAX_CHUNK = 64
#: The same for capitalised words in a row.
MAX_RUN = 80
#: How many forms are remembered.
MAX_REMEMBERED = 100_000
#: How many candidates for one form are looked at.
MAX_CANDIDATES = 24

#: A form that by itself speaks so much against a candidate is left alone whatever the document says.
LEAST_BASE = -10.0
# "We've", "You'll" at a sentence's beginning.
# "DeFi", "SwiftUI"; not "DeSantis".
_RUN_WORD_RE = re.compile(r"[\w'’]+")
_INNER_RE = re.compile("[a-z][A-Z](?![a-z]{3})")
_CONTRACTION_RE = re.compile("['’](?:ve|ll|re|d|m|t)$", re.IGNORECASE)


class Profile(NamedTuple):
    """What is looked for around the forms that could be an entity's name; all folded.

    Attributes:
        own: The words of its name.
        words: The words of all spellings of its name, particles apart.
        spellings: What names it by itself.
        spelt: The words of each of these, particles apart.
        roles: Its roles, each with other words for it: as written, and folded.
        plays: All of these words, folded.
        related: The names of entities mentioned with it, of people the last word; also other such words.
        countries: Where it belongs, as written.
    """

    own: frozenset[str]
    words: frozenset[str]
    spellings: tuple[str, ...]
    spelt: tuple[frozenset[str], ...]
    roles: tuple[tuple[tuple[str, str], ...], ...]
    plays: tuple[str, ...]
    related: frozenset[str]
    countries: frozenset[str]


class Prospect(NamedTuple):
    """What a form could be a garbled spelling of, with all that depends on nothing but the form.

    ``base`` is the sum of the reasons; ``rest`` the other words of the name, folded, without particles,
    and ``rest_keys`` their keys. ``framed`` says that these stand around the form as they should.
    """

    part: Part
    similarity: float
    profile: Profile
    rest: tuple[str, ...]
    rest_keys: frozenset[NameKey]
    reasons: tuple[Reason, ...]
    base: float
    framed: bool = False


class Form(NamedTuple):
    """What is known of a capitalised word whatever the text.

    Attributes:
        text: The word without possessive ending.
        folded: It folded.
        suspect: Whether it is like a name that it is not.
        unknown: Whether it is neither a word nor a name.
        key: Its key.
    """

    text: str
    folded: str
    suspect: bool
    unknown: bool
    key: NameKey


class Index:
    """See the module's docstring. ``Gazetteer.index`` makes them."""

    def __init__(self, gazetteer: "Gazetteer") -> None:
        tables = gazetteer.tables
        self.entities = gazetteer.entities
        self._numbers = {name: number for number, name in enumerate(tables.names)}
        self.forbidden = gazetteer.forbidden
        self.pinned = {
            form: entity for form, name in gazetteer.pinned if (entity := self.entity(name)) is not None
        }
        #: Every word of every accepted spelling, and whose it is.
        self.accepted = Names(tables.accepted, tables.names)
        #: Folded spellings of one or more words that name an entity by themselves.
        self.named = Names(tables.named, tables.names)
        #: Countries that a word or several speak of.
        self.countries = Names(tables.countries, tables.states)
        #: Those of several words, by the first.
        self.long_countries = tables.long_countries
        self._tables = tables
        self._found_parts: dict[str, list[Part]] = {}
        self._profiles: dict[tuple[str, Kind], Profile] = {}
        self._prospects: dict[str, tuple[Prospect, ...]] = {}
        self._forms: dict[str, tuple[Form, ...]] = {}
        self._framed_in: dict[str, tuple[tuple[int, str, tuple[Prospect, ...]], ...]] = {}

    def entity(self, name: str) -> Entity | None:
        """Return the entity of this name."""
        number = self._numbers.get(name)
        return None if number is None else self.entities[number]

    def _parts(self, word: str) -> list[Part]:
        """Return the parts of names that are this word, folded."""
        found = self._found_parts.get(word)
        if found is None:
            _, *numbers = map(int, self._tables.parts[word].split())
            found = self._found_parts[word] = [
                part for number in numbers for part in parts_of(self.entities[number]) if part.folded == word
            ]
        return found

    @cached_property
    def country_words(self) -> frozenset[str]:
        """The words, or first words, that speak of a country."""
        return frozenset(self.countries) | frozenset(self.long_countries)

    def is_right(self, folded: str) -> bool:
        """Return whether a folded word is part of an accepted spelling of any entity."""
        return folded in self.accepted

    def forms(self, chunk: str) -> tuple[Form, ...]:
        """Return what is known of the capitalised words in something that stands between blanks."""
        found = self._forms.get(chunk)
        if found is None:
            found = tuple(self._form(bare(word)) for word in NAME_RE.findall(chunk))
            if len(chunk) <= MAX_CHUNK:
                if len(self._forms) >= MAX_REMEMBERED:
                    self._forms.clear()
                self._forms[chunk] = found
        return found

    def _form(self, text: str) -> Form:
        folded = fold_name(text)
        # Who writes "Zełenski" writes another language, and rightly.
        usable = len(text) >= MIN_WORD and text.isascii() and not _INNER_RE.search(text)
        unknown = text.isascii() and not self.is_right(folded) and not lexicon().knows(folded)
        # Ordinary words are nearly all that begins a sentence; a name that was heard as a word
        # ("Gnome" for Noem) is given up.
        ordinary = folded in lexicon().words and folded not in self.pinned
        suspect = usable and not ordinary and not _CONTRACTION_RE.search(text)
        return Form(text, folded, suspect, unknown, name_key(folded[:MAX_WORD]))

    def prospects(self, folded: str) -> tuple[Prospect, ...]:
        """Return what a folded form could stand for, likeliest first; mostly nothing."""
        found = self._prospects.get(folded)
        if found is None:
            if len(self._prospects) >= MAX_REMEMBERED:
                self._prospects.clear()
            found = self._prospects[folded] = self._look_up(folded)
        return found

    def framed(self, frame: str, folded: str) -> tuple[Prospect, ...]:
        """Return what a folded form in a full name could stand for, whose other words are right.

        Words that exist are looked at, too: "Cash Patel", "Teresa May".
        """
        key = f"{frame}|{folded}"
        found = self._prospects.get(key)
        if found is None:
            if len(self._prospects) >= MAX_REMEMBERED:
                self._prospects.clear()
            found = self._prospects[key] = tuple(
                self._prospect(folded, part, value, framed=True)
                for number in self._tables.frames.get(frame, "").split()
                for part in parts_of(self.entities[int(number)])
                if has_frame(part) and frame_of(map(fold_name, part.form), part.start) == frame
                if part.folded != folded
                and folded not in self.forbidden
                and (_is_usable(folded, part) or _is_telling(part.rest))
                and part.entity.name not in self.accepted.get(folded, ())
                and (value := similarity(folded, part.folded, MIN_FRAMED)) >= _least_framed(part)
            )
        return found

    def framed_in(self, run: str) -> tuple[tuple[int, str, tuple[Prospect, ...]], ...]:
        """Return the words in a run of capitalised ones whose neighbours make a full name with another word.

        With each go its offset in the run, and what it could stand for. The news is about few people: nearly
        every run has been seen before.
        """
        found = self._framed_in.get(run)
        if found is None:
            found = tuple(self._find_framed(run))
            if len(run) <= MAX_RUN:
                if len(self._framed_in) >= MAX_REMEMBERED:
                    self._framed_in.clear()
                self._framed_in[run] = found
        return found

    def _find_framed(self, run: str) -> Iterator[tuple[int, str, tuple[Prospect, ...]]]:
        words = [(m.start(), fold_name(bare(m[0]))) for m in _RUN_WORD_RE.finditer(run)]
        wrong = [not self.is_right(word) for _, word in words]
        frames = self._tables.frames
        for size in range(2, min(MAX_FRAME, len(words)) + 1):
            for first in range(len(words) - size + 1):
                if sum(wrong[first : first + size]) > 1:
                    continue
                plain = [word for _, word in words[first : first + size]]
                if " ".join(plain) in self.named:
                    continue
                for hole, (place, word) in enumerate(words[first : first + size]):
                    if not run[place : place + len(word)].isascii():
                        continue  # who writes "Börse" writes another language, and rightly
                    frame = frame_of(plain, hole)
                    if frame in frames and (prospects := self.framed(frame, word)):
                        yield place, word, prospects

    def _look_up(self, folded: str) -> tuple[Prospect, ...]:
        if folded in self.forbidden or not MIN_WORD <= len(folded) <= MAX_WORD:
            return ()
        owners = self.accepted.get(folded, frozenset())
        if folded in self.pinned:
            wanted = self.pinned[folded]
            alike: Iterable[tuple[Part, float]] = (
                (part, similarity(folded, part.folded))
                for part in parts_of(wanted)
                if written(part) == wanted.short
            )
        else:
            alike = (
                (part, s)
                for part, s in self._alike(folded)
                if part.entity.name not in owners
                and _is_usable(folded, part)
                and not self._is_neighbour(folded, part.entity)
            )
        best: dict[tuple[str, Kind, int, int], tuple[Part, float]] = {}
        for part, value in alike:
            place = (part.entity.name, part.entity.kind, part.start, part.end)
            if value < 1 and (place not in best or value > best[place][1]):
                best[place] = part, value
        likest = sorted(
            best.values(), key=lambda found: (-found[1], -found[0].entity.prominence, found[0].entity.name)
        )
        made = (self._prospect(folded, part, value) for part, value in likest[:MAX_CANDIDATES])
        return tuple(p for p in made if p.base >= LEAST_BASE or folded in self.pinned)

    def _is_neighbour(self, folded: str, place: Entity) -> bool:
        """Return whether a form is the name of another place in the country of ``place``.

        Yakushima is near Fukushima, and no misspelling of it.
        """
        if place.kind is not Kind.PLACE or folded not in self.named:
            return False
        others = map(self.entity, self.named[folded])
        return any(
            other is not None
            and other.kind is Kind.PLACE
            and not set(other.countries).isdisjoint(place.countries)
            for other in others
        )

    def _alike(self, folded: str) -> Iterator[tuple[Part, float]]:
        """Yield the parts that a form is like, as it is or without padding, and how much so."""
        yield from self._like(folded)
        plain = without_padding(folded)
        if plain != folded:
            yield from ((part, value - PADDED) for part, value in self._like(plain))

    def _like(self, folded: str) -> Iterator[tuple[Part, float]]:
        known = len(folded) <= SHORT or self.is_right(folded) or lexicon().knows(folded)
        strict = MIN_SIMILARITY_KNOWN if known else 0.0
        for word, floor, same_shape in self._near(folded):
            least = max(strict, floor)
            if common_letters(folded, word) < (MIN_COMMON if same_shape else least - LESS_COMMON):
                continue
            value = similarity(folded, word, least)
            if value >= least:
                for part in self._parts(word):
                    yield part, value

    def _near(self, folded: str) -> Iterator[tuple[str, float, bool]]:
        """Yield the words that sound somewhat like a form or are one slip from it.

        With each goes how alike it must be, and whether the two have the same shape.
        """
        shape = name_shape(folded)
        short = len(folded) <= SHORT
        half = (len(folded) - 1) // 2  # one slip leaves one half as it is
        head, tail = folded[:half], folded[-half:]
        for key in set(near_keys(key_of_shape(shape))):
            for other, alike in self._tables.buckets.get(key, {}).items():
                same = shape == other
                if same or (not short and alike_in_shape(shape, other)):
                    for word in alike.split():
                        yield word, self._least(word), same
                    continue
                for word in alike.split():
                    if (word.startswith(head) or word.endswith(tail)) and typing_slip(folded, word):
                        yield word, self._least(word), same

    def _least(self, word: str) -> float:
        """Return how alike a form must be to a word."""
        return MIN_SIMILARITY[int(self._tables.parts[word][0])]

    def _prospect(self, folded: str, part: Part, alike: float, *, framed: bool = False) -> Prospect:
        others = self.accepted.get(folded, frozenset()) - {part.entity.name}
        if framed:
            reasons = tuple(of_the_frame(folded, part, alike, others))
        else:
            reasons = tuple(of_the_form(folded, part, alike, others))
        rest = tuple(plain for plain in map(fold_name, part.rest) if plain not in PARTICLES)
        keys = frozenset(map(name_key, rest))
        return Prospect(part, alike, self.profile(part.entity), rest, keys, reasons, total(reasons), framed)

    def profile(self, entity: Entity) -> Profile:
        """Return what is looked for around an entity's name."""
        key = (entity.name, entity.kind)
        profile = self._profiles.get(key)
        if profile is None:
            profile = self._profiles[key] = self._profile(entity)
        return profile

    def _profile(self, entity: Entity) -> Profile:
        related = set()
        for name in entity.related:
            known = self.entity(name)
            short = known.short if known and known.kind is Kind.PERSON else name
            related.add(" ".join(map(fold_name, words(short))))
        return _profile(entity, frozenset(related))


def _is_usable(folded: str, part: Part) -> bool:
    """Return whether a form is long enough: too many places and things are a letter from three others."""
    return len(folded) > MIN_WORD or part.entity.kind is Kind.PERSON


def _is_telling(rest: Iterable[str]) -> bool:
    """Return whether the other words of a name are more than "West" or "New"."""
    return any(word not in PARTICLES and word not in lexicon().words for word in map(fold_name, rest))


def _least_framed(part: Part) -> float:
    """Return how alike a word must be; relatives have other given names."""
    given = part.entity.kind is Kind.PERSON and not part.alone
    return MIN_FRAMED_GIVEN if given else MIN_FRAMED


def _profile(entity: Entity, related: frozenset[str]) -> Profile:
    spellings = tuple(sorted(set(spellings_of(entity))))
    every = {word for spelling in spellings for word in spelling.split()}
    roles = []
    for role in entity.roles:
        names = (role, *SYNONYMS.get(role, ()))
        roles.append(tuple((name, " ".join(map(fold_name, words(name)))) for name in names))
    spellings += tuple(fold_name(demonym) for demonym in entity.demonyms if " " not in demonym)
    return Profile(
        frozenset(map(fold_name, words(entity.name))),
        frozenset(every) - PARTICLES,
        spellings,
        tuple(frozenset(spelling.split()) - PARTICLES for spelling in spellings),
        tuple(roles),
        tuple(dict.fromkeys(plain for role in roles for _, plain in role)),
        related,
        frozenset(entity.countries),
    )
