"""Arguments of a call: their kinds, and how one cell of each is read."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from xl_aigc.cell_errors import CellError
from xl_aigc.counts import with_noun
from xl_aigc.data.quote import quote
from xl_aigc.functions.cells import ArgumentError, flag, is_word, number, number_or_text, text
from xl_aigc.functions.reader import ticker_text
from xl_aigc.functions.refusals import remember


class Taken(NamedTuple):
    """An argument as a call reads it: its kind, whether it is optional, its default and its name."""

    kind: str
    optional: bool
    default: object
    name: str


_READERS: Final[dict[str, Callable[[object], object]]] = {
    "number": number,
    "text": text,
    "ticker": ticker_text,
    "flag": flag,
    "amount": number_or_text,
}
_DUE: Final = {"number": "a number", "numbers": "a number", "flag": "TRUE or FALSE"}


def padded(given: Sequence[object], kinds: Sequence[Taken]) -> list[object]:
    """The given arguments with None for those left out."""
    if len(given) > len(kinds):
        count = with_noun(len(given), "{} argument was", "{} arguments were")
        raise ArgumentError(f"{count} given.", expected=f"at most {len(kinds)}." if kinds else "none.")
    return [*given, *[None] * (len(kinds) - len(given))]


def reader(taken: Taken) -> Callable[[object], object]:
    """Return the reader of one cell of an argument; a blank optional cell gives the default."""
    read = _READERS[taken.kind]
    if not taken.optional:
        return read

    def read_optional(value: object) -> object:
        found = None if value is None else read(value)
        return taken.default if found is None else found

    return read_optional


def note_missing(key: str, argument: Taken) -> CellError:
    """Keep the name of a required argument that is missing as the reason of its `#N/A`."""
    problem = f"The argument {argument.name} is left out, blank or a mark for a missing figure."
    return remember(key, CellError.NA, problem)


def note_text(key: str, cells: Iterable[object], taken: Taken) -> None:
    """Keep the first text among some cells that are no numbers as the reason of the error value that it gives."""
    found = next((each for each in cells if is_word(each)), None)
    if found is not None:
        problem = f"{quote(str(found))} is not {_DUE.get(taken.kind, taken.kind)}."
        other = f" The argument {taken.name} takes no other words." if taken.kind == "flag" else ""
        remember(key, CellError.VALUE, f"{problem}{other}")
