"""What a page says of its article beside the article: JSON-LD, Open Graph, meta tags, headline and by-line.

Sources are asked in an order of trust, field by field. Data for machines comes first, because a page has
one date there and ten in its text. A title is what most of the sources say: the headline that is printed
often has a kicker in it, and that for searches is shortened.

The forms are those of https://schema.org/NewsArticle and https://ogp.me, and of the meta tags of the large
content systems.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from newsclean.dates import find_date
from newsclean.embedded import paragraphs_of
from newsclean.wires import find_wires

__all__ = ["Metadata", "is_person", "read_metadata"]

Node = dict[str, Any]

#: Types of schema.org that are an article, most telling first.
ARTICLES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "opinionnewsarticle",
    "backgroundnewsarticle", "reviewnewsarticle", "liveblogposting", "article", "blogposting", "report",
    "advertisercontentarticle", "satiricalarticle", "scholarlyarticle", "techarticle",
    "claimreview", "socialmediaposting", "webpage",
)  # fmt: skip
#: The names of meta tags (``name``, ``property`` or ``itemprop``), by what they hold, most trusted first.
TITLES = (
    "og:title",
    "twitter:title",
    "dc.title",
    "dcterms.title",
    "sailthru.title",
    "parsely-title",
    "title",
)
AUTHORS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
    "article:author_name", "cxenseparse:author", "citation_author", "articleauthor", "article.author",
    "og:article:author", "og:author", "author_name", "dable:author",
)  # fmt: skip
PUBLISHED = (
    "article:published_time", "datepublished", "og:article:published_time", "og:published_time",
    "article:published:time", "article:published",
    "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "cxenseparse:recs:publishtime", "date", "article.published", "ptime", "displaydate",
)  # fmt: skip
PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "article:publisher_name", "twitter:site")
SUMMARIES = ("og:description", "description", "twitter:description", "dc.description", "sailthru.description")
TAGS = ("article:tag", "news_keywords", "parsely-tags", "sailthru.tags", "keywords")
#: The scripts that hold JSON-LD are searched this deep, and no further.
MAX_DEPTH = 12
#: A page with more is no article, and reading them would take long.
MAX_NODES = 5_000
MAX_JSON_CHARS = 3_000_000
#: How much of their words two names of one site have in common.
SAME_SITE = 0.5
#: How an author is thought of: 0 for the site itself, 1 for an agency or a desk.
PERSON = 2
#: And two titles of one article.
SAME_TITLE = 0.7
MAX_TITLE_CHARS, MAX_AUTHOR_CHARS, MAX_AUTHORS, MAX_BYLINE_WORDS, MAX_BYLINES = 400, 80, 12, 10, 4
MIN_BODY_CHARS = 200
MAX_CAPTION_CHARS, MAX_CAPTIONS = 1_000, 60
#: Of dates before it, most are those of a machine's clock.
FIRST_YEAR = 1990

_JSON_LD_RE = re.compile("application/ld\\+json", re.IGNORECASE)
_COMMENT_RE = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$", re.DOTALL
)
_TRAILING_COMMA_RE = re.compile(r",(?=\s*[}\]])")
_BLANKS_RE = re.compile(r"\s+")
_WORD_RE = re.compile(r"\w+")
_TAG_RE = re.compile(r"<[^<>]{1,500}>")
_URL_RE = re.compile(r"^\s*(?:https?:|www\.|/)|@", re.IGNORECASE)
_BY_RE = re.compile(
    r"^(?:by|von|par|por|di|door|av|af|przez|written by|story by|reporting by|text:|autor(?:in)?:?|author:?)"
    r"\s+",
    re.IGNORECASE,
)
_AND_RE = re.compile(
    r"\s*;\s*|\s*(?:,|\||/|•|·|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b|\boch\b|\bog\b)\s+"
)
# What follows a name: its role, its paper, its place.
_AFTER_NAME_RE = re.compile(
    r"\s*(?:\(.*|\[.*| [-–—] .*|, (?:[a-z].*|(?:Associated Press|AP|Reuters|CNN|BBC).*))$"
)
# Firms, desks and agencies, which are authors only where nobody is.
_BODY_RE = re.compile(
    r"\b(?:GmbH|AG|Inc|Ltd|LLC|Verlag|(?i:Redaktion|Editors?|Editorial|Desk|Staff|Team|News|Nachrichten"
    r"|Zeitung|Agency|Agentur|Agence|Agencia|Agencias|Ajansı))\b"
    r"|^(?:AFP|dpa|AP|sid|epd|KNA|Reuters|ANI|PTI|EFE|ANSA|Deutsche Welle|[A-Z]{2,5}|[\w-]+\.[a-z]{2,4})$"
)
_DOMAIN_RE = re.compile(r"^[\w-]+(?:\.[a-z]{2,8}){1,2}$", re.IGNORECASE)
_FIRM_RE = re.compile(r"\b(?:GmbH|AG|Inc|Ltd|LLC|Verlag)\b")
_BYLINE_RE = re.compile(
    r"(?:\b|_)(?:author|byline|autor|auteur|verfasser)(?:s|e|en|es)?(?:[_-]*name)?\b",
    re.IGNORECASE,
)
# The address of an author's page on a site: "/author/ada-quist", "/autoren/name/ada-quist"
_AUTHOR_PAGE_RE = re.compile(
    r"/(?:authors?|autor(?:en|es|a|i|ius)?|auteurs?|redacteurs?|journalists?|profiles?|contributors?|by|writers?"
    r"|reporters?|columnists?|columnistas?|forfatter|skribent|autore)/(?:[\w-]+/)?[\w.%-]*[a-z][-_.][a-z][\w.%-]*/?$",
    re.IGNORECASE,
)
# A name that was written twice: beside the picture and below it.
_DOUBLED_RE = re.compile(r"^(?P<name>\S.{2,}\S)\s+(?P=name)$")
# "in Varn", "for the Harbour Post", and whose word it is
_PLACE_RE = re.compile(
    "(?:Quelle|Source|Fuente|Fonte|Kilde|Källa)\\s*:|(?:in|for|from|at|aus|für|à|au|en|da|de|fra) "
)
# Readers' comments have authors of their own.
_COMMENTED_RE = re.compile(r"\b(?:comments?|kommentare?|commentaires?|comentarios?|disqus)", re.IGNORECASE)
_SITE_END_RE = re.compile(r"\s+[|–—•·»-]\s+(?P<site>[^|–—•·»]{2,60})$")
_NO_AUTHOR = frozenset(
    {"admin", "administrator", "author", "editor", "guest", "none", "null", "redaktion", "staff", "undefined",
     "user", "webmaster", "unknown", "n/a"}
)  # fmt: skip


_HEADLINES = etree.XPath("//*[@itemprop='headline'][not(self::meta)]")


class Metadata(NamedTuple):
    """What was found; ``None`` or empty where nothing was.

    ``published`` has a time zone where the page says which. ``body`` is the article itself, where the data
    for machines have it. ``summary`` and ``titles`` are all summaries and titles that the page gives, line by
    line.
    """

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    tags: tuple[str, ...] = ()
    url: str | None = None
    language: str | None = None
    captions: tuple[str, ...] = ()
    body: str | None = None
    article: bool = False
    summary: str = ""
    titles: str = ""


def read_metadata(root: etree._Element, url: str | None = None, *, authors: Sequence[str] = ()) -> Metadata:
    """Return what the page under ``root`` says of its article.

    ``url`` is where it came from; ``authors`` are those that somebody else has made out: they count where
    the page itself names no people.
    """
    meta = _meta(root)
    objects = [*_json_ld(root)]
    headlines = _headlines(root)
    node = _best([*_articles(objects)], [*headlines, *meta.get("og:title", ())])
    names = {str(known["@id"]): known for known in objects if known.get("@id") and known.get("name")}
    publisher = _publisher(node, meta)
    titles = [_text(node.get("headline")), _first(meta, TITLES), *headlines[:1], _of_title(root)]
    summaries = [_text(node.get("description")), *(text for name in SUMMARIES for text in meta.get(name, ()))]
    return Metadata(
        title=_title(titles, publisher),
        publisher=publisher,
        authors=_authors(node, names, meta, _bylines(root, authors), _plain(publisher or "")),
        published=_published(node, meta, root),
        tags=_tags(node, meta),
        url=_canonical(root, meta, url),
        language=_language(root, node),
        captions=tuple(_captions(root)),
        body=_body(node),
        article=bool(node) or _first(meta, ("og:type",)) == "article",
        summary=_lines(summaries),
        titles=_lines(titles),
    )


def _lines(texts: Iterable[str | None]) -> str:
    """Return texts line by line, each once."""
    return "\n".join(dict.fromkeys(filter(None, texts)))


# ---------------------------------------------------------------- JSON-LD


def _json_ld(root: etree._Element) -> Iterator[Node]:
    """Yield all objects in the page's JSON-LD, outer ones first."""
    left = MAX_NODES
    for script in root.iter("script"):
        text = script.text or ""
        if not _JSON_LD_RE.search(script.get("type") or "") or len(text) > MAX_JSON_CHARS:
            continue
        for node in _objects(_parsed(text), MAX_DEPTH):
            left -= 1
            if left < 0:
                return
            yield node


def _parsed(text: str) -> Any:
    """Return the value of JSON as sites write it: in comments, with commas and line breaks too many."""
    text = _COMMENT_RE.sub("", text.strip())
    for attempt in (str, lambda raw: _TRAILING_COMMA_RE.sub("", raw), unescape):
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int) -> Iterator[Node]:
    if depth < 0:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth - 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart", "item"):
            yield from _objects(value.get(key), depth - 1)


def _articles(nodes: Iterable[Node]) -> Iterator[Node]:
    """Yield the objects that are articles."""
    for node in nodes:
        if _rank(node) < len(ARTICLES):
            yield node


def _rank(node: Node) -> int:
    kinds = node.get("@type")
    names = [str(kind).lower().rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]
    return min((ARTICLES.index(name) for name in names if name in ARTICLES), default=len(ARTICLES))


def _best(nodes: Sequence[Node], headlines: Sequence[str]) -> Node:
    """Return the object that is the page's article: of several, the one with its headline.

    What it does not say is taken from other objects that have its headline or none.
    """

    def title(node: Node) -> str:
        return _text(node.get("headline") or node.get("name")) or ""

    def worth(node: Node) -> tuple[float, int]:
        return -max((_common(title(node), headline) for headline in headlines), default=0.0), _rank(node)

    best, *others = sorted(nodes, key=worth) or [{}]
    same = [node for node in others if not title(node) or _common(title(node), title(best)) >= SAME_TITLE]
    return {key: value for node in (*reversed(same), best) for key, value in node.items() if value}


def _text(value: Any) -> str | None:
    """Return a value's text on one line; of several, the first's."""
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), None)
    if isinstance(value, dict):
        return _text(value.get("@value") or value.get("name"))
    if not isinstance(value, str):
        return None
    return _BLANKS_RE.sub(" ", _TAG_RE.sub("", unescape(unescape(value)))).strip() or None


def _body(node: Node) -> str | None:
    """Return the article's text, a line for each paragraph, if the data have it."""
    told = node.get("articleBody") or node.get("text")
    parts = [part for part in (told if isinstance(told, list) else [told]) if isinstance(part, str)]
    text = unescape("\n".join(parts))
    return "\n".join(paragraphs_of(text)) if len(text) >= MIN_BODY_CHARS else None


# ---------------------------------------------------------------- the page


def _meta(root: etree._Element) -> dict[str, list[str]]:
    """Return the values of the meta tags by name, in small letters."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        content = _text(element.get("content"))
        for attribute in ("property", "name", "itemprop"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content and content not in found.setdefault(name, []):
                found[name].append(content)
    return found


def _first(meta: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((meta[name][0] for name in names if meta.get(name)), None)


def _content(element: etree._Element) -> str:
    return _BLANKS_RE.sub(" ", " ".join(element.itertext(with_tail=False))).strip()


def _headlines(root: etree._Element) -> list[str]:
    """Return the page's first-level headings, and what is marked as a headline."""
    marked = _HEADLINES(root)
    found = [_content(element) for element in (*marked, *root.iter("h1"))]
    return [text for text in dict.fromkeys(found) if 0 < len(text) <= MAX_TITLE_CHARS]


def _of_title(root: etree._Element) -> str | None:
    for element in root.iter("title"):
        if text := _content(element):
            return text
    return None


def _captions(root: etree._Element) -> list[str]:
    """Return the captions of the page's figures, each once, those in teasers of other stories left out."""
    found: list[str] = []
    for element in root.iter("figcaption"):
        text = _content(element)
        if 0 < len(text) <= MAX_CAPTION_CHARS and not _of_teaser(element) and text not in found:
            found.append(text)
    return found[:MAX_CAPTIONS]


def _of_teaser(element: etree._Element) -> bool:
    return any(parent.tag in ("a", "aside", "nav", "footer") for parent in element.iterancestors())


# ---------------------------------------------------------------- fields


def _title(told: Sequence[str | None], publisher: str | None) -> str | None:
    """Return the title that most sources have; of those that are named as often, the first."""
    known = [_without_site(title, publisher) for title in told if title]
    # "Ferry refloated | Sport" is another form of "Ferry refloated" where that is a title too.
    known = [next((one for one in known if title.startswith(f"{one} |")), title) for title in known]
    votes = Counter(map(_plain, known))
    return max(known, key=lambda title: votes[_plain(title)], default=None)


def _plain(title: str) -> str:
    return " ".join(_WORD_RE.findall(title.lower()))


def _without_site(title: str, publisher: str | None) -> str:
    """Return a title without the site's name at its end."""
    match = _SITE_END_RE.search(title)
    if match and publisher and _common(match["site"], publisher) >= SAME_SITE:
        return title[: match.start()].rstrip()
    return title


def _common(one: str, other: str) -> float:
    """Return the share of words that two short texts have in common."""
    first, second = set(_WORD_RE.findall(one.lower())), set(_WORD_RE.findall(other.lower()))
    return len(first & second) / max(1, len(first | second))


def _publisher(node: Node, meta: dict[str, list[str]]) -> str | None:
    found = _first(meta, ("og:site_name",)) or _text(node.get("publisher")) or _first(meta, PUBLISHERS)
    return None if found is None or _URL_RE.match(found) else found


def _authors(
    node: Node,
    known: Mapping[str, Node],
    meta: dict[str, list[str]],
    others: Iterable[Iterable[str]],
    site: str,
) -> tuple[str, ...]:
    """Return the authors: people before agencies and desks, and those before the site itself."""
    # Each with the most that its names can be worth.
    sources: tuple[tuple[int, Iterable[str]], ...] = (
        (PERSON, _named(node.get("author"), known, people=True)),
        (PERSON - 1, _named(node.get("author"), known, people=False)),
        (PERSON, _named(node.get("creator"), known, people=True)),
        (PERSON, (value for name in AUTHORS for value in meta.get(name, ())[:MAX_AUTHORS])),
        *((PERSON, other) for other in others),
    )
    best: tuple[str, ...] = ()
    best_worth = -1
    for most, source in sources:
        names = tuple(dict.fromkeys(name for value in source for name in _names(value)))[:MAX_AUTHORS]
        worth = min(most, max((_worth(name, site) for name in names), default=-1))
        if names and _DOMAIN_RE.match(names[0]):
            worth = 0  # "harbourpost.example, Varn, Norway" is the address of a site
        if worth > best_worth:
            best, best_worth = names, worth
        if worth == PERSON:
            break
    if best_worth == 0:
        return best
    return tuple(name for name in best if _plain(name) != site and not _FIRM_RE.search(name)) or best


def is_person(name: str, site: str | None = None) -> bool:
    """Whether ``name`` may be that of a person: not ``site``'s, nor that of an agency or a desk."""
    return _worth(name, _plain(site or "")) == PERSON


def _worth(name: str, site: str) -> int:
    if _plain(name) == site or _DOMAIN_RE.match(name):
        return 0
    return 1 if _BODY_RE.search(name) or find_wires(name) else PERSON


def _named(value: Any, known: Mapping[str, Node], *, people: bool) -> Iterator[str]:
    """Yield the names in an ``author`` of schema.org: a name, a person, or several of either.

    A person may be given as the number of an object elsewhere on the page, one of ``known``. Those that
    are said to be organisations come only if ``people`` is false, and nothing else then.
    """
    for item in value if isinstance(value, list) else [value]:
        told = item
        if isinstance(item, dict) and not item.get("name"):
            told = known.get(str(item.get("@id")))
        kind = str(told.get("@type") or "") if isinstance(told, dict) else ""
        if kind.endswith("Organization") is people:
            continue
        name = told.get("name") if isinstance(told, dict) else told
        for single in name if isinstance(name, list) else [name]:
            if text := _text(single):
                yield text


def _bylines(root: etree._Element, others: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield what the page marks as the name of an author by its relation and by its class, and ``others``.

    A page with many such marks has those of other stories as well.
    """
    by_relation: list[str] = []
    by_class: list[str] = []
    for element in root.iter("a", "span", "address", "div", "p", "li"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower().split()
        page = element.tag == "a" and _AUTHOR_PAGE_RE.search(element.get("href") or "")
        found = by_relation if "author" in marks or page else by_class
        if found is by_class and not _BYLINE_RE.search(element.get("class") or ""):
            continue
        text = _content(element)
        if not 0 < len(text) <= MAX_AUTHOR_CHARS or len(text.split()) > MAX_BYLINE_WORDS or text in found:
            continue
        if not _of_comment(element):
            found.append(text)
    yield by_relation if len(by_relation) <= MAX_BYLINES else []
    yield by_class[:1] if len(by_class) <= MAX_BYLINES else []
    yield others


def _of_comment(element: etree._Element) -> bool:
    return any(
        _COMMENTED_RE.search(f"{around.get('class') or ''} {around.get('id') or ''}")
        for around in (element, *element.iterancestors())
        if around.tag not in ("html", "body")
    )


def _names(value: str) -> Iterator[str]:
    """Yield the names of people and bodies in a by-line."""
    for part in _AND_RE.split(_BY_RE.sub("", value)):
        name = _AFTER_NAME_RE.sub("", _BY_RE.sub("", part.strip())).strip(" ,;:.-–—|")
        name = _DOUBLED_RE.sub(r"\g<name>", name)
        if not (1 < len(name) <= MAX_AUTHOR_CHARS) or _URL_RE.search(name) or name.lower() in _NO_AUTHOR:
            continue
        if _PLACE_RE.match(name):
            continue
        if any(map(str.isalpha, name)):
            yield name


def _published(node: Node, meta: dict[str, list[str]], root: etree._Element) -> datetime | None:
    values = [_text(node.get("datePublished")), *(v for name in PUBLISHED for v in meta.get(name, ())[:1])]
    values += [element.get("datetime") for element in root.iter("time") if _is_publication(element)]
    values += [e.get("datetime") for e in root.iter("time") if not _of_teaser(e)][:1]
    values.append(_text(node.get("dateCreated") or node.get("uploadDate") or node.get("dateModified")))
    return next((date for value in values if value and (date := _date(value))), None)


def _is_publication(element: etree._Element) -> bool:
    marks = " ".join(
        filter(None, (element.get("itemprop"), element.get("class"), element.get("pubdate") and "pub"))
    )
    return "publi" in marks.lower() or "pub" in marks.lower().split()


def _date(value: str) -> datetime | None:
    """Return the moment of an ISO date or a printed one, if it can be that of an article."""
    try:
        date: datetime | None = datetime.fromisoformat(value.strip())
    except ValueError:
        date = find_date(value)
    if date is None or date.year < FIRST_YEAR:
        return None
    now = datetime.now(UTC)
    aware = date if date.tzinfo else date.replace(tzinfo=UTC)
    return date if aware <= now + timedelta(days=1) else None


def _tags(node: Node, meta: dict[str, list[str]]) -> tuple[str, ...]:
    told = node.get("keywords")
    values = [text for item in (told if isinstance(told, list) else [told]) if (text := _text(item))]
    for name in TAGS:
        values = values or meta.get(name, [])
    found = [tag.strip() for value in values for tag in (value.split(",") if len(values) == 1 else [value])]
    return tuple(dict.fromkeys(tag for tag in found if 0 < len(tag) <= MAX_AUTHOR_CHARS))


def _canonical(root: etree._Element, meta: dict[str, list[str]], url: str | None) -> str | None:
    for element in root.iter("link"):
        if (element.get("rel") or "").lower() == "canonical" and element.get("href"):
            try:
                return str(urljoin(url or "", element.get("href").strip()))
            except ValueError:
                break
    return _first(meta, ("og:url",)) or url


def _language(root: etree._Element, node: Node) -> str | None:
    code = (
        str(root.get("lang") or _text(node.get("inLanguage")) or "")
        .strip()
        .replace("_", "-")
        .partition("-")[0]
        .lower()
    )
    return code if len(code) in (2, 3) and code.isalpha() else None
