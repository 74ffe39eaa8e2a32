"""Layouts: a folder of YAML files, one per sheet, that say what the report holds.

The kinds of block register themselves (see `block_spec`); import the modules that draw them before a layout is loaded.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from xl_aigc.errors import AigcError, LayoutError, Place
from xl_aigc.files.schema import LayoutsError, Reading, Strict, at, explain, together
from xl_aigc.files.yaml_file import Document, KeyPath, dotted
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.measures.own import MEASURES_FILE
from xl_aigc.report.block_spec import (
    BLOCK_SPECS,
    AnyBlock,
    BlockSpec,
    Key,
    Text,
    Word,
    register,
    text_in,
    walk,
)
from xl_aigc.report.layout_schema import layout_schema
from xl_aigc.report.template_files import read_template, templates_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from xl_aigc.labels import Labels


__all__ = [
    "BLOCK_SPECS",
    "AnyBlock",
    "BlockSpec",
    "Key",
    "Layout",
    "LayoutsError",
    "Text",
    "Word",
    "check_layouts",
    "json_schema",
    "load_layouts",
    "register",
    "templates_folder",
    "text_in",
]

NEEDED: Final = ("data", "companies")
"""Sheets of every workbook, since the formulas of the others rest on them."""
THEME_FILE: Final = "theme.yaml"
BESIDE_LAYOUTS: Final = frozenset({THEME_FILE, MEASURES_FILE})
"""Files of a folder of layouts that are no layouts."""
_FILE_NAME: Final = re.compile(r"\d\d_[a-z][a-z0-9_]*\.yaml")
_NOT_IN_A_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")


def _sheet_name(title: str | Mapping[str, str]) -> str | Mapping[str, str]:
    """Return a title that Excel takes as the name of a sheet, in every language given."""
    for name in [title] if isinstance(title, str) else title.values():
        if not 1 <= len(name) <= 31 or _NOT_IN_A_SHEET_NAME.search(name):
            raise PydanticCustomError(
                "sheet_name", "a name for a sheet: 1 to 31 characters, none of []:*?/\\"
            )
    return title


class Layout(Strict):
    """Layout of one sheet."""

    sheet: Word = Field(description="key of the sheet")
    kind: Literal["front", "section", "data", "log"] = Field(
        "section", description="chooses the colour of the tab"
    )
    title: Annotated[Text, AfterValidator(_sheet_name)] | None = Field(
        None, description="name of the sheet in place of the label's; at most 31 characters"
    )
    orientation: Literal["landscape", "portrait"] = Field(
        "landscape", description="how a sheet of evidence lies on the paper; upright it has twelve columns"
    )
    needs: tuple[Annotated[str, Key("subject")], ...] = Field(
        (), description="subjects without which the sheet is left out"
    )
    least: int = Field(
        0, description="exhibits that a basket must leave of the sheet, or the sheet is left out", ge=0
    )
    blocks: tuple[AnyBlock, ...] = Field((), description="what stands on the sheet, from top to bottom")

    def walk(self) -> Iterator[BlockSpec]:
        """Return every block of the sheet, those inside other blocks after the one that holds them."""
        return walk(self.blocks)


def load_layouts(
    folder: Path | None = None,
    known: Mapping[str, Iterable[str]] | None = None,
    needed: Sequence[str] = (),
) -> tuple[Layout, ...]:
    """Return the layouts of a folder in the order of their file names.

    Args:
        folder: holds files named like `04_profitability.yaml`; None is the folder that comes with the program.
        known: the accepted keys by kind (`measure`, `cohort_rule`, ...), for specs that use `Key`.
        needed: sheets that must be there, such as `NEEDED` for a build.

    Raises:
        LayoutError: one if one thing is wrong, else a `LayoutsError` with all of them.
    """
    layouts, errors = _read_folder(folder or templates_folder() / "report", known or {}, needed)
    if errors:
        raise together(errors)
    return tuple(layouts)


def check_layouts(
    folder: Path | None = None,
    known: Mapping[str, Iterable[str]] | None = None,
    needed: Sequence[str] = (),
) -> list[AigcError]:
    """Everything that is wrong with the layouts of a folder; arguments as of `load_layouts`."""
    return _read_folder(folder or templates_folder() / "report", known or {}, needed)[1]


def json_schema(known: Mapping[str, Iterable[str]] | None = None) -> dict[str, Any]:
    """Return the JSON schema of a layout over all registered kinds of block, for editors.

    Args:
        known: the accepted keys by kind, as of `load_layouts`.
    """
    return layout_schema(Layout, known or {})


def _read_folder(
    folder: Path, known: Mapping[str, Iterable[str]], needed: Sequence[str]
) -> tuple[list[Layout], list[AigcError]]:
    """Return the sound layouts of a folder and every error of the others; of one with but a theme or measures, the bundled ones."""
    if folder.is_dir() and (held := _yaml_files(folder)) and all(one.name in BESIDE_LAYOUTS for one in held):
        folder = templates_folder() / "report"
    names = {kind: frozenset(keys) for kind, keys in known.items()}
    layouts: list[tuple[Path, Document, Layout]] = []
    paths, errors = layout_files(folder)
    for path in paths:
        try:
            template = read_template(path)
        except LayoutError as error:
            errors.append(error)
            continue
        found = _check(template, Reading(names))
        if isinstance(found, Layout):
            layouts.append((path, template, found))
        else:
            errors += found
    errors += [*_duplicate_sheets(layouts), *_duplicate_titles(layouts)]
    if paths and not errors:
        errors += _missing_sheets(folder, [layout for _, _, layout in layouts], needed)
    return [layout for _, _, layout in layouts], errors


def layout_files(folder: Path) -> tuple[list[Path], list[AigcError]]:
    """Return the layout files of a folder, and an error for each file that only looks like one."""
    if not folder.is_dir():
        return [], [LayoutError("There is no such folder.", Place(folder), expected="a folder of layouts.")]
    files = [path for path in _yaml_files(folder) if path.name not in BESIDE_LAYOUTS]
    paths = [path for path in files if _FILE_NAME.fullmatch(path.name)]
    errors: list[AigcError] = [
        LayoutError(
            "This name is not one of a layout.",
            Place(path),
            expected="two digits for the order, '_', small letters and '.yaml', such as 04_profitability.yaml.",
            remedy="Rename the file.",
        )
        for path in files
        if path not in paths
    ]
    if not files:
        remedy = f"Begin with the bundled ones: xl-aigc layout copy {folder}"
        errors = [LayoutError("There are no layouts in the folder.", Place(folder), remedy=remedy)]
    return paths, errors


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in {".yaml", ".yml"})


def _check(template: Document, reading: Reading) -> Layout | list[AigcError]:
    """Return a template as a layout, or everything that is wrong with it."""
    errors = _duplicate_ids(template)
    try:
        layout = Layout.model_validate(template.value, context=reading)
    except ValidationError as error:
        return sorted([*explain(error, template, reading), *errors], key=lambda one: one.place.line or 0)
    return errors or _below_a_table(template, layout) or layout


def _below_a_table(template: Document, layout: Layout) -> list[AigcError]:
    """Return an error for each block below a table that companies are appended to: nothing of ours may stand there."""
    table = next((place for place, spec in enumerate(layout.blocks) if spec.grows), len(layout.blocks))
    return [
        LayoutError(
            f"The block '{spec.id or spec.block}' would stand below a table that grows.",
            Place(template.path, line=template.lines["blocks", place], key=f"blocks[{place}]"),
            remedy="Put the block above the table, or on another sheet.",
        )
        for place, spec in enumerate(layout.blocks)
        if place > table
    ]


def _missing_sheets(folder: Path, layouts: Sequence[Layout], needed: Sequence[str]) -> list[AigcError]:
    """Return an error for each sheet that must be there and is in no file."""
    there = {layout.sheet for layout in layouts}
    remedy = "Keep the layouts of the sheets data and companies: the formulas of the others rest on them."
    missing = [key for key in needed if key not in there]
    return [LayoutError(f"No layout has the sheet '{key}'.", Place(folder), remedy=remedy) for key in missing]


def _duplicate_ids(template: Document) -> list[AigcError]:
    """Return an error for each id that another block of the sheet has already."""
    first: dict[str, int] = {}
    errors: list[AigcError] = []
    for loc in _ids(template.value, ()):
        value = str(at(template.value, loc))
        line = template.lines[loc]
        if value in first:
            place = Place(template.path, line=line, key=dotted(loc))
            problem = f"another block has the id '{value}' (line {first[value]})."
            errors.append(LayoutError(problem, place, remedy="Give each block of a sheet its own id."))
        first.setdefault(value, line)
    return errors


def _ids(value: object, loc: KeyPath) -> Iterator[KeyPath]:
    """Yield the paths of the ids of all blocks, also of those inside other blocks."""
    if isinstance(value, dict):
        if "block" in value and "id" in value:
            yield (*loc, "id")
        for key, part in value.items():
            yield from _ids(part, (*loc, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _ids(part, (*loc, index))


def _duplicate_sheets(layouts: Sequence[tuple[Path, Document, Layout]]) -> list[AigcError]:
    """Return an error for each layout whose sheet an earlier file holds already."""
    first: dict[str, Path] = {}
    errors: list[AigcError] = []
    for path, template, layout in layouts:
        if layout.sheet in first:
            place = Place(path, line=template.lines["sheet",], key="sheet")
            problem = f"the sheet '{layout.sheet}' is also in {first[layout.sheet].name}."
            errors.append(LayoutError(problem, place, remedy="Rename one of the two or delete its file."))
        first.setdefault(layout.sheet, path)
    return errors


def _duplicate_titles(layouts: Sequence[tuple[Path, Document, Layout]]) -> Iterator[LayoutError]:
    """Yield an error for each sheet whose title another sheet has in the same language; Excel takes `A` and `a` for one."""
    first: dict[tuple[str, str], Path] = {}
    sheets: set[str] = set()
    for path, template, layout in layouts:
        if layout.sheet in sheets:
            continue
        sheets.add(layout.sheet)
        titles = {language: title_of(layout, load_labels(language)) for language in LANGUAGES}
        taken = [language for language, title in titles.items() if (language, title.casefold()) in first]
        if taken:
            title = titles[taken[0]]
            yield LayoutError(
                f"The title {title!r} is also that of {first[taken[0], title.casefold()].name}.",
                Place(path, line=template.lines.get(("title",)) or template.lines["sheet",], key="title"),
                remedy="Give one of the two sheets another title.",
            )
        first |= {
            key: path
            for language, title in titles.items()
            if (key := (language, title.casefold())) not in first
        }


def title_of(layout: Layout, labels: Labels) -> str:
    """Return the title of a sheet: its own in the language of the labels, that of the labels, or its key."""
    own = text_in(layout.title, labels.language)
    return own or labels.texts.get(f"sheets.{layout.sheet}.title") or layout.sheet
