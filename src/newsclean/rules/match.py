"""Matching blocks against all rules at once, in time linear in their length."""

import itertools
import math
import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from newsclean.fold import fold
from newsclean.labels import Label
from newsclean.rules.pack import Pack, Rule, languages, packs
from newsclean.rules.phrase import (
    END_MARKS,
    HEAD_WORDS,
    MAX_RULE_CHARS,
    ORNAMENTS,
    anchors_of,
    elements_of,
    expanded,
    heads_of,
    max_chars_of,
    numbers_marked,
    regex_of,
    stem,
)
from newsclean.shape import function_words

__all__ = ["RuleSet", "best", "bundled", "is_in_place"]

#: A written phrase that stands for more literal ones than this is matched by a pattern instead.
MAX_EXPANSIONS = 100
#: How many marks a line may end in and still be the phrase.
MAX_END_MARKS = 12
#: Texts of up to so many characters recur from page to page; what fits so many of them is remembered.
MAX_RECURRING, MAX_SEEN = 100, 30_000
#: In the place of a second word, for phrases that leave it open. No word is this.
ANY = "*"
#: From this character on, scripts do not divide words by blanks.
_DENSE = "\u2e80"


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A phrase to be found in blocks, and what else must hold where a sign of it is found."""

    rule: Rule
    literal: str = ""  # the phrase, if it is one string
    pattern: str = ""  # the phrase's pattern, if it has gaps or many alternatives
    max_chars: int = MAX_RULE_CHARS  # blocks that the phrase must fill can't be longer
    heads: tuple[frozenset[str], ...] = ()  # the words that can be the block's second and third

    def fits(self, line: str) -> bool:
        """Return whether the phrase is in ``line`` as its rule wants it; a literal, at its front.

        The caller has seen to the length of the line.
        """
        if self.pattern:
            found = _compiled(self.pattern).search(line) is not None
        else:
            found = line.startswith(self.literal) and not _inside_word(line, len(self.literal))
        return found and _matches_pattern(self.rule, line)

    def fits_at(self, line: str, start: int) -> bool:
        """Return whether the literal that was found at ``start`` stands as its rule wants it."""
        end = start + len(self.literal)
        if _inside_word(line, start) or _inside_word(line, end):
            return False
        if self.rule.match == "starts" and start:
            return False
        if self.rule.match == "ends" and line[end:].strip(END_MARKS):
            return False
        return _matches_pattern(self.rule, line)


class RuleSet:
    """Rules compiled for matching. Immutable once made; made anew in each process."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        import ahocorasick

        self.rules: tuple[Rule, ...] = tuple(rule for pack in packs for rule in pack.rules)
        self._whole: dict[str, list[Rule]] = {}  # by the whole line
        self._first: dict[str, list[_Part]] = {}  # by the line's first word
        self._second: dict[str, dict[str, list[_Part]]] = {}  # of these, by its second word
        self._inside: dict[str, list[_Part]] = {}  # by a literal string in the line
        for rule in self.rules:
            for phrase in rule.phrases:
                elements = elements_of(phrase)
                if "*" in phrase or math.prod(map(len, elements)) > MAX_EXPANSIONS:
                    self._add_pattern(rule, elements)
                else:
                    self._add_literals(rule, expanded(phrase))
        self._seen: dict[str, tuple[Rule, ...]] = {}
        self._longest = max(map(len, self._whole), default=0)
        self._automaton = ahocorasick.Automaton()
        for literal, parts in self._inside.items():
            literal_only = not any(part.pattern for part in parts)
            self._automaton.add_word(literal, (len(literal), literal_only, tuple(parts)))
        self._automaton.make_automaton()

    def _add_literals(self, rule: Rule, literals: Iterable[str]) -> None:
        for literal in literals:
            if rule.match == "whole":
                self._whole.setdefault(literal.strip(END_MARKS), []).append(rule)
            elif rule.match == "starts" and max(literal) < _DENSE:
                heads = heads_of([[literal]], "starts")
                self._add_front(_Part(rule, literal, heads=heads[1:]), heads[0])
            else:
                self._inside.setdefault(literal, []).append(_Part(rule, literal))

    def _add_pattern(self, rule: Rule, elements: Sequence[Sequence[str]]) -> None:
        heads = heads_of(elements, rule.match) if rule.match in ("whole", "starts") else ()
        max_chars = max_chars_of(elements) if rule.match == "whole" else MAX_RULE_CHARS
        pattern = regex_of(elements, rule.match)
        if heads and (len(heads) > 1 or heads[0].isdisjoint(function_words())):
            self._add_front(_Part(rule, "", pattern, max_chars, heads[1:]), heads[0])
            return
        part = _Part(rule, "", pattern, max_chars)
        for anchor in anchors_of(elements):
            self._inside.setdefault(anchor, []).append(part)

    def _add_front(self, part: _Part, first_words: Iterable[str]) -> None:
        for first in sorted(first_words):
            self._first.setdefault(first, []).append(part)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words of all phrases but the function words: what residue in these languages speaks of."""
        words = {
            stem(word)
            for rule in self.rules
            for phrase in rule.phrases
            for alternatives in elements_of(phrase)
            for text in alternatives
            for word in text.split()
        }
        return frozenset(word for word in words if len(word) > 1) - function_words()

    def match(self, texts: Sequence[str], prose: tuple[int, int] | None = None) -> dict[int, list[Rule]]:
        """Return the rules that each block fits, by the block's index; others are absent.

        ``prose`` holds the indexes of the first and last block of running text, against which
        ``place`` is judged (``None``: there is none, and every place is an edge). Linear.
        """
        found = {
            index: [rule for rule in rules if is_in_place(rule, index, prose)]
            for index, rules in self.match_anywhere(texts).items()
        }
        return {index: rules for index, rules in found.items() if rules}

    def match_anywhere(self, texts: Sequence[str]) -> dict[int, Sequence[Rule]]:
        """Return the rules that each block fits by its words alone, whatever their ``place``.

        What it says of a block depends on nothing but the block. So that of short ones is remembered: the
        lines of a site's frame stand on all of its pages, and they are most lines of a page.
        """
        seen = self._seen
        found: dict[int, Sequence[Rule]] = {}
        new: list[int] = []
        for index, text in enumerate(texts):
            known = seen.get(text)
            if known:
                found[index] = known
            elif known is None and 0 < len(text) <= MAX_RULE_CHARS:
                new.append(index)
        if new:
            fitting = self._fitting([texts[index] for index in new])
            if len(seen) + len(new) > MAX_SEEN:
                seen.clear()
            for number, index in enumerate(new):
                rules = tuple(fitting.get(number, ()))
                if rules:
                    found[index] = rules
                if len(texts[index]) <= MAX_RECURRING:
                    seen[texts[index]] = rules
        return found

    def _fitting(self, texts: Sequence[str]) -> dict[int, list[Rule]]:
        """Return the rules that texts fit by their words alone; of those that fit none there is nothing."""
        folded = numbers_marked(fold("\n".join(texts)))
        if "  " in folded:  # a pipeline without the repair of spacing
            folded = re.sub(" +", " ", folded)
        lines = [line.strip(ORNAMENTS) for line in folded.split("\n")]
        found: dict[int, list[Rule]] = {}
        for number, rule in (*self._by_front(lines), *self._parts(lines)):
            rules = found.setdefault(number, [])
            if rule not in rules:
                rules.append(rule)
        return found

    def _by_front(self, lines: Sequence[str]) -> Iterator[tuple[int, Rule]]:
        """Yield the rules that lines fit as a whole or open as, with the line's number; some come twice."""
        longest, whole = self._longest + MAX_END_MARKS, self._whole
        by_first, by_second = self._first, self._second
        for number, line in enumerate(lines):
            if len(line) <= longest:
                for rule in whole.get(line.strip(END_MARKS), ()):
                    if line.count(" ") < rule.max_words and _matches_pattern(rule, line):
                        yield number, rule
            words = line.split(" ", HEAD_WORDS)
            first = words[0]
            if first not in by_first and (first.isalnum() or (first := stem(first)) not in by_first):
                continue
            by = by_second.get(first) or self._second_words(first)
            second = stem(words[1]) if len(words) > 1 else ""
            parts = by.get(second) or by[ANY]
            if not parts:
                continue
            third = stem(words[2]) if len(words) > 2 else ""
            blanks, length = line.count(" "), len(line)
            for part in parts:
                if (
                    blanks < part.rule.max_words
                    and length <= part.max_chars
                    and (len(part.heads) < 2 or third in part.heads[1])
                    and part.fits(line)
                ):
                    yield number, part.rule

    def _second_words(self, first: str) -> dict[str, list[_Part]]:
        """Return the parts that a line may open with that begins with ``first``, by its second word.

        Made when a line first begins so: few words begin many phrases, and few of them lines.
        """
        parts = self._first[first]
        by_second = self._second[first] = {ANY: [part for part in parts if not part.heads]}
        for word in sorted({word for part in parts if part.heads for word in part.heads[0]}):
            by_second[word] = [part for part in parts if not part.heads or word in part.heads[0]]
        return by_second

    def _parts(self, lines: Sequence[str]) -> Iterator[tuple[int, Rule]]:
        """Yield the rules whose phrase is inside a line, with the line's number; some come twice."""
        if not len(self._automaton):
            return
        joined = "\n".join(lines)
        starts = list(itertools.accumulate((len(line) + 1 for line in lines), initial=0))
        tried: set[tuple[int, _Part]] = set()
        number, line_start, line_end = -1, 0, -1
        for last, (length, literal_only, parts) in self._automaton.iter(joined):
            start = last - length + 1
            if literal_only and (_inside_word(joined, last + 1) or _inside_word(joined, start)):
                continue
            if last >= line_end:  # the first sign in this line
                number = bisect_right(starts, last) - 1
                line_start, line_end = starts[number], starts[number + 1] - 1
                line = lines[number]
                blanks = line.count(" ")
            for part in parts:
                if blanks >= part.rule.max_words or len(line) > part.max_chars:
                    continue
                if part.pattern and (number, part) in tried:
                    continue
                tried.add((number, part))
                if part.fits(line) if part.pattern else part.fits_at(line, start - line_start):
                    yield number, part.rule


def is_in_place(rule: Rule, index: int, prose: tuple[int, int] | None) -> bool:
    """Return whether a block stands where ``rule`` wants it, seen from the running text."""
    if rule.place == "any" or prose is None:
        return True
    before, after = index < prose[0], index > prose[1]
    return before if rule.place == "head" else after if rule.place == "tail" else before or after


def _inside_word(text: str, at: int) -> bool:
    """Return whether ``at`` falls between two letters or digits (of a script that has words)."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum() and text[at] < _DENSE


def _matches_pattern(rule: Rule, line: str) -> bool:
    return rule.pattern is None or _compiled(rule.pattern).search(line) is not None


@cache
def _compiled(source: str) -> re.Pattern[str]:
    # Compiled when a block first holds the anchor: most never are, and a thousand take a second.
    return re.compile(source)


#: Tags that another's packs are for.
_SAME_LANGUAGE = {"nb": "no", "nn": "no", "sk": "cs", "ms": "id", "bs": "hr", "sr": "hr"}


def bundled(language: str | None) -> RuleSet:
    """Return the rules for texts in a language (a BCP 47 tag): its own and the English ones.

    English, because sites of all languages have buttons in it; that is all where the language is not
    known or has no packs. Compiling takes some tenths of a second a language, once in a process.
    """
    code = (language or "en").partition("-")[0].lower()
    code = code if code in languages() else _SAME_LANGUAGE.get(code, "en")
    return _bundled(code if code in languages() else "en")


@cache
def _bundled(language: str) -> RuleSet:
    return RuleSet(packs("en") if language == "en" else (*packs("en"), *packs(language)))


def best(
    found: Mapping[int, Sequence[Rule]], prose: tuple[int, int] | None, stopped: Container[int] = ()
) -> dict[Label, list[tuple[int, Rule]]]:
    """Return, by label, the blocks that rules fit and stand in place, with the surest rule of each.

    ``stopped`` are short blocks that end in a full stop: no rule takes them for their place alone.
    """
    surest: dict[Label, dict[int, Rule]] = {}
    for index in sorted(found):
        for rule in found[index]:
            if rule.place != "any" and rule.match == "whole" and index in stopped:
                continue
            if is_in_place(rule, index, prose):
                blocks = surest.setdefault(rule.label, {})
                if index not in blocks or rule.confidence > blocks[index].confidence:
                    blocks[index] = rule
    return {label: list(blocks.items()) for label, blocks in surest.items()}
