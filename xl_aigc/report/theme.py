"""The theme: fonts, colours and number formats of the report, from `templates/theme.yaml`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Final, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from xl_aigc.errors import LayoutError, Place
from xl_aigc.files.schema import Reading, Strict, explain, nearest, one_of, together
from xl_aigc.files.yaml_file import Document
from xl_aigc.labels import LANGUAGES
from xl_aigc.report.fonts import WIDE_FONT, WIDE_LETTERS, is_measured, is_narrow
from xl_aigc.report.format_parts import ZEROS, with_decimals, with_minus, with_words
from xl_aigc.report.house_style import WORKBOOKS, house_theme
from xl_aigc.report.inks import Colour, Ink  # noqa: TC001  pydantic reads them
from xl_aigc.report.template_files import read_template, templates_folder

if TYPE_CHECKING:
    from pathlib import Path

TEXTS: Final = (".yaml", ".yml")
"""Endings of files that say a theme in words; `WORKBOOKS` has those of files whose look is taken."""
TILE: Final = "tile_"
SIGNED: Final = "signed_"
"""Prefixes of the name of a number format: in a tile, in a tile with its sign."""
DECIMALS: Final = ":"
"""Sign before the number of decimals that the name of a number format asks for."""
AROUND: Final = "|"
"""Sign before the words that it asks for around the number, whose place is `#`."""
USUAL_SIZE, USUAL_NOTE = 10, 8
"""Points of body text and notes for which columns are measured."""
LARGE_TEXTS, STEPS = frozenset({"title", "number"}), 4
"""Sizes of texts of one line, which programs make smaller where they have no room; parts of a point by which sizes differ."""
MARKS: Final = {"up": "▲", "down": "▼"}
"""Sign of each direction of a status."""
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def _language(value: str) -> str:
    """Return one of the report's languages."""
    if value not in LANGUAGES:
        details = {"what": "language", "word": value, "accepted": list(LANGUAGES)}
        raise PydanticCustomError("unknown_name", "no such language", details)
    return value


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
NumberFormat = Annotated[str, AfterValidator(_number_format)]
Size = Annotated[float, Field(ge=6, le=72)]
Way = Literal["up", "down", "none"]
TableStyle = Annotated[str, Field(pattern=r"^TableStyle(Light|Medium|Dark)[0-9]{1,2}$")]
FontName = Annotated[str, Field(min_length=1, max_length=31)]


class Sizes(Strict):
    """Sizes of text, in points."""

    title: Size
    number: Size
    heading: Size
    body: Size
    label: Size
    note: Size


class Colours(Strict):
    """Colours of text, surfaces and rules."""

    input: Ink
    formula: Ink
    link: Ink
    addin: Ink
    title: Ink
    heading: Ink
    note: Ink
    article: Ink
    hyperlink: Ink
    good: Ink
    bad: Ink
    input_fill: Colour
    grey: Colour
    pale: Colour
    rule: Colour


class Direction(Strict):
    """Colours of up and down for readers of one language."""

    up: Ink
    down: Ink


class Statuses(Strict):
    """The direction of each of the eight statuses."""

    increased: Way
    decreased: Way
    unchanged: Way
    turned_profitable: Way
    turned_to_loss: Way
    loss_narrowed: Way
    loss_widened: Way
    loss_unchanged: Way


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
        >>> theme.directions["zh"].up, theme.number_format("rank", "en"), theme.number_format("signed_percent", "en")
        ('C5352B', '0_);(0);0_);@_)', '+#,##0.0%;"−"#,##0.0%;0%;@')
    """

    fonts: Mapping[Language, FontName]
    figures: FontName
    sizes: Sizes
    colours: Colours
    directions: Mapping[Language, Direction]
    unchanged: Colour
    statuses: Statuses
    tabs: Tabs
    palette: tuple[Colour, ...] = Field(min_length=1)
    table_style: TableStyle
    paper: Literal["a4", "letter"]
    minus: tuple[Language, ...]
    missing: Mapping[Language, Annotated[str, Field(min_length=1, max_length=10, pattern=r'^[^"]+$')]]
    meaningless_beyond: Annotated[float, Field(gt=0)]
    number_formats: Mapping[str, NumberFormat]

    @property
    def breadth(self) -> float:
        """Return how much wider texts are than those of the bundled theme, for which columns and lines are measured."""
        return max(1.0, self.sizes.body / USUAL_SIZE)

    def size(self, name: str, language: str) -> float:
        """Return the points of a text of a size of the theme."""
        points: float = getattr(self.sizes, name)
        return points if name in LARGE_TEXTS else self.set_in(points, language)

    def set_in(self, points: float, language: str) -> float:
        """Return the points of a text in a language's fonts: fewer in wide letters, so that a line holds what it holds in Arial.

        Example:
            >>> theme = load_theme()
            >>> theme.set_in(10, "zh"), theme.model_copy(update={"figures": "Verdana"}).set_in(10, "en")
            (10, 8.5)
        """
        return math.floor(points / WIDE_FONT * STEPS) / STEPS if self.is_wide(language) else points

    def is_wide(self, language: str) -> bool:
        """Return whether a language's fonts may have wider letters than Arial, or be missing, so that wider ones stand for them."""
        return not (is_measured(self.figures) and is_measured(self.fonts[language]))

    def letters(self, language: str) -> float:
        """Return the width of the letters of a language's font beside Arial's: those of Chinese and Korean ones are wider."""
        font = self.fonts[language]
        narrow = is_narrow(font) or (font == self.figures and self.is_wide(language))
        return 1.0 if narrow else WIDE_LETTERS

    def headed(self, language: str) -> tuple[float, float]:
        """Return the share of its size in which a heading is set in a language's fonts, and the width of its letters then."""
        wide = self.is_wide(language)
        return self.size("body", language) / self.sizes.body, WIDE_LETTERS if wide else self.letters(language)

    def status_colour(self, status: str, language: str) -> str:
        """Return the colour of a status's word: of its direction, or the grey of notes, which can be read."""
        direction = getattr(self.statuses, status)
        colours = {"up": self.directions[language].up, "down": self.directions[language].down}
        return colours.get(direction, self.colours.note)

    def status_mark(self, status: str) -> str:
        """Return the sign of a status's direction, for those who do not see its colour; an empty text for neither."""
        return MARKS.get(getattr(self.statuses, status), "")

    def number_format(self, name: str, language: str = "en", unit: str = "") -> str:
        """Return the Excel number format of a name.

        Args:
            name: a format of the theme; `tile_` before it gives a minus in place of brackets, `signed_` a plus too, and
                `:3` behind it so many decimals; `|> # km` behind that these words around the number.
            language: a language of `minus` has a minus everywhere.
            unit: of money, which may have decimals of its own.

        Raises:
            LayoutError: the theme has no such format.
        """
        lead = next((lead for lead in (TILE, SIGNED) if name.startswith(lead)), "")
        name, _, words = name.removeprefix(lead).partition(AROUND)
        bare, _, digits = name.partition(DECIMALS)
        if bare not in self.number_formats:
            raise LayoutError(
                f"The theme has no number format '{bare}'.",
                expected=one_of(bare, self.number_formats),
                remedy=nearest(bare, self.number_formats),
            )
        found = self.number_formats.get(f"{bare}_{unit}", self.number_formats[bare])
        found = with_decimals(found, int(digits)) if digits else found
        found = with_words(found, *words.split("#")) if words else found
        return with_minus(found, plus=lead == SIGNED) if lead or language in self.minus else found

    def decimals(self, name: str, unit: str) -> int:
        """Return the decimals of a number format.

        Args:
            name: a format of the theme.
            unit: of money.

        Example:
            >>> load_theme().decimals("money", "million"), load_theme().decimals("money", "yi")
            (0, 2)
        """
        match = ZEROS.search(self.number_format(name, unit=unit))
        return len(match[1] or "") if match else 0


def load_theme(path: Path | None = None) -> Theme:
    """Return the theme of the report.

    Args:
        path: what differs from the bundled theme: YAML, a workbook whose named styles are taken, or the name of one
            of `bundled_themes`; None is the bundled theme alone.

    Raises:
        LayoutError: one if one thing is wrong, else a `LayoutsError` with all of them.
        WorkbookError: the workbook is damaged.
    """
    template = read_template(templates_folder() / "theme.yaml")
    if path is not None:
        own = theme_document(path)
        template = Document(path, _overlay(template.value, own.value), own.lines)
    reading = Reading()
    try:
        return Theme.model_validate(template.value, context=reading)
    except ValidationError as error:
        raise together(explain(error, template, reading)) from error


def bundled_themes() -> dict[str, Path]:
    """Return the themes that come with the program beside the usual one, by name.

    Example:
        >>> sorted(bundled_themes())
        ['high_contrast', 'letter', 'research_note']
    """
    return {path.stem: path for path in sorted((templates_folder() / "themes").glob("*.yaml"))}


def theme_document(path: Path) -> Document:
    """Return what a theme says: that of a bundled name, the keys of a YAML file, or those that a workbook's styles stand for."""
    themes = bundled_themes()
    if not path.suffix and not path.exists() and str(path) not in themes:
        raise LayoutError(
            f"There is no theme {str(path)!r}.",
            expected=one_of(str(path), themes),
            remedy=nearest(str(path), themes) or "Name one of them, a theme.yaml, or a workbook.",
        )
    path = themes.get(str(path), path)
    ending, known = path.suffix.lower(), sorted(WORKBOOKS)
    if ending in WORKBOOKS:
        value = house_theme(path)
        return Document(path, value, {}, json.dumps(value, ensure_ascii=False, indent=1))
    if ending in TEXTS:
        return read_template(path)
    expected = f"{', '.join(themes)}, a text that ends in {' or '.join(TEXTS)}, or a workbook that ends in {' or '.join(known)}."
    remedy = "Name one of them after --theme."
    raise LayoutError("The file can't be a theme.", Place(path), expected=expected, remedy=remedy)


def _overlay(base: object, own: object) -> object:
    """Return a value of the bundled theme with a person's own laid over it, key by key."""
    if isinstance(base, Mapping) and isinstance(own, Mapping):
        return {**base, **{key: _overlay(base.get(key), part) for key, part in own.items()}}
    return own
