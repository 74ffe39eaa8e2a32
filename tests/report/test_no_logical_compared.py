"""No formula of a report compares a logical with a number: TRUE=1 is FALSE in Excel and TRUE in LibreOffice."""

from __future__ import annotations

import re

import pytest
from support.openpyxl_reading import load_workbook
from support.own_measures import write_basket, write_layouts

from xl_aigc.data.folder import load_facts
from xl_aigc.formula_tokens import Token, tokens

COMPARISONS = {"=", "<>", "<", ">", "<=", ">="}
LOGICAL_CALLS = {"AND", "OR", "NOT", "XOR", "EXACT", "TRUE", "FALSE"} | {
    f"IS{name}" for name in ("BLANK", "ERR", "ERROR", "EVEN", "LOGICAL", "NA", "NONTEXT", "NUMBER", "ODD", "REF", "TEXT", "FORMULA")
}  # fmt: skip


def is_opening(token: Token) -> bool:
    return token.kind == "call" or token.text in {"(", "{"}


def is_logical(part: list[Token]) -> bool:
    """Whether an operand is a logical: a constant, a call that gives one, or brackets around a comparison."""
    if len(part) == 1:
        return part[0].kind == "truth"
    if not part or not is_opening(part[0]) or closing(part, 0) != len(part) - 1:
        return False
    inner = part[1:-1]
    if part[0].kind == "call":
        name = part[0].text[:-1].upper().removeprefix("_XLFN.")
        arguments = split(inner, {",", ";"})
        if name == "IF":
            return any(is_logical(one) or has_comparison(one) for one in arguments[1:])
        return name in LOGICAL_CALLS
    return has_comparison(inner) or is_logical(inner)


def has_comparison(part: list[Token]) -> bool:
    """Whether an operand has a comparison outside brackets."""
    return len(split(part, COMPARISONS)) > 1


def closing(part: list[Token], at: int) -> int:
    """The place of the bracket that closes the one at a place."""
    depth = 0
    for place in range(at, len(part)):
        depth += is_opening(part[place]) - (part[place].text in {")", "}"})
        if depth == 0:
            return place
    return len(part)


def split(part: list[Token], at: set[str]) -> list[list[Token]]:
    """The pieces of an expression between some signs outside brackets."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in part:
        if depth == 0 and token.kind in {"operator", "mark"} and token.text in at:
            pieces.append([])
            continue
        depth += is_opening(token) - (token.text in {")", "}"})
        pieces[-1].append(token)
    return pieces


def compared_logicals(formula: str) -> list[str]:
    """The operands of comparisons that are logicals, at any depth of a formula."""
    return _compared([token for token in tokens(formula) if token.kind != "space"])


def _compared(part: list[Token]) -> list[str]:
    found = []
    for argument in split(part, {",", ";"}):
        operands = split(argument, COMPARISONS)
        if len(operands) > 2:  # a=b=c compares the logical a=b
            found.append("".join(token.text for token in argument))
        if len(operands) > 1:
            found += ["".join(token.text for token in one) for one in operands if is_logical(one)]
        place = 0
        while place < len(argument):
            if is_opening(argument[place]):
                end = closing(argument, place)
                found += _compared(argument[place + 1 : end])
                place = end
            place += 1
    return found


@pytest.mark.parametrize(
    ("formula", "operands"),
    [
        ("(A1>0)=1", ["(A1>0)"]),
        ("IF(([in_basket]=1)=1,2,3)", ["([in_basket]=1)"]),
        ("1/(TRUE=1)", ["TRUE"]),
        ("SUM(ISNUMBER(A1)>0,2)", ["ISNUMBER(A1)"]),
        ("A1=B1=1", ["A1=B1=1"]),
        ("IF(A1,B1>2,C1)=1", ["IF(A1,B1>2,C1)"]),
        ("(AND(A1,B1))<>0", ["(AND(A1,B1))"]),
        ("SUMPRODUCT((A1:A9=1)*(B1:B9>2))=1", []),
        ("(ISNUMBER(A1)+ISNUMBER(B1))>0", []),
        ("((A1=1)*(B1=2)>0)*1", []),
        ('IF(A1="(B1=1)=1",[a=b],2)', []),
        ("IF(A1>0,1,2)=1", []),
    ],
)
def test_the_walk_finds_a_logical_that_is_compared(formula, operands):
    assert compared_logicals(formula) == operands


def formulas_of(path) -> dict[str, str]:
    """The formulas of a workbook by sheet and cell: of cells, dynamic arrays, names and conditional formats."""
    book = load_workbook(path)
    found = {}
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    found[f"{sheet.title}!{cell.coordinate}"] = str(getattr(cell.value, "text", cell.value))
        for area, rules in sheet.conditional_formatting._cf_rules.items():
            for rule in rules:
                found |= {f"{sheet.title}!{area.sqref} rule {n}": text for n, text in enumerate(rule.formula)}
    return found


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """The choices of a build with measures of one's own."""
    folder = tmp_path_factory.mktemp("own")
    return {
        "facts": load_facts(write_basket(folder / "basket")),
        "layouts": write_layouts(folder / "layouts"),
    }


@pytest.mark.parametrize("basket", ["bundled", "own"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_logical_is_never_compared_with_a_number(basket, language, built, own):
    found = formulas_of(built(language, **(own if basket == "own" else {})))
    assert len(found) > 3000
    # The rows of a table repeat a formula with other addresses: one of each form is walked.
    forms = {re.sub(r"\d+", "9", text): (place, text) for place, text in found.items()}
    assert [one for one in forms.values() if compared_logicals(one[1].removeprefix("="))] == []
