"""Long text goes to the reader's pager, at the first match; the prompt comes back after it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence


def page(lines: Sequence[str], matches: Sequence[int] = ()) -> bool:
    """Shows lines in `less`, the first match near the top. False: there is none; print them."""
    less = shutil.which("less")
    if less is None or os.environ.get("TERM", "dumb") == "dumb":
        return False
    # -R lets colours through and shows every other escape; secure mode runs no commands.
    start = max(1, matches[0] - 2) if matches else 1
    process = subprocess.Popen(
        [less, "-R", "-F", "-X", f"+{start}"],
        stdin=subprocess.PIPE, env={**os.environ, "LESSSECURE": "1", "LESSCHARSET": "utf-8"},
    )  # fmt: skip
    assert process.stdin is not None
    try:
        process.stdin.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
        process.stdin.close()
    except BrokenPipeError:  # the reader left before the end
        pass
    while True:
        try:
            process.wait()
            return True
        except KeyboardInterrupt:  # belongs to the pager
            continue
