"""`python -m arcticsearch` and the command `arcticsearch`."""

import os
import sys


def main() -> int:
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
