"""The errors a caller can make. Odd text is never an error.

Each class is a ``NewscleanError`` and also the built-in kind that fits, so both
``except NewscleanError`` and ``except TypeError`` do what one expects.
"""

__all__ = [
    "DocumentDataError",
    "InputTypeError",
    "MissingExtraError",
    "NewscleanError",
    "PipelinePicklingError",
    "ProfileError",
    "RuleFileError",
    "StepError",
    "UnknownStepError",
    "WorkerError",
]


class NewscleanError(Exception):
    """Base of every error that newsclean raises on purpose."""


class DocumentDataError(NewscleanError, ValueError):
    """Data that should become a Document is not that of one; the message names the key."""


class InputTypeError(NewscleanError, TypeError):
    """Something that is neither text nor bytes was given where a source is expected."""


class PipelinePicklingError(NewscleanError, TypeError):
    """A pipeline cannot be sent to other processes or machines: one of its steps cannot be pickled."""


class ProfileError(NewscleanError, ValueError):
    """A site profile cannot be read, has limits out of range, or is not of the site it should be."""


class StepError(NewscleanError, TypeError):
    """A step of a pipeline is not usable: wrong shape, no label, or an outcome of the wrong type."""


class UnknownStepError(NewscleanError, LookupError):
    """A pipeline was asked for a step or preset that it does not have."""


class RuleFileError(NewscleanError, ValueError):
    """A rule file or gazetteer record is broken; the message names file, entry and place."""


class MissingExtraError(NewscleanError, ImportError):
    """An optional package is not installed; the message says what to install."""


class WorkerError(NewscleanError, RuntimeError):
    """A worker process was killed, or raised what cannot be passed on; the message says what is known."""
