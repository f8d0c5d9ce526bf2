"""What ``import newsclean`` offers, and what it costs."""

import subprocess
import sys

import pytest

import newsclean
from newsclean import errors


def test_all_is_there_and_documented():
    assert sorted(newsclean.__all__) == newsclean.__all__
    for name in newsclean.__all__:
        thing = getattr(newsclean, name)
        assert name == "ARTICLE_LABELS" or thing.__doc__, name


def test_every_error_is_a_newsclean_error_and_a_built_in_kind():
    for name in errors.__all__:
        error = getattr(errors, name)
        assert issubclass(error, newsclean.NewscleanError)
        if error is not newsclean.NewscleanError:
            assert issubclass(error, (TypeError, LookupError, ValueError, ImportError, RuntimeError)), name


def test_submodules_are_reachable_by_from():
    from newsclean import Pipeline, filters, names, repairs

    assert callable(repairs.encoding)
    assert callable(filters.paywall)
    assert names.Gazetteer
    assert Pipeline


def test_submodules_are_attributes_too():
    program = "import newsclean; print(newsclean.names.normalize('x'), newsclean.filters.paywall, newsclean.repairs.quotes)"
    assert run(program)
    with pytest.raises(AttributeError, match="has no attribute 'filtres'"):
        newsclean.filtres  # noqa: B018


def run(program):
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def test_import_loads_nothing_heavy():
    loaded = run("import sys, newsclean; print(*sys.modules)").split()
    heavy = {
        "trafilatura",
        "lxml",
        "numpy",
        "ftfy",
        "jellyfish",
        "unidecode",
        "ahocorasick",
        "charset_normalizer",
        "tomllib",
    }
    assert not heavy & {name.partition(".")[0] for name in loaded}


def test_text_alone_needs_neither_trafilatura_nor_lxml():
    loaded = run("import sys, newsclean; newsclean.clean('Rain fell.'); print(*sys.modules)").split()
    assert not {"trafilatura", "lxml", "numpy"} & {name.partition(".")[0] for name in loaded}


def test_import_is_quick():
    timer = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"
    times = [[float(run(timer.format(name))) for name in ("newsclean", "ftfy")] for _ in range(6)]
    ours, theirs = map(min, zip(*times, strict=True))
    assert ours <= 1.5 * theirs
