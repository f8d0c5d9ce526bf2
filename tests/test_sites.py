"""Profiles of many sites: learnt from tables, and put to work by address."""

import pickle

import pytest

from newsclean import Pipeline, SiteProfile, clean
from newsclean.errors import InputTypeError, ProfileError
from newsclean.sites import SiteProfiles, site_of
from newsclean.trace import Trace
from tests.test_profile import ABOUT, page, story

SITES = ("harbourpost.example", "valley.example", "coast.example")
SAYS = {
    site: f"The people who make {site[:-8]} live above a bakery, and bake when they are done."
    for site in SITES
}


def url(site, number):
    return f"https://www.{site}/2025/{number}"


ROWS = [
    (url(site, number), page(at * 10 + number, foot=(SAYS[site],)))
    for at, site in enumerate(SITES)
    for number in range(5)
]


def alone(site):
    return SiteProfile.learn((text for address, text in ROWS if site in address), site=site)


PROFILES = SiteProfiles(map(alone, SITES))


@pytest.mark.parametrize(
    ("address", "site"),
    [
        ("https://www.HarbourPost.example:8080/2025/calm?x=www.", "harbourpost.example"),
        ("http://news.harbourpost.example", "news.harbourpost.example"),
        ("//harbourpost.example./x", "harbourpost.example"),
        ("harbourpost.example/x", None),
        ("https://[broken", None),
        ("https://", None),
        ("", None),
        (None, None),
    ],
)
def test_the_site_of_an_address(address, site):
    assert site_of(address) == site


def cleaned(text, address, profiles=PROFILES):
    return clean(text, url=address, pipeline=Pipeline.default().before("title", profiles))


@pytest.mark.parametrize("site", SITES)
def test_each_article_is_cleaned_by_its_site(site):
    text = page(90, foot=SAYS.values())
    found = cleaned(text, url(site, 90))
    by_one = clean(text, url=url(site, 90), pipeline=Pipeline.default().before("title", alone(site)))
    assert found.text == by_one.text
    assert [said in found.text for said in SAYS.values()] == [other != site for other in SITES]


@pytest.mark.parametrize("address", [None, "https://other.example/1", "no address"])
def test_without_a_known_site_nothing_is_labelled(address):
    text = page(90, foot=SAYS.values())
    assert cleaned(text, address).text == clean(text, url=address).text


def test_it_travels_and_compares_without_what_it_was_learnt_from():
    again = pickle.loads(pickle.dumps(PROFILES))
    assert again == PROFILES
    assert hash(again) == hash(PROFILES)
    assert cleaned(ROWS[0][1], ROWS[0][0], again) == cleaned(ROWS[0][1], ROWS[0][0])
    assert len(pickle.dumps(PROFILES)) < len(pickle.dumps([alone(site) for site in SITES])) / 5
    assert SiteProfiles([alone(SITES[0])]) != PROFILES
    assert PROFILES.sites == tuple(sorted(SITES))
    assert repr(PROFILES) == "SiteProfiles(3 sites, 6 blocks)"
    assert SiteProfiles(())
    assert len(SiteProfiles(())) == 0


def test_mistakes_are_told():
    with pytest.raises(ProfileError, match="has no site"):
        SiteProfiles([SiteProfile.learn([page(1)])])
    with pytest.raises(ProfileError, match=r"two profiles of 'valley.example'"):
        SiteProfiles([alone("valley.example"), alone("valley.example")])


def test_traces_as_bytes():
    trace = Trace.of(clean(page(1)))
    id_, blocks, sentences = trace.to_bytes()
    assert Trace.from_bytes(blocks, sentences) == trace
    others = [Trace.of(clean(page(number))) for number in range(12)]
    assert sorted(others, key=Trace.to_bytes) == sorted(others)
    assert len(id_) == 8


class TestTables:
    @pytest.fixture(autouse=True)
    def _needed(self):
        pytest.importorskip("pyarrow")

    def table(self):
        import pyarrow as pa

        return pa.table({"url": [address for address, _ in ROWS], "text": [text for _, text in ROWS]})

    @pytest.mark.parametrize("workers", [1, 2])
    def test_learning_is_that_of_each_site_alone(self, workers):
        from newsclean.learning import learn_table

        assert learn_table(self.table(), url="url", workers=workers) == {
            site: alone(site) for site in sorted(SITES)
        }

    def test_traces_of_parts_put_together_teach_the_same(self):
        import pyarrow as pa

        from newsclean.learning import profiles_of, trace_table

        parts = [trace_table(self.table().slice(at, 4), url="url") for at in (0, 4, 8, 12, 12)]
        found = profiles_of(pa.concat_tables(reversed(parts)), min_share=0.5)
        assert [profile.traces for profile in found.values()] == [
            alone(site).traces for site in sorted(SITES)
        ]
        assert {profile.min_share for profile in found.values()} == {0.5}

    def test_a_column_of_sites_and_pages(self):
        import pyarrow as pa

        from newsclean.learning import learn_table

        pages = [
            f"<article>{''.join(f'<p>{line}</p>' for line in (*story(n), ABOUT))}</article>"
            for n in (1, 2, 3)
        ]
        table = pa.table({"site": ["a", "a", None], "page": pages})
        (profile,) = learn_table(table, text=None, html="page", site="site").values()
        assert (profile.site, profile.articles) == ("a", 2)
        assert ABOUT in profile

    def test_mistakes_are_told(self):
        from newsclean.learning import learn_table

        for options in ({}, {"url": "url", "site": "url"}):
            with pytest.raises(InputTypeError, match=r"url=\.\.\. or site=\.\.\."):
                learn_table(self.table(), **options)
        with pytest.raises(InputTypeError, match="no column 'page'"):
            learn_table(self.table(), html="page", url="url")
