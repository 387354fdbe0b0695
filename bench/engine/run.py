"""Index and query speed of the engine against its peers: `python -m bench.engine.run [DATA]`.

Needs tantivy and whoosh3 beside the package. CPU seconds, as the machine may be shared. Ratios of one run are
what to look at. Raw results go to bench/engine/results/.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from arcticsearch.engine.protocol import Document
from bench.engine.articles import reuters
from bench.engine.peers import Flat, Fts5, Tantivy, Whoosh
from bench.engine.questions import KINDS, Question, draw

HERE = Path(__file__).parent
PEERS = {"flat": Flat, "fts5": Fts5, "tantivy": Tantivy, "whoosh": Whoosh}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=HERE.parents[2] / "shared" / "bench")
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=100, help="questions of each kind")
    parser.add_argument("--without", nargs="*", default=[], choices=PEERS)
    options = parser.parse_args()
    documents = list(reuters(options.data))[: options.articles]
    names = [name for name in PEERS if name not in options.without]
    text = sum(
        len((each.title + "".join(p.text for p in each.passages)).encode()) for each in documents
    )
    with tempfile.TemporaryDirectory() as folder:
        result = {
            "articles": len(documents), "text": text, "python": platform.python_version(),
            "index": measure_index(names, documents, Path(folder)),
            "query_ms": measure_queries(names, documents, options.each, Path(folder)),
            "fresh_ms": measure_fresh(names, Path(folder)),
        }  # fmt: skip
    show(result)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "latest.json").write_text(json.dumps(result, indent=1) + "\n")


def measure_index(
    names: Sequence[str], documents: Sequence[Document], folder: Path
) -> dict[str, Any]:
    """CPU seconds in a process of its own (best of three where quick), and bytes on disk."""
    found = {}
    for name in names:
        times = []
        for _ in range(1 if name == "whoosh" else 3):
            target = folder / name
            if target.exists():
                for file in target.iterdir():
                    file.unlink()
            target.mkdir(exist_ok=True)
            gc.collect()
            child = os.fork()
            if child == 0:
                PEERS[name](target).build(documents)
                os._exit(0)
            _, status, usage = os.wait4(child, 0)
            assert status == 0, name
            times.append(usage.ru_utime + usage.ru_stime)
        size = sum(file.stat().st_size for file in (folder / name).iterdir())
        found[name] = {"cpu_s": min(times), "bytes": size}
    return found


def measure_queries(
    names: Sequence[str], documents: Sequence[Document], each: int, folder: Path
) -> dict[str, Any]:
    """p50 and p95 by kind over the best of three of each question, CPU milliseconds."""
    questions = draw(documents, each)
    warming = draw(documents, 5, seed=2)
    found: dict[str, Any] = {}
    engines: list[tuple[str, Any]] = [(name, PEERS[name](folder / name)) for name in names]
    if "flat" in names:
        engines += [("flat-plain", Flat(folder / "flat", False))]
        engines[0] = ("flat", Flat(folder / "flat", True))
    for name, engine in engines:
        engine.open()
        slow = name == "whoosh"
        asked = questions[:: 5 if slow else 1]
        for question in warming:
            _ask(name, engine, question)
        times: dict[str, list[float]] = {kind: [] for kind in KINDS}
        totals = []
        for question in asked:
            best = float("inf")
            for _ in range(1 if slow else 3):
                started = time.process_time()
                total = _ask(name, engine, question)
                best = min(best, time.process_time() - started)
            times[question.kind].append(best * 1000)
            totals.append(total)
        found[name] = {
            kind: [statistics.median(each), statistics.quantiles(each, n=20)[-1]]
            for kind, each in times.items()
        }
        found[name]["found"] = sum(total or 0 for total in totals)
    return found


def _ask(name: str, engine: Any, question: Question) -> int | None:
    if name == "fts5" and question.kind == "fuzzy":
        return None
    total: int = engine.ask(question)
    return total


def measure_fresh(names: Sequence[str], folder: Path) -> dict[str, float]:
    """CPU of a process that opens the index and asks one question: median of 15."""
    scripts = {"pass": "pass", "imports": "import arcticsearch.engine.flat.store"}
    for name in names:
        kind = PEERS[name].__name__
        scripts[name] = (
            f"from pathlib import Path; from bench.engine.fresh import {kind.lower()}; "
            f"{kind.lower()}(Path({str(folder / name)!r}))"
        )
    times: dict[str, list[float]] = {name: [] for name in scripts}
    for _ in range(15):
        for name, script in scripts.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", script], check=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            times[name].append(spent * 1000)
    return {name: statistics.median(each) for name, each in times.items()}


def show(result: dict[str, Any]) -> None:
    print(f"{result['articles']} articles, {result['text'] / 1e6:.1f} MB of text")
    for name, index in result["index"].items():
        share = index["bytes"] / result["text"]
        print(f"{name:11} index {index['cpu_s']:6.2f} s CPU   {share:.2f} bytes a byte of text")
    print(" " * 11, *(f"{kind:>13}" for kind in KINDS))
    for name, kinds in result["query_ms"].items():
        cells = (f"{kinds[kind][0]:6.3f}/{kinds[kind][1]:6.3f}" for kind in KINDS)
        print(f"{name:11}", *cells, f" {kinds['found']} found")
    print("fresh process, ms:", {name: round(ms, 1) for name, ms in result["fresh_ms"].items()})


if __name__ == "__main__":
    main()
