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
from bench.data import SHARED
from bench.engine.articles import reuters
from bench.engine.peers import Flat, Fts5, Tantivy, Whoosh
from bench.engine.questions import KINDS, Question, draw

HERE = Path(__file__).parent
PEERS = {"flat": Flat, "fts5": Fts5, "tantivy": Tantivy, "whoosh": Whoosh}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--each", type=int, default=100, help="questions of each kind")
    parser.add_argument("--without", nargs="*", default=[], choices=PEERS)
    parser.add_argument("--turns", type=int, default=3, help="rounds of each build")
    options = parser.parse_args()
    documents = list(reuters(options.data))[: options.articles]
    names = [name for name in PEERS if name not in options.without]
    text = sum(
        len("\n\n".join([each.title, *(p.text for p in each.passages)]).encode())
        for each in documents
    )
    with tempfile.TemporaryDirectory() as folder:
        result = {
            "articles": len(documents), "text": text, "python": platform.python_version(),
            "index": measure_index(names, documents, options.turns, Path(folder)),
            "query_ms": measure_queries(names, documents, options.each, Path(folder)),
            "fresh_ms": measure_fresh(names, Path(folder)),
        }  # fmt: skip
    show(result)
    (HERE / "results").mkdir(exist_ok=True)
    (HERE / "results" / "latest.json").write_text(json.dumps(result, indent=1) + "\n")


def measure_index(
    names: Sequence[str], documents: Sequence[Document], turns: int, folder: Path
) -> dict[str, Any]:
    """CPU seconds of building, in a process of its own, best of the rounds (stock Whoosh: one);
    and bytes on disk."""
    times: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(turns):
        for name in names:
            if name == "whoosh" and turn:
                continue
            target = folder / name
            target.mkdir(exist_ok=True)
            for file in target.iterdir():
                file.unlink()
            gc.collect()
            child = os.fork()
            if child == 0:
                PEERS[name](target).build(documents)
                os._exit(0)
            _, status, usage = os.wait4(child, 0)
            assert status == 0, name
            times[name].append(usage.ru_utime + usage.ru_stime)
    return {
        name: {
            "cpu_s": min(times[name]),
            "bytes": sum(file.stat().st_size for file in (folder / name).iterdir()),
        }
        for name in names
    }


def measure_queries(
    names: Sequence[str], documents: Sequence[Document], each: int, folder: Path
) -> dict[str, Any]:
    """p50 and p95 by kind, CPU milliseconds: each question is asked of one engine after another,
    three times, and the best counts. Stock Whoosh gets every fifth."""
    engines: dict[str, Any] = {name: PEERS[name](folder / name) for name in names}
    if "flat" in names:
        engines["flat"] = Flat(folder / "flat", True)
        engines["flat-plain"] = Flat(folder / "flat", False)
    for name, engine in engines.items():
        engine.open()
        for question in draw(documents, 5, seed=2):
            _ask(name, engine, question)
    times: dict[str, dict[str, list[float]]] = {
        name: {kind: [] for kind in KINDS} for name in engines
    }
    for number, question in enumerate(draw(documents, each)):
        asked = {name: e for name, e in engines.items() if name != "whoosh" or not number % 5}
        best = dict.fromkeys(asked, float("inf"))
        for _ in range(3):
            for name, engine in asked.items():
                started = time.process_time()
                _ask(name, engine, question)
                best[name] = min(best[name], time.process_time() - started)
        for name, spent in best.items():
            times[name][question.kind].append(spent * 1000)
    return {
        name: {
            kind: [statistics.median(spent), statistics.quantiles(spent, n=20)[-1]]
            for kind, spent in kinds.items()
        }
        for name, kinds in times.items()
    }


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
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    for _ in range(15):
        for name, script in scripts.items():
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, "-c", script], check=True, env=environment)
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
        print(f"{name:11}", *cells)
    print("fresh process, ms:", {name: round(ms, 1) for name, ms in result["fresh_ms"].items()})


if __name__ == "__main__":
    main()
