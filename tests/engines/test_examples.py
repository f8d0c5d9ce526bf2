"""Each user's story of examples/engines runs, in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import needed, needed_java

pytestmark = pytest.mark.engines

SCRIPTS = sorted((Path(__file__).parents[2] / "examples" / "engines").glob("*.py"))
MODULES = {"spark": "pyspark", "langchain": "langchain_core"}


def test_there_is_one_for_each():
    assert [script.stem.partition("_")[0] for script in SCRIPTS] == [
        "dask", "datasets", "datatrove", "haystack", "langchain", "ray", "scrapy", "spacy", "spark",
    ]  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_example(script, tmp_path):
    name = script.stem.partition("_")[0]
    needed(MODULES.get(name, name))
    if name == "spark":
        needed_java()
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "corridor, not a concession" in done.stdout
