"""The weights of the classifier, read once."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from newsclean.classify.around import TEXT_NAMES
from newsclean.classify.lexical import Lexical
from newsclean.classify.trees import Forest

__all__ = ["LEARNT", "Model", "bundled_model"]

#: The language that the weights of words are of. There are too few pages in any other: the words of
#: one forum would become residue.
LEARNT = "en"
NOTHING = Lexical({})


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """What was learnt: the weights of words, the trees, and how often their scores are right.

    Attributes:
        lexical: Weights of words and pairs of words.
        forest: From a block's features to the log-odds that it is the article's.
        levels: Probabilities, ascending, that divide blocks by how sure the trees are.
        shares: Of the blocks between those, the share that was the article's, on sites that the trees
            were not trained on.
    """

    lexical: Lexical
    forest: Forest
    levels: NDArray[np.float32]
    shares: NDArray[np.float32]

    @classmethod
    def from_json(cls, data: dict[str, Any], features: Sequence[str] = TEXT_NAMES) -> "Model":
        """Return the model in ``data``, as ``tools/train.py`` writes it, for rows of ``features``.

        Raises:
            ValueError: It was trained for other features than this version has.
        """
        if tuple(data["features"]) != tuple(features):
            raise ValueError("the classifier's weights are for other features: run make train")
        lexicon = {term: value for value, terms in data["lexicon"] for term in terms.split("\t")}
        return cls(
            Lexical(lexicon),
            Forest.of(data["trees"]),
            np.array(data["levels"], dtype=np.float32),
            np.array(data["shares"], dtype=np.float32),
        )

    def lexical_of(self, language: str | None) -> Lexical:
        """Return the weights of words of a language: of any but the one learnt there are none."""
        return self.lexical if language == LEARNT else NOTHING

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the probability, from 0 to 1, that the blocks with these features are the article's."""
        return (1 / (1 + np.exp(-self.forest.sums(rows)))).astype(np.float32)

    def confidences(self, probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return how often blocks that were given these probabilities turned out to be the article's."""
        made: NDArray[np.float32] = self.shares[np.searchsorted(self.levels, probabilities, side="right")]
        return made


@cache
def bundled_model() -> Model:
    """Return the model that comes with newsclean."""
    from importlib import resources

    packed = resources.files("newsclean.data").joinpath("model", "classifier.json.gz").read_bytes()
    return Model.from_json(json.loads(gzip.decompress(packed)))
