"""The table of measures: what the report knows of each company.

Order matters: a measure may use those above it. Every formula shows `n.a.` where a figure is missing and `n.m.` where the
result is undefined; growth, status and intensity are defined in `xl_aigc.metrics`.
"""

from __future__ import annotations

from typing import Final

from xl_aigc import metrics
from xl_aigc.measures import cohorts, inputs, screening
from xl_aigc.measures.measure import Measure, of

COHORT_GROWTH: Final = (
    'IF(COUNT([revenue],[revenue_prior],[net_profit],[net_profit_prior])<4,"n.a.",IF([revenue]>[revenue_prior],'
    "IF([net_profit]>[net_profit_prior],{both_up},{revenue_only_up}),"
    "IF([net_profit]>[net_profit_prior],{profit_only_up},{both_down})))"
)
STATUS: Final = (
    'IF(COUNT([net_profit],[net_profit_prior])<2,"n.a.",IF([net_profit_prior]<0,IF([net_profit]>0,{turned_profitable},'
    "IF([net_profit]<[net_profit_prior],{loss_widened},IF([net_profit]>[net_profit_prior],{loss_narrowed},{loss_unchanged}))),"
    "IF([net_profit]<0,{turned_to_loss},IF([net_profit]>[net_profit_prior],{increased},"
    "IF([net_profit]<[net_profit_prior],{decreased},{unchanged})))))"
)
COHORT_RD: Final = (
    "IF(ISNUMBER([rd_expense]),IF([rd_expense]<=limit_rd_100m,{up_to_100m},IF([rd_expense]<=limit_rd_1bn,{from_100m_to_1bn},"
    'IF([rd_expense]<=limit_rd_10bn,{from_1bn_to_10bn},{above_10bn}))),"n.a.")'
)
COHORT_INTENSITY: Final = (
    "IF(ISNUMBER([rd_intensity]),IF([rd_intensity]<=limit_intensity_low,{up_to_5pct},"
    "IF([rd_intensity]<=limit_intensity_mid,{from_5_to_10pct},"
    'IF([rd_intensity]<=limit_intensity_high,{from_10_to_20pct},{above_20pct}))),"n.a.")'
)
COHORT_PRICE: Final = (
    "IF(ISNUMBER([price_change]),IF([price_change]>limit_price_up,{price_above_20pct},IF([price_change]>0,{from_0_to_20pct},"
    "IF([price_change]>limit_price_down,{from_minus_20_to_0},"
    'IF([price_change]>limit_price_crash,{from_minus_40_to_minus_20},{minus_40_or_worse})))),"n.a.")'
)


def growth(key: str) -> str:
    """The formula of a growth over the comparison period."""
    return f'IF(COUNT([{key}],[{key}_prior])<2,"n.a.",IF([{key}_prior]=0,"n.m.",([{key}]-[{key}_prior])/ABS([{key}_prior])))'


def ratio(above: str, below: str) -> str:
    """The formula of a ratio to a figure that must be positive."""
    return f'IF(COUNT([{above}],[{below}])<2,"n.a.",IF([{below}]<=0,"n.m.",[{above}]/[{below}]))'


def points(a: str, b: str) -> str:
    """The formula of a difference of two fractions in percentage points; undefined where one of them is."""
    return f'IF(COUNT([{a}],[{b}])=2,([{a}]-[{b}])*100,IF(OR([{a}]="n.a.",[{b}]="n.a."),"n.a.","n.m."))'


def growth_call(key: str) -> str:
    """The call that gives a growth over the comparison period for every company."""
    return called(f"AIGC_YOY([{key}],[{key}_prior])", f"ISNUMBER([{key}])*([{key}_prior]=0)")


def ratio_call(function: str, above: str, below: str) -> str:
    """The call that gives a ratio to a figure that must be positive for every company."""
    return called(f"{function}([{above}],[{below}])", f"ISNUMBER([{above}])*([{below}]<=0)")


def cohort_call(rule: str, first: str, last: str) -> str:
    """The call that gives every company's cohort, out of the columns from one to another."""
    return called(f'AIGC_COHORT_OF([table.{first}.{last}],"{rule}",,{{language}})&""')


def called(call: str, undefined: str | None = None) -> str:
    """A call over whole columns that shows what is missing or undefined.

    `IFERROR` would be shorter, and would also hide that a program does not know the function.

    Args:
        call: the call.
        undefined: where its result is undefined.
    """
    shown = call if undefined is None else f'IF({undefined},"n.m.",{call})'
    return f'IFNA({shown},"n.a.")'


_TABLE: Final = (
    Measure("row", "rank", "identity", inputs.row, "MATCH([ticker],[data.ticker.all],0)"),
    *(inputs.text(key) for key in ("name_zh", "name_en")),
    *(inputs.word(key) for key in ("layer", "segment", "archetype", "membership", "giant")),
    Measure("in_basket", "rank", "identity", inputs.in_basket, "IF([membership]={left},0,1)"),
    *inputs.money("revenue"),
    Measure(
        "revenue_yoy",
        "percent",
        "revenue",
        of(metrics.yoy, "revenue", "revenue_prior"),
        growth("revenue"),
        growth_call("revenue"),
    ),
    *inputs.money("net_profit"),
    Measure(
        "net_profit_yoy",
        "percent",
        "net_profit",
        of(metrics.yoy, "net_profit", "net_profit_prior"),
        growth("net_profit"),
        growth_call("net_profit"),
    ),
    Measure(
        "net_profit_status",
        "word",
        "net_profit",
        of(metrics.growth_status, "net_profit", "net_profit_prior"),
        STATUS,
        cohort_call("status", "net_profit", "net_profit_prior"),
    ),
    Measure(
        "net_profit_change",
        "money",
        "net_profit",
        inputs.change("net_profit", "net_profit_prior"),
        'IF(COUNT([net_profit],[net_profit_prior])<2,"n.a.",[net_profit]-[net_profit_prior])',
    ),
    Measure(
        "growth_cohort",
        "word",
        "net_profit",
        of(metrics.growth_cohort, "revenue", "revenue_prior", "net_profit", "net_profit_prior"),
        COHORT_GROWTH,
        cohort_call("growth", "revenue", "net_profit_prior"),
    ),
    Measure(
        "net_margin",
        "percent",
        "net_profit",
        of(metrics.expense_ratio, "net_profit", "revenue"),
        ratio("net_profit", "revenue"),
        ratio_call("AIGC_EXPENSE_RATIO", "net_profit", "revenue"),
    ),
    *inputs.money("rd_expense"),
    Measure(
        "rd_expense_yoy",
        "percent",
        "rd",
        of(metrics.yoy, "rd_expense", "rd_expense_prior"),
        growth("rd_expense"),
        growth_call("rd_expense"),
    ),
    Measure("rd_scale", "word", "rd", cohorts.rd_scale, COHORT_RD),
    Measure(
        "rd_intensity",
        "percent",
        "rd",
        of(metrics.rd_intensity, "rd_expense", "revenue"),
        ratio("rd_expense", "revenue"),
        ratio_call("AIGC_RD_INTENSITY", "rd_expense", "revenue"),
    ),
    Measure(
        "rd_intensity_prior",
        "percent",
        "rd",
        of(metrics.rd_intensity, "rd_expense_prior", "revenue_prior"),
        ratio("rd_expense_prior", "revenue_prior"),
        ratio_call("AIGC_RD_INTENSITY", "rd_expense_prior", "revenue_prior"),
    ),
    Measure(
        "rd_intensity_cohort",
        "word",
        "rd",
        cohorts.rd_intensity,
        COHORT_INTENSITY,
    ),
    Measure(
        "rd_gap",
        "points",
        "rd",
        of(metrics.change_points, "rd_expense_yoy", "revenue_yoy"),
        points("rd_expense_yoy", "revenue_yoy"),
    ),
    *inputs.money("rd_investment"),
    Measure(
        "rd_investment_yoy",
        "percent",
        "rd",
        of(metrics.yoy, "rd_investment", "rd_investment_prior"),
        growth("rd_investment"),
        growth_call("rd_investment"),
    ),
    Measure(
        "capitalised_share",
        "percent",
        "rd",
        inputs.capitalised_share,
        'IF(COUNT([rd_investment],[rd_expense])<2,"n.a.",IF([rd_investment]<=0,"n.m.",([rd_investment]-[rd_expense])/[rd_investment]))',
    ),
    *inputs.money("selling_expense"),
    Measure(
        "selling_expense_yoy",
        "percent",
        "selling",
        of(metrics.yoy, "selling_expense", "selling_expense_prior"),
        growth("selling_expense"),
        growth_call("selling_expense"),
    ),
    Measure(
        "selling_ratio",
        "percent",
        "selling",
        of(metrics.expense_ratio, "selling_expense", "revenue"),
        ratio("selling_expense", "revenue"),
        ratio_call("AIGC_EXPENSE_RATIO", "selling_expense", "revenue"),
    ),
    Measure(
        "selling_ratio_prior",
        "percent",
        "selling",
        of(metrics.expense_ratio, "selling_expense_prior", "revenue_prior"),
        ratio("selling_expense_prior", "revenue_prior"),
        ratio_call("AIGC_EXPENSE_RATIO", "selling_expense_prior", "revenue_prior"),
    ),
    Measure(
        "selling_ratio_change",
        "points",
        "selling",
        of(metrics.change_points, "selling_ratio", "selling_ratio_prior"),
        points("selling_ratio", "selling_ratio_prior"),
    ),
    Measure(
        "rd_to_selling",
        "ratio",
        "selling",
        of(metrics.expense_ratio, "rd_expense", "selling_expense"),
        ratio("rd_expense", "selling_expense"),
        ratio_call("AIGC_EXPENSE_RATIO", "rd_expense", "selling_expense"),
    ),
    Measure(
        "price_change",
        "percent",
        "price",
        inputs.price_change,
        'IF(ISNUMBER([data.price_change]),[data.price_change],"n.a.")',
    ),
    Measure("price_cohort", "word", "price", cohorts.price, COHORT_PRICE),
    Measure(
        "price_vs_index",
        "points",
        "price",
        inputs.price_vs_index,
        'IF(COUNT([price_change],index_change)=2,([price_change]-index_change)*100,"n.a.")',
    ),
    *(
        Measure(flag, "word", "screen", screening.flag(flag), screening.NATIVE[flag])
        for flag in metrics.FLAGS
    ),
    Measure("screen_true", "rank", "screen", screening.true_flags, screening.TRUE),
    Measure("screen_known", "rank", "screen", screening.known_flags, screening.KNOWN),
    Measure(
        "screen_score",
        "rank",
        "screen",
        screening.score,
        'IF([screen_known]>=limit_screen_known,[screen_true],"n.a.")',
    ),
    Measure(
        "screen_order",
        "ratio",
        "screen",
        screening.order,
        'IF([screen_known]>=limit_screen_known,[screen_true]+[screen_known]/10,"n.a.")',
    ),
    Measure(
        "figures_known",
        "rank",
        "coverage",
        inputs.figures_known,
        f"COUNT({','.join(f'[{key}]' for key in inputs.COUNTED)})",
    ),
    Measure("newest_period", "word", "coverage", inputs.newest_period, inputs.NEWEST),
)

MEASURES: Final = {measure.key: measure for measure in _TABLE}
"""Every measure of a company, by key, in the order of the Companies table."""
