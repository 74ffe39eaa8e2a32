"""Gnumeric recalculates every native formula of a report and agrees with its values.

Gnumeric computes in 80 bits. A quotient that is exactly a limit in 64 bits may be above it there, and two growths that differ
in the last digit may be equal. Both occur among the nasty companies, and no cell may depend on them.
"""

from __future__ import annotations

import pytest
from support import baskets
from support.gnumeric import judged

from xl_aigc.data.folder import load_facts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("language", ["en", "zh", "ko"])
def test_gnumeric_agrees_with_the_bundled_report(built, tmp_path, language):
    count, different = judged(built(language), tmp_path)
    assert different == []
    assert count > 7000


def test_gnumeric_agrees_with_a_report_on_nasty_companies(built, tmp_path):
    facts = load_facts(baskets.write(tmp_path / "nasty", baskets.nasty()))
    count, different = judged(built("en", facts=facts), tmp_path)
    assert different == []
    assert count > 6000
