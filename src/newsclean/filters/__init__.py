"""Filters: steps that say what a block is. None removes anything; see ``Document.render``.

Each is a plain callable and can be used alone in any ``Pipeline``. The order below is the order
of precedence, since the first filter that labels a block decides.
"""

from newsclean.filters.by_rule import ByRule
from newsclean.filters.captions import captions
from newsclean.filters.classifier import KEEP_FROM_STRICT, Classifier
from newsclean.filters.duplicates import duplicates
from newsclean.filters.headings import standfirst, subheadings
from newsclean.filters.layout import layout, strays
from newsclean.filters.lists import related, tags
from newsclean.filters.signatures import signatures
from newsclean.filters.title import headline, title
from newsclean.filters.wording import wording
from newsclean.labels import Label

navigation = ByRule(Label.NAVIGATION)
share = ByRule(Label.SHARE)
newsletter = ByRule(Label.NEWSLETTER)
paywall = ByRule(Label.PAYWALL)
cookies = ByRule(Label.COOKIES)
comments = ByRule(Label.COMMENTS)
advertisement = ByRule(Label.ADVERTISEMENT)
spam = ByRule(Label.SPAM)
popup = ByRule(Label.POPUP)
copyright = ByRule(Label.COPYRIGHT)  # noqa: A001 - the label's name
contact = ByRule(Label.CONTACT)
correction_notice = ByRule(Label.CORRECTION_NOTICE)
boilerplate = ByRule(Label.BOILERPLATE)

classifier = Classifier()

byline = ByRule(Label.BYLINE)
date = ByRule(Label.DATE)
credit = ByRule(Label.CREDIT)

#: Prompts and small print that rules name; nothing in an article reads like them.
PROMPTS = (
    paywall, cookies, newsletter, comments, share, advertisement, popup, spam, copyright, contact,
    correction_notice,
)  # fmt: skip
#: What a reader wants to have, though not in the text.
ABOUT = (byline, date, credit, tags, related)
#: Words that might be an article's in another place: they come last.
CHROME = (navigation, boilerplate)

#: Only what a rule names, and captions, whose credits name them.
GENTLE: tuple[object, ...] = (captions, *PROMPTS, *ABOUT, *CHROME)
DEFAULT: tuple[object, ...] = (
    headline, captions, *PROMPTS, *ABOUT, *CHROME, title, standfirst, signatures, duplicates, classifier,
    wording, subheadings,
)  # fmt: skip
STRICT: tuple[object, ...] = (*DEFAULT[:-3], Classifier(KEEP_FROM_STRICT), wording, strays, subheadings)

__all__ = [
    "DEFAULT",
    "GENTLE",
    "STRICT",
    "ByRule",
    "Classifier",
    "advertisement",
    "boilerplate",
    "byline",
    "captions",
    "classifier",
    "comments",
    "contact",
    "cookies",
    "copyright",
    "correction_notice",
    "credit",
    "date",
    "duplicates",
    "headline",
    "layout",
    "navigation",
    "newsletter",
    "paywall",
    "popup",
    "related",
    "share",
    "signatures",
    "spam",
    "standfirst",
    "strays",
    "subheadings",
    "tags",
    "title",
    "wording",
]
