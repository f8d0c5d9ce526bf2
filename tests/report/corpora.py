"""Invented corpora for the tests of reports."""

import random

import newsclean
from newsclean import Block, Correction, Document, Edit, EditKind, Failure, Label, Status
from tests.articles import PARAGRAPHS

JUNK = (
    (Label.SHARE, "share", "share.en.button", "Share on Facebook", 0.95),
    (Label.NEWSLETTER, "newsletter", "newsletter.en.button", "Sign up for our newsletter", 0.95),
    (Label.COOKIES, "cookies", "cookies.en.banner", "We use cookies to improve your experience.", 0.9),
    (Label.COMMENTS, "comments", "comments.en.button", "12 comments", 0.85),
    (Label.BOILERPLATE, "classifier", "classifier.boilerplate", "The wind had dropped by then.", 0.55),
)
SITES = ("https://www.harbourpost.example/a/", "https://varntimes.example/", "http://[broken")
HOSTILE = "</script></style><script>window.hacked=1</script><img src=x onerror=window.hacked=1> \" ' & \x1b[31m \ud800"


def document(number, text=None, junk=2, *, garbled=False, **fields):
    """A Document made by hand: cleaning takes a thousand times as long."""
    chance = random.Random(number)
    lines = []
    for paragraph in (text,) if text is not None else chance.sample(PARAGRAPHS, 3):
        lines.append((paragraph, Label.BODY, None, None, 1.0))
        for label, who, rule, words, sure in chance.sample(JUNK, junk):
            lines.append((words.replace("12", str(number)), label, who, rule, sure))
    raw, blocks, edits, corrections = "", [], [], []
    for index, (shown, label, who, rule, sure) in enumerate(lines):
        start, words = len(raw), shown
        if garbled and "Tom Okafor" in shown:
            at = shown.index("Okafor")
            words = shown.replace("Okafor", "Okafur")
            evidence = ("the text also spells Okafor right", "one letter apart")
            name = Correction(
                start + at, start + at + 6, "Okafur", "Okafor", "Tom Okafor", 0.9, evidence, "Okafur"
            )
            corrections.append(name)
            edits.append(Edit(start + at, start + at + 6, "Okafor", EditKind.NAME))
        raw += words
        blocks.append(Block(index, start, len(raw), shown, label, who, rule, sure))
        raw += "\n"
    made = {
        "title": f"Flood {number}",
        "url": f"{SITES[number % 3]}{number}",
        "language": "en",
        "corrections": tuple(corrections),
        **fields,
    }
    return Document(raw, tuple(blocks), tuple(edits), **made)


def corpus(size):
    """``size`` Documents, some of which look wrong."""
    for number in range(size):
        if number % 20 == 7:
            yield Document("", status=Status.EMPTY)
        elif number % 20 == 11:
            yield document(number, "", junk=5, status=Status.NO_ARTICLE)
        elif number % 20 == 13:
            yield document(number, truncated=True, paywalled=True)
        else:
            yield document(number, garbled=number % 3 == 0)


def hostile():
    """Documents all of whose texts try to become markup."""
    name = Correction(0, 8, HOSTILE, HOSTILE, HOSTILE, 0.5, (HOSTILE,), HOSTILE)
    block = Block(0, 0, len(HOSTILE), HOSTILE, Label.SPAM, HOSTILE, HOSTILE, 0.3)
    kept = Block(1, len(HOSTILE) + 1, 2 * len(HOSTILE) + 1, HOSTILE)
    for i in range(3):
        yield (
            HOSTILE,
            Document(
                f"{HOSTILE}\n{HOSTILE}",
                (block, kept),
                title=HOSTILE,
                publisher=HOSTILE,
                language=HOSTILE,
                url=HOSTILE if i else None,
                tags=(HOSTILE,),
                corrections=(name,),
                suggestions=(name,),
                truncated=True,
            ),
        )
    yield HOSTILE, Failure(3, HOSTILE)


def cleaned():
    """A small corpus that newsclean itself has cleaned."""
    lines = ["Share on Facebook", *PARAGRAPHS, "Sign up for our newsletter", "Advertisement"]
    story = "\n".join(lines)
    garbled = (
        "President Vladimir Poten has not commented in public.\n"
        "His spokesman said that Mr Poten had been kept informed through the night, and that Vladimir Putin would speak."
    )
    for name, text in [
        ("a.txt", story),
        ("b.txt", f"{garbled}\n{story}"),
        ("c.txt", "Subscribe to continue reading"),
        ("d.txt", ""),
    ]:
        yield name, newsclean.clean(text, url=f"https://harbourpost.example/{name}" if text else None)
