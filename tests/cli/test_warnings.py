"""A doubtful measure is shown by every command that reads the file it stands in."""

from __future__ import annotations

import shutil

import pytest

from xl_aigc.report.layout import templates_folder

DOUBTFUL = "measures:\n  same_growth: {is: 1 if revenue_yoy == net_profit_yoy else 0, shows: count, label: Same growth}\n"
WARNING = (
    "measures.yaml, line 2, key measures.same_growth.is: "
    "'revenue_yoy == net_profit_yoy' compares computed numbers, which programs round differently."
)


@pytest.fixture
def basket(data):
    (data / "measures.yaml").write_text(DOUBTFUL, "utf-8")
    return data


@pytest.mark.parametrize("command", [("data", "check"), ("layout", "check"), ("build",)])
def test_a_doubtful_measure_of_a_basket_is_warned_of(command, basket, xl_aigc):
    result = xl_aigc(*command, "--data", basket)
    assert result.code == 0, result.err
    assert WARNING in result.out


@pytest.mark.parametrize("command", [("layout", "check"), ("build", "--layout")])
def test_a_doubtful_measure_of_a_folder_of_layouts_is_warned_of(command, xl_aigc, tmp_path):
    folder = shutil.copytree(templates_folder() / "report", tmp_path / "mine")
    (folder / "measures.yaml").write_text(DOUBTFUL, "utf-8")
    result = xl_aigc(*command, folder)
    assert result.code == 0, result.err
    assert WARNING in result.out
