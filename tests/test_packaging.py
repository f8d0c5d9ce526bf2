"""The package holds what it needs, and declares it."""

import ast
import re
import sys
import tomllib
from importlib import metadata, resources
from itertools import chain
from pathlib import Path

import pytest

import newsclean

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
#: Packages of extras whose module is called otherwise.
ELSEWHERE = {"haystack": "haystack-ai"}
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def normalized(distribution):
    return re.sub(r"[-_.]+", "-", distribution).lower()


def imported(path):
    """The first names of the absolute imports of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.partition(".")[0]


def test_what_is_imported_is_declared():
    lines = [*PROJECT["dependencies"], *chain(*PROJECT["optional-dependencies"].values())]
    declared = {normalized(re.match(r"[\w.-]+", line).group()) for line in lines}
    owners = metadata.packages_distributions()
    used = {name for path in SOURCES for name in imported(path)}
    foreign = used - sys.stdlib_module_names - {"newsclean"}
    assert foreign >= {"ftfy", "trafilatura", "unidecode"}
    # Of what is not installed here, the name has to do.
    owned = {name: owners.get(name, [ELSEWHERE.get(name, name)]) for name in foreign}
    assert {name for name in foreign if not declared & set(map(normalized, owned[name]))} == set()


@pytest.mark.parametrize(
    ("folder", "suffix"),
    [("rules/en", ".toml"), ("stopwords", ".txt"), ("gazetteer", ".tsv"), ("rules", ".md")],
)
def test_data_are_found_as_resources(folder, suffix):
    files = (resources.files("newsclean.data") / folder).iterdir()
    assert [file for file in files if file.name.endswith(suffix)]


def test_the_package_says_that_it_is_typed():
    assert (resources.files("newsclean") / "py.typed").is_file()


def test_the_command_is_declared():
    module, _, function = PROJECT["scripts"]["newsclean"].partition(":")
    assert callable(getattr(__import__(module, fromlist=[function]), function))


def test_the_version_is_one_of_the_changelog():
    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+)?", newsclean.__version__)
    assert newsclean.__version__ in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_oldest_python_is_said_once_and_meant():
    oldest = PROJECT["requires-python"].removeprefix(">=")
    assert f"Programming Language :: Python :: {oldest}" in PROJECT["classifiers"]
    assert f"Python {oldest} or newer" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_no_module_opens_without_a_docstring():
    """Of a package, the docstring is what ``help`` shows; the data folder is no module."""
    bare = [
        path
        for path in SOURCES
        if path.stat().st_size and not ast.get_docstring(ast.parse(path.read_bytes()))
    ]
    assert bare == []
