"""Every documented example and the table of edge cases, calculated by a real LibreOffice from an .xlsx with the add-in."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from support.calc_session import Sheet, agree, in_calc, shape_of
from support.openpyxl_reading import load_workbook

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.headless import evaluate
from xl_aigc.hosts.libreoffice.cells import ONE_CELL

pytestmark = pytest.mark.slow
EDGE_CASES = Path(__file__).parents[1] / "support" / "edge_cases.csv"
EXAMPLES = [example for each in CATALOGUE.values() for example in each.examples]
with EDGE_CASES.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines))

# Calc, like Excel, has no number nearer to 0 than 2.2E-308 but 0.
NO_CELL_HOLDS = re.compile(r"\b(NAN|INFINITE|1E-308)\b")
ERROR_IN_ARRAY = re.compile(r"\{[^}]*#[^}]*\}|\bMIXED\b")
TOO_MANY = [row for row in ROWS if row["case"] == "too many arguments"]
SPOILED = [row for row in ROWS if ERROR_IN_ARRAY.search(row["formula"])]
TWO_ERRORS = [row for row in ROWS if row["case"] == "first of two errors"]
LEFT_OUT = [row for row in ROWS if NO_CELL_HOLDS.search(row["formula"])]
OF_SEVERAL_CELLS = re.compile(r"\{|\bMANY\b")
COLUMNS_OF_TEXTS = [
    row for row in ROWS if row["function"] in ONE_CELL and OF_SEVERAL_CELLS.search(row["formula"])
]
COMPARED = [row for row in ROWS if row not in TOO_MANY + SPOILED + TWO_ERRORS + LEFT_OUT + COLUMNS_OF_TEXTS]
TEXTS = {
    # Ways to ask whether a function's text is another: directly, through a cell, in the lists and tables that hold it.
    '=AIGC.STATUS(2,1)="up"': 1,
    '=COUNTIF({cell},"up")': 1,
    '=MATCH("up",{cell},0)': 1,
    '=IF({cell}="up",5,6)': 5,
    '=INDEX(AIGC.COHORT(),2,1)="both up"': 1,
    '=MATCH("revenue only up",AIGC.COHORT_OF(),0)>0': 1,
    '=SUMPRODUCT(--(AIGC.COHORT_OF({{"layer";"upstream";"midstream";"upstream"}},"layer")&""="upstream"))': 2,
    '=IF(AIGC.FIGURE("300418","net_profit_status")&""="into loss",3,4)': 3,
}
ERRORS = {
    # Calls that give each error, and the number that ERROR.TYPE has for it; 7.4 has none for #NULL!, its own included.
    '=AIGC.YOY("#NULL!",1)': (CellError.NULL, CellError.NA),
    "=AIGC.YOY(5,0)": (CellError.DIV0, 2),
    '=AIGC.YOY("x",1)': (CellError.VALUE, 3),
    '=AIGC.YOY("#REF!",1)': (CellError.REF, 4),
    '=AIGC.YOY("#NAME?",1)': (CellError.NAME, 5),
    "=AIGC.CAGR(-5,10,3)": (CellError.NUM, 6),
    '=AIGC.YOY("n.a.",1)': (CellError.NA, 7),
}

TOO_SMALL = ("=1E-308", "=AIGC.YOY(1E308,-1E-308)", "=AIGC.YOY(1E308,2.2E-308)")


def guarded(formula):
    """A formula with the guards of docs/libreoffice.md: for a single blank cell, errors in a basket, and the error asked about."""
    formula = re.sub(r"\bBLANK\b", 'IF(ISBLANK(BLANK),"",BLANK)', formula)
    formula = re.sub(r"AIGC_WHY\((AIGC_.*)\)$", r'AIGC_WHY(IF(ISNA(\1),"#N/A","#VALUE!"))', formula)
    return re.sub(
        r"(?<=[(,])(?<!INDEX\()(?<!ROWS\()(?<!ISNA\()AIGC_BASKET\([^)]*\)", r'IFERROR(\g<0>,"")', formula
    )


def label(row):
    return f"{row['function']}: {row['case']}"


def ask_limits(sheet):
    """Ask what Calc itself reads otherwise: numbers next to 0, and truths in a range."""
    for formula in TOO_SMALL:
        sheet.ask(formula, formula)
    held = sheet.put([["name", "held"], ["A", True], ["B", False]])
    for bounds in ("", "{0}"):
        sheet.ask(f"truths {bounds}", f'=AIGC.COHORT({held},"held",{bounds},,"companies")', (4, 1))


def ask(sheet, key, formula, expected):
    """Ask a formula, and how many rows and columns it would fill where it gives several cells."""
    shape = shape_of(expected)
    sheet.ask(key, formula, shape or ((1, 1) if re.search("IF(ERROR)?\\(", formula) else None))
    if shape:
        for count in ("ROWS", "COLUMNS"):
            sheet.ask(f"{count} of {key}", f"={count}({formula.removeprefix('=')})", (1, 1))


@pytest.fixture(scope="module")
def calculated(calc, tmp_path_factory):
    """The cells of every formula of this module, by formula."""
    sheet, folder = Sheet(), tmp_path_factory.mktemp("formulas")
    for each in EXAMPLES:
        ask(sheet, each.formula, in_calc(guarded(each.formula)), each.result)
    for row in ROWS:
        if row not in SPOILED + LEFT_OUT:
            formula = sheet.named(in_calc(guarded(row["formula"])))
            ask(sheet, label(row), formula, evaluate(row["expected"]))
    for row in SPOILED:
        sheet.ask(label(row), sheet.named(in_calc(in_cells(sheet, row["formula"]))), (2, 1))
    for formula, (error, _) in ERRORS.items():
        for key, each in (("ours", formula), ("its own", f"={error.value}")):
            cell = f"A{sheet.next_row}"
            sheet.ask(f"{key}: {formula}", each)
            for question in ("ISERROR", "ERROR.TYPE"):
                sheet.ask(f"{key}: {question} of {formula}", f"={question}({cell})")
    status = f"A{sheet.next_row}"
    sheet.ask("status", "=AIGC.STATUS(2,1)")
    for formula in TEXTS:
        sheet.ask(formula, formula.format(cell=status))
    sheet.ask("single blank", f"=AIGC.YOY({sheet.names['BLANK']},100)")
    ask_limits(sheet)
    mixed = sheet.names["MIXED"]
    sheet.ask("mixed, guarded", f'=AIGC.YOY(IFERROR({mixed},"n.a."),100)', (8, 1))
    again = folder / "saved_by_calc.xlsx"
    steps = [
        sheet.step(folder / "formulas.xlsx", again),
        sheet.step(folder / "formulas.xlsx") | {"file": str(again)},
    ]
    return dict(zip(("cells", "again"), calc.do(*steps), strict=True)) | {"file": again}


def in_cells(sheet, formula):
    """A formula whose array constants stand in cells: Calc reads no error value in an array constant."""

    def put(found):
        rows = evaluate(found[0])
        texts = [[each.value if isinstance(each, CellError) else each for each in row] for row in rows]
        return sheet.put([[f"={one}" if str(one).startswith("#") else one for one in row] for row in texts])

    return re.sub(r"\{[^}]*\}", put, formula)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.formula)
def test_an_example_gives_its_documented_result(example, calculated):
    got = calculated["cells"][example.formula]
    assert agree(got, example.result), got
    assert fills(example.formula, example.result, calculated["cells"])


@pytest.mark.parametrize("row", COMPARED, ids=label)
def test_the_table_of_edge_cases_holds_in_calc(row, calculated):
    got, expected = calculated["cells"][label(row)], evaluate(row["expected"])
    assert agree(got, expected), got
    assert fills(label(row), expected, calculated["cells"])


def fills(key, expected, cells):
    """Whether a result of several cells has exactly its rows and columns, and no more."""
    shape = shape_of(expected)
    counts = shape and (cells[f"ROWS of {key}"][0][0], cells[f"COLUMNS of {key}"][0][0])
    return counts == shape


def test_calc_itself_refuses_too_many_arguments(calculated):
    assert len(TOO_MANY) == 2
    assert {calculated["cells"][label(row)][0][0]["error"] for row in TOO_MANY} == {504}


@pytest.mark.parametrize("row", SPOILED, ids=label)
def test_an_error_inside_a_range_stops_the_call_and_no_number_comes(row, calculated):
    assert all("error" in cell for [cell] in calculated["cells"][label(row)])


@pytest.mark.parametrize("row", COLUMNS_OF_TEXTS, ids=label)
def test_a_function_of_texts_refuses_a_range_rather_than_give_texts_that_equal_nothing(row, calculated):
    cells = calculated["cells"][label(row)]
    refused = all(agree([[cell]], CellError.VALUE) for line in cells for cell in line)
    assert refused or row["formula"].startswith("=ISTEXT(")


def test_the_functions_of_texts_are_those_that_compute_cell_by_cell_and_give_texts():
    given = {key: [each.result for each in function.examples] for key, function in CATALOGUE.items()}
    for row in ROWS:
        if not row["formula"].startswith(("=ROWS(", "=ISTEXT(")):
            given[row["function"]].append(evaluate(row["expected"]))
    texts = {key for key, results in given.items() if any(isinstance(each, str) for each in results)}
    # FIGURE gives numbers over ranges; only of a measure that is a word it gives a text, to which a blank one is joined.
    assert {key for key in texts if CATALOGUE[key].spreads} == ONE_CELL | {"FIGURE"}


@pytest.mark.parametrize("formula", TEXTS)
def test_a_text_equals_the_same_text(formula, calculated):
    assert calculated["cells"][formula] == [[TEXTS[formula]]]


def test_of_two_errors_calc_hands_out_the_last(calculated):
    [row] = TWO_ERRORS
    assert row["formula"] == "=AIGC_YOY(#REF!,#NAME?)"
    assert agree(calculated["cells"][label(row)], CellError.NAME)


def test_hardly_a_row_of_the_table_is_left_out():
    assert {row["case"] for row in LEFT_OUT} == {
        "NaN is missing",
        "infinity is undefined",
        "infinity",
        "NaN and infinity",
        "very small",
    }
    assert [row["function"] for row in LEFT_OUT if row["case"] == "very small"] == ["YOY"]
    assert len(SPOILED) < 50
    assert len(COMPARED) > 600


@pytest.mark.parametrize("formula", TOO_SMALL)
def test_calc_itself_reads_no_number_that_is_nearer_to_zero_than_it_holds(formula, calculated):
    assert calculated["cells"][formula] == [[{"error": 502}]]


def test_calc_hands_over_truths_as_numbers(calculated):
    assert agree([calculated["cells"]["truths "][0]], CellError.VALUE)
    assert calculated["cells"]["truths {0}"] == [["Companies"], [1], [1], [2]]


def test_a_single_blank_cell_arrives_as_zero(calculated):
    # The limit that docs/libreoffice.md names: (0 - 100) / 100.
    assert calculated["cells"]["single blank"] == [[-1.0]]


def test_errors_in_a_range_taken_out_by_iferror_are_missing(calculated):
    # 120, blank, text, TRUE, error, mark, day 45354, error; each against 100.
    expected = [
        [0.2],
        [CellError.NA],
        [CellError.VALUE],
        [-0.99],
        [CellError.NA],
        [CellError.NA],
        [452.54],
        [CellError.NA],
    ]
    assert agree(calculated["cells"]["mixed, guarded"], expected)


@pytest.mark.parametrize("formula", ERRORS)
@pytest.mark.parametrize("key", ["ours", "its own"])
def test_an_error_is_a_true_error_value_as_calcs_own_is(key, formula, calculated):
    cells, (error, kind) = calculated["cells"], ERRORS[formula]
    assert agree(cells[f"{key}: {formula}"], error)
    assert cells[f"{key}: ISERROR of {formula}"] == [[1.0]]
    assert agree(cells[f"{key}: ERROR.TYPE of {formula}"], kind)


def test_names_and_results_survive_saving_as_xlsx_and_loading_again(calculated):
    book = load_workbook(calculated["file"])
    texts = [getattr(cell.value, "text", cell.value) for cell in book["Formulas"]["A"]]
    assert sum("AIGC.YOY(" in str(text) for text in texts) > 20
    assert calculated["again"] == calculated["cells"]


IN_INNER = (
    "Calc itself gives this error; the functions compute the formula without one. Expected one cell for each argument of "
    "AIGC.STATUS, AIGC.NAME, AIGC.SOURCE and AIGC.CLAIM, no error value in a range or an inner result "
    '(IFERROR(AIGC.BASKET();"") has none)'
)
WHY = {
    # Cells with formulas, and what AIGC.WHY says of each by its address.
    '=AIGC.YOY("abc",100)': "AIGC_YOY: 'abc' is not a number.",
    "=AIGC.UNIT({value},{text})": "AIGC_UNIT: There is no unit 'moon'.",
    "=AIGC.YOY({value},{blank})": "AIGC_YOY: The function divides by a figure that is 0",
    "=AIGC.YOY(120,100)": "This is no error.",
    '=INDEX(AIGC.BASKET("nowhere"),1,1)': "AIGC_BASKET: There is no basket 'nowhere'.",
    '=IFERROR(AIGC.YOY(1,0),AIGC.YOY("abc",1))': "AIGC_YOY: 'abc' is not a number.",
    '=AIGC.YOY(AIGC.FIGURE("300418.SZ","colour"),1)': "AIGC_FIGURE: There is no item 'colour'.",
    '=AIGC.YOY({{"x";2}},1)': "AIGC_YOY: 'x' is not a number.",  # Calc parts rows by |
    '=AIGC.TOP({{"公司","利润";"甲",5}},"z")': "AIGC_TOP: The table has no column 'z'.",
    # One cell out of a result: rows 49 and 9 are the companies 600986.SH and 301171.SZ (reference figures).
    "=INDEX(AIGC.SCREEN(),49,1)": "AIGC_SCREEN: Row 50 of the table (Zhewen Interactive, 600986.SH): Net profit (year ago)",
    '=INDEX(AIGC.BASKET(,"rd_expense"),9,1)': "AIGC_BASKET: R&D expense of Eclicktech (301171.SZ)",
    '=INDEX(AIGC.YOY({{5;"x";"y"}},100),3,1)': "An argument is of another kind than the function takes, or ranges do not fit together. Of the whole result that the cell is taken from: AIGC_YOY: 'x' is not a number.",
    "=AIGC.STATUS({{1;2}},1)": "Calc itself gives this error; the functions compute the formula without one.",
    '=AIGC.COHORT(AIGC.BASKET(),"growth")': IN_INNER,
    '=AIGC.TOP(AIGC.BASKET(),"revenue",60)': IN_INNER,
    '=AIGC.COHORT(IFERROR(AIGC.BASKET(),""),"colour")': "AIGC_COHORT: There is no rule 'colour'",
    # MAX and VLOOKUP are of Calc alone: the calls in them are computed by themselves, the inner ones first.
    '=MAX(1,AIGC.UNIT(AIGC.YOY("abc",1),"moon"))': "AIGC_YOY: 'abc' is not a number.",
    '=VLOOKUP("x",AIGC.TOP(,"colour"),2,FALSE())': "AIGC_TOP: The table has no column 'colour'.",
}


BEYOND = (
    "The array formula was entered over more cells than its result has, and this cell is beyond the result."
)


def test_the_reason_of_an_error_is_found_by_the_address_of_its_cell(calc, tmp_path):
    sheet = Sheet()
    cells = {"value": sheet.put([[120]]), "text": sheet.put([["moon"]]), "blank": sheet.put([[None]])}
    for number, formula in enumerate(WHY):
        row = sheet.next_row
        sheet.ask(f"cell {number}", formula.format(**cells))
        sheet.ask(f"why {number}", f'=AIGC.WHY("Formulas.A{row}")')
    first = sheet.next_row
    sheet.ask("array", "=AIGC.SCREEN()", shape=(56, 1))
    sheet.ask("in it", f'=AIGC.WHY("Formulas.A{first + 48}")')
    sheet.ask("beyond it", f'=AIGC.WHY("Formulas.A{first + 55}")')
    [found] = calc.do(sheet.step(tmp_path / "why.xlsx"))
    assert "Zhewen Interactive, 600986.SH" in found["in it"][0][0]
    assert found["beyond it"] == [[BEYOND]]
    for number, sentence in enumerate(WHY.values()):
        [[said]] = found[f"why {number}"]
        assert said.startswith(sentence), said
