"""`python -m xl_aigc`, and what the command `xl-aigc` starts."""

from __future__ import annotations

import sys

from xl_aigc.cli.run import run


def main() -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
