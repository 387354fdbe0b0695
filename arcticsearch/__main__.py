"""`python -m arcticsearch` and the command `arcticsearch`."""

import gc
import os
import sys


def main() -> int:
    """Runs the command line of this process, and ends it."""
    # What is loaded is no garbage; to look for some in it took a sixth of a query's time. No query
    # or small update makes so many objects.
    gc.set_threshold(100_000)
    # Nothing here multiplies matrices; to start numpy's threads takes each process .1 s of CPU.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    _open_what_is_closed()
    try:
        from arcticsearch.cli import run
    except KeyboardInterrupt:  # while Python still reads the program: nothing has begun
        print("arcticsearch: Interrupted.", file=sys.stderr)
        return 130
    try:
        status = run(sys.argv[1:])
    except Exception:  # noqa: BLE001 - Python would end with 1, which is "nothing found"
        import traceback

        from arcticsearch.saying import say

        say("This failed, and should not have. Please report it:")
        for line in traceback.format_exc().splitlines():
            say(line)
        status = 2
    from contextlib import suppress  # not before the look at the files has begun

    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):  # it was said already, if it can be
            stream.flush()
    # Nothing is left to be done. Python would take all objects apart, a twelfth of an update's time.
    os._exit(status)


def _open_what_is_closed() -> None:
    """Whoever closed a stream (`>&-`) wants nothing of it; its number would be the index's next file's."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123 - as long as we run


if __name__ == "__main__":
    sys.exit(main())
