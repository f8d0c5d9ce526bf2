"""Put garbled names right.

``Normalizer`` is the pipeline's step; ``explain`` and ``normalize`` answer for single names;
``Gazetteer`` and ``Entity`` say whom and what it knows. See docs/names.md.
"""

from newsclean.names.entity import Entity, Kind
from newsclean.names.explain import Explanation, explain, normalize
from newsclean.names.gazetteer import Gazetteer
from newsclean.names.normalizer import Normalizer

__all__ = ["Entity", "Explanation", "Gazetteer", "Kind", "Normalizer", "explain", "normalize"]
