"""What the sections of a report are made of: tables, rows that can be found, bars and columns."""

from collections.abc import Iterable, Sequence

from newsclean.labels import Label
from newsclean.views.sheets import ABOUT, escaped, plural

__all__ = ["bar", "columns", "figure", "label_cell", "row", "share", "some", "table"]


def share(part: float, whole: float) -> str:
    """Return a share in per cent, without claiming none or all of what is some.

    >>> share(0, 10), share(1, 10_000), share(9_999, 10_000), share(1, 4)
    ('0 %', 'under 1 %', 'over 99 %', '25 %')
    """
    if not part or not whole:
        return "0 %"
    rounded = round(100 * part / whole)
    if rounded == 0:
        return "under 1 %"
    return "over 99 %" if rounded == 100 and part < whole else f"{rounded} %"


def bar(value: float, most: float) -> str:
    """Return a bar as SVG, which prints as it is seen; what it shows stands beside it in figures."""
    width = 100 * value / most if most else 0
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect width="{width:.2f}" height="10"/></svg>'
    )


def row(cells: Iterable[str], labels: Iterable[str] = (), sites: Iterable[str] = ()) -> str:
    """Return a row that the script can find; labels and sites are what it can be filtered by."""
    by = "".join(
        f' data-{name}="{escaped("|".join(sorted(values)))}"'
        for name, values in (("label", set(labels)), ("site", {site for site in sites if site}))
        if values
    )
    return f"<tr{by}>{''.join(cells)}</tr>"


def table(heads: Sequence[str], rows: Sequence[str], caption: str) -> str:
    """Return a table with a caption; heads that begin with "#" are of figures."""
    if not rows:
        return f"<p>{caption}</p>"
    cells = "".join(
        f'<th scope="col" class="n">{head[1:]}</th>'
        if head.startswith("#")
        else (f'<th scope="col">{head}</th>' if head else "<td></td>")
        for head in heads
    )
    body = "\n".join(rows)
    return (
        f"<table><caption>{caption}</caption><thead><tr>{cells}</tr></thead><tbody>\n{body}\n</tbody></table>"
    )


def figure(value: str, head: str) -> str:
    """Return a cell with a figure; ``head`` says what it is of where the table has no room for its head."""
    return f'<td class="n" data-h="{head}">{value}</td>'


def label_cell(label: Label, rule: str = "", confidence: float | None = None) -> str:
    """Return the cell that a row is called by: a label, and which rule gave it, how sure."""
    about = ' class="a"' if label in ABOUT else ""
    sure = "" if confidence is None else f" {confidence:.2f}"
    small = f" <small>{escaped(rule)}{sure}</small>" if rule or sure else ""
    return f'<th scope="row"><b{about}>{escaped(label)}</b>{small}</th>'


def some(shown: int, of: int, what: str, many: str | None = None) -> str:
    """Return how many are shown of how many."""
    return plural(of, what, many) if shown >= of else f"{shown:,} of {plural(of, what, many)}"


def columns(title: str, names: Sequence[str], counts: Sequence[int], what: str) -> str:
    """Return a column chart with its figures above the columns; empty if there is nothing to show."""
    most = max(counts)
    if not most:
        return ""
    drawn, step, height = [], 46, 80
    for i, (name, count) in enumerate(zip(names, counts, strict=True)):
        tall = height * count / most
        middle = i * step + step / 2
        figure = f'<text x="{middle}" y="{height + 12 - tall:.1f}">{count:,}</text>' if count else ""
        drawn.append(
            f'<rect x="{i * step + 3}" y="{height + 17 - tall:.1f}" width="{step - 6}" height="{tall:.1f}"/>'
            f'{figure}<text class="x" x="{middle}" y="{height + 32}">{name}</text>'
        )
    told = "; ".join(
        f"{name}: {plural(count, what)}" for name, count in zip(names, counts, strict=True) if count
    )
    wide, tall = step * len(counts), height + 38
    return (
        f"<figure><figcaption>{title}</figcaption>"
        f'<svg class="columns" role="img" aria-label="{title}: {told}" '
        f'width="{1.2 * wide:.0f}" viewBox="0 0 {wide} {tall}">'
        f"{''.join(drawn)}</svg></figure>"
    )
