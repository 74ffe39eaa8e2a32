"""Checks of a report: what must tie, what looks odd, what stands close to a bound."""

from xl_aigc.report.checks.check import Check, checks_of_sheet, passed
from xl_aigc.report.checks.integrity import run_checks
from xl_aigc.report.checks.plausibility import TESTS, Test, tests_of
from xl_aigc.report.checks.rounding import Near, near_a_bound

__all__ = [
    "TESTS",
    "Check",
    "Near",
    "Test",
    "checks_of_sheet",
    "near_a_bound",
    "passed",
    "run_checks",
    "tests_of",
]
