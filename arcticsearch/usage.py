"""What a person is told about a command line: help, and what is wrong with it. All that argparse does.

It reads what `arguments` cannot read; most command lines are never seen here.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import NoReturn

from arcticsearch import __version__
from arcticsearch.checking import Any
from arcticsearch.options import NAMES_A_SEED, OPTIONS, SEARCHES, Arguments, UsageError
from arcticsearch.screen import size

_ALIKE = 0.75
"""By difflib's measure, from which on an option may be another misspelt: --colour, not --limit."""

_DESCRIPTION = "Search a folder of scraped web pages, offline."
_EPILOG = """\
examples:
  arcticsearch icebreaker finland        articles with both words
  arcticsearch '"sea ice" source:RSIS'   a phrase, in one source
  arcticsearch icebreaker -opinion       without a word
  arcticsearch                           the interactive shell

commands:
  search -- QUERY   search, when a query looks like a command or an option
  index             bring the index up to date, and say what changed
  show SEED         an article, clean; --removed: what was removed from it, and why
  like SEED         articles like this one
  status            how much is indexed, and what was skipped
  check             verify the index, and mend it
  export            the cleaned corpus, as JSON lines or as text files

`arcticsearch COMMAND --help` says more, with an example.
The corpus is --corpus, else $ARCTICSEARCH_CORPUS, else a folder called seeds here or above.
Exit status: 0 found, 1 nothing found, 2 error, 130 interrupted."""

_SAID = {
    "": (_DESCRIPTION, _EPILOG),
    "search": (
        "Search, when a query looks like a command or an option.",
        "example:\n  arcticsearch search -- index --full",
    ),
    "index": (
        "Bring the index up to date, and say what changed.",
        "example:\n  arcticsearch index --corpus pages",
    ),
    "show": ("An article, clean.", "example:\n  arcticsearch show page.txt --removed"),
    "like": ("Articles like this one.", "example:\n  arcticsearch like page.txt -n 5"),
    "status": (
        "How much is indexed, and what was skipped.", "example:\n  arcticsearch status --json",
    ),
    "check": ("Verify the index, and mend it.", "example:\n  arcticsearch check"),
    "export": (
        "The cleaned corpus.",
        "examples:\n  arcticsearch export > corpus.jsonl\n  arcticsearch export --text out",
    ),
}  # fmt: skip


class _Help(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=size(80, 24).columns - 2)


class _Parser(argparse.ArgumentParser):
    def _print_message(self, message: str, file: Any = None) -> None:
        # argparse would keep quiet about what cannot be written.
        print(message, end="", file=file, flush=True)

    def error(self, message: str, words: Sequence[str] = (), option: str = "") -> NoReturn:
        """`words` are what was perhaps to be searched for: "status quo" begins with a command;
        `option` is the one that was perhaps meant."""
        see = f"{f'Did you mean {option}? ' if option else ''}See `{self.prog} --help`"
        if words:
            import shlex

            see += f", or search for these words: `arcticsearch search -- {shlex.join(words)}`"
        raise UsageError(f"{message[:1].upper()}{message[1:]}. {see}.")


def parsed(command: str, line: Sequence[str], words: Sequence[str]) -> Arguments:
    """What argparse makes of the line behind a command, which was perhaps one of the `words` of a
    query. Raises UsageError; exits after --help and --version."""
    parser = _parser(command)
    found, left = parser.parse_known_args(line, Arguments({}))
    if left:
        asked = words if not left[0].startswith("-") else ()
        near = get_close_matches(left[0].partition("=")[0], OPTIONS[command], 1, _ALIKE)
        parser.error(f"unrecognized arguments: {' '.join(left)}", asked, *near)
    return found


def _parser(command: str) -> _Parser:
    description, examples = _SAID[command]
    parser = _Parser(
        prog=f"arcticsearch {command}".strip(), description=description, epilog=examples,
        allow_abbrev=False, formatter_class=_Help,
    )  # fmt: skip
    if not command:
        parser.usage = "arcticsearch [options] [QUERY ...]\n       arcticsearch COMMAND [options]"
        parser.add_argument("--version", action="version", version=f"arcticsearch {__version__}")
    if command in SEARCHES:
        parser.add_argument("query", nargs="*", metavar="QUERY", help="words to search for")
    if command in NAMES_A_SEED:
        said = "a seed, as the hits print it, or its file"
        parser.add_argument("seed", metavar="SEED", help=said)
    groups: dict[str, argparse._ActionsContainer] = {}
    for name, how in OPTIONS[command].items():
        told = {**how, "type": _telling(how["type"])} if "type" in how else {**how}
        group = told.pop("group", None)
        if group and group not in groups:
            groups[group] = parser.add_mutually_exclusive_group()
        groups.get(group, parser).add_argument(name, **told)
    return parser


def _telling(read: Callable[[str], object]) -> Callable[[str], object]:
    """The same, whose own words argparse prints when a value is none."""

    def told(value: str) -> object:
        try:
            return read(value)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return told
