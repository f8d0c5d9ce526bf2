"""The closed vocabularies: what a block is, what a change is, how a document came out.

Every label says what a block *is*, not what should be done with it: which labels belong to
the article is one constant, ``ARTICLE_LABELS``, and ``Document.render`` takes any other choice.
"""

from enum import StrEnum

__all__ = ["ARTICLE_LABELS", "EditKind", "Label", "Status"]


class Label(StrEnum):
    """What a block is. The comment beside each member is an example of it."""

    # the article
    BODY = "body"  # Rescuers reached the village on Tuesday, two days after the flood.
    SUBHEADING = "subheading"  # "We heard it before we saw it"
    TITLE = "title"  # Flood cuts off mountain village - The Harbour Post
    STANDFIRST = "standfirst"  # Two days on, the road is still closed. Residents ask why.
    # about the article
    BYLINE = "byline"  # By Ana Prifti and Tom Okafor | Reporting by Lena Moss in Oslo
    DATE = "date"  # Published 3 March 2025, 10:41 | Updated 2 hours ago
    DATELINE = "dateline"  # OSLO, March 3 (Reuters) -
    CAPTION = "caption"  # The bridge at Varn on Monday. Credit: AP
    CREDIT = "credit"  # Photo: Tom Okafor/Getty Images | With Bloomberg, Reuters
    TAGS = "tags"  # Topics: Floods, Climate, Norway
    RELATED = "related"  # Read more: Why the dam was never built
    # the site around it
    NAVIGATION = "navigation"  # Skip to main content | Home > World > Europe
    SHARE = "share"  # Share on Facebook | Copy link | Gift this article
    NEWSLETTER = "newsletter"  # Get the day's news in your inbox. Sign up here.
    PAYWALL = "paywall"  # Subscribe to continue reading | Already a member? Sign in
    COOKIES = "cookies"  # We use cookies to improve your experience.
    COMMENTS = "comments"  # 14 comments | Leave a reply
    # what sells
    ADVERTISEMENT = "advertisement"  # Advertisement - scroll to continue
    SPAM = "spam"  # Spread the love | Sign up and get $5 free instantly
    POPUP = "popup"  # This will close in 20 seconds
    # the small print
    COPYRIGHT = "copyright"  # (c) 2025 Harbour Post Ltd. All rights reserved.
    CONTACT = "contact"  # Do you have a tip? Write to our reporters.
    CORRECTION_NOTICE = "correction_notice"  # This article was amended on 4 March 2025.
    # whatever else is residue
    BOILERPLATE = "boilerplate"  # Listen to this article | 5 min read | Loading...
    DUPLICATE = "duplicate"  # a block that stands twice


#: The labels whose blocks make up ``Document.text``.
ARTICLE_LABELS: tuple[Label, ...] = (Label.BODY, Label.SUBHEADING, Label.STANDFIRST)


class EditKind(StrEnum):
    """Why characters were changed."""

    ENCODING = "encoding"  # mojibake, entities, control characters, ligatures (ftfy)
    SPACING = "spacing"  # odd spaces, soft hyphens, invisible and bidi marks, doubled blanks
    CREDIT = "credit"  # a blank put between a caption and the credit glued to it
    WRAPPING = "wrapping"  # a hard line break inside a paragraph
    MARKUP = "markup"  # tags left in text
    QUOTES = "quotes"  # typographic quotation marks made straight (on request)
    NAME = "name"  # a garbled name put right
    OTHER = "other"  # a repair of the user's own


class Status(StrEnum):
    """How a document came out: what a pipeline branches on."""

    OK = "ok"  # there is article text
    EMPTY = "empty"  # nothing but white space or invisible characters came in
    PAYWALLED = "paywalled"  # a prompt to pay or sign in stands where the article should
    NO_ARTICLE = "no_article"  # there was text, but none of it is an article
