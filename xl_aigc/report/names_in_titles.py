"""Names of companies in titles and sentences, as far as there is room for them."""

from __future__ import annotations

from typing import Final

from xl_aigc.report.live import Live

ELLIPSIS: Final = "…"
"""Mark of a name that is cut."""
TITLE_NAME, HEAD_NAME, TWO_NAMES = 26, 50, 36
"""Signs of a name in a title and in the head of a sheet, and of two names of one title together."""


def in_title(name: Live, ticker: Live, signs: int = TITLE_NAME) -> Live:
    """Return a name as far as a title has room for it; one that is cut has its ticker behind it.

    Example:
        >>> in_title(Live("Semiconductor Materials and Devices", "A1"), Live("600001.SH", "B1")).value
        'Semiconductor M… 600001.SH'
    """
    text, cell, code = str(name.value), name.native, ticker.native
    left = signs - 2 - len(str(ticker.value))
    shown = text if len(text) <= signs else f"{text[:left].rstrip()}{ELLIPSIS} {ticker.value}"
    cut = f'TRIM(LEFT({cell},{signs - 2}-LEN({code})))&"{ELLIPSIS} "&{code}'
    return Live(shown, f"IF(LEN({cell})<={signs},{cell},{cut})")


def beside(first: Live, second: Live, ticker: Live) -> Live:
    """Return the second name of a title, or its ticker where there is no room for two names."""
    room = len(str(first.value)) + len(str(second.value)) <= TWO_NAMES
    return Live(
        second.value if room else ticker.value,
        f"IF(LEN({first.native})+LEN({second.native})<={TWO_NAMES},{second.native},{ticker.native})",
    )
