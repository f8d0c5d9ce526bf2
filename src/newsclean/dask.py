"""Dask: articles of a DataFrame, partition by partition. Needs the extra ``dask``.

    import newsclean.dask
    articles = newsclean.dask.clean(dask.dataframe.read_parquet("scraped"), text="body")

Cleaning is Python: use the scheduler of processes, or a cluster's, for threads do the work of one CPU.
"""

from typing import TYPE_CHECKING, Any

from newsclean.extras import need
from newsclean.pandas import clean_frame
from newsclean.pool import check_picklable

if TYPE_CHECKING:
    import dask.dataframe as dd
    import pandas as pd
else:
    need("dask.dataframe", "dask")

__all__ = ["clean"]


def clean(frame: "dd.DataFrame", **options: Any) -> "dd.DataFrame":
    """Return the clean articles of a DataFrame, lazily, under its index.

    ``options`` are those of ``newsclean.pandas.clean_frame``, but for ``workers``: who works, Dask
    decides. The other columns stay, in front.

    Raises:
        InputTypeError: A column is missing (also a ``TypeError``).
        PipelinePicklingError: The pipeline cannot be sent to workers. Told before the job starts (also a
            ``TypeError``).
    """
    check_picklable(options)
    meta = _cleaned(frame._meta, options)  # noqa: SLF001 - Dask's name for an empty frame with its columns
    return frame.map_partitions(_cleaned, options, meta=meta)


def _cleaned(part: "pd.DataFrame", options: dict[str, Any]) -> "pd.DataFrame":
    return clean_frame(part, **options)
