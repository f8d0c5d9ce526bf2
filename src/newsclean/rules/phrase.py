"""How phrases in rule packs are written, and what they are compiled to.

A phrase is a row of *elements*, each a list of alternatives; a literal part has just one. Short
phrases are written out into all the literal strings that they stand for. Others become a regular
expression, and, because a thousand of those can't be tried on every line, also what a line must
have for the expression to be worth trying: its first words, or a literal string inside it.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from newsclean.fold import fold
from newsclean.shape import function_words

__all__ = [
    "END_MARKS",
    "HEAD_WORDS",
    "MAX_RULE_CHARS",
    "ORNAMENTS",
    "Match",
    "anchors_of",
    "elements_of",
    "expanded",
    "heads_of",
    "max_chars_of",
    "normalize",
    "numbers_marked",
    "regex_of",
    "stem",
]

#: How a phrase must stand in its block.
Match = Literal["whole", "starts", "ends", "contains"]

#: No rule looks at longer blocks: prompts are short, and reports about them are not.
MAX_RULE_CHARS = 600
#: How many strings a phrase with gaps or many alternatives may be looked for by.
MAX_ANCHORS = 150
#: How many words at a block's front tell which phrases it can open with.
HEAD_WORDS = 3

#: Marks that sites put around a line and that say nothing about it.
ORNAMENTS = " \t-*•·●▪■◆►▶▸▼▲◀◄→←↓↑↗⇒»«›‹>|+✓✔✖✕×…_=~"
#: Marks at a line's end that do not make it another line.
END_MARKS = ORNAMENTS + ".!:;,"

_NUMBER_RE = re.compile(r"[\d#]+")
_MARKS_RE = re.compile("##+")
# Over a page, translating its bytes and looking for doubled marks takes a fifth of what the pattern does.
_DIGITS = bytes(ord("#") if chr(byte).isdigit() and byte < 0x80 else byte for byte in range(256))
# In UTF-8, the first bytes of all digits but ASCII's (and of much else: then the pattern decides).
_DIGIT_BYTES = (b"\xd9", b"\xdb", b"\xdf", b"\xe0", b"\xe1", b"\xea", b"\xef", b"\xf0")
_GROUP_RE = re.compile(r"\(([^()]*)\)")
_STEM_RE = re.compile(r"[\w#&$£€@]+")


def normalize(text: str) -> str:
    """Return ``text`` as rules see it: folded, blanks single, numbers ``#``, ornaments off.

    >>> normalize("» This will close in 20 seconds")
    'this will close in # seconds'
    """
    return numbers_marked(" ".join(fold(text).split())).strip(ORNAMENTS)


def numbers_marked(text: str) -> str:
    """Return ``text`` with ``#`` for each number, in the digits of any script.

    >>> numbers_marked("12 of 3.000 (٣)")
    '# of #.# (#)'
    """
    raw = text.encode("utf-8", "surrogatepass")
    if any(byte in raw for byte in _DIGIT_BYTES):
        return _NUMBER_RE.sub("#", text)
    marked = raw.translate(_DIGITS).decode("utf-8", "surrogatepass")
    return _MARKS_RE.sub("#", marked) if "##" in marked else marked


def stem(word: str) -> str:
    """Return a word up to a mark inside it: what stands before "'s", ".org" or a colon."""
    if word.isalnum():
        return word
    match = _STEM_RE.search(word)
    return match.group() if match else word


def elements_of(phrase: str) -> list[list[str]]:
    """Return the folded alternatives of each part of ``phrase``; a literal part has one."""
    folded = numbers_marked(" ".join(fold(phrase).split()))
    parts = _GROUP_RE.split(folded)  # literal, group, literal, group, ...
    return [part.split("|") if i % 2 else [part] for i, part in enumerate(parts)]


def expanded(phrase: str) -> Iterator[str]:
    """Yield the literal phrases that ``phrase`` with its ``(alternatives|)`` stands for."""
    for picked in itertools.product(*elements_of(phrase)):
        yield " ".join("".join(picked).split())


def max_chars_of(elements: Sequence[Sequence[str]]) -> int:
    """Return how long a block can be that a phrase fills, ornaments apart."""
    longest = sum(max(map(len, alternatives)) for alternatives in elements)
    gaps = sum(text.count("*") for alternatives in elements for text in alternatives)
    return min(MAX_RULE_CHARS, longest + 8 + gaps * 100)


def regex_of(elements: Sequence[Sequence[str]], match: Match) -> str:
    """Return the pattern of a phrase with gaps or many alternatives."""
    pattern = ""
    opened = False  # whether anything that must be there has come yet
    skip = False  # whether the blank that opens the next element is taken already
    for number, alternatives in enumerate(elements):
        body = "|".join(_gaps(text) for text in alternatives if text)
        if skip:
            body, skip = body.removeprefix("\\ "), False
        if "" not in alternatives or not body:
            pattern += body if len(alternatives) == 1 else f"(?:{body})"
            opened = opened or bool(body)
            continue
        # An optional word takes one of the blanks around it along.
        following = elements[number + 1][0] if number + 1 < len(elements) else ""
        if opened and pattern.endswith("\\ ") and (following.startswith(" ") or not following):
            pattern = f"{pattern[:-2]}(?:\\ (?:{body}))?"
        elif not opened and following.startswith(" "):
            pattern += f"(?:(?:{body})\\ )?"
            skip = True
        else:
            pattern += f"(?:{body})?"
    start = "^" if match in ("whole", "starts") else r"(?<!\w)"
    end = f"[{re.escape(END_MARKS)}]*$" if match in ("whole", "ends") else r"(?!\w)"
    return f"{start}(?:{pattern}){end}"


def heads_of(elements: Sequence[Sequence[str]], match: Match) -> tuple[frozenset[str], ...]:
    """Return the words that can be the first, second and third of what the phrase stands for.

    Fewer where a gap or the phrase's end leaves open what follows; "" for a block that ends there.
    """
    words: list[set[str]] = [set() for _ in range(HEAD_WORDS)]
    gaps: set[int] = set()  # the places of words that can be anything
    states = {(0, "")}  # how many words are complete, and the beginning of the next
    for alternatives in elements:
        states = {
            _advance(count, partial + text, words, gaps)
            for count, partial in sorted(states)
            for text in alternatives
        }
    for count, partial in states:
        ended, _ = _advance(count, partial + " ", words, gaps)
        if match == "whole":
            for later in words[ended:]:
                later.add("")
        else:
            gaps.add(ended)
    return tuple(map(frozenset, words[: min(gaps, default=HEAD_WORDS)]))


def _advance(count: int, text: str, words: list[set[str]], gaps: set[int]) -> tuple[int, str]:
    """Note the words that ``text`` completes as the next ones; return how many there are, and its rest."""
    *finished, rest = text.split(" ")
    for word in filter(None, (*finished, rest if "*" in rest else "")):
        if count >= HEAD_WORDS:
            break
        if "*" in word:
            gaps.add(count)
            return HEAD_WORDS, ""
        words[count].add(stem(word))
        count += 1
    return count, rest if count < HEAD_WORDS else ""


def anchors_of(elements: Sequence[Sequence[str]]) -> list[str]:
    """Return literal strings one of which is in whatever the phrase stands for: the longest to be had.

    They are all that some stretch of the phrase between two gaps can be. Longer ones are found by
    chance less often: "sign up" is in many articles, "sign up to our daily" in none.
    """
    best: list[str] = []
    for first in range(len(elements)):
        strings = [""]
        for alternatives in elements[first:]:
            if any("*" in text for text in alternatives):
                # A stretch may begin or end at a gap, but not span it.
                opening = [text.split("*")[0] for text in alternatives]
                strings = _longer(strings, opening)
                if len(strings) <= MAX_ANCHORS:
                    best = _better(best, strings)
                break
            strings = _longer(strings, alternatives)
            if len(strings) > max(MAX_ANCHORS, len(alternatives)):
                break
            best = _better(best, strings)
        best = _better(best, [max(text.split("*"), key=len) for text in elements[first]])
    return best


def _longer(strings: Sequence[str], alternatives: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(head + tail for head in strings for tail in alternatives))


def _better(best: list[str], strings: Sequence[str]) -> list[str]:
    """Return whichever is found by chance less often, blanks at the ends and doubled ones aside."""
    made = list(dict.fromkeys(" ".join(text.split()) for text in strings))
    return made if _rarity(made) > _rarity(best) else best


def _rarity(strings: Sequence[str]) -> float:
    """Return how rare the commonest of ``strings`` is: about its letters, those of function words less."""
    return min(
        (
            sum(len(word) if word not in function_words() else 0.3 for word in text.split())
            for text in strings
        ),
        default=0.0,
    )


def _gaps(text: str) -> str:
    """Return the pattern of a piece in which ``*`` stands for up to six words. Bounded: linear."""
    return re.escape(text).replace(r"\ \*\ ", r"\ (?:\S+\ ){0,6}?").replace(r"\*", r"(?:\S+\ ){0,5}?\S*")
