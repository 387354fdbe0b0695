"""`python -m arcticsearch` and the command `arcticsearch`."""

import sys


def main() -> int:
    try:
        from arcticsearch.cli import run
    except KeyboardInterrupt:  # while Python still reads the program: nothing has begun
        print("arcticsearch: Interrupted.", file=sys.stderr)
        return 130
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
