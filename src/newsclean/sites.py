r"""Profiles of many sites as one filter, which takes each article's by its address.

    >>> from newsclean import Pipeline, SiteProfile, clean
    >>> from newsclean.sites import SiteProfiles
    >>> rain = "It rained on the town of Varn for the third day, and the river rose above the old bridge."
    >>> wind = "The wind took the roof off a school in Lund, but none of the children in it was hurt."
    >>> us = "The Harbour Post is made by nine people above a bakery."
    >>> profile = SiteProfile.learn([f"{rain}\n{us}", f"{wind}\n{us}"], site="harbourpost.example")
    >>> pipeline = Pipeline.default().before("title", SiteProfiles([profile]))
    >>> calm = "The sea was calm on Sunday, and so were most of the people who had come to look at it."
    >>> clean(f"{calm}\n{us}", url="https://www.harbourpost.example/calm", pipeline=pipeline).text == calm
    True
    >>> us in clean(f"{calm}\n{us}", url="https://valley.example/calm", pipeline=pipeline).text
    True

What a profile has learnt from is left out, so that thousands of them can be sent to every machine of a
cluster.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsclean.draft import Draft, Verdict
from newsclean.errors import ProfileError
from newsclean.labels import Label
from newsclean.profile import SiteProfile, recurring
from newsclean.steps import Scope, Spec, Stage

__all__ = ["SiteProfiles", "site_of"]


def site_of(url: str | None) -> str | None:
    """Return the site of an address: its host in lower case, without ``www.`` and port; ``None`` without one.

    >>> site_of("https://www.HarbourPost.example:8080/2025/calm")
    'harbourpost.example'
    """
    try:
        host = urlsplit(url or "").hostname
    except ValueError:  # an address with a broken port or brackets
        return None
    return host.removeprefix("www.").rstrip(".") or None if host else None


@dataclass(frozen=True, slots=True, init=False, repr=False)
class SiteProfiles:
    """A filter that labels the blocks of each article's site ``boilerplate``, as its ``SiteProfile`` would.

    Which site an article is of, its address says: see ``site_of``. Without one, or with that of a site that
    is not among these, nothing is labelled.

    Raises:
        ProfileError: A profile has no site, or two have the same (also a ``ValueError``).
    """

    _sites: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]
    _blocks: Mapping[str, Mapping[int, int]] = field(compare=False)

    def __init__(self, profiles: Iterable[SiteProfile]) -> None:
        blocks: dict[str, dict[int, int]] = {}
        for profile in profiles:
            if profile.site is None:
                raise ProfileError(f"{profile!r} has no site; learn it with site=...")
            if profile.site in blocks:
                raise ProfileError(f"two profiles of {profile.site!r}; merge them with |")
            blocks[profile.site] = dict(profile.witnesses)
        self._set({site: blocks[site] for site in sorted(blocks)})

    def _set(self, blocks: dict[str, dict[int, int]]) -> None:
        object.__setattr__(self, "_blocks", blocks)
        object.__setattr__(
            self, "_sites", tuple((site, tuple(sorted(blocks[site].items()))) for site in blocks)
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _unpickled, (self._blocks,)

    @property
    def sites(self) -> tuple[str, ...]:
        """The names of the sites, sorted."""
        return tuple(self._blocks)

    def __len__(self) -> int:
        """Return how many sites there are."""
        return len(self._blocks)

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"SiteProfiles({len(self)} sites, {sum(map(len, self._blocks.values()))} blocks)"

    @property
    def __newsclean__(self) -> Spec:
        return Spec("site_profiles", Stage.FILTER, Scope.DRAFT, Label.BOILERPLATE)

    def __call__(self, draft: Draft) -> Iterator[tuple[int, Verdict]]:
        """Yield a verdict for each block that no filter has labelled and that is the article's site's."""
        blocks = self._blocks.get(site_of(draft.url) or "")
        return recurring(draft, blocks) if blocks else iter(())


def _unpickled(blocks: dict[str, dict[int, int]]) -> SiteProfiles:
    made = SiteProfiles(())
    made._set(blocks)  # noqa: SLF001 - our own
    return made
