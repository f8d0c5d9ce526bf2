"""Counting and sampling in bounded memory, whatever comes: with the same input, the same outcome."""

import heapq
from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

__all__ = ["Frequent", "Lowest"]

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

INFINITE = (float("inf"),)


class Lowest(Generic[V]):
    """The ``size`` items with the lowest keys, each thing once.

    With hashes for keys that is a fair sample, in which the order of the items plays no part.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._heap: list[tuple[tuple[float, ...], int, Hashable, V]] = []
        self._held: dict[Hashable, tuple[float, ...]] = {}
        self._count = 0

    def wants(self, key: tuple[float, ...], thing: Hashable) -> bool:
        """Return whether an item with this key would be taken; to ask costs less than to make it."""
        if self.size <= 0 or self._held.get(thing, INFINITE) <= key:
            return False
        return (
            thing in self._held
            or len(self._heap) < self.size
            or key < tuple(-part for part in self._heap[0][0])
        )

    def push(self, key: tuple[float, ...], thing: Hashable, item: V) -> None:
        """Take an item that is wanted."""
        self._count += 1  # so that items are never compared; of equal keys the first stays
        entry = (tuple(-part for part in key), -self._count, thing, item)
        if thing in self._held:  # with a higher key
            self._heap = [held for held in self._heap if held[2] != thing]
            heapq.heapify(self._heap)
        self._held[thing] = key
        if len(self._heap) < self.size:
            heapq.heappush(self._heap, entry)
        else:
            del self._held[heapq.heapreplace(self._heap, entry)[2]]

    def __len__(self) -> int:
        return len(self._heap)

    def __iter__(self) -> Iterator[V]:
        """Yield the items, lowest keys first."""
        return (item for *_, item in sorted(self._heap, key=lambda entry: (entry[0], entry[1]), reverse=True))


class Frequent(Generic[K, V]):
    """What comes often, with a value for each: by lossy counting.

    Once ``size`` different keys have come, those are let go that have come too rarely to matter, and again
    after as many more. What stays has come at most ``missed`` times more often than was counted.

    Manku and Motwani, Approximate frequency counts over data streams, VLDB 2002.
    """

    def __init__(self, size: int, make: Callable[[], V]) -> None:
        self.size = size
        self.missed = 0
        self._make = make
        self._values: dict[K, V] = {}
        self._counts: dict[K, int] = {}  # how often, and what may have been missed before the first
        self._new = 0

    def __getitem__(self, key: K) -> V:
        """Return the value of a key, which has now come once more."""
        value = self._values.get(key)
        if value is not None:
            self._counts[key] += 1
            return value
        if self._new >= self.size:
            self._let_go()
        self._new += 1
        self._counts[key] = self.missed + 1
        value = self._values[key] = self._make()
        return value

    def _let_go(self) -> None:
        self._new = 0
        self.missed += 1
        for key in [key for key, count in self._counts.items() if count <= self.missed]:
            del self._counts[key], self._values[key]

    def __len__(self) -> int:
        return len(self._values)

    def items(self) -> list[tuple[K, V]]:
        """Return what is held, in the order in which it came."""
        return list(self._values.items())
