"""`eval` prints what cells show, and with `--explain` the definition of a measure or function."""

from __future__ import annotations

from functools import cache

import pytest
from support.own_measures import write_basket

from xl_aigc.cli.run import run
from xl_aigc.data.folder import load_facts
from xl_aigc.measures.own import program_table


@pytest.mark.parametrize(
    ("formula", "shown"),
    [
        ("=AIGC_YOY(120,100)", "0.2\n"),  # (120 - 100) / 100
        ("=AIGC_YOY(1,0)", "#DIV/0!\n"),
        ('=AIGC_STATUS(-389000000,358000000,"zh")', "由盈转亏\n"),  # Kunlun, first half of 2024
        ("=AIGC.YOY({120;90},100)", "0.2\n-0.1\n"),
        ("=AIGC_YOY(120,100)>0", "TRUE\n"),
        ("=AIGC_ABOVE({1,2,3},{1,2})", "2\t1\n"),
    ],
)
def test_a_formula_shows_its_value(formula, shown, capsys):
    assert run(["eval", formula]) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    ("formula", "error", "reason"),
    [
        ("=AIGC_YO(1,2)", "#NAME?", "AIGC_YO: There is no function of this name. Expected perhaps YOY"),
        (
            "=VLOOKUP(1,2)",
            "#NAME?",
            "The evaluator does not know VLOOKUP. Expected an AIGC function, or one of IFERROR",
        ),
        ("=AIGC_CAGR(-5,10,3)", "#NUM!", "the first figure is -5"),
    ],
)
def test_the_reason_of_an_error_stands_on_the_error_stream(formula, error, reason, capsys):
    assert run(["eval", formula]) == 0
    said = capsys.readouterr()
    assert said.out == f"{error}\n"
    assert reason in said.err


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("=AIGC_YOY(120", "at 'the end'. Expected ',' or ')'."),
        ("=AIGC_ABOVE({1 2},1)", "at '2'. Expected ',' or ';' or '}'."),
        ("=AIGC_YOY(A1,1)", "There is no value for A1. Write its value in its place; "),
        ("net_margin", "A measure is explained by `xl-aigc eval NAME --explain`."),
    ],
)
def test_a_text_that_is_no_formula_is_one_clear_paragraph(formula, told, capsys):
    assert run(["eval", formula]) == 1
    said = capsys.readouterr().err
    assert told in said
    assert "Traceback" not in said


def test_a_store_that_is_named_is_read_and_the_next_formula_reads_the_usual_one(capsys, tmp_path):
    """A new store holds the bundled basket; this one the basket of one firm too."""
    (tmp_path / "firm.csv").write_text(
        "Ticker,Name,Period,Revenue (USD)\nAMD,AMD,2024FY,25785000000\n", "utf-8"
    )
    store, folder = str(tmp_path / "own.sqlite"), str(tmp_path / "firm")
    assert run(["data", "new", folder, "--from", str(tmp_path / "firm.csv"), "--market", "us"]) == 0
    assert run(["refresh", "--from", folder, "--store", store]) == 0
    capsys.readouterr()
    assert run(["eval", "=ROWS(AIGC_BASKETS())", "--store", store]) == 0
    assert run(["eval", "=ROWS(AIGC_BASKETS())"]) == 0
    assert capsys.readouterr().out == "3\n2\n"
    assert run(["eval", "=1", "--store", str(tmp_path / "none.sqlite")]) == 1
    assert "There is no store here." in capsys.readouterr().err


def test_a_measure_is_explained_by_its_expression_its_sources_and_its_formula(capsys):
    assert run(["eval", "--explain", "net_margin"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "net_margin: measure of a company",
        "  label        Net margin",
        "  description  Net profit over operating revenue.",
        "  source       Standard ratio; undefined unless revenue is positive",
        "  expression   ratio(net_profit, revenue)",
        "  measures     net_profit, revenue",
        "  figures      net_profit, revenue",
        '  formula      =IF(COUNT([revenue],[net_profit])<2,"n.a.",IF([revenue]>0,[net_profit]/[revenue],"n.m."))',
    ]


def test_every_measure_of_a_key_is_explained(capsys):
    assert run(["eval", "--explain", "revenue_yoy"]) == 0
    shown = capsys.readouterr().out
    assert "revenue_yoy: measure of a company" in shown
    assert "revenue_yoy: number over companies" in shown


def test_every_measure_of_the_program_can_be_explained(capsys, monkeypatch):
    monkeypatch.setattr("xl_aigc.data.folder.load_facts", cache(load_facts))  # each call reads the same files
    table = program_table()
    for key in {*table.measures, *table.cells, *table.basket}:
        assert run(["eval", "--explain", key]) == 0
        shown = capsys.readouterr().out
        assert ("\n  description  " in shown, "\n  source       " in shown) == (True, True), key


def test_a_measure_of_a_basket_is_explained_with_its_folder(tmp_path, capsys):
    folder = write_basket(tmp_path / "own")
    assert run(["eval", "--explain", "cost_ratio", "--data", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "  expression   costs / revenue\n" in shown
    assert "  figures      rd_expense, selling_expense, revenue\n" in shown


def test_the_functions_of_a_formula_are_explained(capsys):
    assert run(["eval", "--explain", "=AIGC_YOY(AIGC.FIGURE(A1,B1),100)"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("AIGC_YOY(current, prior)\n")
    assert "\nAIGC_FIGURE(ticker, item" in shown


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--explain", "net_margn"], "There is no measure 'net_margn'. Expected perhaps net_margin."),
        (["--explain", "=AIGC_YO(1)"], "There is no function 'AIGC_YO'."),
        (["=AIGC_YOY(1,2)", "--data", "folder"], "--data needs --explain."),
        (["--explain", "net_margin", "--store", "x"], "--store does not go with --explain."),
    ],
)
def test_what_can_not_be_explained_is_one_clear_sentence(arguments, message, capsys):
    assert run(["eval", *arguments]) == 1
    assert message in capsys.readouterr().err
