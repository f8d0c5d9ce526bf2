"""Documents survive the way to plain data and JSON and back; broken data say what is broken."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsclean
from newsclean import Block, Caption, Correction, Document, Edit, EditKind, Label, NewscleanError, Status
from newsclean.pipeline import Pipeline
from newsclean.serialize import DocumentDataError

# Every code point: lone surrogates, halves of pairs side by side, NULs.
TEXT = st.text(st.characters(exclude_categories=()), max_size=40)
SURROGATES = st.text(st.sampled_from("a\x00\ud83d\ude00\n"), max_size=12)
ANY = TEXT | SURROGATES
ZONES = st.none() | st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
SURE = st.floats(0, 1)


@st.composite
def spans(draw, size):
    """Sorted, disjoint spans of a text of ``size`` characters."""
    cuts = sorted(draw(st.lists(st.integers(0, size), max_size=6)))
    return list(zip(cuts[::2], cuts[1::2], strict=False))


@st.composite
def documents(draw):
    """Any Document there can be, whether or not ``clean`` would make it."""
    raw = draw(ANY)
    labels = st.sampled_from(list(Label))
    names = st.none() | ANY
    corrections = st.lists(
        st.builds(
            lambda span, rest, evidence: Correction(*span, *rest, tuple(evidence), "read"),
            st.sampled_from(draw(spans(len(raw))) or [(0, 0)]),
            st.tuples(ANY, ANY, ANY, SURE),
            st.lists(ANY, max_size=2),
        ),
        max_size=2,
    )
    return Document(
        raw=raw,
        blocks=tuple(
            Block(i, *span, draw(ANY), draw(labels), draw(names), draw(names), draw(SURE))
            for i, span in enumerate(draw(spans(len(raw))))
        ),
        edits=tuple(
            Edit(*span, draw(ANY), draw(st.sampled_from(list(EditKind))), draw(ANY))
            for span in draw(spans(len(raw)))
        ),
        title=draw(names),
        publisher=draw(names),
        dateline=draw(names),
        url=draw(names),
        language=draw(names),
        authors=tuple(draw(st.lists(ANY, max_size=2))),
        agencies=tuple(draw(st.lists(ANY, max_size=2))),
        tags=tuple(draw(st.lists(ANY, max_size=2))),
        related=tuple(draw(st.lists(ANY, max_size=2))),
        published=draw(st.none() | st.datetimes(timezones=ZONES)),
        captions=tuple(draw(st.lists(st.builds(Caption, ANY, names), max_size=2))),
        truncated=draw(st.booleans()),
        paywalled=draw(st.booleans()),
        status=draw(st.sampled_from(list(Status))),
        corrections=tuple(draw(corrections)),
        suggestions=tuple(draw(corrections)),
    )


@given(documents())
def test_a_document_is_the_same_after_the_way_through_plain_data(document):
    data = document.to_dict()
    assert Document.from_dict(data) == document
    assert data["text"] == document.text


@given(documents())
def test_a_document_is_the_same_after_the_way_through_json(document):
    written = document.to_json()
    assert written.isascii()
    assert Document.from_json(written) == document
    assert Document.from_json(document.to_json(indent=2).encode()) == document


@settings(deadline=None)  # the first call reads the rules
@given(TEXT)
def test_whatever_is_cleaned_survives_json(text):
    document = newsclean.clean(text, kind="text")
    assert Document.from_json(document.to_json()) == document


def test_halves_of_a_surrogate_pair_stay_two_code_points():
    document = Document(raw="\ud83d\ude00")  # not the one code point that JSON's escapes stand for
    assert json.loads(document.to_json())["raw"] == ["\ud83d", "\ude00"]
    assert len(Document.from_json(document.to_json()).raw) == 2


def test_plain_data_hold_nothing_but_what_json_knows():
    document = Document("a", (Block(0, 0, 1, "a"),), published=datetime(2025, 3, 3, 10, 41, tzinfo=UTC))
    data = document.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert type(data["status"]) is str
    assert type(data["blocks"][0]["label"]) is str
    assert data["published"] == "2025-03-03T10:41:00+00:00"
    assert data["schema"] == 1


def test_two_processes_write_the_same_json():
    script = "import newsclean; print(newsclean.clean('By Ana Prifti\\n\\nIt’s a cafÃ©.').to_json())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_keys_with_an_underscore_are_the_callers_own():
    document = Document(raw="a")
    assert Document.from_dict({**document.to_dict(), "_id": 7}) == document


def full():
    return Document(
        raw="By Poten",
        blocks=(Block(0, 0, 8, "By Putin", Label.BYLINE, "bylines", None, 0.9),),
        edits=(Edit(3, 8, "Putin", EditKind.NAME, "Vladimir Putin"),),
        captions=(Caption("A bridge", "AP"),),
        corrections=(Correction(3, 8, "Poten", "Putin", "Vladimir Putin", 0.9, ("in the tags",), "Poten"),),
    ).to_dict()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda d: d.pop("raw"), "'raw' is missing"),
        (lambda d: d.pop("schema"), "'schema' is None"),
        (lambda d: d.update(schema=2), "'schema' is 2"),
        (lambda d: d.update(titel="x"), "'titel' is unknown; keys are: status, title"),
        (lambda d: d.update({7: "x"}), "'7' is unknown"),
        (lambda d: d.update(title=3), "'title' must be a string, not 3"),
        (lambda d: d.update(raw=None), "'raw' must be a string, not None"),
        (lambda d: d.update(raw=[]), "'raw' must be a string"),
        (lambda d: d.update(truncated=1), "'truncated' must be true or false, not 1"),
        (lambda d: d.update(tags="a"), "'tags' must be a list, not 'a'"),
        (lambda d: d.update(tags=["a", 1]), r"'tags\[1\]' must be a string, not 1"),
        (lambda d: d.update(status="fine"), "'status' must be one of ok, empty, paywalled, no_article"),
        (lambda d: d.update(published="noon"), "'published' must be a date and time in ISO 8601"),
        (lambda d: d["blocks"][0].pop("label"), r"'blocks\[0\].label' is missing"),
        (lambda d: d["blocks"][0].update(label="footer"), r"'blocks\[0\].label' must be one of body,"),
        (lambda d: d["blocks"][0].update(start=True), r"'blocks\[0\].start' must be an offset"),
        (lambda d: d["blocks"][0].update(start=-1), r"'blocks\[0\].start' must be an offset"),
        (lambda d: d["blocks"][0].update(end=9), r"'blocks\[0\]' spans 0 to 9; 'raw' has 8 characters"),
        (lambda d: d["blocks"][0].update(start=8, end=7), r"'blocks\[0\]' spans 8 to 7"),
        (lambda d: d["blocks"].append(d["blocks"][0]), r"'blocks\[1\]' starts at 0; the one before"),
        (lambda d: d["blocks"][0].update(confidence=2), "must be a number from 0 to 1, not 2"),
        (lambda d: d["blocks"][0].update(confidence=float("nan")), "must be a number from 0 to 1"),
        (lambda d: d["edits"][0].update(kind="typo"), r"'edits\[0\].kind' must be one of encoding,"),
        (lambda d: d.update(edits=[5]), r"'edits\[0\]' must be a mapping, not 5"),
        (lambda d: d["captions"][0].update(credit=1), r"'captions\[0\].credit' must be a string"),
        (lambda d: d["corrections"][0].update(evidence=[None]), r"'corrections\[0\].evidence\[0\]' must"),
        (lambda d: d.update(url=["x" * 500, 1]), "not .{60}[.]{3}$"),
    ],
)
def test_broken_data_are_told_by_their_key(change, message):
    data = full()
    assert Document.from_dict(data).corrections  # sound before it is broken
    change(data)
    with pytest.raises(DocumentDataError, match=message) as caught:
        Document.from_dict(data)
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, NewscleanError)


@pytest.mark.parametrize(
    "written", ["", "{", "[]", "null", "7", b"\xff\xfe\xfd", "[" * 200_000, "1" * 10_000, '{"schema": 1}']
)
def test_what_is_no_documents_json_is_a_value_error(written):
    with pytest.raises(DocumentDataError):
        Document.from_json(written)


def test_a_pipeline_without_steps_keeps_odd_characters_through_json():
    document = newsclean.clean("a\x00b \udc00", kind="text", pipeline=Pipeline([]))
    assert Document.from_json(document.to_json()).raw == "a\x00b \udc00"
