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
    first, *rest = pattern.split("*")
    if not rest:
        return re.compile(_piece(first), re.DOTALL)
    *middle, last = rest
    pieces = "".join(f"(?>.*?{_piece(part)})" for part in middle if part)
    return re.compile(f"{_piece(first)}{pieces}.*{_piece(last)}", re.DOTALL)


def _piece(text: str) -> str:
    return "".join("." if char == "?" else re.escape(char) for char in text)
