"""Regular expressions are compiled when they are first used, and all of ours can be."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import arcticsearch
from arcticsearch.regex import _Regex, regex


def test_it_is_compiled_when_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    really = re.compile

    def counting(*made_of: str | int) -> re.Pattern[str]:
        compiled.append(made_of)
        return really(*made_of)

    monkeypatch.setattr(re, "compile", counting)
    ice = regex(r"ice\w*", re.IGNORECASE)
    assert not compiled
    assert ice.findall("Icebergs and ice floes") == ["Icebergs", "ice"]
    assert ice.sub("*", "ice") == "*"
    assert ice.fullmatch("icebreaker") and not ice.match("a floe")
    assert compiled == [(r"ice\w*", re.IGNORECASE)]
    assert ice.pattern == r"ice\w*"


def test_a_broken_one_says_so_when_it_is_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.search("ice")


def held(value: object) -> Iterator[_Regex]:
    if isinstance(value, _Regex):
        yield value
    elif isinstance(value, tuple | list):
        for part in value:
            yield from held(part)
    elif isinstance(value, dict):
        yield from held([*value.values()])


def test_all_of_ours_can_be_compiled() -> None:
    found = []
    for module in pkgutil.walk_packages(arcticsearch.__path__, "arcticsearch."):
        if not module.name.endswith("__main__"):
            found += held([*vars(importlib.import_module(module.name)).values()])
    assert len(found) > 150
    for one in found:
        assert one.search  # compiles it
