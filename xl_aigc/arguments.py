"""The gate of the public functions: an argument of another kind than its annotation says is refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import wraps
from os import PathLike
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from xl_aigc.errors import DataError, Place

if TYPE_CHECKING:
    from collections.abc import Callable

_P = ParamSpec("_P")
_R = TypeVar("_R")
_KINDS: Final[Mapping[str, tuple[type, str]]] = {
    "str": (str, "a text"),
    "Path": (PathLike, "a path"),
    "None": (type(None), "None"),
    "bool": (bool, "True or False"),
    "Sequence": (Iterable, "a list of texts"),
    "Mapping": (Mapping, "a dict"),
}
"""Accepted types by the name that stands in an annotation, and what they are to a reader."""


def checked(function: Callable[_P, _R]) -> Callable[_P, _R]:
    """Make a function refuse arguments that are not of the kinds of its annotations.

    Raises:
        DataError: when called with such an argument; the message names it and says what was expected.

    Example:
        >>> @checked
        ... def read(path: str | Path, periods: Sequence[str] = ()): ...
        >>> read("a.csv", "2024H1")
        Traceback (most recent call last):
            ...
        xl_aigc.errors.DataError: periods: read() can't take '2024H1'. Expected a list of texts.
    """
    names = function.__code__.co_varnames
    annotations = function.__annotations__

    @wraps(function)
    def call(*args: _P.args, **named: _P.kwargs) -> _R:
        for name, value in (*zip(names, args, strict=False), *named.items()):
            _check(function.__name__, name, value, str(annotations.get(name, "")))
        return function(*args, **named)

    return call


def _check(function: str, name: str, value: object, annotation: str) -> None:
    parts = [part.partition("[")[0] for part in annotation.split(" | ")]
    if not set(parts) <= _KINDS.keys():
        return
    if any(_is(value, part) for part in parts):
        return
    expected = " or ".join(_KINDS[part][1] for part in parts)
    raise DataError(f"{function}() can't take {value!r:.60}.", Place(name), expected=f"{expected}.")


def _is(value: object, part: str) -> bool:
    """Return whether a value is of a kind; one text is no list of texts."""
    if part == "Sequence":
        return not isinstance(value, (str, bytes)) and (
            isinstance(value, Iterable) and all(isinstance(one, str) for one in value)
        )
    return isinstance(value, _KINDS[part][0])
