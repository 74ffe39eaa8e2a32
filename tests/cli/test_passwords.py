"""A password is in no message, whatever the form of the address."""

from __future__ import annotations

import pytest
from support.expression_engine import require_panel

from xl_aigc.errors import DataError

SECRET = "s3cr3t"
IN_URL = [f"x{sign}{SECRET}" for sign in ("/", "#", "?", "@", " ", ":", "[", "%20", "%40", "\n")]
IN_URL += [f"{SECRET}{sign}x" for sign in ("/", "#", "?", "@", " ", ":", "[", "%20", "%40", "\n")]
ADDRESSES = [
    *(f"postgresql://anna:{password}@127.0.0.1:1/db" for password in (SECRET, *IN_URL)),
    *(f"postgresql+psycopg://anna:{password}@127.0.0.1:1/db" for password in (SECRET, *IN_URL)),
    f"postgresql://127.0.0.1:1/db?user=anna&password={SECRET}",
    f"postgresql://127.0.0.1:1/db?user=anna&password=x%20{SECRET}",
    f"postgresql://127.0.0.1:1/db?user=anna&password=x {SECRET}",
    f"postgresql://127.0.0.1:1/db?user=anna&pwd={SECRET}",
    f"postgresql://anna:{SECRET}@127.0.0.1:port/db",
    f"postgresql:/anna:{SECRET}@127.0.0.1/db",
    f"postgres//anna:{SECRET}@127.0.0.1/db",
    f"host=127.0.0.1 port=1 user=anna password={SECRET} dbname=db",
    f"host=127.0.0.1 port=1 user=anna password='x {SECRET}' dbname=db",
    f"Server=x;Database=d;User Id=anna;Password={SECRET};",
    f"jdbc:postgresql://127.0.0.1:1/db?user=anna&password={SECRET}",
    f"mssql+pyodbc:///?odbc_connect=Driver%3DODBC%3BUID%3Danna%3BPWD%3D{SECRET}",
    f"mssql+pyodbc:///?odbc_connect=Driver=ODBC;PWD={SECRET};UID=anna",
    f"mssql+pyodbc://anna:{SECRET}@127.0.0.1/db?driver=ODBC",
    f"snowflake://anna:{SECRET}@account/db?token={SECRET}",
    *(
        f"{blanks}postgresql://anna:{SECRET}@127.0.0.1:1/db{blanks}"
        for blanks in ("  ", "\t", "\n", "\r\n", "\u3000", "\ufeff")
    ),
    f"sqlite:///x.db?password={SECRET}",
    f"https://anna:{SECRET}@127.0.0.1/figures.csv",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_command_says_a_password(xl_aigc, tmp_path, monkeypatch, address):
    query = ("--query", "SELECT 1")
    for command in (
        ("refresh", "--from", address, *query, "--store", "own.sqlite", "--dry-run"),
        ("refresh", "--source", "database", "--from", address, *query, "--store", "own.sqlite", "--dry-run"),
        ("refresh", "--source", "reference", "--store", address),
        ("data", "read", address),
        ("store", "info", "--store", address),
    ):
        done = xl_aigc(*command)
        assert SECRET not in done.out + done.err, command
        assert "Traceback" not in done.err
        assert done.code != 0
    monkeypatch.setenv("XL_AIGC_STORE", address)
    monkeypatch.setenv("XL_AIGC_LOG", str(tmp_path / "functions.log"))
    for command in (("store", "info"), ("eval", '=AIGC_FIGURE("300418","revenue")')):
        told = xl_aigc(*command)
        assert SECRET not in told.out + told.err, command
    # A reason that was written once is not written again.
    assert all(SECRET not in log.read_text("utf-8") for log in tmp_path.glob("*.log"))
    assert not [path.name for path in tmp_path.rglob("*") if SECRET in path.name], "no file of that name"


@pytest.mark.parametrize("address", ADDRESSES[::8])
def test_the_doctor_says_no_password(xl_aigc, monkeypatch, address):
    monkeypatch.setenv("XL_AIGC_STORE", address)
    done = xl_aigc("doctor")
    assert SECRET not in done.out + done.err


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_engine_of_a_panel_says_a_password(address):
    require_panel()
    from xl_aigc.panel.engines import connected  # noqa: PLC0415  imports ibis

    with pytest.raises(DataError) as refused:
        connected(address)
    assert SECRET not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_database_that_refuses_a_password_is_told_without_it(postgres):
    require_panel()
    from xl_aigc.panel.engines import connected  # noqa: PLC0415  imports ibis

    with pytest.raises(DataError, match="password authentication failed for user") as refused:
        connected(postgres.url("postgres", f"x%20{SECRET}"))
    assert SECRET not in str(refused.value)
