"""The table of integrity checks: totals that must tie, rows that must be there once, figures that must have a source.

Each has a second way to its number: cohorts counted one by one against companies, layers summed against the whole, the
Companies table against the Data table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.data.layers import keys_of
from xl_aigc.data.limits import LIMITS
from xl_aigc.expressions import tree as t
from xl_aigc.expressions.native import PLACES
from xl_aigc.measures.claims.evaluate import evaluate
from xl_aigc.measures.claims.result import OTHER_BASKET, VERDICTS
from xl_aigc.measures.mask import Mask, everyone, known, that, where
from xl_aigc.metrics import GROWTH, PRICE, RD_INTENSITY, RD_SCALE, STATUS
from xl_aigc.report.checks.check import Check
from xl_aigc.report.checks.plausibility import JUMPING, jump
from xl_aigc.report.lists import STAYS
from xl_aigc.report.live import Live, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xl_aigc.report.report import Report

WORSE: Final = ("decreased", "turned_to_loss", "loss_widened")
ABOVE_100M: Final = ("from_100m_to_1bn", "from_1bn_to_10bn", "above_10bn")
TIED: Final = ("revenue", "net_profit")
"""Money whose sums are tied."""
ROUNDING: Final = "limit_rounding"
"""Largest accepted difference of two sums of the same money, which are added in another order."""

COHORTS: Final = (
    ("growth_cohorts", "profitability", "growth_cohort", GROWTH),
    ("layers", "value_chain", "layer", None),
    ("price_cohorts", "swimmers", "price_cohort", PRICE),
    ("rd_scales", "rd", "rd_scale", RD_SCALE),
    ("rd_intensities", "rd", "rd_intensity_cohort", RD_INTENSITY),
)
"""Rules that give each company one cohort or none: key, sheet, column, cohorts; None for the layers of the basket."""
ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    **{key: (column,) for key, _, column, _ in COHORTS},
    "layers": ("layers",),
    **{f"layers_{item}": ("layers", item) for item in TIED},
    **{f"giants_{item}": ("giants", item) for item in TIED},
    **{f"carried_{item}": (item,) for item in TIED},
    "statuses": ("net_profit_status",),
    "profit_fell": ("count_net_profit_fell",),
    "rd_above_100m": ("rd_expense",),
    "rd_growths": ("rd_expense_yoy",),
    "price_window": ("prices",),
    "screen_flags": ("screen_true",),
    "months": ("prior",),
    "jumps": ("prior",),
}
"""Subjects and measures of checks: without them there is nothing to check."""


def run_checks(report: Report) -> list[Check]:
    """Return every integrity check of a report, sheet by sheet in the order of the workbook; computed once."""
    if "checks" not in report.findings:
        place = {sheet: number for number, sheet in enumerate(report.sheets)}
        found = [*_overview(report), *_cohorts(report), *_layers(report), *_profit(report), *_screen(report)]
        found += [*_rd(report), *_claims(report), *_companies(report), *_data(report)]
        found = [check for check in found if report.absent.isdisjoint(ABOUT.get(check.key, ()))]
        report.findings["checks"] = sorted(found, key=lambda check: place.get(check.sheet, len(place)))
    checks: list[Check] = report.findings["checks"]
    return checks


def _sum(report: Report, key: str, mask: Mask) -> Live:
    """Return the sum of a column; 0 for a group in which no company has a number."""
    return report.number(f"sum({key}) if count(known({key})) > 0 else 0", mask)


def _without_word(report: Report, column: str) -> Mask:
    """Return the companies that a rule leaves out: an input is missing or the measure is undefined."""
    return ~known(report.frame, column)


def _words(report: Report, column: str, words: Sequence[str]) -> list[Mask]:
    base = everyone(report.frame)
    return [base & where(report.frame, column, word) for word in words]


def _cohorts(report: Report) -> Iterator[Check]:
    base = everyone(report.frame)
    for key, sheet, column, words in COHORTS:
        masks = [
            *_words(report, column, words or keys_of(report.facts.sorts.layers)),
            base & _without_word(report, column),
        ]
        yield Check(key, sheet, report.count(base), together([report.count(mask) for mask in masks]))


def _overview(report: Report) -> Iterator[Check]:
    base, frame = everyone(report.frame), report.frame
    for key in TIED:
        parts = [base & ~where(frame, "giant", "yes"), base & where(frame, "giant", "yes")]
        both = together([_sum(report, key, part) for part in parts])
        yield Check(
            f"giants_{key}", "overview", _sum(report, key, base), both, "money", report.limit(ROUNDING)
        )


def _layers(report: Report) -> Iterator[Check]:
    base = everyone(report.frame)
    masks = [
        *_words(report, "layer", keys_of(report.facts.sorts.layers)),
        base & _without_word(report, "layer"),
    ]
    for key in TIED:
        parts = together([_sum(report, key, mask) for mask in masks])
        yield Check(
            f"layers_{key}", "value_chain", _sum(report, key, base), parts, "money", report.limit(ROUNDING)
        )


def _profit(report: Report) -> Iterator[Check]:
    pairs = everyone(report.frame) & known(report.frame, "net_profit", "net_profit_prior")
    statuses = [report.count(mask) for mask in _words(report, "net_profit_status", STATUS)]
    yield Check("statuses", "profitability", report.count(pairs), together(statuses))
    worse = [report.count(mask) for mask in _words(report, "net_profit_status", WORSE)]
    yield Check("profit_fell", "profitability", report.basket("count_net_profit_fell"), together(worse))


def _screen(report: Report) -> Iterator[Check]:
    base, sound = everyone(report.frame), that(report.frame, "screen_true <= screen_known")
    yield Check("screen_flags", "swimmers", report.count(base), report.count(base & sound))


def _rd(report: Report) -> Iterator[Check]:
    base, frame = everyone(report.frame), report.frame
    steps = [report.count(mask) for mask in _words(report, "rd_scale", ABOVE_100M)]
    yield Check("rd_above_100m", "rd", report.basket("count_rd_above_100m"), together(steps))
    pairs = base & known(frame, "rd_expense", "rd_expense_prior")
    computed = Mask(frame, t.Present(frame.table.column("rd_expense_yoy")))
    yield Check("rd_growths", "outlook", report.count(pairs), report.count(base & computed))


def _claims(report: Report) -> Iterator[Check]:
    verdicts = [result.verdict for result in evaluate(report.frame)]
    if "claims" not in report.sheets or not verdicts:
        return
    counted = [
        Live(verdicts.count(v), f"COUNTIF(claims_verdicts,{{{v}}})") for v in (*VERDICTS, OTHER_BASKET)
    ]
    yield Check("verdicts", "claims", Live(len(verdicts), "COUNTA(claims_verdicts)"), together(counted))


def _companies(report: Report) -> Iterator[Check]:
    tickers, frame = report.staying.tickers, report.frame
    rows = report.count(everyone(frame))
    yield Check("rows", "companies", Live(len(tickers), f"SUMPRODUCT({STAYS}*1)"), rows)
    there = set(report.facts.tickers)
    found = sum(ticker in there for ticker in everyone(frame).pick(frame["ticker"]))
    yield Check(
        "rows_found",
        "companies",
        rows,
        Live(found, f"SUMPRODUCT({everyone(frame).native}*ISNUMBER(MATCH([ticker],[data.ticker.all],0)))"),
    )
    yield Check("errors", "companies", Live(0), Live(0, "SUMPRODUCT(ISERROR(Companies)*1)"))
    yield Check("limits", "companies", Live(0), _wrong_limits(report))
    for key in TIED:
        amounts = [
            v / frame.divisor
            for v, member in zip(report.facts.column(key, report.period), frame["in_basket"], strict=True)
            if v is not None and member
        ]
        total = Live(sum(amounts), f"SUMPRODUCT({STAYS}*1,[data.{key}.all])/unit_divisor")
        yield Check(
            f"carried_{key}",
            "companies",
            total,
            _sum(report, key, everyone(frame)),
            "money",
            report.limit(ROUNDING),
        )


def _wrong_limits(report: Report) -> Live:
    """Count the limits that hold a number which they can't be, and those that are not below the one that follows."""
    there = {key: limit for key, limit in LIMITS.items() if key not in report.absent}
    wrong, tests = 0, []
    for key, limit in there.items():
        value = report.frame.limit(key)
        held = [f"{key}>={limit.low:g}"] if limit.low is not None else []
        held += [f"{key}<={limit.high:g}"] if limit.high is not None else []
        held += [f"{key}=INT({key})"] if limit.whole else []
        wrong += not limit.holds(value)
        tests.append(f"IF(ISNUMBER({key}),IF(AND({','.join(held)}),0,1),1)")
        if limit.below in there:
            wrong += not value < report.frame.limit(limit.below)
            tests.append(f"IF({key}<{limit.below},0,1)")
    return Live(wrong, "+".join(tests))


def _data(report: Report) -> Iterator[Check]:
    tickers, rows = report.staying.tickers, report.facts.tickers
    twice = sum(rows.count(ticker) > 1 for ticker in tickers) if len(set(rows)) < len(rows) else 0
    native = f"SUMPRODUCT({STAYS}*(COUNTIF([data.ticker.all],[data.ticker.all])>1))"
    yield Check("duplicates", "data", Live(0), Live(twice, native))
    yield from _provenance(report)
    changes = [c for c in map(report.facts.price_change, tickers) if c is not None]
    window = (changes[0].base_date, changes[0].date) if changes else None
    same = sum((change.base_date, change.date) == window for change in changes)
    yield Check(
        "price_window",
        "data",
        Live(len(changes), f"SUMPRODUCT({STAYS}*ISNUMBER([data.price_change.all]))"),
        Live(same, f"IFERROR(SUMPRODUCT({_same('price_from')}*{_same('price_to')}),0)"),
    )
    months = Live(report.period.months), Live(report.compare.months)
    yield Check("months", "data", *months)
    there = [item for item in JUMPING if item not in report.absent]
    # A profit that turned is no slip of a unit.
    found = (
        jump(item, "limit_jump_error").found(report) & that(report.frame, f"{item} * {item}_prior > 0")
        for item in there
    )
    jumps = together([report.count(one) for one in found])
    if there:
        yield Check("jumps", "data", Live(0), jumps)


def _same(column: str) -> str:
    """Return whether a date of the price window is that of the first company with a price."""
    places = PLACES.replace("[ticker]", "[data.ticker.all]")
    priced = f"{STAYS}*ISNUMBER([data.price_change.all])"
    first = f"AGGREGATE(15,6,{places}/({priced}),1)"
    own = f"[data.{column}.all]"
    return f"({priced}*({own}=INDEX({own},{first})))"


def _provenance(report: Report) -> Iterator[Check]:
    """Yield the checks that every figure says what it is and where it is from."""
    columns = [(item + basis, item, period) for item in report.items for basis, period in report.bases]
    figures = [
        figure
        for _, item, period in columns
        for figure in map(report.facts.figures_of(item, period).get, report.staying.tickers)
        if figure is not None
    ]
    due = Live(
        len(figures), "+".join(f"SUMPRODUCT({STAYS}*ISNUMBER([data.{key}.all]))" for key, _, _ in columns)
    )
    held = (
        {}
        if not columns
        else {
            "sourced": ("source", '<>""', sum(bool(figure.sources) for figure in figures)),
            "kinds": ("kind", '<>""', sum(bool(figure.kind) for figure in figures)),
        }
    )
    for check, (part, test, count) in held.items():
        cells = (
            f"SUMPRODUCT({STAYS}*ISNUMBER([data.{key}.all])*([data.{key}_{part}.all]{test}))"
            for key, _, _ in columns
        )
        yield Check(check, "data", due, Live(count, "+".join(cells)))
