"""What the classifier is told of a block beside ``features`` where the page's markup is known."""

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from newsclean.classify.features import NAMES as PLAIN
from newsclean.classify.features import TOPIC_WORDS, Page
from newsclean.classify.lexical import Lexical
from newsclean.classify.model import Model
from newsclean.classify.trees import Forest
from newsclean.markup import REGIONS, Frame, Line, ancestors

if TYPE_CHECKING:
    from newsclean.draft import Draft

__all__ = [
    "AGAIN",
    "GROUPS",
    "HINTS",
    "MARKED",
    "MIN_DOUBT",
    "WITNESS",
    "MarkedModel",
    "again_rows",
    "bundled_marked_model",
    "doubt",
    "hints_of",
    "marked_rows",
    "with_witness",
]

#: What the tag of a line's block element may be, for the trees.
_TAGS = {
    "p": 1, "li": 2, "h1": 3, "h2": 3, "h3": 3, "h4": 3, "h5": 3, "h6": 3, "td": 4, "th": 4, "div": 5,
    "blockquote": 6, "figcaption": 7, "pre": 8, "dt": 9, "dd": 9, "section": 10, "article": 11,
}  # fmt: skip
#: Four reaches of class and id: of the line's own elements, of the two around these, of the others, and of
#: all up to the article's element or one that it stands in.
HINTS = ("own", "near", "far", "branch")
#: Class and id of elements farther out speak of the page, not of its parts.
MAX_REACH = 9
MAX_STEPS = 12
#: From this share of its words on, a line is one of the page's titles, or from its summary.
MIN_TITLED = 0.6
MARKED = (
    *PLAIN,
    "tag", "level", "linked", "link_chars", "strong", "depth",
    *(f"in_{name}" for name in REGIONS),
    *(f"hints_{reach}" for reach in HINTS),
    "parent_mass", "grand_mass", "parent_linked", "grand_linked", "parent_lines", "alike",
    "up", "down", "from_heading", "linked_b1", "linked_1", "tag_b1", "tag_1", "same_frame_b1",
    "kept", "told", "kept_b1", "kept_1", "kept_b5", "kept_a5", "from_kept", "from_kept_end",
    "kept_share",
    "summed", "summed_before", "titled", "from_title", "title_up", "title_down",
    "alike_mass", "kind_mass", "wrap_mass", "sibling", "sibling_end",
    "branch_mass", "branch_lines", "branch_linked", "pictures", "pictures_b1", "pictures_1",
)  # fmt: skip

#: What a block may have in common with others: its element; tag and class beside it, and anywhere on the
#: page; what its element stands in; its branch (see ``_Containers``).
GROUPS = ("element", "alike", "kind", "wrap", "branch")
#: The features of the second look: what came of the first, for the block and for those around it.
AGAIN = (
    *MARKED,
    "found", *(f"found_{place}" for place in ("b2", "b1", "1", "2")),
    *(f"found_{side}{reach}" for reach in (4, 12) for side in "ba"),
    *(f"found_words_{side}{reach}" for reach in (4, 12) for side in "ba"),
    *(f"{group}_{name}" for group in GROUPS for name in ("others", "votes")),
    "from_found", "from_found_end", "found_share",
)  # fmt: skip

#: The features that trafilatura's word makes; -1 where it was not asked.
WITNESS = [i for i, name in enumerate(MARKED) if name.startswith(("kept", "from_kept"))]
#: More doubt than this (see ``doubt``) is worth asking trafilatura: a third of the pages, and the same F1 as
#: with all of them.
MIN_DOUBT = 0.08
_SIZE, _WEIGHT = MARKED.index("words"), MARKED.index("weight")
_DOWN = MARKED.index("down")
_FIRST_HINT = MARKED.index(f"hints_{HINTS[0]}")
#: The columns of what words say, and whose words those are: the block's, or its neighbours'.
_LEXICAL = {PLAIN.index("lexical"): 0, PLAIN.index("lexical_b1"): -1, PLAIN.index("lexical_1"): 1}

Floats = NDArray[np.float32]
Ints = NDArray[np.intp]


def hints_of(line: Line, down: int) -> tuple[tuple[str, ...], ...]:
    """Return the words of class, id and tag around a line, by reach (see ``HINTS``).

    ``down`` is how many elements it stands in below the article's, or below one that both stand in.
    """
    around = [frame for frame, _ in zip(ancestors(line.frame), range(max(MAX_REACH, down)), strict=False)]
    own, near, far = around[:1], around[1:3], around[3:MAX_REACH]
    return (
        tuple(dict.fromkeys((*line.hints, *_said(own)))),
        tuple(dict.fromkeys(_said(near))),
        tuple(dict.fromkeys(_said(far))),
        tuple(dict.fromkeys(_said(around[:down]))),
    )


def _said(frames: Sequence[Frame]) -> list[str]:
    return [word for frame in frames if frame.parent is not None for word in (f"<{frame.tag}", *frame.hints)]


@dataclass(frozen=True, slots=True, eq=False)
class MarkedModel:
    """What was learnt from pages with their markup.

    Attributes:
        model: Words, trees and confidences, as for plain text, but for the features ``MARKED``.
        hints: What the words of class, id and tag say, by reach (see ``HINTS``).
        again: From the features ``AGAIN`` to the log-odds that a block is the article's.
    """

    model: Model
    hints: tuple[Mapping[str, float], ...]
    again: Forest

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "MarkedModel":
        """Return the model in ``data``, as ``tools/train_html.py`` writes it.

        Raises:
            ValueError: It was trained for other features than this version has.
        """
        hints = tuple(
            {term: value for value, terms in found for term in terms.split("\t")} for found in data["hints"]
        )
        return cls(Model.from_json(data, MARKED), hints, Forest.of(data["again"]))

    def probabilities(self, draft: "Draft", page: Page, asked: NDArray[np.intp]) -> Floats:
        """Return how probably each of the blocks ``asked`` is the article's, 0 to 1.

        They are looked at twice: the second time with what the first says of the blocks around. Only where
        that leaves doubt is trafilatura asked, and all of it done again.
        """
        rows, groups = self._rows(draft, page, asked)
        found = self._twice(rows, groups, asked, len(draft))
        if doubt(found, rows) > MIN_DOUBT and (witnessed := with_witness(draft, rows, asked)) is not None:
            found = self._twice(witnessed, groups, asked, len(draft))
        return found

    def _twice(self, rows: Floats, groups: Ints, asked: NDArray[np.intp], count: int) -> Floats:
        first = self.model.probabilities(rows)
        again = again_rows(rows, first, groups, asked, count)
        second = 1 / (1 + np.exp(-self.again.sums(again)))
        found: Floats = ((first + second) / 2).astype(np.float32)
        return found

    def _rows(self, draft: "Draft", page: Page, asked: NDArray[np.intp]) -> tuple[Floats, Ints]:
        """Return the features of the blocks ``asked``, (blocks, ``MARKED``), and their groups."""
        rows, groups = marked_rows(draft, page, asked)
        lines = [draft.lines[i] for i in asked.tolist()]
        downs = rows[:, _DOWN].astype(int).tolist()
        rows[:, _FIRST_HINT : _FIRST_HINT + len(HINTS)] = self._said(lines, downs)
        lexical = self.model.lexical_of(draft.language)
        near = sorted({i for at in asked.tolist() for i in (at - 1, at, at + 1) if 0 <= i < len(draft)})
        scores = np.full(len(draft) + 1, -1, dtype=np.float32)  # -1 beyond both ends
        scores[near] = [0.0 if draft.rulings[i] else _score(lexical, draft.folded[i]) for i in near]
        for column, by in _LEXICAL.items():
            at = asked + by
            rows[:, column] = np.where(at >= 0, scores[at], -1)
        return rows, groups

    def _said(self, lines: Sequence[Line], downs: Sequence[int]) -> list[tuple[float, ...]]:
        """Return what class, id and tag say of each line, by reach; lines in one element share the work."""
        known: dict[tuple[int, tuple[str, ...]], tuple[float, ...]] = {}
        around: dict[int, tuple[float, ...]] = {}
        found = []
        for line, down in zip(lines, downs, strict=True):
            key = (line.frame.number, line.hints)
            if key not in known:
                own, near, far, branch = hints_of(line, down)
                parent = line.frame.parent
                number = parent.number if parent else -1
                if number not in around:
                    around[number] = hint_score(self.hints[1], near), hint_score(self.hints[2], far)
                known[key] = (
                    hint_score(self.hints[0], own), *around[number], hint_score(self.hints[3], branch)
                )  # fmt: skip
            found.append(known[key])
        return found


def _score(lexical: Lexical, folded: str) -> float:
    return lexical.score(folded, folded.split(None, TOPIC_WORDS)[:TOPIC_WORDS])


def hint_score(weights: Mapping[str, float], words: Sequence[str]) -> float:
    """Return the sum of the words' weights, over the root of their number."""
    return sum(weights.get(word, 0.0) for word in words) / math.sqrt(max(1, len(words)))


@cache
def bundled_marked_model() -> MarkedModel:
    """Return the model for pages with markup that comes with newsclean."""
    from importlib import resources

    packed = resources.files("newsclean.data").joinpath("model", "html.json.gz").read_bytes()
    return MarkedModel.from_json(json.loads(gzip.decompress(packed)))


def marked_rows(draft: "Draft", page: Page, asked: NDArray[np.intp]) -> tuple[Floats, Ints]:
    """Return the features of the blocks ``asked``, in the order of ``MARKED``, but for what words say.

    The columns of hints and of words are left for the model to fill in. Beside them, the groups that each
    block is in (see ``again_rows``).
    """
    lines = draft.lines
    count = len(lines)
    frames = [line.frame for line in lines]
    tags = np.array([_TAGS.get(frame.tag, 0) for frame in frames], dtype=np.float32)
    levels = np.array([int(f.tag[1]) if _TAGS.get(f.tag) == 3 else 0 for f in frames], dtype=np.float32)
    sizes = np.array([len(line.text) for line in lines], dtype=np.float32)
    links = np.array([line.linked for line in lines], dtype=np.float32)
    linked = links / np.maximum(sizes, 1)
    strong = np.array([line.strong for line in lines], dtype=np.float32) / np.maximum(sizes, 1)
    regions = np.array([frame.regions for frame in frames], dtype=np.int64)
    containers = _Containers(frames, page.weights, sizes, links)
    pictures = np.minimum(np.array([line.pictures for line in lines], dtype=np.float32), 3)
    told, summed, titled = draft.kept_by.T
    missing = np.full(count, -1)
    headings = np.flatnonzero(levels == 1)
    heading = headings[0] if len(headings) else 0
    title = int(np.argmax(titled + (levels == 1))) if titled.max(initial=0) > MIN_TITLED else heading
    same = np.append(False, [a is b for a, b in zip(frames[1:], frames, strict=False)])
    index = np.arange(count)
    columns = [
        tags, levels, linked, np.minimum(links, 300), strong,
        np.array([frame.depth for frame in frames]),
        *((regions >> bit) & 1 for bit in range(len(REGIONS))),
        *np.zeros((len(HINTS), count)),
        *containers.columns(),
        *containers.distances(),
        np.clip(index - heading, -40, 80),
        _moved(linked, -1), _moved(linked, 1), _moved(tags, -1), _moved(tags, 1),
        same,
        missing, told, *[missing] * (len(WITNESS) - 1),
        summed, np.cumsum(summed > MIN_TITLED) - (summed > MIN_TITLED), titled,
        np.clip(index - title, -40, 80),
        *containers.distances_from(title),
        *containers.kinds(lines),
        *containers.branches(),
        pictures, _moved(pictures, -1), _moved(pictures, 1),
    ]  # fmt: skip
    own = np.stack([np.asarray(column, dtype=np.float32)[asked] for column in columns], axis=1)
    return np.hstack((page.rows(asked), own)), containers.groups()[asked]


def again_rows(rows: Floats, found: Floats, groups: Ints, asked: NDArray[np.intp], count: int) -> Floats:
    """Return features for a second look at the blocks ``asked``: the first ones, and what came of these.

    Args:
        rows: The features of the first look.
        found: The probabilities that came of it.
        groups: Numbers of the groups that each block is in: its element's, that of elements like it beside
            it and anywhere, that of one wrapping, and its branch's.
        asked: Which blocks these are.
        count: How many the page has.
    """
    sizes = rows[:, _SIZE]
    columns: list[NDArray[Any]] = [found]
    everywhere = np.zeros(count + 4, dtype=np.float32)
    everywhere[asked + 2] = found
    columns += [everywhere[asked + 2 + by] for by in (-2, -1, 1, 2)]
    for weights in (np.ones(len(asked), dtype=np.float32), sizes):
        heavy = np.zeros(count, dtype=np.float32)
        heavy[asked] = found * weights
        sums = np.concatenate(([0], np.cumsum(heavy)))
        for reach in (4, 12):
            columns.append(sums[asked] - sums[np.maximum(asked - reach, 0)])
            columns.append(sums[np.minimum(asked + reach + 1, count)] - sums[asked + 1])
    for column in groups.T:
        _, own = np.unique(column, return_inverse=True)
        votes = np.bincount(own, found * sizes)
        all_sizes = np.bincount(own, sizes)
        numbers = np.bincount(own)
        # What the others of the group say: the block's own word is known.
        others = (votes[own] - found * sizes) / np.maximum(all_sizes[own] - sizes, 1)
        columns += [np.where(numbers[own] > 1, others, -1), votes[own]]
    stand = np.flatnonzero((found > 0.5) & (rows[:, _WEIGHT] > 0))
    first, last = (asked[stand[0]], asked[stand[-1]]) if len(stand) else (0, count - 1)
    columns += [np.clip(asked - first, -20, 40), np.clip(last - asked, -20, 40)]
    columns.append(np.full(len(asked), (found * sizes).sum() / max(1.0, float(sizes.sum()))))
    return np.hstack((rows, np.stack([np.asarray(c, dtype=np.float32) for c in columns], axis=1)))


def doubt(found: NDArray[Any], rows: Floats) -> float:
    """Return how much of an article is in doubt: words that may be on the wrong side, by its words.

    ``found`` are the probabilities of blocks and ``rows`` their features.
    """
    words = rows[:, _SIZE]
    return float((np.minimum(found, 1 - found) * words).sum() / max(1.0, float((found * words).sum())))


def with_witness(draft: "Draft", rows: Floats, asked: NDArray[np.intp]) -> Floats | None:
    """Return features with what trafilatura says of the blocks ``asked``; ``None`` if it says nothing."""
    assert draft.markup is not None
    kept = draft.markup.witnessed
    if kept is None:
        return None
    numbers = [draft.line_number(index) for index in range(len(draft))]
    sizes = np.array([len(line.text) for line in draft.lines], dtype=np.float32)
    made = rows.copy()
    made[:, WITNESS] = np.stack(_witnessed(kept[numbers], sizes), axis=1)[asked]
    return made


def _witnessed(kept: Floats, sizes: Floats) -> list[Floats]:
    """Return what trafilatura says of each block and of those around it, in the order of ``WITNESS``."""
    count = len(kept)
    sums = np.concatenate(([0], np.cumsum(kept)))
    index = np.arange(count)
    before = sums[index] - sums[np.maximum(index - 5, 0)]
    after = sums[np.minimum(index + 6, count)] - sums[index + 1]
    stand = np.flatnonzero(kept > 0.5)
    first, last = (stand[0], stand[-1]) if len(stand) else (0, count - 1)
    share = np.full(count, (kept * sizes).sum() / max(1.0, sizes.sum()))
    return [
        kept, _moved(kept, -1), _moved(kept, 1), before, after,
        np.clip(index - first, -20, 40), np.clip(last - index, -20, 40), share,
    ]  # fmt: skip


def _moved(column: NDArray[Any], by: int) -> Floats:
    """Return, for each block, what ``column`` has for the one ``by`` (1 or -1) places after it; or -1."""
    moved = np.full(len(column), -1, dtype=np.float32)
    if by < 0:
        moved[-by:] = column[:by]
    else:
        moved[:-by] = column[by:]
    return moved


class _Containers:
    """What stands in the elements around the lines."""

    def __init__(self, frames: Sequence[Frame], weights: Floats, sizes: Floats, links: Floats) -> None:
        self._frames = frames
        self._parents = [frame.parent or frame for frame in frames]
        self._grands = [parent.parent or parent for parent in self._parents]
        self._weights, self._sizes, self._links = weights, sizes, links
        self._total = float(weights.sum()) or 1.0
        self._branch = [0] * len(frames)

    def columns(self) -> list[NDArray[Any]]:
        """Return what stands around each line: shares of running text and of links, and how many lines."""
        alike: dict[tuple[str, int, tuple[str, ...]], int] = {}
        keys = [(f.tag, p.number, f.hints) for f, p in zip(self._frames, self._parents, strict=True)]
        for key in keys:
            alike[key] = alike.get(key, 0) + 1
        found = []
        counts: Floats | None = None
        shares = []
        for around in (self._parents, self._grands):
            numbers = np.array([frame.number for frame in around])
            _, own = np.unique(numbers, return_inverse=True)
            mass = np.bincount(own, self._weights)[own] / self._total
            linked = np.bincount(own, self._links)[own] / np.maximum(np.bincount(own, self._sizes)[own], 1)
            if counts is None:
                counts = np.minimum(np.bincount(own)[own], 100).astype(np.float32)
            found.append(mass)
            shares.append(linked)
        assert counts is not None
        return [*found, *shares, counts, np.array([min(alike[key], 60) for key in keys])]

    def distances(self) -> tuple[Floats, Floats]:
        """Return the steps from each line's element to where it meets the article's, and from that to there.

        The article's element is the one with most running text right in it, that in its children counting
        half.
        """
        mass: dict[int, float] = {}
        known: dict[int, Frame] = {}
        for parent, grand, weight in zip(self._parents, self._grands, self._weights.tolist(), strict=True):
            if weight:
                mass[parent.number] = mass.get(parent.number, 0.0) + weight
                mass[grand.number] = mass.get(grand.number, 0.0) + weight / 2
                known[parent.number], known[grand.number] = parent, grand
        if not mass:
            zeros = np.zeros(len(self._frames), dtype=np.float32)
            return zeros, zeros
        best = known[max(mass, key=lambda number: (mass[number], -number))]
        up, down = self._steps(best)
        trunk = {frame.number for frame in ancestors(best)}
        tops: dict[int, int] = {}
        for at, frame in enumerate(self._frames):
            if frame.number not in tops:
                top = frame
                for around in ancestors(frame):
                    if around.number in trunk:
                        break
                    top = around
                tops[frame.number] = top.number
            self._branch[at] = tops[frame.number]
        return up, down

    def distances_from(self, index: int) -> tuple[Floats, Floats]:
        """Return the same steps for where they meet the element of the line ``index``."""
        return self._steps(self._frames[index])

    def _steps(self, start: Frame) -> tuple[Floats, Floats]:
        trunk = {frame.number: step for step, frame in enumerate(ancestors(start))}
        cache: dict[int, tuple[int, int]] = {}
        found = []
        for frame in self._frames:
            if frame.number not in cache:
                passed = []
                for around in ancestors(frame):
                    if (number := around.number) in trunk:
                        meeting = (trunk[number], 0)
                        break
                    if number in cache:
                        meeting = cache[number]
                        break
                    passed.append(number)
                else:  # a tree of its own
                    meeting = (MAX_STEPS, MAX_STEPS)
                up, down = meeting
                for step, number in enumerate(reversed(passed), 1):
                    cache[number] = (up, down + step)
                cache.setdefault(frame.number, meeting)
            found.append(cache[frame.number])
        both = np.minimum(np.array(found, dtype=np.float32), MAX_STEPS)
        return both[:, 0], both[:, 1]

    def kinds(self, lines: Sequence[Line]) -> list[NDArray[Any]]:
        """Return shares of running text in elements like each line's, and its place among its siblings.

        Alike are elements of one tag and class in one element; of a kind, those anywhere on the page; of one
        wrapping, those whose outer elements are alike.
        """
        pairs = list(zip(lines, self._frames, self._parents, strict=True))
        keys: list[list[object]] = [
            [(f.tag, p.number, f.hints) for _, f, p in pairs],
            [(f.tag, f.hints, line.hints) for line, f, _ in pairs],
            [(f.tag, p.tag, p.hints) for _, f, p in pairs],
        ]
        self._kinds = []
        for own in keys:
            numbers: dict[object, int] = {}
            self._kinds.append([numbers.setdefault(key, len(numbers)) for key in own])
        made = [self._share(own) for own in self._kinds]
        seen: dict[int, int] = {}
        places = []
        for parent in self._parents:
            places.append(seen.get(parent.number, 0))
            seen[parent.number] = places[-1] + 1
        lasts = [seen[parent.number] for parent in self._parents]
        place = np.array(places)
        return [*made, np.minimum(place, 60), np.minimum(np.array(lasts) - 1 - place, 60)]

    def _share(self, numbers: Sequence[int]) -> NDArray[Any]:
        own = np.array(numbers, dtype=np.intp)
        return np.bincount(own, self._weights)[own] / self._total

    def groups(self) -> Ints:
        """Return the numbers of the groups that each line is in (see ``again_rows``)."""
        parents = [parent.number for parent in self._parents]
        return np.array([parents, *self._kinds, self._branch], dtype=np.intp).T

    def branches(self) -> list[NDArray[Any]]:
        """Return what stands in the branch of each line.

        A branch is all below one child of the article's element, or of one that both stand in.
        """
        numbers = np.array(self._branch, dtype=np.intp)
        _, own = np.unique(numbers, return_inverse=True)
        mass = np.bincount(own, self._weights)[own] / self._total
        lines = np.minimum(np.bincount(own)[own], 100)
        linked = np.bincount(own, self._links)[own] / np.maximum(np.bincount(own, self._sizes)[own], 1)
        return [mass, lines, linked]
