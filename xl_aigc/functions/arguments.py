"""The kinds of argument that a function declares, as hints of its parameters."""

from dataclasses import dataclass
from typing import Annotated, Literal

from xl_aigc.functions.number_lists import NumberList
from xl_aigc.functions.shapes import Rows
from xl_aigc.functions.tables import Table
from xl_aigc.labels import LANGUAGES

Kind = Literal["number", "text", "ticker", "flag", "amount", "numbers", "values", "outcome", "table"]
"""The first four are read cell by cell; `amount` too, but for what headers above its cells say; `values` is a range of cells, `numbers` one that may have a header on top, `outcome` one whose
error values are what is asked for, `table` one with a header row."""


@dataclass(frozen=True)
class Takes:
    """The way an argument is read, inside its `Annotated` hint.

    Args:
        kind: how its cells are read.
        accepts: the words it accepts, where they are few.
        required: for an argument that must be given although an optional one stands before it.
    """

    kind: Kind
    accepts: tuple[str, ...] = ()
    required: bool = False


Number = Annotated[float, Takes("number")]
Text = Annotated[str, Takes("text")]
Ticker = Annotated[str, Takes("ticker")]
MaybeText = Annotated[str | None, Takes("text")]
Language = Annotated[str, Takes("text", LANGUAGES)]
Flag = Annotated[bool, Takes("flag")]
Numbers = Annotated[NumberList, Takes("numbers")]
MaybeNumbers = Annotated[NumberList | None, Takes("numbers")]
MaybeValues = Annotated[Rows | None, Takes("values")]
TableOrBasket = Annotated[Table | None, Takes("table")]
