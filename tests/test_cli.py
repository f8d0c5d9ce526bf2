"""The command line, as a shell sees it."""

import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from contextlib import suppress

import pytest

import newsclean
from newsclean import Document, cli, terminal

ARTICLE = """\
Skip to main content
The harbour of Varn was closed for a second day on Tuesday after a ferry ran aground at its entrance.
Sign up for our newsletter
Pilots said that the wind had to drop “well below gale force” before tugs could pull the ship free.
"""


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def run(capsysbinary):
    """Run the command line in this process; return exit code, output and messages."""

    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def shell(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "newsclean", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path)), **options.pop("env", {})},
        capture_output=True,
        check=False,
        **options,
    )


# ---------------------------------------------------------------- clean


def test_clean_prints_the_text(run, article):
    assert run("clean", article) == (0, newsclean.clean(ARTICLE).text + "\n", "")


def test_the_module_runs_as_a_program_and_reads_standard_input(article):
    done = shell("clean", "-", input=article.read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == newsclean.clean(ARTICLE).text + "\n"


def test_several_files_stand_under_their_names(run, article, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("Snow fell on Varn.")
    code, out, _ = run("clean", article, other)
    text = newsclean.clean(ARTICLE).text
    assert code == 0
    assert out == f"==> {article} <==\n{text}\n\n==> {other} <==\nSnow fell on Varn.\n"


def test_json_is_the_document(run, article):
    code, out, _ = run("clean", "--format", "json", article)
    assert code == 0
    assert Document.from_json(out) == newsclean.clean(ARTICLE)


def test_json_of_several_files_is_an_array_with_their_names(run, article):
    _, out, _ = run("clean", "--format", "json", article, article)
    records = json.loads(out)
    assert [record["_file"] for record in records] == [str(article)] * 2
    assert Document.from_dict(records[1]) == newsclean.clean(ARTICLE)


def test_documents_has_one_document_a_line(run, article):
    _, out, _ = run("clean", "--format", "documents", article, article)
    lines = out.splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0])["_file"] == str(article)
    assert Document.from_json(lines[0]) == newsclean.clean(ARTICLE)


def test_markdown_and_html(run, article):
    document = newsclean.clean(ARTICLE)
    assert run("clean", "--format", "markdown", article)[1] == document.to_markdown()
    _, page, _ = run("clean", "--format", "html", article)
    assert page.startswith('<!doctype html>\n<meta charset="utf-8">\n<title>')
    assert document.to_html() in page
    _, page, _ = run("clean", "--format", "html", article, article)
    assert page.count("<!doctype") == 1
    assert page.count(f"<code>{article}</code>") == 2


def test_kind_pipeline_and_quotes_are_passed_on(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("He said “no” in a <b>bold</b> voice.", encoding="utf-8")
    _, out, _ = run("clean", "--kind", "text", "--pipeline", "gentle", "--quotes", "straight", path)
    pipeline = newsclean.Pipeline.gentle(quotes="straight")
    assert out == newsclean.clean(path.read_text("utf-8"), kind="text", pipeline=pipeline).text + "\n"
    assert '"no"' in out


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, article, tmp_path):
    code, out, err = run("clean", tmp_path / "absent.txt", article)
    assert code == 1
    assert newsclean.clean(ARTICLE).text in out
    assert err == f"newsclean: {tmp_path / 'absent.txt'}: No such file or directory\n"


def test_a_file_without_an_article_is_told_apart_from_an_error(run, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_text(" \n")
    assert run("clean", path) == (0, "", f"newsclean: {path}: no article (empty)\n")


def test_odd_bytes_come_out_as_utf_8(tmp_path):
    path = tmp_path / "odd"
    path.write_bytes(bytes(range(256)) * 20)
    done = shell("clean", "--kind", "text", path, env={"PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").endswith("\n")


def test_surrogates_are_replaced(run, article, monkeypatch):
    monkeypatch.setattr(newsclean, "clean", lambda *_, **__: newsclean.Document("", (lone,)))
    lone = newsclean.Block(0, 0, 0, "a\udc00b")
    assert run("clean", article)[1] == "a?b\n"


# ---------------------------------------------------------------- output


def test_output_goes_to_a_file(run, article, tmp_path):
    out = tmp_path / "out.txt"
    assert run("clean", article, "-o", out) == (0, "", "")
    assert out.read_text("utf-8") == newsclean.clean(ARTICLE).text + "\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "out.txt"]


def test_an_old_output_stays_when_no_input_could_be_read(run, tmp_path):
    out = tmp_path / "out.txt"
    out.write_text("old")
    assert run("clean", tmp_path / "absent", "-o", out)[0] == 1
    assert out.read_text() == "old"


def test_an_old_output_stays_when_writing_breaks_off(article, tmp_path, monkeypatch):
    out = tmp_path / "out.txt"
    out.write_text("old")
    monkeypatch.setattr(newsclean.Document, "to_markdown", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        cli.main(["clean", str(article), "--format", "markdown", "-o", str(out)])
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["article.txt", "out.txt"]


def test_a_replaced_output_keeps_its_mode_and_its_link(run, article, tmp_path):
    out, link = tmp_path / "out.txt", tmp_path / "link.txt"
    out.write_text("old")
    out.chmod(0o600)
    link.symlink_to(out)
    assert run("clean", article, "-o", link)[0] == 0
    assert link.is_symlink()
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.read_text("utf-8") != "old"


def test_a_device_is_written_to_as_it_is(run, article):
    assert run("clean", article, "-o", os.devnull) == (0, "", "")


def test_an_output_that_cannot_be_written_is_told(run, article, tmp_path):
    out = tmp_path / "absent" / "out.txt"
    code, _, err = run("clean", article, "-o", out)
    assert (code, err) == (1, f"newsclean: {out}: No such file or directory\n")


def test_a_reader_that_goes_away_is_no_error(article):
    command = [sys.executable, "-m", "newsclean", "clean", *[str(article)] * 2000]
    env = {**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path))}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


def test_an_interrupt_is_quiet(run, article, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(newsclean, "clean", interrupt)
    assert run("clean", article) == (130, "", "")


# ---------------------------------------------------------------- explain


def test_explain_is_plain_when_piped(run, article, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    assert run("explain", article) == (0, newsclean.clean(ARTICLE).explain(), "")
    monkeypatch.setenv("COLUMNS", "60")
    assert run("explain", article) == (0, newsclean.clean(ARTICLE).explain(columns=60), "")


def test_explain_of_a_missing_file(run, tmp_path):
    assert run("explain", tmp_path / "absent")[0] == 1


def test_explain_in_colour(run, article, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    _, out, _ = run("explain", "--color", "always", article)
    assert out == newsclean.clean(ARTICLE).explain(color=True)
    assert "\x1b[31mnewsletter\x1b[0m" in out


def on_a_terminal(*arguments, rows=24, columns=80, **env):
    """Run the command line on a terminal of this size; return what it shows."""
    read_end, write_end = pty.openpty()
    fcntl.ioctl(write_end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    settings = {**os.environ, "TERM": "xterm", "PAGER": "", "PYTHONPATH": ":".join(filter(None, sys.path))}
    for name in ("NO_COLOR", "COLUMNS", "LESS"):
        settings.pop(name, None)
    subprocess.run(
        [sys.executable, "-m", "newsclean", *map(str, arguments)],
        stdout=write_end,
        env={**settings, **env},
        check=True,
        timeout=60,
    )
    os.close(write_end)
    with io.FileIO(read_end) as screen, suppress(OSError):  # nothing was shown
        return screen.read(60_000).decode().replace("\r\n", "\n")
    return ""


@pytest.mark.parametrize(
    ("env", "arguments", "colored"),
    [
        ({}, (), True),
        ({"NO_COLOR": "1"}, (), False),
        ({"NO_COLOR": ""}, (), True),
        ({"NO_COLOR": "1"}, ("--color", "always"), True),
        ({}, ("--color", "never"), False),
        ({"TERM": "dumb"}, (), False),
    ],
)
def test_colour_on_a_terminal(article, env, arguments, colored):
    shown = on_a_terminal("explain", *arguments, article, columns=60, **env)
    assert shown == newsclean.clean(ARTICLE).explain(columns=60, color=colored)


@pytest.fixture
def fake_pager(tmp_path):
    """A pager that shows upper case, and that writes down how it was told to behave."""
    path = tmp_path / "my pager"
    path.write_text(f'#!/bin/sh\necho "$1 $LESS" > "{tmp_path}/told"\ntr a-z A-Z\n')
    path.chmod(0o755)
    return path


def test_explain_is_paged_on_a_terminal(article, fake_pager, tmp_path):
    listing = newsclean.clean(ARTICLE).explain(color=True)
    pager = f"'{fake_pager}' -x"
    assert on_a_terminal("explain", article, PAGER=pager) == listing.upper()
    assert (tmp_path / "told").read_text() == "-x FRX\n"
    on_a_terminal("explain", article, PAGER=pager, LESS="S")
    assert (tmp_path / "told").read_text() == "-x S\n"


@pytest.mark.parametrize("pager", ["", "cat", "/absent/pager"])
def test_explain_without_a_pager_is_printed(article, pager):
    assert on_a_terminal("explain", article, PAGER=pager) == newsclean.clean(ARTICLE).explain(color=True)


def test_explain_is_not_paged_where_that_is_asked_or_cannot_be(article, fake_pager):
    pager = f"'{fake_pager}'"
    plain = newsclean.clean(ARTICLE).explain()
    assert on_a_terminal("explain", "--no-pager", "--color", "never", article, PAGER=pager) == plain
    assert on_a_terminal("explain", article, PAGER=pager, TERM="dumb") == plain
    assert shell("explain", article, env={"PAGER": pager, "COLUMNS": "80"}).stdout.decode() == plain


def test_a_pager_that_is_left_early_is_no_error(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("Share on Facebook\n" * 20_000)
    assert on_a_terminal("explain", path, PAGER="true") == ""


def test_less_is_the_pager_where_nobody_says_which(monkeypatch):
    monkeypatch.setattr(terminal.shutil, "which", lambda name: f"/bin/{name}")
    assert terminal.pager({}) == ["less"]
    monkeypatch.setattr(terminal.shutil, "which", lambda _: None)
    assert terminal.pager({}) is None


# ---------------------------------------------------------------- learn, and --profile

ABOUT = "The Harbour Post is made by nine people above a bakery, and by those who ring them up."


@pytest.fixture
def scraped(tmp_path):
    """Return the files of two articles of a site."""
    stories = (
        "Snow fell on the town of Lund on Friday, and the buses stayed in the garage until it had been cleared.\n"
        "The mayor said that the town had one plough, that it was an old one, and that it was being mended.",
        "A bakery in Faro has won a prize for a loaf that nobody there will eat, because it is made of seaweed.\n"
        "The baker said that he would go on making it, since the jury had eaten it without a word of complaint.",
    )
    paths = []
    for number, story in enumerate(stories):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(f"{story}\n{ABOUT}\n")
    return paths


def test_learn_prints_a_profile_or_writes_it(run, scraped, tmp_path):
    code, out, err = run("learn", "--site", "harbourpost.example", *scraped)
    assert (code, err) == (0, "")
    profile = newsclean.SiteProfile.from_json(out)
    assert repr(profile) == "SiteProfile(site='harbourpost.example', articles=2, blocks=1)"
    path = tmp_path / "profile.json"
    assert run("learn", "--site", "harbourpost.example", *scraped, "-o", path) == (0, "", "")
    assert newsclean.SiteProfile.load(path) == profile


@pytest.mark.parametrize("preset", ["default", "gentle", "strict"])
def test_a_profile_is_used_by_clean_and_explain(run, article, scraped, tmp_path, preset):
    path = tmp_path / "profile.json"
    run("learn", *scraped, "-o", path)
    article.write_text(f"{ARTICLE}{ABOUT}\n", encoding="utf-8")
    options = ("--pipeline", preset, article)
    assert ABOUT in run("clean", *options)[1]
    assert (
        run("clean", "--profile", path, *options)[1] == newsclean.clean(ARTICLE, pipeline=preset).text + "\n"
    )
    assert "site_profile.recurs" in run("explain", "--profile", path, *options)[1]


def test_learn_goes_on_without_a_file_that_cannot_be_read(run, scraped, tmp_path):
    code, out, err = run("learn", tmp_path / "absent.txt", *scraped)
    assert (code, err) == (1, f"newsclean: {tmp_path / 'absent.txt'}: No such file or directory\n")
    assert newsclean.SiteProfile.from_json(out).articles == 2


def test_an_old_profile_stays_when_no_article_could_be_read(run, tmp_path):
    path = tmp_path / "profile.json"
    path.write_text("old")
    assert run("learn", tmp_path / "absent", "-o", path)[0] == 1
    assert path.read_text() == "old"


def test_learn_says_when_there_is_nothing_to_learn_from(run, scraped):
    code, out, err = run("learn", scraped[0], scraped[0])
    assert code == 0
    assert len(newsclean.SiteProfile.from_json(out)) == 0
    assert err == (
        "newsclean: nothing learnt: different articles with running text: 1; at least 2 are needed\n"
    )


def test_a_profile_that_cannot_be_written_is_told(run, scraped, tmp_path):
    path = tmp_path / "absent" / "profile.json"
    assert run("learn", *scraped, "-o", path) == (1, "", f"newsclean: {path}: No such file or directory\n")


@pytest.mark.parametrize("command", ["clean", "explain"])
def test_a_profile_that_cannot_be_read_is_told_and_nothing_is_cleaned(run, article, tmp_path, command):
    path = tmp_path / "profile.json"
    told = (1, "", f"newsclean: {path}: No such file or directory\n")
    assert run(command, "--profile", path, article) == told
    path.write_text("{}")
    told = (1, "", f"newsclean: {path}: not the profile of a site: 'newsclean_profile' is missing\n")
    assert run(command, "--profile", path, article) == told


# ---------------------------------------------------------------- usage


def test_version(run, capsysbinary):
    with pytest.raises(SystemExit) as caught:
        run("--version")
    assert caught.value.code == 0
    assert capsysbinary.readouterr().out.decode() == f"newsclean {newsclean.__version__}\n"


@pytest.mark.parametrize(
    "arguments", [("--help",), ("clean", "--help"), ("explain", "--help"), ("learn", "--help")]
)
def test_help_shows_examples_and_imports_nothing_heavy(arguments):
    done = shell(*arguments)
    assert done.returncode == 0
    if len(arguments) > 1:
        assert b"examples:\n  newsclean " in done.stdout
    script = (
        "import sys; from newsclean.cli import main\n"
        f"try: main({list(arguments)!r})\n"
        "except SystemExit: print(sorted(m for m in ('trafilatura', 'lxml', 'numpy', 'ftfy') if m in sys.modules))"
    )
    env = {**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path))}
    out = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True).stdout
    assert out.endswith(b"[]\n")


@pytest.mark.parametrize(
    "arguments",
    [(), ("scrub",), ("clean",), ("clean", "a", "--format", "pdf"), ("clean", "a", "--pipeline", "x"), ("explain", "a", "b"), ("learn",), ("learn", "a", "--pipeline", "strict")],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2(run, arguments):
    with pytest.raises(SystemExit) as caught:
        run(*arguments)
    assert caught.value.code == 2
