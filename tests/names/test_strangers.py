"""People whom no gazetteer knows."""

from newsclean.names import Gazetteer
from newsclean.names.strangers import strangers
from newsclean.names.surroundings import Surroundings


def found(*texts):
    around = Surroundings(texts, Gazetteer().index)
    return [change.finding(around) for change in strangers(around)]


def test_two_forms_equally_often_are_left():
    assert found("Susan Vrenholtz met Susan Vrenhollz.") == []


def test_the_usual_form_wins():
    (only,) = found(*["Susan Vrenholtz."] * 3, "Susan Vrenhollz.")
    assert (only.index, only.start, only.replacement, only.applied) == (3, 6, "Vrenholtz", True)


def test_another_given_name_is_another_person():
    assert found(*["Susan Vrenholtz."] * 3, "Peter Vrenhollz.") == []
