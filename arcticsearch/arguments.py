"""argv → arguments: the commands, their options, and what counts as words of a query."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from typing import NoReturn

from arcticsearch import __version__
from arcticsearch.errors import ArcticsearchError
from arcticsearch.query.fields import COUNTED, FACETS, known_as
from arcticsearch.screen import size

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


class UsageError(ArcticsearchError):
    """The command line cannot be understood."""


class _Help(argparse.RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=size(80, 24).columns - 2)


class _Parser(argparse.ArgumentParser):
    def error(self, message: str, words: Sequence[str] = ()) -> NoReturn:
        """`words` are what was perhaps to be searched for: "status quo" begins with a command."""
        see = f"See `{self.prog} --help`"
        if words:
            import shlex

            see += f", or search for these words: `arcticsearch search -- {shlex.join(words)}`"
        raise UsageError(f"{message[:1].upper()}{message[1:]}. {see}.")

    def length(self, argument: str) -> int:
        """How many arguments the option takes that begins here: itself, and a value that stands
        apart. 0 where none begins: `-norway` is a word to leave out, `-` and `--` are none either.
        """
        name, glued, _ = argument.partition("=")
        if argument[2:].isdecimal():  # -n5
            name, glued = argument[:2], argument[2:]
        option = self._option_string_actions.get(name)
        if option is None:  # what has the look of one is refused later, by its name
            return int(name[:2] == "--" and name[2:3].isalpha() and len(name.split()) == 1)
        return 1 if glued or option.nargs == 0 else 2

    def first(self, arguments: Sequence[str]) -> int:
        """Where the first argument stands that is neither an option nor its value."""
        at = 0
        while at < len(arguments) and (length := self.length(arguments[at])):
            at += length
        return at


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with `command` set: "search" with the words of a `query`, "shell" without any,
    or as typed.

    Raises UsageError. Exits, as argparse does, after --help and --version.
    """
    parser = _bare()
    command, rest = _command(argv, parser)
    if command:
        parser = _PARSERS[command]()
    options, words = _split(rest, parser)
    one_seed = command in ("show", "like") and len(words) == 1  # whose name may begin with a dash
    if command in ("", "search") or one_seed:
        rest = [*options, "--", *words]
    if command in ("", "search"):
        command = "search" if any(map(str.strip, words)) else "shell"
    found, left = parser.parse_known_args(rest)
    if left:
        words = [] if left[0].startswith("-") else [command, *_split(rest, _search())[1]]
        parser.error(f"unrecognized arguments: {' '.join(left)}", words)
    found.command = command
    return found


def _command(argv: Sequence[str], parser: _Parser) -> tuple[str, list[str]]:
    """The command, which is the first word if any, and all other arguments. Options may stand
    before it, its own too."""
    for at, name in enumerate(argv):
        if name not in _PARSERS:
            continue
        if at == parser.first(argv) or at == _PARSERS[name]().first(argv):
            return name, [*argv[:at], *argv[at + 1 :]]
    return "", list(argv)


def _split(arguments: Sequence[str], parser: _Parser) -> tuple[list[str], list[str]]:
    """Options with their values, and the words between and behind them."""
    options: list[str] = []
    words: list[str] = []
    at = 0
    while at < len(arguments) and arguments[at] != "--":
        length = parser.length(arguments[at])
        end = at + (length or 1)
        (options if length else words).extend(arguments[at:end])
        at = end
    return options, [*words, *arguments[at + 1 :]]


def _new(name: str, description: str, example: str = "") -> _Parser:
    prog = f"arcticsearch {name}".strip()
    parser = _Parser(
        prog=prog, description=description, epilog=example, allow_abbrev=False,
        formatter_class=_Help,
    )  # fmt: skip
    parser.add_argument("--corpus", type=_name, metavar="DIR", help="the folder of pages")
    parser.add_argument("--index", type=_name, metavar="DIR", help="where the index is kept")
    parser.add_argument("--follow", action="store_true", help="follow links in the corpus")
    parser.add_argument(
        "--jobs", type=_count, default=os.cpu_count() or 1, metavar="N",
        help="processes that read pages (one a core)",
    )  # fmt: skip
    return parser


def _presentation(parser: _Parser) -> None:
    parser.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto",
        help="colours: auto is on a terminal, unless NO_COLOR is set",
    )  # fmt: skip
    parser.add_argument("--no-pager", action="store_true", help="never page, not even here")


def _query(parser: _Parser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help="words to search for")
    _results(parser)


def _seed(parser: _Parser) -> None:
    parser.add_argument("seed", metavar="SEED", help="a seed, as the hits print it, or its file")


def _results(parser: _Parser) -> None:
    parser.add_argument("-n", type=_count, default=10, metavar="N", help="hits to show (10)")
    parser.add_argument("--page", type=_count, default=1, metavar="P", help="the P-th N hits")
    parser.add_argument(
        "--sort", choices=("relevance", "date", "new", "old"),
        help="relevance, or by date: new (or date) first, old first",
    )  # fmt: skip
    parser.add_argument(
        "--facets", type=_facets, default=FACETS, metavar="NAMES",
        help="which facets, such as source,month; or none",
    )  # fmt: skip
    parser.add_argument("--facet-limit", type=_count, default=5, metavar="N", help="values (5)")
    parser.add_argument("--copies", action="store_true", help="name every folded copy")
    parser.add_argument("--explain", action="store_true", help="what each word adds to a score")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="one JSON object")
    shape.add_argument("--jsonl", action="store_true", help="a JSON object for each hit")
    _presentation(parser)


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 1_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 1000000")
    return number


def _name(text: str) -> str:
    """What a script hands over for a variable that is not set names nothing."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def _facets(names: str) -> tuple[str, ...]:
    chosen = tuple(
        known_as(name.strip()) for name in names.split(",") if name.strip() not in ("", "none")
    )
    for name in chosen:
        if name not in COUNTED:
            raise UsageError(f"There is no facet {name}. The facets are {', '.join(COUNTED)}.")
    return chosen


def _bare() -> _Parser:
    """What is asked without a command."""
    parser = _new("", _DESCRIPTION, _EPILOG)
    parser.usage = "arcticsearch [options] [QUERY ...]\n       arcticsearch COMMAND [options]"
    parser.add_argument("--version", action="version", version=f"arcticsearch {__version__}")
    _query(parser)
    return parser


def _search() -> _Parser:
    example = "example:\n  arcticsearch search -- index --full"
    parser = _new("search", "Search, when a query looks like a command or an option.", example)
    _query(parser)
    return parser


def _index() -> _Parser:
    example = "example:\n  arcticsearch index --corpus pages"
    parser = _new("index", "Bring the index up to date, and say what changed.", example)
    parser.add_argument("--full", action="store_true", help="start from nothing; swap when done")
    return parser


def _show() -> _Parser:
    example = "example:\n  arcticsearch show page.txt --removed"
    parser = _new("show", "An article, clean.", example)
    _seed(parser)
    parser.add_argument("--removed", action="store_true", help="what was removed from it, and why")
    parser.add_argument("--json", action="store_true", help="one JSON object with all of it")
    _presentation(parser)
    return parser


def _like() -> _Parser:
    example = "example:\n  arcticsearch like page.txt -n 5"
    parser = _new("like", "Articles like this one.", example)
    _seed(parser)
    _results(parser)
    return parser


def _status() -> _Parser:
    example = "example:\n  arcticsearch status --json"
    parser = _new("status", "How much is indexed, and what was skipped.", example)
    parser.add_argument("--json", action="store_true", help="one JSON object")
    _presentation(parser)
    return parser


def _check() -> _Parser:
    return _new("check", "Verify the index, and mend it.", "example:\n  arcticsearch check")


def _export() -> _Parser:
    example = "examples:\n  arcticsearch export > corpus.jsonl\n  arcticsearch export --text out"
    parser = _new("export", "The cleaned corpus.", example)
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--jsonl", action="store_true", help="an object for each article (default)")
    shape.add_argument(
        "--text", type=_name, metavar="DIR", help="a .txt file for each article, in a new DIR"
    )
    return parser


_PARSERS = {
    "search": _search, "index": _index, "show": _show, "like": _like, "status": _status,
    "check": _check, "export": _export,
}  # fmt: skip
