"""The log of refused calls goes to a folder of the test run, never to a person's own."""

from __future__ import annotations

import pytest

from xl_aigc.functions.log import LOG_VARIABLE, log_refusal


@pytest.fixture(autouse=True)
def log_file(tmp_path, monkeypatch):
    """The log file of one test."""
    path = tmp_path / "functions.log"
    monkeypatch.setenv(LOG_VARIABLE, str(path))
    log_refusal.cache_clear()
    return path
