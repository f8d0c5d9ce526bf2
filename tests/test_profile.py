"""Site profiles: what a site's articles have in common, and nothing of one article."""

import json
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsclean
from newsclean import Label, Pipeline, SiteProfile, clean
from newsclean.errors import InputTypeError, NewscleanError, ProfileError
from newsclean.profile import MAX_ARTICLES
from newsclean.trace import MAX_BLOCKS, Trace, block_key
from tests.articles import PARAGRAPHS
from tests.strategies import scrapes

PLACES = ("Varn", "Lund", "Oslo", "Bari", "Cork", "Faro", "Graz", "Kiel", "Lviv", "Nice", "Pula", "Riga")
ABOUT = "Ana Prifti has written about rivers, roads and the people beside them for the Harbour Post since it began."
TEASER = "All that happened in the harbour, every morning before the ferries leave"
SECTION = "Coast and Islands"


def story(number):
    """Return five sentences in three paragraphs that no other number has."""
    place, other = PLACES[number % 12], PLACES[(number * 5 + number // 12 + 3) % 12]
    word = "".join(chr(97 + int(digit)) for digit in str(number))
    return (
        f"The mayor of {place} told the council of {word}holm on Monday that the new road to {other} would not "
        f"be built before the old one had been paid for in {word}ruk.",
        f"The people who live beside the harbour of {word}dal have waited for it since the storm took the bridge. "
        f"“We have learnt to swim in {word}vik,” said one of them, and she did not seem to be joking.",
        f"The council of {word}fors will meet again in the spring, when the {word}bergs are gone. It has asked the "
        f"bank of {word}stad for a loan that would cover the half of what is still missing.",
    )


def page(number, *, head=(SECTION,), inside=(), foot=(ABOUT, TEASER)):
    first, *rest = story(number)
    return "\n".join((*head, first, *inside, *rest, *foot))


PAGES = [page(number) for number in range(6)]
PROFILE = SiteProfile.learn(PAGES, site="harbourpost.example")


def cleaned(text, profile=PROFILE):
    return clean(text, pipeline=Pipeline.default().before("title", profile))


# ---------------------------------------------------------------- what it removes


def test_what_recurs_is_removed_and_the_story_stays():
    document = cleaned(page(50))
    assert document.text == "\n\n".join(story(50))
    found = {block.text: block for block in document.blocks if block.filter == "site_profile"}
    assert set(found) == {SECTION, ABOUT, TEASER}
    assert {(block.label, block.rule) for block in found.values()} == {
        (Label.BOILERPLATE, "site_profile.recurs")
    }


def test_without_the_profile_a_paragraph_on_the_author_stays():
    assert ABOUT in clean(page(50)).text


def test_case_digits_and_punctuation_do_not_count():
    assert cleaned(page(50, foot=(f"» {ABOUT.upper()} 2025",))).text == "\n\n".join(story(50))
    assert block_key("3 more stories…") == block_key("14 MORE stories")
    assert block_key("More stories") != block_key("More of the stories")
    assert block_key("14.30 - 15.00") == 0


def test_what_one_article_has_is_not_the_sites():
    assert all(line not in PROFILE for text in PAGES for line in story(PAGES.index(text)))
    assert cleaned(PAGES[0]).text == "\n\n".join(story(0))


def test_other_sites_are_left_alone():
    other = (
        "The Valley Voice is written by people who walk to work, and who will walk to yours if you call them."
    )
    assert cleaned(page(50, foot=(other,))).text == clean(page(50, foot=(other,))).text


def test_a_recurring_subheading_inside_the_text_stays():
    pages = [page(number, inside=("What we know so far",)) for number in range(6)]
    profile = SiteProfile.learn(pages)
    assert "What we know so far" in profile
    assert "What we know so far" in cleaned(page(50, inside=("What we know so far",)), profile).text


def test_short_lines_are_left_alone_where_there_is_no_running_text():
    text = f"{SECTION}\nRain"
    assert [block.label for block in cleaned(text, PROFILE).blocks] == [
        block.label for block in clean(text).blocks
    ]


def test_scripts_without_blanks_have_long_blocks_too():
    about = "この記事は港新聞の記者が書いたもので、写真も同じ記者が撮影しました。"
    profile = SiteProfile.learn(page(number, inside=(about,)) for number in range(3))
    assert about not in cleaned(page(50, inside=(about,)), profile).text


def test_confidence_grows_with_the_witnesses():
    def confidence(profile):
        return next(block.confidence for block in cleaned(page(50), profile).blocks if block.text == ABOUT)

    few, many = confidence(SiteProfile.learn(PAGES[:2])), confidence(PROFILE)
    assert few < many < 1


def test_blocks_that_another_filter_has_named_keep_their_label():
    profile = SiteProfile.learn(page(number, foot=("Sign up for our newsletter",)) for number in range(3))
    labels = {
        b.text: b.label for b in cleaned(page(50, foot=("Sign up for our newsletter",)), profile).blocks
    }
    assert labels["Sign up for our newsletter"] is Label.NEWSLETTER


# ---------------------------------------------------------------- witnesses


def test_one_article_scraped_twice_is_one_witness():
    twice = SiteProfile.learn([page(1), page(1), page(1, head=("Coast", "Updated")), "\n".join(story(1))])
    assert (twice.articles, len(twice)) == (1, 0)


def test_an_article_that_was_edited_is_the_same_article():
    first, second, third = story(1)
    later = "\n".join((SECTION, first.replace("Monday", "Tuesday"), "A ferry came.", second, third, ABOUT))
    profile = SiteProfile.learn([page(1), later])
    assert (profile.articles, len(profile)) == (1, 0)


def test_a_preview_is_the_same_article():
    assert (
        SiteProfile.learn(
            [page(1), "\n".join((SECTION, *story(1)[:1], ABOUT.split(" since", maxsplit=1)[0]))]
        ).articles
        == 1
    )


def test_text_and_html_of_one_article_are_the_same_article():
    html = (
        "<html><body><article>" + "".join(f"<p>{line}</p>" for line in story(1)) + "</article></body></html>"
    )
    assert SiteProfile.learn([page(1), html]).articles == 1


def test_no_headline_becomes_the_sites_by_scraping_an_article_often():
    pages = [
        page(1, head=(f"Road to nowhere, version {n}, says mayor of the town by the sea",)) for n in range(9)
    ]
    profile = SiteProfile.learn([*pages, page(2), page(3)])
    assert profile.articles == 3
    assert "Road to nowhere, version 1, says mayor of the town by the sea" not in profile
    assert ABOUT in profile


def test_much_of_the_sites_own_prose_does_not_make_short_articles_one():
    foot = (ABOUT, *PARAGRAPHS)
    pages = [
        *("\n".join((story(n)[0], *foot)) for n in range(4)),
        "\n".join((*story(8), *story(9), *story(10), *foot)),
    ]
    pages.append("\n".join((*story(11), *story(12), *story(13), *foot)))
    profile = SiteProfile.learn(pages)
    assert profile.articles == 6
    assert all(line in profile for line in foot)


def test_a_page_of_nothing_but_the_sites_prose_is_no_witness():
    assert SiteProfile.learn([*PAGES, f"A flood and a fire\n{ABOUT}"]).articles == 6


def test_scrapes_without_running_text_teach_nothing():
    profile = SiteProfile.learn(["Home\nWorld\nSport", "Home\nWorld\nOpinion", "", "42"])
    assert (profile.articles, len(profile)) == (0, 0)


def test_a_block_must_be_in_the_share_of_the_articles_asked_for():
    pages = [page(number, foot=(ABOUT,) if number < 3 else ()) for number in range(40)]
    assert ABOUT not in SiteProfile.learn(pages)  # 3 of 40
    assert ABOUT in SiteProfile.learn(pages, min_share=0.05)
    assert ABOUT not in SiteProfile.learn(pages, min_share=0.05, min_witnesses=4)
    assert ABOUT in SiteProfile.learn(pages[:20])


def test_a_line_that_stands_twice_in_one_article_has_one_witness():
    assert TEASER not in SiteProfile.learn([page(1, foot=(TEASER, TEASER)), page(2, foot=())])


def test_documents_teach_what_their_sources_do():
    reading = Pipeline.default().without("names")
    assert SiteProfile.learn(clean(text, pipeline=reading) for text in PAGES) == SiteProfile.learn(PAGES)
    assert SiteProfile.learn(text.encode() for text in PAGES) == SiteProfile.learn(PAGES)


# ---------------------------------------------------------------- laws

traces = st.builds(
    Trace.made, st.sets(st.integers(1, 9), max_size=5), st.sets(st.integers(1, 12), max_size=4)
)
profiles = st.builds(
    SiteProfile,
    st.sampled_from([None, "a"]),
    st.lists(traces, max_size=6).map(tuple),
    st.integers(2, 4),
    st.sampled_from([0.0, 0.1, 0.5]),
)


@given(profiles, profiles, profiles)
def test_merging_is_associative_commutative_and_idempotent(a, b, c):
    assert (a | b) | c == a | (b | c) == a.merge(b, c)
    assert a | b == b | a
    assert a | a == a == a.merge()
    assert a | b | b == a | b
    assert len((a | b) | c) == len(c.merge(b, a))
    assert hash(a | b) == hash(b | a)


@given(st.lists(st.integers(0, 30), max_size=6), st.lists(st.integers(0, 30), max_size=6))
def test_learning_apart_and_merging_is_learning_together(some, others):
    def learn(numbers):
        return SiteProfile.learn(DOCUMENTS[number] for number in numbers)

    assert learn(some) | learn(others) == learn(some + others)


DOCUMENTS = [clean(page(number)) for number in range(31)]


@given(profiles)
def test_json_brings_back_the_profile(profile):
    again = SiteProfile.from_json(profile.to_json())
    assert again == profile
    assert (again.articles, len(again), again.to_json()) == (
        profile.articles,
        len(profile),
        profile.to_json(),
    )


def test_the_laws_hold_beyond_what_a_profile_keeps():
    many = [Trace.made([n + 1, 7], [n + 1]) for n in range(3 * MAX_ARTICLES)]
    whole = SiteProfile(None, tuple(many))
    assert whole.articles == MAX_ARTICLES
    parts = [SiteProfile(None, tuple(many[n::3])) for n in range(3)]
    assert parts[2] | parts[0] | parts[1] == whole == whole | parts[1]


def test_learning_keeps_no_more_than_it_needs(monkeypatch):
    made = [Trace.made([n + 1], [n + 1]) for n in range(1000)]
    supply = iter(made)
    monkeypatch.setattr(Trace, "of", lambda _: next(supply))
    assert SiteProfile.learn(DOCUMENTS[:1] * 1000) == SiteProfile(None, tuple(made))


def test_a_list_of_ten_thousand_links_stays_small():
    words = [
        f"{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10 % 10]}{'uvwxyzabcd'[n // 100 % 10]}n"
        for n in range(1000)
    ]
    (trace,) = SiteProfile.learn([page(1, foot=words)]).traces
    assert len(trace.blocks) == MAX_BLOCKS


@given(scrapes)
def test_cleaning_a_clean_text_changes_nothing(text):
    profile = SiteProfile.learn(
        [page(n, foot=(*PARAGRAPHS[:2], "Spread the love", "Word", "X")) for n in range(3)]
    )
    once = cleaned(text, profile).text
    assert cleaned(once, profile).text == once


def test_a_profile_is_the_same_in_any_process():
    program = "import sys, newsclean, pickle; print(newsclean.SiteProfile.learn(pickle.load(sys.stdin.buffer)).to_json())"
    outs = {
        subprocess.run(
            [sys.executable, "-c", program], input=pickle.dumps(PAGES[:3]), capture_output=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert outs == {SiteProfile.learn(PAGES[:3]).to_json().encode() + b"\n"}


def test_a_profile_can_be_pickled_and_used_by_workers():
    assert pickle.loads(pickle.dumps(PROFILE)) == PROFILE
    pipeline = Pipeline.default().before("title", PROFILE)
    (document,) = newsclean.clean_many([page(50)], workers=2, pipeline=pipeline)
    assert document == cleaned(page(50))


def test_a_profile_holds_no_text():
    assert not any(word in PROFILE.to_json() for word in ("harbour of", "Prifti", "ferries"))


# ---------------------------------------------------------------- as a value


def test_repr_and_membership():
    assert repr(PROFILE) == "SiteProfile(site='harbourpost.example', articles=6, blocks=3)"
    assert ABOUT in PROFILE
    assert "" not in PROFILE
    assert 42 not in PROFILE
    assert SiteProfile()
    assert len(SiteProfile()) == 0


def test_an_empty_profile_changes_nothing():
    assert cleaned(page(50), SiteProfile()) == clean(page(50))


def test_a_profile_is_a_step_with_a_name():
    pipeline = Pipeline.default().before("title", PROFILE)
    assert "site_profile" in pipeline
    assert pipeline.without("site_profile") == Pipeline.default()


def test_merging_keeps_the_site_that_is_known():
    assert (SiteProfile.learn(PAGES[:1]) | PROFILE).site == "harbourpost.example"


def test_profiles_of_two_sites_are_not_merged():
    with pytest.raises(ValueError, match=r"different sites cannot be merged: 'a', 'b'"):
        SiteProfile("a") | SiteProfile("b")
    with pytest.raises(NewscleanError):
        SiteProfile("a").merge(SiteProfile(), SiteProfile("b"))
    with pytest.raises(TypeError):
        PROFILE | 1


def test_save_and_load(tmp_path):
    path = tmp_path / "profile.json"
    PROFILE.save(path)
    assert SiteProfile.load(path) == SiteProfile.load(str(path)) == PROFILE


# ---------------------------------------------------------------- errors


@pytest.mark.parametrize("articles", ["one", b"one", clean("one")], ids=["str", "bytes", "Document"])
def test_one_article_instead_of_several_is_an_error(articles):
    with pytest.raises(InputTypeError, match="takes several articles"):
        SiteProfile.learn(articles)


@pytest.mark.parametrize("articles", [[None], [PAGES[0], 3]])
def test_what_is_no_article_is_an_error(articles):
    with pytest.raises(InputTypeError):
        SiteProfile.learn(articles)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"min_witnesses": 1}, "min_witnesses must be at least 2, not 1"),
        ({"min_share": 1.5}, "min_share must be a number from 0 to 1, not 1.5"),
        ({"min_share": float("nan")}, "min_share must be"),
    ],
)
def test_limits_out_of_range_are_errors(limits, message):
    with pytest.raises(ProfileError, match=message):
        SiteProfile.learn(PAGES, **limits)


GOOD = {"newsclean_profile": 1, "site": None, "min_witnesses": 2, "min_share": 0.1, "articles": []}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "not JSON"),
        (b"\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not the profile of a site: 'newsclean_profile' is missing"),
        ("{}", "'newsclean_profile' is missing"),
        ({**GOOD, "newsclean_profile": 2}, "'newsclean_profile' is 2; this newsclean reads 1"),
        ({**GOOD, "site": 3}, "'site' must be a string or null, not int"),
        ({**GOOD, "min_witnesses": True}, "'min_witnesses' must be a whole number, not bool"),
        ({**GOOD, "min_witnesses": 1}, "min_witnesses must be at least 2"),
        ({**GOOD, "min_share": "a"}, "'min_share' must be a number, not str"),
        ({**GOOD, "articles": None}, "'articles' must be a list, not NoneType"),
        ({k: v for k, v in GOOD.items() if k != "articles"}, "'articles' is missing"),
        ({**GOOD, "articles": [3]}, r"'articles\[0\]' must be an object, not int"),
        ({**GOOD, "articles": [{"blocks": ""}]}, r"'articles\[0\].sentences' must be hashes"),
        (
            {**GOOD, "articles": [{"blocks": "AAA", "sentences": ""}]},
            r"'articles\[0\].blocks' must be hashes",
        ),
        (
            {**GOOD, "articles": [{"blocks": "AAAA", "sentences": ""}]},
            r"'articles\[0\].blocks' must be hashes",
        ),
        ({**GOOD, "articles": [{"blocks": "é", "sentences": ""}]}, r"'articles\[0\].blocks' must be hashes"),
    ],
)
def test_data_of_no_profile_is_an_error_that_says_where(data, message, tmp_path):
    text = json.dumps(data) if isinstance(data, dict) else data
    with pytest.raises(ValueError, match=message) as caught:
        SiteProfile.from_json(text)
    assert isinstance(caught.value, NewscleanError)
    path = tmp_path / "profile.json"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ProfileError, match=f"profile.json: .*{message}"):
        SiteProfile.load(path)


def test_a_missing_file_is_an_oserror(tmp_path):
    with pytest.raises(FileNotFoundError):
        SiteProfile.load(tmp_path / "absent.json")
