"""`xl-aigc addin upgrade`: a macro file that a person works in gets the modules of the installed version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from xl_aigc.errors import Place, WorkbookError
from xl_aigc.files.archive import reading, write_edited
from xl_aigc.hosts.excel.vba.project import read_sources
from xl_aigc.hosts.excel.vba.renew import renewed
from xl_aigc.hosts.excel.vba.standalone import ENTRY_MODULES, standalone_project
from xl_aigc.hosts.excel.vba.wrappers import MODULE, module, ribbon_module
from xl_aigc.hosts.excel.workbook import PROJECT
from xl_aigc.ooxml.book import Book
from xl_aigc.ooxml.copies import keep_copy
from xl_aigc.ooxml.edits.apply import check_editable
from xl_aigc.ooxml.edits.in_use import check_not_in_use
from xl_aigc.ooxml.replace import replacing
from xl_aigc.ooxml.seal import SEAL, sealed, sealing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_MARK: Final = ".before-upgrade-"
_SIGNATURE: Final = "xl/vbaProjectSignature"


@dataclass(frozen=True, slots=True)
class Upgrade:
    """The outcome of an upgrade.

    Attributes:
        renewed: names of the modules with new text.
        kept: names of all others.
        copy: the file as it was before; None if nothing was changed.
    """

    renewed: tuple[str, ...]
    kept: tuple[str, ...]
    copy: Path | None


def upgrade(path: Path) -> Upgrade:
    """Renew the modules of xl_aigc and xlwings in a macro file; every other part stays byte for byte.

    Args:
        path: the .xlsm or .xlam, closed.

    Raises:
        WorkbookError: the file is open, signed, locked or damaged, does not carry the functions, or can't be written.
        HostError: the installed xlwings has no standalone project that fits.
    """
    check_not_in_use(path)
    with Book(path) as book:
        check_editable(book)
        names = {part.filename for part in book.parts}
        _check(path, names)
        project = book.content(PROJECT)
    try:
        held = read_sources(project)
        texts = _texts(held)
        new = renewed(project, texts) if texts else project
    except WorkbookError as error:
        raise error.at(Place(path, key=PROJECT)) from error
    kept = tuple(name for name in held if name not in texts)
    if not texts:
        return Upgrade((), kept, None)
    copy = keep_copy(path, _MARK)
    state = sealed(path)
    with replacing(path) as file, reading(Place(path)):
        seal = sealing(state) if state else None
        write_edited(path, file, {PROJECT: lambda: [new]}, {SEAL} if state else (), seal)
    return Upgrade(tuple(texts), kept, copy)


def _check(path: Path, names: set[str]) -> None:
    """Refuse a file without macros, and one whose macros are signed."""
    if PROJECT not in names:
        raise WorkbookError("The file holds no macros.", Place(path), expected="an .xlsm or .xlam.")
    if any(name.startswith(_SIGNATURE) for name in names):
        raise WorkbookError(
            "The VBA project is signed, and new text would break the signature.",
            Place(path),
            remedy="In Excel, press Alt+F11; remove the signature under Tools, Digital Signature; save; sign again afterwards.",
        )


def _texts(held: Mapping[str, str]) -> dict[str, str]:
    """Return the new texts of the modules that are of another version.

    Raises:
        WorkbookError: the module of the functions is not among them.
    """
    if MODULE not in held:
        raise WorkbookError(
            f"The VBA project lacks the module {MODULE}: it holds {', '.join(held)}.",
            remedy="Write a new file: xl-aigc addin excel",
        )
    entries = read_sources(standalone_project())
    new = {each.name: each.text for each in (module(), ribbon_module())}
    new |= {name: entries[name] for name in ENTRY_MODULES}
    return {name: new[name] for name, text in held.items() if name in new and new[name] != text}
