"""Trees of expressions as JSON, for programs that can't read the files they are written in."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, Final

from xl_aigc.expressions import tree as t
from xl_aigc.expressions.node import BaseNode

_NODE: Final = "node"


def to_json(value: object) -> Any:
    """Return a node as an object that JSON holds; what is no node stays.

    Example:
        >>> to_json(t.Number(5.0))
        {'node': 'Number', 'value': 5.0}
    """
    if isinstance(value, BaseNode):
        held = {field.name: to_json(getattr(value, field.name)) for field in _given(value)}
        return {_NODE: type(value).__name__, **held}
    return [to_json(each) for each in value] if isinstance(value, tuple) else value


def from_json(value: Any) -> Any:
    """Return the node that `to_json` gave.

    Example:
        >>> from_json({"node": "Known", "leaf": {"node": "Input", "key": "revenue"}})
        Known(leaf=Input(key='revenue', kind='number', nullable=True, fallible=False))
    """
    if isinstance(value, dict):
        parts = {name: from_json(each) for name, each in value.items() if name != _NODE}
        return getattr(t, value[_NODE])(**parts)
    return tuple(map(from_json, value)) if isinstance(value, list) else value


def _given(node: BaseNode) -> list[Any]:
    """The fields that a node is made of, without those that have their default."""
    return [
        field
        for field in fields(node)  # type: ignore[arg-type]  # every node is a dataclass
        if field.init and getattr(node, field.name) != field.default
    ]
