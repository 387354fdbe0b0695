"""What was picked in the facets, apart from what is searched."""

from __future__ import annotations

import pytest

from arcticsearch.query.facets import picked_year, selections
from arcticsearch.query.normal import all_of
from arcticsearch.query.parse import parse
from arcticsearch.query.write import write


@pytest.mark.parametrize(
    ("text", "base", "clauses"),
    [
        ("ice", "ice", {}),
        ("ice -x title:y path:z", "ice -x title:y path:z", {}),
        ("ice source:rsis", "ice", {"source": "source:rsis"}),
        ("source:rsis", "*", {"source": "source:rsis"}),
        ("author:a ice author:b", "ice", {"author": "author:a author:b"}),
        ("author:(a OR b) ice", "ice", {"author": "author:a OR author:b"}),
        ('source:="A" OR no:source', "*", {"source": 'source:="A" OR no:source'}),
        ("ice date:2024 lang:en", "ice", {"date": "date:2024", "language": "lang:en"}),
        ("source:a OR author:b", "source:a OR author:b", {}),
        ("source:a OR ice", "source:a OR ice", {}),
        ("ice -source:a", "ice -source:a", {}),
        ("ice no:date", "ice", {"date": "no:date"}),
        ("ice has:author", "ice", {"author": "has:author"}),
        ("section:x", "*", {"section": "section:x"}),
        ("section:x ice", "section:x ice", {}),
        ('section:="X" ice', "ice", {"section": 'section:="X"'}),
        ("ice (source:a author:b)", "ice", {"source": "source:a", "author": "author:b"}),
    ],
)
def test_the_split(text, base, clauses):
    query = parse(text)
    read_base, read_clauses = selections(query.root)
    assert write(read_base) == base
    assert {facet: write(clause) for facet, clause in read_clauses.items()} == clauses
    together = all_of([read_base, *read_clauses.values()])
    assert selections(together) == (read_base, read_clauses)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("ice date:2024", "2024"),
        ("date:2024-03..2024-06", "2024"),
        ("date:2024-12-31", "2024"),
        ("date:2023..2024", None),
        ("after:2024", None),
        ("before:2024", None),
        ("no:date", None),
        ("date:2024 OR date:2025", None),
        ("ice", None),
    ],
)
def test_the_year_inside_which_dates_are_picked(text, year):
    assert picked_year(parse(text).root) == year
