"""Tests of numbers that a sentence names: that they are numbers, and that they rest on enough companies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.report.live import Live

if TYPE_CHECKING:
    from xl_aigc.report.finding_numbers import Number

LEAST: Final = 3
"""Companies with figures that a finding needs; fewer are no basket to speak of."""


def lacks(numbers: list[Number]) -> bool:
    """Return whether a number is none, so that a formula that writes it is an error."""
    written = (one for one in numbers if one.shows not in {"word", "text", "logical"})
    return any(isinstance(one.live.value, str) for one in written)


def all_known(numbers: list[Number]) -> Live:
    """Return whether numbers are numbers and rest on enough companies."""
    tests, holds = [], True
    for one in numbers:
        if one.shows == "logical":
            tests.append(one.live.native)
            holds &= bool(one.live.value)
        elif one.shows in {"word", "text"}:
            tests.append(one.live.native and f'({one.live.native}<>"")')
            holds &= one.live.value != ""
        else:
            tests.append(one.live.native and f"ISNUMBER({one.live.native})")
            holds &= not isinstance(one.live.value, str)
        if one.known is not None:
            tests.append(f"({one.known.native}>={LEAST})")
            holds &= float(one.known.value) >= LEAST
    asked = [test for test in dict.fromkeys(tests) if test]
    if len(asked) > 1:
        return Live(holds, f"AND({','.join(asked)})")
    return Live(holds, asked[0] if asked else None)
