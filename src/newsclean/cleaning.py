"""``clean`` and ``clean_many``: the front doors."""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from functools import cache, partial
from typing import Literal, TypeVar, get_args, overload

from newsclean.decode import decode
from newsclean.document import Document
from newsclean.errors import InputTypeError
from newsclean.failure import Failure, each
from newsclean.html import looks_like_html
from newsclean.pipeline import Pipeline

__all__ = [
    "Failure",
    "Kind",
    "OnError",
    "Source",
    "check_workers",
    "clean",
    "clean_many",
    "pipeline_of",
    "settled",
    "size_of",
]

T = TypeVar("T")
Source = str | bytes
Kind = Literal["auto", "text", "html"]
OnError = Literal["raise", "skip", "return"]


def clean(
    source: Source,
    *,
    url: str | None = None,
    kind: Kind = "auto",
    pipeline: Pipeline | str | None = None,
) -> Document:
    r"""Return the Document of what a scraper brought.

    Args:
        source: Plain text or HTML, as ``str`` or as ``bytes`` (decoded by byte order mark, UTF-8,
            declaration or detection, in this order).
        url: Where it came from. Kept, and used for the publisher and for site profiles.
        kind: "text" or "html" where you know; "auto" looks.
        pipeline: What to do; a ``Pipeline``, or a preset's name ("default", "gentle", "strict").

    Any text and any bytes give a Document: what cannot be cleaned is told by its ``status``.
    The time is linear in the length of ``source``.

    Raises:
        InputTypeError: ``source`` is neither ``str`` nor ``bytes`` (also a ``TypeError``).
        UnknownStepError: There is no such preset or kind (also a ``LookupError``).

    >>> clean("Rain fell on Oslo for a third day.\n\nSign up for our newsletter").text
    'Rain fell on Oslo for a third day.'
    """
    if isinstance(source, bytes | bytearray | memoryview):
        text = decode(bytes(source))
    elif isinstance(source, str):
        text = source
    else:
        raise InputTypeError(_wrong_type(source))
    if url is not None and not isinstance(url, str):
        raise InputTypeError(f"url must be a str or None, not {type(url).__name__}")
    chosen = pipeline_of(pipeline)
    if kind not in ("auto", "text", "html"):
        raise InputTypeError(f"kind must be 'auto', 'text' or 'html', not {kind!r}")
    if kind == "html" or (kind == "auto" and looks_like_html(text)):
        from newsclean.extract import extract

        page = extract(text, url)
        return chosen.run(page.text, url=url, facts=page.facts, markup=page.markup)
    return chosen.run(text, url=url)


@overload
def clean_many(
    sources: Iterable[Source],
    *,
    workers: int = ...,
    kind: Kind = ...,
    pipeline: Pipeline | str | None = ...,
    on_error: Literal["raise", "skip"] = ...,
) -> Iterator[Document]: ...
@overload
def clean_many(
    sources: Iterable[Source],
    *,
    workers: int = ...,
    kind: Kind = ...,
    pipeline: Pipeline | str | None = ...,
    on_error: Literal["return"],
) -> Iterator[Document | Failure]: ...
def clean_many(
    sources: Iterable[Source],
    *,
    workers: int = 1,
    kind: Kind = "auto",
    pipeline: Pipeline | str | None = None,
    on_error: OnError = "raise",
) -> Iterator[Document | Failure]:
    """Yield the Document of each source, in order.

    Args:
        sources: What to clean; read no further ahead than the workers need, so a generator of any length
            is fine.
        workers: How many processes clean. With 1, this one does. Steps of your own travel along, lambdas and
            functions of notebooks too, unless they hold what cannot be pickled.
        kind: As for ``clean``.
        pipeline: As for ``clean``.
        on_error: What to do where a source is of a wrong type, a step of yours raises, or the system kills
            a worker over it, twice: "raise" what went wrong, "skip" the source, or "return" a ``Failure`` in
            its Document's place.

    Stopping early, or Ctrl-C, ends the workers. A worker that is killed costs nothing but time: its batch is
    done again.

    Raises:
        InputTypeError: ``sources`` is a single text, ``workers`` is not a positive number, there is no such
            ``on_error``, or, if that is "raise", a source is neither ``str`` nor ``bytes``.
        PipelinePicklingError: The pipeline cannot be sent to another process (also a ``TypeError``).
        WorkerError: Worker processes are killed (also a ``RuntimeError``).
    """
    if isinstance(sources, str | bytes):
        raise InputTypeError("clean_many() takes several sources, not one; clean one with newsclean.clean()")
    check_workers(workers)
    if on_error not in get_args(OnError):
        raise InputTypeError(f"on_error must be one of {', '.join(get_args(OnError))}, not {on_error!r}")
    cleaner = partial(clean, kind=kind, pipeline=pipeline_of(pipeline))
    if workers == 1:
        return settled(each(cleaner, sources), on_error)
    from newsclean.pool import in_processes

    return settled(in_processes(cleaner, sources, workers, size_of), on_error)


def settled(
    outcomes: Generator[T | Failure, None, None], on_error: OnError
) -> Generator[T | Failure, None, None]:
    """Yield outcomes, with failures raised, skipped or left among them."""
    with closing(outcomes):  # an exception that is kept would keep its processes
        for outcome in outcomes:
            if not isinstance(outcome, Failure) or on_error == "return":
                yield outcome
            elif on_error == "raise":
                raise outcome.raised() from None


def check_workers(workers: object) -> None:
    """Refuse what is no number of workers.

    Raises:
        InputTypeError: It is not (also a ``TypeError``).
    """
    if not isinstance(workers, int) or workers < 1:
        raise InputTypeError(f"workers must be a whole number from 1, not {workers!r}")


def size_of(source: object) -> int:
    """Return how many characters or bytes a source has; 0 for what is none."""
    return len(source) if isinstance(source, str | bytes | bytearray) else 0


def pipeline_of(pipeline: Pipeline | str | None) -> Pipeline:
    """Return the pipeline that an argument means.

    Raises:
        InputTypeError: It is neither a pipeline nor a name (also a ``TypeError``).
        UnknownStepError: There is no preset of that name (also a ``LookupError``).
    """
    if isinstance(pipeline, Pipeline):
        return pipeline
    if pipeline is None or isinstance(pipeline, str):
        return _preset(pipeline or "default")
    raise InputTypeError(
        f"pipeline must be a newsclean.Pipeline or a preset's name, not {type(pipeline).__name__}"
    )


_preset = cache(Pipeline.preset)


def _wrong_type(source: object) -> str:
    hints = {
        "NoneType": "Did the scraper return nothing? Skip it, or pass ''.",
        "PosixPath": "Read the file first: clean(path.read_bytes()).",
        "WindowsPath": "Read the file first: clean(path.read_bytes()).",
        "list": "Clean several with newsclean.clean_many(sources).",
        "tuple": "Clean several with newsclean.clean_many(sources).",
        "Response": "Pass the response's body: clean(response.content).",
        "Document": "It is clean already; its text is document.text.",
    }
    name = type(source).__name__
    hint = hints.get(name, "Pass the text, or the page's HTML.")
    return f"clean() takes str or bytes, not {name}. {hint}"
