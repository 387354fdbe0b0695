"""`python -m arcticsearch` and the command `arcticsearch`."""

import sys


def main() -> int:
    from arcticsearch.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
