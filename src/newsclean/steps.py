"""What a pipeline is made of: repairs, filters, and the name normaliser.

A step is a plain callable. The decorators ``repair`` and ``filter`` only write down its name and
label in an attribute; the callable stays what it was, so it can be called, tested and pickled
like any other.

========  =======================================  ==============================================
stage     called with                              gives
========  =======================================  ==============================================
repair    the text as repaired so far              edits of it, or ``(start, end, replacement)``
filter    a block and the document                 true, a label or a ``Verdict``; false to pass
filter    the document (``scope="document"``)      pairs of a block and a label or ``Verdict``
names     the draft                                corrections and suggestions
========  =======================================  ==============================================
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar, overload

from newsclean.document import Block, Document
from newsclean.draft import Draft, Verdict
from newsclean.edits import Edit
from newsclean.errors import StepError, UnknownStepError
from newsclean.labels import EditKind, Label

__all__ = ["Scope", "Spec", "Stage", "Step", "Verdict", "filter", "installed", "repair"]

#: The attribute in which the decorators write a callable's ``Spec``.
SPEC = "__newsclean__"
#: The entry point group in which other packages offer steps.
ENTRY_POINTS = "newsclean.steps"

F = TypeVar("F", bound=Callable[..., Any])


class Stage(StrEnum):
    """When a step runs. Within a stage, steps run in the order of the pipeline."""

    REPAIR = "repair"
    FILTER = "filter"
    NAMES = "names"


class Scope(StrEnum):
    """What a step is called with."""

    BLOCK = "block"
    DOCUMENT = "document"
    DRAFT = "draft"  # newsclean's own filters
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Spec:
    """What the decorators note of a callable."""

    name: str
    stage: Stage
    scope: Scope
    label: Label | None = None
    kind: EditKind = EditKind.OTHER
    local: bool = False  # what it says of a block depends on that block alone


@dataclass(frozen=True, slots=True)
class Step:
    """A callable with its ``Spec``, as a pipeline holds it."""

    spec: Spec
    function: Callable[..., Any]

    @property
    def name(self) -> str:
        """The name by which the pipeline is asked for this step."""
        return self.spec.name

    @property
    def own(self) -> bool:
        """Whether this is one of newsclean's steps, which may be run again on their own output."""
        module = getattr(self.function, "__module__", None) or ""
        return module == "newsclean" or module.startswith("newsclean.")

    def __repr__(self) -> str:
        return self.name

    @classmethod
    def of(cls, source: object) -> "Step":
        """Return the step that ``source`` is: a step, a callable, or an installed step's name.

        Raises:
            StepError: ``source`` is nothing that can be a step.
            UnknownStepError: No installed package offers a step of that name.
        """
        if isinstance(source, Step):
            return source
        if isinstance(source, str):
            return _entry_point(source)
        if not callable(source):
            raise StepError(
                f"a step is a callable, not {type(source).__name__}: {source!r}. "
                "Decorate a function with @newsclean.filter(label=...) or @newsclean.repair."
            )
        spec = getattr(source, SPEC, None)
        if isinstance(spec, Spec):
            return cls(spec, source)
        name = getattr(source, "__name__", type(source).__name__)
        if _positional(source) == 2:
            return cls(Spec(name, Stage.FILTER, Scope.BLOCK), source)
        raise StepError(
            f"{name!r} takes neither (block, document) nor is it decorated, so its stage is unknown. "
            "Decorate it with @newsclean.filter(label=...) or @newsclean.repair."
        )

    def edits(self, text: str) -> list[Edit]:
        """Return what a repair proposes for ``text``, sorted.

        Raises:
            StepError: The repair gave something else, or edits that overlap or leave the text.
        """
        found: list[Edit] = []
        for item in self._items(self.function(text), "newsclean.Edit or (start, end, replacement)"):
            if isinstance(item, tuple) and [type(part) for part in item] == [int, int, str]:
                found.append(Edit(item[0], item[1], item[2], self.spec.kind, self.name))
            elif isinstance(item, Edit):
                found.append(item)
            else:
                raise StepError(
                    f"repair {self.name!r} gave {item!r}; it must yield newsclean.Edit or "
                    "(start, end, replacement)"
                )
        found.sort(key=lambda edit: (edit.start, edit.end))
        position = 0
        for edit in found:
            if not position <= edit.start <= edit.end <= len(text):
                raise StepError(
                    f"repair {self.name!r} gave {edit!r}, which overlaps the edit before it or "
                    f"leaves the text (length {len(text)})"
                )
            position = edit.end
        return found

    def findings(self, draft: Draft) -> Iterator[tuple[int, Verdict]]:
        """Yield the index and verdict of each block that a filter labels.

        Raises:
            StepError: The filter gave something that is no verdict.
        """
        if self.spec.scope is Scope.DRAFT:
            yield from self.function(draft)
        elif self.spec.scope is Scope.DOCUMENT:
            document = draft.snapshot()
            for item in self._items(self.function(document), "pairs of a block and an outcome"):
                index, outcome = self._pair(item, document)
                if verdict := self._verdict(outcome):
                    yield index, verdict
        else:
            document = draft.snapshot()
            for index in list(draft.undecided()):
                if verdict := self._verdict(self.function(document.blocks[index], document)):
                    yield index, verdict

    def _items(self, outcome: object, expected: str) -> Iterable[object]:
        if isinstance(outcome, str) or not isinstance(outcome, Iterable):
            raise StepError(
                f"{self.spec.stage} {self.name!r} returned {type(outcome).__name__}; it must yield {expected}"
            )
        return outcome

    def _pair(self, item: object, document: Document) -> tuple[int, object]:
        """Return the index and the outcome in what a filter of documents yielded."""
        if isinstance(item, tuple) and len(item) == 2 and isinstance(item[0], Block):
            block, outcome = item
            if block in document.blocks[block.index : block.index + 1]:
                return block.index, outcome
        raise StepError(
            f"filter {self.name!r} gave {item!r}; it must yield pairs of one of the document's blocks and "
            "an outcome"
        )

    def _verdict(self, outcome: object) -> Verdict | None:
        if not outcome:
            return None
        if isinstance(outcome, Verdict):
            return outcome._replace(label=self._label(outcome.label))
        if isinstance(outcome, str):
            return Verdict(self._label(outcome))
        if self.spec.label is None:
            raise StepError(
                f"filter {self.name!r} said {outcome!r} but has no label: decorate it with "
                "@newsclean.filter(label=...), or let it return a label"
            )
        if outcome is True or not isinstance(outcome, int | float):
            return Verdict(self.spec.label)
        return Verdict(self.spec.label, None, max(0.0, min(1.0, float(outcome))))

    def _label(self, name: str) -> Label:
        try:
            return Label(name)
        except ValueError:
            raise StepError(
                f"filter {self.name!r} gave the label {name!r}; labels are: {', '.join(Label)}"
            ) from None


@overload
def filter(function: F, /) -> F: ...  # noqa: A001
@overload
def filter(  # noqa: A001
    *, label: Label | str | None = None, name: str | None = None, scope: str = "block", local: bool = False
) -> Callable[[F], F]: ...
def filter(  # noqa: A001 - `newsclean.filter` is the public name
    function: F | None = None,
    /,
    *,
    label: Label | str | None = None,
    name: str | None = None,
    scope: str = "block",
    local: bool = False,
) -> F | Callable[[F], F]:
    """Note that a callable is a filter, the label it gives, and its name in pipelines.

    With ``scope="block"`` it is called with each undecided block and the document, and returns
    true, a confidence from 0 to 1, a label or a ``Verdict``; false or ``None`` pass the block on.
    With ``scope="document"`` it is called once and yields pairs of a block and such an outcome.
    ``local=True`` says that its verdict on a block depends on nothing but the block.

    >>> @filter(label="spam")
    ... def casino(block, document):
    ...     return "free spins" in block.text.lower()

    Raises:
        StepError: The label or scope does not exist.
    """
    try:
        spec_label = None if label is None else Label(label)
        spec_scope = {"block": Scope.BLOCK, "document": Scope.DOCUMENT, "draft": Scope.DRAFT}[scope]
    except ValueError:
        raise StepError(f"no such label: {label!r}; labels are: {', '.join(Label)}") from None
    except KeyError:
        raise StepError(f"no such scope: {scope!r}; use 'block' or 'document'") from None

    def note(target: F) -> F:
        step_name = name or str(getattr(target, "__name__", type(target).__name__))
        return _noted(target, Spec(step_name, Stage.FILTER, spec_scope, spec_label, local=local))

    return note if function is None else note(function)


@overload
def repair(function: F, /) -> F: ...
@overload
def repair(*, kind: EditKind | str = EditKind.OTHER, name: str | None = None) -> Callable[[F], F]: ...
def repair(
    function: F | None = None, /, *, kind: EditKind | str = EditKind.OTHER, name: str | None = None
) -> F | Callable[[F], F]:
    """Note that a callable is a repair, the kind of its edits, and its name in pipelines.

    It is called with the text as repaired so far and yields edits of it, as ``newsclean.Edit``
    or as ``(start, end, replacement)``.

    >>> import re
    >>> @repair
    ... def house_style(text):
    ...     for match in re.finditer("e-mail", text):
    ...         yield *match.span(), "email"

    Raises:
        StepError: The kind does not exist.
    """
    try:
        spec_kind = EditKind(kind)
    except ValueError:
        raise StepError(f"no such kind of edit: {kind!r}; kinds are: {', '.join(EditKind)}") from None

    def note(target: F) -> F:
        step_name = name or str(getattr(target, "__name__", type(target).__name__))
        return _noted(target, Spec(step_name, Stage.REPAIR, Scope.TEXT, None, spec_kind))

    return note if function is None else note(function)


def _noted(target: F, spec: Spec) -> F:
    try:
        setattr(target, SPEC, spec)
    except (AttributeError, TypeError):  # a builtin, a bound method, an object with slots or frozen
        raise StepError(f"nothing can be noted on {target!r}; wrap it in a function of its own") from None
    return target


def installed() -> tuple[str, ...]:
    """Return the names of the steps that installed packages offer (entry points), sorted."""
    from importlib.metadata import entry_points

    return tuple(sorted({point.name for point in entry_points(group=ENTRY_POINTS)}))


def _entry_point(name: str) -> Step:
    from importlib.metadata import entry_points

    for point in entry_points(group=ENTRY_POINTS, name=name):
        return Step.of(point.load())
    known = ", ".join(installed()) or "none"
    raise UnknownStepError(
        f"no installed package offers a step named {name!r} (entry points {ENTRY_POINTS!r}: {known})"
    )


def _positional(function: Callable[..., Any]) -> int:
    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):  # a builtin without a signature
        return 0
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return sum(p.kind in kinds and p.default is p.empty for p in parameters)
