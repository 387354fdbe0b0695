"""No page stops a build: every hostile shape at growing sizes, and a folder of odd files.

    python bench/reliability/hostile.py [--shape PART] [--sizes N ...] [--out FILE]

Each shape is built as a corpus of its own in a process of its own: CPU seconds from file to index,
the process's peak memory, what became of the seed. Made to be refused is as good as made in time.
Run as root, the odd files are built as `nobody`, so that some are unreadable.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch import Collection
from bench.reliability.mutated import build
from tests.reliability.accounting import unaccounted
from tests.reliability.odd_files import write_odd_files
from tests.reliability.shapes import SHAPES, file_name

SIZES = (262_144, 2_000_000, 16_700_000)
MOST_SECONDS, MOST_MB = 5.0, 1024
NOBODY = 65_534


def in_child(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """What a function returns in a process of its own; how that ended, if it did not return."""
    fork = get_context("fork")
    here, there = fork.Pipe(duplex=False)
    child = fork.Process(target=lambda: there.send(work(*arguments)))
    child.start()
    there.close()
    try:
        return dict(here.recv())
    except EOFError:
        child.join()
        return {"died": child.exitcode}
    finally:
        child.join()


def one_shape(shape: str, size: int) -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="shape-"))
    try:
        (folder / "seeds").mkdir()
        (folder / "seeds" / file_name(shape)).write_bytes(SHAPES[shape](size))
        figures = build(folder)
    finally:
        shutil.rmtree(folder)
    return {
        "seconds": round(figures["slowest"] + figures["rest"], 2),
        "mb": round(figures["peak_mb"]), "skipped": next(iter(figures["skipped"]), ""),
        "wrong": figures["wrong"],
    }  # fmt: skip


def odd_files() -> dict[str, Any]:
    folder = Path(tempfile.mkdtemp(prefix="odd-"))
    write_odd_files(folder / "seeds")
    folder.chmod(0o777)
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    with Collection.open(folder / "seeds", index=folder / "index") as collection:
        report = collection.refresh()
        return {
            "seeds": len(report.added), "articles": report.articles,
            "wrong": [*unaccounted(collection), *collection.check()],
            "skipped": dict(Counter(why.split(":")[0] for why in report.skipped.values())),
        }  # fmt: skip


def failed(figures: dict[str, Any]) -> bool:
    apart = str(figures.get("skipped", "")).startswith("cannot be taken apart")
    over = figures.get("seconds", 0) > MOST_SECONDS or figures.get("mb", 0) > MOST_MB
    return bool("died" in figures or figures["wrong"] or apart or over)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shape", default="")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="bytes")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:  # imports everything, for all the children
        (Path(name) / "seeds").mkdir()
        (Path(name) / "seeds" / "a.html").write_text("<!doctype html><p>The ice held.")
        build(Path(name))
    results: dict[str, dict[str, Any]] = {"odd files": in_child(odd_files)}
    print(f"odd files: {results['odd files']}", flush=True)
    for shape in SHAPES:
        if arguments.shape not in shape:
            continue
        for size in arguments.sizes:
            figures = results[f"{shape}, {size}"] = in_child(one_shape, shape, size)
            print(f"{'FAILED ' * failed(figures)}{shape}, {size}: {figures}", flush=True)
    failures = sum(map(failed, results.values()))
    kept = {k: f for k, f in results.items() if not f.get("skipped") and "seconds" in f}
    slowest = max(kept, key=lambda key: kept[key]["seconds"])
    largest = max(kept, key=lambda key: kept[key]["mb"])
    print(json.dumps({
        "builds": len(results), "over_5_s_or_1_gib_or_died": failures,
        "slowest": {slowest: kept[slowest]}, "largest": {largest: kept[largest]},
        "refused": sum(bool(f.get("skipped")) for f in results.values()),
    }, indent=1))  # fmt: skip
    if arguments.out:
        arguments.out.write_text(json.dumps(results, indent=1) + "\n")
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
