"""The command line: ``newsclean clean``, ``newsclean explain`` and ``newsclean learn``.

Exit codes: 0 all done, 1 something could not be read, cleaned or written, 2 wrong usage, 3 a run over many
records stopped before its end, 130 interrupted, 141 the reader of the output went away. See docs/cli.md.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from itertools import chain
from pathlib import Path
from typing import IO, Final, get_args

import newsclean
from newsclean import terminal
from newsclean.bulk import command
from newsclean.cleaning import Kind
from newsclean.document import Document
from newsclean.errors import NewscleanError
from newsclean.pipeline import PRESETS, Pipeline

__all__ = ["main"]

# Each file's name and its Document.
Documents = Iterator[tuple[str, Document]]

STDIN: Final = "-"
FORMATS: Final = ("text", "jsonl", "parquet", "json", "documents", "markdown", "html")

# What a shell reports for a process that SIGINT or SIGPIPE ended.
INTERRUPTED: Final = 130
BROKEN_PIPE: Final = 141

CLEAN_EXAMPLES = """\
examples:
  newsclean clean article.txt
  curl -s https://example.org/story | newsclean clean -
  newsclean clean --pipeline strict --quotes straight article.txt
  newsclean clean --profile profile.json article.txt
  newsclean clean scraped/ -o articles.jsonl
  newsclean clean 'crawl/**/*.jsonl.gz' --text body --url link -o articles.parquet --resume
  newsclean clean crawl.warc.gz -o articles.jsonl.zst --workers 8
"""
EXPLAIN_EXAMPLES = """\
examples:
  newsclean explain article.txt
  newsclean explain --no-pager --color always article.html
"""
REPORT_EXAMPLES = """\
examples:
  newsclean report scraped/ -o report.html
  newsclean report articles.jsonl --title "March, all sites" -o report.html
"""
LEARN_EXAMPLES = """\
examples:
  newsclean learn --site example.org scraped/*.html -o profile.json
  newsclean learn --site example.org scraped.jsonl --text body -o profile.json
  newsclean clean --profile profile.json article.html
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on ``argv`` (default: the process's arguments); return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The interpreter flushes standard output once more at exit, which would fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newsclean", description="Turn scraped news into clean, correctly spelt articles."
    )
    parser.add_argument("--version", action="version", version=f"newsclean {newsclean.__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    clean = _command(commands, "clean", _clean, "print the articles that are in files", CLEAN_EXAMPLES)
    clean.add_argument("files", nargs="+", metavar="IN", help=command.INPUTS_HELP)
    clean.add_argument(
        "-f",
        "--format",
        choices=FORMATS,
        help="the text (default); one row a document, as JSON lines or Parquet (default for an output of "
        "such a name); of files that are one article each, also: the whole Document as JSON, indented, or on "
        "one line each (documents); the article as Markdown; a page that shows what was removed",
    )
    clean.add_argument(
        "-o", "--output", metavar="PATH", help="write there, all or nothing; .gz and .zst compress"
    )
    command.add_input_options(clean)
    command.add_run_options(clean)

    explain = _command(
        commands, "explain", _explain, "show what is done to a file, and why", EXPLAIN_EXAMPLES
    )
    explain.add_argument("file", metavar="FILE", help="text or HTML; - is standard input")
    explain.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="auto (default): on a terminal, unless NO_COLOR is set",
    )
    explain.add_argument(
        "--no-pager", dest="pager", action="store_false", help="on a terminal, do not page what is printed"
    )
    report = _command(commands, "report", _report, "make a page to judge a run by", REPORT_EXAMPLES)
    report.add_argument(
        "paths", nargs="+", metavar="PATH", help="text, HTML, JSON lines, or a folder of such files"
    )
    report.add_argument("-o", "--output", metavar="PATH", help="write there, all or nothing")
    report.add_argument("--title", metavar="TEXT", help="what stands above it (default: the paths)")
    report.add_argument("--sample", type=int, default=200, metavar="N", help="documents to read in it (200)")
    for each in (clean, explain, report):
        _add_pipeline_options(each)

    learn = _command(
        commands, "learn", _learn, "learn what the articles of a site have in common", LEARN_EXAMPLES
    )
    learn.add_argument("files", nargs="+", metavar="IN", help=f"articles of the site: {command.INPUTS_HELP}")
    command.add_input_options(learn)
    learn.add_argument("--site", metavar="NAME", help="noted in the profile")
    learn.add_argument("-o", "--output", metavar="PATH", help="write there, all or nothing")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    examples: str,
) -> argparse.ArgumentParser:
    made = commands.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("--kind", choices=get_args(Kind), default="auto", help="what comes in (default: look)")
    made.set_defaults(run=run)
    return made


def _add_pipeline_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--pipeline",
        choices=PRESETS,
        default="default",
        help="gentle removes only what a rule names; strict is for training corpora",
    )
    parser.add_argument(
        "--quotes",
        choices=("typographic", "straight"),
        default="typographic",
        help="quotation marks: as printed (default), or straight",
    )
    parser.add_argument(
        "--profile", metavar="PATH", help="also remove what recurs on the site, as newsclean learn found it"
    )
    parser.add_argument(
        "--exceptions",
        metavar="PATH",
        help="leave these names as they are: one a line, as a report writes them",
    )


# ---------------------------------------------------------------- clean


def _clean(arguments: argparse.Namespace) -> int:
    if command.is_run(arguments):
        pipeline = _pipeline(arguments)
        return 1 if pipeline is None else command.run_over_records(arguments, pipeline)
    return _clean_articles(arguments) if command.are_articles(arguments) else 2


def _clean_articles(arguments: argparse.Namespace) -> int:
    failed = False

    def documents(read: Callable[[str], Document | None]) -> Documents:
        nonlocal failed
        for file in arguments.files:
            if document := read(file):
                yield file, document
            else:
                failed = True

    read = _reader(arguments)
    if not read:
        return 1
    found = documents(read)
    first = next(found, None)
    if first is None:
        return 1  # nothing to write, so an old file at --output stays
    pieces = _WRITERS[arguments.format or "text"](chain([first], found), len(arguments.files) > 1)
    try:
        with _output(arguments.output) as stream:
            for piece in pieces:
                # JSON is ASCII, surrogates and all; no other format has a way to say them.
                stream.write(piece.encode("utf-8", "replace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        _complain(arguments.output or "standard output", error)
        return 1
    return int(failed)


def _reader(arguments: argparse.Namespace) -> Callable[[str], Document | None] | None:
    """Return a function that gives the Document of a file, or a message and ``None``.

    Without the profile that is asked for there is none, but a message.
    """
    pipeline = _pipeline(arguments)
    if pipeline is None:
        return None

    def read(file: str) -> Document | None:
        source = _read(file)
        return None if source is None else newsclean.clean(source, kind=arguments.kind, pipeline=pipeline)

    return read


def _pipeline(arguments: argparse.Namespace) -> Pipeline | None:
    """Return the pipeline that is asked for; a message and ``None`` where what it needs cannot be read."""
    pipeline = Pipeline.preset(arguments.pipeline, quotes=arguments.quotes)
    if arguments.profile is not None:
        try:
            profile = newsclean.SiteProfile.load(arguments.profile)
        except (OSError, NewscleanError) as error:
            _complain(arguments.profile, error)
            return None
        # The gentle pipeline looks for no title; there it comes last.
        pipeline = pipeline.before("title", profile) if "title" in pipeline else pipeline + profile
    if arguments.exceptions is not None:
        from newsclean.report import read_exceptions

        try:
            forms = read_exceptions(arguments.exceptions)
        except (OSError, ValueError) as error:
            _complain(arguments.exceptions, error)
            return None
        names = newsclean.names
        pipeline = pipeline.replace("names", names.Normalizer(names.Gazetteer.default().forbid(forms)))
    return pipeline


def _read(file: str) -> bytes | None:
    """Return what is in a file, or a message and ``None``."""
    try:
        return sys.stdin.buffer.read() if file == STDIN else Path(file).read_bytes()
    except OSError as error:
        _complain("standard input" if file == STDIN else file, error)
        return None


def _complain(name: str, error: Exception) -> None:
    told = (isinstance(error, OSError) and error.strerror) or str(error).removeprefix(f"{name}: ")
    print(f"newsclean: {name}: {told}", file=sys.stderr)  # noqa: T201


@contextmanager
def _output(path: str | None) -> Iterator[IO[bytes]]:
    """Give a stream to write to; a file at ``path`` is replaced only when all is written."""
    if path is None or path == STDIN:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():  # a pipe or device
        with target.open("wb") as stream:
            yield stream
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _as_text(documents: Documents, several: bool) -> Iterator[str]:
    yield from _with_headings(documents, several, lambda document: document.text)


def _as_markdown(documents: Documents, several: bool) -> Iterator[str]:
    yield from _with_headings(documents, several, lambda document: document.to_markdown().rstrip("\n"))


def _with_headings(documents: Documents, several: bool, render: Callable[[Document], str]) -> Iterator[str]:
    """Yield each document's text, under its file's name if there are several, as head(1) does."""
    blank = ""
    for file, document in documents:
        if several:
            yield f"{blank}==> {file} <==\n"
            blank = "\n"
        if text := render(document):
            yield f"{text}\n"
        else:
            print(f"newsclean: {file}: no article ({document.status})", file=sys.stderr)  # noqa: T201


def _as_json(documents: Documents, several: bool) -> Iterator[str]:
    """Yield one Document, or an array of them with their files' names."""
    if not several:
        for _, document in documents:
            yield document.to_json(indent=2) + "\n"
        return
    yield "["
    comma = ""
    for file, document in documents:
        yield f"{comma}\n{_named(file, document)}"
        comma = ","
    yield "\n]\n"


def _as_lines(documents: Documents, _several: bool) -> Iterator[str]:
    for file, document in documents:
        yield f"{_named(file, document)}\n"


def _named(file: str, document: Document) -> str:
    """Return a Document's JSON with the file's name under a key that ``from_json`` passes over."""
    return f'{{"_file": {json.dumps(file)}, {document.to_json()[1:]}'


def _as_html(documents: Documents, several: bool) -> Iterator[str]:
    """Yield a page that a browser can open: the fragments do not say their encoding."""
    head = '<!doctype html>\n<meta charset="utf-8">\n'
    for file, document in documents:
        yield f"{head}<title>{escape(document.title or file)}</title>\n" if head else ""
        yield f"<p><code>{escape(file)}</code></p>\n" if several else ""
        yield document.to_html()
        head = ""


_WRITERS: Final[dict[str, Callable[[Documents, bool], Iterator[str]]]] = {
    "text": _as_text,
    "json": _as_json,
    "documents": _as_lines,
    "markdown": _as_markdown,
    "html": _as_html,
}


# ---------------------------------------------------------------- explain


def _explain(arguments: argparse.Namespace) -> int:
    read = _reader(arguments)
    document = read(arguments.file) if read else None
    if document is None:
        return 1
    listing = document.explain(columns=terminal.columns(), color=terminal.colors(arguments.color))
    text = listing.encode("utf-8", "replace")
    if arguments.pager:
        terminal.show(text)
    else:
        with _output(None) as stream:
            stream.write(text)
    return 0


# ---------------------------------------------------------------- report


def _report(arguments: argparse.Namespace) -> int:
    from newsclean.report.command import run

    pipeline = _pipeline(arguments)
    return 1 if pipeline is None else run(arguments, pipeline, _output, _complain)


# ---------------------------------------------------------------- learn


def _learn(arguments: argparse.Namespace) -> int:
    from newsclean.bulk.learn import documents_of
    from newsclean.bulk.options import StopError

    count = failed = 0

    def documents() -> Iterator[Document]:
        nonlocal count, failed
        workers = arguments.workers or command.processors()
        fields = command.fields_of(arguments)
        found = documents_of(arguments.files, fields, arguments.kind, arguments.input_format, workers)
        for document, trouble in found:
            if document is None:
                failed += 1
                print(f"newsclean: {trouble}", file=sys.stderr)  # noqa: T201
            else:
                count += 1
                yield document

    try:
        profile = newsclean.SiteProfile.learn(documents(), site=arguments.site)
    except StopError as error:
        print(f"newsclean: {error}", file=sys.stderr)  # noqa: T201
        return error.code
    if not count:
        return 1  # as for clean
    if profile.articles < profile.min_witnesses:
        print(  # noqa: T201
            f"newsclean: nothing learnt: different articles with running text: {profile.articles}; "
            f"at least {profile.min_witnesses} are needed",
            file=sys.stderr,
        )
    try:
        with _output(arguments.output) as stream:
            stream.write(profile.to_json().encode("ascii") + b"\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        _complain(arguments.output or "standard output", error)
        return 1
    return int(failed > 0)
