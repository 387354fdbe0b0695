"""The query as a tree of frozen values; what each node matches is said here and nowhere else.

An article matches or not; a leaf without a field looks into text, title and section headings.
A leaf with a field looks only there: the fields are those of FIELDS.
"""

from __future__ import annotations

from dataclasses import dataclass

TEXT_FIELDS = ("text", "title", "section")
FACETS = ("source", "date", "author", "section", "category", "language")
FIELDS = ("text", "title", "section", "source", "author", "category", "language", "path")


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed; analysed (folded, stemmed) by the engine. `covid-19` becomes its parts,
    next to one another."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order with at most `slop` other words between them all, in one paragraph
    (in one value, for fields with several)."""

    text: str
    slop: int = 0
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that start so: `icebr*`."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words of this shape; `*` is any run of characters, `?` is one."""

    pattern: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words at most `distance` edits away (Damerau: a swap is one edit)."""

    text: str
    distance: int = 1
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """The field has exactly this value, as a facet shows it: `source:="High North News"`."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """The article's date, as an interval of days, lies inside [start, end). None is open.

    Both are ISO days; `end` is the first day that is no longer inside. `2024` is the interval of
    that year, so it is not inside 2024-03.
    """

    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Has:
    """The field is known (`has:author`); Not(Has("date")) is `no:date`."""

    field: str


@dataclass(frozen=True, slots=True)
class Among:
    """The articles of these numbers. The collection asks for it; no query text stands for it."""

    articles: frozenset[int]


@dataclass(frozen=True, slots=True)
class InSection:
    """`part` matches the article, if it had only the paragraphs whose section heading matches
    `heading`, and no title. Words may stand in different ones of them, a phrase in one.

    The leaves of `heading` have the field "section", those of `part` None or "text"; neither
    holds a Not. So the engine can push it down: over And and Or to each leaf of `part`.
    """

    heading: Node
    part: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of them, anywhere in the article."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of them."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `least` of them: what an And is widened to when nothing has all."""

    least: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The articles that do not match `part`."""

    part: Node


Node = (
    Everything | Word | Phrase | Prefix | Wildcard | Fuzzy | Exact | DateRange | Has | Among
    | InSection | And | Or | AtLeast | Not
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A query read: the tree, the order asked for, and one line for each thing reinterpreted."""

    root: Node
    sort: str = "relevance"
    notes: tuple[str, ...] = ()
