"""Dates in many languages, the order of day and month, and what is not a date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.metadata.dates import day_order, find_dates, observed_order, read_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("24 février 2024", "2024-02-24"),
        ("24 février 2024 à 10:30", "2024-02-24"),
        ("24. Februar 2024", "2024-02-24"),
        ("24 февраля 2024 г.", "2024-02-24"),
        ("2024年2月24日", "2024-02-24"),
        ("2024년 2월 24일", "2024-02-24"),
        ("2024. 2. 24.", "2024-02-24"),
        ("Sat, 24 Feb 2024 10:00:00 GMT", "2024-02-24"),
        ("Sat Feb 24 10:00:00 CET 2024", "2024-02-24"),
        ("February 24th, 2024", "2024-02-24"),
        ("Feb. 24, 2024 at 9 am", "2024-02-24"),
        ("24 de febrero de 2024", "2024-02-24"),
        ("24 ΦΕΒΡΟΥΑΡΙΟΥ 2024", "2024-02-24"),
        ("24 lutego 2024 r.", "2024-02-24"),
        ("24TH FEBRUARY, 2024", "2024-02-24"),
        ("NewsFebruary 24, 2024Updated", "2024-02-24"),
        ("24.02.24", "2024-02-24"),
        ("24/02/202424/02/2024", "2024-02-24"),
        ("24.02.2419:44", "2024-02-24"),
        ("24.02.202419:44", "2024-02-24"),
        ("24/02/2024:19:44:00", "2024-02-24"),
        ("24/Feb/2024", "2024-02-24"),
        ("Thứ bảy, 24 tháng 2, 2024", "2024-02-24"),
        ("February 2024", "2024-02"),
    ],
)
def test_a_date_is_read_in_its_language(text: str, iso: str) -> None:
    assert [found.iso for found in find_dates(text)] == [iso]


@pytest.mark.parametrize(
    "text", ["call 886-2-23654366", "version 10.1.20.3", "since 2018", "31 February 2024", "1:24"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert [found.iso for found in find_dates(text) if found.is_day] == []


def test_an_ambiguous_date_has_only_its_year() -> None:
    assert [found.iso for found in find_dates("03/04/2024")] == ["2024"]
    assert [found.iso for found in find_dates("03/04/2024", "mdy")] == ["2024-03-04"]
    assert [found.iso for found in find_dates("03/04/2024", "dmy")] == ["2024-04-03"]
    # No language that writes the month first puts dots between.
    assert [found.iso for found in find_dates("03.04.2024")] == ["2024-04-03"]


def test_letters_that_stick_to_a_month_are_not_the_dates() -> None:
    text = "Ada ByronMarch 3, 2024"
    assert [text[found.start : found.end] for found in find_dates(text)] == ["March 3, 2024"]


def test_a_word_that_names_two_months_is_read_by_the_language() -> None:
    assert find_dates("3. listopada 2024", language="hr")[0].iso == "2024-10-03"
    assert find_dates("3 listopada 2024", language="pl")[0].iso == "2024-11-03"


def test_the_order_comes_from_the_language_or_from_the_page() -> None:
    assert day_order("en-GB") == "dmy"
    assert day_order("en") is None
    assert observed_order(["01/31/2024"]) == "mdy"
    assert observed_order(["01/31/2024", "31/01/2024"]) is None


def test_a_declared_day_or_month_is_read_and_a_default_is_none() -> None:
    assert read_date("2024-02-24T23:59:59+01:00") == "2024-02-24"
    assert read_date("1970-01-01T00:00:00Z") is None
    assert read_date("2024-02") == "2024-02"


@pytest.mark.parametrize("value", ["20240224", "20240224T101500Z", "20240224T1015+0400"])
def test_a_declared_day_without_hyphens_is_read(value: str) -> None:
    assert read_date(value) == "2024-02-24"
    assert read_date(value.replace("0224", "0231", 1)) is None


@given(st.dates(min_value=date(1990, 1, 1)))
def test_every_iso_date_is_read_as_it_stands(day: date) -> None:
    if day.year <= 2099:
        assert [found.iso for found in find_dates(f"on {day.isoformat()}, at noon")] == [
            day.isoformat()
        ]


@given(st.text(max_size=80))
def test_spans_hold_and_do_not_overlap(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


def test_what_is_older_than_the_web_is_read_only_when_asked_for() -> None:
    assert find_dates("26-FEB-1987 15:01:01.79") == []
    assert [one.iso for one in find_dates("26-FEB-1987 15:01", since=1900)] == ["1987-02-26"]
    assert read_date("1965-03-01") == "1965-03-01"


@pytest.mark.parametrize("value", ["1970-01-01T00:00:00Z", "1900-01-01", "0"])
def test_a_programs_default_is_no_date(value: str) -> None:
    assert read_date(value) is None
