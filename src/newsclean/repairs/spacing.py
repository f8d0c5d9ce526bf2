"""Repair white space: one plain blank between words, nothing invisible inside them."""

import re
from collections.abc import Iterator

from newsclean.characters import odd_runs
from newsclean.edits import Edit
from newsclean.labels import EditKind
from newsclean.steps import repair

__all__ = ["spacing"]

# Unicode's spaces but for the line breaks: tab, no-break space, Ogham space mark, en quad to hair
# space, narrow no-break space, medium mathematical space, ideographic space.
_BLANKS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Invisible where no script needs them: soft hyphen, combining grapheme joiner, Mongolian vowel
# separator, zero width space, word joiner and invisible operators, byte order mark.
_INVISIBLE = "\u00ad\u034f\u180e\u200b\u2060-\u2064\ufeff"
# Joiners that Persian, Indic scripts and emoji need, and marks of writing direction that a line
# in a right-to-left script needs.
_JOINERS = "\u200c\u200d"
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

ODD_RE = re.compile(f"[{_BLANKS}{_INVISIBLE}{_JOINERS}{_BIDI}]")
RUN_RE = re.compile(
    f"[{_BLANKS}{_INVISIBLE}{_JOINERS}{_BIDI}][ {_BLANKS}{_INVISIBLE}{_JOINERS}{_BIDI}]*"
    f"|  [ {_BLANKS}{_INVISIBLE}{_JOINERS}{_BIDI}]*"
)
_RIGHT_TO_LEFT_RE = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BIDI_RE = re.compile(f"[{_BIDI}]")
_SPACE_RE = re.compile(f"[ {_BLANKS}]")


@repair(kind=EditKind.SPACING)
def spacing(text: str) -> Iterator[Edit]:
    r"""Yield edits that make odd or doubled blanks one plain blank and delete what is invisible.

    White space at the ends of lines is left: blocks do not include it. Zero-width joiners stay
    between letters of scripts that need them and inside emoji; marks of direction stay in lines
    with right-to-left text.

    >>> [edit.replacement for edit in spacing("a\u00a0 b, exam\u00adple")]
    [' ', '']
    """
    if "  " not in text and not any(map(ODD_RE.search, odd_runs(text))):
        return
    scripts = _RIGHT_TO_LEFT_RE.search(text) is not None
    right_to_left, line_end = False, 0
    for match in RUN_RE.finditer(text):
        start, end = match.span()
        if text[start - 1 : start] == " ":  # in the pattern this would slow the search at every blank
            start -= 1
        run = text[start:end]
        before, after = text[start - 1 : start], text[end : end + 1]
        if scripts and start >= line_end:
            line_end, right_to_left = _line_from(text, line_end, start)
        at_edge = before in ("", "\n", "\r") or after in ("", "\n", "\r")
        if at_edge and run.isspace():
            continue
        if _SPACE_RE.search(run):
            wanted, reason = " " + _directions(run, right_to_left=right_to_left), "odd or doubled blank"
        else:
            wanted, reason = _needed(run, before, after, right_to_left=right_to_left), "invisible character"
        if wanted != run:
            yield Edit(start, end, wanted, EditKind.SPACING, reason)


def _line_from(text: str, known: int, position: int) -> tuple[int, bool]:
    """Return where the line at ``position`` ends, and whether it holds right-to-left text.

    It begins at ``known`` or later.
    """
    start = text.rfind("\n", known, position) + 1 or known
    end = text.find("\n", position) + 1 or len(text)
    return end, _RIGHT_TO_LEFT_RE.search(text, start, end) is not None


def _directions(run: str, *, right_to_left: bool) -> str:
    """Return the marks of writing direction in ``run`` if the text has need of them."""
    return "".join(_BIDI_RE.findall(run)) if right_to_left else ""


def _needed(run: str, before: str, after: str, *, right_to_left: bool) -> str:
    """Return what of a run of invisible characters, with no blank in it, has to stay."""
    joined = before > "\u024f" and after > "\u024f" and not before.isspace() and not after.isspace()
    kept = [
        character
        for character in run
        if (character in _JOINERS and joined) or (right_to_left and _BIDI_RE.match(character))
    ]
    return "".join(kept)
