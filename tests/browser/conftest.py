"""A real browser for the tests: Debian's Chromium, driven by Playwright; without either they are skipped."""

import shutil
from importlib import resources
from pathlib import Path

import pytest

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
PHONE, DESKTOP = (390, 844), (1280, 900)


def chromium():
    """The path of a Chromium, if there is one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def launch(tmp_path_factory):
    """A function that starts a browser with an empty profile; all are stopped at the end."""
    path = chromium()
    if path is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    api = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: make browser does it"
    )
    started = []
    with api.sync_playwright() as playwright:

        def launch(**options):
            profile = tmp_path_factory.mktemp("profile")
            started.append(
                playwright.chromium.launch_persistent_context(
                    profile, executable_path=path, headless=True, args=FLAGS, **options
                )
            )
            started[-1].set_default_timeout(5000)
            return started[-1]

        yield launch
        for context in started:
            context.close()


@pytest.fixture(scope="session")
def context(launch):
    return launch()


@pytest.fixture(scope="session")
def scriptless(launch):
    """A browser whose reader has switched scripts off."""
    return launch(java_script_enabled=False)


@pytest.fixture
def page(context):
    """A new page; the test fails if anything in it goes wrong, or if it asks for anything from elsewhere."""
    page = context.new_page()
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    amiss = []
    page.on(
        "console",
        lambda message: amiss.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: amiss.append(str(error)))
    page.on("dialog", lambda dialog: (amiss.append(dialog.message), dialog.dismiss()))
    page.on(
        "request",
        lambda r: amiss.append(r.url) if not r.url.startswith(("file:", "data:", "blob:")) else None,
    )
    yield page
    page.close()
    assert amiss == []


@pytest.fixture
def look(page):
    """Set the size of the window and the scheme of colours."""

    def look(size, scheme):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.emulate_media(color_scheme=scheme)

    return look


@pytest.fixture
def violations(page):
    """What axe finds wrong with a page for readers with disabilities: contrast, names, roles, order."""
    axe = pytest.importorskip("axe_playwright_python", reason="axe is not installed: make browser does it")
    script = resources.files(axe).joinpath("axe.min.js").read_text(encoding="utf-8")

    def violations(*, without=()):
        page.evaluate(script)
        rules = {name: {"enabled": False} for name in without}
        found = page.evaluate("rules => axe.run(document, {rules})", rules)
        return [
            (violation["id"], node["html"][:200], node["failureSummary"])
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return violations


def overflow(page):
    """The elements that make the page wider than the window."""
    return page.evaluate(
        """() => {
            const wide = document.documentElement.clientWidth;
            return [...document.querySelectorAll("body *")]
                .filter((e) => e.getBoundingClientRect().right > wide + 1 && e.checkVisibility())
                .map((e) => e.outerHTML.slice(0, 120));
        }"""
    )
