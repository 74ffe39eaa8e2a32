"""The schema of `basket.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import (
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from xl_aigc.data.file_values import (
    Company,
    Day,
    IndexEntry,
    InLanguages,
    Item,
    LimitKey,
    Number,
    OwnPeriod,
    Part,
    Text,
    YearEnd,
    in_languages,
)
from xl_aigc.data.layer_words import MOST_LAYERS, LayerKey, LayerName
from xl_aigc.data.layers import OTHER, USUAL_SORTS, Layer, Layers, Sorts
from xl_aigc.data.market_keys import (  # noqa: TC001  pydantic reads them at run time
    CurrencyCode,
    MarketKeys,
)
from xl_aigc.data.quote import quote
from xl_aigc.data.tickers import DEFAULT
from xl_aigc.labels import LANGUAGES, Language, word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Schema = TypeVar("Schema", bound="Part")


def _called(key: str, names: Mapping[str, str] | None = None) -> set[tuple[str, str]]:
    names = names or {language: word(key, language) for language in LANGUAGES}
    return {(language, name.casefold()) for language, name in {"": key, **names}.items()}


class LayerEntry(Part):
    """A layer or an archetype that companies are sorted into."""

    key: LayerKey
    name: LayerName | Annotated[dict[Language, LayerName], Field(min_length=1)]
    about: InLanguages | None = None

    @property
    def calls(self) -> frozenset[tuple[str, str]]:
        """Its key and names, in the form in which formulas compare words; the key is of no language."""
        return frozenset(_called(self.key, in_languages(self.name)))


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
    archetypes: list[LayerEntry] = Field(default_factory=list, max_length=MOST_LAYERS)

    @field_validator("layers", "archetypes")
    @classmethod
    def _tell_apart(cls, entries: list[LayerEntry], info: ValidationInfo) -> list[LayerEntry]:
        """Refuse two that formulas would take for one: Excel compares words without their case."""
        before = {call for one in info.data.get("layers", ()) for call in one.calls}
        taken = _called(OTHER) if info.field_name == "archetypes" else set()
        for one in entries:
            for call in one.calls:
                if call in taken:
                    raise ValueError(
                        f"Two {info.field_name} are called {quote(call[1])}. Rename one of them, or delete it."
                    )
                if call in before:
                    raise ValueError(f"A layer is called {quote(call[1])} too. Rename one of them.")
            taken.update(one.calls)
        return entries


class BasketFile(MarketPart):
    """The content of `basket.yaml`."""

    model_config = ConfigDict(title="basket.yaml", extra="forbid")

    key: Annotated[str, Field(pattern=r"^\w[\w.-]{0,63}$")] | None = None
    name: InLanguages | None = None
    giants: list[Company] = Field(default_factory=list)
    giants_by: GiantsBy | None = None
    period: OwnPeriod | None = None
    compare: OwnPeriod | None = None
    year_end: YearEnd | None = None
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


def declared(part: MarketPart) -> Sorts:
    """Return the layers and archetypes that a basket declares; the usual ones where it declares none."""
    return Sorts(_sort(part.layers) or USUAL_SORTS.layers, _sort(part.archetypes) or USUAL_SORTS.archetypes)


def _sort(entries: Sequence[LayerEntry]) -> Layers:
    return tuple(Layer(one.key, in_languages(one.name), in_languages(one.about)) for one in entries)
