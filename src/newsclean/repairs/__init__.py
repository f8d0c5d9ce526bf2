"""Repairs: steps that propose edits of the text. One file, one kind of edit.

Each is a plain callable from the text to edits, usable alone and in any ``Pipeline``.
"""

from newsclean.repairs.credits import credits  # noqa: A004 - the step's public name
from newsclean.repairs.encoding import encoding
from newsclean.repairs.markup import markup
from newsclean.repairs.quotes import quotes
from newsclean.repairs.spacing import spacing
from newsclean.repairs.wrapping import wrapping

__all__ = ["credits", "encoding", "markup", "quotes", "spacing", "wrapping"]
