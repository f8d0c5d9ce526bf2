"""What a report tells of a corpus, counted while its Documents go by.

Nothing grows with the number of documents: totals are exact, lists are samples or the most frequent, and a
``Tally`` knows which.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit
from zlib import crc32

from newsclean.document import Block, Correction, Document
from newsclean.failure import Failure
from newsclean.labels import Label, Status
from newsclean.report.bounded import Frequent, Lowest
from newsclean.trace import block_key

__all__ = ["NEARLY_ALL", "WRONG", "Decision", "Group", "Item", "Name", "Repeated", "Rule", "Site", "Tally"]

#: What can be wrong with a document, with what that means.
WRONG = {
    "failed": "could not be cleaned",
    "empty": "nothing but blanks came in",
    "no article": "there was text, but none of it is an article",
    "paywalled": "a prompt to pay or sign in stands where text should follow",
    "breaks off": "the text ends in mid-sentence or behind a “read more”",
    "nearly all left out": "less than a tenth of the characters were kept",
}
#: A document of which less is kept, in characters, looks wrong, if more than so many were left out.
NEARLY_ALL, NEARLY_ALL_CHARS = 0.1, 500

#: How many different keys are counted at a time; see ``Frequent``.
MAX_KEYS = 50_000
MAX_RULES = 5_000
#: How many examples are kept of what is counted.
MAX_RULE_EXAMPLES, MAX_CONTEXTS, MAX_SITES_HELD, MAX_REASONS = 3, 6, 12, 12
MAX_DECISIONS, MAX_DECISIONS_A_RULE, MAX_WRONG = 120, 8, 120
#: So much of a text is kept as an example, and so much around a name, in characters.
EXAMPLE_CHARS, CONTEXT_CHARS = 600, 90
#: Bars of the two histograms.
BINS = 10


class Item(NamedTuple):
    """A document with its name, what is wrong with it, and its site."""

    name: str
    document: Document | Failure
    wrong: tuple[str, ...]
    site: str


class Decision(NamedTuple):
    """A block that was left out, and in which document."""

    text: str
    label: Label
    rule: str
    confidence: float
    name: str
    site: str


class Context(NamedTuple):
    """A name where it stands, and in which document."""

    before: str
    after: str
    name: str


@dataclass(slots=True)
class Site:
    """What was counted of the documents of one site."""

    documents: int = 0
    characters: int = 0
    kept: int = 0
    removed: int = 0
    names: int = 0
    wrong: int = 0


@dataclass(slots=True)
class Rule:
    """What was counted of the blocks that one rule, or a filter without rules, labelled."""

    blocks: int = 0
    characters: int = 0
    documents: int = 0
    lowest: float = 1.0
    examples: Lowest[str] = field(default_factory=lambda: Lowest(MAX_RULE_EXAMPLES))
    unsure: "Lowest[Decision]" = field(default_factory=lambda: Lowest(MAX_DECISIONS_A_RULE))
    last: int = -1


@dataclass(slots=True)
class Repeated:
    """What was counted of one block that stands in several documents, figures aside."""

    text: str = ""
    label: Label = Label.BODY
    rule: str = ""
    blocks: int = 0
    documents: int = 0
    sites: set[str] = field(default_factory=set)
    last: int = -1


class Name(NamedTuple):
    """A form of a name, and what it was or might be put right to."""

    form: str
    replacement: str
    entity: str


@dataclass(slots=True)
class Group:
    """What was counted of one ``Name``."""

    count: int = 0
    documents: int = 0
    lowest: float = 1.0
    reasons: Counter[str] = field(default_factory=Counter)
    contexts: Lowest[Context] = field(default_factory=lambda: Lowest(MAX_CONTEXTS))
    sites: set[str] = field(default_factory=set)
    last: int = -1


class Tally:
    """Counts Documents one by one. See the module's docstring; ``sample`` is how many are kept to be read."""

    def __init__(self, sample: int) -> None:
        self.documents = 0
        self.wrong: Counter[str] = Counter()
        self.amiss = 0
        self.languages: Counter[str] = Counter()
        self.characters = self.kept = 0
        self.names = self.doubted = 0
        self.blocks: Counter[Label] = Counter()
        self.chars: Counter[Label] = Counter()
        self.with_label: Counter[Label] = Counter()
        self.shares = [0] * BINS
        self.sureness = [0] * BINS
        self.sites: Frequent[str, Site] = Frequent(MAX_KEYS, Site)
        self.rules: Frequent[tuple[Label, str], Rule] = Frequent(MAX_RULES, Rule)
        self.repeated: Frequent[tuple[int, Label], Repeated] = Frequent(MAX_KEYS, Repeated)
        self.corrections: Frequent[Name, Group] = Frequent(MAX_KEYS, Group)
        self.suggestions: Frequent[Name, Group] = Frequent(MAX_KEYS, Group)
        self.sample: Lowest[Item] = Lowest(sample)
        self.looks_wrong: dict[str, Lowest[Item]] = {kind: Lowest(MAX_WRONG // len(WRONG)) for kind in WRONG}

    def add(self, name: str, document: Document | Failure) -> None:
        """Count one document."""
        number = self.documents
        self.documents += 1
        if isinstance(document, Failure):
            self._wrong(Item(name, document, ("failed",), ""), _chance(name, document.error), number)
            return
        site = site_of(document)
        kept = sum(len(block.text) for block in document.blocks if block.kept)
        characters = sum(len(block.text) for block in document.blocks)
        wrong = tuple(_wrong(document, kept, characters))
        item = Item(name, document, wrong, site)
        key = _chance(name, document.raw)
        self._wrong(item, key, number)
        if self.sample.wants(key, number):
            self.sample.push(key, number, item)
        counted = self.sites[site]
        counted.documents += 1
        counted.characters += characters
        counted.kept += kept
        counted.removed += len(document.removed)
        counted.names += len(document.corrections)
        counted.wrong += bool(wrong)
        self.characters += characters
        self.kept += kept
        self.languages[document.language or "not known"] += 1
        if characters:
            self.shares[min(BINS - 1, kept * BINS // characters)] += 1
        self._blocks(item, document, number)
        self.names += len(document.corrections)
        self.doubted += len(document.suggestions)
        self._names(item, document, document.corrections, self.corrections, number)
        self._names(item, document, document.suggestions, self.suggestions, number)

    def _wrong(self, item: Item, key: tuple[float, ...], number: int) -> None:
        self.amiss += bool(item.wrong)
        for kind in item.wrong:
            self.wrong[kind] += 1
        if item.wrong and self.looks_wrong[item.wrong[0]].wants(key, number):
            self.looks_wrong[item.wrong[0]].push(key, number, item)

    def _blocks(self, item: Item, document: Document, number: int) -> None:
        for label in {block.label for block in document.blocks if not block.kept}:
            self.with_label[label] += 1
        for block in document.blocks:
            if block.kept or not block.text:
                continue
            self.blocks[block.label] += 1
            self.chars[block.label] += len(block.text)
            self.sureness[min(BINS - 1, int(block.confidence * BINS))] += 1
            letters = block_key(block.text)
            mixed = letters or crc32(block.text.encode("utf-8", "surrogatepass"))
            self._rule(block, item, mixed, number)
            repeated = self.repeated[mixed, block.label]
            if not repeated.blocks:
                repeated.text = block.text[:EXAMPLE_CHARS]
                repeated.label, repeated.rule = block.label, rule_of(block)
            repeated.blocks += 1
            repeated.documents += repeated.last != number
            repeated.last = number
            if len(repeated.sites) < MAX_SITES_HELD:
                repeated.sites.add(item.site)

    def _rule(self, block: Block, item: Item, mixed: int, number: int) -> None:
        name = rule_of(block)
        rule = self.rules[block.label, name]
        rule.blocks += 1
        rule.characters += len(block.text)
        rule.documents += rule.last != number
        rule.last = number
        rule.lowest = min(rule.lowest, block.confidence)
        if rule.examples.wants((mixed,), mixed):
            rule.examples.push((mixed,), mixed, block.text[:EXAMPLE_CHARS])
        # Long blocks first: more is lost if they were the article's.
        key = (block.confidence, -len(block.text))
        if rule.unsure.wants(key, mixed):
            text = block.text[:EXAMPLE_CHARS]
            found = Decision(text, block.label, name, block.confidence, item.name, item.site)
            rule.unsure.push(key, mixed, found)

    def decisions(self) -> list[Decision]:
        """Return the least sure decisions to leave a block out, of one rule no more than a few."""
        found = [decision for _, rule in self.rules.items() for decision in rule.unsure]
        found.sort(key=lambda decision: (decision.confidence, -len(decision.text), decision.text))
        return found[:MAX_DECISIONS]

    def _names(
        self,
        item: Item,
        document: Document,
        names: Iterable[Correction],
        groups: Frequent[Name, Group],
        number: int,
    ) -> None:
        for name in names:
            group = groups[Name(name.read_as or name.original, name.replacement, name.entity)]
            group.count += 1
            group.documents += group.last != number
            group.last = number
            group.lowest = min(group.lowest, name.confidence)
            for reason in name.evidence:
                if reason in group.reasons or len(group.reasons) < MAX_REASONS:
                    group.reasons[reason] += 1
            if len(group.sites) < MAX_SITES_HELD:
                group.sites.add(item.site)
            before, after = _around(document.raw, name)
            thing = crc32(f"{before}\0{after}".encode("utf-8", "surrogatepass"))
            if group.contexts.wants((thing,), thing):
                group.contexts.push((thing,), thing, Context(before, after, item.name))


def _chance(name: str, text: str) -> tuple[float, ...]:
    """Return a number that is as good as drawn by lot; of the name as well, since texts may be alike."""
    return (crc32(f"{name}\0{text}".encode("utf-8", "surrogatepass")),)


def rule_of(block: Block) -> str:
    """Return who labelled a block: its rule, with the filter's name before it if that is not in it."""
    if not block.rule or not block.filter:
        return block.rule or block.filter or ""
    return block.rule if block.rule.startswith(block.filter) else f"{block.filter}: {block.rule}"


def site_of(document: Document) -> str:
    """Return the host that a Document came from, without "www.", or its publisher; "" if neither is known."""
    if document.url:
        try:
            host = urlsplit(document.url).hostname or ""
        except ValueError:  # "http://[" and the like
            host = ""
        if host:
            return host.removeprefix("www.")
    return document.publisher or ""


def _wrong(document: Document, kept: int, characters: int) -> Iterable[str]:
    if document.status is Status.EMPTY:
        yield "empty"
    if document.status is Status.NO_ARTICLE:
        yield "no article"
    if document.paywalled or document.status is Status.PAYWALLED:
        yield "paywalled"
    if document.truncated:
        yield "breaks off"
    if (
        document.status is Status.OK
        and characters - kept > NEARLY_ALL_CHARS
        and kept < NEARLY_ALL * characters
    ):
        yield "nearly all left out"


def _around(raw: str, name: Correction) -> tuple[str, str]:
    """Return what stands before and after a name on its line, cut at a blank."""
    before = raw[max(0, name.start - CONTEXT_CHARS) : name.start].rpartition("\n")[2]
    after = raw[name.end : name.end + CONTEXT_CHARS].partition("\n")[0]
    if len(before) == CONTEXT_CHARS:
        before = "…" + (before.partition(" ")[2] or before)
    if len(after) == CONTEXT_CHARS:
        after = (after.rpartition(" ")[0] or after) + "…"
    return before, after
