"""What a site profile keeps of one scrape: hashes of its blocks and of its sentences."""

import re
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import blake2b
from struct import Struct
from struct import error as StructError  # noqa: N812 - it is a class
from typing import NamedTuple

from newsclean.document import Document
from newsclean.errors import ProfileError
from newsclean.fold import fold
from newsclean.shape import CLOSERS, PROSE_WEIGHT, SENTENCE_ENDS, weight

__all__ = ["Trace", "block_key", "unlike"]

#: More blocks than this are a list of links; the smallest hashes of two such lists still meet.
MAX_BLOCKS = 500
#: By so many sentences an article is told from others, however long it is.
MAX_SENTENCES = 64
#: Shorter sentences, in bytes, are in many articles ("He did not say why.").
MIN_SENTENCE_BYTES = 24
#: Articles that share so much of the shorter one's sentences are one article, scraped twice.
SAME_ARTICLE = 0.5
#: See ``unlike``: each round but the last finds sentences that the one before took for an article's own.
MAX_ROUNDS = 4

_NO_LETTERS_RE = re.compile(r"[\W\d_]+")
_SENTENCE_RE = re.compile(rf"(?<=[{re.escape(SENTENCE_ENDS)}])[{re.escape(CLOSERS)}]*\s*")
_KEY = Struct(">Q")


def block_key(text: str) -> int:
    """Return 64 bits that stand for the letters of ``text``; 0 if it has none.

    >>> block_key("42 comments") == block_key("7 Comments »")
    True
    """
    letters = _letters(text)
    return _hashed(letters) if letters else 0


def _letters(text: str) -> bytes:
    return _NO_LETTERS_RE.sub(" ", fold(text)).strip().encode("utf-8", "surrogatepass")


def _hashed(data: bytes) -> int:
    # Not hash(): that is another in every process.
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


class Trace(NamedTuple):
    """The smallest hashes of a scrape's blocks, and of the sentences of its running text, sorted.

    The smallest, because those of two scrapes are then the same ones. ``id`` is a hash of both; traces
    are sorted by it, so the first of them are a fair sample.
    """

    id: int
    blocks: tuple[int, ...]
    sentences: tuple[int, ...]

    @classmethod
    def made(cls, blocks: Iterable[int], sentences: Iterable[int]) -> "Trace":
        """Return the trace of these hashes."""
        of_blocks = tuple(sorted(set(blocks) - {0})[:MAX_BLOCKS])
        of_sentences = tuple(sorted(set(sentences))[:MAX_SENTENCES])
        return cls(_hashed(_packed(of_blocks) + b"|" + _packed(of_sentences)), of_blocks, of_sentences)

    @classmethod
    def of(cls, document: Document) -> "Trace":
        """Return the trace of a Document: all of its blocks, and the sentences that it keeps.

        Only of kept blocks, because a consent dialogue that newsclean knows would make any two short
        articles of a site look like one.
        """
        prose = (block.text for block in document.blocks if block.kept)
        return cls.made(
            (block_key(block.text) for block in document.blocks),
            (
                _hashed(letters)
                for text in prose
                if weight(text) >= PROSE_WEIGHT
                for sentence in _SENTENCE_RE.split(text)
                if len(letters := _letters(sentence)) >= MIN_SENTENCE_BYTES
            ),
        )

    def to_bytes(self) -> tuple[bytes, bytes, bytes]:
        """Return ``id``, blocks and sentences, eight bytes a hash, big end first.

        Bytes are in the order of the hashes: who sorts by these three, sorts as Python does by the trace.
        """
        return _KEY.pack(self.id), _packed(self.blocks), _packed(self.sentences)

    @classmethod
    def from_bytes(cls, blocks: bytes, sentences: bytes) -> "Trace":
        """Return the trace that ``to_bytes`` made these from.

        Raises:
            struct.error: They are not of eight bytes a hash.
        """
        return cls.made(_keys(blocks), _keys(sentences))

    def to_dict(self) -> dict[str, str]:
        """Return the trace as plain data: eight bytes a hash, in base64."""
        return {
            "blocks": b64encode(_packed(self.blocks)).decode("ascii"),
            "sentences": b64encode(_packed(self.sentences)).decode("ascii"),
        }

    @classmethod
    def from_dict(cls, data: object, where: str) -> "Trace":
        """Return the trace that ``to_dict`` made ``data`` from; errors call it ``where``.

        Raises:
            ProfileError: ``data`` is something else (also a ``ValueError``).
        """
        if not isinstance(data, dict):
            raise ProfileError(f"'{where}' must be an object, not {type(data).__name__}")
        return cls.made(
            _unpacked(data.get("blocks"), f"{where}.blocks"),
            _unpacked(data.get("sentences"), f"{where}.sentences"),
        )


def _packed(keys: Sequence[int]) -> bytes:
    return b"".join(map(_KEY.pack, keys))


def _keys(data: bytes) -> list[int]:
    return [key for (key,) in _KEY.iter_unpack(data)]


def _unpacked(value: object, where: str) -> list[int]:
    if isinstance(value, str):
        with suppress(ValueError, StructError):
            return _keys(b64decode(value, validate=True))
    raise ProfileError(f"'{where}' must be hashes of eight bytes each, in base64")


def unlike(traces: Iterable[Trace]) -> list[Trace]:
    """Return traces of different articles: of scrapes that share most of their text, the longest.

    Two scrapes are of one article if the longer has half of the shorter one's sentences or more. What the
    shorter one shows besides is not heard at all: better to miss a block of the site than to take a
    headline for one. A site's own sentences (on the author, on how to complain) are in many articles and
    would make short ones look alike; so those that two unlike articles share no longer count, and the
    traces are compared again. A trace that has no sentence left is not heard either.
    """
    ordered = sorted(traces, key=lambda trace: (-len(trace.sentences), trace.id))
    common: frozenset[int] = frozenset()
    heard: list[Trace] = []
    for _ in range(MAX_ROUNDS):
        heard = _heard(ordered, common)
        seen = Counter(key for trace in heard for key in trace.sentences)
        found = frozenset(key for key, count in seen.items() if count > 1)
        if found <= common:
            break
        common |= found
    return heard


def _heard(ordered: Iterable[Trace], common: frozenset[int]) -> list[Trace]:
    heard: list[Trace] = []
    owners: dict[int, list[int]] = {}  # which of those heard have a sentence
    for trace in ordered:
        own = [key for key in trace.sentences if key not in common]
        shared = Counter(owner for key in own for owner in owners.get(key, ()))
        if own and max(shared.values(), default=0) < SAME_ARTICLE * len(own):
            for key in own:
                owners.setdefault(key, []).append(len(heard))
            heard.append(trace)
    return heard
