"""Ray Data: articles of a Dataset, cleaned by actors with a pipeline each. Needs the extra ``ray``.

import newsclean.ray
articles = newsclean.ray.clean(ray.data.read_parquet("scraped"), text="body")
"""

from typing import TYPE_CHECKING, Any

from newsclean.arrow import BatchCleaner, clean_table
from newsclean.extras import need
from newsclean.pool import check_picklable

if TYPE_CHECKING:
    import pyarrow as pa
    from ray.data import ActorPoolStrategy, Dataset
else:
    need("ray.data", "ray")

__all__ = ["Cleaner", "clean"]

#: So many rows go to an actor at once, by default.
BATCH_ROWS = 256


class Cleaner:
    """What an actor runs: rules, model and names are loaded once, with the first batch."""

    def __init__(self, **options: Any) -> None:
        self._options = options

    def __call__(self, table: "pa.Table") -> "pa.Table":
        """Return the clean articles of a block."""
        return clean_table(table, **self._options)


def clean(
    dataset: "Dataset",
    *,
    compute: "ActorPoolStrategy | None" = None,
    batch_size: int = BATCH_ROWS,
    num_cpus: float = 1,
    **options: Any,
) -> "Dataset":
    """Return the clean articles of a Dataset, lazily.

    Args:
        dataset: The sources.
        compute: How many actors, as for ``map_batches``; by default as many as there are CPUs for.
        batch_size: So many rows go to an actor at once.
        num_cpus: What an actor takes of the cluster; cleaning keeps one CPU busy.
        options: Those of ``newsclean.arrow.BatchCleaner``. The other columns stay, in front.

    Raises:
        InputTypeError: A column is missing, where the Dataset knows its columns beforehand (also a
            ``TypeError``).
        PipelinePicklingError: The pipeline cannot be sent to actors. Told before the job starts (also a
            ``TypeError``).
    """
    cleaner = BatchCleaner(**options)
    check_picklable(cleaner)
    schema = dataset.schema(fetch_if_missing=False)
    if schema is not None and hasattr(schema.base_schema, "field"):  # Arrow's, and not pandas'
        cleaner.schema(schema.base_schema)
    return dataset.map_batches(
        Cleaner,
        fn_constructor_kwargs=options,
        batch_format="pyarrow",
        batch_size=batch_size,
        compute=compute,
        num_cpus=num_cpus,
    )
