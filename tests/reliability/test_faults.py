"""Old or new, never broken: a part of the points that bench/reliability/faults.py tries in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reliability import shim
from tests.reliability.points import CASES, FAULTS

pytestmark = pytest.mark.skipif(bool(shim.missing()), reason=shim.missing() or "")

_STRIDE = 31


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shim.build(tmp_path_factory.mktemp("shim"))


@pytest.mark.parametrize("case", CASES)
def test_no_fault_leaves_anything_broken(library: Path, tmp_path: Path, case: str) -> None:
    said = list(shim.try_points(library, tmp_path / "work", case, _STRIDE))
    assert [line for line in said if "wrong" in line] == []
    assert [line["fault"] for line in said] == list(FAULTS)
    assert all(line["points"] for line in said)
