"""Gazetteers, and a linter for the bundled one."""

import json
import pickle
from importlib import resources

import pytest

from newsclean.errors import RuleFileError
from newsclean.names import Entity, Gazetteer, Kind

FILES = sorted(
    (f for f in resources.files("newsclean.data").joinpath("gazetteer").iterdir() if f.name.endswith(".tsv")),
    key=lambda f: f.name,
)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_bundled_file_is_clean(file):
    text = file.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    names = [line.split("\t")[0] for line in lines[1:]]
    assert names == sorted(names, key=str.lower)
    assert len(names) == len(set(names))
    assert all(name == name.strip() and name[0].isalpha() for name in names)
    assert "  " not in text
    assert text.isascii()


def test_bundled_entities_have_known_countries_and_no_variant_twice():
    gazetteer = Gazetteer.default()
    assert len(gazetteer) > 2000
    for entity in gazetteer:
        assert len(set(entity.variants)) == len(entity.variants), entity
        assert entity.name not in entity.variants, entity
        assert 1 <= entity.prominence <= 5
        assert not entity.wikidata or entity.wikidata[0] == "Q"
        assert not entity.family or entity.family in entity.name, entity


def test_related_entities_exist():
    names = {entity.name for entity in Gazetteer.default()}
    assert {r for e in Gazetteer.default() for r in e.related} <= names


def test_records_csv_and_json_say_the_same(tmp_path):
    record = {
        "name": "Ama Quist",
        "kind": "person",
        "roles": ["mayor"],
        "countries": ["Ghana"],
        "prominence": 2,
    }
    expected = Gazetteer([Entity("Ama Quist", roles=("mayor",), countries=("Ghana",), prominence=2)])
    table = tmp_path / "mine.csv"
    table.write_text("# mine\nname,roles,countries,prominence\nAma Quist,mayor,Ghana,2\n", encoding="utf-8")
    listed = tmp_path / "mine.json"
    listed.write_text(json.dumps([record]), encoding="utf-8")
    assert (
        Gazetteer.from_records([record])
        == Gazetteer.from_csv(table)
        == Gazetteer.from_json(listed)
        == expected
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,shoe\nAma,42\n", r"mine.csv:2: no such field: 'shoe'"),
        ("name,kind\n\nAma,ship\n", r"mine.csv:3: kind must be person, place or org, not 'ship'"),
        ("name,prominence\nAma,9\n", r"mine.csv:2: prominence goes from 1 to 5"),
        ("name,kind\nAma,person,x\n", r"mine.csv:2: 3 values for 2 columns"),
        ("name,kind\n,person\n", r"mine.csv:2: the name is missing"),
    ],
)
def test_errors_point_at_the_line(tmp_path, text, message):
    path = tmp_path / "mine.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=message):
        Gazetteer.from_csv(path)


@pytest.mark.parametrize("text", ["{", '{"name": "A"}', "[1]"])
def test_broken_json_is_refused(tmp_path, text):
    path = tmp_path / "mine.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"mine\.json"):
        Gazetteer.from_json(path)


def test_merging_lets_the_right_one_count():
    old, new = Entity("Ama Quist", prominence=1), Entity("Ama Quist", prominence=4)
    place = Entity("Ama Quist", kind=Kind.PLACE)
    assert (Gazetteer([old, place]) | Gazetteer([new])).entities == (new, place)


def test_it_is_immutable_and_picklable():
    gazetteer = Gazetteer([Entity("Ama Quist")]).forbid(["Quisst"])
    assert pickle.loads(pickle.dumps(gazetteer)) == gazetteer
    with pytest.raises(AttributeError, match="immutable"):
        gazetteer.entities = ()


def test_pinning_to_nobody_is_refused():
    with pytest.raises(LookupError, match="no entity 'Nobody'"):
        Gazetteer().pin("Nobdy", "Nobody")
