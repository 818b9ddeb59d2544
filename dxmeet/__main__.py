"""`python -m dxmeet` and the `dxmeet` command."""

import gc
import sys


def main() -> None:
    """Start fast: what a command does not need is not imported, and nothing is collected that is only being loaded."""
    from multiprocessing import freeze_support

    freeze_support()  # a helper process of the Windows bundle starts here, too
    gc.disable()  # 20 of the 280 ms to the first page; the window puts it back, and so do the commands
    from dxmeet.launch import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
