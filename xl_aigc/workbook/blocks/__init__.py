"""The kinds of block. Importing this package makes them all known to layouts."""

from xl_aigc.workbook.blocks import (
    article,
    changes,
    checks,
    claims,
    companies,
    count_charts,
    cover,
    dot_strips,
    kpis,
    next_period,
    prose,
    provenance,
    ranked_bars,
    scatters,
    summary,
    table_charts,
    tables,
)
from xl_aigc.workbook.blocks.draw import draw

__all__ = [
    "article",
    "changes",
    "checks",
    "claims",
    "companies",
    "count_charts",
    "cover",
    "dot_strips",
    "draw",
    "kpis",
    "next_period",
    "prose",
    "provenance",
    "ranked_bars",
    "scatters",
    "summary",
    "table_charts",
    "tables",
]
