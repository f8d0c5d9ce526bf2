"""Pipelines are values: immutable, comparable, picklable, readable."""

import pickle

import pytest

from newsclean import Pipeline, clean, filters, repairs
from newsclean.errors import NewscleanError, UnknownStepError
from newsclean.pipeline import PRESETS
from tests.articles import ARTICLE
from tests.test_steps import casino, email


def test_presets():
    assert {Pipeline.preset(name) for name in PRESETS} == {
        Pipeline.default(),
        Pipeline.gentle(),
        Pipeline.strict(),
    }
    assert len({Pipeline.default(), Pipeline.gentle(), Pipeline.strict()}) == 3


def test_without():
    pipeline = Pipeline.default().without("captions", "names")
    assert "captions" not in pipeline
    assert "names" not in pipeline
    assert "captions" in Pipeline.default()
    assert len(pipeline) == len(Pipeline.default()) - 2


def test_before_after_replace_and_plus():
    default = Pipeline.default()
    at = default.names.index("paywall")
    assert default.before("paywall", casino).names[at] == "casino"
    assert default.after("paywall", casino).names[at + 1] == "casino"
    assert default.replace("paywall", casino).names[at] == "casino"
    assert (default + casino).names[-2:] == ("casino", "names")
    assert (Pipeline([email]) + Pipeline([casino])).names == ("email", "casino")


def test_steps_run_by_stage():
    assert Pipeline([casino, email, filters.share, repairs.spacing]).names == (
        "email",
        "spacing",
        "casino",
        "share",
    )


@pytest.mark.parametrize(
    "make",
    [
        lambda p: p.without("payw"),
        lambda p: p.before("payw", casino),
        lambda p: p.after("payw", casino),
        lambda p: p.replace("payw", casino),
    ],
)
def test_unknown_names_list_what_there_is(make):
    with pytest.raises(UnknownStepError, match=r"no step 'payw'; its steps are: .*paywall") as caught:
        make(Pipeline.default())
    assert isinstance(caught.value, LookupError)
    assert isinstance(caught.value, NewscleanError)


def test_unknown_presets_and_quotes():
    with pytest.raises(UnknownStepError, match="presets are: default, gentle, strict"):
        Pipeline.preset("harsh")
    with pytest.raises(UnknownStepError, match="presets are"):
        clean("a", pipeline="harsh")
    with pytest.raises(UnknownStepError, match="'typographic' or 'straight'"):
        Pipeline.default(quotes="round")


def test_immutable():
    pipeline = Pipeline.default()
    with pytest.raises(AttributeError):
        pipeline.steps = ()


def test_equal_by_content_hashable_and_picklable():
    one = Pipeline.default().after("paywall", casino) + email
    two = Pipeline.default().after("paywall", casino) + email
    assert one == two
    assert hash(one) == hash(two)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one != Pipeline.default()


def test_a_pickled_pipeline_works():
    pipeline = pickle.loads(pickle.dumps(Pipeline.default().after("paywall", casino)))
    assert clean(ARTICLE, pipeline=pipeline) == clean(
        ARTICLE, pipeline=Pipeline.default().after("paywall", casino)
    )


def test_repr_is_readable():
    assert (
        repr(Pipeline([repairs.spacing, filters.share, filters.spam]))
        == "Pipeline(\n  repair: spacing\n  filter: share, spam\n)"
    )
    assert repr(Pipeline()) == "Pipeline()"


def test_iteration():
    assert [step.name for step in Pipeline([filters.share, filters.spam])] == ["share", "spam"]


def test_gentle_keeps_what_no_rule_names():
    source = "Varn valley notes\nLetters page\n" + ARTICLE
    assert clean(source, pipeline="gentle").text.startswith("Varn valley notes")
    assert "Sign up" not in clean(source + "\nSign up for our newsletter", pipeline="gentle").text


def test_strict_drops_lists_that_default_keeps():
    source = ARTICLE.replace("\n", "\nVarn bridge\nVarn school\nVarn dam\n", 1)
    assert "Varn school" in clean(source).text
    assert "Varn school" not in clean(source, pipeline="strict").text
