"""Find capitalised words that could be names, and what stands around them."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from newsclean.names.fold import fold_name

__all__ = ["NAME_RE", "Mention", "Passage", "Token", "bare", "sentence"]

#: A capitalised word in Latin letters, with what hangs on it by an apostrophe. Not inside web and
#: mail addresses, handles, hashtags, file names and identifiers. (What may not stand before it is looked at
#: behind the capital: a pattern that opens with a set of letters is searched twice as fast.)
NAME_RE = re.compile(r"[A-Z](?<![\w@#/\\&=.~][A-Z])(?:[^\W_]|['’](?=[^\W_]))+(?![\w@\\/=(]|\.[\w/]|-\d)")
_WORD_RE = re.compile(r"[^\W_]+(?:['’][^\W_]+|\.(?=[A-Z]\.)(?:[A-Z]\.)+)*")
_POSSESSIVE_RE = re.compile(r"['’](?:s|S)?$")
# A sentence ends at a mark before a blank and a capital, but not after an abbreviation.
_SENTENCE_RE = re.compile(
    r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt|Jr|Sr|No|vs))(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Col|Maj|Adm|Sgt|Rev))"
    r"(?<!\b(?:Prof|Capt|Pres))[.!?…]+[\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])"
)
#: How far from a name its surroundings are looked at, in characters, should a sentence not end.
WINDOW = 240
#: How many words a name of a country, or of something in it, has at most.
LONGEST = 3


def bare(form: str) -> str:
    """Return a form without its possessive ending.

    >>> bare("Peskof's"), bare("Guterres’")
    ('Peskof', 'Guterres')
    """
    return _POSSESSIVE_RE.sub("", form)


class Token(NamedTuple):
    """A word of a passage: its place in the block's text, and the word folded, without possessive."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True)
class Passage:
    """A sentence, or as much of one as counts as the surroundings of a name.

    Attributes:
        text: The text in which it stands, all of it.
        start, end: Its place there.
    """

    text: str
    start: int
    end: int

    @cached_property
    def tokens(self) -> list[Token]:
        """The words of the passage, possessive endings off."""
        found = []
        for match in _WORD_RE.finditer(self.text, self.start, self.end):
            word = bare(match[0])
            if word:
                found.append(Token(match.start(), match.start() + len(word), word, fold_name(word)))
        return found

    @cached_property
    def folded(self) -> str:
        """The folded words with a blank between and around them."""
        return f" {' '.join(token.folded for token in self.tokens)} "

    @cached_property
    def capitals(self) -> bool:
        """Whether capitals say nothing here: a line in capitals or with a capital at every word."""
        long = [token.text for token in self.tokens if len(token.text) > 3]
        return len(long) > 1 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)

    @cached_property
    def _runs(self) -> list[tuple[int, list[tuple[str, str]]]]:
        """Words with a capital, with the next two, the next, and alone: folded, and as written.

        Each with the number of the first token.
        """
        found = []
        for i, token in enumerate(self.tokens):
            if not token.capital or (token.folded in ("us", "who") and not token.text.isupper()):
                continue
            words = self.tokens[i : i + LONGEST]
            found.append(
                (
                    i,
                    [
                        (" ".join(t.folded for t in words[:size]), " ".join(t.text for t in words[:size]))
                        for size in range(len(words), 0, -1)
                    ],
                )
            )
        return found

    def countries(self, known: Mapping[str, AbstractSet[str]]) -> Iterator[tuple[int, str, AbstractSet[str]]]:
        """Yield what speaks of countries here: number of the token, the words, the countries.

        The words of a longer name are not looked at again: "Papua New Guinea" is not Guinea.
        """
        after = 0
        for i, spellings in self._runs:
            if i < after:
                continue
            for folded, said in spellings:
                if folded in known:
                    yield i, said, known[folded]
                    after = i + 1 + folded.count(" ")
                    break

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {token.start: i for i, token in enumerate(self.tokens)}

    def at(self, start: int) -> int | None:
        """Return the number of the token that begins at ``start``."""
        return self._numbers.get(start)

    def gap(self, i: int) -> str:
        """Return what stands between token ``i`` and the next; at the end, what follows it."""
        after = self.tokens[i + 1].start if i + 1 < len(self.tokens) else self.end
        return self.text[self.tokens[i].end : after]


def sentence(text: str, start: int, first: int, last: int) -> tuple[int, int]:
    """Return where the sentence around ``start`` begins and ends, in the block from ``first`` to ``last``.

    Of one that is longer than two windows, some of those around ``start`` are taken; they lie on a
    grid, so that neighbours share one.
    """
    low, high = max(first, start - 2 * WINDOW), min(last, start + 2 * WINDOW)
    begin, end = low, high
    for match in _SENTENCE_RE.finditer(text, low, high):
        if match.end() > start:
            end = match.end()
            break
        begin = match.end()
    if end - begin > 2 * WINDOW or (begin == low > first) or (end == high < last):
        begin = max(begin, first + (start - first - WINDOW) // WINDOW * WINDOW)
        end = min(last if end == high else end, begin + 3 * WINDOW)
        while begin > max(first, low) and text[begin - 1].isalnum():
            begin -= 1
    return begin, end


class Mention(NamedTuple):
    """A place where a form stands: words ``first`` to ``last`` of a passage."""

    passage: Passage
    first: int
    last: int

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.passage.tokens[self.first].start

    @property
    def end(self) -> int:
        """Where it ends in the text, without a possessive ending."""
        return self.passage.tokens[self.last].end
