"""Hugging Face datasets: articles of a Dataset, cached by what made them. Needs the extra ``datasets``.

import newsclean.datasets
articles = newsclean.datasets.clean(datasets.load_dataset("parquet", data_files="scraped"), text="body")
"""

from typing import TYPE_CHECKING, Any, TypeVar

from newsclean.arrow import BatchCleaner, clean_table
from newsclean.cleaning import check_workers, pipeline_of
from newsclean.extras import need
from newsclean.pool import check_picklable
from newsclean.rows import rules_version

if TYPE_CHECKING:
    import pyarrow as pa
    from datasets import Dataset, DatasetDict, IterableDataset, IterableDatasetDict

    D = TypeVar("D", Dataset, DatasetDict, IterableDataset, IterableDatasetDict)
else:
    need("datasets", "datasets")
    D = TypeVar("D")

__all__ = ["clean", "fingerprint"]

#: So many rows are in memory at once.
BATCH_ROWS = 1000


def clean(dataset: D, *, workers: int = 1, batch_size: int = BATCH_ROWS, **options: Any) -> D:
    """Return the clean articles of a Dataset, of one that streams, or of a dict of splits.

    Args:
        dataset: The sources.
        workers: How many processes clean (``num_proc``); a Dataset that streams has none of its own.
        batch_size: So many rows are in memory at once.
        options: Those of ``newsclean.arrow.BatchCleaner``. The other columns stay, in front.

    A Dataset is cached: cleaned again with the same options, also in another process, it is read from disk,
    and after an update of newsclean or its rules it is made anew.

    Raises:
        InputTypeError: A column is missing, or ``workers`` is not a positive number (also a ``TypeError``).
        PipelinePicklingError: The pipeline cannot be sent to other processes (also a ``TypeError``).
    """
    import datasets

    check_workers(workers)
    cleaner = BatchCleaner(**options)
    check_picklable(cleaner)
    given: Any = dataset  # what the four kinds have in common, their types do not tell
    if isinstance(dataset, dict):
        again = {"workers": workers, "batch_size": batch_size, **options}
        return type(dataset)({name: clean(part, **again) for name, part in given.items()})
    stored = isinstance(dataset, datasets.Dataset)
    if given.features is None:  # one that streams from a generator, say
        given = given._resolve_features()  # noqa: SLF001 - what its own methods call then
    # Not the result's own schema: features do not tell what is never null.
    schema = cleaner.schema(given.features.arrow_schema)
    settings: dict[str, Any] = {}
    if stored:
        settings = {
            "num_proc": workers if workers > 1 else None,
            "new_fingerprint": fingerprint(given, **options),
        }
    made = given.with_format("arrow").map(
        _Cleaned(options),
        batched=True,
        batch_size=batch_size,
        features=datasets.Features.from_arrow_schema(schema),
        **settings,
    )
    cleaned: D = made.with_format(given.format["type"] if stored else None)
    return cleaned


class _Cleaned:
    """What ``map`` calls."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._options = options

    def __call__(self, table: "pa.Table") -> "pa.Table":
        return clean_table(table, **self._options)


def fingerprint(dataset: "Dataset", **options: Any) -> str:
    """Return what tells the clean articles of a Dataset from any others: the name of their cache file.

    It is made of the Dataset's own, newsclean's version and rules, and the pipeline's steps, and is the
    same in any process.
    """
    from datasets.fingerprint import Hasher

    import newsclean

    given = dict(options)
    steps = [(step.spec, step.function) for step in pipeline_of(given.pop("pipeline", None))]
    hasher = Hasher()
    hasher.update(dataset._fingerprint)  # noqa: SLF001 - there is no other name for it
    hasher.update((newsclean.__version__, rules_version()))
    hasher.update(sorted(given.items()))
    for spec, function in steps:
        hasher.update(repr(spec))
        hasher.update(function)
    return str(hasher.hexdigest())
