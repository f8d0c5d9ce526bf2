"""Pages that are no article, or little of one, say so by their status."""

import pytest

import newsclean
from newsclean import Status

TEASERS = (
    ("Ferry refloated after three days", "Pilots say the harbour can open on Thursday."),
    ("Dam holds as river falls", "Engineers had warned of the wall in 2019."),
    ("Teachers end strike", "Schools will open again on Monday, the union said."),
    ("Varn win the cup", "A late goal decides the final in the rain."),
    ("Bread prices rise", "Millers blame the harvest and the price of gas."),
    ("New bridge opens", "Forty years after it was first planned, cars cross."),
)
PARAGRAPHS = (
    "The ferry that had closed the harbour of Varn was pulled free on Wednesday, the harbour master said.",
    "Divers will look at the hull before anybody is allowed on board, and the owner will have to pay for it.",
    "Two tugs had tried since Sunday, and a third came from Oslo when the wind had turned to the south.",
)


def page(body, head=""):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def teasers():
    return "".join(f"<div><h3><a href=/{i}>{t}</a></h3><p>{d}</p></div>" for i, (t, d) in enumerate(TEASERS))


def story():
    return "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def test_front_page():
    document = newsclean.clean(page(f"<nav><a href=/>Home</a></nav><main>{teasers()}</main>"))
    assert document.status is Status.NO_ARTICLE


def test_an_article_with_teasers_under_it_is_one():
    document = newsclean.clean(page(f"<main><h1>Ferry free</h1>{story()}</main><aside>{teasers()}</aside>"))
    assert document.status is Status.OK
    assert document.text == "\n\n".join(PARAGRAPHS)


def test_a_page_that_says_it_is_an_article_is_one():
    document = newsclean.clean(
        page(f"<main>{teasers()}</main>", head='<meta property="og:type" content="article">')
    )
    assert document.status is Status.OK


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "Page not found",
            "<h1>Page not found</h1><p>Sorry, the page you are looking for does not exist.</p>",
        ),
        (
            "Before you continue",
            "<h1>Your privacy</h1><p>We and our 142 partners store and access information on your device, such "
            "as cookies.</p><button>Accept all</button><button>Manage options</button>",
        ),
        (
            "Just a moment...",
            "<h1>Checking your browser before accessing varn.example</h1><p>This process is automatic. Your "
            "browser will redirect to your requested content shortly.</p><p>DDoS protection by Cloudflare</p>",
        ),
    ],
)
def test_error_consent_and_challenge_pages(title, body):
    document = newsclean.clean(page(body, head=f"<title>{title}</title>"))
    assert (document.status, document.text) == (Status.NO_ARTICLE, "")


def test_an_application_without_its_script_is_empty():
    document = newsclean.clean(page("<noscript>Enable JavaScript.</noscript><div id=root></div>"))
    assert document.status is Status.EMPTY


def test_paywalled():
    document = newsclean.clean(
        page(
            f"<main><h1>Ferry free</h1><p>{PARAGRAPHS[0]}</p><div><h2>Subscribe to continue reading</h2>"
            "<p>Already a subscriber? Sign in</p></div></main>"
        )
    )
    assert document.paywalled
    assert (document.status, document.text) == (Status.PAYWALLED, PARAGRAPHS[0])


def test_a_video_page_keeps_its_headline_and_its_line():
    document = newsclean.clean(
        page(
            "<main><h1>Watch: ferry pulled free</h1><video></video><p>Tugs pull the ferry off the rocks at the "
            "entrance of Varn harbour on Wednesday morning.</p></main>",
            head="<title>Watch: ferry pulled free - Harbour Post</title>",
        )
    )
    assert document.title == "Watch: ferry pulled free"
    assert document.text.startswith("Tugs pull the ferry")
    assert document.status is Status.OK


def test_live_blog():
    posts = "".join(f"<div><time>{9 + i}:12</time><p>{p}</p></div>" for i, p in enumerate(PARAGRAPHS))
    document = newsclean.clean(page(f"<main><h1>Storm in Varn: live</h1>{posts}</main>"))
    assert document.text == "\n\n".join(PARAGRAPHS)
