"""Ranking on the judged collections, through Collection.search: nDCG@10 of each and their mean.

    python bench/ir/run.py [--data ../shared/bench/ir] [--sets time,cranfield,cisi,cacm] [--split all]

Each document becomes a file (title line first), each query is asked lower-cased. Needs
pytrec_eval-terrier, and nothing of the product but its public API.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from arcticsearch import Collection

ROOT = Path(__file__).parents[2]


def write_corpus(data: Path, corpus: Path) -> None:
    corpus.mkdir(parents=True)
    for line in (data / "corpus.jsonl").open(encoding="utf-8"):
        document = json.loads(line)
        name = re.sub(r"\W", "_", document["_id"])
        text = f"{document.get('title') or ''}\n\n{document['text']}\n".lstrip()
        (corpus / f"{name}.txt").write_text(text, encoding="utf-8")


def run_queries(data: Path, collection: Collection, run: Path, depth: int) -> float:
    names = {}
    for line in (data / "corpus.jsonl").open(encoding="utf-8"):
        number = json.loads(line)["_id"]
        names[re.sub(r"\W", "_", number) + ".txt"] = number
    began = time.process_time()
    count = 0
    with run.open("w", encoding="utf-8") as out:
        for line in (data / "queries.jsonl").open(encoding="utf-8"):
            query = json.loads(line)
            count += 1
            answer = collection.search(query["text"].lower(), limit=depth, facets=())
            for rank, hit in enumerate(answer.hits):
                out.write(f"{query['_id']}\t{names[hit.path]}\t{depth - rank}\n")
    return (time.process_time() - began) / count * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/bench/ir")
    parser.add_argument("--sets", default="time,cranfield,cisi,cacm")
    parser.add_argument("--split", default="all")
    parser.add_argument("--depth", type=int, default=100)
    parser.add_argument("--keep", type=Path, help="keep corpora and indexes here")
    arguments = parser.parse_args()
    work = arguments.keep or Path(tempfile.mkdtemp())
    scores = []
    for name in arguments.sets.split(","):
        data, corpus = arguments.data / name, work / name / "seeds"
        if not corpus.exists():
            write_corpus(data, corpus)
        with Collection.open(corpus, index=work / name / "index") as collection:
            collection.refresh()
            run = work / name / "run.tsv"
            each = run_queries(data, collection, run, arguments.depth)
        done = subprocess.run(
            [sys.executable, arguments.data / "score_ir.py", data, run, "--split", arguments.split],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        score = json.loads(done.stdout)
        scores.append(score["ndcg10"])
        print(
            f"{name:10} nDCG@10 {score['ndcg10']:.4f}  MAP {score['map']:.4f}"
            f"  R@100 {score['recall100']:.4f}  {each:.1f} ms CPU a query",
            flush=True,
        )
    print(f"{'mean':10} nDCG@10 {sum(scores) / len(scores):.4f}")


if __name__ == "__main__":
    main()
