"""Repair what went wrong with a text's encoding: mojibake, entities, control characters.

ftfy decides and does it. It is right, but at 0.4 ms a kilobyte it takes longer than all the rest
of a cleaning, so it is only asked about lines that it could change. What is asked is chosen so
that the outcome equals ``ftfy.fix_text(text, uncurl_quotes=False)`` on the whole, but for white
space; ``tests/repairs/test_encoding.py`` holds it to that on arbitrary text.
"""

import re
import unicodedata
from collections.abc import Container, Iterator

from newsclean.characters import odd_runs
from newsclean.edits import Edit, align
from newsclean.labels import EditKind
from newsclean.steps import repair

__all__ = ["encoding"]

#: ftfy's own bound on the length of what it fixes at once.
MAX_SEGMENT_CHARS = 1_000_000

# Characters that ftfy changes wherever they stand: C0 controls but tab, line feed, form feed and
# carriage return (a line break here too), DEL, C1 controls, deprecated format characters, byte
# order marks, surrogates, ligatures, full- and half-width forms. Then the entities.
SUSPECT_RE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufeff\ufff9-\ufffc\ud800-\udfff"
    "\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06\u3000\uff01-\uffef]"
)
ENTITY_RE = re.compile("&#?[0-9A-Za-z]{1,24};")

# What every alternative of ftfy's mojibake heuristic (ftfy.badness.BADNESS_RE) needs: one of a few
# tell-tale letters, or two characters in a row of its categories, at most one of them a common
# Greek or Cyrillic letter. A quotation mark beside a letter of English is neither, so this lets
# nearly every line of news pass eight times faster than the heuristic itself.
_SPECIAL = (
    "\u00a1-\u00ac\u00ae-\u00b6\u00b8-\u00ff\u0100-\u017f\u0192\u0218-\u021b\u02c6\u02c7"
    "\u02d8-\u02dd\u0384\u0385\u0490\u0491\u2018\u201a\u201c-\u201e\u2020-\u2022\u2030\u2039\u203a\u2044"
    "\u20a7\u20ac\u2116\u2122\u2202-\u2265\u2310\u2500-\u25ff\ufb01\ufb02\ufffd\uf8ff"
)
_LETTER = "\u0386-\u045f"
PAIR_RE = re.compile(
    f"[{_SPECIAL}][{_SPECIAL}{_LETTER}]|[{_LETTER}][{_SPECIAL}]|[\u00c2\u00c3\u00ce\u00d0\u00d8\u00d9\u0152\u0153\u0402]"
)


# What such a pair is part of: a run of characters beyond ASCII.
_RUN_RE = re.compile("[^\x00-\x7f]{2,}|[\u00c2\u00c3\u00ce\u00d0\u00d8\u00d9\u0152\u0153\u0402]")


# What ftfy makes one line feed of.
_BREAK_RE = re.compile("\r\n|[\n\r\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")


@repair(kind=EditKind.ENCODING)
def encoding(text: str) -> Iterator[Edit]:
    """Yield edits that undo mojibake, entities and control characters, word by word.

    Typographic quotation marks are left as they are. Line breaks are left to the division into
    blocks, which knows all of them.

    >>> [edit.replacement for edit in encoding("It’s a cafÃ© &amp; bar")]
    ['café', '&']
    """
    tag = text.find("<")  # from the first line with one on, ftfy takes entities for code
    for start, end in _suspect_segments(text):
        segment = text[start:end]
        fixed = _fix(segment, unescape=tag < 0 or end <= tag)
        yield from _changes(segment, fixed, start)


def _changes(before: str, after: str, offset: int) -> Iterator[Edit]:
    """Yield what was changed, line by line: an edit across a line break would join the lines."""
    old, new = _BREAK_RE.split(before), after.split("\n")
    if len(old) != len(new):  # an entity for a line break
        before, after = before.removesuffix("\n"), after.removesuffix("\n")
        yield from align(before, after, kind=EditKind.ENCODING, reason="encoding", offset=offset)
        return
    starts = [0, *(match.end() for match in _BREAK_RE.finditer(before))]
    for start, was, now in zip(starts, old, new, strict=True):
        yield from align(was, now, kind=EditKind.ENCODING, reason="encoding", offset=offset + start)


def _suspect_segments(text: str) -> list[tuple[int, int]]:
    """Return the spans that ftfy might change, divided as ftfy divides: by LF, at most 1 MB."""
    found: set[tuple[int, int]] = set()
    runs = odd_runs(text)
    patterns = [SUSPECT_RE] if any(map(SUSPECT_RE.search, runs)) else []
    for pattern in [*patterns, ENTITY_RE] if "&" in text else patterns:
        position = 0
        while match := pattern.search(text, position):
            segment = _segment_at(text, match.start())
            found.add(segment)
            position = segment[1]
    if any(map(PAIR_RE.search, runs)):
        found |= _garbled_segments(text, found)
    if not unicodedata.is_normalized("NFC", text):
        position = 0
        while position < len(text):
            start, end = _segment_at(text, position)
            if not unicodedata.is_normalized("NFC", text[start:end]):
                found.add((start, end))
            position = end
    return sorted(found)


def _garbled_segments(text: str, known: Container[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the spans, but those ``known``, that ftfy's heuristic takes for mojibake."""
    found: set[tuple[int, int]] = set()
    position = 0
    while match := _RUN_RE.search(text, position):
        position = match.end()
        if PAIR_RE.search(match.group()):
            segment = _segment_at(text, match.start())
            if segment not in known and _is_bad(text[slice(*segment)]):
                found.add(segment)
            position = max(position, segment[1])
    return found


def _segment_at(text: str, position: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position) + 1 or len(text)
    if end - start > MAX_SEGMENT_CHARS:
        start += (position - start) // MAX_SEGMENT_CHARS * MAX_SEGMENT_CHARS
        end = min(end, start + MAX_SEGMENT_CHARS)
    return start, end


def _is_bad(segment: str) -> bool:
    from ftfy.badness import is_bad

    return is_bad(segment)


def _fix(segment: str, *, unescape: bool) -> str:
    import ftfy

    config = ftfy.TextFixerConfig(unescape_html=unescape, uncurl_quotes=False, explain=False)
    return ftfy.fix_and_explain(segment, config).text
