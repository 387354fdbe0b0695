"""`python -m arcticsearch` and the command `arcticsearch`."""

import gc
import os
import sys


def main() -> int:
    # What is loaded is no garbage; to look for some in it took a sixth of a query's time.
    gc.set_threshold(20_000)
    # Nothing here multiplies matrices; to start numpy's threads takes each process .1 s of CPU.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from arcticsearch.cli import run
    except KeyboardInterrupt:  # while Python still reads the program: nothing has begun
        print("arcticsearch: Interrupted.", file=sys.stderr)
        return 130
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
