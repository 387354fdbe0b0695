"""The forms of dates, their intervals and back."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.query.dates import days_of, read_dates, written
from arcticsearch.query.tree import DateRange, Has

TODAY = datetime.date(2026, 3, 15)  # a Sunday


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("2024-2", "2024-02-01", "2024-03-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        ("2024-12-31", "2024-12-31", "2025-01-01"),
        ("2024/02/29", "2024-02-29", "2024-03-01"),
        ("20240229", "2024-02-29", "2024-03-01"),
        ("2024-02-29t10:30:00z", "2024-02-29", "2024-03-01"),
        ("29.2.2024", "2024-02-29", "2024-03-01"),
        ("29/2/2024", "2024-02-29", "2024-03-01"),
        ("02/29/2024", "2024-02-29", "2024-03-01"),
        ("2/2024", "2024-02-01", "2024-03-01"),
        ("march 2024", "2024-03-01", "2024-04-01"),
        ("sept. 2024", "2024-09-01", "2024-10-01"),
        ("2024 dec", "2024-12-01", "2025-01-01"),
        ("5 march 2024", "2024-03-05", "2024-03-06"),
        ("5th of march 2024", "2024-03-05", "2024-03-06"),
        ("march 5, 2024", "2024-03-05", "2024-03-06"),
        ("2010s", "2010-01-01", "2020-01-01"),
        ("2024-q3", "2024-07-01", "2024-10-01"),
        ("q4 2024", "2024-10-01", "2025-01-01"),
        ("today", "2026-03-15", "2026-03-16"),
        ("yesterday", "2026-03-14", "2026-03-15"),
        ("7d", "2026-03-08", "2026-03-16"),
        ("last 7 days", "2026-03-08", "2026-03-16"),
        ("2w", "2026-03-01", "2026-03-16"),
        ("1m", "2026-02-15", "2026-03-16"),
        ("past 3 months", "2025-12-15", "2026-03-16"),
        ("1y", "2025-03-15", "2026-03-16"),
        ("3 days ago", "2026-03-12", "2026-03-13"),
        ("a week ago", "2026-03-08", "2026-03-09"),
        ("2 months ago", "2026-01-01", "2026-02-01"),
        ("2 years ago", "2024-01-01", "2025-01-01"),
        ("this week", "2026-03-09", "2026-03-16"),
        ("last week", "2026-03-02", "2026-03-09"),
        ("this month", "2026-03-01", "2026-04-01"),
        ("last month", "2026-02-01", "2026-03-01"),
        ("this year", "2026-01-01", "2027-01-01"),
        ("last year", "2025-01-01", "2026-01-01"),
    ],
)
def test_an_expression_is_an_interval(text, start, end):
    assert read_dates("date", text.upper(), TODAY) == (DateRange(start, end), None)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2024-13", "2024-02-30", "05/07/2024", "32/1/2024", "13/2024", "202", "20244",
     "0999", "9999", "99999d", "9999y", "march", "march 32, 2024", "2024-w5", ">", "2024..soon",
     "soon..", ">soon"],
)  # fmt: skip
def test_what_is_no_date(text):
    assert read_dates("date", text, TODAY) == (None, None)


@pytest.mark.parametrize(
    ("field", "text", "start", "end"),
    [
        ("date", "2024-03..2024-06", "2024-03-01", "2024-07-01"),
        ("date", "2024-03 .. 2024-06-15", "2024-03-01", "2024-06-16"),
        ("date", "2024...2025", "2024-01-01", "2026-01-01"),
        ("date", "march 2024 to june 2024", "2024-03-01", "2024-07-01"),
        ("date", "2020-2024", "2020-01-01", "2025-01-01"),
        ("date", "2020–2024", "2020-01-01", "2025-01-01"),
        ("date", "2024..", "2024-01-01", None),
        ("date", "..2024", None, "2025-01-01"),
        ("date", "2025..last month", "2025-01-01", "2026-03-01"),
        ("date", "2024..2024-06", "2024-01-01", "2024-07-01"),
        ("date", ">2024", "2025-01-01", None),
        ("date", ">=2024", "2024-01-01", None),
        ("date", "<2024", None, "2024-01-01"),
        ("date", "<= 2024", None, "2025-01-01"),
        ("date", "=2024", "2024-01-01", "2025-01-01"),
        ("after", "2024", "2024-01-01", None),
        ("after", "7d", "2026-03-08", None),
        ("before", "2024-03-05", None, "2024-03-05"),
        ("before", "last year", None, "2025-01-01"),
    ],
)
def test_ranges_and_comparisons(field, text, start, end):
    assert read_dates(field, text, TODAY) == (DateRange(start, end), None)


def test_a_range_the_wrong_way_round_is_turned_and_said():
    node, note = read_dates("date", "2025..2024-06", TODAY)
    assert node == DateRange("2024-06-01", "2026-01-01")
    assert note is not None


def test_a_range_without_ends_is_any_date():
    assert read_dates("date", "..", TODAY) == (Has("date"), None)


@pytest.mark.parametrize(
    ("text", "day"), [("1m", (2026, 2, 28)), ("2m", (2026, 1, 31)), ("25m", (2024, 2, 29))]
)
def test_a_month_counts_back_to_its_last_day_at_most(text, day):
    today = datetime.date(2026, 3, 31)
    assert days_of(text, today) == (datetime.date(*day), datetime.date(2026, 4, 1))


def test_the_day_is_the_computers_if_none_is_given():
    node, _ = read_dates("date", "today", None)
    assert isinstance(node, DateRange)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        ("2024-01-01", "2025-01-01", "2024"),
        ("2024-01-01", "2026-01-01", "2024..2025"),
        ("2024-03-01", "2024-04-01", "2024-03"),
        ("2024-01-01", "2024-04-01", "2024-01..2024-03"),
        ("2024-01-01", "2024-01-02", "2024-01-01"),
        ("2024-01-01", None, "2024.."),
        (None, "2024-03-05", "..2024-03-04"),
    ],
)
def test_a_range_is_written_as_short_as_it_can_be(start, end, text):
    assert written(DateRange(start, end)) == text


DAYS = st.dates(datetime.date(1001, 1, 1), datetime.date(9998, 12, 31))


@given(DAYS, DAYS)
def test_every_range_is_read_back(first, second):
    if first != second:
        range_ = DateRange(min(first, second).isoformat(), max(first, second).isoformat())
        assert read_dates("date", written(range_), TODAY) == (range_, None)


@given(st.text())
def test_no_text_fails(text):
    for field in ("date", "after", "before"):
        read_dates(field, text, TODAY)
