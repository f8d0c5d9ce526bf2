"""Samples and counts in bounded memory."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from newsclean.report.bounded import Frequent, Lowest


def pushed(pairs, size):
    lowest = Lowest(size)
    for key, thing in pairs:
        if lowest.wants((key,), thing):
            lowest.push((key,), thing, (key, thing))
    return list(lowest)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10))), st.integers(0, 6))
def test_the_lowest_are_kept_and_each_thing_once(pairs, size):
    best = {}
    for key, thing in pairs:
        best[thing] = min(key, best.get(thing, key))
    found = pushed(pairs, size)
    assert [key for key, _ in found] == sorted(best.values())[:size]
    assert len({thing for _, thing in found}) == len(found)


@given(st.permutations([(key, key) for key in range(20)]), st.integers(1, 25))
def test_the_order_of_the_items_plays_no_part(pairs, size):
    assert pushed(pairs, size) == [(key, key) for key in range(min(size, 20))]


def test_what_is_not_wanted_need_not_be_made():
    lowest = Lowest(1)
    lowest.push((1.0,), "a", "a")
    assert not lowest.wants((2.0,), "b")
    assert not lowest.wants((1.0,), "a")
    assert lowest.wants((0.5,), "a")
    assert not Lowest(0).wants((0.0,), "a")


@given(st.lists(st.integers(0, 40), max_size=400), st.integers(1, 20))
def test_counts_are_off_by_no_more_than_is_said(keys, size):
    frequent = Frequent(size, list)
    for key in keys:
        frequent[key].append(key)
    true = Counter(keys)
    held = dict(frequent.items())
    for key, count in true.items():
        assert count - frequent.missed <= len(held.get(key, [])) <= count
    assert len(frequent) <= 2 * size + len(keys) // max(1, frequent.missed + 1)


def test_few_keys_are_counted_exactly():
    frequent = Frequent(10, list)
    for key in "abcabcab":
        frequent[key].append(1)
    assert {key: len(value) for key, value in frequent.items()} == {"a": 3, "b": 3, "c": 2}
    assert frequent.missed == 0


def test_a_flood_of_different_keys_takes_no_more_memory():
    frequent = Frequent(100, list)
    for number in range(50_000):
        frequent[number].append(1)
        frequent["often" if number % 10 == 0 else number].append(1)
    assert len(frequent) <= 300
    assert len(frequent["often"]) >= 5000 - frequent.missed
