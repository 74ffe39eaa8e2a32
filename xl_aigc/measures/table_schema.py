"""The schema of a file of measures, for reading and for editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xl_aigc.expressions.suggest import of_names
from xl_aigc.labels import Language
from xl_aigc.measures.measure_errors import Code, MeasureError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

    from xl_aigc.files.yaml_file import Document

NumberForm = Literal["money", "percent", "points", "ratio", "count", "rank", "correlation", "general"]
WordForm = Literal["word", "text", "date"]
Family = Literal[
    "identity", "revenue", "net_profit", "rd", "selling", "price", "rollout", "screen", "coverage", "own"
]

Expression = Annotated[str, Field(description="the expression; see docs/expressions.md")]
LabelText = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
Label = dict[Language, LabelText]
Sentence = dict[Language, Annotated[str, Field(min_length=1, max_length=400)]]


class _Keys(BaseModel):
    """An entry of a section: frozen, with no other keys than its own."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True)


class SourceSpec(_Keys):
    """The source of definitions, in every language; a measure names it by its key."""

    en: str
    zh: str
    ko: str


class _Entry(_Keys):
    """An entry that has an expression."""

    is_: Expression = Field(alias="is")


class FunctionSpec(_Entry):
    """A function in the language itself."""

    takes: list[str] = Field(min_length=1, description="names of its parameters, which are numbers")
    call: str | None = Field(
        None, description="the worksheet function that computes the same, such as AIGC_YOY({now},{then})"
    )
    description: str = Field("", description="what it computes, in one sentence")


class CellSpec(_Entry):
    """A number over the basket that measures of companies compare with: a cell with a name."""

    shows: NumberForm | None = Field(None, description="how it is shown")
    label: Label | LabelText | None = Field(
        None, description="its label: one for all languages, or one for each"
    )
    description: Sentence | str = Field(
        "", description="what it says, in one sentence: one for all languages, or one for each"
    )
    source: Sentence | str = Field(
        "", description="where its definition comes from: a key of `sources`, or a text as of `description`"
    )


class BasketSpec(CellSpec):
    """One number over many companies."""

    ruled_out: Expression | None = Field(
        None, description="of a company with missing figures: it can't count"
    )
    settled: Expression | None = Field(
        None, description="of a company with missing figures: it counts for certain"
    )


class MeasureSpec(CellSpec):
    """A measure of a company: a column of the Companies table."""

    shows: NumberForm | WordForm | None = Field(None, description="how it is shown")  # type: ignore[assignment]  # more forms than a number has
    family: Family = Field("own", description="the group of columns that it belongs to")


class MeasuresFile(BaseModel):
    """A file of measures."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sources: dict[str, SourceSpec] = Field(default_factory=dict)
    functions: dict[str, FunctionSpec] = Field(default_factory=dict)
    cells: dict[str, CellSpec] = Field(default_factory=dict)
    measures: dict[str, MeasureSpec] = Field(default_factory=dict)
    basket: dict[str, BasketSpec] = Field(default_factory=dict)


MOST_ENTRIES: Final = 300
"""Entries of a section; each measure is a column of every report."""

ENTRIES: Final[dict[str, type[_Keys]]] = {
    "sources": SourceSpec,
    "functions": FunctionSpec,
    "cells": CellSpec,
    "measures": MeasureSpec,
    "basket": BasketSpec,
}


_COMMA: Final = "; a text with a comma stands in quotation marks"
LONGEST_SHOWN: Final = 40
"""Characters of a value that a message repeats."""
_TEXTS: Final = {
    "is": "an expression as a text, such as `is: net_profit / revenue`; a number alone is no measure",
    "label": "a text of 1 to 120 characters that is not blank (a number in quotation marks), or one for each of en, zh, ko",
    "description": "a text of 1 to 400 characters, or one for each of en, zh, ko",
    "source": "a text of 1 to 400 characters, or one for each of en, zh, ko",
    "takes": "a list of at least one name, such as [now, then]",
}
"""Values that a key accepts, where the words of pydantic say less."""


def by_language(given: dict[Language, str] | str) -> Mapping[str, str]:
    """Return texts by language; a single text stands for every language.

    Example:
        >>> by_language("Cost ratio")["ko"], by_language("")
        ('Cost ratio', {})
    """
    if isinstance(given, str):
        return dict.fromkeys(get_args(Language), given) if given else {}
    return {str(language): text for language, text in given.items()}


def json_schema() -> dict[str, Any]:
    """Return the JSON schema of a file of measures, for editors."""
    schema = MeasuresFile.model_json_schema(ref_template="#/$defs/{model}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema


def read_entries(document: Document) -> tuple[MeasuresFile, list[MeasureError]]:
    """Return the sound entries of a file, and every mistake of the others."""
    errors: list[MeasureError] = []
    value = document.value if document.value is not None else {}
    if not isinstance(value, dict):
        form = f"sections {', '.join(ENTRIES)}."
        return MeasuresFile(), [
            MeasureError("wrong-value", "The file holds no sections.", document.place(), expected=form)
        ]
    sections: dict[str, dict[str, _Keys]] = {name: {} for name in ENTRIES}
    for name, section in value.items():
        refused = _refused(document, str(name), section)
        if refused:
            errors.append(refused)
        else:
            sections[name], found = _section(document, name, section)
            errors += found
    return MeasuresFile.model_construct(None, **sections), errors  # type: ignore[arg-type]  # entries of their sections


def _refused(document: Document, name: str, section: object) -> MeasureError | None:
    """Return the mistake for which a section is not read at all."""
    place = document.place(name)
    if name not in ENTRIES:
        expected = f"{of_names(name, tuple(ENTRIES))}."
        return MeasureError("unknown-key", f"There is no section {name!r}.", place, expected=expected)
    if not isinstance(section, dict):
        form = "entries such as `key: {is: net_profit / revenue, shows: percent}`."
        return MeasureError("wrong-value", f"The section {name!r} holds no entries.", place, expected=form)
    if len(section) > MOST_ENTRIES:
        problem = f"The section {name!r} holds {len(section):,} entries."
        return MeasureError("too-many", problem, place, expected=f"at most {MOST_ENTRIES}.")
    return None


def _section(
    document: Document, name: str, section: dict[Any, Any]
) -> tuple[dict[str, _Keys], list[MeasureError]]:
    """Return the sound entries of a section, and the mistakes of the others."""
    entries: dict[str, _Keys] = {}
    errors: list[MeasureError] = []
    for key, given in section.items():
        try:
            entries[str(key)] = ENTRIES[name].model_validate(given)
        except ValidationError as error:
            split = _split_expression(document, name, key, given)
            if split:
                errors.append(split)
                continue
            details = error.errors()
            errors += [
                _explained(document, name, key, each) for each in details if not _repeats(each, details)
            ]
    return entries, errors


def _split_expression(document: Document, section: str, key: Any, given: object) -> MeasureError | None:
    """Return the mistake of an expression that YAML cut at its first comma; None where its brackets are closed."""
    text = given.get("is") if isinstance(given, dict) else None
    if not isinstance(given, dict) or not isinstance(text, str) or text.count("(") <= text.count(")"):
        return None
    rest = [str(one) for one in given if str(one) not in ENTRIES[section].model_fields and one != "is"]
    if not rest:
        return None
    whole = ", ".join([text, *rest])
    whole += ")" * (
        whole.count("(") - whole.count(")")
    )  # the last one may stand behind the value of another key
    mark = "'" if '"' in whole else '"'
    problem = f"The value ends at a comma: {shortened(text)}."
    expected = f"quotation marks around an expression with commas: is: {mark}{whole}{mark}."
    return MeasureError("syntax", problem, document.place(section, str(key), "is"), expected=expected)


def _form(section: str) -> str:
    """Return an entry of a section as an example."""
    if section == "sources":
        return "{en: Annual report, zh: 年度报告, ko: 사업보고서}."
    return "{is: net_profit / revenue, shows: percent}."


def _repeats(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Return whether a detail is about an alternative of a value that another detail is about already."""
    first = next(one for one in details if one["loc"][:1] == detail["loc"][:1])
    return detail is not first


def _explained(document: Document, section: str, key: Any, detail: ErrorDetails) -> MeasureError:
    """Return one mistake of an entry, in words."""
    at = tuple(part for part in detail["loc"] if part != "str" and "[" not in str(part))
    place, given = document.place(section, str(key), *at), detail["input"]
    code: Code = "wrong-value"
    match detail["type"]:
        case "extra_forbidden":
            accepted = [field.alias or name for name, field in ENTRIES[section].model_fields.items()]
            return MeasureError(
                "unknown-key",
                f"The entry has no key {at[-1]!r}.",
                place,
                expected=f"{of_names(str(at[-1]), accepted)}{_COMMA if given is None else ''}.",
            )
        case "missing":
            return MeasureError(
                "missing-key",
                f"The entry needs the key {at[-1]!r}.",
                place,
                expected=_form(section),
            )
        case "model_type" | "model_attributes_type":
            return MeasureError(
                "missing-key",
                "The entry is no mapping of keys.",
                place,
                expected=_form(section),
            )
        case "literal_error":
            if at[:1] in {("label",), ("description",), ("source",)}:
                code = "label-language"
            elif at[:1] in {("shows",), ("family",)}:
                code = "shows" if at[0] == "shows" else "family"
            return MeasureError(
                code, f"{given!r} is not accepted.", place, expected=f"{detail['ctx']['expected']}."
            )
    expected = _TEXTS.get(str(at[0])) if at else None
    expected = expected or detail["msg"].removeprefix("Input should be ")
    return MeasureError(code, f"{shortened(given)} is not accepted.", place, expected=f"{expected}.")


def shortened(given: object) -> str:
    """Return a value as it was written, cut where it is long."""
    text = repr(given)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"
