"""What an HTML page declares, field by field."""

import pytest

from arcticsearch.corpus.metadata.declared import read_hints
from arcticsearch.page import Hint


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("w-published-date", True),
        ("published_on", True),
        ("ice:pubdate", True),
        ("date-published", True),
        ("publication-time", True),
        ("publisher", False),
        ("publication", False),
        ("publisher-since", False),
    ],
)
def test_the_day_is_found_under_publishers_own_names(name: str, says: bool) -> None:
    found = read_hints([Hint(f"meta:{name}", "2024-03-02T08:00:00Z")])
    assert [claim.where for claim in found.date] == [f"meta {name}"] * says


@pytest.mark.parametrize(
    ("label", "says"),
    [("Written by", True), ("Verfasst von", True), ("Author", True), ("Est. reading time", False)],
)
def test_a_card_names_the_author_where_its_label_says_so(label: str, says: bool) -> None:
    card = [Hint("meta:twitter:label1", label), Hint("meta:twitter:data1", "Ida Berg")]
    found = read_hints([*card, Hint("meta:twitter:data2", "4 minutes")])
    assert [(claim.value, claim.where) for claim in found.author] == [
        ("Ida Berg", "meta twitter:data1")
    ] * says
