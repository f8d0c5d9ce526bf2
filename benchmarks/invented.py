# ruff: noqa: E501 - one sentence a line
"""Invented news articles with the residue of scraping, any number of them, the same in every run.

Nobody in them did or said anything. ``article(7)`` is the same text on any machine and Python: numbers are
drawn by a generator of our own, for those of the standard library may change.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeVar

T = TypeVar("T")

PLACES: Final = (
    "Varn", "Lund", "Oslo", "Bari", "Cork", "Faro", "Graz", "Kiel", "Lviv", "Nice", "Pula", "Riga", "Bergen",
    "Tartu", "Vigo", "Zadar",
)  # fmt: skip
GIVEN: Final = ("Ana", "Tom", "Mirela", "Jonas", "Olha", "Pedro", "Ingrid", "Samir", "Lucia", "Henrik")
FAMILY: Final = ("Prifti", "Okafor", "Lindqvist", "Moreau", "Kovalenko", "Santos", "Halloran", "Weber")
THINGS: Final = (
    "bridge",
    "ferry",
    "school",
    "dam",
    "railway",
    "market",
    "harbour",
    "library",
    "tram",
    "museum",
)
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SITES: Final = ("harbourpost", "valleyvoice", "northtimes", "cityledger", "coastdaily", "hillmonitor")

SENTENCES: Final = (
    "The council of {place} voted on {day} to repair the {thing}, which has been closed since the storm in the spring.",
    "“We have waited for {number} months, and we can wait for one more,” said {name}, who lives beside the {thing}.",
    "According to the regional government, {number} people were brought to safety, and none of them was hurt.",
    "Engineers had warned that the {thing} in {place} would not last, but the money went to the {other} instead.",
    "{name} said that the plan was “neither cheap nor quick”, and that nobody had found a better one so far.",
    "The work is to begin on {day} and will cost {number} million, half of which the bank of {place} has lent.",
    "A spokesman for the ministry did not want to say whether the {thing} would be open before the winter.",
    "Trains between {place} and {town} were late again, and the company asked its passengers to be patient.",
    "For those who remember the old {thing}, it was a sad day; others brought cake, and stayed until it was dark.",
    "The inquiry found {number} faults, most of them small, and named no one who could be blamed for them.",
    "In {town}, where the same {other} was built {number} years ago, people say that it has never stood still.",
    "It isnâ€™t the first time that {place} has tried: the plan of 1987 ended in court, and that of 2003 in the mud.",
    "President Volodimir Zelancesi of Ukraine, who was in {place} on {day}, called the {thing} a sign of hope.",
    "The opposition said that it had asked for the figures on {day} and had been given the wrong year’s.",
)  # fmt: skip
HEADLINES: Final = (
    "{place} votes to repair its {thing} after long wait",
    "Why the {thing} in {place} stayed closed",
    "{number} brought to safety as {thing} fails in {place}",
    "New {thing} for {place}, old questions",
)
BEFORE: Final = (
    "Skip to main content", "Home > World > Europe", "Share on Facebook", "Copy link", "Listen to this article",
    "3 min read", "Add to your saved articles", "Subscribe", "Sign in", "Updated {number} minutes ago",
)  # fmt: skip
INSIDE: Final = (
    "Advertisement", "Read more: What the {thing} of {place} has cost so far", "Sign up for our weekly newsletter",
    "The {thing} in {place} on {day}.Credit: AP", "Story continues below", "Related: {town} looks for a new {other}",
)  # fmt: skip
AFTER: Final = (
    "With Associated Press, Reuters", "Tags", "More from the {site}", "Leave a comment",
    "We use cookies to improve your experience. Accept all", "© 2025 The {site}. All rights reserved.",
    "This will close in {number} seconds", "Most read", "Follow us on X", "Spread the love",
    "Sign up for our newsletter and never miss a story", "Got a tip? Write to tips@{site}.example",
)  # fmt: skip


class Article(NamedTuple):
    """An article as a scraper brings it."""

    id: int
    url: str
    text: str


class Dice:
    """Numbers by chance, the same for the same seed: the generator of Park and Miller."""

    def __init__(self, seed: int) -> None:
        self._state = (seed * 7_919 + 104_729) % 2_147_483_646 + 1
        for _ in range(3):  # seeds that are near each other begin alike
            self.below(2)

    def below(self, limit: int) -> int:
        """Return a number from 0 that is smaller than ``limit``."""
        self._state = self._state * 48_271 % 2_147_483_647
        return self._state % limit

    def one_of(self, values: Sequence[T]) -> T:
        """Return one of ``values``."""
        return values[self.below(len(values))]

    def some_of(self, values: Sequence[T], count: int) -> list[T]:
        """Return ``count`` of ``values``, each at most once, in their order."""
        left = list(range(len(values)))
        while len(left) > count:
            del left[self.below(len(left))]
        return [values[at] for at in left]


def article(number: int) -> Article:
    """Return the article of this number: 10 to 30 sentences in paragraphs, between lines of a site's."""
    dice = Dice(number)
    site = dice.one_of(SITES)
    words: dict[str, Any] = {"site": site, "place": dice.one_of(PLACES)}

    def told(line: str) -> str:
        words.update(
            town=dice.one_of(PLACES),
            thing=dice.one_of(THINGS),
            other=dice.one_of(THINGS),
            day=dice.one_of(DAYS),
            number=2 + dice.below(97),
            name=f"{dice.one_of(GIVEN)} {dice.one_of(FAMILY)}",
        )
        return line.format_map(words)

    headline = told(dice.one_of(HEADLINES))
    lines = [
        *map(told, dice.some_of(BEFORE, 4 + dice.below(4))),
        f"{headline} | The {site}",
        f"By {dice.one_of(GIVEN)} {dice.one_of(FAMILY)}",
        f"Published {1 + dice.below(28)} March 2025",
    ]
    for _ in range(5 + dice.below(8)):
        lines.append(" ".join(told(dice.one_of(SENTENCES)) for _ in range(2 + dice.below(2))))
        if dice.below(4) == 0:
            lines.append(told(dice.one_of(INSIDE)))
    lines += map(told, dice.some_of(AFTER, 5 + dice.below(5)))
    return Article(number, f"https://www.{site}.example/2025/{number}", "\n".join(lines))


def articles(count: int) -> Iterator[Article]:
    """Yield the first ``count`` articles."""
    return map(article, range(count))


def as_html(given: Article) -> str:
    """Return an article as a page."""
    title, *lines = given.text.split("\n")
    body = "".join(f"<p>{line}</p>\n" for line in lines)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><nav><a href='/'>{title}</a></nav><article>\n{body}</article></body></html>"
    )
