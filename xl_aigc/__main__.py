"""`python -m xl_aigc`, and what the command `xl-aigc` starts."""

from __future__ import annotations

import gc
import sys
from typing import Final

from xl_aigc.cli.run import run

OBJECTS: Final = 50_000
"""New objects after which Python looks for cycles among them; by its own 700 a build spent a twentieth of its time on that."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(OBJECTS)
    sys.exit(run())


if __name__ == "__main__":
    main()
