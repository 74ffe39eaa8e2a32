"""The catalogue as custom functions of xlwings Server."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from xlwings.server import arg, func

from xl_aigc.functions import CATALOGUE, Cell, Function
from xl_aigc.hosts.office_js import (
    OPTIONS,
    Language,
    answer,
    described,
    parameter_name,
    python_name,
    takes,
)
from xl_aigc.hosts.xlwings_server.hover import with_reason

if TYPE_CHECKING:
    from collections.abc import Callable


def custom_functions(language: Language = "en") -> dict[str, Callable[..., object]]:
    """Return all functions of the catalogue by Python name, marked as xlwings Server looks for them.

    Args:
        language: of the help texts that Excel shows.

    Returns:
        What the module `custom_functions` of a project must hold.
    """
    return {python_name(each): _custom(each, language) for each in CATALOGUE.values()}


def _custom(function: Function, language: Language) -> Callable[..., object]:
    """Return one function: a plain Python function with the catalogue's signature, and xlwings' marks on it.

    The namespace comes from the server's settings, so that the manifest and the formulas say the same.
    """

    def custom(*given: Cell | list[list[Cell]]) -> object:
        return with_reason(lambda: answer(function.key, *given))

    parameters = [
        inspect.Parameter(
            parameter_name(argument),
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=None if optional else inspect.Parameter.empty,
        )
        for argument, optional in takes(function)
    ]
    custom.__name__ = custom.__qualname__ = python_name(function)
    custom.__doc__ = function.en if language == "en" else function.zh
    custom.__annotations__ = {}
    custom.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # read by `inspect.signature`
    marked: Callable[..., object] = custom
    for argument in function.arguments:
        marked = arg(parameter_name(argument), doc=described(argument, language), **OPTIONS)(marked)
    return func(name=function.key)(marked)  # the last, since each `arg` resets what `func` has said
