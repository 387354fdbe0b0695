"""Date, author and title of plain-text pages against gold, through the product's describe.

    python bench/meta/run_text.py [--data DIR] [--strip-folds DIR] [--folds DIR]

With the folds of bench/extract/train_text.py and bench/meta/train.py, no model has seen the site
it is tested on. A gold value is visible when it stands in the text. recall: of the visible, those
found; precision: of all answers, those right, also on pages that show none. Authors count without
titles and affiliations, as the product writes them; "as written" as score_meta.py counts.
The reference answers with the first day in the text, and with the first "By …" line.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dev import (
    DATA,
    SHOWN,
    Case,
    authors,
    day,
    read_models,
    text_cases,
    use_models,
    words_of,
)

from arcticsearch.corpus import trees
from arcticsearch.corpus.metadata.dates import find_dates
from arcticsearch.corpus.metadata.describe import describe
from arcticsearch.corpus.metadata.names import split_authors
from arcticsearch.model import Metadata
from bench.data import FOLDS


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--strip-folds", type=Path)
    parser.add_argument("--folds", type=Path)
    options = parser.parse_args()
    sys.path.insert(0, str(options.data))
    cases = text_cases(options.data, options.strip_folds)
    load = trees.load
    found: list[tuple[Case, Metadata]] = []
    spent = 0.0
    for fold in range(FOLDS):
        use_models(read_models(options.folds, fold, SHOWN))
        for case in (case for case in cases if case.fold == fold):
            start = time.process_time()
            found.append((case, describe(case.page, case.labels)))
            spent += time.process_time() - start
        trees.load = load
    blocks = sum(len(case.page.blocks) for case in cases)
    print(f"{len(cases)} pages, {spent / len(cases) * 1e3:.2f} ms a page, "
          f"{spent / blocks * 1e6:.1f} µs a line")  # fmt: skip
    report("product", found)
    report("first date, first By", [(case, _reference(case)) for case in cases])


def report(name: str, found: list[tuple[Case, Metadata]]) -> None:
    from score_meta import ok

    checks: dict[str, Callable[[Case, Metadata], tuple[bool, bool]]] = {
        "date": lambda c, m: (bool(m.date), bool(m.date) and m.date == day(c.gold)),
        "author": lambda c, m: (
            bool(m.author), {a.casefold() for a in m.author} == authors(c.gold) != frozenset()),
        "author as written": lambda c, m: (
            bool(m.author),
            bool(m.author and c.gold.get("author"))
            and ok("author", c.gold["author"], list(m.author)),
        ),
        "title": lambda c, m: (
            bool(m.title), bool(m.title) and ok("title", c.gold.get("title"), m.title)),
    }  # fmt: skip
    for field, check in checks.items():
        count: Counter[str] = Counter()
        for case, metadata in found:
            if field == "title" and not case.gold.get("title"):
                continue
            answered, right = check(case, metadata)
            visible = field.split()[0] in case.visible
            count.update(n=1, visible=visible, answered=answered, right=right)
            count.update(visible_right=visible and right, visible_answered=visible and answered)
        print(
            f"{name:21s}{field:18s} n={count['n']} visible={count['visible']} "
            f"recall={count['visible_right'] / count['visible']:.3f} "
            f"precision={count['right'] / max(1, count['answered']):.3f} "
            f"(where visible {count['visible_right'] / max(1, count['visible_answered']):.3f}) "
            f"accuracy={count['right'] / count['n']:.3f}"
        )


def _reference(case: Case) -> Metadata:
    texts = [block.text for block in case.page.blocks]
    dates = (found.iso for text in texts for found in find_dates(text) if found.is_day)
    bylines = (split_authors(text) for text in texts if re.match(r"(?i)by\s\S", text))
    title = max(texts[:20], key=lambda t: len(words_of(t).split()) if len(t) < 120 else 0)
    return Metadata(date=next(dates, None), author=next(bylines, ()), title=title)


if __name__ == "__main__":
    main()
