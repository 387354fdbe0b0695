"""`parse(write(tree)) == tree` for every tree in normal form, and the spelling that people see."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.query.normal import all_of, any_of, none_of
from arcticsearch.query.parse import parse
from arcticsearch.query.tree import (
    FIELDS,
    Among,
    AtLeast,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Has,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)
from arcticsearch.query.write import write

TEXT = st.text(
    st.one_of(st.sampled_from("ab-+:'\"*?~=()\\/.,é北ÖOR "), st.characters(codec="utf-8")),
    min_size=1,
    max_size=12,
)
FIELD = st.one_of(st.none(), st.sampled_from(FIELDS))
LETTERS = st.text(st.sampled_from("abcdeéß北нİ1"), min_size=1, max_size=8)
DAYS = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)).map(datetime.date.isoformat)


def is_one_word(text):
    return parse(text).root == Word(text)


def in_order(days):
    return DateRange(*sorted(days)) if len(set(days)) == 2 else Has("date")


LEAVES = st.one_of(
    st.just(Everything()),
    st.builds(Word, st.one_of(LETTERS, TEXT).filter(is_one_word), FIELD).filter(
        lambda word: word.field != "path" or not {"*", "?"} & {*word.text}  # patterns, in a path
    ),
    st.builds(
        Phrase,
        TEXT.map(lambda text: " ".join(parse_safe(text))).filter(bool),
        st.integers(0, 1000),
        FIELD,
    ),
    st.builds(Prefix, LETTERS, FIELD),
    st.builds(Wildcard, st.sampled_from(("*ice", "w?n", "*a*", "a*b?c")), FIELD),
    st.builds(Fuzzy, LETTERS, st.sampled_from((1, 2)), FIELD),
    st.builds(
        Exact,
        st.sampled_from([field for field in FIELDS if field != "text"]),
        TEXT.map(lambda text: " ".join(parse_safe(text))).filter(bool),
    ),
    st.sampled_from(("author", "language", "date", "section")).map(Has),
    st.tuples(DAYS, DAYS).map(in_order),
    DAYS.map(lambda day: DateRange(day, None)),
    DAYS.map(lambda day: DateRange(None, day)),
)
TREES = st.recursive(
    LEAVES,
    lambda nodes: st.one_of(
        st.lists(nodes, min_size=1, max_size=4).map(all_of),
        st.lists(nodes, min_size=1, max_size=4).map(any_of),
        nodes.map(none_of),
    ),
    max_leaves=12,
)


def parse_safe(text):
    """The words of a phrase that has a letter in it, without what no text can have."""
    printable = "".join(char for char in text if char.isprintable()) + "a"
    return printable.split()


@given(TREES)
def test_every_tree_is_read_back(tree):
    assert parse(write(tree)).root == tree


@given(st.text())
def test_any_string_is_read_back(text):
    query = parse(text)
    again = parse(write(query))
    assert (again.root, again.sort) == (query.root, query.sort)


@given(st.text())
def test_what_was_written_needs_hardly_a_note(text):
    """Whatever the reader puts right is right in what it writes, so that it is said once only."""
    again = parse(write(parse(text)))
    assert write(again) == write(parse(text))
    assert not any("left out" in note and "Nothing is asked" not in note for note in again.notes)


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("icebreaker finland", "icebreaker finland"),
        ("a AND (b OR c) NOT d", "a (b OR c) -d"),
        ("a b OR c", "(a b) OR c"),
        ("by:(nilsen OR balazs)", "author:nilsen OR author:balazs"),
        ("language:en", "lang:en"),
        ("-has:language", "no:lang"),
        ("in:background ice melt site:x", "section:background ice melt source:x"),
        ("(in:a ice) melt", "(section:a ice) melt"),
        ("“sea ice”", '"sea ice"'),
        ('source:="a \\" b"', 'source:="a \\" b"'),
        ("before:2024", "date:..2023"),
        ("after:2024-03", "date:2024-03.."),
        ("date:>2024-03-05", "date:2024-03-06.."),
        ("sort:newest ice", "ice sort:new"),
        ("sort:old", "* sort:old"),
        ("", "*"),
        ("ice)", "ice"),
    ],
)
def test_the_spelling(text, read_as):
    assert write(parse(text)) == read_as


def test_what_no_query_can_ask_is_written_as_an_or_or_not_at_all():
    words = (Word("ice"), Word("snow"))
    assert write(AtLeast(2, words)) == write(Or(words)) == "ice OR snow"
    with pytest.raises(TypeError):
        write(Among(frozenset({1})))


def test_a_query_is_written_with_its_order_and_a_node_without():
    assert write(Query(Word("ice"), "new")) == "ice sort:new"
    assert write(Not(Word("ice"))) == "-ice"
