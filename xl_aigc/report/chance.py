"""The chance limit of a rank correlation as cells, and what follows from it in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.metrics.chance import DECIMALS, EXACT, FEWEST, LAST_EXACT, LEVEL, chance_limit
from xl_aigc.report.live import MISSING, Live, choice

if TYPE_CHECKING:
    from xl_aigc.metrics import RankCorrelation
    from xl_aigc.report.report import Report


FOUND: Final = "correlations"
"""The place among the findings for the cells of the correlations that a sheet computes, by what is correlated."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells of a rank correlation: its size, its number of pairs and its chance limit, each with what it shows."""

    rho: Live
    n: Live
    limit: Live


def limit(n: int, cell: str) -> Live:
    """Return the chance limit of so many pairs, from the cell with their number: exact for few, by Student's t for many.

    Example:
        >>> limit(3, "A1").value, round(limit(10, "A1").value, 3)
        ('n.a.', 0.648)
    """
    found = chance_limit(n)
    table = ",".join(map(str, EXACT))
    exact = f"1-6*CHOOSE({cell}-{FEWEST - 1},{table})/({cell}^3-{cell})"
    by_t = f"1/SQRT(1+({cell}-2)/TINV({LEVEL},{cell}-2)^2)"
    native = f'IF({cell}<{FEWEST},"{MISSING}",IF({cell}<={LAST_EXACT},{exact},{by_t}))'
    return Live(MISSING if found is None else found, native)


def beyond(rho: str, limit_: str) -> str:
    """Return the condition that a correlation is beyond chance, by the cells of both; false where one of them is no number."""
    return f"IF(COUNT({rho},{limit_})<2,FALSE,ABS({rho})>={limit_}-10^-{DECIMALS})"


def in_words(report: Report, found: RankCorrelation, rho: str, limit_: str) -> Live:
    """Return what a correlation says, by the cells of it and of its limit: that it is beyond chance, or not."""
    one, other = report.text("charts.beyond_chance"), report.text("charts.within_chance")
    holds = Live(found.beyond_chance, beyond(rho, limit_))
    return choice(holds, Live(one), Live(other))
