"""The pages of the dev set, and the five folds by registered domain in which models are judged."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tld import get_fld

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch.model import Form, Seed

FOLDS = 5


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a .jsonl.gz file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def fold_of(url: str) -> int:
    """Pages of one registered domain are in one fold."""
    domain = get_fld(url, fail_silently=True) or urlsplit(url).netloc or url
    return zlib.crc32(domain.encode()) % FOLDS


def seed_of(case: dict[str, Any]) -> Seed:
    """The page as the reader would hand it on."""
    form = Form.MARKDOWN if case["style"] in ("md", "wrap") else Form.TEXT
    return Seed(case["id"], form, case["text"], "")
