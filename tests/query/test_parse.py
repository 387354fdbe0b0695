"""What each query is read into, and what is said about it."""

from __future__ import annotations

import datetime
import random
import re
import time

import pytest

from arcticsearch.query.normal import depth
from arcticsearch.query.parse import DEEPEST, MOST_NOTES, MOST_WORDS, parse
from arcticsearch.query.tree import (
    And,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Has,
    InSection,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Wildcard,
    Word,
)
from arcticsearch.query.write import write
from tests.query.queries import random_query

TODAY = datetime.date(2026, 3, 15)
NOTHING = Not(Everything())


def words(text, field=None):
    return tuple(Word(word, field) for word in text.split())


CASES = [
    # words, AND, OR, NOT, parentheses
    ("icebreaker", Word("icebreaker")),
    ("icebreaker finland", And(words("icebreaker finland"))),
    ("icebreaker AND finland", And(words("icebreaker finland"))),
    ("finland OR norway", Or(words("finland norway"))),
    ("(a OR b) OR (c OR d)", Or(words("a b c d"))),
    ("ice (finland OR norway)", And((Word("ice"), Or(words("finland norway"))))),
    ("((a) (b (c d)))", And(words("a b c d"))),
    ("ice NOT norway", And((Word("ice"), Not(Word("norway"))))),
    ("ice -norway", And((Word("ice"), Not(Word("norway"))))),
    ("ice -(a OR b)", And((Word("ice"), Not(Or(words("a b")))))),
    ("ice AND NOT norway", And((Word("ice"), Not(Word("norway"))))),
    ("ice OR NOT norway", Or((Word("ice"), Not(Word("norway"))))),
    ("NOT NOT ice", Word("ice")),
    ("ice ice baby", And(words("ice ice baby"))),
    ("not this or that", And(words("not this or that"))),
    ("* ice", Word("ice")),
    ("a(b)c", And(words("a b c"))),
    # phrases
    ('"sea ice"', Phrase("sea ice")),
    ('"sea   ice"~5', Phrase("sea ice", 5)),
    ("“sea ice” „grünes Eis“ «лёд»", And((Phrase("sea ice"), Phrase("grünes Eis"), Phrase("лёд")))),
    (r'"5\" gun"', Phrase('5" gun')),
    (r'"C:\temp"', Phrase(r"C:\temp")),
    ('a NOT"sea ice"', And((Word("a"), Not(Phrase("sea ice"))))),
    # parts of words
    ("icebr*", Prefix("icebr")),
    ("icebr*,", Prefix("icebr")),
    ("icebr**", Prefix("icebr")),
    ("*breaker", Wildcard("*breaker")),
    ("wom?n", Wildcard("wom?n")),
    ("icebraker~", Fuzzy("icebraker")),
    ("icebraker~2", Fuzzy("icebraker", 2)),
    # words that look like something else
    ("what is sea ice?", And(words("what is sea ice?"))),
    ("the ?slip? effect", And(words("the ?slip? effect"))),
    ("?slip", Word("?slip")),
    ("C++", Word("C++")),
    ("covid-19", Word("covid-19")),
    ("10:30", Word("10:30")),
    ("O'Brien", Word("O'Brien")),
    ("US-Russia", Word("US-Russia")),
    ("https://x.y/z", Word("https://x.y/z")),
    ("http://x.y/~ann/?q=1", Word("http://x.y/~ann/?q=1")),
    ('5" gun', And(words('5" gun'))),
    (",OR„ice~", Word(",OR„ice~")),
    ("Re: ice", And(words("Re: ice"))),
    ("北極 航路", And(words("北極 航路"))),
    ("北極\u3000航路", And(words("北極 航路"))),
    # fields
    ("author:nilsen", Word("nilsen", "author")),
    ("by:nilsen from:rsis", And((Word("nilsen", "author"), Word("rsis", "source")))),
    ("tag:crab ice", And((Word("crab", "category"), Word("ice")))),
    ("Author:nilsen", Word("nilsen", "author")),
    ("author:(nilsen OR balazs)", Or(words("nilsen balazs", "author"))),
    ("ice -by:(a b)", And((Word("ice"), Not(And(words("a b", "author")))))),
    ("ice author:-nilsen", And((Word("ice"), Not(Word("nilsen", "author"))))),
    ("author:nil*", Prefix("nil", "author")),
    ("author:(title:ice nilsen)", And((Word("ice", "title"), Word("nilsen", "author")))),
    ('source:"High North News"', Phrase("High North News", 0, "source")),
    ('source:="High North News"', Exact("source", "High North News")),
    ("source:=RSIS", Exact("source", "RSIS")),
    ("site:x.org", Word("x.org", "source")),
    ("lang:no", Word("no", "language")),
    ("text:ice", Word("ice", "text")),
    ("author:*", Has("author")),
    ("has:author", Has("author")),
    ("no:date ice", And((Not(Has("date")), Word("ice")))),
    ("-no:date", Has("date")),
    ('source:="(none)"', Not(Has("source"))),
    ('date:"(none)" OR -lang:"(none)"', Or((Not(Has("date")), Has("language")))),
    # dates (test_dates.py has their forms)
    ("date:2024", DateRange("2024-01-01", "2025-01-01")),
    ("date:2024..", DateRange("2024-01-01", None)),
    ("date:..2024-06", DateRange(None, "2024-07-01")),
    ("date:>2024", DateRange("2025-01-01", None)),
    ("before:2024", DateRange(None, "2024-01-01")),
    ('after:"last month"', DateRange("2026-02-01", None)),
    (
        "date:(2023 OR 2025)",
        Or((DateRange("2023-01-01", "2024-01-01"), DateRange("2025-01-01", "2026-01-01"))),
    ),
    ("date:*", Has("date")),
    ("date:2024 may be", And((DateRange("2024-01-01", "2025-01-01"), *words("may be")))),
    # sections
    ("section:arctic", Word("arctic", "section")),
    ("section:arctic ice", InSection(Word("arctic", "section"), Word("ice"))),
    (
        "source:x ice section:(a OR b) melt -gone",
        And(
            (
                Word("x", "source"),
                InSection(Or(words("a b", "section")), And(words("ice melt"))),
                Not(Word("gone")),
            )
        ),
    ),
    ("(in:a ice) melt", And((InSection(Word("a", "section"), Word("ice")), Word("melt")))),
    ("(in:a ice) OR b", Or((InSection(Word("a", "section"), Word("ice")), Word("b")))),
    ('section:="Arctic" ice', And((Exact("section", "Arctic"), Word("ice")))),
]

REINTERPRETED = [
    ("", Everything(), "An empty query finds every article"),
    ("  ()", Everything(), "An empty query finds every article"),
    ("-norway", Not(Word("norway")), "Nothing is asked for but to leave out"),
    ("-a -b", And((Not(Word("a")), Not(Word("b")))), "Nothing is asked for but to leave out"),
    ("🚢", NOTHING, "“🚢” has no letters or digits: left out"),
    ("🚢", NOTHING, "There is nothing left to look for"),
    ("ice & snow", And(words("ice snow")), "“&” has no letters or digits: left out"),
    ("--help", Word("help"), "“--” has no letters or digits: left out"),
    ('"unbalanced ice', Phrase("unbalanced ice"), "A quotation mark is never closed"),
    ('"sea ice"~', Phrase("sea ice", 5), "was read with ~5"),
    ('"sea ic*"', Phrase("sea ic*"), "is no wildcard"),
    ("http://x.y/*", Word("http://x.y/*"), "is no wildcard: searched as text"),
    ("ice~7", Fuzzy("ice", 2), "was read with ~2"),
    # A pattern is one word's.
    ("covid-1*", And((Word("covid"), Prefix("1"))), "“covid-1*” was read as covid 1*."),
    ("-O'Br?en", Not(And((Word("o"), Wildcard("br?en")))), "“O'Br?en” was read as o br?en."),
    ("covid-18~", And((Fuzzy("covid"), Fuzzy("18"))), "was read as covid~ 18~."),
    ("path:*.html", Word("html", "path"), "“*.html” was read as path:html."),
    (
        "path:2024/no*.txt",
        And((Word("2024", "path"), Prefix("no", "path"), Word("txt", "path"))),
        "was read as path:2024 path:no* path:txt.",
    ),
    ("OR-*", Word("or"), "“OR-*” was read as or."),
    ("ice OR a-b*", Or((Word("ice"), And((Word("a"), Prefix("b"))))), "was read as a b*"),
    ("(ice", Word("ice"), "A parenthesis is never closed"),
    ("ice)", Word("ice"), "A closing parenthesis that nothing opens was left out"),
    ("ice OR", Word("ice"), "OR has nothing after it: left out"),
    ("OR ice", Word("ice"), "OR has nothing before it: left out"),
    ("ice NOT", Word("ice"), "NOT has nothing after it: left out"),
    ("(ice AND) snow", And(words("ice snow")), "AND has nothing after it: left out"),
    ("ice OR OR snow", Or(words("ice snow")), "OR has nothing after it: left out"),
    ("OR", Word("or"), "OR is an operator: searched as a word"),
    ("in:a ice OR b", Or((InSection(Word("a", "section"), Word("ice")), Word("b"))), "before OR"),
    ("a b OR c", Or((And(words("a b")), Word("c"))), "belong together before OR"),
    (
        "form:nilsen",
        Word("form:nilsen"),
        "no field form; did you mean from? It was searched as text.",
    ),
    ("covid:impact", Word("covid:impact"), "no field covid: searched as text"),
    ('foo:"a b"', And((Word("foo:"), Phrase("a b"))), "no field foo: searched as text"),
    ("author: nilsen", Word("nilsen", "author"), "“author:” was read together with what follows"),
    ("author:", Word("author"), "“author:” has no value after it: searched as text"),
    ("author: OR ice", Or(words("author ice")), "“author:” has no value after it"),
    ("=ice", Word("ice"), "The = was left out"),
    (
        "after:last month ice",
        And((DateRange("2026-02-01", None), Word("ice"))),
        '“after:last month” was read as after:"last month".',
    ),
    (
        "(date:5 march 2024) ice",
        And((DateRange("2024-03-05", "2024-03-06"), Word("ice"))),
        '“date:5 march 2024” was read as date:"5 march 2024".',
    ),
    ("date:soon", Word("soon"), "“soon” is not a date (write 2024, "),
    ("date:2025..2024", DateRange("2024-01-01", "2026-01-01"), "from the earlier to the later"),
    ("has:ice", Word("ice"), "“ice” is not a field that can be unknown"),
    ("ice sort:x", Word("ice"), "There is no order “x”: sort by new, old or relevance"),
    ("i\x00ce\ud800", And(words("i ce")), "Characters that no text can have were read as blanks"),
    ("x" * 300, Word("x" * 250), "was cut to 250 letters"),
]


@pytest.mark.parametrize(("text", "root"), CASES)
def test_is_read_as_expected_and_without_a_word(text, root):
    assert parse(text, TODAY) == Query(root)


@pytest.mark.parametrize(("text", "root", "note"), REINTERPRETED)
def test_what_is_read_otherwise_is_said(text, root, note):
    query = parse(text, TODAY)
    assert query.root == root
    assert any(note in one for one in query.notes), query.notes
    assert all(map(is_sentence, query.notes)), query.notes


def is_sentence(note):
    return re.fullmatch("[A-Z“].*[.?]", note, re.DOTALL) is not None


@pytest.mark.parametrize(
    ("text", "sort", "notes"),
    [
        ("ice sort:new", "new", ()),
        ("sort:oldest ice", "old", ()),
        ("ice (snow sort:date)", "new", ()),
        ("ice sort:relevance", "relevance", ()),
        ("ice sort:new sort:old", "old", ("Several orders were asked for: sorted by old.",)),
    ],
)
def test_the_order_asked_for(text, sort, notes):
    query = parse(text)
    assert (query.sort, query.notes) == (sort, notes)


@pytest.mark.parametrize(
    "text",
    [
        "ice " * 10_000,
        "(" * 5_000,
        "(" * 5_000 + "ice" + ")" * 5_000,
        "(a OR (b " * 2_500 + ")" * 5_000,
        "-(a OR (b " * 2_500,
        "(a " * 5_000,
        "x" * 1_000_000,
        '"' * 1_000_000,
        '"' + "\\" * 1_000_000,
        '"' + "a " * 500_000 + '"',
        "-" * 1_000_000,
        "*" * 1_000_000,
        "a*" * 500_000,
        "author:" * 100_000,
        "NOT " * 100_000,
        "in:x (y in:z " * 5_000,
        "date:" + "1" * 1_000_000,
        "\ud800" * 1_000_000,
    ],
    ids=lambda text: text[:12],
)
def test_work_is_bounded_whatever_the_size(text):
    start = time.process_time()
    query = parse(text)
    assert time.process_time() - start < 2
    assert depth(query.root) <= DEEPEST
    assert len(write(query)) < 100_000
    assert parse(write(query)).root == query.root


def test_the_bounds_are_said():
    assert f"Only the first {MOST_WORDS:,} words were read." in parse("ice " * 1001).notes
    assert parse("ice " * 1000).notes == ()
    assert "Only the first 1,000 words were read." in parse('"' + "ice " * 1001 + '"').notes
    assert "Only the first 100,000 characters were read." in parse(" " * 100_001 + "ice").notes
    deep = "(a OR (b " * 60
    assert any("nested too deep" in note for note in parse(deep).notes)
    assert not any("nested too deep" in note for note in parse("(a " * 500).notes)


def test_what_is_too_deep_still_leaves_out_what_was_left_out():
    root = parse("(a OR (b " * 60 + "-c" + "))" * 60).root
    assert "-c" in write(root)


def test_notes_are_few_and_short():
    query = parse(" ".join(f"z{n:x}q".translate(str.maketrans("0123456789", "ghijklmnop")) + ":x"
                           for n in range(900)))  # fmt: skip
    assert len(query.notes) == MOST_NOTES
    assert all(len(note) < 200 for note in parse(("q" * 200 + ":x ") * 5).notes)


def test_20_000_random_queries_are_read_and_written_back():
    rng = random.Random(20260315)
    for _ in range(20_000):
        text = random_query(rng)
        query = parse(text, TODAY)
        again = parse(write(query), TODAY)
        assert (again.root, again.sort) == (query.root, query.sort), text
        assert all(map(is_sentence, query.notes)), query.notes


def test_other_names_of_dates() -> None:
    assert parse("year:2023 ice").root == parse("date:2023 ice").root
    assert parse("since:2023 ice").root == parse("after:2023 ice").root
