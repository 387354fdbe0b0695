"""Tokens have places, and cover everything but white space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.query.lex import clean, tokens


def pieces(text):
    return [(text[token.start : token.end], token.kind.value) for token in tokens(text)]


def test_the_kinds():
    assert pieces('(ice OR "sea ice"~5) -by:nilsen source:="RSIS" covid-19 10:30') == [
        ("(", "open"),
        ("ice", "word"),
        ("OR", "operator"),
        ('"sea ice"~5', "phrase"),
        (")", "close"),
        ("-", "not"),
        ("by:", "field"),
        ("nilsen", "word"),
        ("source:", "field"),
        ("=", "exact"),
        ('"RSIS"', "phrase"),
        ("covid-19", "word"),
        ("10:30", "word"),
    ]


def test_what_will_be_read_as_text_is_a_word():
    assert pieces("form:nilsen or --x - https://in:x") == [
        ("form:nilsen", "word"),
        ("or", "word"),
        ("--", "word"),
        ("x", "word"),
        ("-", "word"),
        ("https://in:x", "word"),
    ]


@given(st.text())
def test_tokens_are_in_order_and_leave_only_white_space_between(text):
    last = 0
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    for token in tokens(text):
        assert cleaned[last : token.start].strip() == ""
        assert last <= token.start < token.end
        last = token.end
    assert cleaned[last:].strip() == ""
