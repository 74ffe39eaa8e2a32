"""The keys of `basket.yaml` that name markets and a currency."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field

from xl_aigc.data.currency import EXPECTED, is_currency
from xl_aigc.data.markets import ANY, MARKETS, in_order
from xl_aigc.data.quote import quote
from xl_aigc.files.schema import one_of_words


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _markets(keys: list[str]) -> list[str]:
    if ANY in keys and len(keys) > 1:
        raise ValueError(f"The market {ANY} stands alone: every text is a ticker of it.")
    return list(in_order(keys))


def _currency(text: str) -> str:
    if not is_currency(text):
        raise ValueError(f"{quote(text)} is no currency. Expected {EXPECTED}")
    return text


MarketKeys = Annotated[
    list[Annotated[str, one_of_words("market", MARKETS)]],
    BeforeValidator(_listed),
    Field(min_length=1),
    AfterValidator(_markets),
]
"""A market, or a list of markets; in the order of the table."""
CurrencyCode = Annotated[str, AfterValidator(_currency)]
"""A code of ISO 4217."""
