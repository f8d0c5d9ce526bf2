"""``clean``: the front door."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import islice
from typing import Literal

from newsclean.decode import decode
from newsclean.document import Document
from newsclean.errors import InputTypeError
from newsclean.html import looks_like_html
from newsclean.pipeline import Pipeline

__all__ = ["Kind", "Source", "clean", "clean_many"]

#: How many sources go to a worker at once: enough that handing them over does not count.
BATCH = 64

Source = str | bytes
Kind = Literal["auto", "text", "html"]


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
    chosen = _pipeline(pipeline)
    if kind not in ("auto", "text", "html"):
        raise InputTypeError(f"kind must be 'auto', 'text' or 'html', not {kind!r}")
    if kind == "html" or (kind == "auto" and looks_like_html(text)):
        from newsclean.extract import extract

        page = extract(text, url)
        return chosen.run(page.text, url=url, facts=page.facts, markup=page.markup)
    return chosen.run(text, url=url)


def clean_many(
    sources: Iterable[Source],
    *,
    workers: int = 1,
    kind: Kind = "auto",
    pipeline: Pipeline | str | None = None,
) -> Iterator[Document]:
    """Yield the Document of each source, in order.

    With ``workers`` above 1, that many processes clean batches of sources; the pipeline must then
    be picklable, as it is unless it holds lambdas or functions defined inside others. Sources are
    read no further ahead than the workers need, so a generator of any length is fine.

    Raises:
        InputTypeError: A source is neither ``str`` nor ``bytes``, ``sources`` is a single text, or
            ``workers`` is not a positive number.
    """
    if isinstance(sources, str | bytes):
        raise InputTypeError("clean_many() takes several sources, not one; clean one with newsclean.clean()")
    if not isinstance(workers, int) or workers < 1:
        raise InputTypeError(f"workers must be a whole number from 1, not {workers!r}")
    cleaner = partial(_clean_batch, kind=kind, pipeline=_pipeline(pipeline))
    if workers == 1:
        return (document for source in sources for document in cleaner([source]))
    return _in_processes(cleaner, sources, workers)


def _clean_batch(sources: Sequence[Source], *, kind: Kind, pipeline: Pipeline) -> list[Document]:
    return [clean(source, kind=kind, pipeline=pipeline) for source in sources]


def _in_processes(
    cleaner: Callable[[Sequence[Source]], list[Document]], sources: Iterable[Source], workers: int
) -> Iterator[Document]:
    """Yield what ``cleaner`` makes of batches of ``sources``, in order, with few of them under way."""
    from concurrent.futures import Future, ProcessPoolExecutor

    rest = iter(sources)
    with ProcessPoolExecutor(workers) as pool:
        waiting: deque[Future[list[Document]]] = deque()
        try:
            while batch := list(islice(rest, BATCH)):
                waiting.append(pool.submit(cleaner, batch))
                if len(waiting) > 2 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:  # the caller stopped, or a source was of a wrong type
                future.cancel()


def _pipeline(pipeline: Pipeline | str | None) -> Pipeline:
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
