"""Run the notebooks of examples/ and write their outputs, or check that they still come out the same.

    python tools/notebooks.py            # run all, write their outputs
    python tools/notebooks.py --check    # write nothing; exit code 1 if one fails or prints something else

What is compared is text: how pandas and browsers are told to draw a table changes with their versions.
A notebook whose metadata name modules under "requires" is left out where one of them is missing.
Needs nbclient and ipykernel, which `make` installs.
"""

import argparse
import difflib
import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "examples"
TIMEOUT_S = 300


def main() -> int:
    """Run the notebooks; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; compare what is printed")
    parser.add_argument("notebooks", nargs="*", type=Path, help="default: all of examples/")
    arguments = parser.parse_args()
    # A kernel says where the interpreter lies, and debuggers where a file does; neither belongs in an output.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    failed = 0
    for path in arguments.notebooks or sorted(FOLDER.glob("*.ipynb")):
        notebook: Any = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        if missing := [*_missing(notebook)]:
            print(f"notebooks: {path.name}: skipped, it needs {', '.join(missing)}")
            continue
        before = [*_printed(notebook)]
        try:
            _run(notebook)
        except CellExecutionError as error:
            print(f"notebooks: {path.name}: {error}", file=sys.stderr)
            failed += 1
            continue
        text = f"{nbformat.writes(notebook)}\n"
        if arguments.check:
            difference = [
                *difflib.unified_diff(before, [*_printed(notebook)], "committed", "now", lineterm="")
            ]
        else:
            difference = []
            path.write_text(text, encoding="utf-8", newline="\n")
        if places := [place for place in (str(ROOT), str(Path.home()), sys.prefix) if place in text]:
            difference.append(f"it shows places of this machine: {', '.join(places)}")
        if difference:
            print(
                f"notebooks: {path.name}: run python tools/notebooks.py",
                *difference,
                sep="\n",
                file=sys.stderr,
            )
            failed += 1
        else:
            print(f"notebooks: {path.name}: {'as committed' if arguments.check else 'written'}")
    return int(bool(failed))


def _missing(notebook: Any) -> Iterator[str]:
    for module in notebook.metadata.get("requires", ()):
        parent = module.partition(".")[0]
        if importlib.util.find_spec(parent) is None or importlib.util.find_spec(module) is None:
            yield module


def _run(notebook: Any) -> None:
    """Execute a notebook in place, and keep of it only what says something about the article."""
    client = NotebookClient(
        notebook,
        timeout=TIMEOUT_S,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
        extra_arguments=["--log-level=ERROR"],  # otherwise it warns that others on this machine could listen
    )
    client.execute()
    notebook.metadata = {
        **{key: value for key, value in notebook.metadata.items() if key == "requires"},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key == "tags"}
        if "outputs" in cell:
            cell.outputs = _joined(cell.outputs)


def _joined(outputs: list[Any]) -> list[Any]:
    """Return the outputs with what was printed in pieces put together: where it is cut is chance.

    What goes to standard error is left out: Spark's Java speaks of this machine there.
    """
    found: list[Any] = []
    for output in outputs:
        if output.get("name") == "stderr":
            continue
        before = found[-1] if found else None
        if before and output.get("name") and output.get("name") == before.get("name"):
            before.text += output.text
        else:
            found.append(output)
    return found


def _printed(notebook: Any) -> Iterator[str]:
    """Yield the lines that each cell prints or shows as text."""
    for number, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", ()):
            shown = output.get("text") or output.get("data", {}).get("text/plain", "")
            for line in str(shown).splitlines():
                yield f"cell {number}: {line.rstrip()}"


if __name__ == "__main__":
    sys.exit(main())
