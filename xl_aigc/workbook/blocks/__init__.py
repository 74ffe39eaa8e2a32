"""The kinds of block. Importing this package makes them all known to layouts."""

from xl_aigc.workbook.blocks import (
    article,
    basket_charts,
    changes,
    checks,
    claims,
    companies,
    cover,
    dot_strips,
    kpis,
    next_period,
    prose,
    provenance,
    scatters,
    summary,
    table_charts,
    tables,
)
from xl_aigc.workbook.blocks.draw import draw

__all__ = [
    "article",
    "basket_charts",
    "changes",
    "checks",
    "claims",
    "companies",
    "cover",
    "dot_strips",
    "draw",
    "kpis",
    "next_period",
    "prose",
    "provenance",
    "scatters",
    "summary",
    "table_charts",
    "tables",
]
