"""Measure what cleaning costs through each way in, and print a Markdown table: see README.md.

Each way runs in a process of its own, over the same invented articles. The engine is started and a few
articles are cleaned first, which loads rules, model and names everywhere; that time is told apart. What is
measured then, from the sources in memory (for Spark, in a file) to all columns of all articles, is wall time,
for which the machine has to have nothing else to do, and on Linux the CPU time of all processes under way,
which other work on the machine changes little.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from invented import articles

#: Takes how many articles, and returns how many came out.
Run = Callable[[int], int]

WARM_UP: Final = 64  # articles a process
MANY: Final = 100_000_000
CORES: Final = 64


@dataclass(frozen=True)
class Way:
    """A way in: what it is called, the package that it needs, how it is made ready, with which processes."""

    name: str
    package: str | None
    ready: "Callable[[int, Path], Any]"
    processes: tuple[int, ...] = (1, 2)


def _table(path: Path, count: int) -> Any:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path).slice(0, count)


@contextmanager
def _loop(_processes: int, path: Path) -> Iterator[Run]:
    import newsclean

    def run(count: int) -> int:
        texts = _table(path, count).column("text").to_pylist()
        return sum(1 for text in texts if newsclean.clean(text).text is not None)

    yield run


@contextmanager
def _clean_many(processes: int, path: Path) -> Iterator[Run]:
    import newsclean

    def run(count: int) -> int:
        texts = _table(path, count).column("text").to_pylist()
        return sum(1 for _ in newsclean.clean_many(texts, workers=processes))

    yield run


@contextmanager
def _arrow(processes: int, path: Path) -> Iterator[Run]:
    from newsclean.arrow import clean_table

    yield lambda count: clean_table(_table(path, count), workers=processes).num_rows


@contextmanager
def _pandas(processes: int, path: Path) -> Iterator[Run]:
    from newsclean.pandas import clean_frame

    yield lambda count: len(clean_frame(_table(path, count).to_pandas(), workers=processes))


@contextmanager
def _polars(processes: int, path: Path) -> Iterator[Run]:
    import polars as pl

    from newsclean.polars import clean_frame

    def run(count: int) -> int:
        frame = pl.from_arrow(_table(path, count))
        assert isinstance(frame, pl.DataFrame)
        return clean_frame(frame, workers=processes).height

    yield run


@contextmanager
def _duckdb(_processes: int, path: Path) -> Iterator[Run]:
    import duckdb

    from newsclean.duckdb import register

    connection = duckdb.connect()
    connection.execute("SET threads = 1")
    register(connection)

    def run(count: int) -> int:
        connection.register("scraped", _table(path, count))
        done = connection.sql("SELECT id, newsclean(text) AS article FROM scraped")
        return int(done.to_arrow_table().num_rows)

    yield run


@contextmanager
def _datasets(processes: int, path: Path) -> Iterator[Run]:
    import datasets

    from newsclean.datasets import clean

    datasets.disable_caching()
    datasets.disable_progress_bars()
    yield lambda count: clean(datasets.Dataset(_table(path, count)), workers=processes).num_rows


@contextmanager
def _spark(processes: int, path: Path) -> Iterator[Run]:
    from pyspark.sql import SparkSession

    import newsclean.spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master(f"local[{processes}]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )

    def run(count: int) -> int:
        frame = session.read.parquet(str(path)).where(f"id < {count}").repartition(4 * processes)
        done = newsclean.spark.clean(frame)
        done.write.format("noop").mode("overwrite").save()  # all columns are made, and none is kept
        return count

    yield run
    session.stop()


@contextmanager
def _spark_column(processes: int, path: Path) -> Iterator[Run]:
    import newsclean.spark

    with _spark(processes, path):
        from pyspark.sql import SparkSession

        session = SparkSession.getActiveSession()
        assert session is not None

        def run(count: int) -> int:
            frame = session.read.parquet(str(path)).where(f"id < {count}").repartition(4 * processes)
            done = frame.select("id", newsclean.spark.clean_column("text").alias("article"))
            done.write.format("noop").mode("overwrite").save()
            return count

        yield run


@contextmanager
def _ray(processes: int, path: Path) -> Iterator[Run]:
    import ray

    import newsclean.ray

    ray.init(num_cpus=processes + 1, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    ray.data.DataContext.get_current().enable_progress_bars = False

    def run(count: int) -> int:
        table = _table(path, count)
        step = -(-count // (4 * processes))
        given = ray.data.from_arrow([table.slice(at, step) for at in range(0, count, step)])
        done = newsclean.ray.clean(given, compute=ray.data.ActorPoolStrategy(size=processes))
        return int(done.materialize().count())

    yield run
    ray.shutdown()


@contextmanager
def _dask(processes: int, path: Path) -> Iterator[Run]:
    import dask
    import dask.dataframe

    import newsclean.dask

    dask.config.set({"dataframe.convert-string": False})

    def run(count: int) -> int:
        given = dask.dataframe.from_pandas(_table(path, count).to_pandas(), npartitions=4 * processes)
        return len(newsclean.dask.clean(given).compute(scheduler="processes", num_workers=processes))

    yield run


@contextmanager
def _datatrove(_processes: int, path: Path) -> Iterator[Run]:
    from datatrove.data import Document

    from newsclean.datatrove import NewsCleaner

    def run(count: int) -> int:
        rows = _table(path, count).to_pylist()
        given = (Document(row["text"], str(row["id"]), metadata={"url": row["url"]}) for row in rows)
        return sum(1 for _ in NewsCleaner().run(given))

    yield run


@contextmanager
def _langchain(processes: int, path: Path) -> Iterator[Run]:
    from langchain_core.documents import Document

    from newsclean.langchain import NewsCleaner

    def run(count: int) -> int:
        given = [Document(text) for text in _table(path, count).column("text").to_pylist()]
        return len(NewsCleaner(workers=processes).transform_documents(given))

    yield run


@contextmanager
def _spacy(_processes: int, path: Path) -> Iterator[Run]:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("newsclean")

    def run(count: int) -> int:
        return sum(1 for _ in nlp.pipe(_table(path, count).column("text").to_pylist()))

    yield run


WAYS: Final = (
    Way("`clean`, in a loop", None, _loop, (1,)),
    Way("`clean_many`", None, _clean_many),
    Way("Arrow table", None, _arrow),
    Way("pandas", "pandas", _pandas),
    Way("polars", "polars", _polars),
    Way("DuckDB", "duckdb", _duckdb, (1,)),
    Way("datasets", "datasets", _datasets),
    Way("Spark, `mapInArrow`", "pyspark", _spark),
    Way("Spark, column", "pyspark", _spark_column),
    Way("Ray Data", "ray", _ray),
    Way("Dask", "dask", _dask),
    Way("datatrove step", "datatrove", _datatrove, (1,)),
    Way("LangChain", "langchain_core", _langchain),
    Way("spaCy, with its tokens", "spacy", _spacy, (1,)),
)


def _cpu_seconds() -> float:
    """Return the CPU time of this process and all below it, ended ones too; 0 where it is not told."""
    proc = Path("/proc")
    if not (proc / "self" / "stat").exists():
        return 0.0
    ticks: dict[int, int] = {}
    parents: dict[int, int] = {}
    for file in proc.glob("[0-9]*/stat"):
        try:
            # After the name, which may hold blanks and brackets: state, parent, ...
            fields = file.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        at = int(file.parent.name)
        parents[at] = int(fields[1])
        ticks[at] = sum(map(int, fields[11:15]))  # user and system, its own and its children's
    ours = {os.getpid()}
    while more := {at for at, parent in parents.items() if parent in ours} - ours:
        ours |= more
    return sum(ticks[at] for at in ours if at in ticks) / os.sysconf("SC_CLK_TCK")


def _measured(way: Way, processes: int, path: Path, count: int) -> dict[str, float]:
    """Return the seconds until a way is warm, those that it takes then, and those of CPU time."""
    begun = time.perf_counter()
    with way.ready(processes, path) as run:
        run(WARM_UP * processes)
        warm, used = time.perf_counter(), _cpu_seconds()
        found = run(count)
        done, cpu = time.perf_counter(), _cpu_seconds() - used
    if found != count:
        raise SystemExit(f"{way.name}: {found} of {count} came out")
    return {"start": warm - begun, "seconds": done - warm, "cpu": cpu}


def _in_a_process(at: int, processes: int, path: Path, count: int) -> dict[str, float]:
    command = [
        sys.executable,
        __file__,
        "--one",
        str(at),
        str(processes),
        str(path),
        "--articles",
        str(count),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    if done.returncode:
        raise SystemExit(f"{WAYS[at].name} failed:\n{done.stderr[-3000:]}")
    line = next(line for line in reversed(done.stdout.splitlines()) if line.startswith("{"))
    return json.loads(line)  # type: ignore[no-any-return]


def _write(path: Path, count: int) -> int:
    """Write the articles to a Parquet file; return how many characters they have."""
    import pyarrow as pa
    import pyarrow.parquet

    made = [*articles(count)]
    columns = {name: [getattr(article, name) for article in made] for name in ("id", "url", "text")}
    pyarrow.parquet.write_table(pa.table(columns), path, row_group_size=max(count // 16, 1))
    return sum(len(article.text) for article in made)


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _rows(path: Path, count: int, only: list[str], repeat: int) -> Iterator[dict[str, Any]]:
    for at, way in enumerate(WAYS):
        if only and not any(word.lower() in way.name.lower() for word in only):
            continue
        if way.package and find_spec(way.package) is None:
            print(f"{way.name}: {way.package} is not installed, left out", file=sys.stderr)
            continue
        for processes in way.processes:
            runs = [_in_a_process(at, processes, path, count) for _ in range(repeat)]
            best = min(runs, key=lambda run: run["seconds"])
            rate = count / best["seconds"]
            print(f"{way.name}, {processes}: {rate:.1f}/s", file=sys.stderr)
            yield {"way": way.name, "processes": processes, "rate": rate, **best}


def _printed(rows: list[dict[str, Any]], count: int, characters: int) -> Iterator[str]:
    """Yield the table's lines: one row a way."""
    yield (
        f"{count:,} articles of {characters / count:,.0f} characters in the mean, Python "
        f"{platform.python_version()}, {_cpu()} ({os.cpu_count()} cores)."
    )
    yield ""
    yield "| way | start, s | 1 process, documents/s | 2 processes | a CPU second | 10⁸ on 64 cores |"
    yield "|---|---|---|---|---|---|"
    for way in dict.fromkeys(row["way"] for row in rows):
        own = {row["processes"]: row for row in rows if row["way"] == way}
        most = own[max(own)]
        cells = [f"{own[n]['rate']:.0f}" if n in own else "" for n in (1, 2)]
        core = count / most["cpu"] if most["cpu"] else most["rate"] / max(own)
        hours = MANY / core / CORES / 3600
        yield f"| {way} | {most['start']:.0f} | {cells[0]} | {cells[1]} | {core:.0f} | {hours:.1f} h |"


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=20_000, help="how many (20000)")
    parser.add_argument("--way", action="append", default=[], help="only ways with this in their name")
    parser.add_argument("--repeat", type=int, default=1, help="so many runs of each; the best counts (1)")
    parser.add_argument("--save", type=Path, help="write the figures to this file, too, as JSON")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        at, processes, path = arguments.one
        print(json.dumps(_measured(WAYS[int(at)], int(processes), Path(path), arguments.articles)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.parquet"
        characters = _write(path, arguments.articles)
        rows = [*_rows(path, arguments.articles, arguments.way, arguments.repeat)]
    if arguments.save:
        arguments.save.write_text(json.dumps(rows, indent=1) + "\n", "utf-8")
    print("\n".join(_printed(rows, arguments.articles, characters)))


if __name__ == "__main__":
    main()
