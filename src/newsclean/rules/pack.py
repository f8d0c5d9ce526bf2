"""Rule packs: reading and checking them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from newsclean.errors import RuleFileError
from newsclean.labels import Label
from newsclean.rules.phrase import END_MARKS, Match, elements_of

__all__ = ["Pack", "Place", "Rule", "languages", "load", "packs"]

#: Where the block must stand: anywhere, or before the first, after the last, or outside the
#: running text.
Place = Literal["any", "head", "tail", "edge"]

#: What a rule without ``max_words`` accepts.
DEFAULT_MAX_WORDS = 40

_KEYS = {
    "id", "phrases", "match", "max_words", "place", "pattern", "confidence", "gate", "takes", "leaves",
    "note",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One entry of a pack. Two rules are the same only if they are one object.

    Attributes:
        id: ``label.language.name``, unique over all packs; what ``Block.rule`` shows.
        label: What a block that it fits is.
        phrases: The phrases as written, with ``(alternatives|)``, ``#`` for numbers and ``*`` for up to
            six words.
        match: How a phrase must stand in the block.
        max_words: Longer blocks are left alone.
        place: Where the block must stand.
        pattern: A regular expression that the folded block must also match (``re.search``).
        confidence: How often a block that it fits is of that label, from 0 to 1.
        gate: For paywall rules: the prompt stands where the text breaks off ("to continue reading").
        takes: Blocks that it labels: its tests.
        leaves: Blocks with the same words that it must leave alone: its tests.
    """

    id: str
    label: Label
    phrases: tuple[str, ...]
    match: Match = "whole"
    max_words: int = DEFAULT_MAX_WORDS
    place: Place = "any"
    pattern: str | None = None
    confidence: float = 0.95
    gate: bool = False
    takes: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one file."""

    label: Label
    language: str
    about: str
    rules: tuple[Rule, ...]


def load(text: str, source: str, *, check: bool = True) -> Pack:
    """Return the pack written in TOML ``text``; ``source`` names it in errors.

    ``check=False`` leaves out the check of patterns, which takes most of the time: the packs that
    ship have been through it.

    Raises:
        RuleFileError: The file is not TOML, or an entry is incomplete, doubled or contradictory.
    """
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{source}: not TOML: {error}") from None
    try:
        label, language = Label(data["label"]), str(data["language"])
    except KeyError as error:
        raise RuleFileError(f"{source}: the key {error} is missing at the top") from None
    except ValueError:
        raise RuleFileError(f"{source}: no such label: {data['label']!r}") from None
    rules: dict[str, Rule] = {}
    for number, entry in enumerate(data.get("rules", ()), 1):
        where = f"{source}: rule {number} ({entry.get('id', 'no id')})"
        rule = _rule(entry, label, language, where)
        if check:
            _check(rule, where)
        if rule.id in rules:
            raise RuleFileError(f"{where}: the id stands twice")
        rules[rule.id] = rule
    return Pack(label, language, str(data.get("about", "")), tuple(rules.values()))


def _rule(entry: Mapping[str, Any], label: Label, language: str, where: str) -> Rule:
    if unknown := sorted(set(entry) - _KEYS):
        raise RuleFileError(f"{where}: unknown key {unknown[0]!r}; keys are: {', '.join(sorted(_KEYS))}")
    for key in ("id", "phrases", "takes"):
        if not entry.get(key):
            raise RuleFileError(f"{where}: {key!r} is missing or empty")
    match = entry.get("match", "whole")
    if match not in get_args(Match):
        raise RuleFileError(f"{where}: match is {match!r}; use one of {', '.join(get_args(Match))}")
    place = entry.get("place", "any")
    if place not in get_args(Place):
        raise RuleFileError(f"{where}: place is {place!r}; use one of {', '.join(get_args(Place))}")
    if match != "whole" and not entry.get("leaves"):
        raise RuleFileError(f"{where}: a rule that matches parts of a block needs 'leaves'")
    return Rule(
        id=f"{label}.{language}.{entry['id']}",
        label=label,
        phrases=tuple(dict.fromkeys(entry["phrases"])),
        match=match,
        max_words=int(entry.get("max_words", DEFAULT_MAX_WORDS)),
        place=place,
        pattern=entry.get("pattern"),
        confidence=float(entry.get("confidence", 0.95)),
        gate=bool(entry.get("gate", False)),
        takes=tuple(entry["takes"]),
        leaves=tuple(entry.get("leaves", ())),
    )


def _check(rule: Rule, where: str) -> None:
    """Raise a ``RuleFileError`` for a phrase or pattern that cannot mean what was meant."""
    for phrase in rule.phrases:
        elements = elements_of(phrase)
        if all(any(not text.strip(END_MARKS) for text in part) for part in elements):
            raise RuleFileError(f"{where}: {phrase!r} stands for an empty phrase")
        if any("(" in text for part in elements for text in part):
            raise RuleFileError(f"{where}: {phrase!r}: groups neither nest nor stay open")
    if rule.pattern is None:
        return
    try:
        re.compile(rule.pattern)
    except re.error as error:
        marked = f"\n  {rule.pattern}\n  {' ' * (error.pos or 0)}^"
        raise RuleFileError(f"{where}: broken pattern: {error.msg}{marked}") from None


@cache
def languages() -> frozenset[str]:
    """Return the languages that there are packs for, as BCP 47 tags."""
    from importlib import resources

    folder = resources.files("newsclean.data") / "rules"
    return frozenset(entry.name for entry in folder.iterdir() if entry.is_dir())


@cache
def packs(language: str | None = None) -> tuple[Pack, ...]:
    """Return the packs of a language that come with newsclean, or those of all languages, by label.

    Raises:
        RuleFileError: A file is broken.
    """
    from importlib import resources

    if language is None:
        return tuple(pack for each in sorted(languages()) for pack in packs(each))
    folder = resources.files("newsclean.data") / "rules" / language
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(
        load(file.read_text(encoding="utf-8"), f"{language}/{file.name}", check=False) for file in files
    )
