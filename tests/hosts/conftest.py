"""Puts this folder on the path: the modules in it that several tests share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

collect_ignore = ["calc.py", "run_macros.py"]
"""Programs for LibreOffice's own Python: pytest, which looks for examples in every module, can't import them."""

HERE = str(Path(__file__).parent)
if HERE not in sys.path:
    sys.path.insert(0, HERE)


@pytest.fixture(scope="session")
def calc(tmp_path_factory):
    """A LibreOffice Calc that has the add-in."""
    from calc_session import Session  # noqa: PLC0415  other hosts need no office

    return Session(tmp_path_factory.mktemp("calc"))


@pytest.fixture(scope="session")
def com_server(tmp_path_factory):
    """xlwings' COM server with the functions."""
    from com_server import ComServer  # noqa: PLC0415  other hosts need no xlwings

    server = ComServer(tmp_path_factory.mktemp("log") / "functions.log")
    yield server
    server.close()
