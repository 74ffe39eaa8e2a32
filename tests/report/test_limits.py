"""Limits that a reader changed: a build with them is what the formulas of a workbook give once its cells hold them."""

from __future__ import annotations

from collections import Counter

import pytest
from support.changed_limits import CHANGED
from support.claims_sheet import read_claims
from support.gnumeric import judged
from support.office import require_office
from support.pandas_companies import companies
from support.recalculation import libreoffice
from support.sheet_reader import read

from xl_aigc.data.folder import load_facts
from xl_aigc.data.limits import LIMITS
from xl_aigc.measures.frame import build_frame
from xl_aigc.ooxml.book import Book
from xl_aigc.report.builder import BuildOptions, build
from xl_aigc.report.check_file import check_file


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The bundled basket with every limit changed, in each way of formulas."""
    files = {}
    for formulas in ("native", "udf"):
        files[formulas] = tmp_path_factory.mktemp("limits") / f"{formulas}.xlsx"
        build(files[formulas], None, BuildOptions(formulas=formulas, limits=CHANGED, chosen="300418.SZ"))
    return files


def test_a_build_with_changed_limits_holds_no_stale_value(changed):
    require_office()
    found = check_file(changed["native"], libreoffice())
    assert not [problem for problem in found.problems if problem.kind != "check"]
    assert found.compared == found.formulas > 5000


@pytest.mark.slow
def test_gnumeric_agrees_with_a_build_with_changed_limits(changed, tmp_path):
    count, different = judged(changed["native"], tmp_path)
    assert different == []
    assert count > 5000


def test_no_verdict_moves_with_the_limits(changed, built):
    """The article's claims keep the bounds that it names."""
    one, other = (
        {id_: row["verdict"] for id_, row in read_claims(path, "en").items()}
        for path in (changed["native"], built("en"))
    )
    assert one == other
    assert len(one) == len(load_facts().claims)


def test_the_cells_of_limits_hold_what_was_given(changed):
    with Book(changed["udf"]) as book:
        assert {name: book.named(name)[2].value for name in CHANGED} == CHANGED


def test_a_check_counts_limits_out_of_order_and_of_the_wrong_kind(changed):
    """In `CHANGED` 2,000 is not below 900, 25% not below 15%, -25% not below -30%, and 14.5 companies are no whole number."""
    row = (
        read(changed["native"])["Checks"]
        .table("Totals that must tie")
        .row("Limits out of range or out of order")
    )
    assert (row["Actual"].value, row["Result"].value) == (4, "fail")


def test_calls_of_functions_give_the_same_with_changed_limits(changed):
    """The guide lists one sheet more, that of the functions, and is otherwise the same."""
    one, other = (
        {name: sheet.numbers() for name, sheet in read(changed[formulas]).items() if name != "Functions"}
        for formulas in ("native", "udf")
    )
    guides = [Counter(numbers.pop("Guide").values()) for numbers in (one, other)]
    assert one == other
    assert guides[0] == guides[1]


def test_every_limit_has_been_changed_by_the_test_above():
    assert LIMITS.keys() <= CHANGED.keys()


def test_a_limit_above_the_next_decides_first():
    """An expense of 1,500 million is at most 2,000 (first step), whatever the second step of 900 says."""
    facts = load_facts()
    frame = build_frame(
        facts, facts.period, unit="million", limits={"limit_rd_100m": 2000.0, "limit_rd_1bn": 900.0}
    )
    numbers, words = frame.numbers("rd_expense"), frame["rd_scale"]
    assert {word for number, word in zip(numbers, words, strict=True) if number and number <= 2000} == {
        "up_to_100m"
    }
    assert "from_100m_to_1bn" not in words


def test_an_index_change_that_was_typed_in_moves_the_distance_of_every_price():
    facts = load_facts()
    options = BuildOptions(limits={"index_change": 0.25})
    frame = build_frame(facts, facts.period, limits=options.limits)
    place = next(n for n, change in enumerate(frame.numbers("price_change")) if change is not None)
    assert frame["price_vs_index"][place] == (frame["price_change"][place] - 0.25) * 100


def test_a_list_leaves_out_what_lies_above_its_limit(changed):
    """Of the companies with R&D and revenue of both years, pandas counts those whose R&D grew by more than 10%."""
    ranked = companies().dropna(subset=["rd_gap"])
    many = int((ranked["rd_expense_yoy"] > 0.1).sum())
    said = [str(value) for row in read(changed["native"])["Outlook"].grid for value in row]
    told = f"Companies in all: {len(ranked) - many}; not shown: {len(ranked) - many - 3}. "
    assert f"{told}Left out, with R&D growth above 10%: {many}." in said
