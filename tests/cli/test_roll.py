"""`roll` on the command line: what it writes, and what it refuses."""

from __future__ import annotations

import pytest


def test_roll_writes_another_file_or_the_workbook_and_undo_brings_it_back(xl_aigc, files):
    before = (files / "report.xlsx").read_bytes()
    tried = xl_aigc("roll", "report.xlsx", "--to", "2023H1", "--compare", "2024H1", "--dry-run")
    assert (tried.code, tried.out.splitlines()[0]) == (0, "Nothing was written (--dry-run). It would be:")
    copied = xl_aigc(
        "roll", "report.xlsx", "--to", "2023H1", "--compare", "2024H1", "--output", "rolled.xlsx"
    )
    assert (copied.code, copied.out.splitlines()[0]) == (0, "rolled.xlsx")
    assert (files / "report.xlsx").read_bytes() == before
    assert xl_aigc("roll", "report.xlsx", "--to", "2023H1", "--compare", "2024H1").code == 0
    assert xl_aigc("diff", "report.xlsx", "rolled.xlsx").code == 0
    again = xl_aigc("roll", "report.xlsx", "--to", "2023H1", "--compare", "2024H1")
    assert (again.code, "The workbook shows 2023H1 against 2024H1 already" in again.err) == (1, True)
    assert xl_aigc("refresh", "--undo", "--workbook", "report.xlsx").code == 0
    assert (files / "report.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (("--to", "2024FY"), 1, "--to: The store has no figure of 2024FY for the basket 'small'."),
        (("--to", "2023H1", "--compare", "2022H1"), 1, "--compare: The store has no figure of 2022H1"),
        (("--to", "2024X1"), 1, "'2024X1' is no period"),
        ((), 2, "--to"),
    ],
)
def test_what_a_roll_can_not_do_is_told(xl_aigc, files, options, code, says):
    before = (files / "report.xlsx").read_bytes()
    done = xl_aigc("roll", "report.xlsx", *options)
    assert (done.code, says in done.err) == (code, True), done.err
    assert (files / "report.xlsx").read_bytes() == before


@pytest.mark.parametrize("dry_run", [(), ("--dry-run",)])
def test_a_roll_never_makes_a_store(xl_aigc, files, tmp_path, dry_run):
    refused = xl_aigc("roll", "report.xlsx", "--to", "2023H1", "--store", "typo.sqlite", *dry_run)
    assert (refused.code, "typo.sqlite: There is no store here." in refused.err) == (1, True)
    assert not (tmp_path / "typo.sqlite").exists()


def test_the_basket_that_a_store_lacks_is_told_with_the_store(xl_aigc, files, tmp_path):
    assert xl_aigc("refresh", "--source", "reference", "--store", "other.sqlite").code == 0
    refused = xl_aigc("roll", "report.xlsx", "--to", "2023H1", "--store", "other.sqlite")
    assert refused.code == 1
    assert "other.sqlite: The store has no basket 'small', which the workbook shows." in refused.err
    assert "Name the store that has it with --store" in refused.err
