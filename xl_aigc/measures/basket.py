"""The table of basket measures: what the report says of several companies together.

Each is for the companies of a mask: the whole basket, a cohort, a layer, the basket without its giants. A growth or a ratio
of sums is over the companies that have every figure it needs; a share is over the companies that could be classified.
"""

from __future__ import annotations

from typing import Final

from xl_aigc.measures import aggregate as by
from xl_aigc.metrics import STATUS, cohort

PROFIT = ("net_profit", "net_profit_prior")

FELL: Final = by.count_if("count_net_profit_fell", "net_profit_change", "<", 0)
LOSSES: Final = by.count_if("loss_makers", "net_profit", "<", 0)
PRICE_FELL: Final = by.count_if("count_price_fell", "price_change", "<", 0)
BOTH_UP: Final = by.count_words("count_both_up", "growth_cohort", "both_up", needs=("growth_cohort",))
NOT_WITH_PROFIT: Final = by.count_words(
    "count_revenue_only_up_or_both_down",
    "growth_cohort",
    "revenue_only_up",
    "both_down",
    needs=("growth_cohort",),
)
RD_HEAVY: Final = by.count_if("count_rd_intensity_above_10pct", "rd_intensity", ">", "limit_intensity_mid")

_TABLE: Final = (
    by.companies("companies"),
    by.with_numbers("known_profit", "net_profit"),
    by.with_numbers("known_profit_pairs", *PROFIT),
    by.with_numbers("known_revenue", "revenue"),
    by.with_numbers("known_revenue_pairs", "revenue", "revenue_prior"),
    by.with_numbers("known_rd", "rd_expense"),
    by.with_numbers("known_rd_pairs", "rd_expense", "rd_expense_prior"),
    by.with_numbers("known_price", "price_change"),
    by.with_numbers("known_selling_pairs", "selling_expense", "selling_expense_prior"),
    by.with_numbers("known_all_pairs", "revenue", "revenue_prior", *PROFIT),
    by.total("revenue", "revenue"),
    by.matched_growth("revenue_yoy", "revenue"),
    by.median("median_revenue", "revenue", "money"),
    by.median("median_revenue_yoy", "revenue_yoy"),
    by.total("net_profit", "net_profit"),
    by.matched_total("net_profit_matched", "net_profit", "net_profit_prior"),
    by.matched_total("net_profit_prior", "net_profit_prior", "net_profit"),
    by.total("net_profit_change", "net_profit_change"),
    by.matched_growth("net_profit_yoy", "net_profit"),
    by.median("median_net_profit", "net_profit", "money"),
    by.median("median_net_profit_yoy", "net_profit_yoy"),
    LOSSES,
    by.share("share_loss_makers", LOSSES),
    FELL,
    by.share("share_net_profit_fell", FELL),
    by.count_if("count_net_profit_yoy_at_most_minus_100pct", "net_profit_yoy", "<=", "limit_fall_100"),
    by.count_if("count_net_profit_yoy_at_most_minus_1000pct", "net_profit_yoy", "<=", "limit_fall_1000"),
    BOTH_UP,
    by.share("share_both_up", BOTH_UP),
    *(
        by.count_words(f"count_{key}", "growth_cohort", key, needs=("growth_cohort",))
        for key in cohort.GROWTH
        if key != "both_up"
    ),
    NOT_WITH_PROFIT,
    by.share("share_revenue_only_up_or_both_down", NOT_WITH_PROFIT),
    *(
        by.count_words(f"count_status_{key}", "net_profit_status", key, needs=("net_profit_status",))
        for key in STATUS
    ),
    PRICE_FELL,
    by.share("share_price_fell", PRICE_FELL),
    by.count_if("count_price_above_20pct", "price_change", ">", "limit_price_up"),
    by.median("median_price_change", "price_change"),
    by.extreme("lowest_price_change", "price_change", lowest=True),
    by.extreme("highest_price_change", "price_change"),
    *(
        by.count_words(f"count_price_{key}", "price_cohort", key, needs=("price_cohort",))
        for key in cohort.PRICE
    ),
    by.total("rd_expense", "rd_expense"),
    by.matched_growth("rd_expense_yoy", "rd_expense"),
    by.matched_ratio("rd_intensity", "rd_expense", "revenue"),
    by.median("median_rd_intensity", "rd_intensity"),
    by.median("median_rd_expense_yoy", "rd_expense_yoy"),
    by.count_if("count_rd_above_100m", "rd_expense", ">", "limit_rd_100m"),
    by.count_if("count_rd_above_1bn", "rd_expense", ">", "limit_rd_1bn"),
    by.count_if("count_rd_above_10bn", "rd_expense", ">", "limit_rd_10bn"),
    RD_HEAVY,
    by.share("share_rd_intensity_above_10pct", RD_HEAVY),
    by.total("selling_expense", "selling_expense"),
    by.matched_growth("selling_expense_yoy", "selling_expense"),
    by.matched_ratio("selling_ratio", "selling_expense", "revenue"),
)

BASKET_MEASURES: Final = {measure.key: measure for measure in _TABLE}
"""Every measure of several companies, by key."""
