"""Train the two models of arcticsearch.corpus.body_html on the dev pages.

    python bench/extract/train_html.py [DATA] [--folds DIR]      (needs lightgbm, numpy, tld)

Prints F1 out of fold by registered domain and writes arcticsearch/corpus/data/html_first.json and
html_second.json; with --folds also the models of each fold, for run_html.py. The second model is
trained on what the first says of pages it has not seen.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import lightgbm as lgb
import numpy as np
from lightgbm_to_json import convert, write
from numpy.typing import NDArray
from pages_html import FOLDS, SETS, SNIPPETS, Case, cases, gold_blocks, gold_by_snippets, mean_f1

from arcticsearch.corpus.body_html import RULED_OUT, chosen
from arcticsearch.corpus.features_html import Evidence

_ROOT = Path(__file__).resolve().parents[2]
_DATA = _ROOT / "arcticsearch" / "corpus" / "data"
_PARAMETERS = {
    "objective": "binary",
    "num_leaves": 8,
    "min_data_in_leaf": 50,
    "lambda_l2": 5.0,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "max_bin": 63,
    "use_missing": False,
    "verbosity": -1,
    "num_threads": 1,
    "seed": 1,
}
_FIRST = {"learning_rate": 0.1, "rounds": 100}
_SECOND = {"learning_rate": 0.07, "rounds": 240}
_LONG = 200  # words; a longer block does not weigh more


class Table:
    """The rows of all pages, one block a row. `weight` is 0 where nobody knows the answer."""

    def __init__(self, pages: list[Case]) -> None:
        self.evidence = [Evidence(case.page) for case in pages]
        answers = [_answers(*each) for each in zip(pages, self.evidence, strict=True)]
        self.gold, self.weight = (np.concatenate(part) for part in zip(*answers, strict=True))
        self.fold = np.concatenate([[c.fold] * len(c.page.blocks) for c in pages])
        self.page = np.concatenate([[n] * len(c.page.blocks) for n, c in enumerate(pages)])

    def rows(self, names: tuple[str, ...]) -> NDArray[np.float32]:
        return np.concatenate([evidence.rows(names) for evidence in self.evidence])

    def add_opinion(self, scores: NDArray[np.float64]) -> None:
        for number, evidence in enumerate(self.evidence):
            evidence.add_opinion(1 / (1 + np.exp(-scores[self.page == number])))


def _answers(case: Case, evidence: Evidence) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """The gold answer of each block, and what it weighs: all pages weigh about the same, and a
    block by the root of its length."""
    weight = np.sqrt(np.minimum(evidence.size, _LONG))
    weight *= np.sqrt(len(weight)) / weight.sum()
    texts = [block.text for block in case.page.blocks]
    if not case.gold:
        found = gold_by_snippets(texts, case)
        known = np.array([answer is not None for answer in found])
        return np.array([answer is True for answer in found]), weight * known
    gold = np.array(gold_blocks(texts, case.gold))
    # A page that does not have its gold text (wrongly decoded, mostly) teaches nothing.
    there = (evidence.size * gold).sum() > len(case.gold.split()) / 2
    return gold, weight * there


def train(
    table: Table, rows: NDArray[np.float32], use: NDArray[np.bool_], settings: dict[str, float]
) -> lgb.Booster:
    data = lgb.Dataset(
        rows[use], table.gold[use].astype(int), weight=table.weight[use], params=_PARAMETERS
    )
    rest = {"learning_rate": settings["learning_rate"]}
    return lgb.train(_PARAMETERS | rest, data, int(settings["rounds"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", nargs="?", type=Path, default=_ROOT / "../shared/bench/extract")
    parser.add_argument("--folds", type=Path)
    arguments = parser.parse_args()
    sys.path.insert(0, str(arguments.data))
    sets = (*SETS, SNIPPETS)
    pages = [case for case in cases(arguments.data, sets=sets) if case.page.blocks]
    table = Table(pages)
    scores = np.zeros(len(table.gold))
    open_to_doubt = np.ones(len(scores), dtype=bool)
    for name, settings in (("html_first", _FIRST), ("html_second", _SECOND)):
        names = tuple(table.evidence[0].columns)
        rows = table.rows(names)
        use = (table.weight > 0) & open_to_doubt
        found = scores.copy()
        for fold in range(FOLDS):
            booster = train(table, rows, use & (table.fold != fold), settings)
            asked = (table.fold == fold) & open_to_doubt
            found[asked] = booster.predict(rows[asked], raw_score=True)
            if arguments.folds:
                arguments.folds.mkdir(parents=True, exist_ok=True)
                model = convert(booster.dump_model(), list(names))
                write(model, arguments.folds / f"{name}_{fold}.json")
        scores = found
        print(name, report(pages, table, scores), flush=True)
        booster = train(table, rows, use, settings)
        write(convert(booster.dump_model(), list(names)), _DATA / f"{name}.json")
        gains = sorted(zip(booster.feature_importance("gain"), names, strict=True), reverse=True)
        print([(feature, round(gain / sum(g for g, _ in gains), 4)) for gain, feature in gains])
        if name == "html_first":
            open_to_doubt = scores > RULED_OUT
            table.add_opinion(scores)


def report(pages: list[Case], table: Table, scores: NDArray[np.float64]) -> dict[str, float]:
    import score_text  # the bench's own scorer

    pairs: dict[str, list[tuple[float | None, float | None]]] = {name: [] for name in SETS}
    parts = np.split(scores, np.flatnonzero(np.diff(table.page)) + 1)
    for case, part in zip(pages, parts, strict=True):
        if case.set not in SETS:
            continue
        keep = chosen(part)
        text = "\n".join(b.text for b, k in zip(case.page.blocks, keep, strict=True) if k)
        pairs[case.set].append(score_text.prf(case.gold, text))
    return {name: round(mean_f1(found), 4) for name, found in pairs.items()}


if __name__ == "__main__":
    main()
