"""Noise: what transliteration there and back, hearing and typing make of a name.

    python tools/noise.py Zelensky Starmer

Each function takes a word in small letters and a random generator. The rules are those by which names are
respelt in a script, and romanised again by somebody who does not know them.
"""

import random
import re
import sys
from collections.abc import Callable, Iterable

VOWELS = "aeiou"
Swap = tuple[str, str]


def swapped(word: str, swaps: Iterable[Swap]) -> str:
    """Return ``word`` with letters exchanged from left to right, long ones before short ones."""
    ordered = sorted(swaps, key=lambda swap: -len(swap[0]))
    made, i = "", 0
    while i < len(word):
        for old, new in ordered:
            if word.startswith(old, i):
                made, i = made + new, i + len(old)
                break
        else:
            made, i = made + word[i], i + 1
    return made


def _pairs(text: str) -> list[Swap]:
    return [(old, new) for old, _, new in (pair.partition(">") for pair in text.split())]


def japanese(word: str, rng: random.Random) -> str:
    """Syllables: l is r, v is b, consonants in a row are kept apart by vowels."""
    word = swapped(
        word,
        [
            *_pairs(
                "tsch>ch sch>sh tch>ch th>s ph>f ck>k kh>h zh>j dzh>j dj>j gh>g wh>w qu>kw x>ks q>k ee>i "
                "oo>u ou>u ea>i ie>i au>o ow>au sky>skii ski>skii ce>se ci>shi cy>shi c>k l>r"
            ),
            ("v", rng.choice("bv")),
            ("er", "a" if rng.random() < 0.4 else "er"),
        ],
    )
    word = re.sub(r"(.)\1+", r"\1", re.sub(r"y(?![aeiou])", "i", word))
    sounds = re.findall(r"sh|ch|ts|[a-z]", word)
    made = ""
    for k, sound in enumerate(sounds):
        after = sounds[k + 1] if k + 1 < len(sounds) else ""
        if sound[0] in VOWELS or sound == "y" or after[:1] in tuple(VOWELS):
            made += "sh" if (sound, after) == ("s", "i") else "f" if (sound, after) == ("h", "u") else sound
        elif sound == "n" or (sound == "m" and after in ("b", "p")):
            made += "n"
        elif sound == "r" and k and sounds[k - 1][0] in VOWELS and after and rng.random() < 0.6:
            continue
        elif sound in ("t", "d"):
            made += sound + "o"
        elif sound in ("ch", "j", "sh"):
            made += "shu" if sound == "sh" else sound + "i"
        elif sound == "h":
            made += "" if rng.random() < 0.5 else "fu"
        else:
            made += sound + "u"
    return made


def russian(word: str, rng: random.Random) -> str:
    """Cyrillic: h is kh or g, w is v or u, j is dzh, x is ks."""
    word = swapped(
        word,
        _pairs(
            "sch>sh tch>ch ph>f ck>k wh>u qu>kv x>ks ee>i oo>u ou>u ea>i sky>skiy ce>se ci>si ge>dzhe gi>dzhi"
        )
        + _pairs("j>dzh c>k ch>ch sh>sh kh>kh zh>zh au>au ae>e ue>yu")
        + [("th", rng.choice("tzs")), ("w", rng.choice("vu")), ("h", rng.choice(("kh", "g", "kh")))]
        + [("eu", rng.choice(("oy", "e"))), ("y", rng.choice("iy"))],
    )
    return word[:-1] if word.endswith("e") and len(word) > 4 and rng.random() < 0.5 else word


def hindi(word: str, rng: random.Random) -> str:
    """Devanagari: z is j, v and w are one, vowels are doubled, a vowel slips between consonants."""
    word = swapped(
        word,
        [
            *_pairs("z>j th>th sh>sh ck>k c>k ce>se ci>si ch>ch x>ks q>k kh>kh zh>jh"),
            ("v", rng.choice("vww")),
            ("w", rng.choice("vw")),
            ("f", rng.choice(("ph", "f"))),
        ],
    )
    made = ""
    for i, letter in enumerate(word):
        after = word[i + 1 : i + 2]
        made += letter
        if letter in VOWELS and after != letter and rng.random() < 0.2:
            made += letter
        elif letter not in VOWELS and after and after not in VOWELS + "hy" and rng.random() < 0.15:
            made += "a"
    return made[:-1] + "i" if word.endswith("y") and rng.random() < 0.5 else made


def arabic(word: str, rng: random.Random) -> str:
    """Arabic: p is b, v is f, short vowels are guessed or lost."""
    word = swapped(
        word,
        [
            *_pairs("p>b v>f ch>sh ck>k c>k ce>s ci>si x>ks kh>kh oo>u ee>i"),
            ("g", rng.choice(("gh", "j", "g"))),
            ("q", rng.choice("kq")),
            ("o", rng.choice("uuo")),
            ("e", rng.choice("iia")),
        ],
    )
    inside = [
        i
        for i in range(1, len(word) - 1)
        if word[i] in VOWELS and not {word[i - 1], word[i + 1]} & set(VOWELS)
    ]
    if len(word) > 5 and inside and rng.random() < 0.3:
        lost = rng.choice(inside)
        word = word[:lost] + word[lost + 1 :]
    return word


def chinese(word: str, rng: random.Random) -> str:
    """Chinese: r is l, syllables end in vowels, n or ng."""
    word = swapped(word, _pairs("v>w r>l th>s ph>f ck>k c>k x>ks kh>h sh>sh ch>ch"))
    fillers = {"s": "i", "z": "i", "m": "u", "f": "u", "p": "u", "b": "u"}
    made = ""
    sounds = re.findall(r"sh|ch|[a-z]", word)
    for k, sound in enumerate(sounds):
        after = sounds[k + 1] if k + 1 < len(sounds) else ""
        if sound[0] not in VOWELS + "nyw" and after[:1] not in tuple(VOWELS):
            if after:
                made += sound + fillers.get(sound, "e" if sound in "tkdlg" else "i")
            elif rng.random() < 0.5:
                made += sound
        else:
            made += sound
    return made


def german(word: str, rng: random.Random) -> str:
    """German and Polish spelling of what came out of Cyrillic."""
    swaps = _pairs("sh>sch ch>tsch zh>sch v>w z>s kh>ch j>dsch ts>z iy>ij")
    return swapped(word, [*swaps, ("y", rng.choice("ij"))])


def heard(word: str, rng: random.Random) -> str:
    """Speech recognition: one or two sounds written as others are."""
    swaps = _pairs(
        "ck>k k>c c>k ph>f f>ff ee>ea i>ee y>ie y>i ie>y i>y u>oo ou>oo er>a a>er or>er z>s s>z sh>ch ch>sh "
        "o>aw v>f b>p p>b d>t t>d g>k kh>k zh>j ai>i ei>ay sky>ski ev>eff ov>off en>an an>en in>en on>un"
    )
    usable = [(old, new) for old, new in swaps if old in word]
    for _ in range(rng.choice((1, 1, 2))):
        if usable:
            old, new = rng.choice(usable)
            places = [match.start() for match in re.finditer(old, word)]
            if places:
                i = rng.choice(places)
                word = word[:i] + new + word[i + len(old) :]
    return word


_NEIGHBOURS = dict(
    _pairs("a>s s>a e>r r>e i>o o>i n>m m>n t>r u>i k>l l>k v>b b>v d>f g>h h>g y>u p>o z>x c>v f>d")
)


def typed(word: str, rng: random.Random) -> str:
    """Slips of typing: letters swapped, doubled, lost, put in, taken for their neighbours."""
    size = len(word)
    slip = rng.choice(("swap", "swap", "double", "drop", "vowel", "vowel", "single", "insert", "neighbour"))
    i = rng.randrange(1, max(2, size - 1))
    if slip == "swap" and size > 3 and i + 1 < size:
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if slip == "drop" and size > 4:
        return word[:i] + word[i + 1 :]
    if slip == "single" and (single := re.sub(r"(.)\1", r"\1", word)) != word:
        return single
    if slip == "insert":
        return word[:i] + rng.choice("aeinrsthlo") + word[i:]
    if slip == "neighbour":
        return word[:i] + _NEIGHBOURS.get(word[i], "e") + word[i + 1 :]
    vowels = [j for j in range(1, size) if word[j] in VOWELS]
    if slip == "vowel" and vowels:
        j = rng.choice(vowels)
        return word[:j] + rng.choice([v for v in VOWELS if v != word[j]]) + word[j + 1 :]
    return word[:i] + word[i] + word[i:]


NOISE: dict[str, Callable[[str, random.Random], str]] = {
    "japanese": japanese,
    "russian": russian,
    "hindi": hindi,
    "arabic": arabic,
    "chinese": chinese,
    "german": german,
    "heard": heard,
    "typed": typed,
}


def garbled(word: str, noise: str, rng: random.Random) -> str | None:
    """Return ``word``, in the case it is written in, as ``noise`` leaves it; ``None`` if it is unharmed."""
    for _ in range(6):
        made = NOISE[noise](word.lower(), rng)
        if len(made) > 2 and made != word.lower():
            return made.upper() if word.isupper() and len(word) > 2 else made[0].upper() + made[1:]
    return None


if __name__ == "__main__":
    generator = random.Random(0)  # noqa: S311 - noise, not secrets
    for name in sys.argv[1:]:
        print(name, {kind: garbled(name, kind, generator) for kind in NOISE})
