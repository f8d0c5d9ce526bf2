"""Gradient-boosted trees without a library: every row goes down every tree at once.

All trees are laid out as complete binary trees of one depth, so that going a level down is four
operations on an array of (rows, trees), and no tree is gone through by itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Forest", "Node"]

#: A leaf's value, or what is asked (number of the feature, threshold) and the nodes for "at most" and "more".
Node = float | Sequence["float | Node"]


@dataclass(frozen=True, slots=True, eq=False)
class Forest:
    """Trees of one depth: tree by tree, what each inner node asks, and the values of the leaves.

    Attributes:
        depth: How many questions lead to a leaf.
        features: Which feature each inner node asks about; shape (trees, 2**depth - 1), breadth first.
        thresholds: A row with more than this goes right; the same shape.
        leaves: The values of the leaves; shape (trees, 2**depth).
    """

    depth: int
    features: NDArray[np.intp]
    thresholds: NDArray[np.float32]
    leaves: NDArray[np.float32]

    @classmethod
    def of(cls, trees: Sequence[Node]) -> "Forest":
        """Return the forest of trees written as nested lists."""
        depth = max(map(_depth, trees), default=0)
        features = np.zeros((len(trees), 2**depth - 1), dtype=np.intp)
        thresholds = np.full((len(trees), 2**depth - 1), np.inf, dtype=np.float32)
        leaves = np.zeros((len(trees), 2**depth), dtype=np.float32)
        for number, tree in enumerate(trees):
            nodes: list[Node] = [tree]
            for level in range(depth):
                below: list[Node] = []
                for place, node in enumerate(nodes):
                    if isinstance(node, float | int):
                        below += [node, node]  # a leaf higher up: its value stands for all below
                        continue
                    at = 2**level - 1 + place
                    features[number, at], thresholds[number, at] = node[0], node[1]
                    below += node[2:]
                nodes = below
            leaves[number] = nodes
        return cls(depth, features, thresholds, leaves)

    def sums(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return what the trees say of each row, summed; ``rows`` has the shape (rows, features)."""
        count, trees = len(rows), len(self.features)
        # Flat indexes: numpy takes those several times as fast as pairs of them. Trees by rows, and features
        # by rows: so what a tree asks of all rows lies side by side.
        first_node = (np.arange(trees) * self.features.shape[1])[:, None]
        row = np.arange(count)
        cells, limits = np.ascontiguousarray(rows.T).ravel(), self.thresholds.ravel()
        asked = self.features.ravel() * count
        place = np.zeros((trees, count), dtype=np.intp)
        for _ in range(self.depth):
            node = place + first_node
            cell = asked.take(node)
            cell += row
            place += place
            place += 1
            place += cells.take(cell) > limits.take(node)
        place += (np.arange(trees) * self.leaves.shape[1])[:, None] - (2**self.depth - 1)
        summed: NDArray[np.float32] = self.leaves.ravel().take(place).sum(axis=0)
        return summed


def _depth(node: Node) -> int:
    return 0 if isinstance(node, float | int) else 1 + max(map(_depth, node[2:]))
