"""Base of the nodes of an expression: their parts, and the check of every operand when a node is made."""

from __future__ import annotations

from dataclasses import fields
from functools import cache, cached_property
from operator import is_
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, Self, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Kind = Literal["number", "word", "test"]
Takes = Literal[
    "number", "word", "test", "value", "branch", "computation", "name", "name of a number", "measure"
]
"""Operands that a field accepts: a kind; a number or a word; a branch of a choice; a named leaf; a column of numbers."""


REMEMBERED: Final = 4096
"""Trees of which what follows is remembered; baskets with measures of their own may be without end."""

USUAL: Final[Mapping[str, Takes]] = {"test": "test", "tests": "test", "where": "test", "leaf": "name"}
"""Operands that a field of each name accepts."""


class OperandError(TypeError):
    """An operand that does not fit its node.

    Attributes:
        operand: name of the field.
        place: its place in the field, from 0.
        due: what the field accepts.
    """

    def __init__(self, node: str, operand: str, place: int, found: str, due: str) -> None:
        super().__init__(f"The operand {operand!r} of {node} is {found}; it must be {due}.")
        self.operand, self.place, self.found, self.due = operand, place, found, due


class BaseNode:
    """Base of all nodes. The parts of a node are those fields that are nodes, or tuples of them."""

    kind: Kind = "number"
    takes: ClassVar[Mapping[str, Takes]] = {}
    """Operands of the fields whose name does not say it (`USUAL`)."""
    form: ClassVar[Literal["nothing", "literal", "name", "measure", "computation", "other"]] = "other"
    """Kind of the node as an operand."""

    def __post_init__(self) -> None:
        """Check every operand against what its field takes."""
        for name, takes in self._operands():
            value = getattr(self, name)
            for place, one in enumerate(value if isinstance(value, tuple) else (value,)):
                if one is not None and not _fits(one, takes):
                    raise OperandError(type(self).__name__, name, place, described(one), DUE[takes])

    @classmethod
    @cache
    def _names(cls) -> tuple[str, ...]:
        """Return the fields, in the order of the constructor."""
        return tuple(one.name for one in fields(cls) if one.init)  # type: ignore[arg-type]  # every subclass is a dataclass

    @classmethod
    @cache
    def _operands(cls) -> tuple[tuple[str, Takes], ...]:
        """Return the fields that accept nodes, with what they accept."""
        takes = {name: cls.takes.get(name) or USUAL.get(name) for name in cls._names()}
        return tuple((name, operand) for name, operand in takes.items() if operand is not None)

    @cached_property
    def parts(self) -> tuple[Any, ...]:
        """Return the nodes directly below."""
        found: list[Any] = []
        for value in self._values():
            found += [one for one in (value if isinstance(value, tuple) else (value,)) if is_node(one)]
        return tuple(found)

    def _values(self) -> list[object]:
        """Return the values of the fields, in the order of the constructor."""
        return [getattr(self, name) for name in self._names()]

    @cached_property
    def weight(self) -> int:
        """Return about how many parts it has in a formula over whole columns, which repeats what it needs more than once."""
        return 1 + sum(int(part.weight) for part in self.parts)

    def walk(self) -> Iterator[Any]:
        """This node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()

    def with_parts(self, change: Callable[[Any], Any]) -> Self:
        """Return the same node with each of its parts changed."""
        values: list[object] = []
        for value in self._values():
            if isinstance(value, tuple):
                changed = tuple(change(one) if is_node(one) else one for one in value)
                values.append(value if all(map(is_, changed, value)) else changed)
            else:
                values.append(change(value) if is_node(value) else value)
        same = all(new is old for new, old in zip(values, self._values(), strict=True))
        return self if same else type(self)(*values)

    def replaced(self, change: Callable[[Any], Any]) -> Any:
        """Return the same tree with some nodes changed, from the leaves up."""
        own = self.with_parts(lambda part: part.replaced(change))
        return change(own) or own


def is_node(value: object) -> TypeGuard[BaseNode]:
    """Return whether the value of a field is a node."""
    return isinstance(value, BaseNode)


class BaseLeaf(BaseNode):
    """Base of the nodes that read something: a column, an input, a cell, or one number over many companies."""

    nullable: bool
    """It may be missing."""
    fallible: bool
    """It may be undefined."""


DUE: Final[Mapping[str, str]] = {
    "number": "a number",
    "word": "a word",
    "test": "a test, which is true or false",
    "value": "a number or a word",
    "branch": "a number, a word, a test, missing or undefined",
    "computation": "a choice or a computation",
    "name": "the name of a measure, an input or a cell",
    "name of a number": "the name of a measure, an input or a cell that is a number",
    "measure": "the name of a measure that is a number",
}
"""Operands that a field accepts, in words."""


def _fits(one: BaseNode, takes: Takes) -> bool:
    """Return whether an operand is what a field takes; only a branch of a choice is missing or undefined."""
    if one.form == "nothing" or takes == "branch":
        return takes == "branch"
    match takes:
        case "value":
            return one.kind != "test"
        case "computation":
            return one.form == "computation"
        case "name":
            return one.form in {"name", "measure"}
        case "name of a number":
            return one.form in {"name", "measure"} and one.kind == "number"
        case "measure":
            return one.form == "measure" and one.kind == "number"
    return one.kind == takes


def described(one: BaseNode) -> str:
    """Describe an operand in words."""
    if one.form == "nothing":
        return "undefined" if getattr(one, "undefined", False) else "missing"
    computed = one.kind == "number" and one.form in {"computation", "other"}
    return f"{DUE[one.kind]}, computed" if computed else DUE[one.kind]
