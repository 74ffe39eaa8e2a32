"""A real PostgreSQL server for tests: started once for a test process, on loopback, with a password, in a folder of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from support.required import missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

USER, PASSWORD = "aigc", "s3cret p@ss"
IN_URL = "s3cret%20p%40ss"


@cache
def find_postgres() -> Path | None:
    """The folder of the server's programs, None where it is not installed."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


@dataclass
class Server:
    """A running server; each database that it makes is empty."""

    port: int
    made: int = 0

    def url(self, database: str, password: str = IN_URL) -> str:
        return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"

    def database(self) -> str:
        """The URL of a new database."""
        import psycopg  # noqa: PLC0415  only tests with a server need it

        self.made += 1
        name = f"store{self.made}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.url(name)


def running_server() -> Iterator[Server]:
    """Starts a server and stops it at the end; skips without the programs, or fails where nothing may be skipped."""
    programs = find_postgres()
    if programs is None:
        missing("postgres", "PostgreSQL")
    folder = Path(tempfile.mkdtemp(prefix="xl_aigc_postgres_"))
    try:
        _hand_over(folder)
        yield from _serve(programs, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(programs: Path, folder: Path) -> Iterator[Server]:
    secret, data = folder / "password", folder / "data"
    secret.write_text(PASSWORD, encoding="utf-8")
    _hand_over(secret)
    _run(
        programs / "initdb",
        "--auth=scram-sha-256",
        f"--username={USER}",
        f"--pwfile={secret}",
        "--no-sync",
        "--locale=en_US.UTF-8" if _has_locale("en_US.utf8") else "--locale=C.UTF-8",
        "--encoding=UTF8",
        f"--pgdata={data}",
    )
    port = _free_port()
    # A test's database may be lost with the machine: without fsync each of its many commits costs nothing.
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories='{folder}' -c fsync=off"
    )
    log = folder / "log"
    _run(programs / "pg_ctl", "start", "-w", "-t", "60", f"-D{data}", f"-l{log}", "-o", options)
    try:
        yield Server(port)
    finally:
        _run(programs / "pg_ctl", "stop", "-w", "-m", "immediate", f"-D{data}")


def _run(*command: object) -> None:
    """Run a program of the server, which refuses to be run by root."""
    words = [str(word) for word in command]
    done = subprocess.run(
        [*_as_another_user(), *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd="/",
        timeout=90,
    )
    assert done.returncode == 0, done.stderr


def _as_another_user() -> Sequence[str]:
    return ["runuser", "-u", _other_user(), "--"] if os.geteuid() == 0 else []


def _hand_over(path: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, _other_user())


@cache
def _other_user() -> str:
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _has_locale(name: str) -> bool:
    lister = shutil.which("locale")
    listed = lister and subprocess.run([lister, "-a"], capture_output=True, text=True, check=False).stdout
    return name in (listed or "")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
