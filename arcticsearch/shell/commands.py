"""A line of the prompt → a Command. Nothing is done here, and no line fails.

words            a new search         :name argument   a command
+clause -clause  narrow               @name            a saved search
12               open hit 12          (nothing)        the next page
"""

from __future__ import annotations

import re

from arcticsearch.query import lex
from arcticsearch.values import Value


class Command(Value, frozen=True):
    """What a line asks for: a name of COMMANDS, or "search", "narrow", "page" or "mistake".

    The argument of a mistake is the sentence to say.
    """

    name: str
    argument: str = ""


class Usage(Value, frozen=True):
    """How a command is written: what may follow it, for people and as a pattern, and what for.

    `rule` is a sentence about what may follow, for who wrote something else.
    """

    argument: str
    pattern: str
    example: str
    help: str
    rule: str = ""


_HIT = ("N", r"[1-9][0-9]{0,5}", "3")
_NAME = ("NAME", r"[\w-]{1,64}", "sea-ice")
_ONE_WORD = "A name is one word."
_NONE = ("", "", "")

COMMANDS = {
    "open": Usage(*_HIT, "read hit N at its first match; so does N alone"),
    "back": Usage(*_NONE, "the page of hits before; Enter alone is the next"),
    "removed": Usage(*_HIT, "what was removed from the page of hit N, and why"),
    "copies": Usage(*_HIT, "where else the text of hit N stands"),
    "like": Usage(*_HIT, "articles like hit N"),
    "why": Usage(*_HIT, "what each word is worth in hit N"),
    "facet": Usage("NAME [TEXT]", r"[a-z]+(?: .*)?", "author", "all values of a facet, or some"),
    "pick": Usage("[NAME]", r"[a-z]*", "source", "tick values of facets; so does F2"),
    "sort": Usage("date|old|relevance", r"\S+", "date", "order the hits; date is newest first"),
    "drop": Usage("[N|NAME]", r".*", "source", "take back the last narrowing, or another"),
    "reset": Usage(*_NONE, "take back every narrowing"),
    "undo": Usage(*_NONE, "back to the search before"),
    "redo": Usage(*_NONE, "forth again"),
    "hist": Usage("year|month", r"(?:year|month)?", "month", "how many articles in each"),
    "save": Usage(*_NAME, "keep this search; @NAME runs it again", _ONE_WORD),
    "run": Usage(*_NAME, "run a saved search; so does @NAME", _ONE_WORD),
    "export": Usage(
        "csv|jsonl|md|bib FILE", r"\S+ .+", "csv hits.csv",
        "all hits into a new file; :export! replaces",
    ),
    "keys": Usage("vi|emacs", r"vi|emacs", "vi", "how keys edit the line, as in ~/.inputrc"),
    "index": Usage(*_NONE, "bring the index up to date now"),
    "status": Usage(*_NONE, "how much is indexed, and what was skipped"),
    "help": Usage("[COMMAND]", r":?[a-z]*", "sort", "this; so does F1"),
    "quit": Usage(*_NONE, "leave; so does Ctrl-D"),
}  # fmt: skip


def read(line: str) -> Command:
    """The command that a line stands for.

    >>> read("sea ice"), read("12")
    (Command(name='search', argument='sea ice'), Command(name='open', argument='12'))
    >>> read('+source:"RSIS" +ice')
    Command(name='narrow', argument='source:"RSIS" ice')
    >>> read(":opne 3")
    Command(name='mistake', argument='There is no command :opne; did you mean :open?')
    """
    line = lex.clean(line).strip()
    if not line:
        return Command("page")
    if re.fullmatch(r"[1-9][0-9]{0,5}", line, re.ASCII):
        return Command("open", line)
    if line.startswith(":"):
        return _command(line[1:])
    if saved := re.fullmatch(r"@([\w-]{0,64})", line):
        return Command("run", saved[1])
    if line.startswith("+") or (line.startswith("-") and not line[1:2].isspace() and line != "-"):
        return _narrowing(line)
    return Command("search", line)


def find(name: str) -> list[str]:
    """The commands that a name may stand for: itself, else those that it begins.

    >>> find("e"), find("un"), find("s")
    (['export'], ['undo'], ['sort', 'save', 'status'])
    """
    if name in COMMANDS:
        return [name]
    return [known for known in COMMANDS if name and known.startswith(name)]


def _command(text: str) -> Command:
    typed, _, argument = text.strip().partition(" ")
    argument = argument.strip()
    forced = typed == "export!"
    found = find("export" if forced else typed.lower())
    if not found:
        return Command("mistake", unknown(typed))
    if len(found) > 1:
        several = " or ".join(f":{name}" for name in found)
        return Command("mistake", f":{typed} is not enough: {several}?")
    usage = COMMANDS[found[0]]
    if not re.fullmatch(usage.pattern, argument):
        wanted = f":{found[0]} {usage.argument}".strip()
        example = f", such as :{found[0]} {usage.example}" if usage.example else ""
        return Command("mistake", f"Write {wanted}{example}. {usage.rule}".rstrip())
    return Command(found[0], f"! {argument}" if forced else argument)


def unknown(typed: str) -> str:
    """What is said of a name that no command has."""
    from difflib import get_close_matches

    near = get_close_matches(typed.lower(), COMMANDS, 1)
    meant = f"; did you mean :{near[0]}?" if near else ". :help lists them."
    return f"There is no command :{typed}{meant}"


def _narrowing(line: str) -> Command:
    """The clauses of a line, without the plus signs before them."""
    at = 0
    while found := next((t for t in lex.tokens(line) if t.start >= at and _is_plus(line, t)), None):
        at = found.start
        line = line[:at] + line[at + 1 :].lstrip()
    if not line.strip():
        return Command("mistake", 'Write a clause after the +, such as +source:"RSIS".')
    return Command("narrow", line)


def _is_plus(line: str, token: lex.Token) -> bool:
    return token.kind is lex.Kind.WORD and line[token.start] == "+"
