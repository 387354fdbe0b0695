"""What can be typed next: commands, fields, values with their counts, words of the index."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from arcticsearch.present.style import clipped
from arcticsearch.query.fields import DATES, FACETS, KNOWABLE, NAMES, NONE
from arcticsearch.query.write import quoted
from arcticsearch.shell.commands import COMMANDS
from arcticsearch.values import Value

MOST = 40
"""Most choices offered; nobody reads more, and one letter more narrows them."""

_LEAST_LETTERS = 2
_WIDEST = 48
_FIELD = re.compile(r'(?<![\w:=])([a-z]+):(=?)("[^"]*|[^\s"()]*)$', re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+$")
_MEANINGS = {
    "source": "the publication", "author": "who wrote it", "date": "when published: 2024, 2024-03..",
    "section": "the heading above the text", "category": "the site's own rubric",
    "title": "words of the title", "lang": "language, such as en", "path": "the seed's path",
    "after": "from a date on", "before": "up to a date", "has": "where it is known",
    "no": "where it is not known", "sort": "new, old or relevance",
}  # fmt: skip


class Choice(Value, frozen=True):
    """What may stand in place of the last `replaces` characters before the cursor."""

    text: str
    replaces: int
    shown: str
    meta: str = ""


class Known(Value, frozen=True):
    """What the completion knows: the facets of the whole corpus and of what is shown now, the saved
    searches by name, and where words come from (with the number of articles)."""

    everywhere: Mapping[str, Sequence[tuple[str, int]]] = {}
    here: Mapping[str, Sequence[tuple[str, int]]] = {}
    saved: Callable[[], Mapping[str, str]] = dict
    words: Callable[[str, int], Sequence[tuple[str, int]]] = lambda _prefix, _limit: ()


def choices(before: str, known: Known) -> list[Choice]:
    """The choices for the text before the cursor, best first."""
    line = before.lstrip()
    if line.startswith(":"):
        return _command(line[1:], known)
    if line.startswith("@"):
        return _named(line[1:], known.saved().items(), "@")
    # A new search is answered from everywhere, a narrowing from what is shown.
    facets = known.here if line[:1] in ("+", "-") and known.here else known.everywhere
    if found := _FIELD.search(line):
        if found[1].lower() in NAMES:
            return _values(found, facets)
        return []
    if line in ("+", "-"):
        return _any_value(facets)
    word = _WORD.search(line)
    if word is None or len(word[0]) < _LEAST_LETTERS:
        return []
    return [*_fields(word[0]), *_words(word[0], known)][:MOST]


def fuzzy(typed: str, candidates: Iterable[str]) -> list[str]:
    """The candidates that hold the typed letters in order, the closest first; ties as they came.

    >>> fuzzy("hn", ["High North News", "Hnefatafl", "RSIS", "Ohnet"])
    ['Hnefatafl', 'Ohnet', 'High North News']
    """
    wanted = typed.casefold()
    # Each letter at the first place where it can stand: a page's name may hold each a hundred times.
    loose = re.compile("".join(f"(?>.*?{re.escape(letter)})" for letter in wanted), re.DOTALL)
    ranked = []
    for candidate in candidates:
        text = candidate.casefold()
        if text.startswith(wanted):
            ranked.append((0, candidate))
        elif (at := text.find(wanted)) >= 0:
            ranked.append((1 if not text[at - 1].isalnum() else 2, candidate))
        elif loose.match(text):
            ranked.append((3, candidate))
    return [candidate for _, candidate in sorted(ranked, key=lambda pair: pair[0])]


def _command(line: str, known: Known) -> list[Choice]:
    name, blank, argument = line.partition(" ")
    if not blank:
        return [
            Choice(found, len(name), f":{found} {COMMANDS[found].argument}".rstrip(),
                   COMMANDS[found].help)
            for found in fuzzy(name, COMMANDS)
        ]  # fmt: skip
    if name == "facet" and " " in argument:
        facet, _, text = argument.partition(" ")
        counts = dict(known.here.get(facet, ()))
        near = fuzzy(text, counts)[:MOST]
        return [_value(value, value, len(text), counts[value]) for value in near]
    if name == "run":
        return _named(argument, known.saved().items(), "")
    return _named(argument, ((option, "") for option in _OPTIONS.get(name, ())), "")


_OPTIONS: Mapping[str, Sequence[str]] = {
    "facet": FACETS, "pick": FACETS, "drop": FACETS, "hist": ("year", "month"),
    "sort": ("date", "old", "relevance"), "export": ("csv ", "jsonl ", "md ", "bib "),
    "keys": ("vi", "emacs"), "help": tuple(COMMANDS),
}  # fmt: skip


def _named(typed: str, options: Iterable[tuple[str, str]], mark: str) -> list[Choice]:
    meanings = dict(options)
    return [
        Choice(name, len(typed), f"{mark}{name}", clipped(meanings[name], _WIDEST))
        for name in fuzzy(typed, meanings)
    ]


def _values(found: re.Match[str], facets: Mapping[str, Sequence[tuple[str, int]]]) -> list[Choice]:
    """The values of the field before the cursor, in place of what was typed of them."""
    typed, name = found[3].lstrip('"'), NAMES[found[1].lower()]
    if name in ("has", "no"):
        return _named(found[3], ((known, "") for known in KNOWABLE), "")
    if name == "sort":
        return _named(found[3], ((order, "") for order in ("new", "old", "relevance")), "")
    facet = "date" if name in DATES else name
    counts = {value: count for value, count in facets.get(facet, ()) if value != NONE}
    if facet == "date":
        counts = dict(sorted(counts.items(), reverse=True))
    kept = len(found[0]) - len(found[1]) - 1  # the field stays as it was typed
    return [
        _value(value if facet == "date" else f"={quoted(value)}", value, kept, counts[value])
        for value in fuzzy(typed, counts)[:MOST]
    ]


def _any_value(facets: Mapping[str, Sequence[tuple[str, int]]]) -> list[Choice]:
    """The commonest values of every facet, for who has only said that they want to narrow."""
    found = []
    for facet, values in facets.items():
        for value, count in values[:5]:
            if value != NONE and facet != "month":
                text = value if facet == "date" else f"={quoted(value)}"
                found.append(_value(f"{facet}:{text}", f"{facet}:{value}", 0, count))
    return found


def _value(text: str, shown: str, replaces: int, count: int) -> Choice:
    return Choice(text, replaces, clipped(shown, _WIDEST), f"{count:,}")


def _fields(typed: str) -> Iterator[Choice]:
    for name, meaning in _MEANINGS.items():
        if name.startswith(typed.lower()):
            yield Choice(f"{name}:", len(typed), f"{name}:", meaning)


def _words(typed: str, known: Known) -> Iterator[Choice]:
    for word, count in known.words(typed, MOST):
        yield _value(word, word, len(typed), count)


class LineCompleter(Completer):
    """The choices as prompt_toolkit wants them. `known` is asked anew for every completion."""

    def __init__(self, known: Callable[[], Known]) -> None:
        self._known = known

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        for choice in choices(document.text_before_cursor, self._known()):
            # Shown as plain text: never as markup, and with nothing that a terminal obeys.
            yield Completion(
                choice.text, -choice.replaces,
                display=[("", clipped(choice.shown, _WIDEST))],
                display_meta=[("", clipped(choice.meta, _WIDEST))],
            )  # fmt: skip
