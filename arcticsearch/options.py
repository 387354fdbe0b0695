"""The options of each command, as argparse is told of them, and what a command line comes to.

Nothing is imported that can wait: a look at the files begins when a command line is read.
"""

from __future__ import annotations

import os

from arcticsearch.checking import TYPE_CHECKING, Any
from arcticsearch.errors import ArcticsearchError
from arcticsearch.query.fields import COUNTED, FACETS, known_as

if TYPE_CHECKING:
    from collections.abc import Mapping

    Options = dict[str, dict[str, Any]]


class UsageError(ArcticsearchError):
    """The command line cannot be understood."""


class Arguments:
    """What a command line asks for. A command has the attributes of its own options alone."""

    command: str
    corpus: str | None
    index: str | None
    follow: bool
    jobs: int
    color: str
    no_pager: bool
    query: list[str]
    seed: str
    n: int
    page: int
    sort: str | None
    facets: tuple[str, ...]
    facet_limit: int
    copies: bool
    explain: bool
    json: bool
    jsonl: bool
    full: bool
    removed: bool
    text: str | None

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.__dict__.update(given)


_LONG = 100  # characters; Python reads no number of thousands


def _count(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < _LONG else 0
    if not 1 <= number <= 1_000_000:
        raise ValueError(f"{text!r} is not a number from 1 to 1000000")
    return number


def _name(text: str) -> str:
    """What a script hands over for a variable that is not set names nothing."""
    if not text:
        raise ValueError("the name is empty")
    return text


def _facets(names: str) -> tuple[str, ...]:
    chosen = tuple(
        known_as(name.strip()) for name in names.split(",") if name.strip() not in ("", "none")
    )
    for name in chosen:
        if name not in COUNTED:
            raise UsageError(f"There is no facet {name}. The facets are {', '.join(COUNTED)}.")
    return chosen


# An option takes a value unless its action is "store_true"; of a `group` only one can be given.
_EVERYWHERE: Options = {
    "--corpus": {"type": _name, "metavar": "DIR", "help": "the folder of pages"},
    "--index": {"type": _name, "metavar": "DIR", "help": "where the index is kept"},
    "--follow": {"action": "store_true", "help": "follow links in the corpus"},
    "--jobs": {
        "type": _count, "default": os.cpu_count() or 1, "metavar": "N",
        "help": "processes that read pages (one a core)",
    },
}  # fmt: skip
_PRESENTATION: Options = {
    "--color": {
        "choices": ("auto", "always", "never"), "default": "auto",
        "help": "colours: auto is on a terminal, unless NO_COLOR is set",
    },
    "--no-pager": {"action": "store_true", "help": "never page, not even here"},
}  # fmt: skip
_RESULTS: Options = {
    "-n": {"type": _count, "default": 10, "metavar": "N", "help": "hits to show (10)"},
    "--page": {"type": _count, "default": 1, "metavar": "P", "help": "the P-th N hits"},
    "--sort": {
        "choices": ("relevance", "date", "new", "old"),
        "help": "relevance, or by date: new (or date) first, old first",
    },
    "--facets": {
        "type": _facets, "default": FACETS, "metavar": "NAMES",
        "help": "which facets, such as source,month; or none",
    },
    "--facet-limit": {"type": _count, "default": 5, "metavar": "N", "help": "values (5)"},
    "--copies": {"action": "store_true", "help": "name every folded copy"},
    "--explain": {"action": "store_true", "help": "what each word adds to a score"},
    "--json": {"group": "shape", "action": "store_true", "help": "one JSON object"},
    "--jsonl": {"group": "shape", "action": "store_true", "help": "a JSON object for each hit"},
    **_PRESENTATION,
}  # fmt: skip

OPTIONS: dict[str, Options] = {
    "": {**_EVERYWHERE, **_RESULTS},
    "search": {**_EVERYWHERE, **_RESULTS},
    "index": {
        **_EVERYWHERE,
        "--full": {"action": "store_true", "help": "start from nothing; swap when done"},
    },
    "show": {
        **_EVERYWHERE,
        "--removed": {"action": "store_true", "help": "what was removed from it, and why"},
        "--json": {"action": "store_true", "help": "one JSON object with all of it"},
        **_PRESENTATION,
    },
    "like": {**_EVERYWHERE, **_RESULTS},
    "status": {
        **_EVERYWHERE,
        "--json": {"action": "store_true", "help": "one JSON object"},
        **_PRESENTATION,
    },
    "check": _EVERYWHERE,
    "export": {
        **_EVERYWHERE,
        "--jsonl": {
            "group": "shape", "action": "store_true",
            "help": "an object for each article (default)",
        },
        "--text": {
            "group": "shape", "type": _name, "metavar": "DIR",
            "help": "a .txt file for each article, in a new DIR",
        },
    },
}  # fmt: skip
"""The options of each command; "" is what is asked without one."""

SEARCHES, NAMES_A_SEED = ("", "search"), ("show", "like")
