"""The page of all commands and their options, from the command line's own parser."""
# ruff: noqa: SLF001 - argparse has no public way to ask a parser what it knows

import argparse
from collections.abc import Iterator

from newsclean.cli import _parser  # what it offers is told nowhere else

__all__ = ["commands"]

NOTE = "<!-- Made by tools/build_docs.py from newsclean/cli.py: change that, then run it. -->"


def commands() -> str:
    """Return the page. argparse's own help is worded differently by each Python."""
    parser = _parser()
    lines = ["# Commands", "", NOTE, ""]
    lines += [
        "`newsclean COMMAND --help` prints the same. [Use the command line](../how-to/shell.md) has",
        "examples.",
        "",
        "Exit codes: 0 all done; 1 something could not be read, cleaned or written; 2 wrong usage;",
        "130 interrupted; 141 the reader of the output went away.",
        "",
    ]
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                lines += _command(f"newsclean {name}", command)
    return "\n".join(lines).rstrip() + "\n"


def _command(name: str, command: argparse.ArgumentParser) -> Iterator[str]:
    yield from (f"## {name}", "")
    if command.description:
        yield from (" ".join(command.description.split()), "")
    yield from ("| argument | what it says |", "|---|---|")
    for action in command._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        if action.help is not argparse.SUPPRESS:
            yield f"| {_named(action)} | {_told(action)} |"
    yield ""
    if command.epilog:
        yield from ("```text", command.epilog.strip(), "```", "")
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below, parser in action.choices.items():
                yield from _command(f"{name} {below}", parser)


def _named(action: argparse.Action) -> str:
    value = action.metavar
    if value is None and action.choices is not None:
        value = "{" + ",".join(map(str, action.choices)) + "}"
    if value is None and action.nargs != 0:
        value = action.dest.upper()
    shown = value if isinstance(value, str) else " ".join(value or ())
    if not action.option_strings:
        many = " ..." if action.nargs in ("+", "*") else ""
        return f"`{shown}{many}`".replace("|", r"\|")
    return f"`{', '.join(action.option_strings)}{f' {shown}' if shown else ''}`".replace("|", r"\|")


def _told(action: argparse.Action) -> str:
    told = " ".join((action.help or "").split())
    for key, value in (("%(default)s", action.default), ("%(prog)s", "newsclean"), ("%%", "%")):
        told = told.replace(key, str(value))
    return told.replace("|", r"\|").replace("<", "&lt;").replace("*", r"\*")


if __name__ == "__main__":
    print(commands())
