"""The theme: fonts, colours and number formats of the report, from `templates/theme.yaml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, Field, PlainValidator, ValidationError, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from xl_aigc.errors import LayoutError
from xl_aigc.files.schema import Reading, Strict, explain, nearest, one_of, together
from xl_aigc.files.yaml_file import Document
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.template_files import read_template, templates_folder

if TYPE_CHECKING:
    from pathlib import Path

_HEX: Final = re.compile(r"[0-9A-Fa-f]{6}")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def _language(value: str) -> str:
    """Return one of the report's languages."""
    if value not in LANGUAGES:
        details = {"what": "language", "word": value, "accepted": list(LANGUAGES)}
        raise PydanticCustomError("unknown_name", "no such language", details)
    return value


def _colour(value: object) -> str:
    """Six hexadecimal digits, in capitals."""
    if not isinstance(value, str):
        raise PydanticKnownError("string_type")
    if not _HEX.fullmatch(value):
        raise PydanticCustomError("colour", 'six hexadecimal digits in quotes, such as "1F3864"')
    return value.upper()


def _number_format(value: str) -> str:
    """Return a number format that Excel can read: at most four sections, each quotation mark and bracket closed."""
    bare = _LITERAL.sub("", value)
    if not value or len(value) > 255 or '"' in bare or "[" in bare or bare.count(";") > 3:
        raise PydanticCustomError(
            "number_format",
            "an Excel number format: up to four sections parted by ';', each quotation mark closed",
        )
    return value


Language = Annotated[str, AfterValidator(_language)]
Colour = Annotated[
    str, PlainValidator(_colour), WithJsonSchema({"type": "string", "pattern": f"^{_HEX.pattern}$"})
]
NumberFormat = Annotated[str, AfterValidator(_number_format)]
Size = Annotated[float, Field(ge=6, le=72)]
FontName = Annotated[str, Field(min_length=1, max_length=31)]


class Sizes(Strict):
    """Sizes of text, in points."""

    title: Size
    heading: Size
    body: Size
    note: Size


class Colours(Strict):
    """Colours of text, surfaces and rules."""

    input: Colour
    formula: Colour
    link: Colour
    addin: Colour
    title: Colour
    heading: Colour
    note: Colour
    article: Colour
    hyperlink: Colour
    good: Colour
    bad: Colour
    header_fill: Colour
    header_text: Colour
    strip_fill: Colour
    band_fill: Colour
    total_fill: Colour
    input_fill: Colour
    partial_fill: Colour
    rule: Colour


class Direction(Strict):
    """Colours of up and down for readers of one language."""

    up: Colour
    down: Colour


class Tint(Strict):
    """The fill behind a status: a direction, and the share of its colour mixed into white."""

    direction: Literal["up", "down", "none"]
    tint: float = Field(ge=0, le=1)


class Statuses(Strict):
    """The fill behind each of the eight statuses."""

    increased: Tint
    decreased: Tint
    unchanged: Tint
    turned_profitable: Tint
    turned_to_loss: Tint
    loss_narrowed: Tint
    loss_widened: Tint
    loss_unchanged: Tint


class Tabs(Strict):
    """The colour of a sheet's tab, by the kind that its layout names."""

    front: Colour
    section: Colour
    data: Colour
    log: Colour


class Theme(Strict):
    """Fonts, colours and number formats of the report.

    Example:
        >>> theme = load_theme()
        >>> theme.directions["zh"].up, theme.status_fill("turned_to_loss", "zh"), theme.number_format("rank")
        ('C00000', 'B8DAC6', '0_);(0);"-"_);@_)')
    """

    fonts: Mapping[Language, FontName]
    sizes: Sizes
    colours: Colours
    directions: Mapping[Language, Direction]
    unchanged: Colour
    statuses: Statuses
    tabs: Tabs
    palette: tuple[Colour, ...] = Field(min_length=1)
    number_formats: Mapping[str, NumberFormat]

    def status_colour(self, status: str, language: str) -> str:
        """Return the full colour of a status's direction: for a mark, or a bar in a chart."""
        direction = getattr(self.statuses, status).direction
        colours = {"up": self.directions[language].up, "down": self.directions[language].down}
        return colours.get(direction, self.unchanged)

    def status_fill(self, status: str, language: str) -> str:
        """Return the tint behind a status; black text stays readable on it."""
        return tint(self.status_colour(status, language), getattr(self.statuses, status).tint)

    def number_format(self, name: str) -> str:
        """Return the Excel number format of a name.

        Raises:
            LayoutError: the theme has no such format.
        """
        try:
            return self.number_formats[name]
        except KeyError:
            raise LayoutError(
                f"The theme has no number format '{name}'.",
                expected=one_of(name, self.number_formats),
                remedy=nearest(name, self.number_formats),
            ) from None


def tint(colour: str, share: float) -> str:
    """Return a colour mixed into white.

    Args:
        colour: six hexadecimal digits.
        share: 0 is white, 1 the colour itself.

    Example:
        >>> tint("000000", 0.2)
        'CCCCCC'
    """
    parts = (int(colour[start : start + 2], 16) for start in (0, 2, 4))
    return "".join(f"{round(255 - (255 - part) * share):02X}" for part in parts)


def load_theme(path: Path | None = None) -> Theme:
    """Return the theme of the report.

    Args:
        path: a file that holds what differs from the bundled theme; None is the bundled theme alone.

    Raises:
        LayoutError: one if one thing is wrong, else a `LayoutsError` with all of them.
    """
    template = read_template(templates_folder() / "theme.yaml")
    if path is not None:
        own = read_template(path)
        template = Document(path, _overlay(template.value, own.value), own.lines)
    reading = Reading()
    try:
        return Theme.model_validate(template.value, context=reading)
    except ValidationError as error:
        raise together(explain(error, template, reading)) from error


def _overlay(base: object, own: object) -> object:
    """Return a value of the bundled theme with a person's own laid over it, key by key."""
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return {**base, **{key: _overlay(base.get(key), part) for key, part in own.items()}}
    return own
