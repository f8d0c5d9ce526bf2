"""Read a Document's fields off its labelled blocks, and off the page's markup if there was any.

Nothing here decides what a block is: filters did. A field is what the blocks of one label say.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from newsclean.bylines import find_authors
from newsclean.dateline import find_dateline
from newsclean.dates import find_date
from newsclean.document import Caption
from newsclean.draft import Draft
from newsclean.filters.captions import split_credit
from newsclean.filters.classifier import GUARDED
from newsclean.filters.layout import run_of
from newsclean.filters.lists import LISTED, strip_bullet
from newsclean.filters.signatures import MAX_ABOVE, MAX_BELOW
from newsclean.filters.title import split_headline
from newsclean.labels import Label, Status
from newsclean.markup import region
from newsclean.shape import ends_sentence
from newsclean.wires import find_wires

__all__ = ["read"]

#: A prompt after this much text was an invitation, not a wall.
MAX_PREVIEW_CHARS = 2500
#: The same where the text breaks off.
MAX_CUT_CHARS = 8000
#: A front page shows so many linked headings, and not so many lines of running text between two.
MIN_TEASERS, MIN_STORY = 5, 3
#: So much of a heading is the link.
MOSTLY = 0.8
_HEADING = region("heading")

# "Tags: floods, climate", "Filed under: World", and the bare headings.
_TAGS_LEAD_RE = re.compile(
    r"^(?:tags?|topics?|related topics?|filed under|more (?:on|about)|categor(?:y|ies)|keywords?"
    r"|in this (?:story|article)|read more (?:on|about)|explore more on these topics|topics in this article"
    r"|themen|schlagw(?:o|ö)rter|sujets|temas)\s*(?::|$)\s*",
    re.IGNORECASE,
)
# A pointer to another story, before its headline: "Read more: Why the dam was never built"
_RELATED_LEAD_RE = re.compile(
    r"^(?:read (?:more|also|next|this)|also read|see (?:also|more)|more(?: on this)?"
    r"|related(?: (?:articles?|stor(?:y|ies)|news|content|posts?))?|recommended|watch(?: now)?|listen"
    r"|must read|don['’]t miss|you may (?:also )?like|trending|opinion|analysis|explained?)"
    r"\s*(?:[:|–—-]|$)\s*",
    re.IGNORECASE,
)
# The holder in a line such as "(c) 2025 Harbour Post Ltd. All rights reserved."
_COPYRIGHT_RE = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:©|\(c\)|by|:)?\s*(?:\d{4}(?:\s?[-–]\s?\d{2,4})?,?\s*)?"
    r"(?P<name>[A-Z][\w.&'’ -]{1,60}?)"
    r"(?:\s+\d{4})?(?:,?\s+(?:ltd|llc|inc|limited|corp)\b.*)?(?:[.,|–—]|\s+-\s|\s+all rights|$)",
    re.IGNORECASE,
)
_NO_NAME_RE = re.compile(r"^(?:all rights|reserved|copyright|the copyright|\d)", re.IGNORECASE)
#: Within so many blocks of the article a by-line is its own: farther away there are other stories.
NEAR_ARTICLE = 60
#: How a text that was cut off ends.
_CUT_RE = re.compile(r"(?:\.\.\.|…|\[(?:…|\.\.\.|&hellip;)\]|\(more\))\s*$")


def read(draft: Draft) -> dict[str, Any]:
    """Return the fields of a Document, by name."""
    facts = draft.facts
    title, publisher = _headline(draft)
    kept = draft.kept()
    authors = _authors(draft)
    captions = _captions(draft)
    truncated = facts.cut or _is_truncated(draft, kept)
    paywalled = _is_paywalled(draft, kept, truncated=truncated)
    return {
        "title": title,
        "publisher": publisher,
        "dateline": find_dateline(draft, kept),
        "language": facts.language or draft.language,
        "authors": authors,
        "agencies": _agencies(draft, kept, captions),
        "tags": _tags(draft),
        "related": _related(draft),
        "published": facts.published or _published(draft),
        "captions": captions,
        "truncated": truncated,
        "paywalled": paywalled,
        "status": _status(draft, kept, paywalled=paywalled),
    }


def _authors(draft: Draft) -> tuple[str, ...]:
    """Return the authors that the page's data name; the by-line's where they name none, or no people."""
    told = draft.facts.authors
    if not told:
        return _printed_authors(draft)
    from newsclean.metadata import is_person  # with lxml, which has read the page already

    if any(is_person(name, draft.facts.publisher) for name in told):
        return told
    return _printed_authors(draft) or told


def _printed_authors(draft: Draft) -> tuple[str, ...]:
    """Return the authors in the by-lines above the text, or else under it, or else anywhere.

    Other stories on the page have by-lines, too.
    """
    indexes = draft.labelled(Label.BYLINE)
    if draft.markup is not None:  # a page has its whole frame, but the classifier knows where the article is
        kept = draft.kept() or [0, len(draft)]
        near = range(kept[0] - NEAR_ARTICLE, kept[-1] + NEAR_ARTICLE)
        return find_authors(draft.texts[i] for i in indexes if i in near)
    if run := run_of(draft):
        above = [i for i in indexes if run[0] - MAX_ABOVE <= i <= run[0] + MAX_BELOW]
        under = [i for i in indexes if run[1] < i <= run[1] + MAX_BELOW]
        for close in (above, under):
            if found := find_authors(draft.texts[i] for i in close):
                return found
    return find_authors(draft.texts[i] for i in indexes)


def _texts(draft: Draft, *labels: Label) -> list[str]:
    """Return the texts of the blocks that a filter gave one of ``labels``."""
    return [draft.texts[index] for index in draft.labelled(*labels)]


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for item in items if item))


# ---------------------------------------------------------------- headline and publisher


def _headline(draft: Draft) -> tuple[str | None, str | None]:
    lines = _texts(draft, Label.TITLE)
    title = draft.facts.title
    publisher = draft.facts.publisher
    if lines:
        # Where the page's title and the headline both stand, the shorter is the headline.
        shortest = min(lines, key=len)
        split = [split_headline(line, shortest if len(lines) > 1 else None) for line in lines]
        publisher = publisher or next((s.publisher for s in split if s.publisher), None)
        title = title or min((s.text for s in split), key=len)
    if publisher is None:
        publisher = next(filter(None, map(_copyright_holder, _texts(draft, Label.COPYRIGHT))), None)
    return title, publisher


def _copyright_holder(line: str) -> str | None:
    """Return whom a copyright line names.

    >>> _copyright_holder("© 2025 Harbour Post Ltd. All rights reserved.")
    'Harbour Post'
    """
    match = _COPYRIGHT_RE.search(line)
    if match is None:
        return None
    name = match.group("name").strip(" -–,.")
    return None if _NO_NAME_RE.match(name) or len(name.split()) > 6 or not name else name


# ---------------------------------------------------------------- lists


def _tags(draft: Draft) -> tuple[str, ...]:
    found: list[str] = []
    for line in _texts(draft, Label.TAGS):
        text = strip_bullet(line)
        listed = _TAGS_LEAD_RE.sub("", text)
        if listed == text and len(text.split()) <= 6 and "|" not in text and "," not in text:
            found.append(text)
        elif listed:
            found += [tag.strip(" #") for tag in re.split(r"[,|;•·]|\s#", listed)]
    return _unique(found) or draft.facts.tags


def _related(draft: Draft) -> tuple[str, ...]:
    """Return the headlines of other stories; headings such as "More from the Harbour Post" are none."""
    found: list[str] = []
    indexes = draft.labelled(Label.RELATED)
    listed = {
        index for index in indexes if (ruling := draft.rulings[index]) and ruling.verdict.rule == LISTED
    }
    for index in indexes:
        text = _RELATED_LEAD_RE.sub("", strip_bullet(draft.texts[index])).strip()
        heads_list = index not in listed and index + 1 in listed
        if len(text.split()) >= 3 and not heads_list:
            found.append(text)
    return _unique(found)


def _captions(draft: Draft) -> tuple[Caption, ...]:
    """Return captions with their credits; a credit on a line of its own belongs to the one before.

    Those that the page's markup names come first.
    """
    told = [Caption(parts.text, parts.credit) for parts in map(split_credit, draft.facts.captions)]
    found: list[Caption] = []
    pending = -1  # the block after a caption without a credit
    for index in draft.labelled(Label.CAPTION, Label.CREDIT):
        text = draft.texts[index]
        if draft.label(index) is Label.CAPTION:
            parts = split_credit(text)
            found.append(Caption(parts.text, parts.credit))
            pending = index + 1 if parts.credit is None else -1
        elif index == pending:
            credit = split_credit(text).credit or text.strip("()[] ")
            found[-1] = Caption(found[-1].text, credit)
    others = [caption for caption in found if not any(caption.text in known.text for known in told)]
    return tuple(dict.fromkeys((*told, *others)))


# ---------------------------------------------------------------- by-lines, wires, dates


#: A wire credit opens so, or is nothing but the names of services.
_WIRE_CREDIT_RE = re.compile(
    r"^\W*(?:with|by|from|source|agencies|compiled from|additional reporting|reporting by|\(?via"
    r"|this (?:story|report|article)|(?:some|parts) of|the)\b"
    r"|\bcontributed\b|\binputs?\b|\breport(?:ing|ed)?\b",
    re.IGNORECASE,
)


def _agencies(draft: Draft, kept: list[int], captions: Iterable[Caption]) -> tuple[str, ...]:
    """Return the wire services that by-lines, wire credits and the dateline name.

    Credits of pictures are not among them: those belong to their captions.
    """
    found: list[str] = []
    pictures = {caption.credit for caption in captions}
    for line in _texts(draft, Label.BYLINE, Label.CREDIT, Label.COPYRIGHT):
        wires = find_wires(line)
        if wires and line not in pictures and (_WIRE_CREDIT_RE.search(line) or _only_wires(line)):
            found += wires
    if kept and (match := _DATELINE_WIRE_RE.match(draft.texts[kept[0]])):
        found += find_wires(match.group(1))
    return _unique(found)


_DATELINE_WIRE_RE = re.compile(r"^[^()]{0,60}\(([^()]{2,40})\)\s*[-–—:]")


def _only_wires(line: str) -> bool:
    rest = line
    for wire in re.findall(r"[\w-]+(?: [\w-]+)?", line):
        if find_wires(wire):
            rest = rest.replace(wire, "")
    return not re.search(r"\w{3,}", re.sub(r"\b(?:and|with|the|agencies)\b", "", rest, flags=re.IGNORECASE))


def _published(draft: Draft) -> datetime | None:
    """Return the first plausible date that a date line gives; "updated" only for want of better."""
    dates = _texts(draft, Label.DATE, Label.BYLINE)
    first = [
        line for line in dates if not re.match(r"\W*(?:last )?(?:updated|modified)", line, re.IGNORECASE)
    ]
    return next(filter(None, map(find_date, (*first, *dates))), None)


# ---------------------------------------------------------------- how it came out


def _is_truncated(draft: Draft, kept: list[int]) -> bool:
    """Return whether the text breaks off: in mid-sentence, or with a sign that it was cut."""
    if not kept:
        return False
    last = draft.texts[kept[-1]]
    if _CUT_RE.search(last):
        return len(last.split()) > 3
    return draft.weights[kept[-1]] > 0 and not ends_sentence(last) and last[-1] not in ":;"


def _is_paywalled(draft: Draft, kept: list[int], *, truncated: bool) -> bool:
    """Return whether a prompt to pay or sign in stands where the text should go on."""
    prompts = [i for i, rule in draft.hits.get(Label.PAYWALL, ()) if rule.gate and not draft.is_kept(i)]
    if not prompts:
        return False
    running = [i for i in kept if draft.weights[i] > 0]
    if not running:
        return True
    size = sum(len(draft.texts[i]) for i in running)
    return prompts[-1] > running[-1] and size < (MAX_CUT_CHARS if truncated else MAX_PREVIEW_CHARS)


def _is_front_page(draft: Draft, kept: list[int]) -> bool:
    """Return whether a page offers stories and tells none: headings that are links, and a line under each."""
    if draft.markup is None or draft.facts.article:
        return False
    kept_prose = {index for index in kept if draft.weights[index] > 0}
    links = longest = run = 0
    for index, line in enumerate(draft.lines):
        if line.frame.regions & _HEADING and line.linked >= MOSTLY * len(line.text):
            links += 1
            run = 0
        run += index in kept_prose
        longest = max(longest, run)
    return links >= MIN_TEASERS and longest < MIN_STORY


def _status(draft: Draft, kept: list[int], *, paywalled: bool) -> Status:
    if not any(draft.texts):
        return Status.EMPTY
    running = any(draft.weights[i] > 0 for i in kept)
    if paywalled and not running:
        return Status.PAYWALLED
    if not kept or any(ruling and ruling.verdict.rule == GUARDED for ruling in draft.rulings):
        return Status.NO_ARTICLE
    if _is_front_page(draft, kept):
        return Status.NO_ARTICLE
    named = sum(ruling is not None for ruling in draft.rulings)
    if not running and named * 2 > len(draft):
        return Status.NO_ARTICLE
    return Status.PAYWALLED if paywalled else Status.OK
