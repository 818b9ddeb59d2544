"""`python -m dxmeet` and the `dxmeet` command."""

import sys


def main() -> None:
    """Start fast: what a command does not need is not imported."""
    from multiprocessing import freeze_support

    freeze_support()  # a helper process of the Windows bundle starts here, too
    from dxmeet.launch import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
