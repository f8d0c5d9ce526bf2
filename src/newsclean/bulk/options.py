"""What a run is asked to do."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from newsclean.bulk.inputs import InputFormat
from newsclean.cleaning import Kind
from newsclean.pipeline import Pipeline

__all__ = ["Fields", "Options", "OutputFormat", "StopError"]

OutputFormat = Literal["jsonl", "parquet", "text"]


class StopError(Exception):
    """A run cannot begin or go on; ``code`` is what the command exits with."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Fields:
    """Where in a record things stand.

    Without ``text`` and ``html``, the field ``text`` is the source, or else ``html``. With both, the page
    counts where there is one. ``url`` and ``id`` may be missing. ``keep`` names the other fields that stay;
    ``None`` means all.
    """

    text: str | None = None
    html: str | None = None
    url: str = "url"
    id: str = "id"
    keep: tuple[str, ...] | None = None

    @property
    def asked(self) -> list[str]:
        """The fields that were named, and so must be there: not those that are the default."""
        return [name for name in (self.text, self.html) if name is not None]


@dataclass(frozen=True, slots=True)
class Options:
    """All that a run depends on.

    ``output`` is ``None`` for standard output. ``settings`` says in words what the pipeline is: a run goes on
    only with the settings that it was begun with.
    """

    names: tuple[str, ...]
    output: str | None
    format: OutputFormat
    pipeline: Pipeline
    settings: dict[str, str]
    workers: int
    fields: Fields = field(default_factory=Fields)
    kind: Kind = "auto"
    input_format: InputFormat | None = None
    resume: bool = False
    restart: bool = False
    errors: Path | None = None
    summary: str | None = None
    quiet: bool = False
