"""Train the three small models that look for fields in what a page shows, and write them.

    python bench/meta/train.py [--data ../shared/bench/extract] [--strip-folds DIR] [--folds DIR]

--strip-folds: what `bench/extract/train_text.py --folds` wrote, so that the labels come from a
stripper that never saw the site. --folds: write the models of five folds there, for run_text.py,
and leave the product's own as they are. Needs: lightgbm, tld.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from dev import DATA, FOLDS, ROOT, Case, authors, day, text_cases, words_of

sys.path.insert(0, str(ROOT / "bench" / "extract"))

from lightgbm_to_json import convert, write

from arcticsearch.corpus import byline, dateline, headline, trees
from arcticsearch.corpus.dates import day_order, observed_order
from arcticsearch.corpus.metadata import article_language
from arcticsearch.corpus.view import View, view

MODELS = ROOT / "arcticsearch" / "corpus" / "data"
_COMMON = {
    "num_leaves": 8, "learning_rate": 0.08, "feature_fraction": 0.6, "bagging_fraction": 0.8,
    "bagging_freq": 1, "use_missing": False, "verbose": -1, "num_threads": 1, "seed": 1,
    "deterministic": True,
}  # fmt: skip
# Headlines are learned by rank within the page: .837 of the pages right, .803 as single decisions.
_RANK = {
    **_COMMON, "objective": "lambdarank", "lambdarank_truncation_level": 3, "min_data_in_leaf": 60,
}  # fmt: skip
_SINGLE = {**_COMMON, "objective": "binary", "min_data_in_leaf": 15}
_TREES = {"headline": 100, "dateline": 120, "byline": 120}

Rows = list[dict[str, float]]
Table = tuple[Rows, list[bool]]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--strip-folds", type=Path)
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    cases = text_cases(options.data, options.strip_folds)
    jobs = [(MODELS, cases)]
    if options.folds:
        jobs = [
            (options.folds / str(fold), [case for case in cases if case.fold != fold])
            for fold in range(FOLDS)
        ]
    for folder, used in jobs:
        folder.mkdir(parents=True, exist_ok=True)
        train(used, folder)
        print(folder)


def train(cases: Sequence[Case], folder: Path) -> None:
    """The headline first, because the other two look around it."""
    views = [view(case.page.blocks, case.labels) for case in cases]
    found = _fit("headline", [_headlines(c, v) for c, v in zip(cases, views, strict=True)], _RANK)
    write(found, folder / "headline.json")
    tops = [_top(trees.Trees(found), v) for v in views]
    for name, table in (("dateline", _datelines), ("byline", _bylines)):
        tables = [table(c, v, top) for c, v, top in zip(cases, views, tops, strict=True)]
        write(_fit(name, tables, _SINGLE), folder / f"{name}.json")


def _headlines(case: Case, page: View) -> Table:
    places = headline.candidates(page)
    title = words_of(case.gold.get("title") or "")
    return headline.measure(page, places), [
        bool(title) and _same_title(title, words_of(page.blocks[i].text)) for i in places
    ]


def _datelines(case: Case, page: View, top: int | None) -> Table:
    language = article_language(page)
    order = day_order(language) or observed_order(
        block.text for block in page.blocks if len(block.text) < 200
    )
    places = dateline.candidates(page, order, language)
    return dateline.measure(page, top, places), [
        shown.found.iso == day(case.gold) for shown in places
    ]


def _bylines(case: Case, page: View, top: int | None) -> Table:
    places = byline.candidates(page, top)
    gold = authors(case.gold)
    return byline.measure(page, top, places), [
        frozenset(name.casefold() for name in signed.names) == gold for signed in places
    ]


def _top(model: trees.Trees, page: View) -> int | None:
    places = headline.candidates(page)
    rows = [[row[name] for name in model.features] for row in headline.measure(page, places)]
    return places[int(model.log_odds(rows).argmax())] if places else None


def _fit(name: str, tables: Sequence[Table], params: dict[str, Any]) -> dict[str, Any]:
    tables = [table for table in tables if table[0]]
    features = sorted(tables[0][0][0])
    rows = np.array([[float(row[f]) for f in features] for rows, _ in tables for row in rows])
    right = np.array([int(one) for _, labels in tables for one in labels])
    group = [len(rows) for rows, _ in tables] if params is _RANK else None
    data = lightgbm.Dataset(rows, right, group=group, feature_name=features)
    return convert(lightgbm.train(params, data, _TREES[name]).dump_model(), features)


def _same_title(gold: str, text: str) -> bool:
    """As score_meta.py: equal, or one with a site's name added."""
    short, long = sorted((gold, text), key=len)
    return gold == text or (3 < len(short) >= 0.5 * len(long) and short in long)


if __name__ == "__main__":
    main()
