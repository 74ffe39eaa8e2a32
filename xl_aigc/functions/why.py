"""Why a cell shows an error."""

import re
from pathlib import Path
from typing import Annotated, Final

from xl_aigc.cell_errors import CellError
from xl_aigc.files.csv_file import bundled_table
from xl_aigc.functions.arguments import Takes
from xl_aigc.functions.catalogue import PREFIX, function
from xl_aigc.functions.cells import cell as read_cell
from xl_aigc.functions.refusals import Refusal, came_in, recall, recall_cell, take_given
from xl_aigc.functions.shapes import Rows

_GENERAL: Final = {
    row["error"]: row["sentence"] for row in bundled_table(Path(__file__).with_name("why.csv"))
}
"""The general reason of each error value, for a function that gave none of its own."""
_ADDRESS: Final = re.compile(r"(?:.{1,200}!)?\$?[A-Z]{1,3}\$?[0-9]{1,7}", re.IGNORECASE)
_CELL_AND_ADDRESS: Final = 2
"""Excel's VBA module sends the address of a cell with its error."""
NO_ERROR: Final = "This is no error."
_NOTHING: Final = "No function has been refused since the program started."


@function()
def why(cell: Annotated[Rows | None, Takes("outcome")] = None) -> object:
    """A sentence."""
    if cell is None:
        last = recall()
        return sentence(last) if last else _NOTHING
    held = [value for row in cell for value in row]
    error = next((each for each in map(_read, held) if isinstance(each, CellError)), None)
    address = next(filter(_is_address, held), None) if len(held) <= _CELL_AND_ADDRESS else None
    if error is not None:
        found = _of_cell(str(address), error) if address else take_given(cell)
        return sentence(found) if found else general(error)
    if address is not None and len(held) == 1:
        found = recall_cell(str(address))
        return (
            sentence(found)
            if found
            else f"No function was refused in {str(address).strip()}, as far as is known here."
        )
    return NO_ERROR


def _is_address(value: object) -> bool:
    return isinstance(value, str) and _ADDRESS.fullmatch(value.strip()) is not None


def _of_cell(address: str, error: CellError) -> Refusal | None:
    """The last refusal in a cell that shows an error; none where the error is not of that call."""
    found = recall_cell(address)
    return found if found is not None and found.error is error else None


def _read(value: object) -> object:
    return read_cell(value)


def sentence(refusal: Refusal) -> str:
    """The reason of a refused call, with the function that refused it."""
    reason = refusal.sentence() or general(refusal.error)
    named = f"{PREFIX['vba']}{refusal.function}: {reason}" if refusal.function else reason
    return f"{named} {_place(*refusal.place)}" if refusal.place else named


def _place(row: int, column: int, count: int) -> str:
    """Say where the error stands in a result of several cells."""
    where = f"row {row}, column {column} of the result"
    return f"It stands in {where}." if count == 1 else f"It is the first of {count} errors, in {where}."


def general(error: CellError) -> str:
    """Return the general reason of an error value."""
    return _GENERAL.get(error.value, came_in(error))
