"""What a run did, in numbers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from newsclean.bulk.work import Outcome

__all__ = ["Tally", "duration"]

#: So many rules of a label are shown.
MAX_RULES: Final = 3


@dataclass(slots=True)
class Tally:
    """Counts of documents, of what was removed from them, of corrections and of errors.

    ``removed`` counts blocks by label and rule, or filter where no rule is behind it. ``seconds`` adds up
    over the runs of one output.
    """

    inputs: int = 0
    documents: int = 0
    errors: int = 0
    passed_over: int = 0
    corrections: int = 0
    corrected_documents: int = 0
    seconds: float = 0.0
    status: Counter[str] = field(default_factory=Counter)
    removed: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, outcome: Outcome) -> None:
        """Count what became of a record."""
        if outcome.error is not None:
            self.errors += 1
            return
        self.documents += 1
        self.status[outcome.status] += 1
        self.removed.update(outcome.removed)
        self.corrections += outcome.corrections
        self.corrected_documents += outcome.corrections > 0

    def to_dict(self) -> dict[str, Any]:
        """Return the counts as plain data, the largest first."""
        labels: dict[str, dict[str, Any]] = {}
        for (label, rule), count in sorted(self.removed.items(), key=lambda item: (-item[1], item[0])):
            entry = labels.setdefault(label, {"blocks": 0, "rules": {}})
            entry["blocks"] += count
            entry["rules"][rule] = count
        return {
            "inputs": self.inputs,
            "documents": self.documents,
            "status": dict(sorted(self.status.items(), key=lambda item: (-item[1], item[0]))),
            "errors": self.errors,
            "passed_over": self.passed_over,
            "removed": dict(sorted(labels.items(), key=lambda item: (-item[1]["blocks"], item[0]))),
            "corrections": self.corrections,
            "corrected_documents": self.corrected_documents,
            "seconds": round(self.seconds, 3),
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Tally":
        """Return the tally that ``to_dict`` made ``data`` from."""
        removed = {
            (label, rule): count
            for label, entry in data["removed"].items()
            for rule, count in entry["rules"].items()
        }
        plain = (
            "inputs",
            "documents",
            "errors",
            "passed_over",
            "corrections",
            "corrected_documents",
            "seconds",
        )
        return cls(
            **{name: data[name] for name in plain}, status=Counter(data["status"]), removed=Counter(removed)
        )

    def to_text(self) -> str:
        """Return the counts for people."""
        counts = self.to_dict()
        rate = f", {self.documents / self.seconds:,.0f} a second" if self.seconds >= 1 else ""
        lines = [
            f"{self.documents:,} documents from {self.inputs:,} inputs in {duration(self.seconds)}{rate}",
            f"status       {_listed(counts['status'])}",
            f"corrections  {self.corrections:,} in {self.corrected_documents:,} documents",
            f"removed      {sum(self.removed.values()):,} blocks",
        ]
        for label, entry in counts["removed"].items():
            rules = dict([*entry["rules"].items()][:MAX_RULES])
            more = ", …" if len(entry["rules"]) > MAX_RULES else ""
            lines.append(f"  {label:<18}{entry['blocks']:>9,}  {_listed(rules)}{more}")
        if self.passed_over:
            lines.append(f"passed over  {self.passed_over:,} records that are no pages")
        lines.append(f"errors       {self.errors:,}")
        return "\n".join(lines)


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items()) or "none"


def duration(seconds: float) -> str:
    """Return seconds as hours, minutes and seconds.

    >>> duration(3725.4)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
