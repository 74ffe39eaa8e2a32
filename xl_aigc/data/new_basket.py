"""A new basket from any table of companies and figures: the files of its folder, with comments that say what each key is for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import yaml

from xl_aigc.data.file_values import in_languages
from xl_aigc.data.layers import Sorts
from xl_aigc.data.markets import shared_year_end
from xl_aigc.data.model import Company, Facts
from xl_aigc.data.new_layers import layers_in
from xl_aigc.data.written import basket_settings, facts_files
from xl_aigc.errors import DataError, Place
from xl_aigc.outside import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from xl_aigc.data.batch import Batch
    from xl_aigc.data.layers import Layer
    from xl_aigc.data.period import Period

_NO_LAYERS: Final = (
    "# layers:\n#   - {key: software, name: {en: Software, zh: 软件}, about: programs and services}"
)
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
    layers = {"layers": settings.pop("layers", None)} if any(one.layer for one in facts.companies) else {}
    parts = {
        "settings": _yaml(settings),
        "layers": _yaml(layers) if layers.get("layers") else _NO_LAYERS,
        "first": facts.tickers[0],
    }
    return files | {"basket.yaml": _TEMPLATE.read_text("utf-8").format(**parts)}


def _yaml(value: Mapping[str, object]) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False).rstrip("\n")


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
    layers = layers_in(batch.described.get("layer", {}).values(), Place(batch.origin, key="layer"))
    found = tuple(dict.fromkeys(layers.values()))
    sorts = batch.basket.sorts if batch.basket else Sorts(found) if found else Sorts()
    return Facts(
        key=printable(new.key),
        name=in_languages(new.key),
        companies=tuple(_companies(batch, layers)),
        sorts=sorts,
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


def _companies(batch: Batch, layers: Mapping[str, Layer]) -> Iterator[Company]:
    """The companies of a source in its order, also those of which it gives figures and no name."""
    of_layer, of_segment, english = (
        batch.described.get(role, {}) for role in ("layer", "segment", "name_en")
    )
    known = {company.ticker: company for company in batch.companies}
    tickers = dict.fromkeys((*(figure.ticker for figure in batch.figures), *known))
    for ticker in tickers:
        one = known.get(ticker) or Company(ticker, "", ticker, None, "", "other", "")
        layer = layers[of_layer[ticker]].key if ticker in of_layer else one.layer
        name_en = english.get(ticker, one.name_en)
        yield replace(one, name_en=name_en, layer=layer, segment=of_segment.get(ticker, one.segment))


def _kind(facts: Facts) -> str:
    return "single" if facts.single_quarters else "cumulative"
