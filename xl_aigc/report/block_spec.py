"""Options of blocks in a layout.

A kind of block registers its spec beside its drawing code; nothing here knows a kind by name:

    @register("kpis")
    class KpisSpec(BlockSpec):
        measures: tuple[Annotated[str, Key("measure")], ...]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, TypeVar

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticKnownError, core_schema

from xl_aigc.files.schema import Reading, Strict
from xl_aigc.labels import LANGUAGES

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

    from xl_aigc.report.report import Report

BLOCK_SPECS: Final[dict[str, type[BlockSpec]]] = {}

WORD: Final = re.compile(r"[a-z][a-z0-9_]*")
_TEXT_SCHEMA: Final = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "properties": {language: {"type": "string"} for language in LANGUAGES},
            "additionalProperties": False,
            "minProperties": 1,
        },
    ]
}

Spec = TypeVar("Spec", bound="type[BlockSpec]")
Tickers = TypeVar("Tickers", str, tuple[str, ...])


def _text(value: object) -> str | Mapping[str, str]:
    """Return one text for every language, or a text for some of them."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping) and value:
        for language, text in value.items():
            if language not in LANGUAGES:
                details = {"what": "language", "word": language, "accepted": list(LANGUAGES)}
                raise _at_key(
                    PydanticCustomError("unknown_name", "no such language", details), language, value
                )
            if not isinstance(text, str):
                raise _at_key("string_type", language, text)
        return dict(value)
    if value is None or isinstance(value, (int, float)):
        raise PydanticKnownError("string_type")
    raise PydanticCustomError("text", f"a text, or a text for each of {', '.join(LANGUAGES)}")


Text = Annotated[str | Mapping[str, str], PlainValidator(_text), WithJsonSchema(_TEXT_SCHEMA)]


def _word(value: str) -> str:
    """Return a key of a sheet or block, as labels and links use it."""
    if not WORD.fullmatch(value):
        raise PydanticCustomError("word", "small letters, digits and '_', beginning with a letter")
    return value


Word = Annotated[
    str, AfterValidator(_word), WithJsonSchema({"type": "string", "pattern": f"^{WORD.pattern}$"})
]


def text_in(text: str | Mapping[str, str] | None, language: str) -> str | None:
    """Return a text of a layout in one language; None where the labels have the word.

    Example:
        >>> text_in({"en": "Losses", "zh": "亏损"}, "zh"), text_in({"en": "Losses"}, "ko"), text_in("Losses", "ko")
        ('亏损', None, 'Losses')
    """
    return text.get(language) if isinstance(text, Mapping) else text


@dataclass(frozen=True)
class Key:
    """Marks a text as the key of something that is declared elsewhere, such as a measure.

    The accepted keys are given to `load_layouts(known=...)` by the same kind; a kind not given there is not checked.
    """

    kind: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return a text that is among the known keys of this kind."""
        return core_schema.with_info_after_validator_function(self._check, core_schema.str_schema())

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return a text; `json_schema` adds the accepted ones where they are known."""
        return {"type": "string", "x-key": self.kind}

    def _check(self, value: str, info: ValidationInfo) -> str:
        accepted = info.context.known.get(self.kind) if isinstance(info.context, Reading) else None
        if accepted is not None and value not in accepted:
            details = {"what": self.kind.replace("_", " "), "word": value, "accepted": sorted(accepted)}
            raise PydanticCustomError("unknown_name", "no such {what}", details)
        return value


def _of_basket(value: Tickers, info: ValidationInfo) -> Tickers:
    """Return tickers that the basket holds, where it is known what the basket holds."""
    held = info.context.known.get("ticker") if isinstance(info.context, Reading) else None
    given = [value] if isinstance(value, str) else value
    absent = [] if held is None else [ticker for ticker in given if ticker not in held]
    if absent:
        raise ValueError(
            f"The basket does not hold {', '.join(absent)}. Name companies of the basket, or leave these out."
        )
    return value


InBasket: Final = AfterValidator(_of_basket)
"""Marks a ticker, or several, as of companies of the basket; checked where `ticker` is among the known kinds of key."""


class BlockSpec(Strict):
    """Options of a block in a layout; each kind of block adds its own keys."""

    block: ClassVar[str]
    headed: ClassVar[bool] = True
    """Its title is a heading of the sheet; a chart carries its title itself."""
    exhibits: ClassVar[bool] = True
    """On a section sheet its title is an exhibit's: a number, a finding, and a line that says what is drawn."""
    grows: ClassVar[bool] = False
    """It is a table that companies are appended to: nothing of ours stands below it."""
    speaks_of: ClassVar[tuple[str, ...]] = ()
    """The subjects and measures that it speaks of: without one of them it is left out."""
    rests_on: ClassVar[tuple[str, ...]] = ()
    """Keys whose lists it is nothing without."""
    flags: ClassVar[Mapping[str, str]] = {}
    """Keys that are true or false, and the subject without which each is false; one that is true keeps the block."""
    source: ClassVar[str] = ""
    """The key that names the block it is drawn from."""

    id: Word | None = Field(None, description="names the block; unique in its sheet")
    title: Text | None = Field(None, description="heading in place of the label's")
    note: Text | None = Field(None, description="a sentence below the block")
    needs: tuple[Annotated[str, Key("subject")], ...] = Field(
        (), description="subjects without which the block is left out"
    )

    instead_of: tuple[Annotated[str, Key("subject")], ...] = Field(
        (), description="subjects: the block is drawn only where the basket has nothing of one of them"
    )

    def fitted(
        self, sheet: str, has_text: Callable[[str], bool], absent: Collection[str]
    ) -> BlockSpec | None:
        """Return the block as far as a basket has something for it; None for nothing.

        Args:
            sheet: key of its sheet.
            has_text: whether there is a label of a key.
            absent: what the report speaks of nowhere.
        """
        del sheet, has_text, absent
        return self

    def says_nothing(self, whole: BlockSpec) -> bool:
        """Return whether nothing is worth showing of what a basket leaves of a whole block."""
        del whole
        return False

    def idle(self, report: Report) -> bool:
        """Return whether the basket has the figures of the block but no company that it is about."""
        del report
        return False

    @property
    def may_idle(self) -> bool:
        """Return whether the block can be idle, so that a workbook that has no rooms for it was made without it."""
        return type(self).idle is not BlockSpec.idle

    @model_validator(mode="before")
    @classmethod
    def _note_model(cls, value: object, info: ValidationInfo) -> object:
        """Remember the model, and set the key apart that chose it."""
        if isinstance(info.context, Reading):
            info.context.models[id(value)] = cls
        return (
            {key: part for key, part in value.items() if key != "block"}
            if isinstance(value, Mapping)
            else value
        )


def walk(value: object) -> Iterator[BlockSpec]:
    """Return every block among some, those inside other blocks after the one that holds them."""
    if isinstance(value, BlockSpec):
        yield value
        for name in type(value).model_fields:
            yield from walk(getattr(value, name))
    elif isinstance(value, tuple):
        for part in value:
            yield from walk(part)


def _block(value: object, info: ValidationInfo) -> BlockSpec:
    """Return a block of any registered kind, checked by the spec of its kind."""
    if isinstance(value, BlockSpec):
        return value
    if not isinstance(value, Mapping):
        raise PydanticCustomError("block", "a block: a line '- block: kind', and its keys below")
    if "block" not in value:
        raise _at_key("missing", "block", value)
    kind = value["block"]
    if not isinstance(kind, str) or kind not in BLOCK_SPECS:
        details = {"what": "block", "word": str(kind), "accepted": list(BLOCK_SPECS)}
        raise _at_key(PydanticCustomError("unknown_name", "no such block", details), "block", kind)
    return BLOCK_SPECS[kind].model_validate(value, context=info.context)


def _at_key(error: str | PydanticCustomError, key: str, value: object) -> ValidationError:
    """Return an error that points at one key of the value under validation."""
    return ValidationError.from_exception_data(
        "layout", [InitErrorDetails(type=error, loc=(key,), input=value)]
    )


AnyBlock = Annotated[BlockSpec, PlainValidator(_block), WithJsonSchema({"x-block": True})]


def register(name: str) -> Callable[[Spec], Spec]:
    """Make a kind of block known to layouts under a name.

    Raises:
        ValueError: the name is taken.
    """

    def add(spec: Spec) -> Spec:
        if name in BLOCK_SPECS:
            msg = f"two kinds of block are named {name!r}: {BLOCK_SPECS[name].__qualname__} and {spec.__qualname__}"
            raise ValueError(msg)
        spec.block = name
        BLOCK_SPECS[name] = spec
        return spec

    return add
