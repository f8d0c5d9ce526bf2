"""Text that property tests are run on: arbitrary, nasty, and plausible."""

from hypothesis import strategies as st

from tests.articles import PARAGRAPHS

#: Pieces that have made trouble somewhere, or look as if they could.
NASTY = [
    "\x00", "\x0b", "\x0c", "\x1b[31m", "\x1c", "\x85", "\u2028", "\u2029", "\r", "\r\n", "\n", "\n\n", "\t", "  ",
    "\u00a0", "\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\ufeff", "\ud800", "\udc00", "\U0001f600",
    "&amp;", "&amp;lt;", "&nbsp;", "&#10;", "&#x2028;", "&lt;p&gt;", "&", "<", ">", "<p>", "</p>", "<br/>", "<b>", "</b>",
    "<!-- a -->", "<!", "a < b", "cafÃ©", "â€œ", "â€™", "Ã ", "Â", "ﬁ", "ＬＯＵＤ", "e\u0301", "İ", "ß", "ǆ", "é", "Œ",
    "“", "”", "’", "–", "—", "…", "- ", "• ", "* ", "# ", "| ", "» ", "Credit: AP", ".Credit: AP", "(Reuters)", "© 2025",
    "By Ana Prifti", "Zelancesi", "Zelensky", "President Zelancesi", "Poten", "Kiev", "LONDON (Reuters) - ", "London: ",
    "Rain fell on Oslo - The Post", "Tags:", "Read more:", "Advertisement", "Subscribe to continue reading", "Home",
    "Sign up for our newsletter", "X", "source", "Share", "1", "50", "$5", "漢字。", "नमस्ते।", "مرحبا؟", " ", "a", "Word", "word.",
]  # fmt: skip

LINES = [
    *PARAGRAPHS,
    *(piece for piece in NASTY if piece.strip()),
    "Dam holds as river falls – The Harbour Post",
    "Dam holds as river falls",
    "- Why was the dam never mended?",
    "- Ten rivers that changed their course",
    "- War in Ukraine",
    "- Volodymyr Zelensky",
    "The bridge at Varn on Monday.Credit: AP",
    "President Volodimier Zelancesi spoke in Kyiv, the Ukrainian leader’s office said on Tuesday morning.",
    "This will close in 20 seconds",
    "Spread the love",
    "Leave a Reply",
    "With Bloomberg, Reuters",
    "Governor Tom Okafor promised an inquiry into the flood, the dam and everything else, and said that",
]

#: Any text there is, surrogates and all.
anything = st.text(st.characters(), max_size=200)
#: Nasty pieces in a row, with and without blanks.
nasty = st.lists(st.sampled_from(NASTY), max_size=14).map("".join)
#: Lines as a scraper brings them, in any order, with odd breaks.
scrapes = st.lists(
    st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", "\u2028", " \n"])),
    max_size=14,
).map(lambda rows: "".join(line + end for line, end in rows))

texts = st.one_of(anything, nasty, scrapes)
