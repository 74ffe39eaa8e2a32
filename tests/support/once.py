"""Makes a file once for all processes of a test run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filelock import FileLock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def once(target: Path, make: Callable[[Path], object]) -> Path:
    """A file that whoever comes first makes; the others wait for it.

    Args:
        target: the file.
        make: writes it to the path that it is given.
    """
    with FileLock(target.with_suffix(".lock")):
        if not target.exists():
            draft = target.with_name(f"draft_{target.name}")
            make(draft)
            draft.replace(target)
    return target
