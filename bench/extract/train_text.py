"""Train the two models of the text stripper and write them to arcticsearch/corpus/data/.

    python bench/extract/train_text.py [--data ../shared/bench/extract] [--rendered FILE]
                                       [--folds DIR]

With --folds the models of five folds by registered domain are written to DIR as well, for
run_text.py. Needs: lightgbm, tld.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np
from lightgbm_to_json import convert, write
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch.corpus import text, trees
from arcticsearch.corpus.strip import features_text, lexicon
from arcticsearch.corpus.strip.layout import Layout, layout
from arcticsearch.page import Page
from bench.data import FOLDS, ROOT, SHARED, fold_of, lines, text_seed

MODELS = ROOT / "arcticsearch" / "corpus" / "data"
_FIXED = {
    "objective": "binary",
    "use_missing": False,
    "verbose": -1,
    "num_threads": 2,
    "deterministic": True,
    "seed": 1,
    "max_bin": 63,
}
ALONE = {**_FIXED, "num_leaves": 8, "learning_rate": 0.2, "min_data_in_leaf": 100}
AMONG = {
    **_FIXED,
    # Trees of 8 leaves are the quickest, and 200 of them no worse than 130 of 16.
    "num_leaves": 8,
    "learning_rate": 0.1,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.5,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
}
ALONE_TREES, AMONG_TREES = 30, 200


class Example(NamedTuple):
    """A page of the dev set, taken apart. `body` is 1 or 0 a block, `weight` 0 if it is neither."""

    case: dict[str, Any]
    page: Page
    fold: int
    words: lexicon.Words
    alone: NDArray[np.float32]
    body: NDArray[np.float64]
    weight: NDArray[np.float64]


def example(case: dict[str, Any]) -> Example:
    page = text.extract(text_seed(case))
    body, weight = _labels(case, page)
    words = lexicon.read([block.text for block in page.blocks])
    alone = features_text.alone(page.blocks, _by_itself(page), words)
    return Example(case, page, fold_of(case["url"]), words, alone, body, weight)


def _by_itself(page: Page) -> Layout:
    return layout([len(page.blocks)])


def _labels(case: dict[str, Any], page: Page) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    texts = case["text"].split("\n")
    marks = case["lines"]
    body, weight = np.zeros(len(page.blocks)), np.zeros(len(page.blocks))
    for number, block in enumerate(page.blocks):
        first, last = block.lines or (1, 0)
        words = dict.fromkeys("012", 0)
        for at in range(first - 1, last):
            words[marks[at]] += len(re.findall(r"\w+", texts[at]))
        body[number] = words["1"] > words["0"]
        weight[number] = np.sqrt(words["1"] + words["0"])
    # Each page counts alike, as in the score, but for a bit: a long page has more to learn from.
    return body, weight / max(weight.sum(), 1.0) ** 0.5


def fit_data(
    params: dict[str, Any],
    rounds: int,
    names: tuple[str, ...],
    rows: list[NDArray[np.float32]],
    examples: list[Example],
) -> dict[str, Any]:
    weight = np.concatenate([one.weight for one in examples])
    used = weight > 0
    data = lightgbm.Dataset(
        np.concatenate(rows)[used],
        np.concatenate([one.body for one in examples])[used],
        weight=weight[used] / weight[used].mean(),
        free_raw_data=True,
    )
    return convert(lightgbm.train(params, data, rounds).dump_model(), list(names))


def train(examples: list[Example]) -> dict[str, dict[str, Any]]:
    """The two models, by file name."""
    tables = [one.alone for one in examples]
    first = fit_data(ALONE, ALONE_TREES, features_text.ALONE, tables, examples)
    rows = second_rows(trees.Trees(first), examples)
    second = fit_data(AMONG, AMONG_TREES, features_text.AMONG, rows, examples)
    return {"text_alone": first, "text": second}


def second_rows(model: trees.Trees, examples: list[Example]) -> list[NDArray[np.float32]]:
    return [
        features_text.among(
            one.page.blocks, _by_itself(one.page), one.words, one.alone, model.log_odds(one.alone)
        )
        for one in examples
    ]


def training_set(data: Path, rendered: Path | None, styles: int) -> list[Example]:
    """The given pages, and each gold page in `styles` other styles, chosen by its id."""
    pages = [case for case in lines(data / "dev" / "text.jsonl.gz") if case.get("lines")]
    seen = {(case["id"], case["style"]) for case in pages}
    if rendered:
        more = defaultdict(list)
        for case in lines(rendered):
            if (case["id"], case["style"]) not in seen and "1" in case["lines"]:
                more[case["id"]].append(case)
        for name, group in more.items():
            pages += random.Random(name).sample(group, min(styles, len(group)))
    return [one for one in map(example, pages) if one.page.blocks]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=SHARED / "extract")
    parser.add_argument("--rendered", type=Path, help="what render.py wrote")
    parser.add_argument("--styles", type=int, default=2, help="rendered styles to use a page")
    parser.add_argument("--folds", type=Path, help="write the models of five folds here")
    options = parser.parse_args()
    examples = training_set(options.data, options.rendered, options.styles)
    print(len(examples), "pages")
    jobs = [(MODELS, examples)]
    if options.folds:
        jobs += [
            (options.folds / str(fold), [one for one in examples if one.fold != fold])
            for fold in range(FOLDS)
        ]
    for folder, used in jobs:
        folder.mkdir(parents=True, exist_ok=True)
        for name, model in train(used).items():
            write(model, folder / f"{name}.json")
            print(folder / f"{name}.json", flush=True)


if __name__ == "__main__":
    main()
