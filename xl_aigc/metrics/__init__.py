"""Pure functions over numbers: growth, intensity, price, cohorts, the screen, statistics.

Every function takes scalars, sequences or NumPy arrays. A missing number (None, NaN) gives a missing result, never 0;
a result that does not exist is `Undefined`. Ratios are fractions, money is in units of the currency.
"""

from xl_aigc.metrics.chance import chance_limit
from xl_aigc.metrics.cohort import (
    ARCHETYPE,
    GROWTH,
    LAYER,
    PRICE,
    PRICE_EDGES,
    RD_INTENSITY,
    RD_INTENSITY_EDGES,
    RD_SCALE,
    RD_SCALE_EDGES,
    RULES,
    Rule,
    assign,
    growth_cohort,
    price_cohort,
    rd_intensity_cohort,
    rd_scale_cohort,
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
from xl_aigc.metrics.intervals import interval_cohort, interval_names
from xl_aigc.metrics.price import drawdown, price_change
from xl_aigc.metrics.screen import FLAGS, ScreenResult, ScreenRules, screen, screen_order
from xl_aigc.metrics.statistics import RankCorrelation, count_above, median, rank_correlation, ranks
from xl_aigc.metrics.summary import CohortSummary, Summary, summarise
from xl_aigc.metrics.undefined import Number, Undefined

__all__ = [
    "ARCHETYPE",
    "FLAGS",
    "GROWTH",
    "LAYER",
    "PRICE",
    "PRICE_EDGES",
    "RD_INTENSITY",
    "RD_INTENSITY_EDGES",
    "RD_SCALE",
    "RD_SCALE_EDGES",
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
    "chance_limit",
    "change_points",
    "count_above",
    "drawdown",
    "expense_ratio",
    "growth_cohort",
    "growth_status",
    "interval_cohort",
    "interval_names",
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
