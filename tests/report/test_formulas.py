"""Formulas of the report: LibreOffice gives the values that are stored beside them, and they hold nothing hidden."""

from __future__ import annotations

import re
from functools import cache

import pytest
from openpyxl.formula import Tokenizer
from support.openpyxl_reading import load_workbook
from support.recalculated import changed_cells
from support.sheet_reader import read

LANGUAGES = ("en", "zh", "ko")
FUNCTIONS = {
    *(
        "ABS",
        "AND",
        "AVERAGE",
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "IF",
        "IFERROR",
        "INDEX",
        "INT",
        "ISBLANK",
        "ISERROR",
    ),
    *(
        "ISNUMBER",
        "ISTEXT",
        "LARGE",
        "LEFT",
        "LEN",
        "LOG10",
        "LOWER",
        "MATCH",
        "MAX",
        "MEDIAN",
        "MID",
        "MIN",
        "MOD",
        "NOT",
    ),
    *(
        "OR",
        "RANK",
        "RIGHT",
        "ROUND",
        "ROUNDUP",
        "ROW",
        "ROWS",
        "SIGN",
        "SMALL",
        "SQRT",
        "SUBSTITUTE",
        "SUM",
        "SUMIF",
    ),
    *(
        "SUMPRODUCT",
        "TEXT",
        "TRIM",
        "VALUE",
        "CORREL",
        "NA",
        "ISNA",
        "COUNTIFS",
        "SUMIFS",
        "FIND",
        "HYPERLINK",
        "COLUMNS",
        "CHOOSE",
        "TINV",
    ),
    *("_xlfn.AGGREGATE", "_xlfn.RANK.AVG", "_xlfn.IFNA"),
}
"""Functions that Excel 2016 and LibreOffice 7.4 both have; none is volatile, none makes an address out of text."""

AGGREGATE_FORMS = {"14": "k-th largest", "15": "k-th smallest", "16": "percentile"}
NUMBERS = {
    "0": "nothing",
    "0.0": "nothing",
    "1": "one company, one place, the whole",
    "2": "a pair of figures is known",
    "3": "a correlation needs three pairs",
    "4": "four figures make a growth cohort; four companies are named beside a group",
    "5": "five companies are named beside a test",
    "6": "AGGREGATE leaves out errors",
    "120": "signs of the longest name that COUNTIF looks for, each of which may need one before it",
    "9": "decimals to which a distance from a bound and a rounding are compared",
    "0.5": "the middle: a median",
    **dict.fromkeys(
        ("0.01", "0.995"), "a share in a headline below the one, or from the other, has a decimal"
    ),
    "10": "tenths of a flag order the screen",
    "100": "a fraction in percentage points",
    "1000": "a limit of a thousand millions or more is written in billions",
    "12": "decimals that all programs agree on, so that equal growths have equal ranks and halves are cut alike",
    "1E-12": "so much a growth must be larger to rank before another",
    "4E-15": "so much of a number a sum may lose below a half, in every program otherwise",
    "20": "signs of a name beside a bar",
    "16": "a count that the article states, beside what is measured",
    "1E+300": "a bound that nothing reaches",
    "1E-9": "so much a computed correlation may fall short of a limit that it reaches",
    "1.000000001": "a quotient of exactly a limit is not above it, however a program rounds",
    **dict.fromkeys(
        ("10000", "1000000"), "a trillion in a report's unit, and its hundredth, down to which it is round"
    ),
}
"""Numbers that a formula may hold, and why. A threshold, a rate or a figure is none of them: those stand in cells."""
FEED_NUMBERS = {
    "0.05": "the level of the test of a rank correlation, which its label names",
    "17": "pairs up to which the distribution of a rank correlation is known exactly",
    **dict.fromkeys(
        ("12", "22", "36", "58", "84", "118", "160", "210", "268", "338", "418"),
        "sums of squared differences of ranks that are just beyond chance",
    ),
    "0.08": "share of a bar that has no room for its number",
    **dict.fromkeys(("7", "1000", "10000"), "counts and bounds that the article states"),
    "1.08": "room above the highest bar",
    "8": "bars from which on those that squeeze the others are cut",
    "40": "signs of a name beside a bar",
    **dict.fromkeys(
        ("15", "23", "24", "39"), "signs of a name that is cut between words at least, and within one"
    ),
    "12": "decimals that all programs agree on, so that equal growths have equal ranks; a sum of squared differences",
}
"""Numbers that only the sheet which feeds the charts may hold."""
PLACE = re.compile(r'=IF\(\$?[A-Z]+\d+="","",\d+\)')
"""The place of a bar in its chart; none where there is no company."""
SHORTENED = re.compile(
    r"LEN\([^()]*\)(?:>|<=)\d+|LEFT\([^(),]*,\d+\)|\d+-LEN\([^()]*\)-\d+|<\d+,\d+(?=,IFERROR\(FIND)"
    r"|\d+(?=-LEN\()|(?<=\)\))<=\d+(?=,)"
)
"""A name cut to the room that a chart or a title has for it, after a word where one ends late enough."""
SECTIONS = ("Overview", "Value chain", "Profitability", "Naked swimmers", "R&D", "Outlook")
STATED = re.compile(r"=-?\d+/unit_divisor")
"""An amount that the article states, in the unit of the report."""


@pytest.fixture(scope="module", params=LANGUAGES)
def file(request, built):
    return built(request.param)


@pytest.fixture(scope="module")
def formulas(file):
    """Every formula of a file: sheet and address, and its text."""
    book = load_workbook(file)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def tokens(formulas, kind, subtype=None):
    """The tokens of one kind, each with a formula that holds it."""
    return {
        token.value: text
        for text in set(formulas.values())
        for token in Tokenizer(text).items
        if token.type == kind and (subtype is None or token.subtype == subtype)
    }


def test_libreoffice_gives_every_stored_value_and_no_error(file, recalculated):
    assert sum(value != "" for sheet in read(file).values() for row in sheet.grid for value in row) > 5000
    assert not changed_cells(file, recalculated(file))


def test_formulas_use_only_functions_that_both_programs_have(formulas):
    opened = tokens(formulas, "FUNC", "OPEN")
    used = {name.rstrip("(").upper().replace("_XLFN.", "_xlfn."): text for name, text in opened.items()}
    assert len(used) > 10
    assert not {name: text for name, text in used.items() if name not in FUNCTIONS}


def test_new_functions_have_the_prefix_that_the_file_needs(formulas):
    bare = [text for text in formulas.values() if re.search(r"(?<![.\w])(AGGREGATE|RANK\.AVG|IFNA)\(", text)]
    assert not bare


def test_numbers_in_formulas_are_structure_and_not_assumptions(file, formulas):
    feed = load_workbook(file).sheetnames[-1]
    hidden = {
        (name, address, number)
        for (name, address), text in formulas.items()
        if not STATED.fullmatch(text) and not (name == feed and PLACE.fullmatch(text))
        for number in numbers_of(SHORTENED.sub("0", text))
        if number not in NUMBERS and not (number in FEED_NUMBERS and name == feed)
    }
    assert not hidden


@cache
def numbers_of(text):
    """The numbers in a formula, without the k of a ranking and without what tells AGGREGATE its form."""
    items = [token for token in Tokenizer(text).items if token.type != "WHITE-SPACE"]
    found, calls = [], []
    for token in items:
        if token.subtype == "OPEN":
            calls.append([token.value.upper(), 0])
        elif token.subtype == "CLOSE":
            calls.pop()
        elif token.type == "SEP" and calls:
            calls[-1][1] += 1
        elif token.type == "OPERAND" and token.subtype == "NUMBER":
            name, argument = next(((n, a) for n, a in reversed(calls) if n != "("), ("", 0))
            if "AGGREGATE" in name and ((argument == 0 and token.value in AGGREGATE_FORMS) or argument == 3):
                continue
            if name in {"LARGE(", "SMALL("} and argument == 1:
                continue
            found.append(token.value)
    return found


def test_no_number_on_a_section_sheet_is_typed_in(built):
    """Limits and index changes, which are inputs, stand in named cells of the sheet of assumptions."""
    book = load_workbook(built("en"))
    assert [place for name in SECTIONS for place in typed(book[name])] == []
    inputs = {name.attr_text.replace("$", "").replace("'", "") for name in book.defined_names.values()}
    assumed = {f"Assumptions!{place}" for place in typed(book["Assumptions"])}
    assert len(assumed) > 20
    assert assumed <= inputs


def typed(sheet):
    """The cells of a sheet that hold a number and no formula."""
    return [
        cell.coordinate for row in sheet.iter_rows() for cell in row if isinstance(cell.value, int | float)
    ]
