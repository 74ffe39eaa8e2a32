"""The leaves of an expression: what is written, and what is read."""

from __future__ import annotations

from dataclasses import dataclass

from xl_aigc.expressions.node import BaseLeaf, BaseNode, Kind


@dataclass(frozen=True)
class Number(BaseNode):
    """A number as it was written."""

    form = "literal"
    value: float


@dataclass(frozen=True)
class Word(BaseNode):
    """A word of the vocabulary, or a text."""

    form = "literal"
    key: str
    kind = "word"


@dataclass(frozen=True)
class Truth(BaseNode):
    """A test that is settled."""

    value: bool
    kind = "test"


@dataclass(frozen=True)
class Nothing(BaseNode):
    """`missing` or `undefined`: a branch of a choice."""

    form = "nothing"
    undefined: bool = False


@dataclass(frozen=True)
class OfCompany(BaseLeaf):
    """A value of one company, by its key."""

    key: str
    kind: Kind = "number"
    nullable: bool = True
    fallible: bool = False


class Column(OfCompany):
    """A measure of the same company. A measure that is a test shows yes, no or unknown."""

    form = "measure"


class Input(OfCompany):
    """A cell of the company's row in the table Data."""

    form = "name"


@dataclass(frozen=True)
class Named(BaseLeaf):
    """A cell with a name: a limit, an index change, a number over the basket, the unit."""

    form = "name"
    name: str
    kind: Kind = "number"
    nullable: bool = False
    fallible: bool = False


@dataclass(frozen=True)
class Address(BaseLeaf):
    """A cell of a sheet and what it shows; only a program makes one."""

    form = "name"
    cell: str
    value: object
    kind: Kind = "number"
    nullable: bool = False
    fallible: bool = False
