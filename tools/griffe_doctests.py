"""A griffe extension: doctests in docstrings are code in the reference, not quotations.

A docstring's ``>>>`` outside an "Examples:" section would be read as Markdown, where it opens three
block quotes. ``mkdocs.yml`` names this file.
"""

from typing import Any

from griffe import Extension, Object

__all__ = ["Doctests"]


class Doctests(Extension):
    """Puts fences around the sessions in docstrings, and drops doctest's directives."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Rewrite the docstring of a module, class, function or attribute."""
        if obj.docstring and ">>>" in obj.docstring.value:
            obj.docstring.value = fenced(obj.docstring.value)


def fenced(docstring: str) -> str:
    """Return the docstring with its sessions in fences."""
    found = []
    for paragraph in docstring.split("\n\n"):
        text = paragraph.strip("\n")
        if text.lstrip().startswith(">>>"):
            indent = text[: len(text) - len(text.lstrip())]
            lines = [line.partition("  # doctest:")[0] for line in text.split("\n")]
            text = "\n".join([f"{indent}```pycon", *lines, f"{indent}```"])
        found.append(text)
    return "\n\n".join(found)
