"""The kinds of block. Importing this package makes them all known to layouts."""

from xl_aigc.report.blocks import (  # noqa: F401
    article,
    changes,
    checks,
    claims,
    companies,
    correlations,
    count_charts,
    cover,
    dot_strips,
    functions,
    kpis,
    measure_list,
    next_period,
    prose,
    provenance,
    ranked_bars,
    scatters,
    summary,
    table_charts,
    tables,
)
