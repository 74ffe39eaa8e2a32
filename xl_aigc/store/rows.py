"""Companies, price changes, roll-out, sources and baskets as rows of the store, and back."""

from __future__ import annotations

import datetime as dt
import json
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from xl_aigc.data.batch import Basket
from xl_aigc.data.claims_file import index_facts
from xl_aigc.data.file_values import IndexEntry
from xl_aigc.data.layers import sorts_of, sorts_texts
from xl_aigc.data.model import Company, PriceChange, Source
from xl_aigc.data.period import Period
from xl_aigc.data.rollout import Rollout
from xl_aigc.data.segments import Segment
from xl_aigc.store.versions import BASKET

if TYPE_CHECKING:
    from xl_aigc.store.versions import Row


def company_row(company: Company) -> Row:
    """The content of a company's row."""
    return (
        company.name_zh,
        company.name_en,
        company.layer,
        company.segment,
        company.archetype,
        company.membership,
    )


def company_of(ticker: str, content: Row) -> Company:
    """The inverse of `company_row`; a layer that a basket leaves blank is none."""
    name_zh, name_en, layer, *others = content
    return Company(ticker, name_zh, name_en, layer or None, *others)


def price_row(change: PriceChange) -> Row:
    """The content of a price change's row."""
    return float(change.change) + 0.0, change.base_date.isoformat(), change.date.isoformat(), change.basis


def price_of(ticker: str, content: Row) -> PriceChange:
    """The inverse of `price_row`."""
    change, base_date, date, basis = content
    return PriceChange(ticker, dt.date.fromisoformat(base_date), dt.date.fromisoformat(date), change, basis)


def rollout_row(rollout: Rollout) -> Row:
    """The content of a row of what a company has rolled out."""
    first = rollout.first_registration
    return (
        rollout.as_of.isoformat(),
        rollout.models,
        first and first.isoformat(),
        rollout.algorithms,
        rollout.names,
        " ".join(rollout.sources),
    )


def rollout_of(ticker: str, content: Row) -> Rollout:
    """The inverse of `rollout_row`."""
    as_of, models, first, algorithms, names, sources = content
    first_day = first and dt.date.fromisoformat(first)
    day = dt.date.fromisoformat(as_of)
    return Rollout(ticker, day, models, first_day, algorithms, names, tuple(sources.split()))


def source_of(id_: str, content: Row) -> Source:
    """A source."""
    return Source(id_, content[0])


def basket_row(basket: Basket) -> Row:
    """The content of a basket's row; members have rows of their own."""
    return (
        _json(dict(basket.name)),
        " ".join(basket.giants),
        str(basket.period),
        str(basket.compare),
        _json([index.entry for index in basket.indices]),
        basket.article,
        basket.claims,
        basket.measures,
        basket.texts,
        " ".join(basket.markets),
        basket.currency,
        _json([[one.key, dict(one.name), one.holds] for one in basket.segments]),
        _json(dict(basket.limits)),
        "single" if basket.single_quarters else "cumulative",
        basket.year_end,
        *sorts_texts(basket.sorts),
    )


def basket_of(key: str, content: Row, members: tuple[str, ...]) -> Basket:
    """The inverse of `basket_row`, with the members."""
    held = dict(zip(BASKET.content, content, strict=True))
    return Basket(
        key=key,
        name=MappingProxyType(json.loads(held["name"])),
        members=members,
        giants=tuple(held["giants"].split()),
        period=Period.stored(held["period"]),
        compare=Period.stored(held["compare"]),
        indices=index_facts(IndexEntry.model_construct(**one) for one in json.loads(held["indices"])),
        article=held["article"],
        claims=held["claims"],
        measures=held["measures"],
        texts=held["texts"],
        markets=tuple(held["markets"].split()),
        currency=held["currency"],
        segments=tuple(
            Segment(own, MappingProxyType(words), tuple(holds))
            for own, words, holds in json.loads(held["segments"] or "[]")
        ),
        limits=json.loads(held["limits"]),
        single_quarters=held["periods"] == "single",
        year_end=held["year_end"],
        sorts=sorts_of(held["layers"], held["archetypes"]),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
