"""A pandas Series or DataFrame in gives a pandas Series back, with the labels of its rows."""

from __future__ import annotations

import pandas as pd
import pytest

from xl_aigc import metrics

NOW = pd.Series([120.0, -5.0, None], index=["a", "b", "c"], name="2024H1")
THEN = pd.Series([100.0, 5.0, 1.0], index=["a", "b", "c"], name="2023H1")


def test_a_ratio_of_series_is_a_series_with_their_index():
    # 20 of 100; a fall of 10 on a base of 5; unknown
    expected = pd.Series([0.2, -2.0, None], index=["a", "b", "c"], name="yoy")
    pd.testing.assert_series_equal(metrics.yoy(NOW, THEN), expected)


def test_a_scalar_beside_a_series_serves_every_row():
    assert metrics.yoy(NOW, 100.0).tolist()[:2] == [0.2, -1.05]


def test_words_of_a_series_are_none_where_a_number_is_missing():
    found = metrics.growth_status(NOW, THEN)
    assert found.to_dict() == {"a": "increased", "b": "turned_to_loss", "c": None}


def test_ranks_of_a_series_are_nullable_whole_numbers():
    found = metrics.ranks(NOW)
    assert (str(found.dtype), found.name) == ("Int64", "ranks")
    assert found.dropna().to_dict() == {"a": 1, "b": 2}


def test_cohorts_of_a_data_frame_are_a_series():
    table = pd.DataFrame({"price_change": [0.3, -0.5, None]}, index=["a", "b", "c"])
    assert metrics.assign(table, "price").to_dict() == {
        "a": "price_above_20pct",
        "b": "minus_40_or_worse",
        "c": None,
    }


def test_rows_are_never_paired_by_position():
    with pytest.raises(ValueError, match=r"current and prior differ.*prior\.reindex\(current\.index\)"):
        metrics.yoy(NOW, THEN.iloc[::-1])


def test_a_summary_takes_a_data_frame():
    table = pd.DataFrame({"layer": ["up", "up", "down"], "revenue": [1.0, 2.0, 4.0]})
    assert [(row.cohort, row.revenue) for row in metrics.summarise(table, "layer").rows][-2:] == [
        ("up", 3.0),
        ("down", 4.0),
    ]
