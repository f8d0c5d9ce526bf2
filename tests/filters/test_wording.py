"""The wording filter: residue that no rule fits, told by the words of the rules."""

import pytest

from newsclean import Label, Pipeline, clean
from newsclean.classify.wording import FEATURES, Wording, bundled_wording, probability, tokens_of, weights
from newsclean.fold import fold
from newsclean.rules import Rule, languages, packs

ITALIAN = [
    "Il ponte sul fiume di Varna resterà chiuso fino a venerdì, ha detto il sindaco dopo la piena di domenica scorsa.",
    "Gli abitanti della riva destra devono fare un giro di venti chilometri per raggiungere la scuola e l'ospedale.",
    "Secondo i tecnici della regione i danni ai pilastri sono più gravi di quanto si pensasse all'inizio della settimana.",
]
SWEDISH = [
    "Bron över floden i Varn är stängd till fredag, säger kommunalrådet efter söndagens översvämning i centrum.",
    "De som bor på den östra sidan måste köra två mil för att komma till skolan, affären och sjukhuset i staden.",
    "Enligt teknikerna är skadorna på pelarna större än vad man trodde i början av veckan när vattnet sjönk undan.",
]


def cleaned(paragraphs, line, pipeline=None):
    first, *rest = paragraphs
    return clean("\n\n".join((first, line, *rest)), kind="text", pipeline=pipeline)


@pytest.mark.parametrize(
    ("paragraphs", "line", "label"),
    [
        (ITALIAN, "Iscriviti gratis e ricevi le nostre notizie via email", Label.NEWSLETTER),
        (SWEDISH, "Logga in eller skapa konto för att läsa vidare gratis", Label.PAYWALL),
    ],
)
def test_a_prompt_worded_as_no_rule_has_it_is_named(paragraphs, line, label):
    document = cleaned(paragraphs, line)
    assert document.text == "\n\n".join(paragraphs)
    (block,) = (block for block in document.blocks if block.text == line)
    assert block.label is label


@pytest.mark.parametrize(
    ("paragraphs", "line"),
    [
        (ITALIAN, "Una lunga attesa sulla riva"),
        (ITALIAN, "I cookie del sito della regione raccoglievano dati sanitari, ha accertato il tribunale."),
        (SWEDISH, "Vattnet som aldrig sjönk undan"),
        (SWEDISH, "Kommunens nyhetsbrev hade skickats till fel personer, visar utredningen."),
    ],
)
def test_a_line_of_the_article_stays(paragraphs, line):
    assert line in cleaned(paragraphs, line).text.split("\n\n")


def test_a_piece_of_a_sentence_stays():
    text = "\n".join(
        (
            ITALIAN[0],
            "Le foto della piena si trovano nella",
            "newsletter della regione",
            ", dice lei.",
            *ITALIAN[1:],
        )
    )
    assert "newsletter della regione" in clean(text, kind="text").text


def test_a_line_that_only_it_names_stays_without_it():
    line = "Klicka här och få alla artiklar varje vecka"
    pipeline = Pipeline.default().without("classifier")
    assert line not in cleaned(SWEDISH, line, pipeline).text
    assert line in cleaned(SWEDISH, line, pipeline.without("wording")).text


def test_a_text_without_running_text_is_left_alone():
    menu = "Logga in eller skapa konto\n\nLäs vidare gratis"
    assert not any(block.filter == "wording" for block in clean(menu, kind="text").blocks)


def test_no_rules_examples_are_needed_for_a_line_like_them():
    rule = Rule("newsletter.xx.a", Label.NEWSLETTER, ("blim blam (foo|bar)",), takes=("blim blam foo",))
    known = Wording([rule], "xx")
    assert known.label("blam blim") is Label.NEWSLETTER
    traits = known.traits("Blim blam bar", "blim blam bar")
    assert dict(zip(FEATURES, traits, strict=True))["share"] == 1.0
    assert known.traits("nothing of it here", "nothing of it here") is None
    known.count(rule, -1)
    assert known.traits("Blim blam bar", "blim blam bar") is None


def test_tokens():
    assert tokens_of(fold("12 Kommentare (3)")) == ["#", "kommentare", "#"]
    assert tokens_of("続きを読む") == ["続き", "きを", "を読", "読む"]
    assert tokens_of("…") == []


def test_the_weights_are_for_the_features():
    assert len(weights()) == len(FEATURES) + 1


@pytest.mark.parametrize("language", sorted(languages() - {"ja"}))
def test_the_packs_own_examples_sound_like_residue(language):
    known = bundled_wording(language)
    takes = [text for pack in packs(language) for rule in pack.rules for text in rule.takes]
    traits = [found for text in takes if (found := known.traits(text, fold(text)))]
    assert len(traits) > 30
    assert sum(probability(each) > 0.5 for each in traits) > 0.8 * len(traits)


@pytest.mark.parametrize(
    "line", ["What went wrong", "Follow the money", "What readers want", "Save the bees"]
)
def test_an_english_subheading_of_common_words_stays(line):
    english = [
        "The bridge over the river in Varn will stay closed until Friday, the mayor said after the flood on Sunday.",
        "People on the eastern side have to drive twelve miles to reach the school, the shops and the hospital.",
        "Engineers said the damage to the pillars was worse than they had thought at the beginning of the week.",
    ]
    assert line in cleaned(english, line).text.split("\n\n")
