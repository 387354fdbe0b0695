"""Title, date, author and site name of HTML pages, through the product, with the peers beside.

    python bench/meta/run_html.py [--data DIR] [--html-folds DIR] [--folds DIR] [--peers]
                                  [--every N]

Prints the table of score_meta.py: accuracy over the annotated, precision over the answered, and
the time a page takes. With the folds of bench/extract/train_html.py and bench/meta/train.py, no
model has seen the site it is tested on. With --peers also trafilatura's metadata and htmldate (both
modes), which have to be installed; --every takes each N-th page only.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dev import DATA, HTML_STRIPPER, MODELS, read_models, use_models

from arcticsearch.corpus import trees
from arcticsearch.corpus.html import blocks
from arcticsearch.corpus.metadata.describe import describe
from arcticsearch.corpus.strip.pages import strip
from arcticsearch.errors import SeedSkipped
from arcticsearch.page import Form, Seed
from bench.data import FOLDS, fold_of, lines

FIELDS = ("title", "date", "author", "sitename")
Answer = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--html-folds", type=Path)
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    sys.path.insert(0, str(options.data))
    html = {row["id"]: row["html"] for row in lines(options.data / "dev" / "html.jsonl.gz")}
    rows = list(lines(options.data / "dev" / "meta.jsonl.gz"))[:: options.every]
    pages = [(row["set"], row["meta"], row["html"] or html[row["id"]]) for row in rows]
    folds = [fold_of(row["url"]) for row in rows]
    start = time.process_time()
    answers = out_of_fold([page for _, _, page in pages], folds, options)
    report("arcticsearch", answers, pages, time.process_time() - start)
    for name, read in peers().items() if options.peers else ():
        start = time.process_time()
        answers = [read(page) for _, _, page in pages]
        report(name, answers, pages, time.process_time() - start)


def out_of_fold(pages: list[str], folds: list[int], options: argparse.Namespace) -> list[Answer]:
    """The product's answers, each by models that did not learn from the page's site."""
    answers: list[Answer] = [{}] * len(pages)
    load = trees.load
    for fold in range(FOLDS):
        own = {}
        for folder, names in ((options.html_folds, HTML_STRIPPER), (options.folds, MODELS)):
            own |= read_models(folder, fold, names)
        use_models(own)
        for at, page in enumerate(pages):
            if folds[at] == fold:
                answers[at] = product(page)
        trees.load = load
    return answers


def product(page: str) -> Answer:
    try:
        taken = blocks.extract(Seed("page.html", Form.HTML, page, ""))
    except SeedSkipped:
        return {}
    labels = strip(taken)
    start = time.process_time()
    found = describe(taken, labels)
    return {
        "title": found.title,
        "date": found.date,
        "author": list(found.author),
        "sitename": found.source,
        "own": time.process_time() - start,
    }


def peers() -> dict[str, Callable[[str], Answer]]:
    from htmldate import find_date
    from trafilatura.metadata import extract_metadata

    def trafilatura(page: str) -> Answer:
        found = extract_metadata(page)
        if found is None:
            return {}
        names = (found.author or "").split("; ")
        return {"title": found.title, "date": found.date, "author": [n for n in names if n],
                "sitename": found.sitename}  # fmt: skip

    def dates(extensive: bool) -> Callable[[str], Answer]:
        return lambda page: {
            "date": find_date(page, original_date=True, extensive_search=extensive)
        }

    return {
        "trafilatura": trafilatura,
        "htmldate extensive": dates(True),
        "htmldate fast": dates(False),
    }


def report(
    name: str, answers: list[Answer], pages: list[tuple[str, Answer, str]], spent: float
) -> None:
    from score_meta import ok

    count: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    own = sum(answer.get("own", 0.0) for answer in answers)
    for (group, gold, _), answer in zip(pages, answers, strict=True):
        for field in FIELDS:
            value = gold.get(field)
            if not value or (group == "wcxb" and field == "date" and len(value) < 10):
                continue
            given = answer.get(field)
            cell = count[field, group]
            cell[0] += 1
            cell[1] += bool(given)
            cell[2] += bool(given) and ok(field, value, given)
    print(
        f"{name}: {len(pages) / spent:.0f} pages a second"
        + f", describe {own / len(pages) * 1e3:.2f} ms a page" * bool(own)
    )
    for (field, group), (n, answered, right) in sorted(count.items()):
        if answered:
            print(f"  {field:9s}{group:12s} n={n:4d} accuracy={right / n:.3f} "
                  f"precision={right / answered:.3f} answered={answered / n:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
