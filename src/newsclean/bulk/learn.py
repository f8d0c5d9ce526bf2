"""Records to the Documents that a site profile is learnt from."""

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import closing

from newsclean.bulk.inputs import InputFormat, find
from newsclean.bulk.options import Fields, StopError
from newsclean.bulk.readers import Place, Reader
from newsclean.bulk.work import Payload, Reading, size_of_payload
from newsclean.cleaning import Kind
from newsclean.document import Document
from newsclean.errors import MissingExtraError
from newsclean.failure import Failure, each
from newsclean.profile import READING

__all__ = ["documents_of"]


def documents_of(
    names: Iterable[str], fields: Fields, kind: Kind, input_format: InputFormat | None, workers: int
) -> Iterator[tuple[Document | None, str]]:
    """Yield the Document of each record, as a profile reads it; or ``None``, and the trouble.

    Raises:
        StopError: A package is missing that the inputs need.
    """
    places: deque[Place] = deque()

    def payloads() -> Iterator[Payload]:
        for item in Reader(find(names, input_format), fields):
            places.append(item.place)
            yield item.payload

    work = Reading(fields, kind, READING)
    if workers == 1:
        outcomes = each(work, payloads())
    else:
        from newsclean.pool import in_processes

        outcomes = in_processes(work, payloads(), workers, size_of_payload)
    try:
        with closing(outcomes):
            for found in outcomes:
                place = places.popleft()
                if isinstance(found, Document):
                    yield found, ""
                else:
                    reason = found.error if isinstance(found, Failure) else found.reason
                    yield None, f"{place.named()}: {reason}"
    except MissingExtraError as error:
        raise StopError(str(error), 2) from None
