r"""What a site's articles have in common is its template: learn it, and use it as a filter.

    >>> from newsclean import Pipeline, SiteProfile, clean
    >>> rain = "It rained on the town of Varn for the third day, and the river rose above the old bridge."
    >>> wind = "The wind took the roof off a school in Lund, but none of the children in it was hurt."
    >>> us = "The Harbour Post is made by nine people above a bakery."
    >>> profile = SiteProfile.learn([f"{rain}\n{us}", f"{wind}\n{us}"], site="harbourpost.example")
    >>> profile
    SiteProfile(site='harbourpost.example', articles=2, blocks=1)
    >>> calm = "The sea was calm on Sunday, and so were most of the people who had come to look at it."
    >>> clean(f"{calm}\n{us}", pipeline=Pipeline.default().before("title", profile)).text == calm
    True

A profile keeps no text. It is a sample of *traces*, one an article: the hashes of its blocks and of the
sentences of its running text. Everything else follows from the traces, so profiles are merged by
uniting these, in any order, and once as well as twice.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil
from os import PathLike
from pathlib import Path
from types import MappingProxyType, NoneType
from typing import Any

from newsclean.cleaning import Kind, Source, clean
from newsclean.document import Document
from newsclean.draft import Draft, Verdict
from newsclean.errors import InputTypeError, ProfileError
from newsclean.labels import Label
from newsclean.pipeline import Pipeline
from newsclean.shape import PROSE_WEIGHT
from newsclean.steps import Scope, Spec, Stage
from newsclean.trace import Trace, block_key, unlike

__all__ = ["READING", "SiteProfile", "recurring"]

#: The version of the form that ``to_json`` writes.
VERSION = 1
#: So many articles are kept. With 200, a share of a tenth is told to four in a hundred; the file has 0.2 to
#: 0.6 MB, by what the scraper brings.
MAX_ARTICLES = 200

#: Shorter lines are the site's only before and after the running text. Inside, they are subheadings, cells
#: of tables and linked words: of those recurring on 40 sites 1,361 of 2,262 were the article's, against
#: 2 of 306 longer ones, and 7 of 97 short ones outside.
MIN_WORDS = 8


#: How articles are read to learn from. Names are left as they came, for so the filter will see them.
READING = Pipeline.default().without("names")


@dataclass(frozen=True, slots=True, repr=False)
class SiteProfile:
    """The blocks that recur over a site's articles: a filter that labels them ``boilerplate``.

    Two blocks are the same if their letters are: case, digits and punctuation do not count. A block is
    the site's if it stands in ``min_witnesses`` different articles, and in the share ``min_share`` of those
    that were seen. Scrapes that have most of their running text in common are one article, however many.

    Attributes:
        site: The site's name; ``None`` if it was not given.
        traces: What is kept of each scrape, at most 200 of them: a sample that any order of learning
            and merging comes to.
        min_witnesses: How many different articles have to show a block; from 2.
        min_share: Which share of the articles, from 0 to 1.

    Raises:
        ProfileError: ``min_witnesses`` or ``min_share`` is out of its range (also a ``ValueError``).
    """

    site: str | None = None
    traces: tuple[Trace, ...] = ()
    min_witnesses: int = 2
    min_share: float = 0.1
    _articles: int = field(init=False, compare=False)
    _blocks: dict[int, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if self.min_witnesses < 2:
            raise ProfileError(f"min_witnesses must be at least 2, not {self.min_witnesses!r}")
        if not 0 <= self.min_share <= 1:
            raise ProfileError(f"min_share must be a number from 0 to 1, not {self.min_share!r}")
        # The smallest hashes of a union are among the smallest of each part: so merging needs no more.
        object.__setattr__(self, "traces", tuple(sorted(set(self.traces))[:MAX_ARTICLES]))
        heard = unlike(self.traces)
        counts = Counter(key for trace in heard for key in trace.blocks)
        needed = max(self.min_witnesses, ceil(self.min_share * len(heard)))
        object.__setattr__(self, "_articles", len(heard))
        object.__setattr__(self, "_blocks", {key: n for key, n in counts.items() if n >= needed})

    @classmethod
    def learn(
        cls,
        articles: Iterable[Source | Document],
        *,
        site: str | None = None,
        min_witnesses: int = 2,
        min_share: float = 0.1,
        kind: Kind = "auto",
    ) -> "SiteProfile":
        """Return the profile of a site, learnt from scrapes of its articles or their Documents.

        Articles are read one at a time, so a generator of any length is fine. ``kind`` is as for
        ``clean``. Scrapes without running text teach nothing: they cannot be told apart.

        Raises:
            InputTypeError: ``articles`` is a single text, or holds something that is neither text nor
                bytes nor a Document, or there is no such ``kind`` (also a ``TypeError``).
            ProfileError: ``min_witnesses`` or ``min_share`` is out of its range (also a ``ValueError``).
        """
        if isinstance(articles, str | bytes | Document):
            raise InputTypeError("learn() takes several articles, not one: one shows nothing that recurs")
        traces: set[Trace] = set()
        for article in articles:
            if not isinstance(article, Document):
                article = clean(article, kind=kind, pipeline=READING)  # noqa: PLW2901 - the same, read
            traces.add(Trace.of(article))
            if len(traces) >= 2 * MAX_ARTICLES:
                traces = set(sorted(traces)[:MAX_ARTICLES])
        return cls(site, tuple(traces), min_witnesses, min_share)

    @classmethod
    def of_traces(
        cls,
        traces: Iterable[object],
        *,
        site: str | None = None,
        min_witnesses: int = 2,
        min_share: float = 0.1,
    ) -> "SiteProfile":
        """Return the profile of articles that were traced elsewhere: see ``Trace.to_dict``.

        Raises:
            ProfileError: Something is no trace, or a limit is out of its range (also a ``ValueError``).
        """
        read = tuple(Trace.from_dict(item, f"traces[{i}]") for i, item in enumerate(traces))
        return cls(site, read, min_witnesses, min_share)

    def merge(self, *others: "SiteProfile") -> "SiteProfile":
        """Return the profile of all that went into this one and ``others``.

        Order and repetition make no difference. Where limits differ, the stricter holds.

        Raises:
            ProfileError: The profiles are of different sites (also a ``ValueError``).
        """
        profiles = (self, *others)
        sites = sorted({profile.site for profile in profiles if profile.site is not None})
        if len(sites) > 1:
            raise ProfileError(f"profiles of different sites cannot be merged: {', '.join(map(repr, sites))}")
        return SiteProfile(
            sites[0] if sites else None,
            tuple(trace for profile in profiles for trace in profile.traces),
            max(profile.min_witnesses for profile in profiles),
            max(profile.min_share for profile in profiles),
        )

    def __or__(self, other: object) -> "SiteProfile":
        return self.merge(other) if isinstance(other, SiteProfile) else NotImplemented

    @property
    def articles(self) -> int:
        """How many different articles the profile knows; second scrapes do not count."""
        return self._articles

    def __len__(self) -> int:
        """Return how many blocks are the site's."""
        return len(self._blocks)

    def __bool__(self) -> bool:
        return True  # a profile that has found nothing is a profile

    def __contains__(self, text: object) -> bool:
        """Return whether a block with this text is the site's."""
        return isinstance(text, str) and block_key(text) in self._blocks

    def __repr__(self) -> str:
        return f"SiteProfile(site={self.site!r}, articles={self.articles}, blocks={len(self)})"

    # ------------------------------------------------------------ as a filter

    @property
    def __newsclean__(self) -> Spec:
        return Spec("site_profile", Stage.FILTER, Scope.DRAFT, Label.BOILERPLATE)

    def __call__(self, draft: Draft) -> Iterator[tuple[int, Verdict]]:
        """Yield a verdict for each block that no filter has labelled and that is the site's.

        Short lines inside the running text are left alone: see ``MIN_WORDS``.
        """
        return recurring(draft, self._blocks)

    @property
    def witnesses(self) -> Mapping[int, int]:
        """In how many of the articles each of the site's blocks stood, by the hash of its letters."""
        return MappingProxyType(self._blocks)

    # ------------------------------------------------------------ as data

    def to_json(self) -> str:
        """Return the profile as JSON in ASCII; the same profile gives the same string."""
        return json.dumps(
            {
                "newsclean_profile": VERSION,
                "site": self.site,
                "min_witnesses": self.min_witnesses,
                "min_share": self.min_share,
                "articles": [trace.to_dict() for trace in self.traces],
            }
        )

    @classmethod
    def from_json(cls, data: str | bytes) -> "SiteProfile":
        """Return the profile that ``to_json`` made ``data`` from.

        Raises:
            ProfileError: ``data`` is not JSON, or not that of a profile (also a ``ValueError``).
        """
        try:
            value = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise ProfileError(f"not JSON: {error}") from None
        if not isinstance(value, dict) or "newsclean_profile" not in value:
            raise ProfileError("not the profile of a site: 'newsclean_profile' is missing")
        if value["newsclean_profile"] != VERSION:
            raise ProfileError(
                f"'newsclean_profile' is {value['newsclean_profile']!r}; this newsclean reads {VERSION}"
            )
        site = _read(value, "site", (str, NoneType), "a string or null")
        witnesses = _read(value, "min_witnesses", (int,), "a whole number")
        share = _read(value, "min_share", (int, float), "a number")
        articles = _read(value, "articles", (list,), "a list")
        traces = tuple(Trace.from_dict(item, f"articles[{i}]") for i, item in enumerate(articles))
        return cls(site, traces, witnesses, float(share))

    def save(self, path: str | PathLike[str]) -> None:
        """Write the profile to a file, as JSON."""
        Path(path).write_text(self.to_json() + "\n", encoding="ascii")

    @classmethod
    def load(cls, path: str | PathLike[str]) -> "SiteProfile":
        """Return the profile that ``save`` wrote.

        Raises:
            OSError: The file cannot be read.
            ProfileError: It is not that of a profile; the message names it (also a ``ValueError``).
        """
        try:
            return cls.from_json(Path(path).read_bytes())
        except ProfileError as error:
            raise ProfileError(f"{path}: {error}") from None


def recurring(draft: Draft, blocks: Mapping[int, int]) -> Iterator[tuple[int, Verdict]]:
    """Yield a verdict for each block that no filter has labelled and that is among a site's ``blocks``."""
    counts = {
        index: blocks[key] for index in draft.undecided() if (key := block_key(draft.texts[index])) in blocks
    }
    if not counts:
        return
    long = {index for index in counts if _is_long(draft.texts[index], draft.weights[index])}
    prose = [
        index
        for index, value in enumerate(draft.weights)
        if value >= PROSE_WEIGHT and draft.is_kept(index) and index not in long
    ]
    for index, count in counts.items():
        if index in long or (prose and not prose[0] < index < prose[-1]):
            # Laplace's rule of succession: count articles had it, and none as its own.
            yield index, Verdict(Label.BOILERPLATE, "site_profile.recurs", (count + 1) / (count + 2))


def _is_long(text: str, weight: float) -> bool:
    """Return whether a block says too much to be a subheading; by weight where words have no blanks."""
    return weight >= MIN_WORDS or len(text.split()) >= MIN_WORDS


def _read(data: dict[str, Any], key: str, kinds: tuple[type, ...], expected: str) -> Any:
    if key not in data:
        raise ProfileError(f"{key!r} is missing")
    if type(data[key]) not in kinds:  # isinstance would take true for 1
        raise ProfileError(f"{key!r} must be {expected}, not {type(data[key]).__name__}")
    return data[key]
