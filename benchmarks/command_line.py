"""What `newsclean clean` costs beside bare `newsclean.clean_many`, on the same lines of JSON.

    python benchmarks/command_line.py            # 2,000 invented articles, 1 and 2 processes, best of 5
    python benchmarks/command_line.py 20000 --repeats 3

Bare means: read the file, parse each line, clean the texts, throw the Documents away. The command line also writes
all of them, with their other fields, to a file. Both run by turns, each as a process of its own; the processor's
seconds are those of all its processes.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

OPENINGS = (
    "Engineers in Varn said on {day} that", "The council of Lund heard on {day} that", "Residents were told that",
    "A report of {pages} pages found that", "Ana Prifti, who runs the bakery by the bridge, said that",
    "The harbour master wrote in a letter that", "According to the ferry company,",
)  # fmt: skip
CLAIMS = (
    "the new bridge would open {months} months later than it had been promised",
    "some {people} people had spent the night in the school, and that all of them were safe",
    "the water had risen by {pages} centimetres in an hour, and was still rising",
    "nobody had been asked about the road, which runs through {months} gardens and a cemetery",
    "the boats could not leave before the wind had dropped well below gale force",
    "the money was there, but that the work had never begun",
    "the price of bread would rise by {pages} cents, whatever the minister said",
)
ENDINGS = (
    "The mayor did not want to comment.", "That had been known since 2019.", "“We have waited long enough,” he added.",
    "An inquiry is to follow.", "It was the third time in {months} years.",
)  # fmt: skip
RESIDUE = (
    "Skip to main content", "Share on Facebook", "Copy link", "Advertisement", "Sign up for our weekly newsletter",
    "Read more: Why the dam was never built", "14 comments", "Photograph: Tom Okafor/AP", "Listen to this article",
    "We use cookies to improve your experience. Accept all", "© 2025 The Harbour Post Ltd. All rights reserved.",
)  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")

#: Beyond this the command line costs too much.
LIMIT = 0.15


def articles(count: int) -> Iterator[dict[str, object]]:
    """Yield scraped articles of about 3,000 characters: invented, and the same every time."""
    rng = random.Random(20)  # noqa: S311 - no secret

    def sentence() -> str:
        text = f"{rng.choice(OPENINGS)} {rng.choice(CLAIMS)}. {rng.choice(ENDINGS)}"
        return text.format(
            day=rng.choice(DAYS),
            pages=rng.randint(3, 90),
            months=rng.randint(2, 11),
            people=rng.randint(40, 900),
        )

    for number in range(count):
        lines = [*rng.sample(RESIDUE, 3), f"Varn waits for news, day {number} | The Harbour Post"]
        for _ in range(rng.randint(5, 12)):
            lines.append(" ".join(sentence() for _ in range(rng.randint(1, 4))))
            if rng.random() < 0.2:
                lines.append(rng.choice(RESIDUE))
        lines += rng.sample(RESIDUE, 4)
        yield {"id": f"varn-{number}", "site": "harbourpost.example", "text": "\n".join(lines)}


BARE = """
import json, sys, newsclean
def texts():
    with open(sys.argv[1], encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]
if __name__ == "__main__":
    print(sum(1 for document in newsclean.clean_many(texts(), workers=int(sys.argv[2]))))
"""


class Cost(NamedTuple):
    """Seconds by the clock, and of processors."""

    clock: float
    processor: float


def cost(command: list[str]) -> Cost:
    """Run a command, and return what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - ours
    clock = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(clock, used)


def main() -> int:
    """Print the table; return 1 if the command line costs too much."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=2000)
    parser.add_argument("--repeats", type=int, default=5)
    arguments = parser.parse_args()
    worst = 0.0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script, given, out = folder / "bare.py", folder / "in.jsonl", folder / "out.jsonl"
        script.write_text(BARE)
        with given.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(article) + "\n" for article in articles(arguments.count))
        size = given.stat().st_size / arguments.count
        print(
            f"{arguments.count:,} articles of {size:,.0f} bytes, best of {arguments.repeats}, {os.cpu_count()} cores"
        )
        print("| processes | bare, s | command line, s | more | bare, CPU s | command line, CPU s | more |")
        print("|---|---|---|---|---|---|---|")
        for workers in (1, 2):
            bare, ours = [], []
            for _ in range(arguments.repeats):
                bare.append(cost([sys.executable, str(script), str(given), str(workers)]))
                command = ["clean", str(given), "-o", str(out), "--quiet", "--workers", str(workers)]
                ours.append(cost([sys.executable, "-m", "newsclean", *command]))
            clock = [min(each.clock for each in costs) for costs in (bare, ours)]
            used = [min(each.processor for each in costs) for costs in (bare, ours)]
            more = [ours / bare - 1 for bare, ours in (clock, used)]
            worst = max(worst, min(more))
            print(
                f"| {workers} | {clock[0]:.2f} | {clock[1]:.2f} | {more[0]:+.1%} "
                f"| {used[0]:.2f} | {used[1]:.2f} | {more[1]:+.1%} |"
            )
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
