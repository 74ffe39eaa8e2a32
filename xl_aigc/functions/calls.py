"""Calls from a host: reads the arguments, stretches ranges and calls a function; nothing is ever raised.

Two ways: a function that `spreads` is computed cell by cell over ranges that stretch to one shape; one that `spills` takes
ranges whole. A pure number call takes the first lines of `spreading` only, about half a microsecond of our own.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain
from math import isfinite
from typing import Any, Final

from xl_aigc.cell_errors import ERRORS_OF_COM, CellError
from xl_aigc.data.quote import quote
from xl_aigc.functions.amount_columns import read_amounts
from xl_aigc.functions.cells import (
    LARGEST,
    ArgumentError,
    Grid,
    NoResultError,
    Result,
    flag,
    is_word,
    number,
    number_or_text,
    result,
    text,
)
from xl_aigc.functions.log import log_failure, log_refusal
from xl_aigc.functions.number_lists import read_numbers
from xl_aigc.functions.refusals import begin_call, end_call, remember
from xl_aigc.functions.shapes import (
    Rows,
    common_shape,
    finished,
    folded,
    is_range,
    only_cell,
    rows,
    stretched,
    used_rows,
)
from xl_aigc.functions.tables import read_table

Call = Callable[..., Result | Grid]
Sweep = Callable[..., list[Any] | None]
"""Computes whole columns: None for all where they need care, and None or an undefined number for a cell that does."""
Taken = tuple[str, bool, object]
"""Of an argument: its kind, whether it is optional, its default."""

_FLOATS_AND_BLANKS: Final = {float, type(None)}
_READERS: Final[dict[str, Callable[[object], object]]] = {
    "number": number,
    "text": text,
    "flag": flag,
    "amount": number_or_text,
}
_WHOLE: Final[dict[str, Callable[[Rows], object]]] = {
    "values": rows,
    "numbers": read_numbers,
    "outcome": rows,
    "table": read_table,
}


def _padded(given: Sequence[object], kinds: Sequence[Taken]) -> list[object]:
    """The given arguments with None for those left out."""
    if len(given) > len(kinds):
        count = "1 argument was" if len(given) == 1 else f"{len(given)} arguments were"
        raise ArgumentError(f"{count} given.", expected=f"at most {len(kinds)}." if kinds else "none.")
    return [*given, *[None] * (len(kinds) - len(given))]


def _refused(key: str, refusal: ArgumentError) -> CellError:
    """The error value of a refused call; its reason goes to the log, that of a call without a result only to who asks."""
    if isinstance(refusal, NoResultError):
        return remember(key, refusal.error, refusal.sentence)
    log_refusal(key, str(refusal))
    return remember(key, refusal.error, str(refusal))


def _failed(key: str, error: Exception) -> CellError:
    """The one place where any error becomes `#VALUE!`.

    A host shows whatever is raised in its own way: xlwings writes the exception's text into the cell, LibreOffice stops
    the whole array. So nothing may leave a function, and the full reason goes to the log file instead.
    """
    if isinstance(error, OverflowError):
        return remember(key, CellError.NUM)
    log_failure(key, error)
    return remember(
        key, CellError.VALUE, f"An unexpected error, {type(error).__name__}; the log file has more."
    )


def _computed(key: str, found: object) -> Result:
    """One result; the function is kept for who asks why it is an error."""
    outcome = result(found)
    return remember(key, outcome) if isinstance(outcome, CellError) else outcome


_DUE: Final = {"number": "a number", "numbers": "a number", "flag": "TRUE or FALSE"}


def _note_text(key: str, cells: Iterable[object], kind: str) -> None:
    """Keep the first text among some cells that are no numbers as the reason of the error value that it gives."""
    found = next((each for each in cells if is_word(each)), None)
    if found is not None:
        remember(key, CellError.VALUE, f"{quote(str(found))} is not {_DUE.get(kind, kind)}.")


def spreading(
    key: str, compute: Callable[..., object], kinds: Sequence[Taken], sweep: Sweep | None = None
) -> Call:
    """A call that computes cell by cell, over scalars or ranges that stretch to one shape as in Excel; `sweep` as of `function`."""
    plain = _plain_shapes(kinds)
    shaped = _over_ranges(key, _over_cells(key, compute, kinds), compute, kinds, sweep)

    def call(*given: object) -> Result | Grid:
        try:
            if tuple(map(type, given)) in plain and ERRORS_OF_COM.isdisjoint(given):
                found = compute(*given)
                if type(found) is float and -LARGEST <= found <= LARGEST:
                    return found
        except Exception:  # noqa: BLE001, S110  the long way computes it once more and keeps the reason
            pass
        return _explained(key, shaped, given)

    return call


def _explained(
    key: str, compute: Callable[[Sequence[object]], Result | Grid], given: Sequence[object]
) -> Result | Grid:
    """The result of a call, whose reason is kept where it holds an error; nothing is raised."""
    begin_call()
    try:
        found = compute(given)
    except ArgumentError as refusal:
        found = _refused(key, refusal)
    except Exception as error:  # noqa: BLE001  see _failed
        found = _failed(key, error)
    end_call(key, found, given)
    return found


def _over_cells(
    key: str, compute: Callable[..., object], kinds: Sequence[Taken]
) -> Callable[[Sequence[object]], Result]:
    """The computation of one element: an error that comes in goes out, a missing required cell is `#N/A`."""
    required = sum(not optional for _, optional, _ in kinds)

    def one(cells: Sequence[object]) -> Result:
        for each in cells:
            if isinstance(each, CellError):
                return each
        if None in cells[:required]:
            return remember(key, CellError.NA)
        try:
            return _computed(key, compute(*cells))
        except ArgumentError as refusal:
            return _refused(key, refusal)
        except OverflowError:
            return remember(key, CellError.NUM)

    return one


def _over_ranges(
    key: str,
    one: Callable[[Sequence[object]], Result],
    compute: Callable[..., object],
    kinds: Sequence[Taken],
    sweep: Sweep | None,
) -> Callable[[Sequence[object]], Result | Grid]:
    """The computation of scalars and ranges together, all columns in one sweep where no cell needs reading."""
    required = sum(not optional for _, optional, _ in kinds)
    readers = [_reader(*taken) for taken in kinds]

    def shaped(given: Sequence[object]) -> Result | Grid:
        padded = used_rows(_padded(given, kinds))
        if not any(map(is_range, padded)):
            cells = [read(each) for read, each in zip(readers, padded, strict=True)]
            for each, cell_given, (kind, _, _) in zip(cells, padded, kinds, strict=True):
                if each is CellError.VALUE:
                    _note_text(key, [cell_given], kind)
            return one(cells)
        rectangles = [rows(each) for each in padded]
        height, width = common_shape(rectangles)
        pairs = list(zip(rectangles, kinds, strict=True))
        clean = [_is_clean(*pair) for pair in pairs]
        columns = [
            stretched(each if as_is else _read_all(each, taken), height, width)
            for (each, taken), as_is in zip(pairs, clean, strict=True)
        ]
        for column, (rectangle, taken) in zip(columns, pairs, strict=True):
            if CellError.VALUE in column:
                _note_text(key, chain.from_iterable(rectangle), taken[0])
        used = next(
            (count for count in range(len(given), required, -1) if given[count - 1] is not None), required
        )
        ready = all(clean[place] or (sweep and kinds[place][0] == "text") for place in range(used))
        outcome = (sweep or partial(_each, compute))(*columns[:used]) if ready else None
        if outcome is None:
            outcome = [one(cells) for cells in zip(*columns, strict=True)]
        elif set(map(type, outcome)) != {float} or not all(map(isfinite, outcome)):
            cells_of = zip(outcome, zip(*columns, strict=True), strict=True)
            outcome = [
                found if type(found) is float and isfinite(found) else one(cells) for found, cells in cells_of
            ]
        grid = folded(outcome, width)
        return grid[0][0] if height == width == 1 else grid

    return shaped


def _plain_shapes(kinds: Sequence[Taken]) -> frozenset[tuple[type, ...]]:
    """The types of arguments that need no reading: floats only, as Excel sends numbers, at least all required ones."""
    required = sum(not optional for _, optional, _ in kinds)
    numeric = next((place for place, (kind, _, _) in enumerate(kinds) if kind != "number"), len(kinds))
    return frozenset((float,) * count for count in range(max(required, 1), numeric + 1))


def _reader(kind: str, optional: bool, default: object) -> Callable[[object], object]:  # noqa: FBT001  one `Taken`, spread
    """Return the reader of one cell of an argument; a blank optional cell gives the default."""
    read = _READERS[kind]
    if not optional:
        return read

    def read_optional(value: object) -> object:
        found = None if value is None else read(value)
        return default if found is None else found

    return read_optional


def _read_all(rectangle: Rows, taken: Taken) -> Rows:
    """A range by the kind of its argument."""
    if taken[0] == "amount":
        return read_amounts(rectangle)
    read = _reader(*taken)
    return [[read(value) for value in row] for row in rectangle]


def _is_clean(rectangle: Rows, taken: Taken) -> bool:
    """Return whether a range holds floats only, and blanks where they are no default, so that no cell needs reading.

    NaN and infinity are the metrics' affair.
    """
    kind, optional, _ = taken
    if kind != "number":
        return False
    cells = list(chain.from_iterable(rectangle))
    types = set(map(type, cells))
    floats = types == {float} or (types == _FLOATS_AND_BLANKS and not optional)
    return floats and ERRORS_OF_COM.isdisjoint(cells)


def _each(compute: Callable[..., object], *columns: Sequence[object]) -> list[Any] | None:
    """Compute all cells in one sweep; None where one of them is missing or refused, so that each is then computed by itself."""
    try:
        return None if any(None in column for column in columns) else list(map(compute, *columns))
    except (ArgumentError, OverflowError):
        return None


def spilling(key: str, compute: Callable[..., object], kinds: Sequence[Taken]) -> Call:
    """A call that takes ranges whole and gives one value or a rectangle."""

    def whole(given: Sequence[object]) -> Result | Grid:
        arguments = used_rows(_padded(given, kinds))
        read = [_read_whole(each, taken) for each, taken in zip(arguments, kinds, strict=True)]
        for each, argument, (kind, optional, _) in zip(read, arguments, kinds, strict=True):
            if isinstance(each, CellError):
                _note_text(key, chain.from_iterable(rows(argument)), kind)
                return each
            if each is None and not optional:
                return remember(key, CellError.NA)
        found = finished(compute(*read))
        return remember(key, found) if isinstance(found, CellError) else found

    def call(*given: object) -> Result | Grid:
        return _explained(key, whole, given)

    return call


def _read_whole(argument: object, taken: Taken) -> object:
    """One argument by its kind; left out or one blank cell, it is the default."""
    kind, _, default = taken
    if kind == "outcome" and argument is None:
        return default
    if kind not in _WHOLE:
        return _reader(*taken)(only_cell(argument))
    rectangle = rows(argument)
    if len(rectangle) == 1 and len(rectangle[0]) == 1 and kind != "outcome":
        single = text(rectangle[0][0])
        if single is None or isinstance(single, CellError):
            return default if single is None else single
    return _WHOLE[kind](rectangle)
