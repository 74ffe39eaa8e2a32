"""Evaluates the text of a cell formula without any spreadsheet program: for checks, examples and `xl-aigc eval`.

It knows the AIGC functions by every name that a host gives them, numbers, texts, booleans, error values, array constants,
operators, values handed in under the name of a cell, range or table column, and the few built-in functions of
`headless_builtins`. Nothing else: it is a checker, no spreadsheet.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from xl_aigc.arguments import checked
from xl_aigc.cell_errors import CellError
from xl_aigc.errors import HostError, Place
from xl_aigc.expressions.suggest import of_names
from xl_aigc.functions import CATALOGUE, find
from xl_aigc.functions.catalogue import bare_name
from xl_aigc.functions.refusals import begin_formula, end_call, remember, results_so_far, within_formula
from xl_aigc.functions.shapes import finished
from xl_aigc.functions.spelling import is_own
from xl_aigc.hosts.headless_builtins import BUILTINS, apply, chosen_cell, concatenate
from xl_aigc.hosts.headless_tokens import Token, range_name, tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xl_aigc.functions.cells import Grid, Result

# Loosest first; all of Excel's binary operators are left-associative, `^` included.
_LEVELS: Final = (
    frozenset({"=", "<>", "<", ">", "<=", ">="}),
    frozenset("&"),
    frozenset("+-"),
    frozenset("*/"),
    frozenset("^"),
)
_DEEPEST: Final = 64  # what Excel allows, and far from Python's own limit


@checked
def evaluate(formula: str, ranges: Mapping[str, object] | None = None) -> Result | Grid:
    """Return the value of a formula: one cell, or rows of cells where it spills.

    Args:
        formula: its text, with or without the leading `=`, functions as `AIGC_YOY`, `AIGC.YOY` or `_xldudf_AIGC_YOY`.
        ranges: values of the cells, ranges or table columns that it names, such as `{"A1:B2": [[1, 2], [3, 4]]}`; rows, an array or
            a DataFrame, of which the rows are taken.

    Raises:
        HostError: the text is no formula, or names a range that was not given; the message says at which character.

    Example:
        >>> evaluate("=AIGC_YOY(A1,100)*100", {"A1": 120})
        20.0
        >>> evaluate('=IFERROR(AIGC.YOY({5;120},{0;100}),"n.m.")')
        [['n.m.'], [0.2]]
    """
    given = {range_name(name): _cells(value) for name, value in (ranges or {}).items()}
    begin_formula()
    return finished(_Reader(formula, given).whole())


def _cells(value: object) -> object:
    """Return what was handed in for a range as cells: the rows of a DataFrame, without its headings."""
    return value.to_numpy() if hasattr(value, "to_numpy") and hasattr(value, "columns") else value


def _unknown(name: str) -> CellError:
    """The error value of a function that there is not; the reason is kept for who asks."""
    if is_own(name):
        key = bare_name(name)
        reason = (
            f"There is no function of this name. Expected {of_names(key, CATALOGUE)}. AIGC_HELP() lists all."
        )
        return _kept(key, reason)
    known = ", ".join(BUILTINS)
    reason = f"The evaluator does not know {name}. Expected an AIGC function, or one of {known}."
    return _kept("", reason)


def _kept(key: str, reason: str) -> CellError:
    """Keep why there is no function of a name, as a call keeps its reason."""
    error = remember(key, CellError.NAME, reason)
    end_call(key, error)
    return error


class _Reader:
    """Reads a formula from left to right and computes as it reads: functions never raise, so order does not matter."""

    def __init__(self, formula: str, ranges: Mapping[str, object]) -> None:
        self.formula = formula
        self.ranges = ranges
        self.tokens = tokens(formula)
        self.at = 0
        self.depth = 0

    def whole(self) -> object:
        """Return the whole formula."""
        value = self._level(0)
        if self._next.kind != "end":
            raise self._error("an operator or the end of the formula")
        return value

    @property
    def _next(self) -> Token:
        return self.tokens[self.at]

    def _error(self, expected: str) -> HostError:
        found = self._next.text or "the end"
        place = Place(cell=f"{self.formula!r}, character {self._next.start + 1}")
        return HostError(f"The formula can't be read at {found!r}.", place, expected=f"{expected}.")

    def _take(self, text: str) -> bool:
        """Step over a token if it is this one."""
        if self._next.kind in {"operator", "mark"} and self._next.text == text:
            self.at += 1
            return True
        return False

    def _demand(self, text: str, *others: str) -> None:
        """Step over a token; the others are what might stand in its place."""
        if not self._take(text):
            raise self._error(" or ".join(map(repr, (text, *others))))

    def _level(self, level: int) -> object:
        """Binary operators of one level and all tighter ones."""
        if level == len(_LEVELS):
            return self._signed()
        value = self._level(level + 1)
        while self._next.kind == "operator" and self._next.text in _LEVELS[level]:
            operator = self._next.text
            self.at += 1
            right = self._level(level + 1)
            value = concatenate(value, right) if operator == "&" else apply(operator, value, right)
        return value

    def _signed(self) -> object:
        """Read a value with its signs, which bind tighter than any binary operator in Excel: -2^2 is 4. Percent signs follow a value."""
        if self._take("-"):
            return apply("-", 0, self._signed())
        if self._take("+"):
            return self._signed()
        value = self._value()
        while self._take("%"):
            value = apply("/", value, 100)
        return value

    def _value(self) -> object:
        """Return a literal, a range, a call, an array constant, or something in brackets."""
        token = self._next
        if token.kind == "literal":
            self.at += 1
            return token.value
        if token.kind == "range":
            self.at += 1
            return self._given(token)
        if token.kind == "call":
            self.at += 1
            return self._call(token.text)
        if self._take("{"):
            return self._array()
        if self._take("("):
            value = self._nested()
            self._demand(")")
            return value
        raise self._error("a value")

    def _nested(self) -> object:
        """Return an expression inside brackets."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise self._error(f"at most {_DEEPEST} levels of brackets")
        value = self._level(0)
        self.depth -= 1
        return value

    def _given(self, token: Token) -> object:
        name = range_name(token.text)
        if name not in self.ranges:
            place = Place(cell=f"{self.formula!r}, character {token.start + 1}")
            raise HostError(
                f"There is no value for {token.text}.",
                place,
                remedy="Write its value in its place; from Python, hand it in with the ranges. "
                "A measure is explained by `xl-aigc eval NAME --explain`.",
            )
        return self.ranges[name]

    def _call(self, name: str) -> object:
        """Return a function of the catalogue or a built-in one; its brackets are read either way."""
        before = results_so_far()
        arguments = self._arguments()
        found = find(name)
        if found is not None and name.upper() != found.key:
            return within_formula(before, partial(found.call, *arguments))
        builtin = BUILTINS.get(name.upper())
        if builtin is None:
            return _unknown(name)
        chosen = chosen_cell(*arguments[1:]) if name.upper() == "INDEX" else None
        return within_formula(before, partial(builtin, *arguments), chosen)

    def _arguments(self) -> list[object]:
        """Arguments up to the closing bracket; one left out is None."""
        if self._take(")"):
            return []
        arguments: list[object] = []
        while True:
            left_out = self._next.text in {",", ")"} and self._next.kind == "mark"
            arguments.append(None if left_out else self._nested())
            if self._take(")"):
                return arguments
            self._demand(",", ")")

    def _array(self) -> list[list[object]]:
        """Return an array constant: literals only, rows of equal length."""
        rows: list[list[object]] = [[self._element()]]
        while not self._take("}"):
            if self._take(";"):
                rows.append([self._element()])
            else:
                self._demand(",", ";", "}")
                rows[-1].append(self._element())
        if len({len(row) for row in rows}) > 1:
            raise self._error("rows of equal length in an array constant")
        return rows

    def _element(self) -> object:
        """Return a literal of an array constant, with its sign."""
        negative = self._take("-")
        token = self._next
        if token.kind != "literal":
            raise self._error("a number, a text, TRUE, FALSE or an error value")
        self.at += 1
        return apply("-", 0, token.value) if negative else token.value
