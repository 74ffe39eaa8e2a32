"""The program's own tables, which a contributor edits by hand."""

from __future__ import annotations

import pytest

from xl_aigc.errors import DataError
from xl_aigc.files.csv_file import bundled_table


def test_a_slip_in_a_table_is_told_by_file_line_and_columns(tmp_path):
    (tmp_path / "markets.csv").write_text("market,codes\nhk,[0-9]{5}\nth,[A-Z0-9]{2,6}\n", encoding="utf-8")
    with pytest.raises(
        DataError, match=r"markets\.csv, line 3: The row has 3 fields\. Expected 2: market, codes\."
    ):
        bundled_table(tmp_path / "markets.csv")
