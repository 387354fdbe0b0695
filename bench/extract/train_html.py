"""Train the two models of arcticsearch.corpus.strip.body_html on the dev pages.

    python bench/extract/train_html.py [DATA] [--folds DIR]      (needs lightgbm, numpy, tld)

Prints F1 out of fold by registered domain and writes arcticsearch/corpus/data/html_first.json and
html_second.json; with --folds also the models of each fold, for run_html.py. The second model is
trained on what the first says of pages it has not seen, and is the mean of several, each of which
has seen other pages: blocks of a page are alike, so leaving out blocks would make them differ less.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm as lgb
import numpy as np
from lightgbm_to_json import convert, shortened, write
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[2]))

from pages_html import SETS, SNIPPETS, Case, cases, gold_blocks, gold_by_snippets, mean_f1

from arcticsearch.corpus.strip.body_html import RULED_OUT, text
from arcticsearch.corpus.strip.features_html import Evidence
from arcticsearch.corpus.trees import Trees
from bench.data import FOLDS, ROOT, SHARED

_DATA = ROOT / "arcticsearch" / "corpus" / "data"
_PARAMETERS = {
    "objective": "binary",
    "num_leaves": 8,
    "min_data_in_leaf": 50,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_freq": 1,
    "max_bin": 63,
    "use_missing": False,
    "verbosity": -1,
    "num_threads": 1,
}
_SETTINGS = {
    "html_first": {"learning_rate": 0.1, "num_iterations": 100, "bagging_fraction": 0.7},
    "html_second": {"learning_rate": 0.09, "num_iterations": 160, "bagging_fraction": 0.9},
}
# Of how many models each is the mean, and the share of the pages that one of them sees.
_BAGS = {"html_first": (1, 1.0), "html_second": (3, 0.75)}
_LONG = 200  # words; a longer block does not weigh more
_PAGE = 18.0  # what a page weighs beside lambda_l2


class Example(NamedTuple):
    """A page, the answer for each block, and what it weighs: 0 where nobody knows the answer."""

    case: Case
    gold: NDArray[np.bool_]
    weight: NDArray[np.float64]
    evidence: Evidence


def examples(pages: Iterable[Case]) -> Iterator[Example]:
    """All pages weigh the same, as they do in the score; a block by the root of its length."""
    for case in pages:
        evidence = Evidence([case.page])
        texts = [block.text for block in case.page.blocks]
        if case.gold:
            gold = np.array(gold_blocks(texts, case.gold))
            # A page that does not have its gold text (wrongly decoded, mostly) teaches nothing.
            known = np.array((evidence.size * gold).sum() > len(case.gold.split()) / 2)
        else:
            found = gold_by_snippets(texts, case)
            gold = np.array([answer is True for answer in found])
            known = np.array([answer is not None for answer in found])
        yield Example(case, gold, _weights(evidence.size) * known, evidence)


def _weights(size: NDArray[np.float64]) -> NDArray[np.float64]:
    weight = np.sqrt(np.minimum(size, _LONG))
    return weight * _PAGE / weight.sum()


class Table:
    """The rows of all examples, one block a row."""

    def __init__(self, of: list[Example]) -> None:
        self.examples = of
        self.gold = np.concatenate([example.gold for example in of])
        self.weight = np.concatenate([example.weight for example in of])
        self.page = np.repeat(np.arange(len(of)), [len(example.gold) for example in of])
        self.fold = np.array([example.case.fold for example in of])[self.page]
        self.ends = np.cumsum([len(example.gold) for example in of])[:-1]

    def names(self) -> tuple[str, ...]:
        return tuple(self.examples[0].evidence.columns)

    def rows(self) -> NDArray[np.float32]:
        names = self.names()
        return np.concatenate([example.evidence.rows(names) for example in self.examples])

    def add_opinion(self, scores: NDArray[np.float64]) -> None:
        for example, part in zip(self.examples, np.split(scores, self.ends), strict=True):
            example.evidence.add_opinion(1 / (1 + np.exp(-part)))


def train(
    table: Table, rows: NDArray[np.float32], use: NDArray[np.bool_], name: str
) -> dict[str, Any]:
    bags, share = _BAGS[name]
    random = np.random.default_rng(0)
    trees = []
    for seed in range(1, bags + 1):
        seen = use & (random.random(len(table.examples)) < share)[table.page]
        parameters = _PARAMETERS | _SETTINGS[name] | {"seed": seed}
        gold, weight = table.gold[seen].astype(int), table.weight[seen]
        booster = lgb.train(parameters, lgb.Dataset(rows[seen], gold, weight=weight))
        trees += convert(booster.dump_model(), [*table.names()])["trees"]
    for tree in trees:
        tree["leaves"] = [shortened(leaf / bags) for leaf in tree["leaves"]]
    return {"features": [*table.names()], "trees": trees}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, default=SHARED / "extract")
    parser.add_argument("--folds", type=Path)
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.data))
    pages = cases(arguments.data, sets=(*SETS, SNIPPETS))
    table = Table(list(examples(case for case in pages if case.page.blocks)))
    scores = np.zeros(len(table.gold))
    doubtful = np.ones(len(scores), dtype=bool)
    for name in _SETTINGS:
        rows = table.rows()
        use = (table.weight > 0) & doubtful
        found = scores.copy()
        for fold in range(FOLDS):
            model = train(table, rows, use & (table.fold != fold), name)
            asked = (table.fold == fold) & doubtful
            found[asked] = Trees(model).log_odds(rows[asked])
            if arguments.folds:
                arguments.folds.mkdir(parents=True, exist_ok=True)
                write(model, arguments.folds / f"{name}_{fold}.json")
        scores = found
        print(name, report(table, scores), flush=True)
        write(train(table, rows, use, name), _DATA / f"{name}.json")
        if name == "html_first":
            doubtful = scores > RULED_OUT
            table.add_opinion(scores)


def report(table: Table, scores: NDArray[np.float64]) -> dict[str, float]:
    import score_text  # the bench's own scorer

    pairs: dict[str, list[tuple[float | None, float | None]]] = {name: [] for name in SETS}
    for example, part in zip(table.examples, np.split(scores, table.ends), strict=True):
        case = example.case
        if case.set in SETS:
            keep = text(example.evidence, part)
            found = "\n".join(b.text for b, k in zip(case.page.blocks, keep, strict=True) if k)
            pairs[case.set].append(score_text.prf(case.gold, found))
    return {name: round(mean_f1(both), 4) for name, both in pairs.items()}


if __name__ == "__main__":
    main()
