"""The presets: which steps, in which order."""

from newsclean import filters, repairs

__all__ = ["steps"]

REPAIRS = (repairs.encoding, repairs.markup, repairs.spacing, repairs.credits, repairs.wrapping)


def steps(name: str, *, straight_quotes: bool) -> tuple[object, ...]:
    """Return the steps of the preset ``name``."""
    from newsclean.names import Normalizer

    chosen: list[object] = [*REPAIRS]
    if straight_quotes:
        chosen.append(repairs.quotes)
    chosen += {"default": filters.DEFAULT, "gentle": filters.GENTLE, "strict": filters.STRICT}[name]
    return (*chosen, Normalizer())
