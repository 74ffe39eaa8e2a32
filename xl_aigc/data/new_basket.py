"""A new basket from any table of companies and figures: the files of its folder, with comments that say what each key is for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from xl_aigc.data.basket_schema import in_languages
from xl_aigc.data.markets import shared_year_end
from xl_aigc.data.model import Company, Facts
from xl_aigc.data.written import basket_settings, facts_files
from xl_aigc.errors import DataError, Place
from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.period import Period

_TEMPLATE: Final = Path(__file__).with_name("new_basket.yaml")


@dataclass(frozen=True, slots=True)
class NewBasket:
    """A basket that is to be made.

    Attributes:
        key: its short name.
        markets: the markets of its companies.
        currency: the currency of its figures.
        period: the period to report; None for the newest that has figures.
    """

    key: str
    markets: tuple[str, ...]
    currency: str
    period: Period | None = None


def basket_files(new: NewBasket, batch: Batch) -> dict[str, str]:
    """The files of the folder of a new basket by name, with their texts.

    A company without a name in the source bears its ticker.

    Args:
        new: what it is to be.
        batch: its companies and figures.

    Raises:
        DataError: the source gave no figure, or none of the period.
    """
    facts = _facts(new, batch)
    files = {name: text for name, text in facts_files(facts).items() if text.count("\n") > 1}
    settings = basket_settings(facts) | {"name": new.key, "periods": _kind(facts)}
    del settings["giants"]
    shown = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False).rstrip("\n")
    template = _TEMPLATE.read_text("utf-8")
    return files | {"basket.yaml": template.format(settings=shown, first=facts.tickers[0])}


def _facts(new: NewBasket, batch: Batch) -> Facts:
    periods = {figure.period for figure in batch.figures}
    if not periods or (new.period and new.period not in periods):
        raise DataError(
            f"The source gave no figure{f' of {new.period}' if new.period else ''}.",
            Place(batch.origin),
            expected=f"figures of one of {', '.join(map(str, sorted(periods)))}." if periods else None,
            remedy="Look at what it is read as: xl-aigc data read FILE",
        )
    period = new.period or max(periods)
    return Facts(
        key=printable(new.key),
        name=in_languages(new.key),
        companies=tuple(_companies(batch)),
        figures=batch.figures,
        price_changes=batch.price_changes,
        sources=batch.sources,
        as_of=batch.as_of,
        period=period,
        compare=period.year_before,
        markets=new.markets,
        currency=new.currency,
        single_quarters=batch.single_quarters,
        year_end=shared_year_end(new.markets),
    )


def _companies(batch: Batch) -> Sequence[Company]:
    """The companies of a source in its order, also those of which it gives figures and no name."""
    known = {company.ticker: company for company in batch.companies}
    tickers = dict.fromkeys((*(figure.ticker for figure in batch.figures), *known))
    return [known.get(ticker) or Company(ticker, "", ticker, None, "", "other", "") for ticker in tickers]


def _kind(facts: Facts) -> str:
    return "single" if facts.single_quarters else "cumulative"
