"""Real PostgreSQL for tests: one server for a whole test process, in a folder of its own, reached by a socket there.

PostgreSQL refuses to run as root, so root runs it as the user `postgres` or `nobody`.
"""

from __future__ import annotations

import atexit
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from functools import cache
from pathlib import Path

import pytest

PORT = 54329
"""The name of its socket; nothing listens on the network."""


@cache
def find_binaries() -> Path | None:
    """The folder of initdb, pg_ctl and psql; None where PostgreSQL is not installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return installed[-1].parent if installed else Path(on_path).parent if on_path else None


def require_binaries() -> Path:
    """The folder of the programs; skips the test without them, or fails it where nothing may be skipped."""
    found = find_binaries()
    if found is None:
        if "postgres" in os.environ.get("XL_AIGC_REQUIRE", "").split(","):
            pytest.fail("PostgreSQL is required here and not installed")
        pytest.skip("PostgreSQL is not installed")
    return found


@cache
def _account() -> str | None:
    """The user to run it as; None where that is the present one."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in names)


def _run(*command: str) -> None:
    account = _account()
    prefix = ["runuser", "-u", account, "--"] if account else []
    done = subprocess.run(
        [*prefix, *command],
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stdout.decode(errors='replace')}")


@cache
def _folder() -> Path:
    """The folder of the running server; it is stopped when the process ends."""
    binaries = require_binaries()
    folder = Path(tempfile.mkdtemp(prefix="xl_aigc_pg_"))
    account = _account()
    if account:
        shutil.chown(folder, account)
    data = str(folder / "data")
    _run(str(binaries / "initdb"), "-D", data, "-U", "xl_aigc", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c port={PORT} -c fsync=off"
    start = ("start", "-w", "-t", "30", "-l", str(folder / "log"), "-o", options)
    _run(str(binaries / "pg_ctl"), "-D", data, *start)

    def stop() -> None:
        _run(str(binaries / "pg_ctl"), "-D", data, "stop", "-m", "immediate")
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    return folder


def new_database() -> str:
    """The URL of a new, empty database of the server, which is started when it is first asked for."""
    binaries, folder = require_binaries(), _folder()
    name = f"t{uuid.uuid4().hex}"
    _run(str(binaries / "createdb"), "-h", str(folder), "-p", str(PORT), "-U", "xl_aigc", name)
    return f"postgresql+psycopg://xl_aigc:secret@/{name}?host={folder}&port={PORT}"
