"""The terminal is untouched: every command on a corpus of attacks, on a real terminal and piped.

python bench/reliability/terminal.py [--every N]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch import Collection
from tests.reliability.commands import commands, on_a_terminal, piped
from tests.reliability.evil import raw_controls, write_evil_corpus


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="show only each N-th article")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_evil_corpus(folder / "seeds")
        with Collection.open(folder / "seeds", index=folder / "index") as collection:
            collection.refresh()
            paths = [article.path for article in collection.articles()][:: arguments.every]
        read = runs = 0
        raw: list[str] = []
        for argv in commands(paths, folder):
            outputs = [*piped(argv, folder)]
            if "--text" not in argv:  # the second time the folder would be there
                outputs.append(on_a_terminal(argv, folder))
            for output in outputs:
                read += len(output)
                found = raw_controls(output)
                raw += found
                if found:
                    print(f"{argv}: {found[:3]}", flush=True)
                if b"Traceback" in output:
                    raw.append("Traceback")
                    print(f"{argv}: {output.decode('utf-8', 'replace')}", flush=True)
            runs += 1
    print(json.dumps({
        "commands": runs, "articles": len(paths), "bytes_read": read, "raw_controls": len(raw),
    }))  # fmt: skip
    return int(bool(raw))


if __name__ == "__main__":
    sys.exit(main())
