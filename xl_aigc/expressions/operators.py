"""Every operator and function of numbers, with its spelling in the language, in Python and in Excel."""

from __future__ import annotations

import ast
import math
import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

ArithmeticSign = Literal["+", "-", "*", "/"]
ComparisonSign = Literal["<", "<=", ">", ">=", "==", "!="]
FunctionName = Literal["abs", "min", "max", "sqrt"]


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """An operator between two numbers.

    Attributes:
        sign: its spelling in the language.
        syntax: its class in Python's grammar.
        binding: how tightly it binds; the higher number binds first.
        python: computes it.
        excel: its spelling in a formula.
    """

    sign: ArithmeticSign
    syntax: type[ast.operator]
    binding: int
    python: Callable[[Any, Any], Any]
    excel: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """An operator between two values of one kind; attributes as of `Arithmetic`.

    Attributes:
        opposite: the comparison that holds where this one does not.
        words: it also compares words.
    """

    sign: ComparisonSign
    syntax: type[ast.cmpop]
    opposite: ComparisonSign
    python: Callable[[Any, Any], bool]
    excel: str
    words: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """A function of numbers that Python and Excel share; `least` and `most` are its numbers of arguments."""

    name: FunctionName
    least: int
    most: int
    python: Callable[..., Any]
    excel: str


ARITHMETIC: Final = {
    one.sign: one
    for one in (
        Arithmetic("+", ast.Add, 1, operator.add, "+"),
        Arithmetic("-", ast.Sub, 1, operator.sub, "-"),
        Arithmetic("*", ast.Mult, 2, operator.mul, "*"),
        Arithmetic("/", ast.Div, 2, operator.truediv, "/"),
    )
}
COMPARISONS: Final = {
    one.sign: one
    for one in (
        Comparison("<", ast.Lt, ">=", operator.lt, "<"),
        Comparison("<=", ast.LtE, ">", operator.le, "<="),
        Comparison(">", ast.Gt, "<=", operator.gt, ">"),
        Comparison(">=", ast.GtE, "<", operator.ge, ">="),
        Comparison("==", ast.Eq, "!=", operator.eq, "=", words=True),
        Comparison("!=", ast.NotEq, "==", operator.ne, "<>", words=True),
    )
}
FUNCTIONS: Final = {
    one.name: one
    for one in (
        Function("abs", 1, 1, abs, "ABS"),
        Function("min", 2, 9, min, "MIN"),
        Function("max", 2, 9, max, "MAX"),
        Function("sqrt", 1, 1, math.sqrt, "SQRT"),
    )
}
