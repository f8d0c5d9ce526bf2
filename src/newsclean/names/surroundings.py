"""What a document as a whole says of names: found out when asked, and only then.

Most documents have no form in doubt, so that nothing here but the capitalised words is ever worked out.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import filterfalse
from typing import NamedTuple

from newsclean.draft import NameFinding
from newsclean.names.entity import Entity
from newsclean.names.fold import NameKey, fold_name
from newsclean.names.index import Form, Index, Prospect
from newsclean.names.lexicon import lexicon
from newsclean.names.mentions import NAME_RE, Passage, bare, sentence

__all__ = ["MAX_MENTIONS", "Change", "Surroundings"]

#: How many mentions of a form are looked at for evidence.
MAX_MENTIONS = 60
#: A text with more different words in capitals is no article but a list, and is left alone: some novels
#: have five thousand.
MAX_WORDS = 10_000
#: With more unknown ones, they are not run together.
MAX_UNKNOWN = 500
#: So many words are searched for one by one; beyond, one pass finds all.
MAX_SEARCHED = 40
#: How many words on each side of a form may be the rest of a name.
BESIDE = 4
#: How far they are looked for, in characters.
REACH = 48

_WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_CAPITAL_RE = re.compile(r"\b[A-Z](?:[^\W_]+|(?:\.[A-Z])+)")
_TWO = b"\x01\x01"  # two marks in a row
# Capitalised words in a row, with the particles of names between them. What may not stand before them is
# looked at behind the capital: a pattern that opens with a set of letters is searched twice as fast.
_RUN_RE = re.compile(
    r"[A-Z](?<![\w@#/.][A-Z])[\w'’]+"
    r"(?:[ -](?:(?:al|el|ad|as|ul|bin|ben|abu|von|der|van|de|da|di|do|dos|la|le|on|of|the)[ -])*"
    r"[A-Z][\w'’]*)+"
)
_DASH_RE = re.compile(r"[\s-]+")


class Change(NamedTuple):
    """A finding whose offsets are those of ``Surroundings.text``; the fields are those of ``NameFinding``."""

    start: int
    end: int
    replacement: str
    entity: str
    confidence: float
    evidence: tuple[str, ...]
    applied: bool

    def finding(self, around: "Surroundings") -> NameFinding:
        """Return it with the offsets of its block."""
        block, first = around.place(self.start)
        return NameFinding(block, self.start - first, self.end - first, *self[2:])


class Scene(NamedTuple):
    """The sentences in which one form stands, in small letters, and the countries they speak of."""

    sentences: str
    countries: frozenset[str]


class Surroundings:
    """The words of a document, and what they speak of.

    Offsets here are those of ``text``, in which the blocks stand one below the other; ``place``
    turns them into offsets of a block.
    """

    def __init__(
        self,
        texts: Sequence[str],
        index: Index,
        article: Sequence[str] | None = None,
        read: Sequence[str] | None = None,
    ) -> None:
        """Make the surroundings of ``texts``, those among them that are the article being ``article``.

        Single words are looked at for being garbled where they stand in one of ``read``: what of the texts
        is for readers, the article and its fields. The menus of a page have more names than its article.

        What speaks *for* a name may stand anywhere, in tags and captions above all; what speaks
        against one must stand in the article. So a text without the rest finds no more than this.
        """
        self.index = index
        self.article = texts if article is None else article
        self.text = "\n".join(texts)
        self.texts = texts
        #: Everything between blanks. Each with a capital is looked at once, however often it occurs.
        self._sequence = self.text.split()
        capitalised = set(filterfalse(str.islower, self._sequence))
        if len(capitalised) > MAX_WORDS:
            capitalised = set()
        self.forms: dict[str, Form] = {}
        read_words = capitalised if read is None else capitalised.intersection("\n".join(read).split())
        self._read_forms: set[str] = set()
        #: What holds a word that is neither a word nor a name.
        self._odd: set[str] = set()
        for chunk in capitalised:
            for form in index.forms(chunk):
                self.forms[form.text] = form
                if chunk in read_words:
                    self._read_forms.add(form.text)
                if form.unknown:
                    self._odd.add(chunk)
        self._places: dict[str, list[int]] = {}
        self._passages: dict[tuple[int, int], Passage] = {}
        self._said: dict[str, bool] = {}
        self._beside: dict[str, frozenset[str]] = {}
        self._scenes: dict[str, Scene] = {}
        self._all_found = False

    # ------------------------------------------------------------ words

    @cached_property
    def chunks(self) -> frozenset[str]:
        """Everything between blanks."""
        return frozenset(self._sequence)

    @cached_property
    def small(self) -> frozenset[str]:
        """Everything between blanks in the article, among it the words in small letters."""
        return self.chunks if self.article is self.texts else frozenset("\n".join(self.article).split())

    @cached_property
    def words(self) -> frozenset[str]:
        """The capitalised words, folded."""
        return frozenset(form.folded for form in self.forms.values())

    @cached_property
    def odd_keys(self) -> frozenset[NameKey]:
        """The keys of the capitalised words that are not known to be right."""
        suspects = self.suspects
        return frozenset(form.key for form in self.forms.values() if form.unknown or form.folded in suspects)

    @cached_property
    def suspects(self) -> dict[str, list[Form]]:
        """The forms that could be garbled, in all their cases, by the folded word."""
        found: dict[str, list[Form]] = defaultdict(list)
        for form in self.forms.values():
            if form.suspect and form.text in self._read_forms and self.index.prospects(form.folded):
                found[form.folded].append(form)
        return found

    @cached_property
    def _written(self) -> dict[str, list[str]]:
        """How the folded words are written."""
        found: dict[str, list[str]] = defaultdict(list)
        for form in self.forms.values():
            found[form.folded].append(form.text)
        return found

    @cached_property
    def _small(self) -> str:
        """The text in small letters."""
        return self.text.lower()

    def says(self, phrase: str) -> bool:
        """Return whether all words of a phrase, folded, occur somewhere, together or not."""
        said = self._said.get(phrase)
        if said is None:
            said = self._said[phrase] = all(word in self._small for word in phrase.split())
        return said

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that are spoken of."""
        found: set[str] = set()
        words, small = self.words, self.small
        for word in words & self.index.country_words:
            found |= self.index.countries.get(word, frozenset())
            for spelling in self.index.long_countries.get(word, ()):
                for part in spelling.split():
                    if part not in words and part not in small:
                        break
                else:
                    found |= self.index.countries.get(spelling, frozenset())
        return frozenset(found)

    # ------------------------------------------------------------ places

    def places(self, word: str) -> list[int]:
        """Return the offsets at which a capitalised word stands as a word of its own."""
        if word not in self._places and not self._all_found:
            if len(self._places) < MAX_SEARCHED:
                self._places[word] = [*self._search(word)]
            else:
                self._find_all()
        return self._places.get(word, [])

    def _search(self, word: str) -> Iterator[int]:
        start = self.text.find(word)
        while start >= 0:
            match = NAME_RE.match(self.text, start)
            if match and bare(match[0]) == word and not self._goes_back(start):
                yield start
            start = self.text.find(word, start + len(word))

    def _goes_back(self, start: int) -> bool:
        """Return whether a word goes on before ``start``: "Brien" of "O'Brien"."""
        return start > 1 and self.text[start - 1] in "'’" and self.text[start - 2].isalpha()

    def _find_all(self) -> None:
        found: dict[str, list[int]] = defaultdict(list)
        for match in NAME_RE.finditer(self.text):
            found[bare(match[0])].append(match.start())
        self._places = found
        self._all_found = True

    def runs(self) -> dict[str, list[tuple[int, int]]]:
        """Return two or three unknown words in a row, run together, and where they stand.

        A name that was split has no right part, nor one that is a word.
        """
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        if len(self._odd) > MAX_UNKNOWN or not (in_a_row := self._in_a_row()):
            return found
        unknown = {form.text for form in self.forms.values() if form.unknown}
        for word in sorted(in_a_row):
            for start in self.places(word):
                second = self._next(start + len(word), unknown)
                if second is None:
                    continue
                joined = fold_name(word) + fold_name(second[0])
                found[joined].append((start, second[1]))
                third = self._next(second[1] + len(second[0]), unknown)
                if third is not None:
                    found[joined + fold_name(third[0])].append((start, third[1]))
        return found

    def framed(self) -> dict[str, tuple[list[tuple[int, int]], tuple[Prospect, ...]]]:
        """Return the words, folded, in full names whose other words are right.

        With each go its places, as ``runs`` has them, and what it could stand for.
        """
        found: dict[str, tuple[list[tuple[int, int]], tuple[Prospect, ...]]] = {}
        for run in _RUN_RE.finditer(self.text):
            for offset, word, prospects in self.index.framed_in(run[0]):
                place = run.start() + offset
                places, known = found.setdefault(word, ([], ()))
                places.append((place, place))
                found[word] = places, tuple(dict.fromkeys((*known, *prospects)))
        return found

    def _in_a_row(self) -> set[str]:
        """Return the unknown words after which another may stand: in most texts there are few."""
        in_a_row = {chunk for chunk in self._odd if "-" in chunk}
        marks = bytes(map(self._odd.__contains__, self._sequence))
        place = marks.find(_TWO)
        while place >= 0:
            in_a_row.add(self._sequence[place])
            place = marks.find(_TWO, place + 1)
        return {form.text for chunk in in_a_row for form in self.index.forms(chunk) if form.unknown}

    def _next(self, end: int, among: set[str]) -> tuple[str, int] | None:
        """Return the word that follows a blank or hyphen at ``end``, and its place, if it is ``among``."""
        if self.text[end : end + 1] not in (" ", "-"):
            return None
        match = NAME_RE.match(self.text, end + 1)
        word = bare(match[0]) if match else ""
        return (word, end + 1) if word in among else None

    def is_odd(self, folded: str) -> bool:
        """Return whether a folded word stands here with a capital and is neither a word nor a given name."""
        known = lexicon()
        return folded in self.words and folded not in known.words and folded not in known.given

    def beside(self, form: Form) -> frozenset[str]:
        """Return the words, folded, near the places of a form."""
        near = self._beside.get(form.text)
        if near is None:
            found: set[str] = set()
            for start in self.places(form.text)[:MAX_MENTIONS]:
                end = start + len(form.text)
                found.update(_WORD_RE.findall(self.text, max(0, start - REACH), start)[-BESIDE:])
                found.update(_WORD_RE.findall(self.text, end, end + REACH)[:BESIDE])
            near = self._beside[form.text] = frozenset(fold_name(bare(word)) for word in found)
        return near

    def scene(self, form: Form) -> Scene:
        """Return what the sentences say in which a form stands."""
        scene = self._scenes.get(form.text)
        if scene is None:
            scene = self._scenes[form.text] = self._scene(form)
        return scene

    def _scene(self, form: Form) -> Scene:
        passages = map(self.passage, self.places(form.text)[:MAX_MENTIONS])
        bounds = {(passage.start, passage.end) for passage in passages}
        sentences = "\n".join(self.text[start:end] for start, end in sorted(bounds))
        known = self.index.countries
        small = _DASH_RE.sub(" ", sentences.lower())
        countries: set[str] = set()
        for word in map(fold_name, _CAPITAL_RE.findall(sentences)):
            if word != form.folded:
                countries |= known.get(word, frozenset())
                for spelling in self.index.long_countries.get(word, ()):
                    if spelling in small:
                        countries |= known.get(spelling, frozenset())
        return Scene(small, frozenset(countries))

    @cached_property
    def hyphened(self) -> frozenset[str]:
        """What stands before or after a hyphen."""
        return frozenset(part for chunk in self.chunks if "-" in chunk for part in _WORD_RE.findall(chunk))

    def named(self, entity: Entity) -> Iterator[tuple[int, str]]:
        """Yield where an entity is spelled right, and in which spelling (folded)."""
        for spelling in self.index.profile(entity).spellings:
            first, *rest = spelling.split()
            if first not in self.words or not self.words.issuperset(rest):
                continue
            for written in self._written[first]:
                for start in self.places(written):
                    if not rest or self._is_at(spelling, start):
                        yield start, spelling

    def _is_at(self, spelling: str, start: int) -> bool:
        following = self.text[start : start + 2 * len(spelling) + 8]
        plain = " ".join(fold_name(bare(word)) for word in _WORD_RE.findall(following))
        return f"{plain} ".startswith(f"{spelling} ")

    # ------------------------------------------------------------ blocks

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for text in self.texts:
            starts.append(starts[-1] + len(text) + 1)
        return starts

    def place(self, offset: int) -> tuple[int, int]:
        """Return the block in which an offset lies, and where that block begins."""
        block = bisect_right(self._starts, offset) - 1
        return block, self._starts[block]

    def passage(self, start: int) -> Passage:
        """Return what counts as the surroundings of the name at ``start``."""
        block, first = self.place(start)
        bounds = sentence(self.text, start, first, first + len(self.texts[block]))
        passage = self._passages.get(bounds)
        if passage is None:
            passage = self._passages[bounds] = Passage(self.text, *bounds)
        return passage
