"""The schema of `basket.yaml`, and what the schemas of all files of a basket are made of."""

from __future__ import annotations

import datetime as dt
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticKnownError

from xl_aigc.data.item import ITEMS
from xl_aigc.data.layer_words import MOST_LAYERS, LayerKey, LayerName
from xl_aigc.data.layers import USUAL_LAYERS, Layer, Layers, keys_of
from xl_aigc.data.limits import LIMITS
from xl_aigc.data.market_keys import (  # noqa: TC001  pydantic reads them at run time
    CurrencyCode,
    MarketKeys,
)
from xl_aigc.data.markets import in_order
from xl_aigc.data.model import ARCHETYPES
from xl_aigc.data.period import SINGLE, Period
from xl_aigc.data.quote import quote
from xl_aigc.data.rows import date
from xl_aigc.data.tickers import DEFAULT, expected, is_ticker
from xl_aigc.errors import DataError, Place
from xl_aigc.files.failures import Failures
from xl_aigc.files.schema import Reading, Strict, explain, one_of_words
from xl_aigc.labels import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from xl_aigc.files.yaml_file import Document

    Schema = TypeVar("Schema", bound="Part")

LARGEST: Final = 1e300
LONGEST: Final = 2000
_COMPANY: Final = "company"
_MARKET: Final = "market"
_SINGLE: Final = "single"
_LAYER: Final = "layer"
_NO_TEXT: Final = ("Cc", "Zl", "Zp")
"""Unicode categories of characters that break a line or steer a terminal."""
SINGLE_QUARTER: Final = "_single_quarter"


def _one_line(text: str) -> str:
    if any(unicodedata.category(sign) in _NO_TEXT for sign in text):
        raise ValueError("The text holds a line break or a control character. Delete it.")
    return text


def _company(text: str, info: ValidationInfo) -> str:
    kinds = info.context.known if isinstance(info.context, Reading) else {}
    markets = in_order(kinds.get(_MARKET, frozenset(DEFAULT)))
    if not is_ticker(text, markets):
        raise ValueError(f"{quote(text)} is no ticker. Expected {expected(markets)}")
    known = kinds.get(_COMPANY)
    if known is not None and text not in known:
        raise ValueError(f"{text} is not in companies.csv. Add the company there, or delete it here.")
    return text


def _layer(text: str, info: ValidationInfo) -> str:
    known = info.context.known.get(_LAYER) if isinstance(info.context, Reading) else None
    if known is not None and text not in known:
        raise ValueError(f"The basket has no layer {quote(text)}. Add it in basket.yaml, or delete it here.")
    return text


def _day(value: object) -> object:
    try:
        return date(str(value), Place())
    except DataError:
        raise ValueError(
            f"{quote(value)} is no day. Expected a date as YYYY-MM-DD, such as 2024-09-12."
        ) from None


def _period(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    kinds = info.context.known if isinstance(info.context, Reading) else {}
    try:
        return Period(value, single=bool(kinds.get(_SINGLE)))
    except DataError as error:
        raise ValueError(str(error)) from None


def _year_end(value: str) -> str:
    try:
        dt.date.fromisoformat(f"2023-{value}")
    except ValueError:
        raise ValueError(f"{quote(value)} is no day of a year. Expected MM-DD, such as 09-30.") from None
    return value


def _change(value: float) -> float:
    if value < -1:
        raise ValueError(
            f"{value} is no change. Expected a fraction not below -1 (a fall of 30.7% is -0.307)."
        )
    return value


Text = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_one_line)]
Company = Annotated[str, AfterValidator(_company)]
LayerOfBasket = Annotated[str, AfterValidator(_layer)]
Item = Annotated[str, one_of_words("item", ITEMS)]
LimitKey = Annotated[str, one_of_words("limit", LIMITS)]
Archetype = Annotated[str, one_of_words("archetype", ARCHETYPES)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Number = Annotated[int | float, Field(gt=-LARGEST, lt=LARGEST)]
InLanguages = Text | Annotated[dict[Language, Text], Field(min_length=1)]


class Part(Strict):
    """A part of a file of a basket."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


OwnPeriod = Annotated[Period, BeforeValidator(_period)]


class IndexEntry(Part):
    """The change of an index."""

    index: Text
    name: InLanguages
    change_ytd: Annotated[FiniteFloat, AfterValidator(_change)]
    reason_given: Text | None = None


class LayerEntry(Part):
    """A layer that companies are sorted into."""

    key: LayerKey
    name: LayerName | Annotated[dict[Language, LayerName], Field(min_length=1)]
    about: InLanguages | None = None


class SegmentEntry(Part):
    """A segment, and what the companies in it do in the words of `companies.csv`."""

    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    name: InLanguages
    holds: Annotated[list[Text], Field(min_length=1)]


class GiantsBy(Part):
    """The rule by which companies are giants: the largest by an item, until together they hold a share of its sum."""

    item: Item
    share: Annotated[Number, Field(gt=0, lt=1)]


class MarketPart(Part):
    """The keys of `basket.yaml` without which no other file of a basket can be read."""

    model_config = ConfigDict(title="basket.yaml", extra="ignore")

    market: MarketKeys = Field(default_factory=lambda: list(DEFAULT))
    currency: CurrencyCode | None = None
    periods: Literal["cumulative", "single"] = "cumulative"
    layers: list[LayerEntry] = Field(default_factory=list, max_length=MOST_LAYERS)

    @field_validator("layers")
    @classmethod
    def _tell_apart(cls, layers: list[LayerEntry]) -> list[LayerEntry]:
        """Refuse two layers that formulas would take for one: Excel compares words without their case."""
        taken = set[tuple[str, str]]()
        for one in layers:
            for language, name in {"": one.key, **in_languages(one.name)}.items():
                if (language, name.casefold()) in taken:
                    raise ValueError(
                        f"Two layers are called {quote(name)}. Rename one of them, or delete it."
                    )
                taken.add((language, name.casefold()))
        return layers


class BasketFile(MarketPart):
    """The content of `basket.yaml`."""

    model_config = ConfigDict(title="basket.yaml", extra="forbid")

    key: Annotated[str, Field(pattern=r"^\w[\w.-]{0,63}$")] | None = None
    name: InLanguages | None = None
    giants: list[Company] = Field(default_factory=list)
    giants_by: GiantsBy | None = None
    period: OwnPeriod | None = None
    compare: OwnPeriod | None = None
    year_end: Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_year_end)] | None = None
    as_of: Day | None = None
    indices: list[IndexEntry] = Field(default_factory=list)
    segments: list[SegmentEntry] = Field(default_factory=list)
    limits: dict[LimitKey, Number] = Field(default_factory=dict)

    @field_validator("giants_by")
    @classmethod
    def _without_a_list(cls, rule: GiantsBy | None, info: ValidationInfo) -> GiantsBy | None:
        if rule and info.data.get("giants"):
            raise ValueError("There is a list of giants too. Delete one of them.")
        return rule

    @field_validator("segments")
    @classmethod
    def _holds_each_once(cls, segments: list[SegmentEntry]) -> list[SegmentEntry]:
        held: dict[str, str] = {}
        for one in segments:
            for label in (f"key {one.key}", *one.holds):
                if label in held:
                    raise ValueError(
                        f"{label!r} stands in {held[label]} and in {one.key}. Delete one of them."
                    )
                held[label] = one.key
        return segments


def checked(
    schema: type[Schema],
    document: Document,
    tickers: Collection[str],
    markets: Collection[str] = DEFAULT,
    *,
    single: bool = False,
    layers: Layers = (),
) -> Schema:
    """A file of a basket, checked against its schema.

    Args:
        schema: what it must be.
        document: the file, or its text out of the store.
        tickers: the companies that it may name.
        markets: the markets that they are of.
        single: whether its periods are single quarters.
        layers: the layers that it may name; empty where it names none.

    Raises:
        DataError: it is not so; every mistake is told in one error.
    """
    kinds = {_COMPANY: frozenset(tickers), _MARKET: frozenset(markets), _LAYER: frozenset(keys_of(layers))}
    reading = Reading(kinds | ({_SINGLE: frozenset(SINGLE)} if single else {}), DataError)
    value: Any = {} if document.value is None else document.value
    try:
        return schema.model_validate(value, context=reading)
    except ValidationError as error:
        failures = Failures(document.path)
        for each in explain(error, document, reading):
            failures.add(each)
        failures.throw()
        raise


def declared(entries: Sequence[LayerEntry]) -> Layers:
    """Return the layers that a basket declares; the usual ones where it declares none."""
    found = (Layer(one.key, in_languages(one.name), in_languages(one.about)) for one in entries)
    return tuple(found) or USUAL_LAYERS


def in_languages(text: str | Mapping[Any, str] | None) -> Mapping[str, str]:
    """A text by language: one text serves all, and a language left out takes the first of the others.

    Example:
        >>> dict(in_languages({"zh": "两家", "en": "Two"}))
        {'en': 'Two', 'zh': '两家', 'ko': 'Two'}
    """
    if text is None:
        return MappingProxyType({})
    given: dict[str, str] = dict.fromkeys(LANGUAGES, text) if isinstance(text, str) else {**text}
    first = next(given[language] for language in LANGUAGES if language in given)
    return MappingProxyType({language: given.get(language, first) for language in LANGUAGES})
