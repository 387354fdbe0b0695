"""The shape of a Wildcard as a regular expression that cannot run away.

`.*` for every `*` tries all ways to share out a word among them: `*a*a*a*a*a*a*a*b` takes seconds
for one word of forty a's. It is enough to let each piece match at the first place where it can, and
never to come back to it (as in glob; `fnmatch` does so since Python 3.9).
"""

from __future__ import annotations

import re


def shape(pattern: str) -> re.Pattern[str]:
    """What `fullmatch`es the words of this shape; `*` is any run of characters, `?` is one.

    >>> [word for word in ("ice", "icebreaker", "nice") if shape("ice*").fullmatch(word)]
    ['ice', 'icebreaker']
    """
    return re.compile(expression(pattern, ".", ".*"), re.DOTALL)


def expression(pattern: str, one: str, many: str) -> str:
    """The regular expression, given those for one character and for a run of any."""
    first, *pieces = [
        "".join(one if c == "?" else re.escape(c) for c in part) for part in pattern.split("*")
    ]
    if not pieces:
        return first
    *middle, last = pieces
    return first + "".join(f"(?>{many}?{part})" for part in middle if part) + many + last
