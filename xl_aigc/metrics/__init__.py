"""Pure functions: numbers in, numbers out.

Scalars, sequences and NumPy arrays are taken alike. A missing input (None, NaN) gives None, an undefined result is an
`Undefined`. Nothing but the standard library is imported.
"""

from xl_aigc.metrics.cohort import (
    RULES,
    CohortSummary,
    Rule,
    Summary,
    assign,
    growth_cohort,
    interval_cohort,
    price_cohort,
    rd_intensity_cohort,
    rd_scale_cohort,
    summarise,
)
from xl_aigc.metrics.growth import (
    STATUS,
    cagr,
    change_points,
    growth_status,
    single_quarter,
    trailing_twelve_months,
    yoy,
)
from xl_aigc.metrics.intensity import expense_ratio, rd_intensity
from xl_aigc.metrics.price import drawdown, price_change
from xl_aigc.metrics.screen import FLAGS, ScreenResult, ScreenRules, screen, screen_order
from xl_aigc.metrics.statistics import RankCorrelation, count_above, median, rank_correlation, ranks
from xl_aigc.metrics.undefined import Number, Undefined

__all__ = [
    "FLAGS",
    "RULES",
    "STATUS",
    "CohortSummary",
    "Number",
    "RankCorrelation",
    "Rule",
    "ScreenResult",
    "ScreenRules",
    "Summary",
    "Undefined",
    "assign",
    "cagr",
    "change_points",
    "count_above",
    "drawdown",
    "expense_ratio",
    "growth_cohort",
    "growth_status",
    "interval_cohort",
    "median",
    "price_change",
    "price_cohort",
    "rank_correlation",
    "ranks",
    "rd_intensity",
    "rd_intensity_cohort",
    "rd_scale_cohort",
    "screen",
    "screen_order",
    "single_quarter",
    "summarise",
    "trailing_twelve_months",
    "yoy",
]
