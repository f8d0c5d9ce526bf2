"""What the stretch around a block is like: by arithmetic on columns, as counted by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.classify import Page, text_rows
from newsclean.classify.around import AROUND, CLOSE, MAX_DISTANCE, TEXT_NAMES, WIDE, Columns, around
from newsclean.classify.features import NAMES
from newsclean.pipeline import Pipeline, evidence
from tests.articles import ARTICLE

LABELS = st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5]), min_size=1, max_size=30)


def columns_of(groups, ends=None):
    count = len(groups)
    column = np.linspace(0, 1, count).astype(np.float32)
    weights = np.where(np.arange(count) % 3 == 0, 12, 0).astype(np.float32)
    said = column if ends is None else np.array(ends, dtype=np.float32)
    return Columns(
        weights, np.array(groups, dtype=np.float32), (0, count - 1), column, column, said, 5 * column
    )


def asked(groups):
    return np.arange(len(groups))


def named(rows, name):
    return rows[:, AROUND.index(name)].tolist()


@given(LABELS)
def test_the_last_and_the_next_label_of_a_kind_are_so_far_away(groups):
    rows = around(columns_of(groups), asked(groups), np.zeros(len(groups), dtype=np.float32))
    for kind in range(1, 6):
        places = [i for i, group in enumerate(groups) if group == kind]
        since = [min([i - at for at in places if at <= i], default=MAX_DISTANCE) for i in asked(groups)]
        until = [min([at - i for at in places if at >= i], default=MAX_DISTANCE) for i in asked(groups)]
        assert named(rows, f"since_{kind}") == since
        assert named(rows, f"until_{kind}") == until


@given(LABELS, st.data())
def test_a_stretch_is_the_mean_of_its_blocks(groups, data):
    count = len(groups)
    words = np.array(
        data.draw(st.lists(st.integers(-9, 9), min_size=count, max_size=count)), dtype=np.float32
    )
    ends = data.draw(st.lists(st.integers(0, 1), min_size=count, max_size=count))
    rows = around(columns_of(groups, ends), asked(groups), words)
    for name, values, reach in (
        ("lexical_close", words, CLOSE),
        ("lexical_wide", words, WIDE),
        ("ends_close", ends, CLOSE),
        ("ends_wide", ends, WIDE),
    ):
        means = [np.mean(values[max(0, i - reach) : i + reach + 1]) for i in range(count)]
        assert named(rows, name) == pytest.approx(means, abs=1e-5)


def test_blocks_that_are_not_asked_about_say_nothing_by_their_words():
    some = np.array([1, 4])
    rows = around(columns_of([0] * 6), some, np.array([2.0, 4.0], dtype=np.float32))
    assert rows.shape == (2, len(AROUND))
    assert named(rows, "lexical_wide") == pytest.approx([1.0, 1.0])


def test_the_page_is_the_same_to_all_its_blocks():
    groups = [0, 4, 0, 0, 1, 0]
    rows = around(columns_of(groups), asked(groups), np.ones(6, dtype=np.float32))
    assert named(rows, "page_named") == pytest.approx([2 / 6] * 6)
    assert named(rows, "page_prose") == pytest.approx([2 / 6] * 6)
    assert named(rows, "page_lexical") == pytest.approx([1.0] * 6)
    assert named(rows, "page_run") == pytest.approx([1.0] * 6)


def test_rows_of_a_draft_have_all_features():
    draft = evidence(
        Pipeline.default(), f"Home\nSport\n{ARTICLE}\nRelated stories\nA ferry that was late again"
    )
    blocks = np.array(list(draft.undecided()), dtype=np.intp)
    rows = text_rows(Page(draft), blocks)
    assert rows.shape == (len(blocks), len(TEXT_NAMES))
    assert np.isfinite(rows).all()
    assert rows[:, : len(NAMES)].tolist() == Page(draft).rows(blocks).tolist()
    assert text_rows(Page(draft), blocks[:0]).shape == (0, len(TEXT_NAMES))
