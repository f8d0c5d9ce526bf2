"""Rule packs: the format, its errors, the matching, and every rule that ships."""

import itertools
import time

import pytest

from newsclean.errors import RuleFileError
from newsclean.rules import RuleSet, load, normalize, packs
from newsclean.rules.phrase import MAX_RULE_CHARS

PACK = """label = "paywall"
language = "en"
[[rules]]
id = "test"
{}
takes = ["a"]
leaves = ["b"]
"""


def ruleset(body):
    return RuleSet([load(PACK.format(body), "test.toml")])


def fits(body, text, prose=None, index=0):
    texts = [""] * index + [text]
    return index in ruleset(body).match(texts, prose)


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: f"{pack.label}.{pack.language}")
def test_each_rule_takes_and_leaves_what_it_says(pack):
    rules = RuleSet([pack])
    for rule in pack.rules:
        for block in rule.takes:
            assert rule in rules.match([block]).get(0, []), f"{rule.id} must take {block!r}"
        for block in rule.leaves:
            assert not rules.match([block]), f"{rule.id} must leave {block!r}"


@pytest.mark.parametrize("pack", packs(), ids=lambda pack: f"{pack.label}.{pack.language}")
def test_each_pack_passes_the_full_check(pack):
    from importlib import resources

    name = f"{pack.language}/{pack.label}.toml"
    load(resources.files("newsclean.data").joinpath(f"rules/{name}").read_text("utf-8"), name)


def test_ids_are_unique_over_all_packs():
    ids = [rule.id for pack in packs() for rule in pack.rules]
    assert len(ids) == len(set(ids))


def test_no_shipped_rule_is_slow_on_lines_made_to_be():
    words = [
        "the",
        "you",
        "we",
        "our",
        "your",
        "sign",
        "up",
        "for",
        "a@b.c",
        "1",
        "(",
        "by",
        "photo",
        ":",
        "/",
        "x",
    ]
    lines = [
        (" ".join(itertools.islice(itertools.cycle(pair), 400)))[:MAX_RULE_CHARS]
        for pair in itertools.product(words, words)
    ]
    rules = RuleSet(packs())
    rules.match(lines)
    start = time.perf_counter()
    rules.match(lines)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('phrases = ["a"]\nmatch = "sometimes"', "match is 'sometimes'"),
        ('phrases = ["a"]\nplace = "middle"', "place is 'middle'"),
        ('phrases = ["a"]\ncolour = "red"', "unknown key 'colour'"),
        ("phrases = []", "'phrases' is missing or empty"),
        ('phrases = ["(a|)"]', "stands for an empty phrase"),
        ('phrases = ["a (b (c|d)|e)"]', "groups neither nest nor stay open"),
        ('phrases = ["a"]\npattern = "(a"', "broken pattern"),
        ("phrases = [", "not TOML"),
    ],
)
def test_errors_say_where_and_what(body, message):
    with pytest.raises(RuleFileError, match=r"test\.toml") as caught:
        load(PACK.format(body), "test.toml")
    assert message in str(caught.value)
    assert isinstance(caught.value, ValueError)


def test_a_broken_pattern_is_pointed_at():
    with pytest.raises(RuleFileError) as caught:
        load(PACK.format('phrases = ["a"]\npattern = "ab(c"'), "test.toml")
    assert str(caught.value).endswith("\n  ab(c\n    ^")


def test_label_and_top_keys_are_checked():
    with pytest.raises(RuleFileError, match="no such label: 'junk'"):
        load('label = "junk"\nlanguage = "en"', "x.toml")
    with pytest.raises(RuleFileError, match="'language' is missing"):
        load('label = "spam"', "x.toml")
    with pytest.raises(RuleFileError, match="needs 'leaves'"):
        load(
            'label="spam"\nlanguage="en"\n[[rules]]\nid="a"\nphrases=["a"]\nmatch="ends"\ntakes=["a"]',
            "x.toml",
        )


@pytest.mark.parametrize(
    ("body", "text", "fit"),
    [
        ('phrases = ["read more"]', "Read more", True),
        ('phrases = ["read more"]', "» READ MORE …", True),
        ('phrases = ["read more"]', "Read more books", False),
        ('phrases = ["read more"]\nmatch = "starts"', "Read more: the dam", True),
        ('phrases = ["read more"]\nmatch = "starts"', "Read moreover", False),
        ('phrases = ["read more"]\nmatch = "starts"', "To read more", False),
        ('phrases = ["read more"]\nmatch = "ends"', "The dam. Read more.", True),
        ('phrases = ["read more"]\nmatch = "ends"', "Read more of it", False),
        ('phrases = ["read more"]\nmatch = "contains"', "To read more of it", True),
        ('phrases = ["read more"]\nmatch = "contains"', "We spread more", False),
        ('phrases = ["(read|see) (even|) more"]', "See more", True),
        ('phrases = ["(read|see) (even|) more"]', "Read even more", True),
        ('phrases = ["(read|see) (even|) more"]', "Even more", False),
        ('phrases = ["close in # seconds"]\nmatch = "contains"', "This will close in 20 seconds", True),
        ('phrases = ["get * in your inbox"]\nmatch = "contains"', "Get the day's news in your inbox", True),
        (
            'phrases = ["get * in your inbox"]\nmatch = "contains"',
            "Get one two three four five six seven in your inbox",
            False,
        ),
        ('phrases = ["(by|) (our|) staff *"]\nmatch = "starts"', "Our staff writers", True),
        ('phrases = ["(by|) (our|) staff *"]\nmatch = "starts"', "By staff writers", True),
        ('phrases = ["don\'t miss"]', "Don’t miss", True),
        ('phrases = ["share"]\nmatch = "contains"\nmax_words = 3', "Share this now please", False),
        ('phrases = ["share"]\nmatch = "contains"\npattern = "free"', "Share this", False),
        ('phrases = ["share"]\nmatch = "contains"\npattern = "free"', "Share this free", True),
        ('phrases = ["続きを読む"]\nmatch = "contains"', "この記事の続きを読むには", True),
    ],
)
def test_matching(body, text, fit):
    assert fits(body, text) is fit


@pytest.mark.parametrize(
    ("place", "index", "fit"),
    [
        ("head", 1, True),
        ("head", 3, False),
        ("tail", 3, False),
        ("tail", 6, True),
        ("edge", 1, True),
        ("edge", 6, True),
        ("edge", 4, False),
        ("any", 4, True),
    ],
)
def test_place_is_judged_by_the_running_text(place, index, fit):
    assert fits(f'phrases = ["sport"]\nplace = "{place}"', "Sport", prose=(2, 5), index=index) is fit
    assert fits(f'phrases = ["sport"]\nplace = "{place}"', "Sport", prose=None, index=index)


def test_long_blocks_are_left_alone():
    assert not fits('phrases = ["share"]\nmatch = "contains"\nmax_words = 1000', "share " * 200)


def test_normalize():
    assert normalize("  • Get  5 %  off – NOW »") == "get # % off - now"
