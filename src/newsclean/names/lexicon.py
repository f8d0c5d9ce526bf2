"""Words and names that exist: reasons to leave a form alone, to be weighed against evidence.

The data is ``data/gazetteer/lexicon.txt.gz``, whose head names its sources and their licences;
``tools/build_lexicon.py`` makes it.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Lexicon", "lexicon"]

#: Of shorter words than this too many forms are made up ("Bar" and "row" of "Barrow").
MIN_HALF = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words by what they are; ``proper`` has towns, and what else is always capitalised."""

    words: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    proper: frozenset[str]

    def knows(self, folded: str) -> bool:
        """Return whether ``folded`` is a word or a name."""
        return (
            folded in self.words or folded in self.surnames or folded in self.given or folded in self.proper
        )

    def is_compound(self, folded: str) -> bool:
        """Return whether ``folded`` is two words written as one, such as "newsroom"."""
        return any(
            folded[:i] in self.words and folded[i:] in self.words
            for i in range(MIN_HALF, len(folded) - MIN_HALF + 1)
        )


@cache
def lexicon() -> Lexicon:
    """Return the bundled lexicon, read once (some 20 ms)."""
    packed = resources.files("newsclean.data").joinpath("gazetteer", "lexicon.txt.gz").read_bytes()
    text = gzip.decompress(packed).decode("ascii")
    sections: dict[str, frozenset[str]] = {}
    for part in text.split("\n[")[1:]:
        title, _, body = part.partition("]\n")
        sections[title] = frozenset(body.split("\n"))
    return Lexicon(**sections)
