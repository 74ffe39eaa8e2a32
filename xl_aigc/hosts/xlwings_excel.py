"""The UDF module of xlwings on Windows: every function of the catalogue as `AIGC_X`.

The VBA module of `xl_aigc.hosts.excel` calls these by name. Off Windows xlwings' decorators attach nothing, and the functions
are plain Python.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

import xlwings

from xl_aigc.functions import CATALOGUE, Function
from xl_aigc.functions.refusals import Refusal, person
from xl_aigc.hosts.excel.marks import marked

if TYPE_CHECKING:
    from collections.abc import Callable


CATEGORY: Final = "AIGC"
_PERSON: Final = person()
"""One person works with this Excel."""
_last: Final[list[Refusal | None]] = [None]
"""Why the last call was refused; None if it was not."""


def hosted(function: Function) -> Callable[..., object]:
    """Return a function as xlwings registers it: its own signature, values as rows in, marked errors out.

    Example:
        >>> hosted(CATALOGUE["YOY"])([[120.0]], [[100.0]])
        0.2
    """
    call = function.call

    def hosted_call(*given: object) -> object:
        before = _PERSON.last
        outcome = marked(call(*map(_single, given)))
        _last[0] = None if _PERSON.last is before else _PERSON.last
        return outcome

    hosted_call.__name__ = hosted_call.__qualname__ = function.name()
    hosted_call.__doc__ = function.en
    hosted_call.__annotations__ = {}
    hosted_call.__signature__ = _signature(function)  # type: ignore[attr-defined]  # what inspect.signature asks for first
    decorated: Callable[..., object] = hosted_call
    for each in function.arguments:
        # Rows in any case, or a row of cells would arrive as a column; errors as their texts, or they would be blanks.
        decorated = xlwings.arg(each.parameter, doc=each.en, ndim=2, err_to_str=True)(decorated)
    # Last, since xlwings 0.37.8 sets category and wizard back whenever another decorator follows.
    finished: Callable[..., object] = xlwings.func(category=CATEGORY, call_in_wizard=not function.heavy)(
        decorated
    )
    return finished


def _signature(function: Function) -> inspect.Signature:
    """Return the arguments; every one behind an optional one is optional too, as Python and VBA want it."""
    parameters = []
    optional = False
    for each in function.arguments:
        optional = optional or each.optional
        default = None if optional else inspect.Parameter.empty
        parameters.append(
            inspect.Parameter(each.parameter, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)
        )
    return inspect.Signature(parameters)


def _single(argument: object) -> object:
    """Return one cell by itself: the functions have a short way for scalars."""
    if isinstance(argument, list) and len(argument) == 1 and len(argument[0]) == 1:
        return argument[0][0]
    return argument


def last_refusal() -> Refusal | None:
    """Return why the last call was refused; None if it was not."""
    return _last[0]


globals().update({each.name(): hosted(each) for each in CATALOGUE.values()})
