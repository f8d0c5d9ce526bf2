"""Filters whose whole knowledge is their rule pack in ``newsclean/data/rules``."""

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.draft import Draft, Verdict
from newsclean.labels import Label
from newsclean.steps import Scope, Spec, Stage

__all__ = ["ByRule"]


@dataclass(frozen=True, slots=True)
class ByRule:
    """Label the blocks that a rule of the label's packs fits."""

    label: Label

    @property
    def __newsclean__(self) -> Spec:
        return Spec(self.label.value, Stage.FILTER, Scope.DRAFT, self.label)

    def __call__(self, draft: Draft) -> Iterator[tuple[int, Verdict]]:
        """Yield a verdict for each block that a rule fits."""
        for index, rule in draft.hits.get(self.label, ()):
            yield index, Verdict(self.label, rule.id, rule.confidence)
