"""Every mistake in a row is told by file, line and column, with what was expected; all of them in one error."""

from __future__ import annotations

import pytest
from support.case_table import cases

from xl_aigc.data.folder import load_facts
from xl_aigc.errors import AigcError
from xl_aigc.files.failures import FolderError

# file, a row added as its last line, line, column, and a part of the message
ROWS = [
    *cases("data/row_mistakes.yaml"),
    ("companies.csv", f"300418.SZ,x,x,,{'s' * 256},,x", 5, "segment", "256 characters, more than 255"),
    ("companies.csv", f"300418.SZ,x,{'n' * 1001},,x,,x", 5, "name_en", "1,001 characters, more than 1,000"),
    ("companies.csv", f"300418.SZ,x,x,,x,,{'m' * 32001}", 5, "membership", "32,001 characters"),
    ("figures.csv", f"600002.SH,2024H1,revenue,{'1' * 100000}x,stated,S1", 5, "value", "100,001 characters"),
    ("figures.csv", f"600002.SH,2024{' ' * 31000},revenue,1,stated,S1", 5, "period", "is no period"),
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
