"""The list of merged cells of a sheet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from xl_aigc.ooxml.order import WORKSHEET

if TYPE_CHECKING:
    from collections.abc import Collection

    from xl_aigc.ooxml.references import Area

_AFTER: Final = re.compile(rf"<(?:{'|'.join(WORKSHEET[WORKSHEET.index('mergeCells') + 1 :])})\b|</worksheet>")


def with_merged_cells(tail: str, areas: Collection[Area]) -> str:
    """Return the part of a sheet after its rows, with merged cells in it.

    Args:
        tail: the part, without merged cells.
        areas: the ranges to merge.

    Example:
        >>> from xl_aigc.ooxml.references import Area
        >>> with_merged_cells("</worksheet>", [Area(1, 1, 1, 3)])
        '<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>'
    """
    if not areas:
        return tail
    after = _AFTER.search(tail)
    at = after.start() if after else len(tail)
    ranges = "".join([f'<mergeCell ref="{area.name}"/>' for area in areas])
    return f'{tail[:at]}<mergeCells count="{len(areas)}">{ranges}</mergeCells>{tail[at:]}'
