"""A forest of complete trees says what the trees say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.classify.trees import Forest

FEATURES = 3


def walked(tree, row):
    while isinstance(tree, list):
        feature, threshold, below, above = tree
        tree = above if row[feature] > threshold else below
    return tree


numbers = st.floats(-100, 100, width=32)
trees = st.recursive(
    st.floats(-5, 5, width=32),
    lambda nodes: st.tuples(st.integers(0, FEATURES - 1), numbers, nodes, nodes).map(list),
    max_leaves=12,
)


@given(
    st.lists(trees, min_size=1, max_size=6),
    st.lists(st.tuples(*[numbers] * FEATURES), min_size=1, max_size=5),
)
def test_a_forest_is_the_sum_of_its_trees(forest, rows):
    sums = Forest.of(forest).sums(np.array(rows, dtype=np.float32))
    assert sums.tolist() == pytest.approx(
        [sum(walked(tree, row) for tree in forest) for row in rows], abs=1e-4
    )


def test_at_most_goes_left_and_more_goes_right():
    forest = Forest.of([[0, 2.5, 1.0, [0, 7.0, -1.0, -2.0]]])
    assert forest.depth == 2
    assert forest.sums(np.array([[2.5], [2.6], [7.1]], dtype=np.float32)).tolist() == [1.0, -1.0, -2.0]
