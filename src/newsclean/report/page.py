"""The report as a page: static HTML that reads and prints well by itself, and a script to search it with.

Everything that came from a document is escaped. Should that ever fail, the page's own policy lets no script
run but the one whose hash it names, and nothing load or be sent anywhere.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from newsclean.report.pieces import share
from newsclean.report.sections import sections, top_sites
from newsclean.report.tally import Tally
from newsclean.views.sheets import escaped, plural, style

__all__ = ["page"]

#: Comes up when a name is marked wrong.
_MARKED = (
    '<div class="marked" role="region" aria-label="names marked wrong" hidden><p role="status"></p>'
    '<button type="button" class="go">Download exceptions</button><button type="button">Clear</button></div>'
)


def page(title: str, tally: Tally) -> str:
    """Return the page."""
    script = _read("report.js")
    policy = (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = list(sections(tally))
    links = "".join(f'<li><a href="#{key}">{name}</a></li>' for key, name, _ in parts)
    heading = escaped(title) if title else "Report"
    return "\n".join([
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,">',
        f"<title>{heading} · newsclean</title>",
        f"<style>{style('article', 'table', 'report')}</style></head>",
        '<body class="newsclean report">',
        '<a class="skip" href="#main">to the findings</a>',
        f'<header class="top"><p>newsclean report</p><h1>{heading}</h1>{_figures(tally)}</header>',
        f'<nav aria-label="sections"><ul>{links}</ul></nav>',
        '<main id="main">',
        _tools(tally),
        *(
            f'<section id="{key}" aria-labelledby="{key}-h"><h2 id="{key}-h">{name}</h2>\n{body}</section>'
            for key, name, body in parts
        ),
        f"<footer><p>{_colophon(tally)}</p></footer>",
        "</main>",
        _MARKED,
        f"<script>{script}</script>",
        "</body></html>\n",
    ])  # fmt: skip


@cache
def _read(name: str) -> str:
    return resources.files("newsclean.report").joinpath(name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return b64encode(sha256(script.encode()).digest()).decode()


# ---------------------------------------------------------------- the head


def _figures(tally: Tally) -> str:
    forms = len(tally.corrections)
    figures = [
        (f"{tally.documents:,}", "documents" if tally.documents != 1 else "document"),
        (share(tally.characters - tally.kept, tally.characters), "of the characters left out"),
        (f"{tally.names:,}", f"names put right, in {plural(forms, 'form')}"),
        (f"{tally.amiss:,}", "look wrong" if tally.amiss != 1 else "looks wrong"),
    ]
    return (
        "<dl>" + "".join(f"<div><dt>{what}</dt><dd>{number}</dd></div>" for number, what in figures) + "</dl>"
    )


def _tools(tally: Tally) -> str:
    labels = sorted(map(str, tally.blocks))
    sites = sorted({site for site, _ in top_sites(tally)})
    options = [
        ("label", "Label", labels),
        ("site", "Site", [site for site in sites if site]),
    ]
    selects = "".join(
        f'<select aria-label="{name}" data-by="{name}"><option value="">{every}</option>'
        + "".join(f"<option>{escaped(value)}</option>" for value in values)
        + "</select>"
        for name, every, values in options
        if values
    )
    return (
        '<div class="tools" role="search" hidden><input type="search" aria-label="search" '
        f'placeholder="Search names, texts, rules">{selects}'
        '<button type="button" aria-label="reset">✕</button></div>'
    )


def _colophon(tally: Tally) -> str:
    import newsclean
    from newsclean.rows import rules_version

    languages = ", ".join(f"{escaped(name)} {count:,}" for name, count in tally.languages.most_common(8))
    return (
        f"Made by newsclean {newsclean.__version__}, rules {rules_version()}, from "
        f"{plural(tally.documents, 'document')}{f' ({languages})' if languages else ''}. "
        "Totals are of all of them; lists say where they are of some."
    )
