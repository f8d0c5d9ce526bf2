"""Which language a text is in: by script, then by its most frequent function words.

Good enough to choose word lists by; a caller who knows better, or a page that says so, wins.
"""

import heapq
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import chain

__all__ = ["detect", "stop_words"]

#: How much text is looked at: some 300 words, a third of them function words, settle it.
MAX_WORD_CHARS = 900
#: Scripts show in fewer characters.
MAX_SCRIPT_CHARS = 1_000
#: A language needs this share of function words among the words to be named.
MIN_SHARE = 0.12
#: Fewer words than this say nothing, unless the script does.
MIN_WORDS = 8

#: What hangs on words.
_MARKS = "\"'.,:;!?()[]«»“”‘’„…-–—"
# Scripts that (nearly) one language of the news uses. Han without kana is taken for Chinese.
_SCRIPTS = (
    ("ja", r"[\p{Hiragana}\p{Katakana}]"),
    ("ko", r"\p{Hangul}"),
    ("zh", r"\p{Han}"),
    ("th", r"\p{Thai}"),
    ("he", r"\p{Hebrew}"),
    ("el", r"\p{Greek}"),
    ("hi", r"\p{Devanagari}"),
    ("bn", r"\p{Bengali}"),
    ("ta", r"\p{Tamil}"),
    ("ka", r"\p{Georgian}"),
    ("hy", r"\p{Armenian}"),
)
#: A script must make up this share of the letters.
MIN_SCRIPT_SHARE = 0.2


@cache
def stop_words() -> dict[str, frozenset[str]]:
    """Return the function words of each language that newsclean has a list for."""
    from importlib import resources  # it takes 15 ms to import

    folder = resources.files("newsclean.data") / "stopwords"
    lists: dict[str, frozenset[str]] = {}
    for file in sorted(folder.iterdir(), key=lambda f: f.name):
        if file.name.endswith(".txt"):
            lines = file.read_text(encoding="utf-8").splitlines()
            lists[file.name[:-4]] = frozenset(
                word for line in lines if not line.startswith("#") for word in line.split()
            )
    return lists


def _telltales() -> dict[str, frozenset[str]]:
    """Return more words that name a language, of languages that have few function words, or near kin."""
    from importlib import resources

    text = resources.files("newsclean.data").joinpath("telltales.txt").read_text(encoding="utf-8")
    lines = [line.partition(":") for line in text.splitlines() if not line.startswith("#")]
    return {language: frozenset(words.split()) for language, _, words in lines}


@cache
def _languages_of() -> dict[str, tuple[str, ...]]:
    by_word: dict[str, list[str]] = {}
    more = _telltales()
    for language, words in stop_words().items():
        for word in sorted(words | more.get(language, frozenset())):
            by_word.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in by_word.items()}


def detect(texts: Iterable[str]) -> str | None:
    """Return the BCP 47 tag of the language of ``texts``, or ``None`` where they say too little.

    Longer blocks are looked at first: menus are no witness.
    """
    longest = heapq.nlargest(8, texts, key=len)
    sample = " ".join(text[:MAX_WORD_CHARS] for text in longest)
    if not sample.isascii() and (language := _by_script(sample[:MAX_SCRIPT_CHARS])):
        return language
    words = [word.strip(_MARKS) for word in sample[:MAX_WORD_CHARS].lower().split()]
    total = len(words)
    if total < MIN_WORDS:
        return None
    votes = Counter(chain.from_iterable(filter(None, map(_languages_of().get, words))))
    if not votes:
        return None
    language, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return language if count / total >= MIN_SHARE else None


def _by_script(text: str) -> str | None:
    """Return the language whose script a good share of the letters are in, if there is one."""
    import regex  # re knows no scripts

    others = regex.findall(r"(?V1)[\p{L}--\p{Latin}--\p{Cyrillic}--\p{Arabic}]", text)
    if not others:
        return None
    letters = sum(map(str.isalpha, text))
    rest = "".join(others)
    for language, script in _SCRIPTS:
        if len(regex.findall(script, rest)) >= MIN_SCRIPT_SHARE * letters:
            return language
    return None
