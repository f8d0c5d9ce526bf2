"""What a page says of its article: JSON-LD, Open Graph, meta tags, headline, by-line, figures."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from lxml import html

from newsclean import clean
from newsclean.metadata import read_metadata

BODY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Rescue teams reached the mountain village of Varn on Tuesday, two days after the dam above it gave way.",
        "The regional government said that 340 people had spent the night in the school, and that all of them were safe.",
        "Engineers had warned in 2019 that the dam above the village needed work before the next winter began.",
    )
)


def read(head="", body="", *, url=None, lang="en"):
    page = f'<html lang="{lang}"><head>{head}</head><body><article>{body}</article></body></html>'
    return read_metadata(html.document_fromstring(page), url)


def json_ld(text):
    return f'<script type="application/ld+json">{text}</script>'


ARTICLE = """{"@context": "https://schema.org", "@graph": [
  {"@type": "WebSite", "name": "The Harbour Post"},
  {"@type": ["NewsArticle"], "headline": "Dam holds as river falls",
   "author": [{"@type": "Person", "name": "Ana Prifti"}, {"name": "Tom Okafor"}],
   "publisher": {"name": "The Harbour Post"}, "datePublished": "2025-03-03T10:41:00+01:00",
   "keywords": "Varn, floods", "inLanguage": "en-GB"}]}"""


def test_json_ld_says_it_all():
    told = read(json_ld(ARTICLE), lang="")
    assert told.title == "Dam holds as river falls"
    assert told.authors == ("Ana Prifti", "Tom Okafor")
    assert told.publisher == "The Harbour Post"
    assert told.published == datetime(2025, 3, 3, 10, 41, tzinfo=timezone(timedelta(hours=1)))
    assert told.tags == ("Varn", "floods")
    assert told.language == "en"


@pytest.mark.parametrize(
    "broken",
    [
        f"<!-- {ARTICLE} -->",
        f"//<![CDATA[\n{ARTICLE}\n//]]>",
        ARTICLE.replace("}]}", "},]}"),
        ARTICLE.replace("Dam holds as river falls", "Dam holds\tas river\nfalls"),
        f"[{ARTICLE}]",
    ],
)
def test_json_ld_as_sites_write_it(broken):
    assert read(json_ld(broken)).title == "Dam holds as river falls"


@pytest.mark.parametrize(
    "broken", ["", "{", "null", "[1, 2]", '{"@type": 7}', '{"@type": "NewsArticle"}', "[" * 9000]
)
def test_json_ld_that_says_nothing(broken):
    assert read(json_ld(broken), "<h1>Rain</h1>").title == "Rain"


def test_the_article_with_the_headline_of_the_page_counts():
    other = '{"@type": "NewsArticle", "headline": "A bakery wins a prize", "author": "Ida Berg"}'
    told = read(json_ld(f"[{other}, {ARTICLE}]"), "<h1>Dam holds as river falls</h1>")
    assert told.authors == ("Ana Prifti", "Tom Okafor")


def test_meta_tags_where_there_is_no_json_ld():
    told = read(
        """<title>Dam holds as river falls | The Harbour Post</title>
        <meta property="og:title" content="Dam holds as river falls"><meta property="og:site_name" content="The Harbour Post">
        <meta name="author" content="By Ana Prifti and Tom Okafor, in Varn">
        <meta property="article:published_time" content="2025-03-03T10:41:00Z">
        <meta name="news_keywords" content="Varn, floods"><link rel="canonical" href="/2025/dam">""",
        url="https://harbourpost.example/live",
    )
    assert told.title == "Dam holds as river falls"
    assert told.authors == ("Ana Prifti", "Tom Okafor")
    assert told.published == datetime(2025, 3, 3, 10, 41, tzinfo=UTC)
    assert told.tags == ("Varn", "floods")
    assert told.url == "https://harbourpost.example/2025/dam"


def test_the_title_is_what_most_sources_say():
    kicker = "<h1>Floods: Dam holds as river falls</h1>"
    head = "<title>Dam holds as river falls - The Harbour Post</title>"
    site = '<meta property="og:site_name" content="The Harbour Post">'
    assert read(
        head + site + '<meta property="og:title" content="Dam holds as river falls">', kicker
    ).title == ("Dam holds as river falls")
    assert read("", kicker).title == "Floods: Dam holds as river falls"


def test_a_section_behind_the_title_is_none_of_it():
    head = "<title>Dam holds as river falls | Europe | HP | 03.03.2025</title>"
    told = '<meta property="og:title" content="Dam holds as river falls | HP | 03.03.2025">'
    assert read(head + told, "<h1>Dam holds as river falls</h1>").title == "Dam holds as river falls"
    assert read(head + told).title == "Dam holds as river falls | HP | 03.03.2025"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('"Ana Prifti"', ("Ana Prifti",)),
        ('{"name": ["Ana Prifti", "Tom Okafor"]}', ("Ana Prifti", "Tom Okafor")),
        ('"https://harbourpost.example/ana"', ()),
        ('"a.prifti@harbourpost.example"', ()),
        ('"Ana Prifti (text); Tom Okafor (pictures)"', ("Ana Prifti", "Tom Okafor")),
        ('[{"name": "The Harbour Post"}]', ("The Harbour Post",)),
        ('[{"name": "The Harbour Post"}, {"name": "Ana Prifti"}]', ("Ana Prifti",)),
        ('"admin"', ()),
        ("null", ()),
    ],
)
def test_authors_are_people_and_else_bodies(author, names):
    node = f'{{"@type": "Article", "author": {author}, "publisher": "The Harbour Post"}}'
    assert read(json_ld(node)).authors == names


def test_a_marked_byline_counts_before_a_firm():
    node = '{"@type": "Article", "author": {"name": "Harbour Post GmbH"}}'
    assert read(json_ld(node), '<a rel="author" href="/a">Ana Prifti</a>').authors == ("Ana Prifti",)
    assert read("", '<span class="byline author-name">By Ana Prifti</span>').authors == ("Ana Prifti",)


def test_many_bylines_are_those_of_teasers():
    teasers = "".join(f'<span class="author">Writer Number{i}</span>' for i in range(9))
    assert read("", teasers).authors == ()


@pytest.mark.parametrize("date", ["2925-03-03", "0001-01-01", "soon", ""])
def test_a_date_that_cannot_be_is_none(date):
    assert read(f'<meta property="article:published_time" content="{date}">').published is None


def test_figures_give_captions_with_credits():
    figure = "<figure><img src=x><figcaption>The dam at Varn on Monday. Credit: AP</figcaption></figure>"
    teaser = "<aside><figure><figcaption>A bakery in Lund</figcaption></figure></aside>"
    document = clean(f"<html><body><article><h1>Dam holds</h1>{figure}{BODY}</article>{teaser}</body></html>")
    assert [(caption.text, caption.credit) for caption in document.captions] == [
        ("The dam at Varn on Monday.", "AP")
    ]


def test_what_trafilatura_makes_out_is_the_last_resort():
    told = read_metadata(html.document_fromstring("<p>Rain</p>"), authors=["Ana Prifti"])
    assert told.authors == ("Ana Prifti",)


def test_hostile_metadata_end_soon():
    deep = json_ld('{"@graph": [' * 5_000)
    many = "".join(f'<meta name="author" content="Writer Number{i}">' for i in range(20_000))
    assert len(read(deep + many).authors) <= 12


@pytest.mark.parametrize(
    ("head", "body", "names"),
    [
        # A person given by number, elsewhere on the page.
        (
            json_ld(
                '[{"@type": "NewsArticle", "headline": "Dam holds", "author": {"@id": "#ap"}},'
                ' {"@type": "Person", "@id": "#ap", "name": "Ana Prifti"}]'
            ),
            "",
            ("Ana Prifti",),
        ),
        # People before an agency, an agency before the site itself.
        (
            json_ld(
                '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Varn Observers"}}'
            ),
            '<a href="/authors/tom-okafor/">Tom Okafor</a>',
            ("Tom Okafor",),
        ),
        (
            '<meta property="og:site_name" content="Harbour Post"><meta name="articleAuthor" content="Anadolu Ajansı">'
            + json_ld(
                '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "Harbour Post"}}'
            ),
            "",
            ("Anadolu Ajansı",),
        ),
        # Written beside the picture and below it; an address; whose word it is.
        ('<meta name="author" content="Ana Prifti Ana Prifti">', "", ("Ana Prifti",)),
        (
            '<meta name="author" content="harbour.example, Varn, Norway">',
            '<span class="article__author">By Ana Prifti</span>',
            ("Ana Prifti",),
        ),
        ("", '<span class="author">Source: AP/Reuters</span>', ()),
        # Whoever comments has not written it.
        ("", '<ol id="comments"><li><span class="comment-author">miller77 Varn</span></li></ol>', ()),
    ],
)
def test_who_counts_as_the_author(head, body, names):
    assert read(head, body).authors == names


def test_what_one_object_does_not_say_another_of_the_same_article_does():
    told = read(
        json_ld(
            '[{"@type": "NewsArticle", "headline": "Dam holds as river falls", "datePublished": "2025-03-03"},'
            ' {"@type": "WebPage", "name": "Dam holds as river falls", "author": "Ana Prifti"},'
            ' {"@type": "NewsArticle", "headline": "Ferry refloated", "author": "Tom Okafor"}]'
        ),
        "<h1>Dam holds as river falls</h1>",
    )
    assert told.authors == ("Ana Prifti",)
    assert told.published is not None


def test_an_unmarked_time_counts_unless_it_is_a_teasers():
    told = read(
        "", '<a href="/x"><time datetime="2020-01-01">x</time></a><time datetime="2025-03-03">3 March</time>'
    )
    assert told.published == datetime(2025, 3, 3)  # noqa: DTZ001


def test_a_byline_far_from_the_article_is_another_storys():
    menu = "".join(
        f'<li><a href="/{number}">Story number {number} of the day</a></li>' for number in range(80)
    )
    body = f"<main><article><h1>Dam holds as river falls</h1><p>By Ana Prifti</p>{BODY}</article></main>"
    far = f"<html><body><p>By Tom Okafor</p><ul>{menu}</ul>{body}</body></html>"
    assert clean(far).authors == ("Ana Prifti",)
    assert clean(far.replace("<p>By Ana Prifti</p>", "")).authors == ()
