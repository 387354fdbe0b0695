"""The query as a tree of frozen values; what each node matches is said here and nowhere else.

An article matches or not; a leaf without a field looks into text, title and section headings.
A leaf with a field looks only there: the fields are those of FIELDS.
"""

from __future__ import annotations

from arcticsearch.values import Value

TEXT_FIELDS = ("text", "title", "section")
FIELDS = ("text", "title", "section", "source", "author", "category", "language", "path")


class Everything(Value, frozen=True):
    """Every article."""


class Word(Value, frozen=True):
    """A word as typed; analysed (folded, stemmed) by the engine. `covid-19` becomes its parts,
    next to one another."""

    text: str
    field: str | None = None


class Phrase(Value, frozen=True):
    """Words in this order with at most `slop` other words between them all, in one paragraph
    (in one value, for fields with several)."""

    text: str
    slop: int = 0
    field: str | None = None


class Prefix(Value, frozen=True):
    """Words that start so: `icebr*`."""

    text: str
    field: str | None = None


class Wildcard(Value, frozen=True):
    """Words of this shape; `*` is any run of characters, `?` is one."""

    pattern: str
    field: str | None = None


class Fuzzy(Value, frozen=True):
    """Words at most `distance` edits away (Damerau: a swap is one edit)."""

    text: str
    distance: int = 1
    field: str | None = None


class Exact(Value, frozen=True):
    """The field has exactly this value, as a facet shows it: `source:="High North News"`."""

    field: str
    value: str


class DateRange(Value, frozen=True):
    """The article's date, as an interval of days, lies inside [start, end). None is open.

    Both are ISO days; `end` is the first day that is no longer inside. `2024` is the interval of
    that year, so it is not inside 2024-03.
    """

    start: str | None
    end: str | None


class Has(Value, frozen=True):
    """The field is known (`has:author`); Not(Has("date")) is `no:date`."""

    field: str


class Among(Value, frozen=True):
    """The articles of these numbers. Only programs ask for it; no query text stands for it."""

    articles: frozenset[int]


class InSection(Value, frozen=True):
    """`part` matches the article, if it had only the paragraphs whose section heading matches
    `heading`, and no title. Words may stand in different ones of them, a phrase in one.

    The leaves of `heading` have the field "section", those of `part` None or "text"; neither
    holds a Not. So the engine can push it down: over And and Or to each leaf of `part`.
    """

    heading: Node
    part: Node


class And(Value, frozen=True):
    """All of them, anywhere in the article."""

    parts: tuple[Node, ...]


class Or(Value, frozen=True):
    """Any of them."""

    parts: tuple[Node, ...]


class AtLeast(Value, frozen=True):
    """At least `least` of them: what an And is widened to when nothing has all."""

    least: int
    parts: tuple[Node, ...]


class Not(Value, frozen=True):
    """The articles that do not match `part`."""

    part: Node


Pattern = Prefix | Wildcard | Fuzzy
Leaf = Word | Phrase | Pattern
"""What a text by itself can hold, and be marked in it."""

Node = Leaf | Everything | Exact | DateRange | Has | Among | InSection | And | Or | AtLeast | Not


class Query(Value, frozen=True):
    """A query read: the tree, the order of its hits, one line for each thing reinterpreted, and
    whether it names an order."""

    root: Node
    sort: str = "relevance"
    notes: tuple[str, ...] = ()
    ordered: bool = False
