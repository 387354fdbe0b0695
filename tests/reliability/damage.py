"""Damage at random places of an index: every one is noticed, or changes nothing.

    python -m tests.reliability.damage FOLDER COUNT SEED

Two ways. Told: the file's time changes with it, as it does when a copy, a cut or a program did it;
then no wrong answer may come, and the next run must heal it. Silent: size and time stay, as when a
disk rots; then `check` must find it, and a search may fail with a sentence, never a traceback.
Prints a JSON line for each that went wrong, and one with the figures.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from arcticsearch.collection import Collection
from arcticsearch.errors import ArcticsearchError
from arcticsearch.freshness import Why
from tests.reliability.corpora import AFTER, BEFORE, litter, observed, write

_PAGE = 4096


def flip(data: bytearray, chance: random.Random) -> None:
    """One bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def cut(data: bytearray, chance: random.Random) -> None:
    """The end is gone."""
    del data[chance.randrange(len(data)) :]


def zero(data: bytearray, chance: random.Random) -> None:
    """A page of the disk reads as zeros."""
    at = chance.randrange(len(data)) // _PAGE * _PAGE
    data[at : at + _PAGE] = bytes(len(data[at : at + _PAGE]))


KINDS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, flip, flip, cut, zero)


def damage(index: Path, chance: random.Random, *, silent: bool) -> dict[str, str]:
    """Damages one file of an index; returns which and how."""
    files = sorted(path for path in index.iterdir() if path.name != "lock")
    file, kind = chance.choice(files), chance.choice(KINDS)
    before, data = file.stat(), bytearray(file.read_bytes())
    kind(data, chance)
    file.write_bytes(data)
    times = (before.st_atime_ns, before.st_mtime_ns + (0 if silent else 1_000_000_000))
    os.utime(file, ns=times)
    return {"file": file.suffix, "kind": kind.__name__, "silent": str(silent)}


def judge(corpus: Path, index: Path, sound: object, *, silent: bool) -> tuple[str, list[str]]:
    """What became of the damage, and what is wrong."""
    wrong = []
    with Collection.open(corpus, index=index) as collection:
        why = collection.state().why
        told = why in (Why.DAMAGED, Why.CATALOG_DAMAGED, Why.OTHER_VERSION, Why.MISSING)
        end = "reported" if told else "harmless"
        if not told:
            try:
                same = observed(collection) == sound
            except ArcticsearchError:
                end, same = "reported by a search", True
            if not same and silent:
                end = "found by check alone"
            elif not same:
                wrong.append("a wrong answer")
        if (found := collection.check()) and end == "harmless":
            end = "found by check alone"
        if end == "found by check alone" and not found:
            wrong.append("check finds nothing")
        report = collection.refresh(full=bool(silent and found and not told))
        if (end, report.why) != ("harmless", Why.FRESH) and observed(collection) != sound:
            wrong.append("not healed")
        wrong += collection.check()
    return end, wrong + [f"litter: {name}" for name in litter(index)]


def run(folder: Path, count: int, seed: int, first: int = 0) -> dict[str, object]:
    """Tries `count` damages from the first-th on, every fourth of them silent."""
    corpus, kept, index = write(folder / "corpus", BEFORE), folder / "kept", folder / "index"
    with Collection.open(corpus, index=kept) as collection:
        collection.refresh()
    write(corpus, AFTER)
    (corpus / "notes" / "treaty.md").unlink()
    with Collection.open(corpus, index=kept) as collection:
        collection.refresh()
        sound = observed(collection)
    ends, broken = Counter[str](), 0
    for number in range(first, first + count):
        if number % 500 == 0 and number > first:
            print(json.dumps({"so far": number, "broken": broken, "ends": ends}), flush=True)
        silent = number % 4 == 3
        shutil.rmtree(index, ignore_errors=True)
        shutil.copytree(kept, index)
        place = damage(index, random.Random(f"{seed} {number}"), silent=silent)
        try:
            end, wrong = judge(corpus, index, sound, silent=silent)
        except (ArcticsearchError, sqlite3.Error, OSError) as error:
            end, wrong = "an error instead of healing", [f"{type(error).__name__}: {error}"]
        except Exception:  # noqa: BLE001 - reported with its place
            end, wrong = "a traceback", [traceback.format_exc()]
        ends[f"{'silent' if silent else 'told'}, {end}"] += 1
        if wrong:
            broken += 1
            print(json.dumps({"number": number, **place, "end": end, "wrong": wrong}), flush=True)
    return {
        "damages": count,
        "first": first,
        "seed": seed,
        "broken": broken,
        "ends": dict(sorted(ends.items())),
    }


def main() -> None:
    print(json.dumps(run(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))


if __name__ == "__main__":
    main()
