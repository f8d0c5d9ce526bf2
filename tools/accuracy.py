"""The accuracy gate: measure newsclean on labelled pages, and fail below the floors.

The pages, the names and the yardstick (newsbench) live beside the repository, in ``../shared``.
Where they are absent there is nothing to measure, and that is said and passes. Floors stand in
``tools/accuracy.toml`` and only rise.

    python tools/accuracy.py            # the gate
    python tools/accuracy.py --full     # on all pages, instead of every fifth
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BENCH = SHARED / "tools" / "newsbench.py"
FLOORS = ROOT / "tools" / "accuracy.toml"
MODELS = ROOT / "src" / "newsclean" / "data" / "model"
#: The gate measures every fifth page, which takes two minutes on two cores; all of them take eight.
EVERY = 5


def main() -> int:
    """Run the gate; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="measure on all pages")
    arguments = parser.parse_args()
    if not BENCH.exists():
        print("accuracy: skipped: the labelled pages (../shared) are not on this machine")
        return 0
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    every = 1 if arguments.full else EVERY
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each waits for a process of its own
        waiting = {
            "text": pool.submit(_text, every),
            "html": pool.submit(_html, every),
            "names": pool.submit(_names),
            "meta": pool.submit(_meta),
            "seeds": pool.submit(_seeds),
        }
        measured = {group: future.result() for group, future in waiting.items()}
    measured["unseen"] = _unseen()
    measured["speed"] = _speed()  # alone on the machine
    failures = 0
    for group, limits in floors.items():
        for name, limit in limits.items():
            value = measured[group].get(name)
            at_most = name.startswith("max_")
            good = value is not None and (value <= limit if at_most else value >= limit)
            failures += not good
            sign = "<=" if at_most else ">="
            shown = "not measured" if value is None else f"{value:.4g}"
            print(f"{'ok  ' if good else 'FAIL'} {group:6} {name:28} {shown:>12}  {sign} {limit}")
    print(f"accuracy: {failures} of the floors missed" if failures else "accuracy: all floors held")
    return 1 if failures else 0


def _bench(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(BENCH), *arguments], capture_output=True, text=True, check=False, cwd=ROOT
    )
    if done.returncode > 1:
        raise SystemExit(f"newsbench {' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout


def _found(pattern: str, text: str) -> float | None:
    match = re.search(pattern, text)
    return float(match.group(1)) if match else None


def _seeds() -> dict[str, float | None]:
    return {"max_differences": _found(r"seeds: (\d+) differences", _bench("seeds"))}


def _text(every: int) -> dict[str, float | None]:
    """Return F1 by language and way of scraping, and recall for the scrape that keeps most."""
    values: dict[str, float | None] = {}
    for line in _bench("text", "--every", str(every), "--json").splitlines():
        row = json.loads(line)
        _, _, path = row["name"].partition(" ")
        _, pages, language, scrape = path.split("/")
        if pages == "all":
            values[f"{language}.{scrape}"] = row["F1"]
            values[f"{language}.{scrape}.recall"] = row["R"]
    return values


def _html(every: int) -> dict[str, float | None]:
    """Return F1 and the share of pages that are exactly right, by the pages' collection and language."""
    values: dict[str, float | None] = {}
    for line in _bench("html", "--every", str(every), "--json").splitlines():
        row = json.loads(line)
        _, collection, language = row["name"].split(" ")[1].split("/")
        values[f"{collection}.{language}"] = row["F1"]
        values[f"{collection}.{language}.exact"] = row["exact"]
    return values


def _meta() -> dict[str, float | None]:
    """Return the share of headlines, days and captions that are right, and the F1 of the authors."""
    output = _bench("meta")
    return {
        name: _found(rf"{printed} ([\d.]+)", output)
        for name, printed in {
            "title": "title",
            "authors": "authors F1",
            "day": "day",
            "captions": "captions found",
        }.items()
    }


def _unseen() -> dict[str, float | None]:
    """Return the cross-validated F1 in the classifiers' cards, by language and way of scraping."""
    values: dict[str, float | None] = {}
    for row in re.finditer(
        r"^\| (\w+) \| ([\d.]+)[^|]*\| ([\d.]+)[^|]*\|$",
        (MODELS / "README.md").read_text("utf-8"),
        re.MULTILINE,
    ):
        values[f"en.{row[1]}"], values[f"other.{row[1]}"] = float(row[2]), float(row[3])
    for row in re.finditer(
        r"^\| (news|web), (\w+) \| \d+ \| ([\d.]+) \|.*\| ([\d.]+) \|$",
        (MODELS / "html.md").read_text("utf-8"),
        re.MULTILINE,
    ):
        values[f"html.{row[1]}.{row[2]}"] = float(row[3])
        values[f"html.{row[1]}.{row[2]}.alone"] = float(row[4])
    return values


def _names() -> dict[str, float | None]:
    output = _bench("names")
    return {
        "garbled_plain": _found(r"garbled plain\s+fixed \S+ = ([\d.]+)", output),
        "max_untouched_changed": _found(r"untouched sentences changed \S+ = ([\d.]+)", output),
        "max_per_100000_words": _found(r"= ([\d.]+) per 100,000 words", output),
    }


def _speed() -> dict[str, float | None]:
    output = _bench("speed")
    return {name: _found(rf"speed {name}\s.*= ([\d.]+) x", output) for name in ("bodies", "get_text", "p")}


if __name__ == "__main__":
    sys.exit(main())
