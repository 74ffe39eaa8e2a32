"""A dry run of `refresh` and `roll` says what the real run would say, of the person's own files, and writes nothing."""

from __future__ import annotations

import re

import pytest

from xl_aigc.location import data_folder
from xl_aigc.store.opening import open_store


def test_a_dry_run_tells_the_same_and_writes_nothing(xl_aigc, files):
    before = {path.name: path.read_bytes() for path in files.iterdir() if path.is_file()}
    done = xl_aigc("refresh", "--from", "next", "--workbook", "report.xlsx", "--dry-run")
    assert done.code == 0
    assert done.out.startswith("Nothing was written (--dry-run). It would be:\n")
    assert "0 added, 39 restated, 0 withdrawn" in done.out
    after = {path.name: path.read_bytes() for path in files.iterdir() if path.is_file()}
    assert {name: after[name] for name in before} == before
    assert len(open_store(files / "store.sqlite").vintages()) == 2


def test_a_dry_run_against_another_store_names_that_store(xl_aigc, files):
    xl_aigc("refresh", "--from", "next", "--workbook", "report.xlsx")
    figures = files / "next" / "figures.csv"
    figures.write_text(re.sub(r",revenue,[1-9]", ",revenue,8", figures.read_text("utf-8")), encoding="utf-8")
    done = xl_aigc("refresh", "--from", "next", "--store", "other.sqlite")
    assert done.code == 0, done.err
    tried = xl_aigc("refresh", "--workbook", "report.xlsx", "--dry-run", "--store", "other.sqlite")
    assert tried.code == 1
    assert "other.sqlite: The store (vintage" in tried.err
    assert "is older than the workbook" in tried.err


@pytest.mark.parametrize("more", [(), ("--json",)])
@pytest.mark.parametrize(
    "command", [("refresh", "--workbook", "report.xlsx"), ("roll", "report.xlsx", "--to", "2023H1")]
)
def test_a_dry_run_without_a_store_names_the_place_where_the_store_would_be(
    xl_aigc, files, monkeypatch, command, more
):
    monkeypatch.delenv("XL_AIGC_STORE")
    monkeypatch.setenv("XDG_DATA_HOME", str(files / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(files / "home"))
    tried = xl_aigc(*command, "--dry-run", *more)
    assert tried.code == 1
    assert tried.err.startswith(
        f"{data_folder() / 'store.sqlite'}: There is no store here, and a new one has "
    )


def test_a_dry_run_says_line_by_line_what_the_real_run_says(xl_aigc, files):
    """Revenue stays, and is of another kind."""
    figures = files / "next" / "figures.csv"
    xl_aigc("refresh", "--from", "next", "--workbook", "report.xlsx")
    swapped = {",stated,": ",derived,", ",derived,": ",stated,"}
    figures.write_text(
        re.sub(
            r"(?<=,)(revenue,[^,]+)(,\w+,)",
            lambda match: match[1] + swapped[match[2]],
            figures.read_text("utf-8"),
        ),
        encoding="utf-8",
        newline="",
    )
    command = ("refresh", "--from", "next", "--workbook", "report.xlsx")
    tried, done = xl_aigc(*command, "--dry-run"), xl_aigc(*command)
    assert (tried.code, done.code) == (0, 0), done.err
    assert "figures of the same value with a new source or kind" in done.out
    copy = next(line for line in done.out.splitlines() if line.startswith("  before"))
    assert tried.out.splitlines()[1:] == [line for line in done.out.splitlines() if line != copy]
