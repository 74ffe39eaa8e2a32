"""Companies by their names, as the facts of the baskets have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_aigc.data.spelling import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping


def tickers_by_name(companies: Mapping[str, Mapping[str, str]]) -> Mapping[str, tuple[str, ...]]:
    """The tickers of each name in any language, normalised.

    Example:
        >>> tickers_by_name({"300418.SZ": {"name_zh": "昆仑万维", "name_en": "Kunlun Tech"}})["kunluntech"]
        ('300418.SZ',)
    """
    found: dict[str, tuple[str, ...]] = {}
    for ticker, company in companies.items():
        names = {normalised(company.get(key) or "") for key in ("name_zh", "name_en")} - {""}
        for name in names:
            found[name] = (*found.get(name, ()), ticker)
    return found
