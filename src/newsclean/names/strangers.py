"""People whom no gazetteer knows: where a text writes one full name in two ways, keep the usual one."""

import re
from collections.abc import Iterator

from newsclean.names.compare import similarity
from newsclean.names.fold import fold_name
from newsclean.names.index import Form
from newsclean.names.lexicon import lexicon
from newsclean.names.surroundings import Change, Surroundings

__all__ = ["strangers"]

#: How alike the two ways must be. Two people of one given name and families as alike as this do
#: not turn up in one article, but for relatives, whose names end differently (Petrov, Petrova).
MIN_ALIKE = 0.86
#: How many times as often the usual way must occur.
MIN_RATIO = 3
MIN_LENGTH = 6
#: How many forms an unknown one is compared with: an article has a hundred in all.
MAX_COMPARED = 200
#: No given name is longer.
MAX_GIVEN = 24

_BEFORE_RE = re.compile(r"(?<![\w@#/\\&=.~])([A-Z][^\W_]+) \Z")


def strangers(around: Surroundings) -> Iterator[Change]:
    """Yield corrections of family names that stand beside the same given name, spelled otherwise.

    The usual way must occur at least three times as often as the other, and the other must be no
    word and no name that is known.
    """
    for odd, usual in _doubles(around):
        given = {name for start in around.places(odd.text) if (name := _before(around.text, start))}
        places = around.places(usual.text)
        if len(places) < MIN_RATIO * len(around.places(odd.text)):
            continue
        shared = given & {_before(around.text, start) for start in places}
        for start in around.places(odd.text):
            name = _before(around.text, start)
            if name in shared and fold_name(name) in lexicon().given:
                evidence = (f"the text has {name} {usual.text} {len(places)} times",)
                end = start + len(odd.text)
                yield Change(start, end, usual.text, f"{name} {usual.text}", 0.9, evidence, applied=True)


def _before(text: str, start: int) -> str:
    """Return the capitalised word before ``start``, or "" where there is none."""
    match = _BEFORE_RE.search(text, max(0, start - MAX_GIVEN), start)
    return match[1] if match else ""


def _doubles(around: Surroundings) -> Iterator[tuple[Form, Form]]:
    """Yield pairs of forms, the first of them unknown, that could be two ways to write one name."""
    odds = [
        form
        for form in around.forms.values()
        if form.unknown and len(form.text) >= MIN_LENGTH and not form.text.isupper()
    ]
    if not odds:
        return
    by_class: dict[str, list[Form]] = {odd.key[:2]: [] for odd in odds}
    for form in around.forms.values():
        if len(form.text) >= MIN_LENGTH - 1 and (same := by_class.get(form.key[:2])) is not None:
            same.append(form)
    for odd in sorted(odds):
        others = by_class[odd.key[:2]]
        if len(others) > 1:  # it is among them itself
            for usual in sorted(others)[:MAX_COMPARED]:
                if usual.folded != odd.folded and _one_name(odd.folded, usual.folded):
                    yield odd, usual
                    break


def _one_name(odd: str, usual: str) -> bool:
    inflected = usual.startswith(odd) or odd.startswith(usual)
    return not inflected and similarity(usual, odd, MIN_ALIKE) >= MIN_ALIKE
