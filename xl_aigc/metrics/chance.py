"""The size that a rank correlation must reach to say more than chance."""

from __future__ import annotations

import math
from functools import cache
from typing import Final

LEVEL: Final = 0.05
"""Level of the two-sided test: so often chance alone goes as far or further."""
FEWEST: Final = 5
"""Fewest pairs of which an order can be rarer than `LEVEL`: with four, one in twelve is a perfect one."""
EXACT: Final = (0, 4, 12, 22, 36, 58, 84, 118, 160, 210, 268, 338, 418)
"""Largest sum of squared differences of ranks that still is beyond chance, for `FEWEST` pairs and more, without equal values.

Counted over all orders of so many ranks.
"""
LAST_EXACT: Final = FEWEST + len(EXACT) - 1
DECIMALS: Final = 9
"""Decimals to which a correlation and its limit are compared."""
ROUNDING: Final = 10.0**-DECIMALS
"""So much a computed correlation may fall short of a limit that it reaches."""
_HALVINGS: Final = 60


@cache
def chance_limit(n: int) -> float | None:
    """The size that a rank correlation of n pairs must reach to be beyond chance at 5%, two-sided.

    Up to 17 pairs the limit is exact, above it follows from Student's t with n - 2 degrees of freedom.

    Args:
        n: number of pairs.

    Returns:
        A number from 0 to 1; None below five pairs, which can't be beyond chance.

    Example:
        >>> chance_limit(4), round(chance_limit(10), 3), round(chance_limit(40), 3)
        (None, 0.648, 0.312)
    """
    if n < FEWEST:
        return None
    if n <= LAST_EXACT:
        return 1 - 6 * EXACT[n - FEWEST] / (n**3 - n)
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _within(middle, n - 2) < 1 - LEVEL else (low, middle)
    return high


def _within(rho: float, freedom: int) -> float:
    """The probability that chance stays within a correlation, by the finite series of Student's t (Abramowitz and Stegun 26.7.3-4).

    The series is that of two degrees of freedom and more.
    """
    square = 1 - rho * rho
    odd = freedom % 2
    term = math.sqrt(square) if odd else 1.0
    total = term
    for step in range(3 if odd else 2, freedom - 1, 2):
        term *= square * (step - 1) / step
        total += term
    return 2 / math.pi * (math.asin(rho) + rho * total) if odd else rho * total
