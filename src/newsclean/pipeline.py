"""The pipeline: an immutable list of steps, and the one place that applies what they find.

A pass over a text is: repairs, division into blocks, filters, names. Because filters look at
neighbours, what they leave may look different to them than what they saw, so the passes go on
over the text that is left until it does not change: that is what makes cleaning a cleaned text
a no-op. Nearly always the second pass finds nothing and is the last.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from newsclean.document import Correction, Document
from newsclean.draft import Draft, NameFinding, PageFacts
from newsclean.edits import Edit, Origins, apply, compose, shifted
from newsclean.errors import UnknownStepError
from newsclean.labels import ARTICLE_LABELS, EditKind
from newsclean.segment import has_rare_breaks, split
from newsclean.steps import Stage, Step
from newsclean.views.offsets import SEPARATOR

if TYPE_CHECKING:
    from newsclean.markup import Markup

__all__ = ["PRESETS", "Pipeline"]

# Each pass but the last drops or changes at least one block. Of the scrapes of every fifth dev
# page (1,169) nine in ten were done after two passes, the worst after four; the bound keeps the cost
# linear whatever the input.
MAX_PASSES = 8

#: The names of the presets.
PRESETS = ("default", "gentle", "strict")


@dataclass(frozen=True, init=False, repr=False, slots=True)
class Pipeline:
    """An immutable sequence of steps.

    Steps run by stage (repairs, filters, names), and within a stage in order; for filters the
    order is the order of precedence, since the first that labels a block decides. Every method
    that changes something returns a new Pipeline.

    >>> Pipeline.default().without("captions", "names") != Pipeline.default()
    True
    """

    steps: tuple[Step, ...]

    def __init__(self, steps: Iterable[object] = ()) -> None:
        made = [Step.of(step) for step in steps]
        order = list(Stage)
        made.sort(key=lambda step: order.index(step.spec.stage))  # stable
        object.__setattr__(self, "steps", tuple(made))

    @classmethod
    def default(cls, *, quotes: str = "typographic") -> "Pipeline":
        """Return the pipeline that ``clean`` uses.

        ``quotes="straight"`` also makes typographic quotation marks straight.

        Raises:
            UnknownStepError: ``quotes`` is neither "typographic" nor "straight".
        """
        return cls.preset("default", quotes=quotes)

    @classmethod
    def gentle(cls, *, quotes: str = "typographic") -> "Pipeline":
        """Return the pipeline that removes only what a rule names: no guess by shape or place."""
        return cls.preset("gentle", quotes=quotes)

    @classmethod
    def strict(cls, *, quotes: str = "typographic") -> "Pipeline":
        """Return the pipeline for training corpora: precision first, stray short lines go."""
        return cls.preset("strict", quotes=quotes)

    @classmethod
    def preset(cls, name: str, *, quotes: str = "typographic") -> "Pipeline":
        """Return the preset ``name``: one of ``PRESETS``.

        Raises:
            UnknownStepError: There is no such preset, or no such style of ``quotes``.
        """
        from newsclean import presets

        if name not in PRESETS:
            raise UnknownStepError(f"no preset {name!r}; presets are: {', '.join(PRESETS)}")
        if quotes not in ("typographic", "straight"):
            raise UnknownStepError(f"quotes={quotes!r}; use 'typographic' or 'straight'")
        return cls(presets.steps(name, straight_quotes=quotes == "straight"))

    # ------------------------------------------------------------ as a sequence

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the steps, in order."""
        return tuple(step.name for step in self.steps)

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __repr__(self) -> str:
        lines = []
        for stage in Stage:
            names = [step.name for step in self.steps if step.spec.stage is stage]
            if names:
                lines.append(f"  {stage}: {', '.join(names)}")
        return "Pipeline(\n" + "\n".join(lines) + "\n)" if lines else "Pipeline()"

    def _repr_html_(self) -> str:
        from newsclean.views.steps import steps_html

        return steps_html(self)

    # ------------------------------------------------------------ other pipelines

    def without(self, *names: str) -> "Pipeline":
        """Return a pipeline without the named steps.

        Raises:
            UnknownStepError: A name is not one of this pipeline's steps.
        """
        for name in names:
            self._index(name)
        return Pipeline(step for step in self.steps if step.name not in names)

    def before(self, name: str, *steps: object) -> "Pipeline":
        """Return a pipeline with ``steps`` put before the step ``name``.

        Raises:
            UnknownStepError: ``name`` is not one of this pipeline's steps.
        """
        at = self._index(name)
        return Pipeline((*self.steps[:at], *steps, *self.steps[at:]))

    def after(self, name: str, *steps: object) -> "Pipeline":
        """Return a pipeline with ``steps`` put after the step ``name``.

        Raises:
            UnknownStepError: ``name`` is not one of this pipeline's steps.
        """
        at = self._index(name) + 1
        return Pipeline((*self.steps[:at], *steps, *self.steps[at:]))

    def replace(self, name: str, step: object) -> "Pipeline":
        """Return a pipeline with ``step`` in the place of the step ``name``.

        Raises:
            UnknownStepError: ``name`` is not one of this pipeline's steps.
        """
        at = self._index(name)
        return Pipeline((*self.steps[:at], step, *self.steps[at + 1 :]))

    def __add__(self, other: object) -> "Pipeline":
        more = other.steps if isinstance(other, Pipeline) else (other,)
        return Pipeline((*self.steps, *more))

    def _index(self, name: str) -> int:
        try:
            return self.names.index(name)
        except ValueError:
            raise UnknownStepError(
                f"this pipeline has no step {name!r}; its steps are: {', '.join(self.names) or 'none'}"
            ) from None

    # ------------------------------------------------------------ running

    def run(
        self,
        raw: str,
        *,
        url: str | None = None,
        facts: PageFacts | None = None,
        markup: "Markup | None" = None,
    ) -> Document:
        """Return the Document of ``raw``, which is taken as plain text.

        ``facts`` is what else is known of the page it came from, ``markup`` what its markup says of each
        line of ``raw``. Linear in the length of ``raw``.
        """
        draft = Draft(raw, split(raw, _repair(raw, self.steps)), url, facts, markup)
        _filtered(draft, self.steps)
        self._settle(draft)
        named = _correct(draft, self._stage(Stage.NAMES), range(len(draft)))
        corrections = [found for found in named if found.applied]
        suggestions = [found for found in named if not found.applied]
        # What was only suggested may become clear where a rival's proof was in a block that is dropped.
        if corrections or (suggestions and len(draft.kept()) < len(draft)):
            corrections += self._settle(draft, named=True)
        return _finish(draft, corrections, suggestions)

    def _stage(self, stage: Stage) -> list[Step]:
        return [step for step in self.steps if step.spec.stage is stage]

    def _settle(self, draft: Draft, *, named: bool = False) -> "list[_Named]":
        """Clean what is left until it stays as it is; return the names that this put right.

        ``named`` tells whether the name step may find more than it has, and has to be asked. If it found
        nothing in the whole, it finds nothing in a part: there is only less there to prove a name.

        Steps of users run once: one that drops the last block, say, would never settle. Repairs alone
        have nothing to settle: what they see of a text does not hang on what a filter drops.
        """
        own = [step for step in self.steps if step.own]
        if all(step.spec.stage is Stage.REPAIR for step in own):
            return []
        names = {step.name for step in own}
        correcting = [step for step in own if step.spec.stage is Stage.NAMES] if named else []
        found: list[_Named] = []
        # Repairs look at a line at a time, so lines that they left alone are right, but for what "<"
        # says of a text as a whole, and for ftfy's lines, which end at LF only.
        wide = "<" in draft.raw or has_rare_breaks(draft.raw)
        for _ in range(MAX_PASSES - 1):
            kept = draft.kept()
            edited = any(draft.edits[i] for i in kept)
            if len(kept) == len(draft) and not (edited or wide):
                break  # nothing has changed that a step could see
            text = SEPARATOR.join(draft.texts[i] for i in kept)
            if (edited or wide) and (edits := _repair(text, own)):
                again, filters = Draft(text, split(text, edits), draft.url), own
            else:
                again = draft.subset(text, kept)
                filters = own if named else [step for step in own if not step.spec.local]
            if len(again) != len(kept):
                break  # a step of the user's left line breaks or blanks: leave its text alone
            for i, index in enumerate(kept):
                ruling = draft.rulings[index]
                if ruling and ruling.filter not in names:
                    again.rulings[i] = ruling  # a user's filter keeps this block
            _filtered(again, filters)
            changed = _adopt(draft, again, kept)
            more = [name for name in _correct(again, correcting, kept, target=draft) if name.applied]
            found += more
            if not changed and not more:
                break
        return found


def evidence(
    pipeline: Pipeline, raw: str, facts: PageFacts | None = None, markup: "Markup | None" = None
) -> Draft:
    """Return ``raw`` as the classifier meets it: repaired, divided, and labelled by the filters before it."""
    steps = list(takewhile(lambda step: step.name != "classifier", pipeline.steps))
    return _filtered(Draft(raw, split(raw, _repair(raw, steps)), None, facts, markup), steps)


def _repair(raw: str, steps: Iterable[Step]) -> list[Edit]:
    """Return what the repairs among ``steps`` do to ``raw``, one after the other."""
    edits: list[Edit] = []
    text = raw
    for step in steps:
        if step.spec.stage is Stage.REPAIR and (found := step.edits(text)):
            edits = compose(raw, edits, found)
            text = apply(text, found)
    return edits


def _filtered(draft: Draft, steps: Iterable[Step]) -> Draft:
    """Run the filters among ``steps`` on ``draft`` and return it."""
    for step in steps:
        if step.spec.stage is Stage.FILTER:
            draft.rule(step.findings(draft), step.name)
    return draft


class _Named(NamedTuple):
    """A name finding in coordinates of ``raw``."""

    correction: Correction
    applied: bool


def _correct(
    view: Draft, steps: Iterable[Step], indexes: Sequence[int], target: Draft | None = None
) -> list[_Named]:
    """Run the name steps on ``view`` and make their corrections in ``target`` (else in ``view``).

    Block ``i`` of ``view`` is block ``indexes[i]`` of ``target``; their texts are the same.
    """
    target = target or view
    named: list[_Named] = []
    for step in steps:
        found: dict[int, list[NameFinding]] = {}
        for finding in step.function(view):
            found.setdefault(indexes[finding.index], []).append(finding)
        for index, findings in found.items():
            named += _apply_names(target, index, sorted(findings, key=lambda f: f.start))
    return named


def _apply_names(draft: Draft, index: int, findings: Sequence[NameFinding]) -> list[_Named]:
    """Make the corrections among ``findings`` in one block; return all of them, on ``raw``."""
    base, text = draft.starts[index], draft.texts[index]
    before = [shifted(edit, -base) for edit in draft.edits[index]]
    raw = draft.raw[base : draft.ends[index]]
    edits = [Edit(f.start, f.end, f.replacement, EditKind.NAME, f.entity) for f in findings if f.applied]
    after = compose(raw, before, edits)
    starts = [edit.start for edit in after]
    origins = Origins(before)
    read: dict[tuple[int, int], tuple[str, str]] = {}  # one broken line may hold a thousand names
    named: list[_Named] = []
    for finding in findings:
        start, end = origins.span(finding.start, finding.end)
        replacement = finding.replacement
        if finding.applied:  # the edit may have grown: the name itself was mojibake, say
            grown = after[bisect_right(starts, start) - 1]
            start, end, replacement = grown.start, grown.end, grown.replacement
        if (start, end) not in read:
            original = raw[start:end]
            read[start, end] = original, apply(original, origins.inside(start, end), start)
        original, read_as = read[start, end]
        correction = Correction(
            start + base,
            end + base,
            original,
            replacement,
            finding.entity,
            finding.confidence,
            finding.evidence,
            read_as,
        )
        named.append(_Named(correction, finding.applied))
    if edits:
        draft.rewrite(index, apply(text, edits), [shifted(edit, base) for edit in after])
    return list(dict.fromkeys(named))


def _adopt(draft: Draft, again: Draft, kept: Sequence[int]) -> bool:
    """Take over into ``draft`` what a later pass found in its kept blocks; return whether any."""
    changed = False
    for i, (index, ruling) in enumerate(zip(kept, again.rulings, strict=True)):
        if ruling and ruling.verdict.label not in ARTICLE_LABELS:
            draft.rulings[index] = ruling
            changed = True
        if again.edits[i]:
            base, start = draft.starts[index], again.starts[i]
            first = [shifted(edit, -base) for edit in draft.edits[index]]
            second = [shifted(edit, -start) for edit in again.edits[i]]
            edits = compose(draft.raw[base : draft.ends[index]], first, second)
            draft.rewrite(index, again.texts[i], [shifted(edit, base) for edit in edits])
            changed = True
    return changed


def _finish(draft: Draft, corrections: list[_Named], suggestions: list[_Named]) -> Document:
    """Read the fields off the labelled blocks and freeze everything."""
    from newsclean import fields  # its patterns take longer to compile than the rest to import

    made = fields.read(draft)
    return Document(
        raw=draft.raw,
        blocks=draft.blocks(),
        edits=tuple(edit for edits in draft.edits for edit in edits),
        url=draft.url or draft.facts.url,
        corrections=_in_order(corrections),
        suggestions=_in_order(suggestions),
        **made,
    )


def _in_order(named: Iterable[_Named]) -> tuple[Correction, ...]:
    return tuple(sorted((name.correction for name in named), key=lambda c: (c.start, c.end)))
