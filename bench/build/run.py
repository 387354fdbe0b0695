"""The whole job against recoll: build, one changed seed, one query, size on disk; ratios from one run.

    python bench/build/run.py [--data ../shared/bench] [--work DIR] [--articles N]

Corpus: the Reuters articles as text files, title first, and the HTML pages of the bench. Peers:
recollindex (Debian's recollcmd), which neither strips nor folds, and on the HTML pages `chain.py`,
run by the Python that --chain names (trafilatura, datasketch and tantivy stand there). CPU is of
all processes; of the short runs, the third of five by wall time is given.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from statistics import median_low
from typing import NamedTuple

import oneshot

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.data import ROOT, SHARED, lines


class Cost(NamedTuple):
    wall: float  # seconds
    cpu: float  # seconds, children included
    peak: float  # MB, of the largest process so far


def run(command: Sequence[str], **environment: str) -> Cost:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    around = {**os.environ, **environment}
    around.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    subprocess.run(command, env=around, check=True, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, after.ru_maxrss / 1024)


def articles(data: Path) -> Iterator[tuple[str, str]]:
    for one in lines(data / "articles" / "reuters.jsonl.gz"):
        yield f"{one['_id']}.txt", f"{one['title']}\n\n{one['text']}\n"


def pages(data: Path) -> Iterator[tuple[str, str]]:
    for one in lines(data / "extract" / "dev" / "html.jsonl.gz"):
        yield f"{one['id']}.html", one["html"]


def write(files: Iterator[tuple[str, str]], corpus: Path) -> int:
    corpus.mkdir(parents=True)
    size = 0
    for name, text in files:
        data = text.encode("utf-8", "replace")
        (corpus / name).write_bytes(data)
        size += len(data)
    return size


def on_disk(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def changed(corpus: Path, times: int) -> Iterator[Path]:
    """Files of the corpus, each with a line more than before."""
    for file in islice(corpus.iterdir(), times):
        with file.open("ab") as out:
            out.write(b"\nOne more line about the ice of this winter.\n")
        yield file


def refreshed(corpus: Path, index: Path) -> Cost:
    """One changed file, where a process runs that has taken up changes before."""
    from arcticsearch import Collection

    spent = []
    with Collection.open(corpus, index=index) as collection:
        for _ in changed(corpus, 6):
            wall, cpu = time.perf_counter(), time.process_time()
            collection.refresh()
            cost = time.perf_counter() - wall, time.process_time() - cpu
            spent.append(Cost(*cost, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    return median_low(spent[1:])


def recollindex(corpus: Path, conf: Path) -> Cost:
    shutil.rmtree(conf, ignore_errors=True)
    conf.mkdir()
    (conf / "recoll.conf").write_text(f"topdirs = {corpus}\nloglevel = 1\n", encoding="utf-8")
    return run(["recollindex", "-c", str(conf)])


def compare(name: str, corpus: Path, size: int, work: Path, chain: str | None) -> None:
    count = sum(1 for _ in corpus.iterdir())
    print(f"{name}: {count:,} files, {size / 1e6:.1f} MB")
    index = work / "index"
    shutil.rmtree(index, ignore_errors=True)
    ours = [sys.executable, "-m", "arcticsearch", "index", "--corpus", str(corpus), "--index", str(index)]  # fmt: skip
    path = {"PYTHONPATH": str(ROOT)}
    whole = run(ours, **path)
    text = on_disk(index)
    segments = sum(file.stat().st_size for file in index.glob("*.segment"))
    one = median_low([run(ours, **path) for _ in changed(corpus, 5)])
    resident = refreshed(corpus, index)
    fresh = median_low([run(ours, **path) for _ in range(5)])
    conf = work / "recoll"
    recoll = recollindex(corpus, conf)
    rows = [
        ("arcticsearch, whole build", whole, text),
        ("  one changed file", one, text),
        ("  the same, in the shell", resident, text),
        ("  nothing changed", fresh, text),
        ("recollindex, whole build", recoll, on_disk(conf)),
    ]
    if chain and name == "HTML pages":
        peer = run([chain, str(ROOT / "bench/build/chain.py"), str(corpus), str(work / "chain")])
        rows.append(("the chain", peer, on_disk(work / "chain")))
        print(f"  whole build {peer.cpu / whole.cpu:.1f} times the chain's pages a CPU second")
    print(f"  {'':26}{'wall s':>9}{'CPU s':>9}{'MB':>9}")
    for what, cost, disk in rows:
        print(f"  {what:26}{cost.wall:9.2f}{cost.cpu:9.2f}{disk / 1e6:9.1f}")
    print(
        f"  build {whole.wall / recoll.wall:.2f} x recoll's wall, {whole.cpu / recoll.cpu:.2f} x its CPU;"
        f" one changed file 1/{whole.wall / one.wall:.0f} of the build,"
        f" 1/{whole.wall / resident.wall:.0f} in the shell;"
        f" {count / whole.cpu:.0f} files a CPU second\n"
        f"  on disk, a byte of seeds: {text / size:.2f}, the index alone {segments / size:.2f};"
        f" recoll {on_disk(conf) / size:.2f}; peak {whole.peak:.0f} MB a process"
    )
    shots = oneshot.times(corpus, index, conf, ROOT)
    nothing = shots["python -c pass"]
    said = (f"{what} {each * 1000:.0f} ms ({each / nothing:.1f})" for what, each in shots.items())
    print("  one query in a fresh process:", ", ".join(said), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--chain", metavar="PYTHON")
    arguments = parser.parse_args()
    if arguments.work:
        arguments.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=arguments.work) as name:
        for what, files in (("Reuters", articles), ("HTML pages", pages)):
            work = Path(name) / what.split()[0]
            corpus = work / "corpus"
            size = write(islice(files(arguments.data), arguments.articles), corpus)
            compare(what, corpus, size, work, arguments.chain)


if __name__ == "__main__":
    main()
