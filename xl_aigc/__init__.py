"""Who earns with AIGC? Worksheet functions, a formatted report and a careful refresh, for any basket of companies.

    >>> import xl_aigc as xa
    >>> xa.yoy(120, 100)
    0.2

Names are loaded when they are first used: `import xl_aigc` alone imports nothing else, so that a worksheet function starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from xl_aigc.version import __version__ as __version__

if TYPE_CHECKING:
    from xl_aigc.api.basket import Basket
    from xl_aigc.api.loading import load
    from xl_aigc.api.reading import Reading, read
    from xl_aigc.api.workbooks import Differences, RefreshResult, check, diff, freeze, refresh
    from xl_aigc.errors import AigcError
    from xl_aigc.hosts.headless import evaluate
    from xl_aigc.metrics import (
        CohortSummary,
        RankCorrelation,
        ScreenResult,
        ScreenRules,
        Summary,
        Undefined,
        assign,
        cagr,
        change_points,
        count_above,
        drawdown,
        expense_ratio,
        growth_cohort,
        growth_status,
        interval_cohort,
        median,
        price_change,
        price_cohort,
        rank_correlation,
        ranks,
        rd_intensity,
        rd_intensity_cohort,
        rd_scale_cohort,
        screen,
        screen_order,
        single_quarter,
        summarise,
        trailing_twelve_months,
        yoy,
    )
    from xl_aigc.store.opening import open_store
    from xl_aigc.store.store import Store

__all__ = [
    "AigcError",
    "Basket",
    "CohortSummary",
    "Differences",
    "RankCorrelation",
    "Reading",
    "RefreshResult",
    "ScreenResult",
    "ScreenRules",
    "Store",
    "Summary",
    "Undefined",
    "assign",
    "cagr",
    "change_points",
    "check",
    "count_above",
    "diff",
    "drawdown",
    "evaluate",
    "expense_ratio",
    "freeze",
    "growth_cohort",
    "growth_status",
    "interval_cohort",
    "load",
    "median",
    "open_store",
    "price_change",
    "price_cohort",
    "rank_correlation",
    "ranks",
    "rd_intensity",
    "rd_intensity_cohort",
    "rd_scale_cohort",
    "read",
    "refresh",
    "screen",
    "screen_order",
    "single_quarter",
    "summarise",
    "trailing_twelve_months",
    "yoy",
]

_MODULES: Final = {
    "xl_aigc.api.basket": ("Basket",),
    "xl_aigc.api.loading": ("load",),
    "xl_aigc.api.reading": ("Reading", "read"),
    "xl_aigc.api.workbooks": ("Differences", "RefreshResult", "check", "diff", "freeze", "refresh"),
    "xl_aigc.errors": ("AigcError",),
    "xl_aigc.hosts.headless": ("evaluate",),
    "xl_aigc.store.opening": ("open_store",),
    "xl_aigc.store.store": ("Store",),
}
"""Modules of the public names that are not metrics."""
_HOMES: Final = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name when it is first used."""
    if name not in __all__:
        raise AttributeError(f"module 'xl_aigc' has no attribute {name!r}.")
    found: object = getattr(import_module(_HOMES.get(name, "xl_aigc.metrics")), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return [*__all__, "__version__"]
