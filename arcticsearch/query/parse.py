"""Reads a query into its tree. Every text is a query: nothing fails, and whatever is not read as
it was written is said in a note: a sentence.

    query  = some { OR some }            words beside each other bind tighter than OR
    some   = part { [AND] part }
    part   = { NOT | - } { field: } ( word | "phrase"[~n] | =value | "(" query ")" )

There is no recursion: open parentheses are a stack of _Groups, so that their number is no danger,
and the depth of the tree is bounded for those who walk it.
"""

from __future__ import annotations

from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.query.fields import DATES, KNOWABLE, NAMES, NONE, SORTS
from arcticsearch.query.lex import Kind, Token, clean, scan
from arcticsearch.query.normal import all_of, any_of, depth, leaves, none_of
from arcticsearch.query.tree import FIELDS, And, Everything, Exact, Has, Node, Not, Query, Word
from arcticsearch.query.words import Read, read_phrase, read_word, shown, unquoted

if TYPE_CHECKING:
    import datetime

# A page pasted as a query is still read whole; beyond that nobody asks, and time is bounded.
MOST_CHARACTERS = 100_000
MOST_WORDS = 1_000
# Who walks a tree may do so by recursion: CPython allows a thousand calls.
DEEPEST = 50
MOST_NOTES = 10
# A facet's value may be a title or a path.
LONGEST_VALUE = 1_000

TOO_MANY_WORDS = f"Only the first {MOST_WORDS:,} words were read."


def parse(text: str, today: datetime.date | None = None, *, whole: bool = True) -> Query:
    """The query that `text` asks. Never raises; work is linear and bounded for any string.

    `today` is the day that relative dates count from, by default the computer's. What is not the
    `whole` of a query, but narrows another, may be empty or only leave out, and no note says so.

    >>> parse('icebreaker -author:nilsen').root
    And(parts=(Word(text='icebreaker', field=None), Not(part=Word(text='nilsen', field='author'))))
    >>> parse('form:nilsen').notes
    ('There is no field form; did you mean from? It was searched as text.',)
    """
    return _Reader(today, whole).read(text)


class _Group:
    """What stands between two parentheses, while it is read. `field` is what its words ask for."""

    def __init__(self, field: str | None) -> None:
        self.field = field
        self.alternatives: list[list[Node]] = [[]]
        self.negated = False  # the next part
        self.operator = ""  # waits for its right side
        self.height = 1  # no less than the depth of every part

    def add(self, node: Node, height: int = 1) -> None:
        if self.operator == "OR":
            self.alternatives.append([])
        self.alternatives[-1].append(none_of(node) if self.negated else node)
        self.height = max(self.height, height + self.negated)
        self.negated = False
        self.operator = ""


class _Reader:
    def __init__(self, today: datetime.date | None, whole: bool) -> None:
        self.today = today
        self.whole = whole
        self.groups = [_Group(None)]
        self.asked = ""  # a field name whose value comes next, as typed
        self.apart = False  # whether a blank follows its colon
        self.exact = False
        self.read_to = 0  # up to where the text was read before its tokens came
        self.words = 0
        self.lost = False  # whether something was left out that was meant to be found
        self.sort = ""
        self.notes: list[str] = []

    def read(self, text: str) -> Query:
        text = self._bounded(text)
        if text.strip() in ("AND", "OR", "NOT"):
            self.note(f"{text.strip()} is an operator: searched as a word.")
            text = text.lower()
        for token in scan(text):
            if self.words >= MOST_WORDS and token.kind in (Kind.WORD, Kind.PHRASE, Kind.FIELD):
                self.note(TOO_MANY_WORDS)
                break
            if token.start >= self.read_to:
                self._take(token, text)
        else:
            self._field_without_value()
            if len(self.groups) > 1:
                self.note("A parenthesis is never closed: read to the end.")
        while len(self.groups) > 1:
            self._close()
        root = self._root()
        return Query(root, self.sort or "relevance", tuple(self.notes), bool(self.sort))

    def note(self, text: str | None) -> None:
        if text and text not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(text)

    def _bounded(self, text: str) -> str:
        if len(text) > MOST_CHARACTERS:
            self.note(f"Only the first {MOST_CHARACTERS:,} characters were read.")
            text = text[:MOST_CHARACTERS]
        cleaned = clean(text)
        if cleaned != text:
            self.note("Characters that no text can have were read as blanks.")
        return cleaned

    def _take(self, token: Token, text: str) -> None:
        group = self.groups[-1]
        raw = text[token.start : token.end]
        following = text[token.end : token.end + 1]
        kind = token.kind
        if kind in (Kind.FIELD, Kind.OPERATOR, Kind.CLOSE):
            self._field_without_value()
        if kind in (Kind.WORD, Kind.PHRASE):
            more = self._words_of_date(text, token.start) if kind is Kind.WORD else ""
            self.read_to = token.start + len(more)
            self._value(kind, more or raw, following)
        elif kind is Kind.FIELD:
            self.asked = raw[:-1]
            self.apart = following.isspace()
        elif kind is Kind.EXACT:
            self.exact = True
        elif kind is Kind.NOT or raw == "NOT":
            group.negated = not group.negated
        elif kind is Kind.OPERATOR:
            self._operator(raw, group)
        elif kind is Kind.OPEN:
            self.groups.append(_Group(self._field()))
        elif len(self.groups) > 1:
            self._close()
        else:
            self.note("A closing parenthesis that nothing opens was left out.")

    def _operator(self, raw: str, group: _Group) -> None:
        self._nothing_after(group)
        if group.alternatives[-1]:
            group.operator = raw
        else:
            self.note(f"{raw} has nothing before it: left out.")

    def _nothing_after(self, group: _Group) -> None:
        """Leaves out what waits for a right side that does not come."""
        if group.operator or group.negated:
            operator = "NOT" if group.negated else group.operator
            self.note(f"{operator} has nothing after it: left out.")
        group.operator = ""
        group.negated = False

    def _field(self) -> str | None:
        """The field that the next value is for."""
        field = NAMES[self.asked.lower()] if self.asked else self.groups[-1].field
        if self.asked and self.apart:
            self.note(f"{shown(self.asked + ':')} was read together with what follows it.")
        self.asked = ""
        self.exact = False
        return field

    def _words_of_date(self, text: str, start: int) -> str:
        """What stands at `start`, if a date is asked for and takes several words."""
        name = self.asked.lower()
        if NAMES.get(name) not in DATES:
            return ""
        from arcticsearch.query.dates import words_of_date

        words = words_of_date(NAMES[name], text, start, self.today)
        if words:
            self.note(f'{shown(f"{name}:{words}")} was read as {name}:"{words}".')
        return words

    def _field_without_value(self) -> None:
        if self.asked:
            name, self.asked = self.asked, ""
            self.note(f"{shown(name + ':')} has no value after it: searched as text.")
            self.groups[-1].add(Word(name))
            self.words += 1

    def _value(self, kind: Kind, raw: str, following: str) -> None:
        exact, field = self.exact, self._field()
        words = len(raw.split())
        if self.words + words > MOST_WORDS:
            self.note(TOO_MANY_WORDS)
        node, note = self._leaf(kind, raw, following, field, exact)
        self.words += words
        self.note(note)
        group = self.groups[-1]
        if node is None:
            group.negated = False
            self.lost = self.lost or field != "sort"
        elif isinstance(node, And):
            self.words += len(node.parts) - words
            group.add(node, depth(node))
        else:
            group.add(node)

    def _leaf(self, kind: Kind, raw: str, following: str, field: str | None, exact: bool) -> Read:
        value = " ".join(unquoted(raw)[0].split()) if kind is Kind.PHRASE else raw
        refused = None
        if field == "sort":
            return None, self._sorted(value.lower())
        if field in KNOWABLE and value == NONE:
            return none_of(Has(field)), None
        if exact and field in FIELDS and field != "text" and value:
            return Exact(field, value[:LONGEST_VALUE]), None
        if exact and field not in DATES:
            refused = "The = was left out: it stands between a field and one whole value."
        if field in ("has", "no"):
            known_field = NAMES.get(value.lower())
            if known_field in KNOWABLE:
                return none_of(Has(known_field)) if field == "no" else Has(known_field), None
            refused = f"{shown(value)} is not a field that can be unknown: searched as text."
        elif field in DATES:
            from arcticsearch.query.dates import HOW_TO_WRITE, read_dates

            node, refused = read_dates(field, value, self.today)
            if node is not None:
                return node, refused
            refused = f"{shown(value)} is not a date ({HOW_TO_WRITE}): searched as text."
        field = field if field in FIELDS else None
        if kind is Kind.PHRASE:
            node, note = read_phrase(raw, field, MOST_WORDS - self.words)
        else:
            node, note = read_word(raw, field, following)
        return node, refused or note

    def _sorted(self, order: str) -> str | None:
        if order not in SORTS:
            return f"There is no order {shown(order)}: sort by new, old or relevance."
        changed = self.sort not in ("", SORTS[order])
        self.sort = SORTS[order]
        return f"Several orders were asked for: sorted by {self.sort}." if changed else None

    def _close(self) -> None:
        group = self.groups.pop()
        node = self._finished(group)
        if node is None:
            self.groups[-1].negated = False
        else:
            self.groups[-1].add(node, group.height)

    def _finished(self, group: _Group) -> Node | None:
        self._nothing_after(group)
        sizes = [len(parts) for parts in group.alternatives]
        if sum(sizes) == 0:
            return None
        if len(sizes) > 1 and max(sizes) > 1:
            self.note("Words beside each other belong together before OR: ( ) says it otherwise.")
        node = any_of([all_of(parts) for parts in group.alternatives])
        if sum(sizes) > 1:
            group.height += 3  # an Or of an And of an InSection at most
        if group.height > DEEPEST:
            group.height = depth(node)
        if group.height > DEEPEST:
            self.note("The parentheses are nested too deep: the inner ones were read as one list.")
            node = all_of([Not(leaf) if excluded else leaf for leaf, excluded in leaves(node)])
            group.height = depth(node)
        return node

    def _root(self) -> Node:
        node = self._finished(self.groups[0])
        if not self.whole:
            return node or Everything()
        if node is None and self.lost:
            self.note("There is nothing left to look for.")
            return Not(Everything())
        if node is None:
            self.note("An empty query finds every article.")
            return Everything()
        parts = node.parts if isinstance(node, And) else (node,)
        if all(isinstance(part, Not) and not isinstance(part.part, Has) for part in parts):
            self.note("Nothing is asked for but to leave out: every other article is found.")
        return node
