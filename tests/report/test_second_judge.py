"""Gnumeric recalculates every native formula of a report and agrees with its values.

Gnumeric computes in 80 bits. A quotient that is exactly 100 in 64 bits may be above 100 there, and two growths that differ in
the last digit may be equal; both occur among the nasty companies, and only in the cells that are named here.
"""

from __future__ import annotations

import pytest
from support import baskets
from support.gnumeric import judged

from xl_aigc.data.folder import load_facts

pytestmark = pytest.mark.slow
AT_AN_EDGE = {
    "Outlook": "ranks of growths that are equal but for rounding, and their correlation",
    "Checks": "jumps of exactly the limit: 0.01 yuan to 1 yuan",
}


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_gnumeric_agrees_with_the_bundled_report(built, tmp_path, language):
    count, different = judged(built(language), tmp_path)
    assert different == []
    assert count > 7000


def test_gnumeric_agrees_with_a_report_on_nasty_companies(built, tmp_path):
    facts = load_facts(baskets.write(tmp_path / "nasty", baskets.nasty()))
    count, different = judged(built("en", facts=facts), tmp_path)
    assert {one.sheet for one in different} == AT_AN_EDGE.keys()
    ranks = [one for one in different if "RANK.AVG" in one.formula or "CORREL" in one.formula]
    jumps = [one for one in different if one.sheet == "Checks"]
    assert len(ranks) + len(jumps) == len(different) <= 7
    assert count > 6000
