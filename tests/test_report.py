"""What a refresh did, in a sentence."""

from __future__ import annotations

import pytest

from arcticsearch.freshness import Why
from arcticsearch.report import RefreshReport

PATHS = tuple(f"{n}.txt" for n in range(5))


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (
            RefreshReport(Why.MISSING, PATHS, skipped={"c.txt": "empty"}, reindexed=4, articles=4),
            "Built the index: 4 articles. 1 seed skipped.",
        ),
        (
            RefreshReport(Why.OTHER_VERSION, PATHS, reindexed=5, articles=5),
            "The index was made by another version and was built anew: 5 articles.",
        ),
        (
            RefreshReport(Why.CATALOG_DAMAGED, PATHS, reindexed=5, articles=5),
            "The catalog was damaged and was built anew: 5 articles.",
        ),
        (
            RefreshReport(Why.DAMAGED, changed=PATHS[:1], reindexed=5, articles=5),
            "The index was damaged and was built anew: 5 articles. 1 seed changed.",
        ),
        (
            RefreshReport(
                Why.CHANGED, PATHS[:2], PATHS[2:3], PATHS[3:4], reindexed=3, articles=19_043
            ),
            "1 seed changed, 2 added, 1 removed. The index holds 19,043 articles.",
        ),
        (
            RefreshReport(Why.CHANGED, removed=PATHS[:2], reindexed=1, articles=3),
            "2 seeds removed; 1 article indexed. The index holds 3 articles.",
        ),
        (
            RefreshReport(Why.CHANGED, skipped={"c.txt": "cannot be read: x"}, articles=4),
            "1 seed skipped. The index holds 4 articles.",
        ),
        (
            RefreshReport(Why.CHANGED, articles=1_200),
            "The index is up to date: 1,200 articles.",
        ),
    ],
)
def test_a_sentence(report: RefreshReport, sentence: str) -> None:
    assert report.sentence() == sentence
