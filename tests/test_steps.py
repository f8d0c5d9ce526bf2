"""Steps: plain callables with a name, and clear words for those that are not."""

import importlib.metadata
import pickle

import pytest

import newsclean
from newsclean import Block, EditKind, Label, Pipeline, Verdict, clean, filters, repairs
from newsclean.errors import NewscleanError, StepError, UnknownStepError
from newsclean.steps import Scope, Spec, Stage, Step, installed
from tests.articles import ARTICLE, BODY, PARAGRAPHS

CASINO = "The Varn Palace has free spins for everybody who comes by boat."


@newsclean.filter(label="spam")
def casino(block, document):
    return "free spins" in block.text.lower()


@newsclean.filter(label=Label.SPAM, scope="document")
def last_block(document):
    yield document.blocks[-1], True


@newsclean.repair
def email(text):
    at = text.find("e-mail")
    if at >= 0:
        yield at, at + 6, "email"


document_filter = newsclean.filter(label="spam", scope="document")


def named_label(block, document):
    return "caption" if block.index == 0 else None


def test_a_filter_of_three_lines():
    document = clean(ARTICLE + "\n" + CASINO, pipeline=Pipeline.default().before("classifier", casino))
    assert document.text == BODY
    (removed,) = document.removed
    assert (removed.text, removed.label, removed.filter, removed.confidence) == (
        CASINO,
        Label.SPAM,
        "casino",
        1.0,
    )


def test_decorated_functions_stay_what_they_were():
    block = clean(CASINO, pipeline=Pipeline()).blocks[0]
    assert casino(block, None) is True
    assert casino.__name__ == "casino"
    assert pickle.loads(pickle.dumps(casino)) is casino


@pytest.mark.parametrize(
    ("outcome", "label", "confidence"),
    [
        (True, Label.SPAM, 1.0),
        (0.7, Label.SPAM, 0.7),
        (7, Label.SPAM, 1.0),
        ("share", Label.SHARE, 1.0),
        (Label.POPUP, Label.POPUP, 1.0),
        (Verdict(Label.TAGS, "mine.tags", 0.6), Label.TAGS, 0.6),
        (object(), Label.SPAM, 1.0),
    ],
)
def test_outcomes(outcome, label, confidence):
    step = newsclean.filter(label="spam", name="mine")(lambda block, document: outcome)
    (block,) = clean("Rain fell.", pipeline=Pipeline([step])).blocks
    assert (block.label, block.confidence, block.filter) == (label, confidence, "mine")


@pytest.mark.parametrize("outcome", [False, None, 0, 0.0, ""])
def test_outcomes_that_pass_the_block_on(outcome):
    step = newsclean.filter(label="spam")(lambda block, document: outcome)
    assert clean("Rain fell.", pipeline=Pipeline([step])).removed == ()


def test_a_verdict_of_body_protects():
    protect = newsclean.filter(label="body", name="protect")(
        lambda block, document: "newsletter" in block.text
    )
    source = ARTICLE + "\nSign up for our newsletter"
    assert "newsletter" not in clean(source).text
    kept = clean(source, pipeline=Pipeline.default().before("paywall", protect))
    assert kept.text.endswith("Sign up for our newsletter")


def test_the_first_filter_decides():
    one = newsclean.filter(label="spam", name="one")(lambda block, document: True)
    two = newsclean.filter(label="share", name="two")(lambda block, document: True)
    (block,) = clean("Rain fell.", pipeline=Pipeline([one, two])).blocks
    assert (block.label, block.filter) == (Label.SPAM, "one")


def test_filters_see_the_document_as_it_is_so_far():
    seen = []

    @newsclean.filter(label="spam")
    def spy(block, document):
        seen.append((block.index, document.raw, [b.label for b in document.blocks]))

    clean("Rain fell.\n" + CASINO, pipeline=Pipeline([casino, spy]))
    assert seen == [(0, "Rain fell.\n" + CASINO, [Label.BODY, Label.SPAM])]


def test_document_filter():
    document = clean(ARTICLE, pipeline=Pipeline.default() + last_block)
    assert document.text == "\n\n".join(PARAGRAPHS[:-1])


def test_users_filters_run_once():
    calls = []

    @newsclean.filter(label="spam")
    def count(block, document):
        calls.append(block.index)

    clean("Read more\n" + ARTICLE, pipeline=Pipeline.default().after("classifier", count))
    assert len(calls) == len(set(calls))


def test_repair_of_three_lines():
    document = clean("Send an e-mail.", pipeline=Pipeline([email]))
    assert document.text == "Send an email."
    (edit,) = document.edits
    assert (edit.start, edit.end, edit.replacement, edit.kind, edit.reason) == (
        8,
        14,
        "email",
        EditKind.OTHER,
        "email",
    )


def test_repairs_see_what_earlier_ones_did_and_point_into_raw():
    document = clean("Send an e\u00ad-mail.", pipeline=Pipeline([repairs.spacing, email]))
    assert document.text == "Send an email."
    assert document.edits[0].start == 8


def test_an_undecorated_function_of_block_and_document_names_the_label_itself():
    document = clean("The bridge.\nRain fell.", pipeline=Pipeline([named_label]))
    assert [block.label for block in document.blocks] == [Label.CAPTION, Label.BODY]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Pipeline([3]), "a step is a callable, not int"),
        (lambda: Pipeline([len]), "its stage is unknown"),
        (lambda: newsclean.filter(label="junk"), "no such label: 'junk'; labels are: body"),
        (lambda: newsclean.filter(label="spam", scope="page"), "no such scope: 'page'"),
        (lambda: newsclean.repair(kind="magic"), "no such kind of edit: 'magic'"),
    ],
)
def test_what_is_no_step(make, message):
    with pytest.raises(StepError) as caught:
        make()
    assert message in str(caught.value)
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, NewscleanError)


class Words:
    """A filter with a setting, as an instance of a class."""

    def __init__(self, *words):
        self.words = words

    def __call__(self, block, document):
        return "spam" if any(word in block.text for word in self.words) else None


@newsclean.filter(label="spam")
class Casino:
    """The same with the decorator on the class."""

    def __call__(self, block, document):
        return casino(block, document)


@pytest.mark.parametrize(("step", "name"), [(Words("free spins"), "Words"), (Casino(), "Casino")])
def test_instances_are_steps(step, name):
    pipeline = pickle.loads(pickle.dumps(Pipeline([step])))
    assert pipeline.names == (name,)
    assert clean("Rain fell.\n" + CASINO, pipeline=pipeline).text == "Rain fell."


@pytest.mark.parametrize("target", [len, [].append])
def test_what_cannot_be_decorated_says_so(target):
    with pytest.raises(StepError, match="wrap it in a function"):
        newsclean.filter(label="spam")(target)
    with pytest.raises(StepError, match="wrap it in a function"):
        newsclean.repair(target)


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (newsclean.repair(lambda text: None), "returned NoneType; it must yield newsclean.Edit"),
        (newsclean.repair(lambda text: "Rain."), "returned str; it must yield newsclean.Edit"),
        (newsclean.repair(lambda text: [("0", 1, "")]), "must yield newsclean.Edit"),
        (newsclean.repair(lambda text: [(0, 1)]), "must yield newsclean.Edit"),
        (lambda block, document: Verdict("junk"), "gave the label 'junk'"),
        (document_filter(lambda document: True), "returned bool; it must yield pairs"),
        (document_filter(lambda document: document.blocks), "must yield pairs"),
        (document_filter(lambda document: [(Block(7, 0, 1, "R"), True)]), "one of the document's blocks"),
        (lambda block, document: True, "has no label"),
        (lambda block, document: "junk", "gave the label 'junk'"),
        (newsclean.repair(lambda text: [(0, 99, "")]), "leaves the text"),
        (newsclean.repair(lambda text: [(0, 3, ""), (2, 4, "")]), "overlaps the edit before it"),
        (newsclean.repair(lambda text: ["x"]), "must yield newsclean.Edit"),
    ],
)
def test_what_steps_must_not_give(step, message):
    with pytest.raises(StepError) as caught:
        clean("Rain fell.", pipeline=Pipeline([step]))
    assert message in str(caught.value)


def test_steps_of_other_packages(monkeypatch):
    point = importlib.metadata.EntryPoint("acme_casino", f"{__name__}:casino", "newsclean.steps")
    monkeypatch.setattr(
        importlib.metadata,
        "entry_points",
        lambda group, name=None: (
            [point] if group == "newsclean.steps" and name in (None, "acme_casino") else []
        ),
    )
    assert installed() == ("acme_casino",)
    assert "casino" in Pipeline.default().after("spam", "acme_casino")
    with pytest.raises(
        UnknownStepError, match=r"no installed package offers a step named 'other'.*acme_casino"
    ):
        Pipeline(["other"])


def test_steps_of_newsclean_are_plain_callables():
    assert isinstance(Step.of(filters.paywall).spec, Spec)
    assert Step.of(filters.paywall).spec.scope is Scope.DRAFT
    assert Step.of(repairs.encoding).spec.stage is Stage.REPAIR
    assert Step.of(filters.paywall).own
    assert not Step.of(casino).own
