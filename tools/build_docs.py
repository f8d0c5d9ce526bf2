"""Write what the documentation shows of the code: docs/filters, and the README's before and after.

    python tools/build_docs.py           write the files
    python tools/build_docs.py --check   exit with 1 if a file is not what would be written

What a filter takes is data, so its page is made from the data: nobody has to remember to change
both. Only the standard library and newsclean are needed.
"""

import argparse
import html
import inspect
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import newsclean
from newsclean import labels
from newsclean.filters import ByRule
from newsclean.labels import ARTICLE_LABELS, Label
from newsclean.pipeline import PRESETS, Pipeline
from newsclean.steps import Stage, Step

ROOT = Path(__file__).parents[1]
PAGES = Path("docs/filters")
README = Path("README.md")
ARTICLE = Path("examples/article.txt")
NOTE = "<!-- Made by tools/build_docs.py from the rule packs: change those, then run it. -->"

# Characters that Markdown would read as markup inside a table's cell, also in HTML.
_MARKUP_RE = re.compile(r"[\\`*_\[\]|~#$:]")
_EXAMPLE_RE = re.compile(r'^    [A-Z_]+ = "(\w+)"  # (.+)$', re.MULTILINE)

Pack = dict[str, Any]


def main() -> int:
    """Write or check the files; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 on a difference")
    arguments = parser.parse_args()
    wanted = {README: _readme(), **{PAGES / name: text for name, text in pages().items()}}
    stale = [path for path, text in wanted.items() if _current(path) != text]
    extra = [
        path for file in sorted((ROOT / PAGES).glob("*.md")) if (path := PAGES / file.name) not in wanted
    ]
    if arguments.check:
        for path in (*stale, *extra):
            print(f"{path} is out of date: run python tools/build_docs.py", file=sys.stderr)
        return int(bool(stale or extra))
    (ROOT / PAGES).mkdir(parents=True, exist_ok=True)
    for path in stale:
        (ROOT / path).write_text(wanted[path], encoding="utf-8", newline="\n")
    for path in extra:
        (ROOT / path).unlink()
    return 0


def _current(path: Path) -> str | None:
    file = ROOT / path
    return file.read_text(encoding="utf-8") if file.exists() else None


def _readme() -> str:
    """Return the README with the example article, and what is made of it, in their places."""
    article = (ROOT / ARTICLE).read_text(encoding="utf-8").strip()
    shown = {"before": article, "after": newsclean.clean(article, kind="text").text}
    text = (ROOT / README).read_text(encoding="utf-8")
    for place, content in shown.items():
        block = re.search(rf"(?<=<!-- {place} -->\n```text\n).*?(?=```\n)", text, re.DOTALL)
        if not block:
            raise SystemExit(f"{README} has no block after <!-- {place} -->")
        text = f"{text[: block.start()]}{content}\n{text[block.end() :]}"
    return text


def pages() -> dict[str, str]:
    """Return the text of every page by its file's name."""
    steps: dict[str, Step] = {}
    presets: dict[str, list[str]] = {}
    for preset in PRESETS:
        for step in Pipeline.preset(preset):
            if step.spec.stage is Stage.FILTER:
                steps.setdefault(step.name, step)
                presets.setdefault(step.name, []).append(preset)
    packs = _packs()
    made = {
        f"{name}.md": _page(step, presets[name], packs.get(_pack_label(step), []))
        for name, step in steps.items()
    }
    if unused := set(packs) - set(map(_pack_label, steps.values())):
        raise SystemExit(f"no filter of any preset uses the packs of: {', '.join(sorted(unused))}")
    return {"index.md": _index(steps, packs), **made}


def _pack_label(step: Step) -> str:
    """Return the label whose packs a filter uses: the one it gives, or, if several, its namesake."""
    return step.spec.label or step.name


def _packs() -> dict[str, list[Pack]]:
    """Return the rule packs as written, by label; the compiled ones have their phrases expanded."""
    folder = resources.files("newsclean.data") / "rules"
    found: dict[str, list[Pack]] = {}
    every = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for language in folder.iterdir()
        if language.is_dir()
        for file in language.iterdir()
        if file.name.endswith(".toml")
    ]
    for pack in sorted(every, key=lambda pack: (pack["language"] != "en", pack["language"], pack["label"])):
        found.setdefault(pack["label"], []).append(pack)
    return found


def examples() -> dict[Label, str]:
    """Return the example of each label: the comment beside it in ``newsclean/labels.py``."""
    return {Label(value): text for value, text in _EXAMPLE_RE.findall(inspect.getsource(labels.Label))}


# ---------------------------------------------------------------- one filter


def _page(step: Step, presets: Sequence[str], packs: Sequence[Pack]) -> str:
    lines = [f"# {step.name}", "", NOTE, ""]
    given = f"Gives the label `{step.spec.label}`. " if step.spec.label else ""
    lines += [f"{given}In the presets {_listed(presets)}.", ""]
    if not isinstance(step.function, ByRule):
        lines += [*_prose(inspect.getmodule(step.function)), *_prose(step.function)]
    for pack in packs:
        lines += _pack(pack)
    return "\n".join(lines).rstrip() + "\n"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _prose(thing: object) -> Iterator[str]:
    """Yield a docstring as Markdown: doctests in fences, reStructuredText's code in backticks."""
    for paragraph in (inspect.getdoc(thing) or "").split("\n\n"):
        if paragraph.startswith(">>>"):
            yield from ("```pycon", paragraph, "```", "")
        else:
            yield from (paragraph.replace("``", "`"), "")


def _pack(pack: Pack) -> Iterator[str]:
    rules = pack.get("rules", [])
    yield from (f"## Rules: {pack['language']}", "")
    if about := pack.get("about"):
        yield from (about, "")
    if rule := next((rule for rule in rules if rule.get("leaves")), None):
        takes, leaves = _cell(rule["takes"][0]), _cell(rule["leaves"][0])
        yield from ("Takes:", "", f"> {takes}", "", "Leaves:", "", f"> {leaves}", "")
    yield from ("| rule | where its phrase stands | takes | leaves |", "|---|---|---|---|")
    for rule in rules:
        name = f"{pack['label']}.{pack['language']}.{rule['id']}"
        cells = (
            f"<code>{_cell(name)}</code>",
            _condition(rule),
            _cells(rule["takes"]),
            _cells(rule.get("leaves", [])),
        )
        yield f"| {' | '.join(cells)} |"
    yield ""


def _condition(rule: dict[str, Any]) -> str:
    how = {
        "whole": "the block is",
        "starts": "the block starts with",
        "ends": "the block ends with",
        "contains": "the block holds",
    }[rule.get("match", "whole")]
    phrases = "<br>".join(f"<code>{_cell(phrase)}</code>" for phrase in rule["phrases"])
    limits = []
    if "max_words" in rule:
        limits.append(f"at most {rule['max_words']} words")
    if place := {"head": "before", "tail": "after", "edge": "outside"}.get(rule.get("place", "any")):
        limits.append(f"{place} the running text")
    if "pattern" in rule:
        limits.append(f"it also matches <code>{_cell(rule['pattern'])}</code>")
    return f"{how}<br>{phrases}" + (f"<br>{'; '.join(limits)}" if limits else "")


def _cells(texts: Sequence[str]) -> str:
    return "<br>".join(_cell(text) for text in texts)


def _cell(text: str) -> str:
    """Return ``text`` so that neither HTML nor Markdown nor a table reads anything into it."""
    escaped = html.escape(" ".join(text.split()), quote=False)
    return _MARKUP_RE.sub(lambda match: f"&#{ord(match.group())};", escaped)


# ---------------------------------------------------------------- all filters


def _index(steps: dict[str, Step], packs: dict[str, list[Pack]]) -> str:
    lines = [
        "# Filters",
        "",
        NOTE,
        "",
        "A filter labels blocks and removes nothing: what belongs to the article is decided by the label",
        "alone. Filters run in the order below, and the first that labels a block decides.",
        "",
        "| filter | gives | rules |",
        "|---|---|---|",
    ]
    for name, step in steps.items():
        given = f"`{step.spec.label}`" if step.spec.label else "several labels"
        count = sum(len(pack.get("rules", [])) for pack in packs.get(_pack_label(step), []))
        lines.append(f"| [{name}]({name}.md) | {given} | {count or ''} |")
    lines += ["", "## Labels", "", "| label | example | in the text |", "|---|---|---|"]
    for label, example in examples().items():
        lines.append(f"| `{label}` | {_cell(example)} | {'yes' if label in ARTICLE_LABELS else ''} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
