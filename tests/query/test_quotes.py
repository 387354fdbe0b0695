"""Which words of a command line had quotation marks before the shell ate them."""

from __future__ import annotations

import pytest

from arcticsearch.query.quotes import requoted

FINDS = ("ice", "author:ann ice", "title:sea ice", 'title:"sea ice"', 'from:"High North"')
"""What finds something; all else finds nothing."""


@pytest.mark.parametrize(
    ("words", "query"),
    [
        # A whole query in one argument
        (("author:ann ice",), "author:ann ice"),
        (("-author:ann ice",), "-author:ann ice"),
        (("-source:north zeppelin",), "-source:north zeppelin"),
        (("title:sea ice",), "title:sea ice"),
        # A lone word that had marks
        (("from:High North",), 'from:"High North"'),
        (("-from:High North",), '-from:"High North"'),
        # One of several that had marks
        (("ice", "source:High North"), 'ice source:"High North"'),
        (("-by:=Ann Frost", "ice"), '-by:="Ann Frost" ice'),
        # What never had any
        (("sort:new ice", "snow"), "sort:new ice snow"),
        (("date:5 march 2024", "ice"), "date:5 march 2024 ice"),
        (("no:date ice", "has:author ice"), "no:date ice has:author ice"),
        (("NATO: what changed", "ice"), "NATO: what changed ice"),
        (("at 10:30 today", "ice"), "at 10:30 today ice"),
        (('by:"Ann Frost" OR by:Bo', "ice"), 'by:"Ann Frost" OR by:Bo ice'),
        (("by:“Ann Frost”", "ice"), "by:“Ann Frost” ice"),
        (("by:(Ann Frost)", "ice"), "by:(Ann Frost) ice"),
        (("from: High North",), "from: High North"),
        (("In: the ice", "ice"), "In: the ice ice"),
        ((), ""),
    ],
)
def test_marks_are_put_back_where_there_were_some(words: tuple[str, ...], query: str) -> None:
    assert requoted(words, FINDS.__contains__) == query


def test_a_part_of_a_query_among_words_is_read_as_it_finds_something() -> None:
    words = ["author:ann ice", "snow"]
    assert requoted(words, lambda query: '"' not in query) == "author:ann ice snow"
    assert requoted(words, lambda query: False) == 'author:"ann ice" snow'


def test_a_lone_word_about_text_has_marks_if_it_finds_nothing_without() -> None:
    assert requoted(["title:sea ice"], lambda query: '"' in query) == 'title:"sea ice"'
