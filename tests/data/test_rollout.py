"""`rollout.csv`: the bundled one against its entries, and rows that can't be taken."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from xl_aigc.data.batch_checks import check_batch
from xl_aigc.data.folder import REFERENCE, load_facts
from xl_aigc.data.folder_batch import bundled_batch
from xl_aigc.data.rollout import Rollout, day_of
from xl_aigc.data.written import facts_files
from xl_aigc.errors import DataError

DAY = dt.date(2024, 9, 12)
HEADER = "ticker,as_of,models_registered,first_registration_date,algorithms_registered,model_names,sources\n"


def entries():
    with (REFERENCE / "rollout_entries.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["basis"] != "unsourced"]


def test_the_counts_of_each_company_are_those_of_its_entries():
    """Believed subsidiaries are no entries; a company with nothing else is undecided, not 0."""
    counted = Counter((row["ticker"], row["list"]) for row in entries())
    for one in load_facts().rollout:
        for kind, count in (("model", one.models), ("algorithm", one.algorithms)):
            if count is not None:
                assert count == counted[one.ticker, kind], one.ticker


def test_the_first_registration_is_the_earliest_entry():
    for one in load_facts().rollout:
        days = [row["date"] for row in entries() if (row["ticker"], row["list"]) == (one.ticker, "model")]
        assert (one.first_registration and one.first_registration.isoformat()) == min(days, default=None)


def test_blank_is_undecided_and_zero_is_none_found():
    facts = load_facts()
    assert facts.rolled_out("600228.SH") is None  # both columns are blank
    assert (facts.rolled_out("002373.SZ").models, facts.rolled_out("002373.SZ").algorithms) == (0, None)
    assert {one.as_of for one in facts.rollout} == {DAY}


def test_what_is_written_reads_back_the_same(tmp_path):
    for name, text in facts_files(load_facts()).items():
        (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    assert load_facts(tmp_path).rollout == load_facts().rollout


def test_days_are_counted_as_spreadsheets_count_them():
    """In Excel 2024-09-12 is the number 45547."""
    one = Rollout("300418.SZ", DAY, 1, dt.date(2023, 11, 3), None)
    assert one.number("rollout_day") == 45547
    assert one.number("rollout_day") - one.number("first_model_day") == (DAY - dt.date(2023, 11, 3)).days
    assert day_of(45547) == DAY
    assert one.number("algorithms_registered") is None


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("300418.SZ,2024-09-12,1.5,,,,", "1.5 is no count"),
        ("300418.SZ,2024-09-12,-1,,,,", "-1 is no count"),
        ("300418.SZ,2024-09-12,0,2024-01-01,,,", "the first is of 2024-01-01, with no models"),
        ("300418.SZ,2024-09-12,1,2024-10-01,,,", "as of 2024-09-12"),
        ("300418.SZ,2024-13-12,1,,,,", "no day of the calendar"),
        ("300418.SZ,2024-09-12,1,,,,Q9", "There is no source Q9"),
        ("999999.SH,2024-09-12,1,,,,", "is not in companies.csv"),
        ("300418.SZ,2024-09-12,1,,,,\n300418.SZ,2024-09-12,2,,,,", "is listed twice"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_line(tmp_path, row, says):
    for name in ("companies.csv", "figures.csv", "sources.csv", "basket.yaml"):
        (tmp_path / name).write_bytes((REFERENCE / name).read_bytes())
    (tmp_path / "rollout.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"rollout\.csv") as caught:
        load_facts(tmp_path)
    assert says in str(caught.value)


def test_a_source_that_gives_an_impossible_roll_out_has_the_row_set_aside():
    batch = bundled_batch()
    sound = batch.rollout[0]
    later = Rollout("300418.SZ", dt.date(2025, 1, 1), 1, None, 0)
    negative = Rollout("300418.SZ", DAY, -1, None, 0)
    checked = check_batch(replace(batch, rollout=(sound, later, negative)))
    assert checked.rollout == (sound,)
    assert [row.reason for row in checked.set_aside] == ["bad_rollout", "bad_rollout"]
