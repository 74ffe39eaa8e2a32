"""Starts xlwings Server with our functions: on this machine only, or with a login."""

from __future__ import annotations

import json
import os
import socket
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, Literal, get_args

from platformdirs import user_data_path

from xl_aigc.errors import HostError, Place
from xl_aigc.files.regular import real_path
from xl_aigc.hosts.xlwings_server.addresses import HOSTS_VARIABLE, allowed_hosts, is_loopback
from xl_aigc.hosts.xlwings_server.limits import STOP_SECONDS
from xl_aigc.hosts.xlwings_server.project import write_project
from xl_aigc.hosts.xlwings_server.quota import cells_a_minute
from xl_aigc.hosts.xlwings_server.watch import access_log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xl_aigc.hosts.office_js import Language

Environment = Literal["dev", "qa", "uat", "staging", "prod"]
APPLICATION: Final = "xl_aigc.hosts.xlwings_server.asgi:app"
PROTOCOL: Final = "xl_aigc.hosts.xlwings_server.connection:BoundedProtocol"


def default_project() -> Path:
    """Return the project folder that is taken if none is named."""
    return user_data_path("xl_aigc", appauthor=False) / "server"


@dataclass(frozen=True)
class ServerOptions:
    """Options of a server.

    Args:
        host: the address it listens at; only this machine can reach the default.
        port: the port it listens at.
        names: host names that people's Excel may use, besides this machine's own and the address it listens at.
        environment: `dev` on this machine needs no login, all else does.
        project: the project folder; files that it lacks are written.
        workers: processes that share the work.
        certificate: the TLS certificate and its key; Excel accepts no add-in without.
        largest_body: of a request, in bytes.
        language: of the help texts, in a new project.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    environment: Environment = "dev"
    project: Path = field(default_factory=default_project)
    workers: int = 1
    certificate: tuple[Path, Path] | None = None
    largest_body: int = 16 * 1024 * 1024
    language: Language = "en"

    @property
    def open_to_all(self) -> bool:
        """Return whether calls need no login: in development, where only this machine can call."""
        return self.environment == "dev" and is_loopback(self.host)


def serve(options: ServerOptions, tell: Callable[[str], None] = print) -> None:
    """Run xlwings Server until it is interrupted.

    Args:
        options: how.
        tell: takes each line that the person who starts it should read.

    Raises:
        HostError: the extra `server` or a licence key is missing, an option or the project can't be used, the port is taken.
    """
    _check(options)
    write_project(options.project, options.language)
    _prepare(options)
    _check_licence()
    login, token = _login(options)
    _check_port(options)
    for line in _greeting(options, login=login, token=token):
        tell(line)
    import uvicorn  # noqa: PLC0415  part of the extra `server`

    certificate, key = options.certificate or (None, None)
    uvicorn.run(
        APPLICATION,
        host=options.host,
        port=options.port,
        http=PROTOCOL,
        workers=options.workers,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


def _check(options: ServerOptions) -> None:
    """Refuse options that can't be meant.

    Raises:
        HostError: names the option.
    """
    if find_spec("xlwings_server") is None:
        raise HostError("xlwings Server is not installed.", remedy="Run: pip install 'xl-aigc[server]'")
    known = get_args(Environment)
    if options.environment not in known:
        raise HostError(
            f"There is no environment {options.environment!r}.", expected=f"one of {', '.join(known)}."
        )
    for name, value, least in (("workers", options.workers, 1), ("largest body", options.largest_body, 1024)):
        if value < least:
            raise HostError(f"{name} {value} is too small.", expected=f"{least} or more.")
    for file in options.certificate or ():
        if not file.is_file():
            raise HostError("There is no such file.", Place(file), expected="a certificate or its key.")


def _prepare(options: ServerOptions) -> None:
    """Hand the options over, as xlwings Server and its worker processes read them: from the environment.

    Raises:
        HostError: a name is no host name, or a setting of the environment can't be meant.
    """
    cells_a_minute()
    access_log()
    names = [*options.names, options.host, *os.environ.get(HOSTS_VARIABLE, "").split(",")]
    os.environ[HOSTS_VARIABLE] = ",".join(allowed_hosts(names))
    os.environ["XLWINGS_PROJECT_DIR"] = str(real_path(options.project))
    os.environ["XLWINGS_ENVIRONMENT"] = options.environment
    os.environ["XL_AIGC_SERVER_MAX_BODY"] = str(options.largest_body)


def _check_licence() -> None:
    """Ask for the licence key that xlwings Server runs with; which one is for the person to say.

    Raises:
        HostError: there is none, or it is not valid.
    """
    from xlwings import LicenseError  # noqa: PLC0415

    try:
        import_module("xlwings_server.config")  # takes a key from the project's .env
        import_module("xlwings.server")  # asks for one
    except LicenseError as error:
        raise HostError(
            f"xlwings Server does not start: {error}",
            Place(key="XLWINGS_LICENSE_KEY"),
            remedy="Set it to the key of a paid plan, or to noncommercial if the use is "
            "(PolyForm Noncommercial License 1.0.0). See docs/server.md.",
        ) from error


def _login(options: ServerOptions) -> tuple[bool, str | None]:
    """Turn a login on where one is due.

    Returns:
        Whether there is a login, and its token if that was made here, so that the person can be told.

    Raises:
        HostError: the token that was set is too short.
    """
    from xlwings_server.config import settings  # noqa: PLC0415

    from xl_aigc.hosts.xlwings_server.token_login import (  # noqa: PLC0415
        PROVIDER,
        TOKEN_VARIABLE,
        configured_token,
        new_token,
    )

    token = configured_token()
    if options.open_to_all and not settings.auth_providers and token is None:
        return False, None
    if not settings.auth_providers:
        settings.auth_providers = [PROVIDER]
        os.environ["XLWINGS_AUTH_PROVIDERS"] = json.dumps([PROVIDER])
    if PROVIDER not in settings.auth_providers or token is not None:
        return True, None
    os.environ[TOKEN_VARIABLE] = token = new_token()
    return True, token


def _check_port(options: ServerOptions) -> None:
    """Say in words that a port is taken, before the server's own processes would.

    Raises:
        HostError: the address can't be listened at.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((options.host, options.port))
        except OSError as error:
            raise HostError(
                f"{options.host}:{options.port} can't be listened at: {error.strerror or error}.",
                remedy="Name another port with --port.",
            ) from error


def _greeting(options: ServerOptions, *, login: bool, token: str | None) -> list[str]:
    """Return the notes for the person who starts a server."""
    host = f"[{options.host}]" if ":" in options.host else options.host
    address = f"{'https' if options.certificate else 'http'}://{host}:{options.port}"
    lines = [f"AIGC functions at {address} ({options.environment}), manifest at {address}/manifest.xml"]
    if token:
        lines.append(f"Token to log in, made for this start: {token}")
    lines.append(f"Login: {'on' if login else 'none, only this machine can call'}")
    lines.append(f"Host names that are answered: {os.environ[HOSTS_VARIABLE].replace(',', ', ')}")
    if options.certificate is None:
        lines.append("No certificate: Excel takes an add-in over https only. See docs/server.md.")
    lines.append(f"Project: {real_path(options.project)}. Stop with Ctrl+C.")
    return lines
