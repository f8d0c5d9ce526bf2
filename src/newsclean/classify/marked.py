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
from newsclean.markup import REGIONS, Frame, Line, ancestors

if TYPE_CHECKING:
    from newsclean.draft import Draft

__all__ = ["HINTS", "MARKED", "MarkedModel", "bundled_marked_model", "hints_of", "marked_rows"]

#: What the tag of a line's block element may be, for the trees.
_TAGS = {
    "p": 1, "li": 2, "h1": 3, "h2": 3, "h3": 3, "h4": 3, "h5": 3, "h6": 3, "td": 4, "th": 4, "div": 5,
    "blockquote": 6, "figcaption": 7, "pre": 8, "dt": 9, "dd": 9, "section": 10, "article": 11,
}  # fmt: skip
#: Three reaches of class and id: of the line's own elements, of the two around these, and of the others.
HINTS = ("own", "near", "far")
#: Class and id of elements farther out speak of the page, not of its parts.
MAX_REACH = 9
MAX_STEPS = 12
MARKED = (
    *PLAIN,
    "tag", "level", "linked", "link_chars", "strong", "depth",
    *(f"in_{name}" for name in REGIONS),
    *(f"hints_{reach}" for reach in HINTS),
    "parent_mass", "grand_mass", "parent_linked", "grand_linked", "parent_lines", "alike",
    "up", "down", "from_heading", "linked_b1", "linked_1", "tag_b1", "tag_1", "same_frame_b1",
    "kept", "told", "kept_b1", "kept_1", "kept_b5", "kept_a5", "from_kept", "from_kept_end",
    "kept_share",
)  # fmt: skip

_FIRST_HINT = MARKED.index(f"hints_{HINTS[0]}")
#: The columns of what words say, and whose words those are: the block's, or its neighbours'.
_LEXICAL = {PLAIN.index("lexical"): 0, PLAIN.index("lexical_b1"): -1, PLAIN.index("lexical_1"): 1}

Floats = NDArray[np.float32]


def hints_of(line: Line) -> tuple[tuple[str, ...], ...]:
    """Return the words of class, id and tag around a line, by reach (see ``HINTS``)."""
    around = [frame for frame, _ in zip(ancestors(line.frame), range(MAX_REACH), strict=False)]
    own, near, far = around[:1], around[1:3], around[3:]
    return (
        tuple(dict.fromkeys((*line.hints, *_said(own)))),
        tuple(dict.fromkeys(_said(near))),
        tuple(dict.fromkeys(_said(far))),
    )


def _said(frames: Sequence[Frame]) -> list[str]:
    return [word for frame in frames if frame.parent is not None for word in (f"<{frame.tag}", *frame.hints)]


@dataclass(frozen=True, slots=True, eq=False)
class MarkedModel:
    """What was learnt from pages with their markup.

    Attributes:
        model: Words, trees and confidences, as for plain text, but for the features ``MARKED``.
        hints: What the words of class, id and tag say, by reach (see ``HINTS``).
    """

    model: Model
    hints: tuple[Mapping[str, float], ...]

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "MarkedModel":
        """Return the model in ``data``, as ``tools/train_html.py`` writes it.

        Raises:
            ValueError: It was trained for other features than this version has.
        """
        hints = tuple(
            {term: value for value, terms in found for term in terms.split("\t")} for found in data["hints"]
        )
        return cls(Model.from_json(data, MARKED), hints)

    def rows(self, draft: "Draft", page: Page, asked: NDArray[np.intp]) -> Floats:
        """Return the features of the blocks ``asked``: (blocks, ``MARKED``)."""
        rows = marked_rows(draft, page, asked)
        rows[:, _FIRST_HINT : _FIRST_HINT + len(HINTS)] = self._said([draft.lines[i] for i in asked.tolist()])
        lexical = self.model.lexical_of(draft.language)
        near = sorted({i for at in asked.tolist() for i in (at - 1, at, at + 1) if 0 <= i < len(draft)})
        scores = np.full(len(draft) + 1, -1, dtype=np.float32)  # -1 beyond both ends
        scores[near] = [0.0 if draft.rulings[i] else _score(lexical, draft.folded[i]) for i in near]
        for column, by in _LEXICAL.items():
            at = asked + by
            rows[:, column] = np.where(at >= 0, scores[at], -1)
        return rows

    def _said(self, lines: Sequence[Line]) -> list[tuple[float, ...]]:
        """Return what class, id and tag say of each line, by reach; lines in one element share the work."""
        known: dict[tuple[int, tuple[str, ...]], tuple[float, ...]] = {}
        around: dict[int, tuple[float, ...]] = {}
        found = []
        for line in lines:
            key = (line.frame.number, line.hints)
            if key not in known:
                own, near, far = hints_of(line)
                parent = line.frame.parent
                number = parent.number if parent else -1
                if number not in around:
                    around[number] = hint_score(self.hints[1], near), hint_score(self.hints[2], far)
                known[key] = (hint_score(self.hints[0], own), *around[number])
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


def marked_rows(draft: "Draft", page: Page, asked: NDArray[np.intp]) -> Floats:
    """Return the features of the blocks ``asked``, in the order of ``MARKED``, but for what words say.

    The columns of hints and of words are left for the model to fill in.
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
    headings = np.flatnonzero(levels == 1)
    heading = headings[0] if len(headings) else 0
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
        *_witnessed(draft.kept_by, sizes),
    ]  # fmt: skip
    own = np.stack([np.asarray(column, dtype=np.float32)[asked] for column in columns], axis=1)
    return np.hstack((page.rows(asked), own))


def _witnessed(kept_by: Floats, sizes: Floats) -> list[Floats]:
    """Return what trafilatura and the page's data say of each block and of those around it."""
    kept, told = kept_by.T
    count = len(kept)
    missing = np.full(count, -1, dtype=np.float32)
    if not count or kept[0] < 0:
        return [missing, told, *[missing] * 7]
    sums = np.concatenate(([0], np.cumsum(kept)))
    index = np.arange(count)
    before = sums[index] - sums[np.maximum(index - 5, 0)]
    after = sums[np.minimum(index + 6, count)] - sums[index + 1]
    stand = np.flatnonzero(kept > 0.5)
    first, last = (stand[0], stand[-1]) if len(stand) else (0, count - 1)
    share = np.full(count, (kept * sizes).sum() / max(1.0, sizes.sum()))
    return [
        kept, told, _moved(kept, -1), _moved(kept, 1), before, after,
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
        trunk = {frame.number: step for step, frame in enumerate(ancestors(best))}
        cache: dict[int, tuple[int, int]] = {}
        found = []
        for frame in self._frames:
            if frame.number not in cache:
                for down, around in enumerate(ancestors(frame)):
                    if around.number in trunk:
                        cache[frame.number] = (trunk[around.number], down)
                        break
                else:  # a tree of its own
                    cache[frame.number] = (MAX_STEPS, MAX_STEPS)
            found.append(cache[frame.number])
        both = np.minimum(np.array(found, dtype=np.float32), MAX_STEPS)
        return both[:, 0], both[:, 1]
