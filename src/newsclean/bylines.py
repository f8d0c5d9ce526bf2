"""By-lines: who wrote it, without "By", roles, sites and dates."""

import re
from collections.abc import Iterable, Iterator

from newsclean.wires import WIRES

__all__ = ["LEAD_RE", "NAMES_BETWEEN_RE", "find_authors"]

#: What stands before the names.
LEAD_RE = re.compile(
    r"^\W*(?:(?:an?|eine?|une?|una|en|ett?)\s+)?(?:(?:words|story|text|analysis|opinion|exclusive|report|reporting|written|posted|published|updated|edited|review(?:ed)?|compiled"
    r"|interview(?:ed)?|column|essay|commentary|analyse|bericht|kolumne|kommentar|reportage|gastbeitrag|meinung"
    r"|chronique|entretien|enquête|análisis|entrevista|crónica|columna|analisi|intervista|commento)"
    r"\s+)?(?:by|von|par|por|di|door|av|af|przez)\b\s*:?\s*"
    r"|^\W*(?:authors?|reporters?|journalists?|autor(?:in|en|es|a)?|auteurs?)\s*:\s*"
    r"|^\W*autorin/autor\b\s*:?\s*",
    re.IGNORECASE,
)
#: Author boxes and editing credits name people who did not write it, or say more than a name.
_NOT_BYLINE_RE = re.compile(
    r"\b(?:edit(?:ing|ed) by|is an? |are |follow|about the author|contact)\b", re.IGNORECASE
)
# What may follow the names: a role, a site, a date, a place.
_TAIL_RE = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|\bfor\b|\bin\b|\bat\b|\bon\b|\bof\b|;|@|\bupdated\b|\bpublished\b|\bposted\b|\d{1,2}[:.]\d{2}|\d{4}).*$",
    re.IGNORECASE | re.DOTALL,
)
#: What stands between the names of two authors.
NAMES_BETWEEN_RE = re.compile(
    r"\s*(?:,|/|&|;|\b(?:and|und|et|y|with|og|och|en|e|i|ve|ja|и|і|та)\b)\s*", re.IGNORECASE
)
_ROLE_RE = re.compile(
    r"\b(?:editor|correspondent|reporter|writer|staff|journalist|producer|columnist|chief|desk|bureau|news|team|"
    r"analyst|contributor|agencies|agency|director|professor|online|digital|senior|political|minutes?|read)\b",
    re.IGNORECASE,
)
_NAME_RE = re.compile(
    r"^(?:[^\W\d_][\w.'’-]*)(?:\s(?:(?:van|von|der|den|de|da|di|del|la|le|bin|al|el|ter|dos|du|zu)\s)*[^\W\d_][\w.'’-]*){1,3}$"
)
MAX_NAME_CHARS = 50


def find_authors(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the people named in by-lines, in order, each once. Wire services are no authors.

    >>> find_authors(["By Ana Prifti and Tom Okafor | Harbour Post", "By JANE DOE, Staff Writer"])
    ('Ana Prifti', 'Tom Okafor', 'Jane Doe')
    """
    return tuple(dict.fromkeys(name for line in lines for name in _names(line)))


def _names(line: str) -> Iterator[str]:
    lead = LEAD_RE.match(line)
    if _NOT_BYLINE_RE.search(line) and not lead:
        return
    rest = line[lead.end() :] if lead else line
    rest = _TAIL_RE.sub("", rest)
    for part in NAMES_BETWEEN_RE.split(rest):
        name = part.strip(" .,:()")
        if len(name) > MAX_NAME_CHARS or name in WIRES or _ROLE_RE.search(name):
            continue
        words = name.split()
        if _NAME_RE.match(name) and words[0][0].isupper() and words[-1][0].isupper():
            yield name.title() if name.isupper() else name
