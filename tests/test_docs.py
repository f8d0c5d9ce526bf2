"""What the documentation shows is what the code does."""

import doctest
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))

FENCE_RE = re.compile(r"^```(?:python|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK_RE = re.compile(r"(?<!`)\[[^\]]+\]\((?!https?:|#)([^)#\s]+)")

WITH_CODE = [page for page in PAGES if FENCE_RE.search(page.read_text(encoding="utf-8"))]


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", WITH_CODE, ids=name)
def test_code_in_a_page_gives_what_it_shows(page, monkeypatch):
    """All blocks of a page run in one namespace, from top to bottom; each is a session."""
    monkeypatch.chdir(ROOT)
    text = page.read_text(encoding="utf-8")
    blocks = FENCE_RE.findall(text)
    assert all(">>>" in block for block in blocks), "show code as a session, so that its outcome is checked"
    session = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, name(page), str(page), 0)
    failures, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(session)
    assert tried
    assert not failures


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_between_pages_lead_somewhere(page):
    links = LINK_RE.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


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
