"""The file that a report lets an editor download: forms of names that must not be corrected."""

from pathlib import Path

__all__ = ["read_exceptions"]


def read_exceptions(path: str | Path) -> tuple[str, ...]:
    """Return the forms in a file of exceptions: one a line, without comments, which begin with "#".

    Give them to ``Gazetteer.forbid``:

        names.Gazetteer.default().forbid(report.read_exceptions("newsclean-exceptions.txt"))

    Raises:
        OSError: The file cannot be read.
        UnicodeDecodeError: It is not in UTF-8 (also a ``ValueError``).
    """
    lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    forms = (line.strip() for line in lines)
    return tuple(dict.fromkeys(form for form in forms if form and not form.startswith("#")))
