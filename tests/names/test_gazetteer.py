"""Gazetteers, and a linter for the bundled one."""

import json
import pickle
import subprocess
import sys
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from newsclean.errors import RuleFileError
from newsclean.names import Entity, Gazetteer, Kind

ROOT = Path(__file__).resolve().parents[2]
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
    assert all(name == name.strip() and name[0].isalnum() for name in names)
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


def test_the_index_is_that_of_the_tables():
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "build_index.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_bundled_gazetteer_reads_as_its_tables_do():
    read = [entity for file in FILES for entity in Gazetteer.from_csv(file)]
    assert set(Gazetteer.default()) == set(Gazetteer(read))


def test_the_bundled_gazetteer_is_broad():
    kinds = Counter(entity.kind for entity in Gazetteer.default())
    assert kinds[Kind.PERSON] >= 2_500
    assert kinds[Kind.PLACE] >= 4_000
    assert kinds[Kind.ORG] >= 400


def test_decisions_keep_the_entities_and_travel():
    decided = Gazetteer.default().forbid(["Poutin"]).pin("Witcoff", "Steve Witkoff")
    assert len(decided) == len(Gazetteer.default())
    again = pickle.loads(pickle.dumps(decided))
    assert again == decided != Gazetteer.default()
    assert again.forbidden == {"poutin"}
    assert pickle.loads(pickle.dumps(Gazetteer.default())) is Gazetteer.default()


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


JRC = "1\tP\tu\tAma+Quist\n1\tP\tde\tAma+Kwist\n1\tP\ten\tAma+M.+Quist\n1\tP\tru\tАма+Квист\n2\tO\tu\tVarn+Lines\n3\tT\tu\tVarn\n"


def test_jrc_names_are_read(tmp_path):
    path = tmp_path / "entities"
    path.write_text(JRC, encoding="utf-8")
    assert [entity.name for entity in Gazetteer.from_jrc_names(path)] == ["Ama Quist", "Varn Lines"]
    person, firm = Gazetteer.from_jrc_names(path, variants=True)
    assert person.variants == ("Ama M. Quist",)
    assert firm.kind is Kind.ORG


def test_broken_jrc_names_are_refused(tmp_path):
    path = tmp_path / "entities"
    path.write_text("1\tP\tAma+Quist\n", encoding="utf-8")
    with pytest.raises(RuleFileError, match="entities:1: 3 values for 4 columns"):
        Gazetteer.from_jrc_names(path)


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
