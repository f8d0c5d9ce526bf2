"""Documents are values, and everything in them can be taken back."""

import dataclasses

import pytest

from newsclean import ARTICLE_LABELS, Block, Document, Edit, Label, Status, clean
from tests.articles import ARTICLE, BODY, PARAGRAPHS

PROMPT = "Sign up for our newsletter"
MESSY = f"{ARTICLE}\nThe caf\u00c3\u00a9 by the bridge stayed open all night long, and its owner gave away soup.\n{PROMPT}"


@pytest.fixture(scope="module")
def document():
    return clean(MESSY)


def test_parts_are_frozen_and_slotted(document):
    for part, field in ((document, "raw"), (document.blocks[0], "label"), (document.edits[0], "start")):
        assert not hasattr(part, "__dict__")
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(part, field, "x")


def test_views_cannot_be_set(document):
    with pytest.raises((AttributeError, TypeError)):
        document.text = "x"


def test_equal_by_content(document):
    assert document == clean(MESSY)
    assert document != clean(ARTICLE)
    assert len({document, clean(MESSY), clean(ARTICLE)}) == 2


def test_kept_and_removed_are_all_blocks(document):
    kept = [block for block in document.blocks if block.kept]
    assert sorted([*kept, *document.removed], key=lambda block: block.index) == list(document.blocks)
    assert [block.text for block in document.removed] == [PROMPT]
    assert all(block.label in ARTICLE_LABELS for block in kept)


def test_each_removal_says_who_and_how_sure(document):
    (removed,) = document.removed
    assert removed.label is Label.NEWSLETTER
    assert removed.filter == "newsletter"
    assert removed.rule
    assert 0 < removed.confidence <= 1


def test_render_takes_labels_by_name(document):
    assert document.render() == document.text
    assert document.render(["newsletter"]) == document.render([Label.NEWSLETTER]) == PROMPT
    assert document.render([]) == ""
    with pytest.raises(ValueError, match="letter"):
        document.render(["letter"])


def test_undo_of_a_removal_puts_the_block_back(document):
    back = document.undo(document.removed[0])
    assert back.text == f"{document.text}\n\n{PROMPT}"
    assert back.raw == document.raw


def test_undo_of_an_edit_shows_what_came_in(document):
    (edit,) = document.edits
    back = document.undo(edit)
    assert "caf\u00c3\u00a9 by" in back.text
    assert back.edits == ()


def test_undo_of_a_removal_makes_an_empty_document_one_with_text():
    nothing = clean(PROMPT)
    assert (nothing.text, nothing.status) == ("", Status.NO_ARTICLE)
    back = nothing.undo(nothing.removed[0])
    assert (back.text, back.status) == (PROMPT, Status.OK)


@pytest.mark.parametrize("foreign", [Block(0, 0, 1, "x"), Edit(0, 1, "x"), None])
def test_undo_of_what_is_not_the_documents_own(document, foreign):
    if foreign is None:
        foreign = clean("President Volodimier Zelancesi of Ukraine spoke in Kyiv.").corrections[0]
    with pytest.raises(ValueError, match="in this Document"):
        document.undo(foreign)


def test_a_document_says_what_it_is_in_one_line(document):
    assert repr(document) == "<Document: ok, 6 of 7 blocks kept>"
    named = clean(
        f"Bridge at Varn is open | Harbour Post\n{ARTICLE}\nPresident Volodimier Zelancesi of Ukraine spoke."
    )
    assert repr(named).startswith("<Document: 'Bridge at Varn is open', ok, ")
    assert repr(named).endswith(" blocks kept, 1 names corrected>")
    assert repr(clean("")) == "<Document: empty, 0 of 0 blocks kept>"


def test_raw_offset_leads_from_text_to_raw(document):
    at = document.text.index("stayed")
    assert document.raw[document.raw_offset(at) :].startswith("stayed")
    assert document.raw_offset(0) == document.raw.index(PARAGRAPHS[0])


def test_an_empty_document():
    empty = Document("")
    assert (empty.text, empty.removed, empty.explain()) == ("", (), Document("").explain())
    assert clean("").status is Status.EMPTY
    assert clean(ARTICLE).text == BODY
