"""Results as JSON, for programs that read them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def as_json(value: Any) -> str:
    r"""Return a result as JSON: a dataclass is an object whose keys are its attributes.

    Example:
        >>> as_json({"companies": 55, "needs": None})
        '{\n "companies": 55,\n "needs": null\n}'
    """
    return json.dumps(_plain(value), ensure_ascii=False, indent=1, allow_nan=False)


def _plain(value: Any) -> Any:
    """Return a value in the types that JSON has; an attribute without a value is left out."""
    from xl_aigc.data.period import Period

    match value:
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_plain(each) for each in value]
        case Mapping():
            return {str(name): _plain(each) for name, each in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, Period):
            held = {each.name: getattr(value, each.name) for each in fields(value)}
            return {name: _plain(each) for name, each in held.items() if each is not None and each != ""}
        case _:
            return str(value)
