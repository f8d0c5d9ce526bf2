"""The name step on invented sentences: what it puts right, and what it leaves alone."""

import pickle
import re
from itertools import pairwise, product
from pathlib import Path
from time import process_time

import pytest
from unidecode import unidecode

from newsclean.draft import Draft, NameFinding
from newsclean.names import Gazetteer, Normalizer, normalize
from newsclean.segment import split
from newsclean.steps import Scope, Stage


def findings(text: str, normalizer: Normalizer | None = None) -> list[NameFinding]:
    return list((normalizer or Normalizer())(Draft(text, split(text))))


CORRECTED = [
    ("The Kremlin said Russian President Vladimir Poutin would chair the session.", "Poutin", "Putin"),
    ("French President Emmanuel Makrron opened the exhibition in Lyon.", "Makrron", "Macron"),
    ("A drone struck a warehouse in Kharkyiv, Ukraine, before dawn.", "Kharkyiv", "Kharkiv"),
    ("The Macron-Meloony dinner ran late.\n\nGiorgia Meloni left Rome at noon.", "Meloony", "Meloni"),
    ("Israeli Prime Minister Benjamin Netanyaho thanked the crews.", "Netanyaho", "Netanyahu"),
    ("President Volodimir Zelanski of Ukraine toured the plant.", "Volodimir Zelanski", "Volodymyr Zelensky"),
    ("Turkish President Recep Tayyip Erdogann’s plane was delayed.", "Erdogann", "Erdogan"),
    ("GERMAN CHANCELLOR FRIEDRICH MERRZ OPENS TALKS", "MERRZ", "MERZ"),
]


@pytest.mark.parametrize(("text", "garbled", "right"), CORRECTED)
def test_a_garbled_name_with_clear_evidence_is_put_right(text, garbled, right):
    assert normalize(text) == text.replace(garbled, right)


LEFT = [
    "Edna Putnam, a beekeeper from Vermont, won the county prize.",
    "The chemist Ada Rubin taught in Leeds for thirty years.",
    "George Patton's tanks crossed the river in the winter of 1944.",
    "A biography of Grigori Rasputin went on sale in St. Petersburg.",
    "The firm Merkle & Sons repairs organs in Ulm.",
    "Lena Zelinski, a plumber in Duluth, fixed the pipes.",
    "See https://example.org/Zelansky/Poutin or write to Poutin@example.org.",
    "Follow @Zelansky and #Poutin for jokes about President Vladimir Putin of Russia.",
    "Some wrote Zelenskiy, others Zelenskyy, others Zelensky.",
    "Sloviansk and Slovyansk are one town in Ukraine.",
    "Polish papers write Zełenski of Ukraine's president.",
    "The word was misspelled “Poutin” on the banner in Moscow, Russia.",
    "Lebanon, Ohio, and Moscow, Idaho, hold fairs in June.",
    "Potent storms crossed Russia on Monday, forecasters in Moscow said.",
    "Der ukrainische Präsident Selenskyj hat am Montag in Berlin mit der Regierung gesprochen.",
    "Call Normalizer(Poutin_form=1) from the script in Moscow.",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_right_or_not_clear_is_left_alone(text):
    assert normalize(text) == text


def test_minimal_pair_the_role_decides():
    official = "Attorney General Pam Bondie told the US Senate that the files were sealed."
    private = "Pia Bondie, a florist in Tulsa, told the jury that the shop was closed."
    assert normalize(official) == official.replace("Bondie", "Bondi")
    assert normalize(private) == private


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        (
            "Britain's prime minister, Teresa May, resigned.",
            "Britain's prime minister, Theresa May, resigned.",
        ),
        ("North Korean leader Kim Jung Un watched.", "North Korean leader Kim Jong Un watched."),
        (
            "A court in the Russian city of Rostov-on-Dan met.",
            "A court in the Russian city of Rostov-on-Don met.",
        ),
        ("Fighters besieged El Fahser, in Darfur.", "Fighters besieged El Fasher, in Darfur."),
        ("US President Donald Toranpu signed it.", "US President Donald Trump signed it."),
        ("Serbian President Aleksandar Vuchich spoke.", "Serbian President Aleksandar Vucic spoke."),
    ],
)
def test_a_word_of_a_full_name_is_put_right(garbled, right):
    assert normalize(garbled) == right


INNOCENT = (Path(__file__).parents[1] / "data" / "names" / "innocent.txt").read_text("utf-8").splitlines()
#: Of 212 sentences made up to tempt it, so many are changed: a tennis player and a baker whose names are those
#: of leaders but for a letter or two. It may become less.
MAX_TEMPTED = 2


def test_tempting_names_of_others_stay():
    changed = [text for text in INNOCENT if normalize(text) != text]
    assert len(changed) <= MAX_TEMPTED, changed


UNSEEN = Path(__file__).parents[1] / "data" / "names"
#: Of 380 garbled names and 104 near namesakes that nothing was learnt from, 348 are put right, and 9 changed.
LEAST_RIGHT, MOST_CHANGED = 340, 11
_GARBLED_RE = re.compile(r"\[([^]=]+)=>([^]]+)\]")


def lines(name):
    text = (UNSEEN / name).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def reads(form, text):
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None


def test_names_that_nothing_was_learnt_from_are_put_right():
    right = 0
    for line in lines("unseen_garbled.txt"):
        made = unidecode(normalize(_GARBLED_RE.sub(r"\1", line)))
        for form, golds in _GARBLED_RE.findall(line):
            right += any(
                reads(gold, made) and (form in gold or not reads(form, made)) for gold in golds.split("/")
            )
    assert right >= LEAST_RIGHT


def test_near_namesakes_stay():
    changed = [text for text in lines("unseen_tempting.txt") if normalize(text) != text]
    assert len(changed) <= MOST_CHANGED, changed


@pytest.mark.parametrize(
    "text",
    [
        "Teresa May, a florist in Leeds, sells tulips.",
        "Benzion Netanyahu, a historian, taught at Cornell.",
        "SwiftUI and DeFi are words of programmers.",
        "Simon Georgescu, a barber in Iasi, sings while he works.",
    ],
)
def test_others_of_nearly_the_same_name_stay(text):
    assert normalize(text) == text


def test_the_document_itself_is_the_strongest_evidence():
    alone = "Aides said Witcov was tired."
    assert normalize(alone) == alone
    assert normalize(alone, context="Steve Witkoff, the envoy, flew home.") == "Aides said Witkoff was tired."


def test_all_mentions_of_a_form_go_the_same_way():
    text = "Russian leader Vladimir Poutin spoke.\n\nLater Poutin left.\n\nPoutin’s car waited."
    assert normalize(text) == text.replace("Poutin", "Putin")


def test_corrected_text_is_stable():
    for text, _, _ in CORRECTED:
        once = normalize(text)
        assert normalize(once) == once


def test_a_stranger_is_spelled_as_the_document_mostly_does():
    text = "\n".join(["Susan Vrenholtz rowed on."] * 3 + ["Susan Vrenhollz won."])
    assert normalize(text) == text.replace("Vrenhollz", "Vrenholtz")


def test_relatives_of_a_stranger_keep_their_names():
    text = "\n".join(["Anna Vrenholt rowed on."] * 3 + ["Anna Vrenholtova won."])
    assert normalize(text) == text


def test_offsets_are_those_of_the_block():
    text = "First line.\n\nRussian President Vladimir Poutin spoke."
    (found,) = findings(text)
    assert (found.index, found.replacement, found.entity, found.applied) == (
        1,
        "Putin",
        "Vladimir Putin",
        True,
    )
    assert "Russian President Vladimir Poutin spoke."[found.start : found.end] == "Poutin"
    assert 0 < found.confidence <= 1
    assert any("Putin" in reason for reason in found.evidence)


def test_it_is_a_frozen_picklable_step():
    step = Normalizer(spelling={"Zelensky": "Zelenskyy"}, strictness="cautious")
    assert pickle.loads(pickle.dumps(step)) == step
    spec = step.__newsclean__
    assert (spec.name, spec.stage, spec.scope) == ("names", Stage.NAMES, Scope.DRAFT)
    with pytest.raises(AttributeError):
        step.strictness = "bold"


def test_house_style_is_off_unless_asked_for():
    text = "Zelenskyy met officials in Odessa."
    assert normalize(text) == text
    assert normalize(text, normalizer=Normalizer(spelling={"Zelenskyy": "Zelensky"})) == (
        "Zelensky met officials in Odessa."
    )


@pytest.mark.parametrize("bad", [{"strictness": "wild"}, {"spelling": "shouting"}])
def test_unknown_options_are_refused(bad):
    with pytest.raises(ValueError, match="is"):
        Normalizer(**bad)


def test_a_form_can_be_forbidden_and_pinned():
    text = "Russian President Vladimir Poutin spoke."
    gazetteer = Gazetteer.default().forbid(["Poutin"])
    assert normalize(text, normalizer=Normalizer(gazetteer)) == text
    small = Gazetteer.from_records([{"name": "Oddny Vestmann", "roles": ["harbour master"]}])
    pinned = Normalizer(small.pin("Vestman", "Oddny Vestmann"))
    assert normalize("It rained on Vestman.", normalizer=pinned) == "It rained on Vestmann."


def test_a_pin_holds_for_forms_that_are_unlike_the_name_or_words():
    known = Gazetteer.default().pin("Bobo", "Vladimir Putin").pin("Pudding", "Vladimir Putin")
    assert normalize("Later Bobo met Pudding.", normalizer=Normalizer(known)) == "Later Putin met Putin."


def test_findings_of_one_block_do_not_overlap():
    text = "Russian President Vladmir Poutin met French President Emanuel Makrron. " * 5
    spans = sorted((found.start, found.end) for found in findings(text))
    assert spans
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_time_is_linear_in_the_text():
    step = Normalizer()
    letters = "bcdfghklmnprstvz"
    names = ["".join(n) for n in product(letters.upper(), "aeiou", letters, "aeiou", letters)]

    def seconds(count: int) -> float:
        text = " ".join(names[:count])
        start = process_time()
        findings(text, step)
        return process_time() - start

    seconds(100)
    few, many = seconds(400), seconds(2400)
    assert many - few < 3 * 6 * few


def test_a_list_of_a_hundred_thousand_names_is_left_alone():
    text = " ".join(f"Na{i:x}poutin" for i in range(100_000))
    start = process_time()
    assert findings(text) == []
    assert process_time() - start < 5


def test_one_long_line_of_one_form_is_done_with_in_time():
    text = "President Vladimir Poutin of Russia spoke, and " * 5000
    start = process_time()
    assert len(findings(text)) == 5000
    assert process_time() - start < 10


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "A" * 5000, "É" * 50, "\ud800 Putin", "Ab-" * 2000])
def test_odd_text_is_no_error(text):
    assert normalize(text) == text
