"""The kinds of block. Importing this package makes them all known to layouts."""

from xl_aigc.workbook.blocks import (
    companies,
    kpis,
    prose,
    provenance,
    summary,
    tables,
)
from xl_aigc.workbook.blocks.draw import draw

__all__ = ["companies", "draw", "kpis", "prose", "provenance", "summary", "tables"]
