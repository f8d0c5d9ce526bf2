"""What a document as a whole says."""

import pytest

from newsclean.names import Entity, Gazetteer
from newsclean.names.surroundings import MAX_SEARCHED, Surroundings


def around(*texts):
    people = [Entity("Ama Quist", countries=("Ghana",)), Entity("Bo Lind", variants=("Bo Lindh",))]
    return Surroundings(texts, Gazetteer(people).index)


def test_offsets_lead_back_to_blocks():
    text = around("First.", "Then Ama Quist came.")
    (start,) = text.places("Quist")
    assert text.place(start) == (1, 7)
    assert text.text[start : start + 5] == "Quist"


@pytest.mark.parametrize(
    "text", ["@Quist", "#Quist", "quist.org/Quist", "O'Quist", "Quist@example.org", "McQuist"]
)
def test_parts_of_other_things_are_no_places(text):
    assert around(text).places("Quist") == []


def test_many_words_are_found_as_well_as_few():
    names = [f"Na{'b' * i}" for i in range(1, MAX_SEARCHED * 2)]
    text = around(" ".join(names))
    assert [len(text.places(name)) for name in names] == [1] * len(names)


def test_full_names_are_told_from_family_names():
    text = around("Bo Lindh rowed. Lind won.")
    assert [spelling for _, spelling in text.named(Entity("Bo Lind", variants=("Bo Lindh",)))] == [
        "bo lindh",
        "lind",
        "lindh",
    ]


def test_unknown_words_in_a_row_are_run_together():
    assert set(around("Vrenk Olmz Prathk sang.").runs()) == {"vrenkolmz", "vrenkolmzprathk", "olmzprathk"}
    assert around("Vrenk, Olmz sang. The Prathk.").runs() == {}
