"""The worksheet functions made to read a store of a test."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from xl_aigc.functions.reader import use_facts
from xl_aigc.location import STORE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def functions_read(store: Path) -> Iterator[None]:
    """Let the functions read a store until the end of the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_VARIABLE, str(store))
        use_facts(None)
        yield
    use_facts(None)
