"""Ask why: what a form could stand for, and what speaks for it."""

from dataclasses import dataclass

from newsclean.draft import Draft
from newsclean.edits import Edit, apply
from newsclean.names.normalizer import APPLY_FROM, Normalizer
from newsclean.names.parts import written
from newsclean.names.reasons import Reason
from newsclean.names.weigh import Weighed
from newsclean.segment import split

__all__ = ["Explained", "Explanation", "explain", "normalize"]

#: How many candidates an explanation shows.
MAX_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Explained:
    """One candidate: the name it stands for, its score, and the reasons with their weights."""

    name: str
    replacement: str
    similarity: float
    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a form could stand for, best first, and what is done about it. ``str()`` tells it in words."""

    form: str
    verdict: str
    candidates: tuple[Explained, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.form}: {self.verdict}"]
        for candidate in self.candidates:
            lines.append(f"  {candidate.replacement} ({candidate.name}), score {candidate.score:+.1f}")
            lines += [
                f"    {reason.weight:+.1f}  {reason.text}"
                for reason in sorted(candidate.reasons, key=lambda reason: -reason.weight)
            ]
        return "\n".join(lines)


def explain(form: str, context: str = "", *, normalizer: Normalizer | None = None) -> Explanation:
    """Return what ``form`` could stand for in ``context``, with scores and evidence.

    ``context`` is the text around it; where ``form`` does not occur there, it is put in front.
    """
    normalizer = normalizer or Normalizer()
    text = context if form in context else f"{form} {context}".strip()
    draft = Draft(text, split(text))
    findings = [f for f in normalizer(draft) if form in draft.texts[f.index][f.start : f.end]]
    candidates = tuple(map(_explained, normalizer.ranked(form, draft.texts)[:MAX_SHOWN]))
    if any(found.applied for found in findings):
        verdict = f"corrected to {findings[0].replacement}"
    elif findings:
        verdict = f"left alone; {findings[0].replacement} is suggested"
    else:
        verdict = "left alone"
    needed = APPLY_FROM[normalizer.strictness]
    return Explanation(form, f"{verdict} (a correction needs a score of {needed:+.1f})", candidates)


def normalize(text: str, context: str = "", *, normalizer: Normalizer | None = None) -> str:
    """Return a text or a name with its garbled names put right; ``context`` counts as evidence.

    >>> normalize("President Vladmir Putin spoke in Moscow.")
    'President Vladimir Putin spoke in Moscow.'
    """
    raw = f"{text}\n{context}"
    draft = Draft(raw, split(raw))
    edits = [
        Edit(draft.starts[f.index] + f.start, draft.starts[f.index] + f.end, f.replacement)
        for f in (normalizer or Normalizer())(draft)
        if f.applied
    ]
    edits.sort(key=lambda edit: edit.start)
    return apply(text, [edit for edit in edits if edit.end <= len(text)])


def _explained(weighed: Weighed) -> Explained:
    part = weighed.prospect.part
    return Explained(
        part.entity.name, written(part), weighed.prospect.similarity, weighed.score, weighed.reasons
    )
