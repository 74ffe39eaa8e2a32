"""The day that figures are of, where nobody names one."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from xl_aigc.sources import Request


@pytest.mark.skipif(
    not hasattr(time, "tzset"), reason="only POSIX systems change their clock's zone for one program"
)
@pytest.mark.parametrize(("zone", "hours"), [("Etc/GMT+12", -12), ("Etc/GMT-14", 14)])
def test_figures_are_of_today_by_the_clock_of_whoever_asks(monkeypatch, zone, hours):
    """Whatever the market: at the two ends of the world it is never the same day."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        there = (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).date()
        assert [Request("files", markets=(market,)).day for market in ("a_share", "us")] == [there, there]
    finally:
        monkeypatch.undo()
        time.tzset()
