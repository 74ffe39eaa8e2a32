"""Names of companies in titles and sentences, as far as there is room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.report.live import Live
from xl_aigc.report.widths import display_width

if TYPE_CHECKING:
    from xl_aigc.report.report import Report

ELLIPSIS: Final = "…"
"""Mark of a name that is cut."""
TITLE_NAME, HEAD_NAME, TWO_NAMES = 26, 50, 36
"""Signs of a name in a title and in the head of a sheet, and of two names of one title together."""
WIDE_TITLE_NAME: Final = 22
"""Letters of a name of wide signs in a title: those of Chinese tell the number of the second company too."""


def sign_width(text: str) -> int:
    """Return how many letters wide most signs of a text are: two of Chinese or Korean ones.

    Example:
        >>> sign_width("China Mobile"), sign_width("中国移动A")
        (1, 2)
    """
    return 2 if display_width(text) > 1.5 * len(text) else 1


def width_of_names(report: Report, key: str = "") -> int:
    """Return how many letters wide most signs of a column of names are; of those that the report shows where none is given."""
    return sign_width("".join(map(str, report.frame[key or report.name_key()])))


def in_title(name: Live, ticker: Live, signs: int = TITLE_NAME, wide: int = 1) -> Live:
    """Return a name as far as a title has room for it; one that is cut has its ticker behind it.

    Args:
        name: the name.
        ticker: its ticker.
        signs: how many letters there is room for.
        wide: how many letters wide the signs of names are.

    Example:
        >>> in_title(Live("Semiconductor Materials and Devices", "A1"), Live("600001.SH", "B1")).value
        'Semiconductor M… 600001.SH'
    """
    text, cell, code = str(name.value), name.native, ticker.native
    left, most = (signs - 2 - len(str(ticker.value))) // wide, signs // wide
    shown = text if len(text) <= most else f"{text[:left].rstrip()}{ELLIPSIS} {ticker.value}"
    room = f"{signs - 2}-LEN({code})"
    cut = f'TRIM(LEFT({cell},{room if wide == 1 else f"INT(({room})/{wide})"}))&"{ELLIPSIS} "&{code}'
    return Live(shown, f"IF(LEN({cell})<={most},{cell},{cut})")


def beside(first: Live, second: Live, ticker: Live, wide: int = 1) -> Live:
    """Return the second name of a title, or its ticker where there is no room for two names; arguments as of `in_title`."""
    most = TWO_NAMES // wide
    room = len(str(first.value)) + len(str(second.value)) <= most
    return Live(
        second.value if room else ticker.value,
        f"IF(LEN({first.native})+LEN({second.native})<={most},{second.native},{ticker.native})",
    )
