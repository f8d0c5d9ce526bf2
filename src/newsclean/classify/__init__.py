"""The block classifier: features, a lexicon of residue, boosted trees, and their weights.

``tools/train.py`` learns the weights from labelled pages; ``data/model/README.md`` is their card.
It needs numpy, which takes a tenth of a second to import: import this package inside functions.
"""

from newsclean.classify.around import text_rows
from newsclean.classify.features import Line, Page, line_of
from newsclean.classify.model import Model, bundled_model

__all__ = ["Line", "Model", "Page", "bundled_model", "line_of", "text_rows"]
