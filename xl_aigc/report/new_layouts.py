"""Layouts to begin with: a copy of the bundled folder, or a starter for one more sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from xl_aigc.errors import LayoutError, Place
from xl_aigc.files.new_folder import write_new_folder
from xl_aigc.labels import LANGUAGES, load_labels
from xl_aigc.report.block_spec import WORD
from xl_aigc.report.layout import Layout, layout_files, title_of
from xl_aigc.report.layout_schema import starter
from xl_aigc.report.template_files import read_template, templates_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECTION: Final = "section"
"""The kind of a sheet of findings, and that of a layout that says none."""
_BESIDE: Final = ("theme.yaml", "layout.schema.json", "measures.schema.json")
"""Bundled files that stand beside the layouts in a copy."""


def copy_layouts(folder: Path) -> tuple[str, ...]:
    """Copy the bundled layouts, the theme and the schemas for editors.

    Args:
        folder: where; not there yet, or empty.

    Returns:
        The names of the files.

    Raises:
        LayoutError: the folder holds something, or can't be written.
    """
    bundled = templates_folder()
    paths = [*sorted((bundled / "report").glob("*.yaml")), *(bundled / name for name in _BESIDE)]
    texts = {path.name: path.read_text(encoding="utf-8") for path in paths}
    return write_new_folder(folder, texts, LayoutError)


def new_layout(name: str, folder: Path) -> Path:
    """Write a starter layout with comments, after the last sheet of findings of a folder.

    Args:
        name: key of the sheet: small letters, digits and `_`.
        folder: where; made if it is not there.

    Returns:
        The file written.

    Raises:
        LayoutError: the name can't be one, or a sheet of the folder or of the program has that key or title.
    """
    if not WORD.fullmatch(name):
        raise LayoutError(
            f"{name!r} can't be the name of a layout.",
            expected="small letters, digits and '_', such as cash_flow.",
        )
    files, _ = layout_files(folder)
    for path in files:
        held = read_template(path).value
        layout = Layout.model_construct(sheet=str(held.get("sheet")), title=held.get("title"))
        if name == path.stem[3:] or _collides(name, layout):
            raise LayoutError(
                f"The folder has a sheet of the key or title {name!r} already.",
                Place(path),
                remedy="Choose another name, or edit that file.",
            )
    if any(_collides(name, Layout.model_construct(sheet=key)) for key in _own_sheets()):
        raise LayoutError(
            f"The workbook has a sheet of its own with the key or title {name!r}.",
            Place(folder),
            remedy="Choose another name; `xl-aigc layout copy` writes the layouts of these sheets.",
        )
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{_free_number(folder, files):02}_{name}.yaml"
    with target.open("x", encoding="utf-8", newline="\n") as file:
        file.write(starter(name))
    return target


def _free_number(folder: Path, files: Sequence[Path]) -> int:
    """Return the first free number behind the last sheet of findings; behind all sheets where the folder has none."""
    numbers = {int(path.name[:2]): read_template(path).value.get("kind", SECTION) for path in files}
    last = max((one for one, kind in numbers.items() if kind == SECTION), default=max(numbers, default=0))
    free = next((one for one in range(last + 1, 100) if one not in numbers), None)
    if free is None:
        raise LayoutError("The numbers 01 to 99 end here.", Place(folder), remedy="Renumber the files.")
    return free


def _own_sheets() -> list[str]:
    """Return the keys of the sheets that the program has a title for."""
    parts = (key.split(".") for key in load_labels("en").texts)
    return [own[1] for own in parts if own[::2] == ["sheets", "title"]]


def _collides(name: str, layout: Layout) -> bool:
    """Return whether a sheet has a key, or in some language the title that a starter would have."""
    titles = {title_of(layout, load_labels(language)).casefold() for language in LANGUAGES}
    return name == layout.sheet or name.replace("_", " ").casefold()[:31] in titles
