"""Fold names for comparing: plain letters, and keys under which garbled forms meet the right one.

A key keeps what transliteration and machine translation leave of a name: the order of its
consonants, in classes whose members are swapped for each other (v/w/f/b, z/j/s/sh/ch, kh/h/g/k,
r/l, m/n, t/d). Vowels are guessed by every romanisation, so keys have none but an initial one.

Unidecode, which is GPL-2.0-or-later, is used here and nowhere else.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NewType

__all__ = [
    "NameKey",
    "fold_name",
    "key_of_shape",
    "name_key",
    "name_shape",
    "near_keys",
    "read_otherwise",
    "without_padding",
]

#: A string that ``name_key`` made.
NameKey = NewType("NameKey", str)

#: Shorter words are like too many.
MIN_PLAIN = 3
#: The classes of which keys are made.
CLASSES = "akptlns"

_MARKS = {ord(mark): None for mark in "'.`´‘’ʼʹʺ"}

_UNITS = {
    **dict.fromkeys(("tsch", "tch", "dzh", "sch", "tsz", "zh", "sh", "ch", "ts", "tz", "cz", "sz"), "s"),
    **dict.fromkeys(("s", "z", "j", "x", "ci", "ce", "cy"), "s"),
    **dict.fromkeys(("kh", "gh", "ck", "k", "g", "c", "q"), "k"),
    **dict.fromkeys(("ph", "bh", "p", "b", "f", "v", "w"), "p"),
    **dict.fromkeys(("th", "dh", "t", "d"), "t"),
    **dict.fromkeys(("l", "r"), "l"),
    **dict.fromkeys(("m", "n"), "n"),
    **dict.fromkeys("aeiouy", "a"),
}
_UNIT_RE = re.compile("|".join(sorted(_UNITS, key=lambda unit: -len(unit))) + "|.")
_DOUBLED_RE = re.compile(r"(.)\1+")
_GLIDE_RE = re.compile("^u(?=[aeiou])")  # "Uitkoff": Russian has no w


def fold_name(text: str) -> str:
    """Return ``text`` in plain lower-case ASCII, without apostrophes and full stops.

    >>> fold_name("Zełenski"), fold_name("O’Neill")
    ('zelenski', 'oneill')
    """
    if text.isascii():
        return text.lower() if text.isalpha() else text.lower().translate(_MARKS)
    from unidecode import unidecode

    return unidecode(text.translate(_MARKS), errors="ignore").lower().translate(_MARKS)


@lru_cache(maxsize=65536)
def name_key(folded: str) -> NameKey:
    """Return the key of a folded word.

    >>> name_key("zelensky") == name_key("selenski") == name_key("zelansky")
    True
    >>> name_key("khamenei") == name_key("hamenei")
    True
    """
    return key_of_shape(name_shape(folded))


def key_of_shape(shape: str) -> NameKey:
    """Return the key of a word whose shape is known."""
    return NameKey(shape[:1] + shape[1:].replace("a", ""))


def name_shape(folded: str) -> str:
    """Return the classes of a word's sounds: its key with an "a" wherever vowels stood.

    >>> name_shape("toranpu"), name_shape("trump")
    ('talanpa', 'tlanp')
    """
    if not folded:
        return ""
    folded = _GLIDE_RE.sub("w", folded)
    start = "k" if folded[0] == "h" else ""
    units = [_UNITS.get(unit, "") for unit in _UNIT_RE.findall(folded)]
    return _DOUBLED_RE.sub(r"\1", start + "".join(units))


#: Letters that stand for other sounds in other languages, and these as English romanisations have them.
_READINGS = (
    (re.compile("c(?=[eiy]|$)"), "ch"),  # Vucic, Erdogan's Cevdet
    (re.compile("c(?=[eiy])"), "k"),
    (re.compile("g(?=[eiy])"), "j"),  # Farage, in Russian "Faradzh"
    (re.compile("^j"), "y"),
    (re.compile("j"), "kh"),  # Spanish
    (re.compile("^h"), ""),
    (re.compile("w"), "u"),
    (re.compile("x"), "sh"),  # Xi, Teixeira
    (re.compile("th"), "s"),
    (re.compile("v(?![aeiouy])"), "u"),  # Lviv
    (re.compile("ch"), "k"),
    (re.compile("q"), "ch"),  # Qin
)
#: What syllabic scripts put between consonants and behind them: "toranpu", "kuremurin".
_PADDING_RE = re.compile("(?<=[bcfgklmprsz])u(?![aeiouy])|(?<=[td])o(?![aeiouy])|(?<=[cjs]h)[iu](?![aeiouy])")
_SYLLABIC_RE = re.compile("(?:(?:[kstnhmrgzdbpfjwv]|sh|ch|ts)?y?[aeiou]{1,2}n?)+[a-z]?")


@lru_cache(maxsize=65536)
def without_padding(folded: str) -> str:
    """Return a word without the vowels that a syllabic script had to put in; as it is if it has none.

    >>> without_padding("toranpu"), without_padding("masuku"), without_padding("lavrov")
    ('tranp', 'mask', 'lavrov')
    """
    if _SYLLABIC_RE.fullmatch(folded):
        plain = (
            folded[0] + _PADDING_RE.sub("", folded[1:])
            if folded[1:2] not in ("u", "o")
            else (_PADDING_RE.sub("", folded))
        )
        if len(plain) >= MIN_PLAIN:
            return plain
    return folded


def read_otherwise(folded: str) -> Iterator[str]:
    """Yield a name as it is respelt where its letters are read as those of another language.

    >>> "vuchich" in set(read_otherwise("vucic")), "faraje" in set(read_otherwise("farage"))
    (True, True)
    """
    for pattern, sound in _READINGS:
        other = pattern.sub(sound, folded)
        if other != folded and len(other) >= MIN_PLAIN:
            yield other


def near_keys(key: NameKey) -> Iterator[NameKey]:
    """Yield ``key`` and every key that differs from it by one class lost, added or exchanged, or two swapped.

    There are seven classes, so these are few: about fourteen for each class in ``key``.
    """
    yield key
    for i in range(len(key) + 1):
        head, tail = key[:i], key[i:]
        for unit in CLASSES:
            yield NameKey(head + unit + tail)
            if tail and tail[0] != unit:
                yield NameKey(head + unit + tail[1:])
        if tail:
            yield NameKey(head + tail[1:])
        if len(tail) > 1:
            yield NameKey(head + tail[1] + tail[0] + tail[2:])
