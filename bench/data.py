"""The development data, which lies outside the repository, and the folds in which models are judged."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from arcticsearch.page import Form, Seed

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "bench"
FOLDS = 5


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a .jsonl.gz file. NaN, which one gold value is, is None."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line, parse_constant=lambda _: None) for line in file)


def fold_of(url: str) -> int:
    """Pages of one registered domain are in one fold, whichever model they teach. Needs tld."""
    from tld import get_fld

    domain = get_fld(url, fail_silently=True) or urlsplit(url).netloc or url
    return zlib.crc32(domain.encode()) % FOLDS


def text_seed(case: dict[str, Any]) -> Seed:
    """A text page of the dev set as the reader would hand it on."""
    form = Form.MARKDOWN if case["style"] in ("md", "wrap") else Form.TEXT
    return Seed(case["id"], form, case["text"], "")
