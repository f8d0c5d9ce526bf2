"""A pipeline as a table: its steps in the order they run, what each does, whose it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.views.sheets import escaped, style

if TYPE_CHECKING:
    from newsclean.pipeline import Pipeline
    from newsclean.steps import Step

__all__ = ["steps_html"]

MAX_TOLD_CHARS = 160
_HEADS = "".join(f'<th scope="col">{head}</th>' for head in ("stage", "step", "gives", "does"))


def steps_html(pipeline: "Pipeline") -> str:
    """Return an HTML fragment: loads nothing, runs nothing, all text escaped."""
    rows = (
        "\n".join(_rows(pipeline)) or '<tr><td colspan="4">no steps: every block is kept as it is</td></tr>'
    )
    return (
        f'<div class="newsclean sheet"><style>{style("table")}</style>\n'
        "<table><caption>A pipeline, from top to bottom; "
        "the first filter that labels a block decides</caption>\n"
        f"<thead><tr>{_HEADS}</tr></thead>\n"
        f"<tbody>\n{rows}\n</tbody></table>\n</div>\n"
    )


def _rows(pipeline: "Pipeline") -> Iterator[str]:
    stage = None
    for step in pipeline:
        first = (
            ""
            if step.spec.stage == stage
            else escaped({"repair": "repairs", "filter": "filters"}.get(step.spec.stage, step.spec.stage))
        )
        stage = step.spec.stage
        own = "" if step.own else ' <small class="warn">yours</small>'
        gives, does = escaped(_gives(step)), escaped(_does(step))
        yield (
            f'<tr><td class="w">{first}</td><th scope="row" class="w">{escaped(step.name)}{own}</th>'
            f'<td class="w" data-h="gives">{gives}</td><td>{does}</td></tr>'
        )


def _gives(step: "Step") -> str:
    """Return the label of a filter or the kind of edits of a repair, where it is one and known."""
    if step.spec.stage == "repair":
        return str(step.spec.kind)
    if step.spec.stage == "filter":
        label = step.spec.label or getattr(step.function, "label", None)
        return str(label) if label else ""
    return "name"


def _does(step: "Step") -> str:
    """Return the first sentence of what its documentation says, or its ``repr`` if that is its own."""
    told = getattr(step.function, "__doc__", None) or getattr(type(step.function), "__doc__", None)
    first = " ".join(str(told or "").strip().split("\n\n")[0].split()).replace("``", "")
    return first if len(first) <= MAX_TOLD_CHARS else first[:MAX_TOLD_CHARS].rstrip() + "…"
