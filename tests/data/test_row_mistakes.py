"""Every mistake in a row is told by file, line and column, with what was expected; all of them in one error."""

from __future__ import annotations

import pytest

from xl_aigc.data import FolderError, load_facts
from xl_aigc.errors import AigcError

# file, a row added as its last line, line, column, and a part of the message
ROWS = [
    ("companies.csv", "000001.SZ,x,x,,x,,x", 5, "ticker", "'000001.SZ' is listed twice"),
    ("companies.csv", "300418,x,x,,x,,x", 5, "ticker", "Add the exchange: .SH"),
    ("companies.csv", "1.SZ,x,x,,x,,x", 5, "ticker", "six digits and .SH, .SZ or .BJ"),
    ("companies.csv", "418,x,x,,x,,x", 5, "ticker", "dropped leading zeros"),
    ("companies.csv", "300418.HK,x,x,,x,,x", 5, "ticker", "'300418.HK' is no ticker"),
    ("companies.csv", "300418.sz,x,x,,x,,x", 5, "ticker", "'300418.sz' is no ticker"),
    ("companies.csv", "３００418.SZ,x,x,,x,,x", 5, "ticker", "is no ticker"),
    ("companies.csv", "300418.SZ ,x,x,,x,,x", 5, "ticker", "is no ticker"),
    (
        "companies.csv",
        "300418.SZ,x,x,top,x,,x",
        5,
        "layer",
        "'top' is no layer. Expected one of upstream, midstream",
    ),
    (
        "companies.csv",
        "300418.SZ,x,x,,x,rich,x",
        5,
        "archetype",
        "'rich' is no archetype. Expected one of deep_pockets",
    ),
    ("companies.csv", "300418.SZ, ,,,x,,x", 5, "name_zh", "300418.SZ has no name"),
    ("companies.csv", "300418.SZ,x,x", 5, None, "The row has 3 fields. Expected 7: ticker, name_zh"),
    ("companies.csv", "300418.SZ,x,x,,x,,x,y", 5, None, "The row has 8 fields"),
    ("companies.csv", "300418.SZ,x\0,x,,x,,x", 5, "name_zh", "the character U+0000"),
    ("companies.csv", "300418.SZ,x\x0b,x,,x,,x", 5, "name_zh", "the character U+000B"),
    ("companies.csv", "300418.SZ\x1b[31m,x,x,,x,,x", 5, "ticker", "the character U+001B"),
    ("companies.csv", "300418.SZ,x,\x9b31m,,x,,x", 5, "name_en", "the character U+009B"),
    ("companies.csv", "300418.SZ,x,x,,\u202eevil,,x", 5, "segment", "the character U+202E"),
    ("companies.csv", "300418.SZ,x,x,,x,,x\x7f", 5, "membership", "the character U+007F"),
    ("companies.csv", f"300418.SZ,x,x,,{'s' * 256},,x", 5, "segment", "256 characters, more than 255"),
    ("companies.csv", f"300418.SZ,x,{'n' * 1001},,x,,x", 5, "name_en", "1,001 characters, more than 1,000"),
    ("companies.csv", f"300418.SZ,x,x,,x,,{'m' * 32_001}", 5, "membership", "32,001 characters"),
    ("figures.csv", f"600002.SH,2024H1,revenue,{'1' * 100_000}x,stated,S1", 5, "value", "100,001 characters"),
    ("figures.csv", f"600002.SH,2024{' ' * 31_000},revenue,1,stated,S1", 5, "period", "is no period"),
    (
        "price_changes.csv",
        "830003.BJ,2023-12-29,2024-09-12,0,x\x1b]0;x\x07",
        4,
        "basis",
        "the character U+001B",
    ),
    ("figures.csv", "300418.SZ,2024H1,revenue,1,stated,S1", 5, "ticker", "300418.SZ is not in companies.csv"),
    ("figures.csv", "1,2024H1,revenue,1,stated,S1", 5, "ticker", "'1' is no ticker"),
    ("figures.csv", "600002.SH,2024Q2,revenue,1,stated,S1", 5, "period", "'2024Q2' is no cumulative period"),
    ("figures.csv", "600002.SH,2024,revenue,1,stated,S1", 5, "period", "'2024' is no period"),
    (
        "figures.csv",
        "600002.SH,2024H1,sales,1,stated,S1",
        5,
        "item",
        "'sales' is no item. Expected one of revenue, op",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,abc,stated,S1", 5, "value", "'abc' is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue,nan,stated,S1", 5, "value", "'nan' is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue,-inf,stated,S1", 5, "value", "'-inf' is not a number"),
    (
        "figures.csv",
        "600002.SH,2024H1,revenue,1e999,stated,S1",
        5,
        "value",
        "'1e999' is larger than any number",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,1_000,stated,S1", 5, "value", "'1_000' is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue,１２,stated,S1", 5, "value", "is not a number"),
    ("figures.csv", "600002.SH,2024H1,revenue, 12,stated,S1", 5, "value", "is not a number"),
    (
        "figures.csv",
        '600002.SH,2024H1,revenue,"-1,234.5",stated,S1',
        5,
        "value",
        "Write -1234.5, without separators",
    ),
    (
        "figures.csv",
        "600002.SH,2024H1,revenue,n.a.,stated,S1",
        5,
        "value",
        "leave it empty where the number is missing",
    ),
    (
        "figures.csv",
        "600002.SH,2024H1,rd_expense,-1,stated,S1",
        5,
        "value",
        "rd_expense is -1. Expected a value that is",
    ),
    (
        "figures.csv",
        "600002.SH,2024H1,revenue,1,guessed,S1",
        5,
        "kind",
        "'guessed' is no kind. Expected one of stated, d",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,1,stated,S1 S9", 5, "sources", "no source S9 in sources.csv"),
    (
        "figures.csv",
        "000001.SZ,2024H1,revenue,9,stated,S1",
        5,
        "ticker, period, item",
        "000001.SZ 2024H1 revenue is given twice, first on line 2",
    ),
    ("figures.csv", "600002.SH,2024H1,revenue,1", 5, None, "The row has 4 fields. Expected 6"),
    (
        "price_changes.csv",
        "830003.BJ,2023-12-29,12.9.2024,0,x",
        4,
        "date",
        "'12.9.2024' is no date. Expected a date as",
    ),
    ("price_changes.csv", "830003.BJ,20231229,2024-09-12,0,x", 4, "base_date", "'20231229' is no date"),
    (
        "price_changes.csv",
        "830003.BJ,2023-02-30,2024-09-12,0,x",
        4,
        "base_date",
        "'2023-02-30' is no day of the",
    ),
    ("price_changes.csv", "830003.BJ,2024-09-12,2024-09-12,0,x", 4, "date", "covers no day"),
    (
        "price_changes.csv",
        "830003.BJ,2023-12-29,2024-09-12,-27.6,x",
        4,
        "change",
        "Divide percentages by 100",
    ),
    ("price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,fell,x", 4, "change", "'fell' is not a number"),
    ("price_changes.csv", "300418.SZ,2023-12-29,2024-09-12,0,x", 4, "ticker", "not in companies.csv"),
    ("price_changes.csv", "600002.SH,2023-12-29,2024-09-12,0,x", 4, "ticker", "'600002.SH' is listed twice"),
    ("sources.csv", "S1,again", 4, "id", "'S1' is listed twice"),
    ("sources.csv", "S 1,x", 4, "id", "'S 1' is no source id"),
    ("sources.csv", ",x", 4, "id", "'' is no source id"),
]


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case[-1])
def test_a_row_that_cannot_be_taken_is_told_by_file_line_and_column(folder, case, append, failure):
    name, row, line, column, said = case
    append(folder, name, f"{row}\n")
    error = failure(folder)
    assert (error.place.file, error.place.line, error.place.key) == (folder / name, line, column)
    assert said in str(error)


def test_what_is_next_to_each_refusal_is_taken(folder, append):
    """The bounds themselves are good: a price may fall by all of it, an expense be 0, a revenue negative."""
    append(folder, "price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,-1,x\n")
    append(
        folder,
        "figures.csv",
        "600002.SH,2024H1,rd_expense,0,derived,\n830003.BJ,2024H1,revenue,-.5,stated,S1\n",
    )
    facts = load_facts(folder)
    assert facts.price_change("830003.BJ").change == -1
    assert facts.column("revenue", facts.period) == [1200.0, None, -0.5]
    assert facts.value("600002.SH", "rd_expense", facts.period) == 0


def test_an_empty_value_is_missing_and_not_0(folder, append):
    append(folder, "figures.csv", "600002.SH,2024H1,revenue,,stated,S1\n,,,,,\n\n")
    append(folder, "price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,,x\n")
    facts = load_facts(folder)
    assert facts.figure("600002.SH", "revenue", facts.period) is None
    assert facts.price_change("830003.BJ") is None
    assert len(facts.figures) == 3


def test_every_character_that_is_not_accepted_is_told_by_its_line(folder, append, failure):
    append(folder, "companies.csv", "300418.SZ,x\0,x,,x,,x\n\n300419.SZ,x,\x1f,,x,,\ufffe\n")
    assert [failed.place.line for failed in failure(folder).failures] == [5, 7, 7]


def test_all_rows_that_cannot_be_taken_are_told_at_once(folder, append, failure):
    append(folder, "companies.csv", "300418.SZ,x,x,top,x,,x\n")
    append(
        folder, "figures.csv", "300418.SZ,2024H1,sales,1,stated,S1\n300418.SZ,2024H1,revenue,abc,stated,S1\n"
    )
    append(folder, "price_changes.csv", "830003.BJ,2023-12-29,2024-09-12,-2,x\n")
    error = failure(folder)
    assert isinstance(error, FolderError)
    assert isinstance(error, AigcError)
    assert error.count == 4
    places = [(failed.place.file.name, failed.place.line, failed.place.key) for failed in error.failures]
    assert places == [
        ("companies.csv", 5, "layer"),
        ("figures.csv", 5, "item"),
        ("figures.csv", 6, "value"),
        ("price_changes.csv", 4, "change"),
    ]
    assert "4 things can't be taken" in str(error)
    assert all(str(failed) in str(error) for failed in error.failures)


def test_of_many_mistakes_twenty_are_shown_and_the_others_counted(folder, append, failure):
    append(folder, "figures.csv", "".join(f"600002.SH,2024H1,x{n},1,stated,S1\n" for n in range(1500)))
    error = failure(folder)
    assert (error.count, len(error.failures)) == (1500, 1000)
    assert str(error).count("is no item") == 20
    assert str(error).endswith("and 1480 more")


def test_source_ids_are_not_checked_where_no_sources_are_listed(folder, append):
    (folder / "sources.csv").unlink()
    append(folder, "figures.csv", "600002.SH,2024H1,revenue,1,stated,S9\n")
    assert load_facts(folder).figure("600002.SH", "revenue", load_facts(folder).period).sources == ("S9",)
