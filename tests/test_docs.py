"""What the documentation shows is what the code does."""

import ast
import csv
import doctest
import json
import os
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newsclean.cli import _parser

ROOT = Path(__file__).parents[1]
#: docs/filters is generated, and as large as the rest; the test below says that it is up to date.
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md")),
    *(page for page in sorted((ROOT / "docs").rglob("*.md")) if page.parent.name != "filters"),
]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))

FENCE_RE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Not of a session's code, where "[...](...)" is Python.
LINK_RE = re.compile(r"(?<!`)\[[^\]]+\]\((?!https?:|#)([^)#\s]+)")
INLINE_RE = re.compile(r"`[^`\n]+`")

#: What a code block may be, and by whom it is checked.
SESSIONS = ("python", "pycon")
#: Code for clusters and frameworks that tests/engines has; here its calls are checked against what there is.
SKETCH = "py"
KINDS = {*SESSIONS, SKETCH, "console", "sh", "csv", "toml", "json", "text"}

#: Of a block of commands that is not run here, because it changes the machine or needs files that a reader has.
INSTALL_RE = re.compile(r"\bpip install .*?newsclean(?:\[([\w,]+)\])?")
MAKE_RE = re.compile(r"^make ([\w-]+)", re.MULTILINE)
COMMAND_RE = re.compile(r"\bnewsclean (\w+)((?: +(?:'[^']*'|\"[^\"]*\"|[^\s;|&#]+))*)")
OPTION_RE = re.compile(r"(?<!\S)--?[a-z][\w-]*")


def name(path):
    return str(path.relative_to(ROOT))


def blocks(page, *kinds):
    return [code for kind, code in FENCE_RE.findall(page.read_text(encoding="utf-8")) if kind in kinds]


def pages_with(*kinds):
    return [page for page in PAGES if blocks(page, *kinds)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_code_block_is_of_a_kind_that_is_checked(page):
    assert {kind for kind, _ in FENCE_RE.findall(page.read_text(encoding="utf-8"))} <= KINDS


@pytest.mark.parametrize("page", pages_with(*SESSIONS), ids=name)
def test_code_in_a_page_gives_what_it_shows(page, monkeypatch):
    """All blocks of a page run in one namespace, from top to bottom; each is a session."""
    monkeypatch.chdir(ROOT)
    code = blocks(page, *SESSIONS)
    assert all(">>>" in block for block in code), "show code as a session, so that its outcome is checked"
    session = doctest.DocTestParser().get_doctest("\n".join(code), {}, name(page), str(page), 0)
    failures, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session)
    assert tried
    assert not failures


@pytest.mark.parametrize("page", pages_with(SKETCH), ids=name)
def test_calls_of_newsclean_in_sketches_could_be_made(page):
    for block in blocks(page, SKETCH):
        for call in ast.walk(ast.parse(block)):
            called = (
                re.fullmatch(r"newsclean\.(\w+)\.([a-z_]+)", ast.unparse(call.func))
                if isinstance(call, ast.Call)
                else None
            )
            if called is None:
                continue
            module, function = called.groups()
            source = (ROOT / "src" / "newsclean" / f"{module}.py").read_text(
                encoding="utf-8"
            )  # needs an extra
            (made,) = (
                d for d in ast.parse(source).body if isinstance(d, ast.FunctionDef) and d.name == function
            )
            named = {argument.arg for argument in (*made.args.args, *made.args.kwonlyargs)}
            assert made.args.kwarg or {keyword.arg for keyword in call.keywords} <= named


@pytest.mark.parametrize("page", pages_with("console"), ids=name)
def test_commands_in_a_page_print_what_it_shows(page, tmp_path):
    """Lines after "$ " run in a copy of examples/; what stands below each is what it prints."""
    shutil.copytree(ROOT / "examples", tmp_path, dirs_exist_ok=True)
    command = tmp_path / "bin" / "newsclean"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newsclean "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    paths = os.pathsep.join(filter(None, sys.path))
    env = {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": paths,
        "LANG": "C.UTF-8",
    }
    for block in blocks(page, "console"):
        shown = [part.partition("\n") for part in block.removeprefix("$ ").split("\n$ ")]
        script = "\n".join(f"{line}\necho '-- end --'" for line, _, _ in shown)
        done = subprocess.run(  # one shell a block, as a reader has
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        printed = done.stdout.split("-- end --\n")
        assert done.returncode == 0, done.stderr
        assert printed == [f"{output.rstrip()}\n" if output.strip() else "" for _, _, output in shown] + [""]


@pytest.mark.parametrize("page", pages_with("sh"), ids=name)
def test_commands_that_are_not_run_could_be(page):
    """They are shell, and name commands, options, extras and targets that exist."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    commands = next(action.choices for action in _parser()._actions if isinstance(action.choices, dict))
    for block in blocks(page, "sh"):
        subprocess.run(["bash", "-n"], input=block, text=True, check=True)
        for extras in INSTALL_RE.findall(block):
            assert set(filter(None, extras.split(","))) <= set(project["optional-dependencies"])
        assert set(MAKE_RE.findall(block)) <= set(targets)
        for command, arguments in COMMAND_RE.findall(block):
            assert command in commands
            assert set(OPTION_RE.findall(arguments)) <= set(commands[command]._option_string_actions)
        assert re.search(r"\b(make|newsclean)\b", block), "show it as a session with $, or in the text"


@pytest.mark.parametrize("page", pages_with("csv", "toml", "json"), ids=name)
def test_data_in_a_page_can_be_read(page, tmp_path):
    for block in blocks(page, "toml"):
        assert tomllib.loads(block)
    for block in blocks(page, "json"):
        assert json.loads(block)
    for block in blocks(page, "csv"):
        from newsclean.names import Gazetteer

        file = tmp_path / "names.csv"
        file.write_text(block, encoding="utf-8")
        assert len(Gazetteer.from_csv(file)) == len([*csv.DictReader(block.splitlines())])


@pytest.mark.parametrize("page", [*PAGES, ROOT / "docs/filters/index.md"], ids=name)
def test_links_between_pages_lead_somewhere(page):
    text = INLINE_RE.sub("", FENCE_RE.sub("", page.read_text(encoding="utf-8")))
    assert [link for link in LINK_RE.findall(text) if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("script", EXAMPLES, ids=name)
def test_examples_run(script, capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", [str(script)])
    runpy.run_path(str(script), run_name="__main__")
    assert "corridor, not a concession" in capsys.readouterr().out


def test_generated_pages_are_up_to_date():
    done = subprocess.run(
        [sys.executable, "tools/build_docs.py", "--check"],
        cwd=ROOT,
        env={"PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
