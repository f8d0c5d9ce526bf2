"""The figures that README and docs show: read from where they are made, and put into texts.

See ``tools/figures.toml``, which has the texts and what was measured by hand.
"""

import re
import tomllib
from importlib import resources
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from newsclean.names import Gazetteer

__all__ = ["filled"]

FIGURES = Path(__file__).with_name("figures.toml")
CARDS = resources.files("newsclean.data") / "model"

_PLACE_RE = re.compile(r"(<!-- figures: ([\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

#: The ways of scraping, as the card names them and as a reader knows them.
SCRAPES = {
    "get_text": "all visible text",
    "inscriptis": "inscriptis' rendering",
    "p": "`<p>` only",
    "p_li": "`<p>`, `<li>` and headings",
    "readability": "readability's output",
    "resiliparse": "resiliparse's output",
    "trafilatura": "trafilatura's output",
}
#: The sets of pages, as the card of pages and figures.toml name them, and as a reader knows them.
PAGES = {
    "news, en": ("trafilatura_news_en", "news, English"),
    "news, other": ("trafilatura_news_other", "news, other languages"),
    "web, en": ("trafilatura_web_en", "blogs, guides and news of the open web, English"),
}


def filled(page: str, text: str) -> str:
    """Return ``text`` with each place for figures filled in; ``page`` is its name, for messages."""
    values: dict[str, Any] | None = None
    done: list[str] = []
    end = 0
    for place in _PLACE_RE.finditer(text):
        values = values or _values()
        template = values["blocks"].get(place[2])
        if template is None:
            raise SystemExit(
                f"{page} asks for the figures {place[2]!r}, which tools/figures.toml does not have"
            )
        done += [
            text[end : place.start()],
            place[1],
            "\n",
            template.format(**values).strip(),
            "\n\n",
            place[3],
        ]
        end = place.end()
    return "".join(done) + text[end:]


def _values() -> dict[str, Any]:
    data = tomllib.loads(FIGURES.read_text(encoding="utf-8"))
    blocks = data.pop("blocks")
    text_card = _rows(_card("README.md"))
    html_card = _rows(_card("html.md"))
    names = data["names"]
    names["share"] = round(100 * names["right"] / names["garbled"])
    choices, right = _rows(_card("names.md"))["dev"][:2]
    names["cv"] = round(100 * _number(right) / _number(choices))
    data["html"]["cv_pages"] = int(sum(_number(html_card[pages][0]) for pages in PAGES))
    return {
        "blocks": blocks,
        "text_table": _text_table(data["text"], text_card),
        "html_table": _html_table(data["html"], html_card),
        "card": SimpleNamespace(text_other=_number(text_card["mean"][1])),
        "counts": _counts(),
        **{name: SimpleNamespace(**values) for name, values in data.items()},
    }


def _card(name: str) -> str:
    return (CARDS / name).read_text(encoding="utf-8")


def _rows(card: str) -> dict[str, list[str]]:
    """Return the rows of a card's tables by their first cell; of a name that comes twice, the first."""
    rows: dict[str, list[str]] = {}
    for line in card.splitlines():
        if line.startswith("|"):
            first, *cells = (cell.strip() for cell in line.strip("|").split("|"))
            rows.setdefault(first, cells)
    return rows


def _number(cell: str) -> float:
    """Return the number that a cell begins with."""
    return float(cell.split(maxsplit=1)[0].replace(",", ""))


def _best(values: list[float]) -> list[str]:
    """Return the values with three digits, the greatest in bold."""
    return [f"**{value:.3f}**" if value == max(values) else f"{value:.3f}" for value in values]


def _text_table(measured: dict[str, Any], card: dict[str, list[str]]) -> str:
    lines = ["| scrape | left as it is | C4's line rules | jusText | newsclean |", "|---|---|---|---|---|"]
    for scrape, name in SCRAPES.items():
        lines.append(f"| {name} | {' | '.join(_best([*measured[scrape], _number(card[scrape][0])]))} |")
    return "\n".join(lines)


def _html_table(measured: dict[str, Any], card: dict[str, list[str]]) -> str:
    lines = ["| pages | number | trafilatura 2.3 | newsclean |", "|---|---|---|---|"]
    for pages, (peer, name) in PAGES.items():
        number, ours = card[pages][:2]
        lines.append(f"| {name} | {number} | {' | '.join(_best([measured[peer], _number(ours)]))} |")
    return "\n".join(lines)


def _counts() -> SimpleNamespace:
    """Return how many rules, languages and names there are; of names, to the hundred below."""
    kinds = [entity.kind.value for entity in Gazetteer.default()]
    packs = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for folder in (resources.files("newsclean.data") / "rules").iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return SimpleNamespace(
        rules=sum(len(pack.get("rules", ())) for pack in packs),
        languages=len({pack["language"] for pack in packs}),
        **{
            name: f"{kinds.count(kind) // 100 * 100:,}"
            for name, kind in (("people", "person"), ("places", "place"), ("organisations", "org"))
        },
    )
