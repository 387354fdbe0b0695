"""What a text's front matter states of it: whoever wrote that knew, so it needs no vote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arcticsearch.corpus.metadata.authors import Named
from arcticsearch.corpus.metadata.dates import DayOrder, read_date
from arcticsearch.corpus.metadata.declared import Claim, date_in_url
from arcticsearch.corpus.metadata.names import is_person, split_authors
from arcticsearch.corpus.metadata.sources import host, same_name
from arcticsearch.page import Hint
from arcticsearch.regex import regex
from arcticsearch.values import Value

_WHERE = "front matter"
_LONGEST_NAME = 80
_BETWEEN = regex(r"[,;#]|:(?!\s)")


class Stated(Value, frozen=True):
    """The fields that are stated; None or empty where none is, or it cannot be read."""

    title: Claim | None = None
    source: Claim | None = None
    date: Claim | None = None
    author: Named | None = None
    category: tuple[str, ...] = ()


def read(hints: Sequence[Hint], order: DayOrder | None = None) -> Stated:
    """What the hints of kind "front:…" say. `order` is that of numeric dates."""
    by_field: dict[str, list[str]] = {}
    for hint in hints:
        stood, _, field = hint.kind.partition(":")
        if stood == "front":
            by_field.setdefault(field, []).append(hint.value)
    if not by_field:
        return Stated()
    person, house = _sender(by_field.get("from", [""])[0])
    return Stated(
        title=_first(by_field.get("title", ())),
        source=_source(by_field.get("source", []) + house, by_field.get("url", ())),
        date=_date(by_field, order),
        author=_author(by_field.get("author", []) + person),
        category=_rubrics(by_field.get("category", ())) or _rubrics(by_field.get("tags", ())),
    )


def languages(hints: Iterable[Hint]) -> list[str]:
    """The tags of the languages that it says the text is in ("en-US")."""
    return [hint.value for hint in hints if hint.kind == "front:language"]


def _sender(text: str) -> tuple[list[str], list[str]]:
    """Who sent a mail: a person, or a publication that its address names, too."""
    name, _, address = text.partition("<")
    name = name.strip(" \t\"'“”")
    if is_person(name):
        return [name], []
    return [], [name] * (name != "" and same_name(name, address.partition("@")[2].strip("> ")))


def _first(values: Sequence[str]) -> Claim | None:
    return Claim(values[0], _WHERE) if values else None


def _source(names: Sequence[str], urls: Sequence[str]) -> Claim | None:
    """The publication; without one the host, and of what is called a source without being an
    address, the name."""
    hosts = [name for url in urls if (name := host(url))]
    short = [name for name in (*names, *urls) if len(name) <= _LONGEST_NAME and "/" not in name]
    return _first([*(name for name in short if name in names), *hosts, *short])


def _date(by_field: dict[str, list[str]], order: DayOrder | None) -> Claim | None:
    for value in by_field.get("date", ()):
        if iso := read_date(value, order):
            return Claim(iso, _WHERE)
    urls = (claim for url in by_field.get("url", ()) for claim in date_in_url(url))
    return next((claim._replace(where=f"{_WHERE} URL") for claim in urls), None)


def _author(values: Sequence[str]) -> Named | None:
    """The persons; a name in small letters alone is a login."""
    named = [name for value in values for name in split_authors(value)]
    names = tuple(dict.fromkeys(name for name in named if not (name.islower() and name.isalnum())))
    return Named(names, Claim("; ".join(names), _WHERE)) if names else None


def _rubrics(values: Sequence[str]) -> tuple[str, ...]:
    """Rubrics, or the tags that stand in for them: "Ice", "ice, north", "#ice", ":ice:north:"."""
    names = (name.strip() for value in values for name in _BETWEEN.split(value))
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST_NAME))
