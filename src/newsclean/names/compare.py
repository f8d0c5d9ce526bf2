"""How alike two names are, when mistakes of hearing, typing and transliteration cost little.

jellyfish is used here and nowhere else.
"""

import re
from functools import lru_cache

from jellyfish import damerau_levenshtein_distance, jaro_similarity

__all__ = ["alike_in_shape", "common_letters", "similarity", "typing_slip"]

#: Words with fewer letters in common (Jaro's measure) are unlike, whatever their sounds: "Murat" is no
#: Selahattin.
MIN_COMMON = 0.55

#: What hearing costs beside reading: two forms that sound the same are not quite the same.
HEARD = 0.05

_VOWELS = frozenset("aeiouy")

# One symbol for what is one sound in most romanisations; upper case, so that it stays apart.
_SOUNDS = {
    "tsch": "C", "tch": "C", "ch": "C", "dzh": "J", "dj": "J", "dsh": "J", "sch": "S", "sh": "S",
    "zh": "Z", "kh": "K", "gh": "G", "ph": "f", "th": "T", "ts": "X", "tz": "X", "cz": "X", "tsz": "X",
    "ck": "k", "bh": "b", "dh": "d", "ou": "u", "oo": "u", "ee": "i",
}  # fmt: skip
_SOUND_RE = re.compile("|".join(sorted(_SOUNDS, key=lambda sound: -len(sound))))
# "-skiy", "-skyy", "-skij", "-ski" are one ending, and so is what a slip of typing ("-ksy") or
# translation through a syllabic script ("-cesi") makes of it; the same for "-ov", "-off", "-ow".
_SKY_RE = re.compile(r"(?:sk(?:iy|yy|yi|yj|ij|ii|ey|y)|ksy|[ck]es[iy])$")
_OV_RE = re.compile(r"(?<=[oe])(?:ff?|w|fu)$")

# Costs of taking one letter or sound for another; all others cost 1. The figures come from
# counting swaps in romanised names: what a script cannot tell apart is nearly free.
_CHEAP = {
    0.1: "iy yj kc kq cq ZJ jJ",
    0.2: "vw sz Kh Kk Tt Gg ij jZ zX eI",
    0.3: "vf vb wu vy kh gh zj sc jg jK sS Ss SC zZ SZ Xz Xs Xc XC lr sx Kg jS CJ cC cX CX zJ gJ xX pb Gh td",
    0.4: "wb fp kg mn qg qk Ck Cj Cs Tf Ts wo gj zS xk hf Sj sj wg Hk",
}
_SWAPS = {
    pair: cost for cost, pairs in _CHEAP.items() for item in pairs.split() for pair in (item, item[::-1])
}
_VOWEL_SWAP = 0.35
_TRANSPOSED = 0.35
_DOUBLED = 0.15
_VOWEL_LOST = 0.35
_BREATH_LOST = 0.35  # h, and j as a glide
_CONSONANT_LOST = 0.9


# Every letter and sound with what taking it for each other one costs, where that is below 1.
_LETTERS = "abcdefghijklmnopqrstuvwxyzCJSZKGTX"
_TAKEN: dict[str, dict[str, float]] = {
    a: {b: 0.0 if a == b else _SWAPS.get(a + b, _VOWEL_SWAP if {a, b} <= _VOWELS else 1.0) for b in _LETTERS}
    for a in _LETTERS
}


@lru_cache(maxsize=65536)
def similarity(one: str, other: str, least: float = 0.6) -> float:
    """Return how alike two folded words are, from 0 to 1; what is below ``least`` may come out as 0.

    The lesser of two weighted edit distances, by letters and by sounds, over the longer length.
    The cost is the product of the lengths, which callers keep under thirty letters.

    >>> similarity("zelansky", "zelensky") > similarity("zielinski", "zelensky")
    True
    """
    if one == other:
        return 1.0
    longer = max(len(one), len(other))
    if not one or not other or common_letters(one, other) < MIN_COMMON:
        return 0.0
    limit = (1.0 - least) * longer
    (read, heard), (other_read, other_heard) = _variants(one), _variants(other)
    cost = _cost(heard, other_heard, limit)
    if cost <= limit and (read != heard or other_read != other_heard):
        cost = min(cost + HEARD, _cost(read, other_read, limit))
    return min(0.99, max(0.0, 1.0 - cost / longer))  # 1 is for the same word alone


def common_letters(one: str, other: str) -> float:
    """Return Jaro's measure of the letters that two words have in common: quick, but deaf."""
    return jaro_similarity(one, other)


def alike_in_shape(one: str, other: str) -> bool:
    """Return whether two shapes (``fold.name_shape``) are near enough to compare the words letter by letter.

    It is fast, and spares nearly all of that work.
    """
    longer = max(len(one), len(other))
    limit = 1 if longer <= 6 else 2 if longer <= 10 else 3
    return abs(len(one) - len(other)) <= limit and damerau_levenshtein_distance(one, other) <= limit


def typing_slip(one: str, other: str) -> bool:
    """Return whether one letter added, lost, exchanged or two swapped make ``other`` of ``one``.

    >>> typing_slip("putni", "putin"), typing_slip("puttin", "putin"), typing_slip("patton", "putin")
    (True, True, False)
    """
    if abs(len(one) - len(other)) > 1:
        return False
    i = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if i is None:
        return True
    return (
        one[i + 1 :] == other[i + 1 :]
        or one[i:] == other[i + 1 :]
        or one[i + 1 :] == other[i:]
        or (one[i : i + 2] == other[i : i + 2][::-1] and one[i + 2 :] == other[i + 2 :])
    )


@lru_cache(maxsize=32768)
def _variants(word: str) -> tuple[str, str]:
    """Return a word with its ending in one spelling, and that by its sounds."""
    read = _OV_RE.sub("v", _SKY_RE.sub("ski", word))
    return read, _SOUND_RE.sub(lambda match: _SOUNDS[match[0]], read)


@lru_cache(maxsize=32768)
def _losses(word: str) -> tuple[float, ...]:
    """Return for each letter of a word what it costs to lose it."""
    costs = []
    before = ""
    for letter in word:
        if letter == before:
            costs.append(_DOUBLED)
        elif letter in _VOWELS:
            costs.append(_VOWEL_LOST if before else _VOWEL_LOST + 0.2)
        else:
            costs.append(_BREATH_LOST if letter in "hj" else _CONSONANT_LOST)
        before = letter
    return tuple(costs)


def _cost(one: str, other: str, limit: float) -> float:
    """Damerau's distance (optimal string alignment) with the costs above.

    It gives up, with the length for an answer, once no way through stays within ``limit``.
    """
    start = _same_start(one, other)
    added, dropped = _losses(other)[start:], _losses(one)[start:]
    one, other = one[start:], other[start:]
    before: list[float] = []
    row = [0.0]
    for loss in added:
        row.append(row[-1] + loss)
    least = 0.0
    last = ""
    for a, drop in zip(one, dropped, strict=True):
        swaps = _TAKEN.get(a, {})
        left = row[0] + drop
        current = [left]
        corner = row[0]
        for j, b in enumerate(other):
            best = corner + swaps.get(b, 0.0 if a == b else 1.0)
            corner = row[j + 1]
            left = min(best, corner + drop, left + added[j])
            if b == last and j and a == other[j - 1] and a != b:
                left = min(left, before[j - 1] + _TRANSPOSED)
            current.append(left)
        before, row, last = row, current, a
        least, above = min(row), least
        if least > limit and above > limit:
            return float(start + max(len(one), len(other)))
    return row[-1]


def _same_start(one: str, other: str) -> int:
    """Return how many letters two words have in common at their start."""
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    return size
