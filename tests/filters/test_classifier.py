"""What no rule names is told from the article; and articles that do not look like articles stay whole."""

import numpy as np
import pytest

from newsclean import Label, Pipeline, Status, clean
from newsclean.classify import Page
from newsclean.filters import Classifier
from newsclean.pipeline import evidence
from tests.articles import ARTICLE, BODY, PARAGRAPHS

MENU = [
    "Varn valley",
    "Harbour notes",
    "Fjord life",
    "Islands and coast",
    "Letters page",
    "Past issues",
    "Our prizes",
]
TEASERS = [
    "Why the ferry to Holm was late for a year",
    "Mayor of Ardal resigns over harbour loan",
    "Ten quiet beaches within an hour of the city",
    "The school that closed and the village that did not",
]


def test_menus_around_the_article_go():
    document = clean("\n".join([*MENU, ARTICLE, *reversed(MENU)]))
    assert document.text == BODY
    assert {block.label for block in document.removed} <= {Label.NAVIGATION, Label.BOILERPLATE, Label.RELATED}


def test_teasers_below_the_article_are_doubted():
    document = clean("\n".join([ARTICLE, *TEASERS, *MENU]))
    article, teasers = document.blocks[: len(PARAGRAPHS)], document.blocks[len(PARAGRAPHS) :][: len(TEASERS)]
    assert all(block.kept for block in article)
    assert min(block.confidence for block in article) > max(
        (b.confidence for b in teasers if b.kept), default=0.0
    )


def test_what_it_leaves_has_its_confidence_and_what_it_drops_a_rule():
    document = clean("\n".join([*MENU, ARTICLE, *MENU]))
    assert all(0.5 < block.confidence <= 1 for block in document.blocks if block.kept)
    assert {"classifier"} <= {(block.rule or "").partition(".")[0] for block in document.removed}


def test_strict_keeps_no_more_than_the_default():
    source = "\n".join([*TEASERS, ARTICLE, *TEASERS, "A short note on how this was made, for those who ask."])
    strict = Pipeline.default().replace("classifier", Classifier(keep_from=0.9))
    assert len(clean(source, pipeline=strict).text) <= len(clean(source).text)


def test_without_it_lines_that_no_rule_names_stay():
    text = clean("\n".join([ARTICLE, *MENU]), pipeline=Pipeline.default().without("classifier")).text
    assert text.endswith("Our prizes")


# ---------------------------------------------------------------- guards: these are articles, too

LIVE_BLOG = """Flood in Varn: what we know so far
11.42am
The county has closed the upper bridge. Drivers are sent by way of Holm, which takes an hour longer.
11.15am
“We are not leaving,” says Ana Prifti, who has slept in the bakery since Sunday night.
10.50am
A second helicopter has landed at the school. It brought water, bread and two nurses.
10.02am
The river stands at 4.1 metres, a hand's breadth below Sunday's mark, the water authority says."""

INTERVIEW = """Did you know the dam was weak?
We all knew. It was in the report of 2019, and I read that report.
Why was nothing done?
Money.
But the money was there, wasn't it?
It was voted. Voted is not paid. When I asked, I was told that the tender was being prepared.
And now?
Now we count what is left. The school stands, the church stands, and the people are alive.
What would you say to the governor?
Come and see. That is all I would say to him."""

LISTICLE = """The council has published what every house by the river should keep at hand. None of it is expensive, it says, and all of it was missing somewhere on Sunday night.
1. Water
Three litres a day for each person, for three days.
2. Light
A torch and spare batteries. Candles are how the mill burned down.
3. Papers
Copies of passports and insurance in one bag that closes.
4. A radio
Telephones died first, at nine in the evening, and the network came back on Tuesday."""

RECIPE = """The soup that fed four hundred people in the school gym needs one pot and no skill, says the cook, Lena Moss, who has made it every winter for thirty years.
Serves 6
Ingredients
2 tbsp butter
3 onions, chopped
1 kg potatoes, in cubes
1.5 l water or stock
Salt and pepper
Method
Melt the butter in a large pot and let the onions soften for ten minutes without colour.
Add the potatoes and the water, bring to the boil and simmer until the potatoes fall apart.
Season, and serve with yesterday's bread."""

POEM = """The river came at night
and took the road,
the red bridge with its lamps,
the mill, the load
of hay that stood by Holm's;
it took the light."""

TRANSCRIPT = """OKAFOR: I will take three questions, and then I have to go up to the dam.
REPORTER: Governor, when did your office read the report?
OKAFOR: In the spring of 2019, like everybody else's.
REPORTER: And what did it do?
OKAFOR: It asked for money. It got the money a year later, and then it asked for tenders.
(Crosstalk)
REPORTER: Will anybody resign?
OKAFOR: Ask me when the road is open."""

OBITUARY = """Ragna Holm, who kept the ferry between Holm and Ardal running for 41 years and never learned to swim, died on Sunday. She was 83.
Born in Ardal in 1941, the third of seven children, she left school at fourteen to help on her uncle's boat.
She is survived by her sister Ingrid, four children and eleven grandchildren."""

RESULTS = """Varn 3, Holm 1
Ardal 0, Ness 0
Fjord United 2, Islands 4
Mill Town 1, Bridge End 1
Varn beat Holm for the first time in nine years on Saturday, and did it with a keeper who had not slept since the flood.
Table: Varn 21, Islands 19, Ness 17, Ardal 12, Holm 11, Mill Town 8, Bridge End 6, Fjord United 3"""

BRIEF = "A ferry with 40 people on board ran aground off Ness on Monday night. Nobody was hurt, the coast guard said."


@pytest.mark.parametrize(
    "article",
    [LIVE_BLOG, INTERVIEW, LISTICLE, RECIPE, POEM, TRANSCRIPT, OBITUARY, RESULTS, BRIEF],
    ids=["live blog", "interview", "list", "recipe", "poem", "transcript", "obituary", "results", "brief"],
)
def test_articles_of_other_kinds_stay_whole(article):
    document = clean(article, kind="text")
    lines = article.split("\n")
    kept = [block.text for block in document.blocks if block.kept or block.label in (Label.TITLE, Label.DATE)]
    assert kept == lines
    assert document.status is Status.OK


def test_where_nothing_would_be_left_the_running_text_stays_and_the_status_says_so():
    strict = Pipeline([Classifier(keep_from=1.0)])
    document = clean(ARTICLE, kind="text", pipeline=strict)
    assert document.text == BODY
    assert document.status is Status.NO_ARTICLE
    assert {block.rule for block in document.blocks} == {"classifier.guard"}


def test_a_page_of_links_has_no_article():
    links = [f"{head} in {place}" for head in TEASERS for place in ("Varn", "Holm", "Ness", "Ardal")]
    document = clean("\n".join(["Home", "Share", "Menu", *links, "All rights reserved"]), kind="text")
    assert document.status in (Status.NO_ARTICLE, Status.OK)


@pytest.mark.parametrize(
    "paragraphs",
    [
        PARAGRAPHS,
        (
            "Die Rettungskräfte haben das Bergdorf Varn am Dienstag erreicht, zwei Tage nachdem der Fluss die einzige "
            "Straße weggespült hatte.",
            "„Wir haben es gehört, bevor wir es gesehen haben“, sagte die Bäckerin Ana Prifti.",
            "Nach Angaben der Regierung haben 340 Menschen zwei Nächte in der Turnhalle verbracht.",
        ),
        (
            "救助隊は火曜日、川が氾濫して唯一の道路が流されてから二日後に、山あいの村に到着した。",
            "「見えるより先に音が聞こえた」と、橋のそばでパン屋を営む女性は話した。",
            "県によると、三百四十人が学校の体育館で二晩を過ごし、全員が無事だという。",
        ),
        (
            "وصلت فرق الإنقاذ إلى القرية الجبلية يوم الثلاثاء بعد يومين من فيضان النهر الذي جرف الطريق الوحيد.",
            "وقالت صاحبة المخبز القريب من الجسر: سمعناه قبل أن نراه.",
            "وأعلنت الحكومة المحلية أن ثلاثمئة وأربعين شخصا أمضوا ليلتين في قاعة المدرسة وأنهم جميعا بخير.",
        ),
    ],
    ids=["en", "de", "ja", "ar"],
)
def test_an_article_in_any_language_is_left_as_it_is(paragraphs):
    assert clean("\n".join(paragraphs), kind="text").text.split("\n\n") == list(paragraphs)


def test_only_the_article_s_paragraphs_shelter_what_stands_between_them():
    teaser = (
        "The county said on Monday that the ferry had been late again, and that nobody would be paid back."
    )
    lines = [*PARAGRAPHS[:2], "Harbour notes", PARAGRAPHS[2], *MENU, teaser, "Our trustees", teaser]
    page = Page(evidence(Pipeline.default(), "\n".join(lines)))
    article = np.array([line in PARAGRAPHS for line in lines])
    both, one = page.sheltered(article, 3)
    assert both[lines.index("Harbour notes")]
    assert not one[lines.index("Our trustees")]
    assert all(page.sheltered(np.ones(len(lines), dtype=bool), 3)[0][[2, lines.index("Our trustees")]])
