"""Train the small models that look for fields in what a page shows and declares, and write them.

    python bench/meta/train.py [--data ../shared/bench/extract] [--strip-folds DIR]
                               [--html-folds DIR] [--folds DIR]

First headline, dateline and byline, which judge what is shown; then published and authors, which
weigh that against what is declared, as five models judge it that never saw the site. --strip-folds
and --html-folds: what `bench/extract/train_text.py --folds` and `train_html.py --folds` wrote, so
that the labels come from a stripper that never saw the site. --folds: keep the models of the five
folds there, for run_text.py and run_html.py. Needs: lightgbm, tld.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import lightgbm
import numpy as np
from dev import (
    DATA,
    SHOWN,
    Case,
    authors,
    day,
    html_cases,
    read_models,
    text_cases,
    use_models,
    words_of,
)

sys.path.insert(0, str(Path(__file__).parents[1] / "extract"))

from lightgbm_to_json import convert, write

from arcticsearch.corpus import trees
from arcticsearch.corpus.metadata import authors as voted_authors
from arcticsearch.corpus.metadata import byline, dateline, headline, published
from arcticsearch.corpus.metadata.asking import decide
from arcticsearch.corpus.metadata.dates import day_order, observed_order
from arcticsearch.corpus.metadata.describe import article_language, gather
from arcticsearch.corpus.metadata.view import View, view
from bench.data import FOLDS, ROOT

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
_SINGLE = {**_COMMON, "objective": "binary", "min_data_in_leaf": 25}
_VOTE = {**_SINGLE, "learning_rate": 0.03}
_TREES = {"headline": 100, "dateline": 100, "byline": 150, "published": 200, "authors": 200}

Rows = list[dict[str, float]]
Table = tuple[Rows, list[bool]]
# A page's fold, and what it teaches about days and about authors.
Vote = tuple[int, Table, Table]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--strip-folds", type=Path)
    parser.add_argument("--html-folds", type=Path)
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    texts = text_cases(options.data, options.strip_folds)
    pages = html_cases(options.data, options.html_folds)
    with TemporaryDirectory() as temporary:
        folds = options.folds or Path(temporary)
        train_all(texts, pages, folds)


def train_all(texts: Sequence[Case], pages: Sequence[Case], folds: Path) -> None:
    """The models of five folds, written to `folds`/0 … 4, and the product's own of all pages.

    Only pages with a gold day teach about days, only those with gold authors about authors: the
    others have none or were not annotated. Bylines are .88 right at recall .70 so, .84 otherwise.
    A text page that shows its gold title or author, and has no gold day, was annotated: its dates
    are others' (.863 right at recall .879 without such pages, .873 with them).
    """
    sites = {fold: folds / str(fold) for fold in range(FOLDS)}
    for fold, folder in sites.items():
        folder.mkdir(parents=True, exist_ok=True)
        train_shown(
            [c for c in texts if c.fold != fold], [c for c in pages if c.fold != fold], folder
        )
    votes = declared_tables(pages, folds)
    for fold, folder in sites.items():
        train_votes([vote for vote in votes if vote[0] != fold], folder)
    train_shown(texts, pages, MODELS)
    train_votes(votes, MODELS)


def train_shown(texts: Sequence[Case], pages: Sequence[Case], folder: Path) -> None:
    """The headline first, because the other two look around it; it learns from text alone, since
    an HTML page declares its title."""
    found = _fit("headline", list(map(_headlines, texts)), _RANK)
    write(found, folder / "headline.json")
    model = trees.Trees(found)
    tops = [(case, _top(model, case)) for case in (*texts, *pages)]
    for name, table in (("dateline", _datelines), ("byline", _bylines)):
        write(_fit(name, [table(*top) for top in tops], _SINGLE), folder / f"{name}.json")
    print(folder, flush=True)


def declared_tables(pages: Sequence[Case], folds: Path) -> list[Vote]:
    """What HTML pages declare, beside what models that never saw them say of what they show."""
    votes: list[Vote] = []
    load = trees.load
    for fold in range(FOLDS):
        use_models(read_models(folds, fold, SHOWN))
        votes.extend((fold, _dates(case), _authors(case)) for case in pages if case.fold == fold)
        trees.load = load
    return votes


def train_votes(votes: Sequence[Vote], folder: Path) -> None:
    write(_fit("published", [dates for _, dates, _ in votes], _VOTE), folder / "published.json")
    write(_fit("authors", [names for _, _, names in votes], _VOTE), folder / "authors.json")


def _dates(case: Case) -> Table:
    (seen,) = decide([gather(case.page, case.labels)])
    (datelines,) = decide([seen.datelines()])
    shown = published.only_days(datelines)
    days, _ = published.days_of([*seen.declared.date, *shown], seen.order)
    if not day(case.gold) or not days:
        return [], []
    rows = published.measure(days, seen.declared, shown, seen.order)
    return rows, [one.iso == day(case.gold) for one in days]


def _authors(case: Case) -> Table:
    gold = authors(case.gold)
    (seen,) = decide([gather(case.page, case.labels)])
    (bylines,) = decide([seen.bylines()])
    named = voted_authors.read([*seen.declared.author, *bylines], seen.sites)
    if not gold or not named or voted_authors.agreed(seen.declared, seen.sites):
        return [], []
    return voted_authors.measure(named, seen.sites), [
        frozenset(name.casefold() for name in one.names) == gold for one in named
    ]


# Five folds and the whole measure the same pages, most of them under the same headline.
@cache
def _view(case: Case) -> View:
    return view(case.page.blocks, case.labels)


@cache
def _headlines(case: Case) -> Table:
    page = _view(case)
    places = headline.candidates(page)
    title = words_of(case.gold.get("title") or "")
    return headline.measure(page, places), [
        bool(title) and _same_title(title, words_of(page.blocks[i].text)) for i in places
    ]


@cache
def _datelines(case: Case, top: int | None) -> Table:
    if not day(case.gold) and not case.visible:
        return [], []
    page = _view(case)
    language = article_language(page)
    order = day_order(language) or observed_order(
        block.text for block in page.blocks if len(block.text) < 200
    )
    places = dateline.candidates(page, order, language)
    return dateline.measure(page, top, places), [
        shown.found.iso == day(case.gold) for shown in places
    ]


@cache
def _bylines(case: Case, top: int | None) -> Table:
    gold = authors(case.gold)
    if not gold:
        return [], []
    page = _view(case)
    places = byline.candidates(page, top)
    return byline.measure(page, top, places), [
        frozenset(name.casefold() for name in signed.names) == gold for signed in places
    ]


def _top(model: trees.Trees, case: Case) -> int | None:
    rows, _ = _headlines(case)
    if not rows:
        return None
    odds = model.judge(rows)
    return headline.candidates(_view(case))[int(odds.argmax())]


def _fit(name: str, tables: Sequence[Table], params: dict[str, Any]) -> dict[str, Any]:
    tables = [table for table in tables if table[0]]
    features = sorted(tables[0][0][0])
    rows = np.array([[float(row[f]) for f in features] for rows, _ in tables for row in rows])
    right = np.array([int(one) for _, labels in tables for one in labels])
    group = [len(rows) for rows, _ in tables] if params is _RANK else None
    data = lightgbm.Dataset(rows, right, group=group, feature_name=features)
    return _tested(convert(lightgbm.train(params, data, _TREES[name]).dump_model(), features))


def _tested(model: dict[str, Any]) -> dict[str, Any]:
    """A model without the features that none of its trees tests."""
    used = sorted({test[0] for tree in model["trees"] for test in tree["tests"]})
    for tree in model["trees"]:
        tree["tests"] = [[used.index(feature), *rest] for feature, *rest in tree["tests"]]
    return {**model, "features": [model["features"][feature] for feature in used]}


def _same_title(gold: str, text: str) -> bool:
    """As score_meta.py: equal, or one with a site's name added."""
    short, long = sorted((gold, text), key=len)
    return gold == text or (3 < len(short) >= 0.5 * len(long) and short in long)


if __name__ == "__main__":
    main()
