"""Calls from a host: reads the arguments, stretches ranges and calls a function; nothing is ever raised.

Two ways: a function that `spreads` is computed cell by cell over ranges that stretch to one shape; one that `spills` takes
ranges whole. A pure number call takes the first lines of `spreading` only, about half a microsecond of our own.
"""

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Final

from xl_aigc.cell_errors import ERRORS_OF_COM, CellError
from xl_aigc.functions.argument_kinds import Taken, note_missing, note_text, padded, reader
from xl_aigc.functions.cells import (
    LARGEST,
    ArgumentError,
    Grid,
    NoResultError,
    Result,
    result,
    text,
)
from xl_aigc.functions.log import log_failure, log_refusal
from xl_aigc.functions.number_lists import read_numbers
from xl_aigc.functions.ranges import Sweep, over_ranges
from xl_aigc.functions.refusals import begin_call, end_call, pass_on, remember
from xl_aigc.functions.shapes import (
    Rows,
    finished,
    only_cell,
    rows,
    used_rows,
)
from xl_aigc.functions.tables import read_table

Call = Callable[..., Result | Grid]
_WHOLE: Final[dict[str, Callable[[Rows], object]]] = {
    "values": rows,
    "numbers": read_numbers,
    "outcome": rows,
    "table": read_table,
}


def _refused(key: str, refusal: ArgumentError) -> CellError:
    """The error value of a refused call; its reason goes to the log, that of a call without a result only to who asks."""
    if isinstance(refusal, NoResultError):
        return remember(key, refusal.error, refusal.sentence)
    log_refusal(key, str(refusal))
    return remember(key, refusal.error, str(refusal), given=refusal.given)


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


def spreading(
    key: str, compute: Callable[..., object], kinds: Sequence[Taken], sweep: Sweep | None = None
) -> Call:
    """A call that computes cell by cell, over scalars or ranges that stretch to one shape as in Excel; `sweep` as of `function`."""
    plain = _plain_shapes(kinds)
    shaped = over_ranges(key, _over_cells(key, compute, kinds), compute, kinds, sweep)

    def call(*given: object) -> Result | Grid:
        try:
            if tuple(map(type, given)) in plain and ERRORS_OF_COM.isdisjoint(given):
                found = compute(*given)
                if type(found) is str or (type(found) is float and -LARGEST <= found <= LARGEST):
                    return found
        except Exception:  # noqa: BLE001  the long way computes it once more and keeps the reason
            return _explained(key, shaped, given)
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
    required = sum(not taken.optional for taken in kinds)

    def one(cells: Sequence[object]) -> Result:
        for each in cells:
            if isinstance(each, CellError):
                return pass_on(key, each)
        if None in cells[:required]:
            return note_missing(key, kinds[cells.index(None)])
        try:
            return _computed(key, compute(*cells))
        except ArgumentError as refusal:
            return _refused(key, refusal)
        except OverflowError:
            return remember(key, CellError.NUM)

    return one


def _plain_shapes(kinds: Sequence[Taken]) -> frozenset[tuple[type, ...]]:
    """The types of arguments that need no reading: floats only, as Excel sends numbers, at least all required ones."""
    required = sum(not taken.optional for taken in kinds)
    numeric = next((place for place, taken in enumerate(kinds) if taken.kind != "number"), len(kinds))
    return frozenset((float,) * count for count in range(max(required, 1), numeric + 1))


def spilling(key: str, compute: Callable[..., object], kinds: Sequence[Taken]) -> Call:
    """A call that takes ranges whole and gives one value or a rectangle."""

    def whole(given: Sequence[object]) -> Result | Grid:
        arguments = used_rows(padded(given, kinds))
        read = [_read_whole(each, taken) for each, taken in zip(arguments, kinds, strict=True)]
        for each, argument, taken in zip(read, arguments, kinds, strict=True):
            if isinstance(each, CellError):
                note_text(key, chain.from_iterable(rows(argument)), taken)
                return pass_on(key, each)
            if each is None and not taken.optional:
                return note_missing(key, taken)
        found = finished(compute(*read))
        return remember(key, found) if isinstance(found, CellError) else found

    def call(*given: object) -> Result | Grid:
        return _explained(key, whole, given)

    return call


def _read_whole(argument: object, taken: Taken) -> object:
    """One argument by its kind; left out or one blank cell, it is the default."""
    if taken.kind == "outcome" and argument is None:
        return taken.default
    if taken.kind not in _WHOLE:
        return reader(taken)(only_cell(argument))
    rectangle = rows(argument)
    if len(rectangle) == 1 and len(rectangle[0]) == 1 and taken.kind != "outcome":
        single = text(rectangle[0][0])
        if single is None or isinstance(single, CellError):
            return taken.default if single is None else single
    return _WHOLE[taken.kind](rectangle)
