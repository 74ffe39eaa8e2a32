"""Programs that several tests of hosts drive, each started once."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def calc(tmp_path_factory):
    """A LibreOffice Calc that has the add-in."""
    from support.calc_session import Session  # noqa: PLC0415  other hosts need no office

    return Session(tmp_path_factory.mktemp("calc"))


@pytest.fixture(scope="session")
def com_server(tmp_path_factory):
    """xlwings' COM server with the functions."""
    from support.com_server import ComServer  # noqa: PLC0415  other hosts need no xlwings

    server = ComServer(tmp_path_factory.mktemp("log") / "functions.log")
    yield server
    server.close()
