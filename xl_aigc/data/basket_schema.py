"""The schemas of `basket.yaml` and `claims.yaml`."""

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
    model_validator,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

from xl_aigc.data.item import ITEMS
from xl_aigc.data.model import ARCHETYPES, LAYERS
from xl_aigc.data.period import Period
from xl_aigc.data.quote import quote
from xl_aigc.data.rows import date
from xl_aigc.data.tickers import EXPECTED, is_ticker
from xl_aigc.errors import DataError, Place
from xl_aigc.files.failures import Failures
from xl_aigc.files.schema import Reading, Strict, explain
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from xl_aigc.files.yaml_file import Document

    Schema = TypeVar("Schema", bound="Part")

LARGEST: Final = 1e300
LONGEST: Final = 2000
_COMPANY: Final = "company"
_NO_TEXT: Final = ("Cc", "Zl", "Zp")
"""Unicode categories of characters that break a line or steer a terminal."""
SINGLE_QUARTER: Final = "_single_quarter"


def _one_line(text: str) -> str:
    if any(unicodedata.category(sign) in _NO_TEXT for sign in text):
        raise ValueError("The text holds a line break or a control character. Delete it.")
    return text


def _company(text: str, info: ValidationInfo) -> str:
    if not is_ticker(text):
        raise ValueError(f"{quote(text)} is no ticker. Expected {EXPECTED}")
    known = info.context.known.get(_COMPANY) if isinstance(info.context, Reading) else None
    if known is not None and text not in known:
        raise ValueError(f"{text} is not in companies.csv. Add the company there, or delete it here.")
    return text


def _one_of(what: str, accepted: Collection[str]) -> AfterValidator:
    """Refuses any other word than the accepted, and offers the nearest."""

    def check(word: str) -> str:
        if word not in accepted:
            context = {"what": what, "word": word, "accepted": tuple(accepted)}
            raise PydanticCustomError("unknown_name", "there is no {what} {word}", context)
        return word

    return AfterValidator(check)


def _day(value: object) -> object:
    try:
        return date(str(value), Place())
    except DataError:
        raise ValueError(
            f"{quote(value)} is no day. Expected a date as YYYY-MM-DD, such as 2024-09-12."
        ) from None


def _period(value: object) -> object:
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    try:
        return Period(value)
    except DataError as error:
        raise ValueError(str(error)) from None


def _change(value: float) -> float:
    if value < -1:
        raise ValueError(
            f"{value} is no change. Expected a fraction not below -1 (a fall of 30.7% is -0.307)."
        )
    return value


Text = Annotated[str, Field(min_length=1, max_length=LONGEST), AfterValidator(_one_line)]
Company = Annotated[str, AfterValidator(_company)]
Item = Annotated[str, _one_of("item", ITEMS)]
Layer = Annotated[str, _one_of("layer", LAYERS)]
Archetype = Annotated[str, _one_of("archetype", ARCHETYPES)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Number = Annotated[int | float, Field(gt=-LARGEST, lt=LARGEST)]
Language = Literal["en", "zh", "ko"]
InLanguages = Text | Annotated[dict[Language, Text], Field(min_length=1)]


class Part(Strict):
    """A part of a file of a basket."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, arbitrary_types_allowed=True)


CumulativePeriod = Annotated[Period, BeforeValidator(_period)]


class IndexEntry(Part):
    """The change of an index."""

    index: Text
    name: Text
    change_ytd: Annotated[FiniteFloat, AfterValidator(_change)]
    reason_given: Text | None = None


class BasketFile(Part):
    """The content of `basket.yaml`."""

    model_config = ConfigDict(title="basket.yaml")

    key: Annotated[str, Field(pattern=r"^\w[\w.-]{0,63}$")] | None = None
    name: InLanguages | None = None
    giants: list[Company] = Field(default_factory=list)
    period: CumulativePeriod | None = None
    compare: CumulativePeriod | None = None
    as_of: Day | None = None
    indices: list[IndexEntry] = Field(default_factory=list)


class ConclusionEntry(Part):
    """A conclusion of the article."""

    id: Text
    text: Text
    tested_by: list[Text] = Field(default_factory=list)


class DisagreementEntry(Part):
    """A fact on which the renderings of the article disagree."""

    fact: Text
    en: Text
    ko: Text
    taken: Text


class BackgroundEntry(Part):
    """A fact on a company that figures can't test."""

    ticker: Company
    text: Text
    source: Literal["en", "ko"] | None = None


class ContradictionEntry(Part):
    """A place where the article contradicts itself."""

    text: Text


class ArticleEntry(Part):
    """The article itself."""

    published: Text
    prices_as_of: Day
    basket: Text
    index_facts: list[IndexEntry] = Field(default_factory=list)
    conclusions: list[ConclusionEntry] = Field(default_factory=list)
    layers: dict[Layer, Text] = Field(default_factory=dict)
    archetypes: dict[Archetype, list[Company]] = Field(default_factory=dict)
    both_up_named: list[Company] = Field(default_factory=list)


class ClaimEntry(Part):
    """One claim; a claim about a single quarter names the quarter as its period."""

    id: Text
    section: Text
    key: Text | None = None
    ticker: Company | None = None
    item: Item | None = None
    measure: Text | None = None
    period: Text | None = None
    stated: Number | Text | list[Text]
    relation: Literal["equal", "above", "below", "at_least", "about", "nearly"] = "equal"
    tolerance: Annotated[float, Field(ge=0, lt=LARGEST)] | None = None
    of: Annotated[int, Field(ge=0)] | None = None
    correlates: Annotated[list[Text], Field(min_length=2, max_length=2)] | None = None
    top: Annotated[int, Field(ge=5)] | None = None
    text: InLanguages | None = None
    note: InLanguages | None = None
    source: Literal["en", "ko"] | None = None
    watch: list[Text] = Field(default_factory=list)

    @property
    def is_of_quarter(self) -> bool:
        """Return whether it speaks of a single quarter."""
        return self.measure is not None and self.measure.endswith(SINGLE_QUARTER)

    @field_validator("period")
    @classmethod
    def _is_period(cls, text: str | None, info: ValidationInfo) -> str | None:
        of_quarter = (info.data.get("measure") or "").endswith(SINGLE_QUARTER)
        try:
            if text is not None:
                (Period.ending if of_quarter else Period)(text)
        except DataError as error:
            raise ValueError(str(error)) from None
        return text

    @model_validator(mode="after")
    def _says_what_to_measure(self) -> ClaimEntry:
        of_company = self.item or self.measure
        basket = bool(self.key) != bool(self.correlates) and not self.ticker and not of_company
        company = not self.key and self.ticker and of_company and not (self.item and self.measure)
        future = not self.key and not self.correlates and not of_company and self.watch
        if not (basket or company or future):
            raise ValueError(
                f"The claim {self.id!r} does not say what to measure. "
                "Expected a key; or two measures under correlates; or a ticker with an item or a measure; or what to watch."
            )
        if self.top and not self.correlates:
            raise ValueError(f"The claim {self.id!r} gives top, which goes with correlates only.")
        return self


class ClaimsFile(Part):
    """The content of `claims.yaml`."""

    model_config = ConfigDict(title="claims.yaml")

    article: ArticleEntry
    claims: list[ClaimEntry] = Field(default_factory=list)
    renderings_disagree: list[DisagreementEntry] = Field(default_factory=list)
    article_against_itself: list[ContradictionEntry] = Field(default_factory=list)
    background: list[BackgroundEntry] = Field(default_factory=list)


def checked(schema: type[Schema], document: Document, tickers: Collection[str]) -> Schema:
    """A file of a basket, checked against its schema.

    Args:
        schema: what it must be.
        document: the file, or its text out of the store.
        tickers: the companies that it may name.

    Raises:
        DataError: it is not so; every mistake is told in one error.
    """
    reading = Reading({_COMPANY: frozenset(tickers)}, DataError)
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
