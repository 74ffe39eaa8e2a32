"""Values that the files of a basket hold, and the check of a file against its schema."""

from __future__ import annotations

import datetime as dt
import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Field,
    FiniteFloat,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticKnownError

from xl_aigc.data.item import ITEMS
from xl_aigc.data.layers import Sorts, keys_of
from xl_aigc.data.limits import LIMITS
from xl_aigc.data.markets import in_order
from xl_aigc.data.period import SINGLE, Period
from xl_aigc.data.quote import quote
from xl_aigc.data.rows import date
from xl_aigc.data.tickers import DEFAULT, expected, is_ticker
from xl_aigc.errors import DataError, Place
from xl_aigc.files.failures import Failures
from xl_aigc.files.schema import Reading, Strict, explain, one_of_words
from xl_aigc.labels import LANGUAGES, Language

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xl_aigc.files.yaml_file import Document

    Schema = TypeVar("Schema", bound="Part")

LARGEST: Final = 1e300
LONGEST: Final = 2000
_COMPANY: Final = "company"
_MARKET: Final = "market"
_SINGLE: Final = "single"
_LAYER, _ARCHETYPE = "layer", "archetype"
_NO_TEXT: Final = ("Cc", "Zl", "Zp")
"""Unicode categories of characters that break a line or steer a terminal."""


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


def _declared(noun: str) -> AfterValidator:
    """Return a check that a basket declares a layer or an archetype."""

    def check(text: str, info: ValidationInfo) -> str:
        known = info.context.known.get(noun) if isinstance(info.context, Reading) else None
        if known is not None and text not in known:
            raise ValueError(
                f"The basket has no {noun} {quote(text)}. Add it in basket.yaml, or delete it here."
            )
        return text

    return AfterValidator(check)


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
LayerOfBasket = Annotated[str, _declared(_LAYER)]
Item = Annotated[str, one_of_words("item", ITEMS)]
LimitKey = Annotated[str, one_of_words("limit", LIMITS)]
Archetype = Annotated[str, _declared(_ARCHETYPE)]
YearEnd = Annotated[str, Field(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_year_end)]
Change = Annotated[FiniteFloat, AfterValidator(_change)]
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
    change_ytd: Change
    reason_given: Text | None = None


def checked(
    schema: type[Schema],
    document: Document,
    tickers: Collection[str],
    markets: Collection[str] = DEFAULT,
    *,
    single: bool = False,
    sorts: Sorts | None = None,
) -> Schema:
    """A file of a basket, checked against its schema.

    Args:
        schema: what it must be.
        document: the file, or its text out of the store.
        tickers: the companies that it may name.
        markets: the markets that they are of.
        single: whether its periods are single quarters.
        sorts: the layers and archetypes that it may name; None where it names none.

    Raises:
        DataError: it is not so; every mistake is told in one error.
    """
    kinds = {_COMPANY: frozenset(tickers), _MARKET: frozenset(markets)}
    if sorts:
        kinds |= {_LAYER: frozenset(keys_of(sorts.layers)), _ARCHETYPE: frozenset(sorts.archetype_keys)}
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
