"""The table of deduplicators on the dev split: quality by the benchmark's scorer, CPU time by ours.

    python -m bench.dedup.run [--data ../shared/bench] [--only NAME …]

Each method runs in a process of its own, one after the other; what it imports is not counted.
Needs `pip install datasketch rensa` for the peers; one that is missing is left out, and said.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.data import ROOT, SHARED, lines
from bench.dedup.methods import IMPORTS, METHODS

CLASSES = ("exact", "norm", "prefix", "suffix", "edit1", "edit2", "teaser", "sentence", "quote")
CLASSES += ("reorder",)
NEGATIVES = ("neg_num", "neg_tmpl", "base")


def run(method: str, data: Path, links: Path) -> None:
    """Run one method, write its links, print its CPU seconds."""
    for module in IMPORTS.get(method, ()):
        importlib.import_module(module)
    rows = lines(data / "dedup" / "dev" / "paras.jsonl.gz")
    paragraphs = [(row["id"], row["text"]) for row in rows]
    before = time.process_time()
    found = METHODS[method](paragraphs)
    seconds = time.process_time() - before
    with links.open("w", encoding="utf-8") as out:
        for number, _ in paragraphs:
            out.write(json.dumps({"id": number, "dup_of": found.get(number)}) + "\n")
    print(json.dumps({"paragraphs": len(paragraphs), "seconds": seconds}))


def score(method: str, data: Path, folder: Path) -> dict[str, object] | None:
    links = folder / "links.jsonl"
    command = [sys.executable, "-m", "bench.dedup.run", "--data", str(data.resolve())]
    ran = subprocess.run(
        [*command, "--one", method, str(links)], capture_output=True, text=True, cwd=ROOT
    )
    if ran.returncode:
        print(f"{method}: left out: {ran.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    gold = folder / "gold.jsonl"
    if not gold.exists():
        gold.write_bytes(gzip.decompress((data / "dedup/dev/gold.jsonl.gz").read_bytes()))
    scorer = [sys.executable, str(data / "dedup" / "score_dedup.py"), str(gold), str(links)]
    scores = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    return {**scores, **json.loads(ran.stdout)}


def row(method: str, scores: dict) -> str:
    rate = scores["paragraphs"] / scores["seconds"]
    recall, wrong = scores["recall_cls"], scores["fp_rate"]
    cells = [method, f"{scores['precision']:.4f}", f"{scores['recall']:.4f}"]
    cells += [f"{recall.get(name, 0):.3f}" for name in CLASSES]
    cells += [f"{wrong.get(name, 0):.4f}" for name in NEGATIVES]
    return " | ".join(["", *cells, f"{rate:,.0f}", ""]).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--only", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--one", nargs=2, metavar=("METHOD", "LINKS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        run(asked.one[0], asked.data, Path(asked.one[1]))
        return
    head = ["method, dev", "P", "R", *CLASSES, *(f"{name} linked" for name in NEGATIVES)]
    head.append("paragraphs per CPU s")
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    with tempfile.TemporaryDirectory() as folder:
        for method in asked.only:
            scores = score(method, asked.data, Path(folder))
            if scores:
                print(row(method, scores), flush=True)


if __name__ == "__main__":
    main()
