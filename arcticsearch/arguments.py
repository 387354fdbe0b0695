"""argv → arguments: the command, its options, and what counts as words of a query.

What is typed without a mistake is read here, in less time than it takes to load argparse; all else
is read by argparse, which knows what to say about it.
"""

from __future__ import annotations

from arcticsearch.checking import TYPE_CHECKING, Any
from arcticsearch.options import NAMES_A_SEED, OPTIONS, SEARCHES, Arguments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def parse(argv: Sequence[str]) -> Arguments:
    """The arguments, with `command` set: "search" with the words of a `query`, "shell" without any,
    or as typed.

    Raises UsageError. Exits, as argparse does, after --help and --version.
    """
    command, rest = _command(argv)
    options, words = _split(rest, command)
    found = _read(options, words, command)
    if found is None:
        from arcticsearch.usage import parsed

        one_seed = command in NAMES_A_SEED and len(words) == 1  # whose name may begin with a dash
        takes_words = command in SEARCHES or one_seed
        apart = [*options, "--", *words] if takes_words else rest if words else options
        found = parsed(command, apart, [command, *_split(rest, "search")[1]])
    if command in SEARCHES:
        command = "search" if any(map(str.strip, words)) else "shell"
    found.command = command
    return found


def _command(argv: Sequence[str]) -> tuple[str, list[str]]:
    """The command, which is the first word if any, and all other arguments. Options may stand
    before it, its own too."""
    for at, name in enumerate(argv):
        if name in OPTIONS and name and at in (_first(argv, ""), _first(argv, name)):
            return name, [*argv[:at], *argv[at + 1 :]]
    return "", list(argv)


def _first(argv: Sequence[str], command: str) -> int:
    """Where the first argument stands that is neither an option nor its value."""
    at = 0
    while at < len(argv) and (length := _length(argv[at], command)):
        at += length
    return at


def _length(argument: str, command: str) -> int:
    """How many arguments the option takes that begins here: itself, and a value that stands
    apart. 0 where none begins: `-norway` is a word to leave out, `-` and `--` are none either."""
    name, value = _taken_apart(argument)
    how = OPTIONS[command].get(name)
    if how is None:  # what has the look of one is refused later, by its name
        long = name[:2] == "--" and name[2:3].isalpha() and len(name.split()) == 1
        return int(long or name == "-h")
    return 1 if value is not None or "action" in how else 2


def _taken_apart(argument: str) -> tuple[str, str | None]:
    """The name of an option, and its value if that stands with it."""
    if argument[:1] == "-" and argument[2:].isdecimal():  # -n5
        return argument[:2], argument[2:]
    name, glued, value = argument.partition("=")
    return name, value if glued else None


def _split(arguments: Sequence[str], command: str) -> tuple[list[str], list[str]]:
    """Options with their values, and the words between and behind them."""
    options: list[str] = []
    words: list[str] = []
    at = 0
    while at < len(arguments) and arguments[at] != "--":
        length = _length(arguments[at], command)
        end = at + (length or 1)
        (options if length else words).extend(arguments[at:end])
        at = end
    return options, [*words, *arguments[at + 1 :]]


def _read(options: Sequence[str], words: list[str], command: str) -> Arguments | None:
    """The arguments, or None if anything about them has to be told."""
    known = OPTIONS[command]
    found = {_attribute(name): _default(how) for name, how in known.items()}
    groups: dict[str, str] = {}
    left = iter(options)
    for argument in left:
        name, value = _taken_apart(argument)
        how = known.get(name)
        if how is None or groups.setdefault(how.get("group", name), name) != name:
            return None
        if "action" in how:
            if value is not None:
                return None
            found[_attribute(name)] = True
            continue
        if value is None:
            value = next(left, "-")
            if value[:1] == "-":
                return None
        try:
            found[_attribute(name)] = how["type"](value) if "type" in how else value
        except ValueError:
            return None
        if value not in how.get("choices", (value,)):
            return None
    if command in SEARCHES:
        found["query"] = words
    elif command in NAMES_A_SEED and len(words) == 1:
        found["seed"] = words[0]
    elif words or command in NAMES_A_SEED:
        return None
    return Arguments(found)


def _attribute(name: str) -> str:
    return name.lstrip("-").replace("-", "_")


def _default(how: Mapping[str, Any]) -> Any:
    return how.get("default", False if "action" in how else None)
