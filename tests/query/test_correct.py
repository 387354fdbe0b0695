"""Which words of a query are corrected."""

from __future__ import annotations

import pytest

from arcticsearch.query.correct import MOST_WORDS, corrected
from arcticsearch.query.parse import parse
from arcticsearch.query.write import write

VOCABULARY = {"icebreaker": 5, "finland": 9, "sea": 3, "ice": 20, "route": 2}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("icebraker", "icebreaker"),
        ("Icebraker Finland", "icebreaker Finland"),
        ('"sea iec" OR roote', '"sea ice" OR route'),
        ("title:icebraker source:icebraker", "title:icebreaker source:icebraker"),
        ("section:ruote icebraker", "section:route icebreaker"),
        ("ice -finlnd", None),
        ("icebr* covid-19 zzzzz", None),
        ("icebreaker finland", None),
        ("*", None),
    ],
)
def test_what_was_meant(text, meant):
    root = corrected(parse(text).root, VOCABULARY)
    assert (None if root is None else write(root)) == meant


def test_words_are_folded_as_the_vocabulary_is():
    assert corrected(parse("ÍCE").root, {"ice": 1}, lambda word: "ice") is None


def test_only_the_first_unknown_words_are_corrected():
    root = corrected(parse("icebraker " * 20).root, VOCABULARY)
    assert write(root).split().count("icebreaker") == MOST_WORDS
