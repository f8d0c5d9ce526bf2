"""The sections of a report: each a function from what was counted to HTML, in which all text is escaped."""

from collections.abc import Iterator

from newsclean.document import Document
from newsclean.failure import Failure
from newsclean.report.bounded import Frequent
from newsclean.report.pieces import bar, columns, figure, label_cell, row, share, some, table
from newsclean.report.tally import WRONG, Group, Item, Name, Site, Tally
from newsclean.views.html import fragment
from newsclean.views.sheets import escaped, plural

__all__ = ["sections", "top_sites"]

#: So many rows of a table are in the page; of the others it says how many there are.
MAX_RULES, MAX_SITES, MAX_REPEATED, MAX_GROUPS = 300, 200, 150, 500
#: Longer documents are shown by their beginning, and so are all when the page has as many characters.
MAX_DOCUMENT_CHARS, MAX_PAGE_CHARS = 60_000, 8_000_000
LEAD_CHARS = 600


def sections(tally: Tally) -> Iterator[tuple[str, str, str]]:
    """Yield the key, the name and the HTML of each section."""
    pages = _Pages(tally)
    yield "wrong", "What looks wrong", _looks_wrong(tally, pages)
    yield "unsure", "Least sure decisions", _decisions(tally)
    yield "names", "Names put right", _groups(tally.corrections, tally, marking=True)
    if len(tally.suggestions):
        yield "doubt", "Names in doubt", _groups(tally.suggestions, tally, marking=False)
    yield "left-out", "What was left out", _left_out(tally)
    yield "rules", "By rule", _rules(tally)
    yield "repeated", "Repeated blocks", _repeated(tally)
    yield "sites", "By site", _sites(tally)
    yield "documents", "Documents", _documents(tally, pages)


# ---------------------------------------------------------------- what looks wrong, and documents


class _Pages:
    """Documents as they are shown in the page; how many characters they have taken, and which are there."""

    def __init__(self, tally: Tally) -> None:
        self.taken = 0
        self.shown: set[int] = set()
        self.documents = tally.documents

    def row(self, item: Item) -> str:
        """Return the row of a document, which opens to the document itself."""
        document = item.document
        told = f'<td class="warn">{escaped(", ".join(item.wrong))}</td>'
        if isinstance(document, Failure):
            head = f"<summary>{escaped(item.name)}</summary>"
            more = f"<p>{escaped(document.error[:LEAD_CHARS])}</p>"
            return row([f'<th scope="row"><details>{head}{more}</details></th><td colspan="3"></td>{told}'])
        self.shown.add(id(document))
        title = (
            document.title or next((b.text for b in document.blocks if b.kept and b.text), "") or item.name
        )
        small = " · ".join(escaped(part) for part in dict.fromkeys((item.site, item.name)) if part)
        head = f"<summary>{escaped(title[:200])}<br><small>{small}</small></summary>"
        return row(
            [
                f'<th scope="row"><details>{head}{self._whole(document)}</details></th>',
                figure(f"{len(document.text.split()):,}", "words"),
                figure(f"{len(document.removed):,}", "left out"),
                figure(f"{len(document.corrections):,}", "names"),
                told,
            ],
            {str(block.label) for block in document.removed},
            [item.site],
        )

    def _whole(self, document: Document) -> str:
        if len(document.raw) <= MAX_DOCUMENT_CHARS and self.taken < MAX_PAGE_CHARS:
            whole = fragment(document)
            self.taken += len(whole)
            return whole
        lead = document.text[:LEAD_CHARS] or document.raw[:LEAD_CHARS]
        return f"<p>{escaped(lead)}…</p><p><small>{len(document.raw):,} characters: the beginning</small></p>"


_DOCUMENT_HEADS = ("document", "#words", "#left out", "#names", "amiss")


def _looks_wrong(tally: Tally, pages: _Pages) -> str:
    if not tally.amiss:
        return "<p>Nothing does: every document has a text that begins, goes on and ends.</p>"
    kinds = "".join(
        row([
            f'<th scope="row">{kind}<br><small>{WRONG[kind]}</small></th>',
            f'<td class="bar">{bar(count, tally.documents)}</td>',
            figure(f"{count:,}", "documents"),
            figure(share(count, tally.documents), "share"),
        ])
        for kind, count in tally.wrong.most_common()
    )  # fmt: skip
    items = [item for kind in WRONG for item in tally.looks_wrong[kind]]
    rows = [pages.row(item) for item in items]
    caption = f"{some(len(rows), tally.amiss, 'document')} to open and read"
    return (
        f'<table class="bars"><caption>{plural(tally.amiss, "document")} of {tally.documents:,}; '
        f"one may look wrong in several ways</caption><tbody>{kinds}</tbody></table>\n"
        + table(_DOCUMENT_HEADS, rows, caption)
    )


def _documents(tally: Tally, pages: _Pages) -> str:
    rest = [item for item in tally.sample if id(item.document) not in pages.shown]
    rest.sort(key=lambda item: (item.site, item.name))
    readable = sum(
        not isinstance(item.document, Failure) for kind in WRONG for item in tally.looks_wrong[kind]
    )
    among = f", besides the {readable:,} under “What looks wrong”" if readable else ""
    whole = len(rest) + readable >= tally.documents - tally.wrong["failed"]
    told = f"all {len(rest):,}" if whole else f"a fair sample of {len(rest):,} of {tally.documents:,}"
    return table(_DOCUMENT_HEADS, [pages.row(item) for item in rest], f"{told}{among}")


# ---------------------------------------------------------------- decisions


def _decisions(tally: Tally) -> str:
    rows = [
        row(
            [
                label_cell(found.label, found.rule, found.confidence),
                f"<td><del>{_cut(found.text)}</del>",
                f"<br><small>{escaped(found.name)}</small></td>",
            ],
            [str(found.label)],
            [found.site],
        )
        for found in tally.decisions()
    ]
    total = sum(tally.blocks.values())
    told = (
        f"The {len(rows):,} least sure of {plural(total, 'block')} left out, each once, a few of each rule."
    )
    caption = f"{told} Where these are right, the others are." if rows else "No block was left out."
    return _sureness(tally) + table(("label and rule", "left out"), rows, caption)


def _cut(text: str) -> str:
    return escaped(text) + ("…" if len(text) >= LEAD_CHARS else "")


def _sureness(tally: Tally) -> str:
    counts = tally.sureness
    first = min(next((i for i, count in enumerate(counts) if count), 0), len(counts) // 2)
    names = [f"{i / 10:.1f}–{(i + 1) / 10:.1f}" for i in range(first, len(counts))]
    return columns("How sure the labels of what was left out are", names, counts[first:], "block")


# ---------------------------------------------------------------- names


def _groups(groups: Frequent[Name, Group], tally: Tally, *, marking: bool) -> str:
    found = sorted(groups.items(), key=lambda item: (item[1].lowest, -item[1].count, item[0]))
    if not found:
        return "<p>None was.</p>"
    shown = found[:MAX_GROUPS]
    count = tally.names if marking else tally.doubted
    told = f"{plural(count, 'mention')} in {some(len(shown), len(found), 'form')}, the least sure first."
    how = (
        " Mark what is wrong, and download the exceptions: forms that are then left alone." if marking else
        " These were left as they are, for want of proof."
    )  # fmt: skip
    least = " Rare forms of so many may be missing." if groups.missed else ""
    rows = "\n".join(_group(name, group, marking=marking) for name, group in shown)
    return f'<p>{told}{how}{least}</p>\n<div class="groups">\n{rows}\n</div>'


def _group(name: Name, group: Group, *, marking: bool) -> str:
    form, now = escaped(name.form), escaped(name.replacement)
    change = f"<del>{form}</del> <ins>{now}</ins>" if marking else f'<span class="q">{form}</span> {now}?'
    times = f"{group.count:,} × in {plural(group.documents, 'document')}"
    about = f"{escaped(name.entity)} · {times} · {group.lowest:.2f}{' at least' if group.count > 1 else ''}"
    # For the script: what the button is about, and what it was called when it was made.
    button = (
        f'<button type="button" data-form="{form}" aria-pressed="false">Mark wrong</button>'
        if marking
        else ""
    )
    contexts = "".join(
        f"<li>{escaped(context.before)}<mark>{now if marking else form}</mark>{escaped(context.after)}"
        f" <small>{escaped(context.name)}</small></li>"
        for context in group.contexts
    )
    reasons = "; ".join(escaped(reason) for reason, _ in group.reasons.most_common(6))
    sites = escaped("|".join(sorted(site for site in group.sites if site)))
    return (
        f'<div class="group" data-site="{sites}"><h3>{change}</h3><p><small>{about}</small></p>{button}'
        f"<ul>{contexts}</ul><p><small>{reasons}</small></p></div>"
    )


# ---------------------------------------------------------------- what was left out


def _left_out(tally: Tally) -> str:
    most = max(tally.chars.values(), default=0)
    rows = [
        row(
            [
                label_cell(label),
                f'<td class="bar">{bar(characters, most)}</td>',
                figure(share(characters, tally.characters), "of all characters"),
                figure(f"{tally.blocks[label]:,}", "blocks"),
                figure(share(tally.with_label[label], tally.documents), "of documents"),
            ],
            [str(label)],
        )
        for label, characters in tally.chars.most_common()
    ]
    names = [f"{10 * i}–{10 * i + 10}" for i in range(len(tally.shares))]
    chart = columns(
        "How much of each document was kept, in per cent of its characters", names, tally.shares, "document"
    )
    caption = (
        f"{plural(sum(tally.blocks.values()), 'block')}, by label; the bars are characters. "
        '<b class="a">Blue</b> labels are about the article: most of them became fields.'
        if rows
        else "No block was left out."
    )
    return chart + table(("label", "", "#characters", "#blocks", "#in documents"), rows, caption)


def _rules(tally: Tally) -> str:
    found = sorted(tally.rules.items(), key=lambda item: (-item[1].blocks, item[0]))
    most = found[0][1].blocks if found else 0
    rows = [
        row(
            [
                label_cell(label, rule),
                f'<td class="bar">{bar(counted.blocks, most)}</td>',
                figure(f"{counted.blocks:,}", "blocks"),
                figure(f"{counted.documents:,}", "documents"),
                figure(f"{counted.lowest:.2f}", "least sure"),
                f"<td><ul>{''.join(map(_example, counted.examples))}</ul></td>",
            ],
            [str(label)],
        )
        for (label, rule), counted in found[:MAX_RULES]
    ]
    caption = f"{some(len(rows), len(found), 'rule')} and filters, the most busy first"
    return table(("rule", "", "#blocks", "#documents", "#least sure", "for instance"), rows, caption)


def _example(text: str) -> str:
    return f"<li><del>{escaped(text[:160])}</del></li>"


def _repeated(tally: Tally) -> str:
    found = [found for _, found in tally.repeated.items() if found.documents > 1]
    found.sort(key=lambda repeated: (-repeated.documents, repeated.text))
    rows = [
        row(
            [
                label_cell(repeated.label, repeated.rule),
                f"<td><del>{_cut(repeated.text)}</del></td>",
                figure(f"{repeated.documents:,}", "documents"),
                figure(f"{repeated.blocks:,}", "times"),
            ],
            [str(repeated.label)],
            repeated.sites,
        )
        for repeated in found[:MAX_REPEATED]
    ]
    if not rows:
        return "<p>No block that was left out stands in more than one document.</p>"
    least = f" Counts may be up to {tally.repeated.missed:,} too low." if tally.repeated.missed else ""
    many = "blocks that stand in several documents, figures aside"
    caption = f"{some(len(rows), len(found), 'block that stands in several documents', many)}.{least}"
    return table(("label and rule", "left out", "#documents", "#times"), rows, caption)


def top_sites(tally: Tally) -> list[tuple[str, Site]]:
    """Return the sites with the most documents, with what was counted of each."""
    found = sorted(tally.sites.items(), key=lambda item: (-item[1].documents, item[0]))
    return found[:MAX_SITES]


def _sites(tally: Tally) -> str:
    top = top_sites(tally)
    rows = [
        row(
            [
                f'<th scope="row">{escaped(site) if site else "not known"}</th>',
                f'<td class="bar">{bar(counted.characters - counted.kept, counted.characters)}</td>',
                figure(share(counted.characters - counted.kept, counted.characters), "left out"),
                figure(f"{counted.documents:,}", "documents"),
                figure(f"{counted.removed / counted.documents:.1f}", "blocks left out of each"),
                figure(f"{counted.names:,}", "names"),
                figure(f"{counted.wrong:,}", "look wrong"),
            ],
            (),
            [site],
        )
        for site, counted in top
    ]
    heads = ("site", "", "#left out", "#documents", "#blocks each", "#names", "#look wrong")
    caption = f"{some(len(rows), len(tally.sites), 'site')}; the bars are the share of characters left out"
    return table(heads, rows, caption if rows else "No document was cleaned.")
