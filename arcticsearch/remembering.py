"""Remembers what was worked out of a text, as functools does, but never a text of a page's length.

A hostile page is one word of two million letters, or one line. A thousand of these, each kept until
a thousand others came, are gigabytes: a process whose memory is bounded would refuse all that follows.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar

LONGEST = 200
"""Characters of a word or a line that is met again, unless somebody says otherwise."""

P = ParamSpec("P")
Found = TypeVar("Found")
_Work = Callable[Concatenate[str, P], Found]


def remembered(most: int, longest: int = LONGEST) -> Callable[[_Work[P, Found]], _Work[P, Found]]:
    """Decorates a function of a text, and of values that can be hashed: its last `most` results are
    kept, for texts of at most `longest` characters.

    >>> fold = remembered(100)(str.lower)
    >>> fold("Ice") is fold("Ice"), fold("Ice" * 100) is fold("Ice" * 100)
    (True, False)
    """

    def decorate(work: _Work[P, Found]) -> _Work[P, Found]:
        known: Callable[..., Found] = lru_cache(maxsize=most)(work)

        @wraps(work)
        def found(text: str, /, *values: P.args, **named: P.kwargs) -> Found:
            return (known if len(text) <= longest else work)(text, *values, **named)

        return found

    return decorate
