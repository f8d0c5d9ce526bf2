"""spaCy: a component that makes a Doc of the clean text, with its spans. Needs the extra ``spacy``.

    nlp = spacy.blank("en")
    nlp.add_pipe("newsclean", first=True)
    doc = nlp(scraped)
    doc.text                                  # the clean text
    doc.spans["newsclean_blocks"]             # its paragraphs and subheadings, by label
    doc.spans["newsclean_corrections"]        # the names put right; kb_id_ is whom or what is meant
    doc._.newsclean                           # the Document
    raw_span(doc[3:5])                        # where that stood in doc._.newsclean.raw

Entities, span groups and categories that a Doc had before are carried over to the clean text; what was of a
block that is removed goes with it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from newsclean.cleaning import Kind, clean, pipeline_of
from newsclean.document import Document
from newsclean.extras import need
from newsclean.pipeline import Pipeline
from newsclean.views.offsets import TextMap

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
else:
    need("spacy", "spacy")
    Language = need("spacy.language", "spacy").Language

__all__ = ["BLOCKS", "CORRECTIONS", "NewsCleaner", "document_of", "raw_span", "to_doc"]

#: The span group of the blocks that make up the text; the label of a span is the block's.
BLOCKS = "newsclean_blocks"
#: The span group of the names put right.
CORRECTIONS = "newsclean_corrections"
#: Where a Doc keeps its Document, as JSON: a Doc goes from process to process, and to disk.
_KEY = "newsclean"


def to_doc(nlp: "Language", document: Document) -> "Doc":
    """Return the Doc of a Document's clean text, with its span groups, and not yet through ``nlp``.

    ``nlp.pipe(to_doc(nlp, document) for document in newsclean.clean_many(sources))`` runs the rest on it.
    """
    doc = nlp.make_doc(document.text)
    doc.user_data[_KEY] = document.to_json()
    found = TextMap(document)
    doc.spans[BLOCKS] = _spans(
        doc, ((found.span(b.start, b.end), b.label.value, "") for b in document.blocks if b.kept)
    )
    doc.spans[CORRECTIONS] = _spans(
        doc, ((found.span(c.start, c.end), "correction", c.entity) for c in document.corrections)
    )
    return doc


def _spans(doc: "Doc", told: Iterable[tuple[tuple[int, int] | None, Any, Any]]) -> "list[Span]":
    """Return spans of whole tokens around what is told by characters, label and what it is of."""
    found = (
        doc.char_span(*place, label=label, kb_id=of, alignment_mode="expand")
        for place, label, of in told
        if place is not None
    )
    return [span for span in found if span is not None]


def document_of(doc: "Doc") -> Document | None:
    """Return the Document that a Doc was made from, as ``doc._.newsclean``; ``None`` if there is none."""
    data = doc.user_data.get(_KEY)
    return None if data is None else Document.from_json(data)


def raw_span(span: "Span") -> tuple[int, int]:
    """Return where a span of a clean Doc stood in its Document's ``raw``: code points, half-open.

    Raises:
        LookupError: The Doc was not made by newsclean.
    """
    document = document_of(span.doc)
    if document is None:
        raise LookupError("this Doc was not made by newsclean")
    start, end = span.start_char, span.end_char
    return TextMap(document).raw_span(start, end)


class NewsCleaner:
    """The component ``newsclean``; put it first.

    Args:
        nlp: The language, whose tokenizer makes the clean Doc.
        kind: As for ``newsclean.clean``.
        pipeline: As for ``newsclean.clean``. A config names a preset, or a function of a registry of spaCy's
            that returns a pipeline.
    """

    def __init__(
        self, nlp: "Language", *, kind: Kind = "auto", pipeline: Pipeline | str | None = None
    ) -> None:
        self._nlp = nlp
        self._kind: Kind = kind
        self._pipeline = pipeline_of(pipeline)

    def __call__(self, doc: "Doc") -> "Doc":
        """Return the Doc of the clean text."""
        document = clean(doc.text, kind=self._kind, pipeline=self._pipeline)
        made = to_doc(self._nlp, document)
        _carry(doc, made, document)
        return made


def _carry(old: "Doc", new: "Doc", document: Document) -> None:
    """Take over what ``old``, of the raw text, was known to have."""
    # What belongs to the Doc as a whole; the offsets of the rest are those of the old tokens.
    for key, value in old.user_data.items():
        if not isinstance(key, tuple) or key[2:] == (None, None):
            new.user_data.setdefault(key, value)
    new.cats = dict(old.cats)
    new._context = old._context  # noqa: SLF001 - Language.pipe(as_tuples=True) looks for it there
    if document.raw != old.text:
        return  # HTML: the Document's raw is the visible text, and offsets in markup have no place in it
    found = TextMap(document)

    def carried(spans: "Iterable[Span]") -> "list[Span]":
        return _spans(new, ((found.span(s.start_char, s.end_char), s.label_, s.kb_id_) for s in spans))

    from spacy.util import filter_spans

    new.ents = filter_spans(carried(old.ents))
    for name, group in old.spans.items():
        if name not in (BLOCKS, CORRECTIONS):
            new.spans[name] = carried(group)


def _extension() -> None:
    from spacy.tokens import Doc

    if not Doc.has_extension("newsclean"):
        Doc.set_extension("newsclean", getter=document_of)


@Language.factory("newsclean", default_config={"kind": "auto", "pipeline": "default"}, retokenizes=True)  # type: ignore[untyped-decorator]  # spaCy is not there for mypy
def make_cleaner(
    nlp: Language,
    name: str,  # noqa: ARG001 - part of what spaCy gives
    kind: str,
    pipeline: Any,
) -> NewsCleaner:
    """Return the component of a config."""
    _extension()
    return NewsCleaner(nlp, kind=kind, pipeline=pipeline)  # type: ignore[arg-type]


_extension()
