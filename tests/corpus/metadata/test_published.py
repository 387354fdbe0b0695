"""Which day of those that a page claims is its own."""

from collections.abc import Sequence

from arcticsearch.corpus.metadata import published
from arcticsearch.corpus.metadata.asking import decide
from arcticsearch.corpus.metadata.declared import Claim, Declared, read_hints
from arcticsearch.corpus.metadata.published import agreed, days_of, measure
from arcticsearch.page import Hint


def declared(*hints: tuple[str, str]) -> Declared:
    return read_hints([Hint(kind, value) for kind, value in hints])


def shown(day: str, odds: float) -> Claim:
    return Claim(day, "date line", 3, odds)


def choose(page: Declared, dates: Sequence[Claim], order: None) -> Claim | None:
    (day,) = decide([published.choose(page, dates, order)])
    return day


def test_a_day_that_all_claim_is_the_pages() -> None:
    page = declared(
        ("meta:article:published_time", "2024-03-02T08:00:00+01:00"),
        ("time", "2024-03-02"),
        ("class:date", "2 March 2024"),
        ("aside:class:date", "9 March 2024"),
    )
    found = choose(page, [shown("2024-03-02", 3.0)], None)
    assert found is not None
    assert (found.value, found.where) == ("2024-03-02", "meta article:published_time")


def test_a_page_of_text_has_only_what_it_shows() -> None:
    likely, unlikely = shown("2024-03-02", 2.0), shown("2024-03-09", -3.0)
    assert choose(Declared(), [unlikely, likely], None) == likely
    assert choose(Declared(), [unlikely], None) is None


def test_a_month_or_a_year_counts_only_where_no_day_is_claimed() -> None:
    page = declared(("meta:citation_date", "2019"), ("meta:og:title", "On ice"))
    found = choose(page, [], None)
    assert found is not None and found.value == "2019"
    found = choose(page, [shown("2019-03-02", 3.0)], None)
    assert found is not None and found.value == "2019-03-02"


def test_a_year_in_a_long_value_is_anothers() -> None:
    page = declared(("class:date", "Ida Berg has written about ice and ships since May 2019"))
    assert choose(page, [], None) is None


def test_a_day_of_an_update_is_not_taken_unweighed() -> None:
    plain = declared(("time", "2024-03-02"), ("class:date", "2 March 2024"))
    found = agreed(plain, None)
    assert found is not None and found.value == "2024-03-02"
    assert (
        agreed(declared(("time", "2024-03-02"), ("class:date", "Updated 2 March 2024")), None)
        is None
    )


def test_who_claims_another_day_is_counted() -> None:
    page = declared(
        ("meta:article:published_time", "2024-03-03T02:00:00Z"),
        ("class:date", "Updated 2 March 2024"),
        ("meta:article:modified_time", "2024-03-03"),
    )
    days, coarse = days_of(page.date, None)
    assert ([day.iso for day in days], coarse) == (["2024-03-03", "2024-03-02"], None)
    first, second = measure(days, page, [], None)
    assert (first["published"], first["class"], first["utc"]) == (1.0, -1.0, 2.0)
    assert (second["published"], second["class"], second["updated"]) == (-1.0, 1.0, True)
    assert (first["day_before"], second["day_after"], first["modified"]) == (True, True, 1.0)


def test_a_place_that_readers_see_is_believed_alone_and_json_ld_is_weighed() -> None:
    found = agreed(declared(("time", "2024-03-02")), None)
    assert found is not None and found.value == "2024-03-02"
    linked = (
        "json-ld",
        '{"@type": "Article", "datePublished": "2024-03-02", "author": "Ida Berg"}',
    )
    assert agreed(declared(linked), None) is None


def test_the_year_of_an_update_is_not_the_articles() -> None:
    assert choose(declared(("class:date", "Updated on 09/11/25")), [], None) is None
    found = choose(declared(("class:date", "09/11/25")), [], None)
    assert found is not None and found.value == "2025"
