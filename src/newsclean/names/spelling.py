"""House style: which of several accepted spellings of a name to write. Off by default."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from newsclean.draft import NameFinding
from newsclean.names.entity import Entity, Kind
from newsclean.names.fold import fold_name
from newsclean.names.index import Index
from newsclean.names.mentions import NAME_RE, bare
from newsclean.names.parts import words

__all__ = ["Spelling", "house_style"]

Spelling = Literal["as-written", "wire"] | Mapping[str, str] | tuple[tuple[str, str], ...]


def house_style(
    texts: Sequence[str], index: Index, spelling: Spelling, taken: Iterable[NameFinding]
) -> Iterator[NameFinding]:
    """Yield the changes that ``spelling`` asks for, word by word, where nothing is corrected."""
    chosen = dict(_wire(index)) if isinstance(spelling, str) else dict(spelling)
    busy = [(found.index, found.start, found.end) for found in taken if found.applied]
    for i, text in enumerate(texts):
        for match in NAME_RE.finditer(text):
            word = bare(match[0])
            wanted = chosen.get(word) or (word.isupper() and chosen.get(word.capitalize(), "").upper())
            start, end = match.start(), match.start() + len(word)
            if wanted and wanted != word and not any(i == b and s < end and start < e for b, s, e in busy):
                yield NameFinding(i, start, end, wanted, wanted, 1.0, ("house style",), True)


def _wire(index: Index) -> Iterator[tuple[str, str]]:
    """Yield single words of variants, and the gazetteer's own word for each."""
    for entity in index.entities:
        own = words(entity.short)[-1]
        for variant in entity.variants:
            word = words(variant)[-1] if entity.kind is Kind.PERSON else variant
            if len(words(word)) == len(words(own)) == 1 and _only_its_own(word, entity, index):
                yield word, own


def _only_its_own(word: str, entity: Entity, index: Index) -> bool:
    folded = fold_name(word)
    return len(word) > 3 and index.accepted.get(folded) == frozenset({entity.name}) and not word.isupper()
