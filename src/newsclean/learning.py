r"""Learn the profiles of many sites from tables: record batches of sources to record batches of traces.

    >>> import pyarrow
    >>> from newsclean.learning import learn_table
    >>> rain = "It rained on the town of Varn for the third day, and the river rose above the old bridge."
    >>> wind = "The wind took the roof off a school in Lund, but none of the children in it was hurt."
    >>> us = "The Harbour Post is made by nine people above a bakery."
    >>> table = pyarrow.table({
    ...     "url": ["https://harbourpost.example/rain", "https://www.harbourpost.example/wind"],
    ...     "text": [f"{rain}\n{us}", f"{wind}\n{us}"],
    ... })
    >>> learn_table(table, url="url")
    {'harbourpost.example': SiteProfile(site='harbourpost.example', articles=2, blocks=1)}

A trace is what a profile keeps of one scrape. Traces can be made anywhere, stored, put together and thinned
out to the ``MAX_ARTICLES`` smallest a site: in any order and any number of times, the profiles are those that
``SiteProfile.learn`` makes of all of a site's articles. Needs the extra ``arrow``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from newsclean.cleaning import Kind, clean
from newsclean.errors import InputTypeError
from newsclean.extras import need
from newsclean.profile import READING, SiteProfile
from newsclean.records import check_columns, record
from newsclean.sites import site_of
from newsclean.trace import Trace

if TYPE_CHECKING:
    import pyarrow as pa
else:
    pa = need("pyarrow", "arrow")

__all__ = ["TRACES", "BatchTracer", "learn_table", "profiles_of", "trace_table"]

#: What a table of traces holds: the site, and of each scrape an id, its blocks and its sentences, as bytes.
TRACES: Final = pa.schema(
    [pa.field(name, kind, nullable=False) for name, kind in (("site", pa.string()), ("id", pa.binary()))]
    + [pa.field(name, pa.binary(), nullable=False) for name in ("blocks", "sentences")]
)


@dataclass(frozen=True, slots=True)
class BatchTracer:
    """A function from record batch to record batch: sources to traces, of the schema ``TRACES``.

    Rows without a source or without a site give no trace.

    Args:
        text: The column of sources: text or HTML, told apart row by row unless ``kind`` says which.
        html: A column of HTML. Where it is null, ``text`` counts.
        url: The column of addresses, whose hosts are the sites: see ``newsclean.sites.site_of``.
        site: A column of sites, instead of ``url``.
        kind: As for ``newsclean.clean``, of ``text``.

    Raises:
        InputTypeError: Neither ``url`` nor ``site`` is given (also a ``TypeError``).
    """

    text: str | None = "text"
    html: str | None = None
    url: str | None = None
    site: str | None = None
    kind: Kind = "auto"

    def __post_init__(self) -> None:
        if (self.url is None) == (self.site is None):
            raise InputTypeError("name the column that tells an article's site: url=... or site=...")

    def check(self, names: Iterable[object]) -> None:
        """Refuse a table without the columns that are asked for.

        Raises:
            InputTypeError: One is not there (also a ``TypeError``).
        """
        there = [*names]
        check_columns((self.text, self.html), there)
        check_columns((self.text, self.html, self.url, self.site), there)

    def __call__(self, batch: "pa.RecordBatch") -> "pa.RecordBatch":
        """Return the traces of a batch of sources."""
        self.check(batch.schema.names)
        nothing = [None] * batch.num_rows
        columns = [
            batch.column(name).to_pylist() if name else nothing
            for name in (self.text, self.html, self.site or self.url)
        ]
        rows = []
        for text, page, told in zip(*columns, strict=True):
            given = record(text, page, None, self.kind)
            site = told if self.site else site_of(told)
            if given.source is not None and site is not None:
                document = clean(given.source, kind=given.kind, pipeline=READING)
                rows.append((site, *Trace.of(document).to_bytes()))
        arrays = [pa.array([row[at] for row in rows], field.type) for at, field in enumerate(TRACES)]
        return pa.record_batch(arrays, schema=TRACES)


def trace_table(table: "pa.Table", *, workers: int = 1, **options: Any) -> "pa.Table":
    """Return the traces of a table of sources; ``options`` are those of ``BatchTracer``."""
    from newsclean.arrow import map_batches

    tracer = BatchTracer(**options)
    tracer.check(table.schema.names)
    return pa.Table.from_batches([*map_batches(tracer, table.to_batches(), workers=workers)], TRACES)


def learn_table(
    table: "pa.Table", *, min_witnesses: int = 2, min_share: float = 0.1, workers: int = 1, **options: Any
) -> dict[str, SiteProfile]:
    """Return the profile of each site of a table: what ``SiteProfile.learn`` makes of the site's articles.

    ``min_witnesses`` and ``min_share`` are as for ``SiteProfile``; ``options`` are those of ``BatchTracer``.
    """
    traces = trace_table(table, workers=workers, **options)
    return profiles_of(traces, min_witnesses=min_witnesses, min_share=min_share)


def profiles_of(
    traces: "pa.Table", *, min_witnesses: int = 2, min_share: float = 0.1
) -> dict[str, SiteProfile]:
    """Return the profile of each site of a table of traces, in the order of the sites' names.

    Raises:
        ProfileError: ``min_witnesses`` or ``min_share`` is out of its range (also a ``ValueError``).
    """
    empty = SiteProfile(None, (), min_witnesses, min_share)
    columns = [traces.column(name).to_pylist() for name in ("site", "blocks", "sentences")]
    rows = sorted(zip(*columns, strict=True))
    return {
        site: replace(
            empty, site=site, traces=tuple(Trace.from_bytes(blocks, sents) for _, blocks, sents in group)
        )
        for site, group in groupby(rows, key=lambda row: row[0])
    }
