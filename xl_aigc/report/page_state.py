"""A page as it was before a block was drawn, to come back to it."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xl_aigc.report.page import Cell, Page

_PARTS: Final = (
    "heights", "placed", "charts", "tints", "colours", "directions", "bars", "choices", "extras", "titles", "said", "exhibits",
)  # fmt: skip


@dataclass(frozen=True)
class PageState:
    """A page before a block is drawn.

    Attributes:
        cells: its cells.
        parts: its other lists and tables.
        defined: the named cells of the report.
        charts: how many charts it has.
    """

    cells: dict[tuple[int, int], Cell]
    parts: dict[str, Any]
    defined: dict[str, str]
    charts: int


def state_of(page: Page) -> PageState:
    """Return what is on a page."""
    parts = {name: copy(getattr(page, name)) for name in _PARTS}
    return PageState(dict(page.cells), parts, dict(page.report.defined), len(page.charts))


def restore(page: Page, state: PageState) -> None:
    """Take back what was drawn on a page since a state."""
    page.cells = state.cells
    for name, value in state.parts.items():
        setattr(page, name, value)
    page.report.defined.clear()
    page.report.defined.update(state.defined)
