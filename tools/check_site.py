"""Check the built site: every link leads somewhere, and nothing is loaded from outside.

    python tools/check_site.py          # after `zensical build`; exit code 1 if anything is wrong

Links between pages, anchors, pictures, scripts and style sheets are looked up on disk. Links to
other sites are only counted: whether those answer is not for a build to depend on.
"""

import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

SITE = Path(__file__).parents[1] / "site"
#: Attributes that a browser follows by itself, by element.
LOADED = {
    ("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("video", "src"),
    ("audio", "src"), ("link", "href"), ("image", "href"), ("use", "href"),
}  # fmt: skip
#: Of ``link`` elements only these are loaded.
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


class Page(HTMLParser):
    """What a page links to, what it loads, and what can be linked to in it."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's links and anchors."""
        given = {name: value or "" for name, value in attrs}
        self.anchors.update(given[name] for name in ("id", "name") if given.get(name))
        for name in ("href", "src"):
            if name not in given:
                continue
            loaded = (tag, name) in LOADED and (tag != "link" or given.get("rel") in LOADED_LINKS)
            (self.loads if loaded else self.links).append(given[name])


def main() -> int:
    """Check all pages; return the exit code."""
    pages = {path: _read(path) for path in sorted(SITE.rglob("*.html"))}
    if not pages:
        print(f"check_site: no pages in {SITE}: run `make docs`", file=sys.stderr)
        return 1
    wrong = [
        f"{path.relative_to(SITE)}: {fault}" for path in pages for fault in _faults(path, pages[path], pages)
    ]
    for fault in wrong:
        print(f"check_site: {fault}", file=sys.stderr)
    links = sum(len(page.links) for page in pages.values())
    print(f"check_site: {len(pages)} pages, {links:,} links, {len(wrong)} wrong")
    return int(bool(wrong))


def _read(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def _faults(path: Path, page: Page, pages: dict[Path, Page]) -> Iterator[str]:
    for url in page.loads:
        if urlsplit(url).netloc:
            yield f"loads {url} from outside"
    # The error page is shown at any address, so its links are those of the site's root.
    for url in dict.fromkeys([*page.loads, *page.links]):
        parts = urlsplit(url)
        if parts.scheme or parts.netloc:
            continue
        target = path
        if parts.path:
            folder = SITE if parts.path.startswith("/") else path.parent
            target = (folder / unquote(parts.path).lstrip("/")).resolve()
            target = target / "index.html" if target.is_dir() else target
        if not target.exists():
            yield f"{url} leads nowhere"
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].anchors:
            yield f"{url}: the page has no such anchor"


if __name__ == "__main__":
    sys.exit(main())
