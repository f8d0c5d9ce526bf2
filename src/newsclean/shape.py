"""What a block looks like: running text, a headline, a list item. No words but function words."""

import re
from functools import cache, lru_cache

from newsclean.language import stop_words

__all__ = ["PROSE_WEIGHT", "ends_sentence", "function_words", "weight"]

#: What a sentence ends with, in the scripts of the news.
SENTENCE_ENDS = (
    ".!?\N{HORIZONTAL ELLIPSIS}\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}"
    "\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{DEVANAGARI DANDA}"
    "\N{ARMENIAN FULL STOP}"
)
#: Closing quotation marks and brackets, which may follow that.
CLOSERS = (
    "\"')]\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}"
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{RIGHT CORNER BRACKET}\N{RIGHT WHITE CORNER BRACKET}"
)
_ENDS = tuple(SENTENCE_ENDS)  # str.endswith takes a tuple
_DENSE_RE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@cache
def function_words() -> frozenset[str]:
    """Return the function words of all languages together."""
    return frozenset().union(*stop_words().values())


def ends_sentence(text: str) -> bool:
    """Return whether ``text`` ends as a sentence does, in any script.

    >>> ends_sentence("“That is all,” she said.")
    True
    """
    return text[-8:].rstrip(CLOSERS).endswith(_ENDS)


#: Beyond this many words a paragraph is no surer to be one.
MAX_WEIGHT = 40.0
#: From this weight on a block is surely running text: a sentence or two, no teaser.
PROSE_WEIGHT = 18.0
#: Lines of up to so many characters recur: a site's frame stands on all of its pages.
MAX_RECURRING = 100
#: The beginning of a paragraph tells its kind.
MAX_WEIGHED_CHARS = 240


def _is_dense(text: str) -> bool:
    """Return whether most of ``text`` is in a script that needs no blanks between words."""
    return _DENSE_RE.search(text) is not None and len(_DENSE_RE.findall(text)) * 2 > len(text)


def weight(text: str) -> float:
    """Return how much a block weighs as running text: about its words, 0 if it looks like none.

    Function words tell prose from lists in the languages that there are lists for; a sentence's
    end and length tell it in the others; scripts without blanks are counted by characters.
    """
    return _recurring_weight(text) if len(text) <= MAX_RECURRING else _weight(text)


def _weight(text: str) -> float:
    if not text.isascii() and _is_dense(text[:MAX_WEIGHED_CHARS]):
        size = len(text) / 2.5
        return min(size, MAX_WEIGHT) if size >= 5 and ends_sentence(text) else 0.0
    words = text[:MAX_WEIGHED_CHARS].lower().split()
    count = len(words)
    if count < 5:
        return 1.0 if count >= 2 and ends_sentence(text) and text[0].isupper() else 0.0
    share = sum(map(function_words().__contains__, words)) / count
    ends = ends_sentence(text)
    if count >= 8 and share >= 0.2:
        return min(count, MAX_WEIGHT) * (1.0 if ends else 0.5) * min(1.0, share / 0.3)
    if share >= 0.2 and ends:
        return count * 0.6
    if count >= 12 and ends:  # a language without a list, or names and numbers
        return min(count, MAX_WEIGHT) * 0.4
    return 0.0


_recurring_weight = lru_cache(maxsize=20_000)(_weight)
