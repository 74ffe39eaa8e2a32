"""AIGC_WHY says why a cell shows an error: by the error, by the cell, and to the person who asks."""

from __future__ import annotations

import pytest

from xl_aigc.cell_errors import CellError
from xl_aigc.functions import CATALOGUE
from xl_aigc.hosts.headless import evaluate

WHY, YOY, UNIT = (CATALOGUE[key].call for key in ("WHY", "YOY", "UNIT"))


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ('AIGC_YOY("abc",100)', "AIGC_YOY: 'abc' is not a number."),
        ('AIGC_YOY({"abc";5},100)', "AIGC_YOY: 'abc' is not a number."),
        ('AIGC_RANK({5;"x"},"perhaps")', "AIGC_RANK: 'perhaps' is not TRUE or FALSE."),
        ("AIGC_YOY(5,0)", "AIGC_YOY: The function divides by a figure that is 0"),
        ("AIGC_RD_INTENSITY(5,-1)", "AIGC_RD_INTENSITY: The function is not defined for these figures"),
        (
            "AIGC_CAGR(-5,1,2)",
            "the first figure is -5, and growth over 0 or a negative figure is not defined",
        ),
        ("AIGC_CAGR({0;100},121,2)", "the first figure is 0, and growth over 0"),
        ("AIGC_CAGR(5,-1234,2)", "the last figure is negative, -1,234."),
        ("AIGC_CAGR(5,6,0)", "the number of years is 0."),
        ("AIGC_RANKCORR({7,7,7},{1,2,3})", "All values of x are equal among the 3 pairs"),
        ('AIGC_RANKCORR({1,7,7,7},{"n.a.",2,2,2})', "All values of x and of y are equal among the 3 pairs"),
        # A word for suspended trading is no number, as -- is none.
        ('AIGC_COHORT_OF({"name","price_change";"A","停牌"},"price")', "(A): Price change is missing."),
        (
            'AIGC_SCREEN({"name","net_profit","price_change";"A",1,"停牌"})',
            "Price change and Layer are missing.",
        ),
        (
            'AIGC_SERIES("300418","net_profit_status","2024H1","2024H1","growth")',
            "Profit status is a word, and only numbers grow.",
        ),
        # The layers are those of the table.
        (
            'AIGC_MEMBERS({"name","layer";"A","hardware";"B","services"},"layer","zzz")',
            "Expected one of hardware, services, unknown.",
        ),
        ("AIGC_RANKCORR({1,2,#N/A},{1,2,3})", "2 pairs have both values. Expected 3 or more."),
        # The reference figures have Kunlun's first halves of 2024 and 2023, no year and no quarter.
        (
            'AIGC_FIGURE("300418.SZ","revenue","TTM")',
            "It needs 2024H1, 2023FY and 2023H1, of which 2023FY is not known. The nearest known figure is 2,502,000,000",
        ),
        (
            'AIGC_FIGURE("300418.SZ","revenue_prior","LTM")',
            "It needs 2023H1, 2022FY and 2022H1, of which 2022FY and 2022H1 are not known.",
        ),
        (
            'AIGC_FIGURE("300418.SZ","revenue","LQ")',
            "It needs 2024H1 and 2024Q1, of which 2024Q1 is not known.",
        ),
        (
            'AIGC_FIGURE("300418.SZ","rd_intensity","LTM")',
            "Revenue and R&D expense are not known. It needs 2024H1, 2023FY and 2023H1,",
        ),
        (
            "AIGC_COHRT(1)",
            "AIGC_COHRT: There is no function of this name. Expected perhaps COHORT, COHORT_OF.",
        ),
        ("VLOOKUP(1)", "The evaluator does not know VLOOKUP."),
        ('AIGC_RANK({1,2;3,"abc"})', "AIGC_RANK: Row 2, column 2 of the range holds the text 'abc'."),
        ('AIGC_ABOVE({"Revenue";5;"1.2亿"},1)', "Row 3, column 1 of the range holds the text '1.2亿'."),
        ('AIGC_COHORT({"x";5},"x",{1,"two"})', "Row 1, column 2 of the range holds the text 'two'."),
        ('AIGC_ABOVE({"Revenue";1;#REF!},1)', "Row 3, column 1 of the range holds #REF!."),
        ('AIGC_RANKCORR({1;2;"x"},{1;2;3})', "Row 3, column 1 of the range holds the text 'x'."),
        ('AIGC_ABOVE({1;2},{5,"some"})', "Row 1, column 2 of the range holds the text 'some'."),
        # A rank or a growth is no revenue: a name like the one that is asked for has no word more.
        (
            'AIGC_TOP({"name","Revenue rank","Revenues YoY";"A",5,6},"revenue")',
            "Expected one of its headers: name, Revenue rank, Revenues YoY.",
        ),
        (
            'AIGC_TOP({"name","营业收入排名";"A",5},"营业收入")',
            "Expected one of its headers: name, 营业收入排名.",
        ),
        ('AIGC_TOP({"name","Revenue rank","Revenu";"A",5,6},"revenue")', "Expected perhaps Revenu."),
        ('AIGC_FIGURE("300418","net_profits_rank")', "There is no item 'net_profits_rank'. Expected one of"),
        ('AIGC_SCREEN(,,{0.1,"low"})', "Row 1, column 2 of the range holds the text 'low'."),
        (
            'AIGC_TOP({"name","revenue";"A",5;"Total",9;"B","1.2亿"},"revenue")',
            "Row 4 of column 'revenue' holds the text '1.2亿'.",
        ),
        ('AIGC_COHORT({"revenue";5;"x"},"revenue",{1})', "Row 3 of column 'revenue' holds the text 'x'."),
        ("AIGC_YOY(5)", "AIGC_YOY: The argument prior is left out, blank or a mark for a missing figure."),
        ('AIGC_FIGURE("300418.SZ")', "AIGC_FIGURE: The argument item is left out"),
        ('AIGC_TOP({"ticker","revenue";"a",1})', "AIGC_TOP: The argument by is left out"),
        ("AIGC_UNIT(1E9)", "AIGC_UNIT: The argument unit is left out"),
        ("AIGC_NAME()", "AIGC_NAME: The argument ticker is left out"),
        *(
            (f"AIGC_YOY({error},100)", f"AIGC_YOY: {error} came in with an argument.")
            for error in ("#DIV/0!", "#NUM!", "#VALUE!", "#REF!")
        ),
        ("AIGC_YOY({#DIV/0!;5},{100;0})", "#DIV/0! came in with an argument. It is the first of 2 errors"),
        ("AIGC_YOY({5;#DIV/0!},{0;100})", "The function divides by a figure that is 0"),
        ("AIGC_YOY(AIGC_YOY(1,0),100)", "The function divides by a figure that is 0"),
        ("AIGC_RANK(#NUM!)", "AIGC_RANK: #NUM! came in with an argument."),
        (
            'AIGC_COHORT_OF({"revenue","revenue_prior","net_profit","net_profit_prior";5,4,1,1;5,4,#DIV/0!,1})',
            "AIGC_COHORT_OF: Row 3 of column 'net_profit' holds #DIV/0!. Expected a number",
        ),
        (
            'AIGC_COHORT_OF({"revenue","revenue_prior","net_profit","net_profit_prior";5,4,"90元",1;"see note",4,1,1})',
            "AIGC_COHORT_OF: Row 2 of column 'net_profit' holds the text '90元'. Expected a number",
        ),
        # Of an item a number is due, also where all cells of its column are texts.
        *(
            (
                f'AIGC_{call}({{"公司","研发费用";"甲","1.2亿";"乙","3.4亿"}}{rule})',
                "Row 2 of column '研发费用' holds the text '1.2亿'. Expected a number",
            )
            for call, rule in (("COHORT", ',"rd_scale"'), ("COHORT_OF", ',"rd_scale"'), ("SCREEN", ""))
        ),
        ('AIGC_TOP(,"layer",3,"name")', "holds the text 'downstream'. Expected a number"),
        (
            'AIGC_COHORT(,"segment",{1})',
            "Column 'segment' holds words, which take no bounds. Expected a column of numbers.",
        ),
        (
            'AIGC_FIGURE("300418","revenue",,"2024-09-11")',
            "is not known as of 2024-09-11. It is known since 2024-09-12.",
        ),
        ('AIGC_COHORT(,"colour")', "AIGC_COHORT: There is no rule 'colour'"),
        ('AIGC_FIGURE("999999","revenue")', "AIGC_FIGURE: There is no company '999999'."),
        (
            'AIGC_FIGURE("昆仑万唯","revenue")',
            "There is no company '昆仑万唯'. Expected perhaps 昆仑万维 (300418.SZ).",
        ),
        ('AIGC_FIGURE("Kunlun Teck","revenue")', "Expected perhaps 昆仑万维 (300418.SZ)."),
        ('AIGC_FIGURE("昆伦万唯","revenue")', "Expected a name, or six digits"),
        ('AIGC_FIGURE("300418","营业收人")', "There is no item '营业收人'. Expected perhaps 营业收入."),
        ('AIGC_TOP({"公司","净例润";"A",5},"净利润")', "Expected perhaps 净例润."),
        ('AIGC_FIGURE("300418.SZ","colour")', "AIGC_FIGURE: There is no item 'colour'."),
        (
            'AIGC_FIGURE("300418.SZ","revenue","soon")',
            "AIGC_FIGURE: 'soon' is no period. Expected a period such as",
        ),
        ('AIGC_FIGURE("300418.SZ","revenue","2024H2")', "Write 2024FY for the months"),
        ('AIGC_FIGURE("300418.SZ","revenue",,,"USD m")', "The figures are in CNY; the unit USD m is of USD."),
        ('AIGC_UNIT(AIGC_YOY("abc",1),"million")', "AIGC_YOY: 'abc' is not a number."),
    ],
)
def test_the_sentence_of_a_formula(formula, sentence):
    assert sentence in evaluate(f"=AIGC_WHY({formula})")


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        ('AIGC_NAME("300418.SH")', "No company of the basket has this ticker. 300418.SZ is there."),
        ('AIGC_NAME("000001.SZ")', "No company of the basket has this ticker."),
        ('AIGC_NAME("昆仑")', "昆仑万维 (300418.SZ) has this in the name."),
        ('AIGC_NAME("MIDEA")', "Midea Group (000333.SZ) has this in the name."),
        (
            'AIGC_NAME("科技")',
            "焦点科技 (002315.SZ), 万兴科技 (300624.SZ) and 返利科技 (600228.SH) have this",
        ),
        ('AIGC_NAME("技")', "Expected a name, or six digits and .SH, .SZ or .BJ"),
        ("AIGC_AS_OF(1)", "1 argument was given. Expected none."),
        ("AIGC_YOY(1,2,3)", "3 arguments were given. Expected at most 2."),
        ('AIGC_TOP(,"revenue,net_profit",2,"name")', "no column 'revenue,net_profit'."),
        ('AIGC_ABOVE({12;25},"10亿")', "holds the text '10亿'. Expected a number."),
        ('AIGC_COHORT(,"price",{"x"},,"cohort")', "The bounds (edges): Row 1, column 1 of the range holds"),
        (
            'AIGC_MEMBERS({"name","layer";"A",#REF!;"B","upstream"},"layer","upstream")',
            "Row 2 of column 'layer' holds #REF!. Expected a word, or blank",
        ),
        ('AIGC_FIGURE("300418","revenue","LTM")', "for the twelve months to the end of 2024H1 is not known"),
        ('AIGC_FIGURE("300418","revenue","LQ")', "for the last quarter of 2024H1 is not known"),
        (
            'AIGC_FIGURE("300418","revenue","2H23")',
            "Write 2023FY for the months from the first day of the year",
        ),
        (
            'AIGC_FIGURE("300418","revenue","2023年下半年")',
            "Write 2023FY for the months from the first day of the year",
        ),
        (
            'AIGC_FIGURE("300418","revenue","1H24","CNY m")',
            "'CNY m' is no date. Expected a date such as 2024-09-12. A unit is the argument unit",
        ),
        ('AIGC_YOY("1\N{NO-BREAK SPACE}23x",1)', "'1<no-break space>23x' is not a number."),
        ('AIGC_CLAIM("kunlun_profits")', "an id of the Claims sheet: perhaps kunlun_profit"),
        ('AIGC_CLAIM("nope")', "an id of the Claims sheet: one of "),
    ],
)
def test_the_sentence_names_what_was_meant(formula, sentence):
    assert sentence in evaluate(f"=AIGC_WHY({formula})")


@pytest.mark.parametrize(
    ("formula", "sentence"),
    [
        # The basket has prices of all companies that a cohort is known of; eight companies have no growth of both.
        ("AIGC_COHORT()", "Share of classified of the cohort unknown: its companies are in no other cohort"),
        (
            'AIGC_COHORT(AIGC_TOP(,"revenue",5))',
            "AIGC_COHORT: Revenue of the cohort revenue only up: it has no company.",
        ),
        (
            'AIGC_COHORT(AIGC_TOP(,"revenue",5,"name,revenue,revenue_prior,net_profit,net_profit_prior"))',
            "Median price change of the cohort both up: the table has no column Price change.",
        ),
        (
            'AIGC_COHORT({"name","group","revenue","net_profit";"A","x",5,1;"B","y","",2},"group",,,"cohort,revenue")',
            "Revenue of the cohort y: its one company does not have Revenue.",
        ),
        (
            'AIGC_COHORT({"name","group","rd_expense","revenue";"A","x",5,"";"B","x",5,""},"group",,,"cohort,rd_intensity")',
            "of the cohort x: none of its 2 companies has R&D expense and Revenue.",
        ),
        (
            'AIGC_MEMBERS({"name","layer","revenue";"A","upstream",5;"B","upstream",""},"layer","upstream")',
            "AIGC_MEMBERS: Row 3 of the table (B): revenue is missing. It stands in row 3, column 3",
        ),
        (
            'AIGC_TOP({"name","revenue","rd_expense";"A",5,1;"B",6,""},"revenue")',
            "AIGC_TOP: Row 3 of the table (B): rd_expense is missing. It stands in row 2, column 3",
        ),
        (
            'AIGC_COHORT_OF({"name","layer"},"layer")',
            "AIGC_COHORT_OF: The table has headers, and no row of a company below them.",
        ),
        (
            'AIGC_SCREEN({"name","revenue"})',
            "AIGC_SCREEN: The table has headers, and no row of a company below them.",
        ),
        (
            'AIGC_ABOVE(AIGC_YOY({"Revenue";5},{"Revenue (prior)";4}),0.1)',
            "AIGC_YOY: 'Revenue' is not a number. It stands in row 1, column 1 of the result.",
        ),
        ('AIGC_RANK(AIGC_YOY({"Revenue";5},{"Revenue (prior)";4}))', "AIGC_YOY: 'Revenue' is not a number."),
        ('AIGC_PRICE_CHANGE("涨停",10)', "AIGC_PRICE_CHANGE: '涨停' is not a number."),
        ("AIGC_PRICE_CHANGE(12,0)", "The price before, base_close, is 0, and there is no change over 0."),
        ("AIGC_PRICE_CHANGE(12,-1)", "A price is never negative: base_close is -1."),
        (
            'AIGC_TOP(,"revenue",3,"name","down")',
            "'down' is not TRUE or FALSE. The argument ascending takes no other words.",
        ),
    ],
)
def test_the_sentence_is_of_the_call_and_the_cell_that_lacks_something(formula, sentence):
    assert sentence in evaluate(f"=AIGC_WHY({formula})")


@pytest.mark.parametrize("error", CellError)
def test_every_error_value_has_a_sentence_of_its_own(error, calling):
    calling("another", "")
    said = WHY(error.value)
    assert said.endswith(".")
    assert "came in with" not in said


def test_the_last_refusal_without_an_argument():
    UNIT(1.0, "moon")
    assert WHY().startswith("AIGC_UNIT: There is no unit 'moon'.")


def test_the_error_of_the_last_call_is_explained_and_no_older_one():
    YOY("abc", 1.0)
    assert WHY("#VALUE!") == "AIGC_YOY: 'abc' is not a number."
    YOY("abc", 1.0)
    YOY(5.0, 0.0)
    assert "AIGC_YOY" not in WHY(CellError.VALUE)
    assert WHY(-2146826281).startswith("AIGC_YOY: The function divides by a figure that is 0")
    assert "AIGC_YOY" not in WHY([[5.0], [CellError.VALUE]])
    assert WHY(5.0) == WHY("revenue") == "This is no error."


@pytest.mark.parametrize(
    ("formula", "said", "unsaid"),
    [
        (
            'IFERROR(AIGC_FIGURE("603888","revenue"),AIGC_WHY(AIGC_SERIES("300418","revenue",,,"quarter")))',
            "AIGC_SERIES: Revenue of Kunlun Tech",
            "Xinhuanet",
        ),
        ('IFERROR(AIGC_FIGURE("603888","revenue"),AIGC_WHY(#N/A))', "A figure that the function", "AIGC_"),
        ('IFERROR(AIGC_FIGURE("603888","revenue"),0)&AIGC_WHY(#N/A)', "A figure that the function", "AIGC_"),
        (
            'IFERROR(AIGC_FIGURE("603888","revenue"),AIGC_WHY(AIGC_TOP(,"revenue",1)))',
            "AIGC_TOP",
            "Xinhuanet",
        ),
        ('AIGC_WHY(AIGC_YOY(AIGC_FIGURE("603888","revenue"),AIGC_NAME("999")))', "Xinhuanet", "999"),
        ("AIGC_WHY(INDEX(AIGC_SCREEN(),49))", "Row 50 of the table (Zhewen Interactive, 600986.SH)", "Fanli"),
        (
            "AIGC_WHY(INDEX(AIGC_SCREEN(,TRUE),54,6))",
            "688039.SH): R&D expense is missing. It stands in row 54",
            "Selling",
        ),
        ('AIGC_WHY(INDEX(AIGC_BASKET(,"rd_expense"),10))', "R&D expense of", "301171"),
        ('AIGC_WHY(INDEX(AIGC_FIGURE({"300418","999"},"revenue"),1,2))', "no company '999'", "300418 "),
    ],
)
def test_the_reason_is_of_the_call_that_is_asked_about(formula, said, unsaid):
    sentence = evaluate(f"={formula}")
    assert said in sentence
    assert unsaid not in sentence


def test_an_error_that_no_call_gave_has_its_general_reason(calling):
    calling("new", "")
    assert WHY("#NAME?").startswith("The formula names a function or a range that the program does not know")


def test_ragged_rows_beside_the_error_of_a_call_are_refused_and_no_more():
    assert YOY("abc", 1.0) is CellError.VALUE
    assert YOY([[1.0], 2.0], "abc") is CellError.VALUE
    assert YOY([1.0, [2.0]], CellError.NA) is CellError.VALUE
