"""An article that is not on the page but in its data, for a script to show: ``__NEXT_DATA__`` and its kin.

Each framework and each site has keys of its own, so the keys are not asked: the article is the strings with
most running text that stand at one place of the data, counting the items of a list as one place.
"""

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsclean.shape import weight

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["find_article", "paragraphs_of"]

#: Data of more characters are not read, nor more strings of them.
MAX_DATA_CHARS, MAX_STRINGS = 8_000_000, 50_000
MAX_DEPTH = 40
#: Less running text than this, in words as ``shape.weight`` counts them, is no article.
MIN_ARTICLE = 60.0

_JSON_TYPE_RE = re.compile(r"^application/json$", re.IGNORECASE)
# "window.__DATA__ = {...}", in scripts that do little else.
_ASSIGNED_RE = re.compile(r"^\s*(?:window|self|globalThis)(?:\.|\[[\"'])[\w$]+(?:[\"']\])?\s*=\s*(?=[{\[])")
_MARKUP_RE = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|em|strong|a|blockquote|figure|span)\b[^<>]*>", re.IGNORECASE
)

Place = tuple[str, ...]


def find_article(root: "etree._Element") -> str | None:
    """Return the article in the data of a page's scripts, a line for each paragraph, if there is one."""
    places: dict[Place, list[str]] = {}
    for data in _data(root):
        for number, (place, text) in enumerate(_strings(data, (), MAX_DEPTH)):
            if number >= MAX_STRINGS:
                break
            places.setdefault(place, []).append(text)
    found = [
        list(dict.fromkeys(row for text in texts for row in paragraphs_of(text))) for texts in places.values()
    ]
    best = max(found, key=_mass, default=[])
    return "\n".join(best) if _mass(best) >= MIN_ARTICLE else None


def paragraphs_of(text: str) -> list[str]:
    """Return the lines of a text that may hold markup."""
    if _MARKUP_RE.search(text):
        from newsclean.extract import visible_text

        text = visible_text(text)
    return [row for row in map(str.strip, text.split("\n")) if row]


def _mass(rows: list[str]) -> float:
    return sum(map(weight, rows))


def _data(root: "etree._Element") -> Iterator[Any]:
    """Yield the values in the scripts that hold data."""
    for script in root.iter("script"):
        text = script.text or ""
        if not text or len(text) > MAX_DATA_CHARS:
            continue
        start = 0
        if not _JSON_TYPE_RE.match(script.get("type") or ""):
            assigned = _ASSIGNED_RE.match(text)
            if assigned is None:
                continue
            start = assigned.end()
        try:
            yield json.JSONDecoder(strict=False).raw_decode(text.strip() if not start else text, start)[0]
        except (ValueError, RecursionError):
            continue


def _strings(value: Any, place: Place, depth: int) -> Iterator[tuple[Place, str]]:
    """Yield each text with words in it, with the keys that lead to it."""
    if isinstance(value, str):
        if " " in value:
            yield place, value
    elif depth > 0:
        if isinstance(value, dict):
            for key, item in value.items():
                yield from _strings(item, (*place, key), depth - 1)
        elif isinstance(value, list):
            for item in value:
                yield from _strings(item, place, depth - 1)
