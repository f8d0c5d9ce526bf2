"""Write what the documentation shows of the code: filters, commands, figures and the README's picture.

    python tools/build_docs.py           write the files
    python tools/build_docs.py --check   exit with 1 if a file is not what would be written

What a filter takes is data, so its page is made from the data: nobody has to remember to change
both. The same goes for the commands (``docs_commands.py``), for every figure of README and docs
(``docs_figures.py`` and ``figures.toml``), and for the picture (``docs_picture.py``). Only the
standard library and newsclean are needed.
"""

import argparse
import html
import inspect
import re
import sys
import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import newsclean
from docs_commands import commands
from docs_figures import filled
from docs_picture import picture
from newsclean import filters, labels
from newsclean.filters import ByRule
from newsclean.labels import ARTICLE_LABELS, Label
from newsclean.pipeline import PRESETS, Pipeline
from newsclean.steps import Stage, Step

ROOT = Path(__file__).parents[1]
PAGES = Path("docs/filters")
README = Path("README.md")
ARTICLE = Path("examples/article.txt")
PICTURE = Path("docs/assets/before-and-after.svg")
COMMANDS = Path("docs/reference/commands.md")
NOTE = "<!-- Made by tools/build_docs.py from the rule packs: change those, then run it. -->"

# Characters that Markdown would read as markup inside a table's cell, also in HTML.
_MARKUP_RE = re.compile(r"[\\`*_\[\]|~#$:]")
_EXAMPLE_RE = re.compile(r'^    [A-Z_]+ = "(\w+)"  # (.+)$', re.MULTILINE)

#: The pages show so many of a rule's phrases and cases, each phrase no longer than this: all of them
#: come to five megabytes, which nobody reads and every search would have to load.
MAX_SHOWN = 3
MAX_PHRASE_CHARS = 90

#: What filters that go by more than rules are shown with.
SAMPLES: dict[str, str] = tomllib.loads((ROOT / "tools/filter_samples.toml").read_text(encoding="utf-8"))
#: These stand between title and by-line or text, so the filters of those run before them.
UNDER_A_TITLE = ("standfirst", "signatures")
#: The article that stands around what rules take.
PARAGRAPHS = (
    "The ferry that had closed the harbour was pulled free on Wednesday morning.",
    "Divers will look at the hull before it sails, the harbour master said.",
)

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew",
    "hi": "Hindi", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip

Pack = dict[str, Any]


def main() -> int:
    """Write or check the files; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 on a difference")
    arguments = parser.parse_args()
    wanted = {
        PICTURE: picture(newsclean.clean(_article(), kind="text")),
        COMMANDS: commands(),
        **_with_figures(),
        **{PAGES / name: text for name, text in pages().items()},
    }
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


def _article() -> str:
    return (ROOT / ARTICLE).read_text(encoding="utf-8").strip()


def _with_figures() -> dict[Path, str]:
    """Return the README and the pages that have places for figures, with these filled in."""
    files = [ROOT / README, *sorted((ROOT / "docs").rglob("*.md"))]
    found = {file.relative_to(ROOT): file.read_text(encoding="utf-8") for file in files}
    return {path: filled(str(path), text) for path, text in found.items() if "<!-- figures:" in text}


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
    lines += _before_and_after(step, packs)
    for pack in packs:
        lines += _pack(pack)
    return "\n".join(lines).rstrip() + "\n"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _before_and_after(step: Step, packs: Sequence[Pack]) -> Iterator[str]:
    """Yield what the filter, and no other, makes of a text: a diff with labels."""
    if step.name in SAMPLES:
        text = SAMPLES[step.name]
    elif step.name == step.spec.label or packs:
        text = _sample(packs)
    else:
        raise SystemExit(f"tools/filter_samples.toml has no text for the filter {step.name}")
    before = [filters.byline, filters.title] if step.name in UNDER_A_TITLE else []
    document = newsclean.clean(text, pipeline=Pipeline([*before, step]))
    if not any(block.filter == step.name for block in document.blocks):
        raise SystemExit(f"{step.name} does nothing to its text in tools/filter_samples.toml")
    yield from ("## Before and after", "", "What this filter alone does to a text:", "", "```diff")
    for block in document.blocks:
        sign = " " if block.kept else "-"
        named = f"   [{block.label}: {block.rule}]" if block.filter else ""
        yield f"{sign} {block.text}{named}"
    yield from ("```", "")


def _sample(packs: Sequence[Pack]) -> str:
    """Return invented paragraphs with what a few rules take, and what they leave, where it must stand."""
    rules = [rule for rule in packs[0]["rules"] if rule.get("leaves")] or packs[0]["rules"]
    head: list[str] = []
    middle: list[str] = []
    tail: list[str] = []
    for rule in rules[:MAX_SHOWN]:
        taken = rule["takes"][0]
        ({"head": head, "tail": tail, "edge": tail}.get(rule.get("place", "any")) or middle).append(taken)
        middle += rule.get("leaves", [])[:1]
    return "\n".join([*head, PARAGRAPHS[0], *middle, PARAGRAPHS[1], *tail])


def _prose(thing: object) -> Iterator[str]:
    """Yield a docstring as Markdown: doctests in fences, reStructuredText's code in backticks."""
    for paragraph in (inspect.getdoc(thing) or "").split("\n\n"):
        if paragraph.startswith(">>>"):
            yield from ("```pycon", paragraph, "```", "")
        else:
            yield from (paragraph.replace("``", "`"), "")


def _pack(pack: Pack) -> Iterator[str]:
    language = pack["language"]
    # Otherwise a search for "paywall" brings 28 languages' sections before anything else.
    apart = "" if language == "en" else " { data-search-exclude }"
    yield from (f"## {LANGUAGES.get(language, language)}{apart}", "")
    if about := pack.get("about"):
        yield from (about, "")
    yield from (f"In full: `src/newsclean/data/rules/{language}/{pack['label']}.toml`.", "")
    yield from ("| rule | what it looks for | takes | leaves |", "|---|---|---|---|")
    for rule in pack.get("rules", []):
        name = f"{pack['label']}.{language}.{rule['id']}"
        cells = (
            f"<code>{_cell(name).replace('.', '.<wbr>')}</code>",
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
    phrases = "<br>".join(
        f"<code>{_cell(textwrap.shorten(phrase, MAX_PHRASE_CHARS, placeholder=' …'))}</code>"
        for phrase in rule["phrases"][:MAX_SHOWN]
    )
    limits = []
    if (more := len(rule["phrases"]) - MAX_SHOWN) > 0:
        limits.append(f"or {more} more")
    if "max_words" in rule:
        limits.append(f"at most {rule['max_words']} words")
    if place := {"head": "before", "tail": "after", "edge": "outside"}.get(rule.get("place", "any")):
        limits.append(f"{place} the running text")
    if "pattern" in rule:
        limits.append("a pattern has a say, too")
    return f"{how}<br>{phrases}" + (f"<br>{'; '.join(limits)}" if limits else "")


def _cells(texts: Sequence[str]) -> str:
    return "<br>".join(_cell(text) for text in texts[:MAX_SHOWN])


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
