"""Programs that some tests need: without one they are skipped, or fail where `XL_AIGC_REQUIRE` names it."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(key: str, what: str) -> NoReturn:
    """Skip the test, or fail it if the program is required here.

    Args:
        key: its name in `XL_AIGC_REQUIRE`.
        what: what is missing, in words.
    """
    if key in os.environ.get("XL_AIGC_REQUIRE", "").split(","):
        pytest.fail(f"XL_AIGC_REQUIRE names {key}, and {what} is not installed")
    pytest.skip(f"{what} is not installed")
