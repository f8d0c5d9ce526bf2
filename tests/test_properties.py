"""The laws of docs/design.md, for every input there is."""

import json
import os
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import Document, Label, Pipeline, clean
from newsclean.edits import apply
from tests.strategies import LINES, texts


def replayed(document):
    """The text made from nothing but raw, the kept blocks' spans, and the edits."""
    paragraphs = []
    for block in document.blocks:
        if block.kept:
            edits = [e for e in document.edits if block.start <= e.start and e.end <= block.end]
            paragraphs.append(apply(document.raw[block.start : block.end], edits, block.start))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


@given(texts)
def test_raw_is_what_came_in(text):
    assert clean(text, kind="text").raw == text


@given(texts)
def test_blocks_are_in_order_disjoint_and_cover_all_that_is_visible(text):
    document = clean(text, kind="text")
    position = 0
    covered = set()
    for number, block in enumerate(document.blocks):
        assert block.index == number
        assert position <= block.start <= block.end <= len(text)
        covered.update(range(block.start, block.end))
        position = block.end
    assert all(character.isspace() or place in covered for place, character in enumerate(text))


@given(texts)
def test_edits_are_in_order_disjoint_and_inside_blocks(text):
    document = clean(text, kind="text")
    position = 0
    for edit in document.edits:
        assert position <= edit.start <= edit.end
        position = edit.end
        assert any(block.start <= edit.start and edit.end <= block.end for block in document.blocks)


@given(texts)
def test_replaying_the_edits_gives_the_text(text):
    document = clean(text)
    assert replayed(document) == document.text


@given(texts)
def test_block_texts_are_what_the_edits_make_of_raw(text):
    document = clean(text)
    for block in document.blocks:
        edits = [e for e in document.edits if block.start <= e.start and e.end <= block.end]
        assert apply(document.raw[block.start : block.end], edits, block.start) == block.text


@given(texts)
def test_corrections_stand_where_they_say(text):
    document = clean(text)
    position = 0
    for correction in document.corrections:
        assert document.raw[correction.start : correction.end] == correction.original
        assert position <= correction.start < correction.end
        position = correction.end
        assert 0 <= correction.confidence <= 1
    for suggestion in document.suggestions:
        assert document.raw[suggestion.start : suggestion.end] == suggestion.original


@given(texts)
def test_cleaning_twice_is_cleaning_once(text):
    once = clean(text).text
    assert clean(once).text == once


@given(texts, st.sampled_from(["default", "gentle", "strict"]))
def test_presets_are_idempotent(text, preset):
    once = clean(text, kind="text", pipeline=preset).text
    assert clean(once, kind="text", pipeline=preset).text == once


@given(texts)
def test_documents_are_values(text):
    document = clean(text)
    assert clean(text) == document
    assert hash(clean(text)) == hash(document)
    assert pickle.loads(pickle.dumps(document)) == document
    assert Document.from_dict(document.to_dict()) == document
    assert Document.from_json(document.to_json()) == document


@given(st.binary(max_size=300))
def test_any_bytes_give_a_document(data):
    assert isinstance(clean(data).text, str)


@given(texts)
def test_every_view_of_every_document(text):
    document = clean(text)
    for view in (document.to_markdown(), document.to_html(), document.explain(), document.to_json()):
        assert isinstance(view, str)
    assert document.render(list(Label)) == "\n\n".join(block.text for block in document.blocks if block.text)


@given(texts)
def test_every_character_of_the_text_maps_into_raw(text):
    document = clean(text)
    offsets = [document.raw_offset(offset) for offset in range(len(document.text) + 1)]
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(document.raw) for offset in offsets)


@given(texts)
def test_undo_takes_back_one_thing(text):
    document = clean(text, kind="text")
    for block in document.removed:
        back = document.undo(block)
        assert back.blocks[block.index].kept
        assert len(back.removed) == len(document.removed) - 1
    for correction in document.corrections:
        back = document.undo(correction)
        assert len(back.corrections) == len(document.corrections) - 1
        assert replayed(back) == back.text


@given(texts)
def test_a_pipeline_without_filters_keeps_every_block(text):
    document = clean(text, kind="text", pipeline=Pipeline())
    assert document.text.split() == text.split()
    assert document.removed == ()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_the_same_input_gives_the_same_json_in_any_process(seed):
    source = "\n".join(line for line in LINES if "\ud800" not in line and "\udc00" not in line)
    program = "import sys, newsclean; print(newsclean.clean(sys.stdin.buffer.read().decode()).to_json())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=source.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    assert json.loads(done.stdout) == clean(source).to_dict()
    assert done.stdout.decode().strip() == clean(source).to_json()
