"""Optional packages: what to install where one is missing."""

from importlib import import_module
from typing import Any

from newsclean.errors import MissingExtraError

__all__ = ["need"]


def need(module: str, extra: str) -> Any:
    """Return a module of an optional package.

    Raises:
        MissingExtraError: It is not installed; the message says how to (also an ``ImportError``).
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name and not module.startswith(error.name.partition(".")[0]):
            raise  # it is there, and something that it needs is not
        raise MissingExtraError(
            f"{module.partition('.')[0]} is not installed; do so with: pip install 'newsclean[{extra}]'",
            name=module,
        ) from None
