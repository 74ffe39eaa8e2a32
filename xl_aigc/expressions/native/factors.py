"""A test as factors: each is a logical, or a number that is 1 or 0; their product is 1 where the test is known to hold.

A lone logical is multiplied by 1: nothing ever compares a logical with a number, since Excel says that TRUE=1 is FALSE.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Factor:
    """A part of a product: a logical, or a number that is 1 or 0."""

    text: str
    logical: bool = True


Factors = tuple[Factor, ...]
NEVER: Final = Factor("0", logical=False)


def product(factors: Iterable[Factor]) -> str:
    """1 where all factors hold, else 0; always a number.

    Example:
        >>> product([Factor("([a]>0)")])
        '([a]>0)*1'
    """
    found = list(dict.fromkeys(factors))
    if not found:
        return "1"
    text = "*".join(factor.text for factor in found)
    return f"{text}*1" if len(found) == 1 and found[0].logical else text


def condition(factors: Sequence[Factor]) -> str:
    """Return the condition of an IF: a single factor unchanged, else the product."""
    return factors[0].text if len(factors) == 1 else product(factors)


def every(factors: Iterable[Factor]) -> Factors:
    """Factors that hold where all of some do."""
    found = tuple(factors)
    return (NEVER,) if NEVER in found else found


def either(*products: Sequence[Factor]) -> Factors:
    """Factors that hold where one of several products does."""
    kept = list(dict.fromkeys(tuple(one) for one in products if NEVER not in one))
    if any(not one for one in kept):
        return ()
    if len(kept) < 2:
        return tuple(kept[0]) if kept else (NEVER,)
    return (Factor(f"(({'+'.join(map(condition, kept))})>0)"),)


def outside(factors: Sequence[Factor]) -> Factors:
    """Factors that hold where a product does not."""
    if not factors:
        return (NEVER,)
    return () if NEVER in factors else (Factor(f"(1-{product(factors)})", logical=False),)
