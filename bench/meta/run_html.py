"""Title, date, author and site name of HTML pages, through the product, with the peers beside.

    python bench/meta/run_html.py [--data DIR] [--peers] [--every N]

Prints the table of score_meta.py: accuracy over the annotated, precision over the answered, and
the time a page takes. With --peers also trafilatura's metadata and htmldate (both modes), which
have to be installed; --every takes each N-th page only.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dev import DATA, lines

from arcticsearch.corpus import strip
from arcticsearch.corpus.html import blocks
from arcticsearch.corpus.metadata import describe
from arcticsearch.errors import SeedSkipped
from arcticsearch.model import Form, Seed

FIELDS = ("title", "date", "author", "sitename")
Answer = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    sys.path.insert(0, str(options.data))
    html = {row["id"]: row["html"] for row in lines(options.data / "dev" / "html.jsonl.gz")}
    rows = list(lines(options.data / "dev" / "meta.jsonl.gz"))[:: options.every]
    pages = [(row["set"], row["meta"], row["html"] or html[row["id"]]) for row in rows]
    readers: dict[str, Callable[[str], Answer]] = {"arcticsearch": product}
    if options.peers:
        readers |= peers()
    for name, read in readers.items():
        report(name, read, pages)


def product(page: str) -> Answer:
    try:
        taken = blocks.extract(Seed("page.html", Form.HTML, page, ""))
    except SeedSkipped:
        return {}
    labels = strip.strip(taken)
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


def report(name: str, read: Callable[[str], Answer], pages: list[tuple[str, Answer, str]]) -> None:
    from score_meta import ok

    count: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    own = 0.0
    start = time.process_time()
    for group, gold, page in pages:
        answer = read(page)
        own += answer.get("own", 0.0)
        for field in FIELDS:
            value = gold.get(field)
            if not value or (group == "wcxb" and field == "date" and len(value) < 10):
                continue
            given = answer.get(field)
            cell = count[field, group]
            cell[0] += 1
            cell[1] += bool(given)
            cell[2] += bool(given) and ok(field, value, given)
    spent = time.process_time() - start
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
