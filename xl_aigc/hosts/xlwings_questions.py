"""Questions of the VBA modules beside the functions; no cell calls these, so that xlwings makes no worksheet function of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlwings

from xl_aigc.functions.log import log_path
from xl_aigc.functions.refusals import note_cell as keep_under
from xl_aigc.hosts.xlwings_excel import last_refusal

if TYPE_CHECKING:
    from collections.abc import Callable


def _registered(function: Callable[..., object]) -> Callable[..., object]:
    """Register a function with xlwings, which by its type hints would convert what goes in and out."""
    function.__annotations__ = {}
    decorated: Callable[..., object] = xlwings.func(function)
    return decorated


@_registered
def note_cell(address: str) -> bool:
    """Keep the reason of the last call under the address of its cell, which Excel says only where a cell shows an error."""
    refusal = last_refusal()
    if refusal is not None:
        keep_under(address, refusal)
    return refusal is not None


@_registered
def log_file() -> str:
    """Return the path of the log of refused calls."""
    return str(log_path())
