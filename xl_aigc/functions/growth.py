"""Growth over a prior period, and the words for it."""

from collections.abc import Sequence

from xl_aigc import metrics
from xl_aigc.cell_errors import CellError
from xl_aigc.functions.arguments import Language, Number
from xl_aigc.functions.catalogue import function
from xl_aigc.functions.cells import ArgumentError, NoResultError
from xl_aigc.functions.vocabulary import language as language_key
from xl_aigc.functions.vocabulary import spoken_word
from xl_aigc.labels import words


@function(spreads=True, sweep=metrics.yoy.sweep)
def yoy(current: Number, prior: Number) -> object:
    """Growth of one figure."""
    return metrics.yoy(current, prior)


def _statuses(
    current: Sequence[float], prior: Sequence[float], languages: Sequence[object] = ("en",)
) -> list[str | None] | None:
    """The status words of a column; None where its languages are several, or one of them is none."""
    first = languages[0]
    if not isinstance(first, str) or languages.count(first) < len(languages):
        return None
    try:
        said = words(language_key(first))
    except ArgumentError:
        return None
    return [key and said[key] for key in metrics.growth_status(current, prior)]


@function(spreads=True, sweep=_statuses)
def status(current: Number, prior: Number, language: Language = "en") -> object:
    """The status word of one figure."""
    key = metrics.growth_status(current, prior)
    return spoken_word(key, language_key(language)) if isinstance(key, str) else key


@function(spreads=True)
def cagr(first: Number, last: Number, years: Number) -> object:
    """Compound annual growth of one figure."""
    found = metrics.cagr(first, last, years)
    if found is metrics.Undefined.NUM:
        raise NoResultError(lambda: _no_cagr(first, last, years), CellError.NUM)
    return found


def _no_cagr(first: float, last: float, years: float) -> str:
    """A sentence on figures that have no compound growth."""
    reasons = {
        f"the first figure is {first:,.12g}, and growth over 0 or a negative figure is not defined": first
        <= 0,
        f"the last figure is negative, {last:,.12g}": last < 0,
        f"the number of years is {years:.12g}": years <= 0,
    }
    held = [reason for reason, holds in reasons.items() if holds]
    return f"There is no compound growth: {'; '.join(held) or 'it is larger than any cell holds'}."


@function(spreads=True, sweep=metrics.single_quarter.sweep)
def quarter(cumulative: Number, cumulative_before: Number) -> object:
    """The single quarter of one figure."""
    return metrics.single_quarter(cumulative, cumulative_before)


@function(spreads=True, sweep=metrics.trailing_twelve_months.sweep)
def ttm(ytd: Number, full_year_before: Number, ytd_before: Number) -> object:
    """The trailing twelve months of one figure."""
    return metrics.trailing_twelve_months(ytd, full_year_before, ytd_before)
