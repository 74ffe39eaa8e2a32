"""Checks what a YAML file holds against a schema, and says each mistake with file, line, key, what is accepted and the nearest of it.

Serves layouts, themes and the files of a basket alike.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from xl_aigc.errors import AigcError, LayoutError, Place, SeveralError
from xl_aigc.files.yaml_file import Document, KeyPath, dotted

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_LISTED: Final = 24

# What is expected, by the code of the error that pydantic found.
_EXPECTED: Final = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "too_short": "at least one entry",
    "tuple_type": "a list: items in [brackets], or one per line, each after '- '",
    "list_type": "a list: items in [brackets], or one per line, each after '- '",
    "dict_type": "keys with values",
    "mapping_type": "keys with values",
    "model_type": "keys with values",
    "model_attributes_type": "keys with values",
    "none_required": "nothing",
}
_KINDS: Final = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "a text",
    list: "a list",
    dict: "a mapping of keys",
}


@dataclass(frozen=True)
class Reading:
    """The context of checking a file against its schema.

    Args:
        known: the accepted keys by kind (`measure`, `cohort_rule`, ...); a kind that is not there is not checked.
        error: the class of the mistakes.
        models: filled in while checking: which model each mapping of the template was checked as.
    """

    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    error: type[AigcError] = LayoutError
    models: dict[int, type[BaseModel]] = field(default_factory=dict)


class Strict(BaseModel):
    """A part of a template: frozen, and without keys that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _note_model(cls, value: object, info: ValidationInfo) -> object:
        """Remember the model of this mapping, so that an error can name the keys it accepts."""
        if isinstance(info.context, Reading):
            info.context.models[id(value)] = cls
        return value


def one_of_words(what: str, accepted: Collection[str]) -> AfterValidator:
    """Refuse any other word than the accepted, and offer the nearest."""

    def check(word: str) -> str:
        if word not in accepted:
            context = {"what": what, "word": word, "accepted": tuple(accepted)}
            raise PydanticCustomError("unknown_name", "there is no {what} {word}", context)
        return word

    return AfterValidator(check)


class LayoutsError(SeveralError, LayoutError):
    """Several things wrong with a theme or a folder of layouts, shown together."""

    said = "things are wrong"


def together(errors: Sequence[AigcError]) -> AigcError:
    """Combine errors into one: the only error itself, or a `LayoutsError` that lists them."""
    return errors[0] if len(errors) == 1 else LayoutsError(errors)


def explain(error: ValidationError, template: Document, reading: Reading) -> list[AigcError]:
    """Turn pydantic's complaints into one error per place, in the order of the lines."""
    by_place: dict[KeyPath, list[ErrorDetails]] = {}
    for detail in error.errors():
        by_place.setdefault(_place(detail, template), []).append(detail)
    misspelt = {
        _meant(loc, by_place) for loc, details in by_place.items() if details[0]["type"] == "extra_forbidden"
    }
    found = [
        _one(loc, details, template, reading) for loc, details in by_place.items() if loc not in misspelt
    ]
    return sorted(found, key=lambda one: one.place.line or 0)


def _meant(unknown: KeyPath, by_place: Mapping[KeyPath, Sequence[ErrorDetails]]) -> KeyPath | None:
    """The missing key that an unknown one beside it is a misspelling of: one mistake, so one error."""
    missing = [
        str(loc[-1])
        for loc, details in by_place.items()
        if loc and loc[:-1] == unknown[:-1] and details[0]["type"] == "missing"
    ]
    close = difflib.get_close_matches(str(unknown[-1]), missing, n=1)
    return (*unknown[:-1], close[0]) if close else None


def nearest(word: str, accepted: Iterable[str]) -> str | None:
    """A sentence that offers the accepted word most like this one, if one is.

    Example:
        >>> nearest("measurs", ["title", "measures"])
        "Did you mean 'measures'?"
    """
    close = difflib.get_close_matches(word.lower(), sorted(accepted), n=1)
    return f"Did you mean '{close[0]}'?" if close else None


def one_of(word: str, accepted: Iterable[str]) -> str:
    """The accepted words as a list to read; of very many, those most like the word.

    Example:
        >>> one_of("x", ["b", "a"])
        'one of a, b.'
    """
    words = sorted(accepted)
    if not words:
        return "none: nothing is registered."
    if len(words) <= _LISTED:
        return f"one of {', '.join(words)}."
    close = difflib.get_close_matches(word, words, n=8, cutoff=0.0)
    return f"one of {', '.join(close)} and {len(words) - len(close)} others."


def _place(detail: ErrorDetails, template: Document) -> KeyPath:
    """The path in the template that an error is about: without the names of alternatives that pydantic adds."""
    loc = detail["loc"]
    if detail["type"] == "missing":
        return loc
    while loc not in template.lines:
        loc = loc[:-1]
    return loc


def _line(loc: KeyPath, template: Document) -> int:
    """The line of a path, or of the nearest part around it."""
    while loc not in template.lines:
        loc = loc[:-1]
    return template.lines[loc]


def at(value: object, loc: KeyPath) -> object:
    """The part of a template's value that a path leads to."""
    for step in loc:
        if isinstance(value, (Mapping, Sequence)) and not isinstance(value, str):
            value = value[step]  # type: ignore[index,call-overload,unused-ignore]
    return value


def _one(loc: KeyPath, details: Sequence[ErrorDetails], template: Document, reading: Reading) -> AigcError:
    """The error of one place."""
    detail, code = details[0], details[0]["type"]
    place = Place(template.path, line=_line(loc, template), key=dotted(loc))
    if code == "extra_forbidden":
        return _unknown_key(loc, template, reading, place)
    if code == "missing":
        subject, _ = _around(loc, template, reading)
        return reading.error(
            f"{subject} needs the key '{loc[-1]}'.", place, remedy=f"Add a line '{loc[-1]}: ...'."
        )
    context, value = detail.get("ctx", {}), detail["input"]
    if code == "unknown_name":
        accepted, word = context["accepted"], str(context["word"])
        problem = f"There is no {context['what']} '{word}'."
        return reading.error(problem, place, expected=one_of(word, accepted), remedy=nearest(word, accepted))
    if code == "literal_error":
        remedy = nearest(str(value), re.findall(r"'([^']*)'", context["expected"]))
        return reading.error(
            f"{value!r} is not accepted.", place, expected=f"{context['expected']}.", remedy=remedy
        )
    if code == "value_error":
        return reading.error(str(context["error"]), place)
    return _wrong_value(details, place, reading)


def _unknown_key(loc: KeyPath, template: Document, reading: Reading, place: Place) -> AigcError:
    """A key that the model around it does not have."""
    subject, model = _around(loc, template, reading)
    word = str(loc[-1])
    if model is None:
        return reading.error(f"{subject} has no key '{word}'.", place, remedy="Delete it.")
    accepted = [*model.model_fields, *(["block"] if "block" in _mapping(template, loc) else [])]
    return reading.error(
        f"{subject} has no key '{word}'.",
        place,
        expected=one_of(word, accepted),
        remedy=nearest(word, accepted),
    )


def _mapping(template: Document, loc: KeyPath) -> Mapping[str, object]:
    """The mapping that holds the last step of a path."""
    around = at(template.value, loc[:-1])
    return around if isinstance(around, Mapping) else {}


def _around(loc: KeyPath, template: Document, reading: Reading) -> tuple[str, type[BaseModel] | None]:
    """Return the container of the last step of a path, in words and as the model that checked it."""
    mapping = _mapping(template, loc)
    model = reading.models.get(id(mapping))
    if "block" in mapping:
        return f"a {mapping['block']} block", model
    if len(loc) == 1 and model is not None:
        return model.model_config.get("title") or f"a {model.__name__.lower()}", model
    return f"'{dotted(loc[:-1])}'", model


def _wrong_value(details: Sequence[ErrorDetails], place: Place, reading: Reading) -> AigcError:
    """A value of another type, or outside of what is accepted; alternatives are named together."""
    value = details[0]["input"]
    words = dict.fromkeys(_EXPECTED.get(detail["type"]) or _said(detail) for detail in details)
    expected = f"{' or '.join(words)}."
    if value is None:
        return reading.error(
            "the key has no value.", place, expected=expected, remedy="Write one or delete the key."
        )
    if details[0]["type"] not in _EXPECTED:
        return reading.error(f"{value!r} is not accepted.", place, expected=expected)
    found = _KINDS.get(type(value), "something else")
    shown = "" if isinstance(value, (list, dict)) else f" {value!r}"
    quote = "a text" in words and isinstance(value, (int, float))
    return reading.error(
        f"The value{shown} is {found}.",
        place,
        expected=expected,
        remedy="Put it in quotes." if quote else None,
    )


def _said(detail: ErrorDetails) -> str:
    """Return the expectation from pydantic's message, without its opening."""
    said = detail["msg"].removeprefix("Input should be ").removeprefix("Value should have ")
    return said[:1].lower() + said[1:]
