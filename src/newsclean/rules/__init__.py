"""Rule packs: the phrases by which residue gives itself away, read, checked and compiled.

A pack is a TOML file in ``newsclean/data/rules``, one a label and language. Its format and the
policy of what belongs in it are in ``data/rules/README.md``. The packs of a page's language and the
English ones are compiled together, so that the page is scanned once, in time linear in its length,
however many rules there are.
"""

from newsclean.rules.match import RuleSet, best, bundled, is_in_place
from newsclean.rules.pack import Pack, Place, Rule, languages, load, packs
from newsclean.rules.phrase import Match, normalize, stem

__all__ = [
    "Match",
    "Pack",
    "Place",
    "Rule",
    "RuleSet",
    "best",
    "bundled",
    "is_in_place",
    "languages",
    "load",
    "normalize",
    "packs",
    "stem",
]
