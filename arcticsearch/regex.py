"""Regular expressions that are compiled when they are first used.

To update one page of text takes one in six of ours, and to compile all of them a tenth of the time.
"""

from __future__ import annotations

import re

from arcticsearch.checking import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, AnyStr

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, which is called when the result is first asked for something; so an error in
    the pattern (re.error) is raised then."""
    later: re.Pattern[AnyStr] = _Regex(pattern, flags)  # type: ignore[assignment]
    return later


class _Regex:
    def __init__(self, pattern: Any, flags: int) -> None:
        self._made_of = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._made_of)
        for method in _METHODS:  # from now on found without coming here
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)
