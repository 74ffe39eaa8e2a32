"""The schemas of `article.yaml` and `claims.yaml`."""

from __future__ import annotations

import re
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo, field_validator, model_validator

from xl_aigc.data.claims import BY_ARCHETYPES, SINGLE_QUARTER
from xl_aigc.data.file_values import (
    LARGEST,
    Archetype,
    Company,
    Day,
    IndexEntry,
    InLanguages,
    Item,
    LayerOfBasket,
    Number,
    Part,
    Text,
)
from xl_aigc.data.period import Period
from xl_aigc.errors import DataError

_BRACES: Final = re.compile(r"\{[a-z_]+\}")


def _names_only(text: object) -> object:
    """Refuse braces that enclose no name: the text is filled with numbers."""
    for one in text.values() if isinstance(text, dict) else (text,):
        if re.search(r"[{}]", _BRACES.sub("", str(one))):
            raise ValueError("The text holds a brace that encloses no name of a number. Delete it.")
    return text


Template = Annotated[InLanguages, AfterValidator(_names_only)]


class ConclusionEntry(Part):
    """A conclusion of the article."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
    text: InLanguages
    tests: InLanguages | None = None
    measured: Template | None = None
    tested_by: list[Text] = Field(min_length=1)
    archetypes: list[Archetype] = Field(default_factory=list)

    @model_validator(mode="after")
    def _names_archetypes(self) -> ConclusionEntry:
        if self.archetypes and BY_ARCHETYPES not in self.tested_by:
            raise ValueError("The conclusion has archetypes, and no 'archetypes' in tested_by. Add it there.")
        return self


class DisagreementEntry(Part):
    """A fact on which the renderings of the article disagree."""

    fact: InLanguages
    en: InLanguages
    ko: InLanguages
    taken: InLanguages


class BackgroundEntry(Part):
    """A fact on a company or on another subject that figures can't test."""

    ticker: Company | None = None
    subject: InLanguages | None = None
    text: InLanguages
    source: Literal["en", "ko"] | None = None

    @model_validator(mode="after")
    def _is_about_something(self) -> BackgroundEntry:
        if (self.ticker is None) == (self.subject is None):
            raise ValueError("The entry needs a ticker or a subject, and not both.")
        return self


class ContradictionEntry(Part):
    """A place where the article contradicts itself."""

    text: InLanguages


class ArticleFile(Part):
    """The content of `article.yaml`."""

    model_config = ConfigDict(title="article.yaml")

    author: Text | None = None
    title: InLanguages | None = None
    publisher: InLanguages | None = None
    published: Text
    series: InLanguages | None = None
    of_basket: Text | None = None
    prices_as_of: Day
    basket: InLanguages
    index_facts: list[IndexEntry] = Field(default_factory=list)
    conclusions: list[ConclusionEntry] = Field(default_factory=list)
    layers: dict[LayerOfBasket, Text] = Field(default_factory=dict)
    archetypes: dict[Archetype, list[Company]] = Field(default_factory=dict)
    both_up_named: list[Company] = Field(default_factory=list)
    renderings_disagree: list[DisagreementEntry] = Field(default_factory=list)
    against_itself: list[ContradictionEntry] = Field(default_factory=list)
    background: list[BackgroundEntry] = Field(default_factory=list)


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

    claims: list[ClaimEntry]
