"""What several tests need: a corpus in a temporary folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from errno import EACCES
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from arcticsearch.corpus.listing import unreadable
from arcticsearch.corpus.read import read
from arcticsearch.errors import SeedSkipped
from arcticsearch.page import Seed
from tests.indexed import written

# A check of a commit must not depend on chance; at a developer's desk chance finds more. Neither
# depends on how fast the machine is.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

MakeCorpus = Callable[[Mapping[str, str]], Path]
Forbid = Callable[..., None]


@pytest.fixture
def unreadable_pages(monkeypatch: pytest.MonkeyPatch) -> Forbid:
    """From then on nobody, not even root, may read the pages of these names."""

    def forbid(*names: str) -> None:
        def guarded(corpus: Path, path: str) -> Seed:
            if path in names:
                raise SeedSkipped(unreadable(PermissionError(EACCES, "Permission denied")))
            return read(corpus, path)

        monkeypatch.setattr("arcticsearch.cleaning.read", guarded)

    return forbid


@pytest.fixture
def make_corpus(tmp_path: Path) -> MakeCorpus:
    """Writes files (path → text) into a new folder `seeds` and returns it."""

    return partial(written, tmp_path / "seeds")
