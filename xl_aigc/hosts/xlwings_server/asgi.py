"""The application that a web server runs: `uvicorn xl_aigc.hosts.xlwings_server.asgi:app`.

`XLWINGS_PROJECT_DIR` names the project; `xl-aigc serve` sets it.
"""

from __future__ import annotations

import inspect
import os
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final

from starlette.middleware.trustedhost import TrustedHostMiddleware
from xlwings_server.config import settings
from xlwings_server.main import app as routed_app
from xlwings_server.main import main_app
from xlwings_server.routers.xlwings import custom_functions, custom_scripts

from xl_aigc.errors import HostError, Place
from xl_aigc.hosts.xlwings_server import batch, registration, static_files
from xl_aigc.hosts.xlwings_server.access import check_login
from xl_aigc.hosts.xlwings_server.addresses import HOSTS_VARIABLE, allowed_hosts
from xl_aigc.hosts.xlwings_server.guard import Guard
from xl_aigc.hosts.xlwings_server.hover import SCRIPT
from xl_aigc.hosts.xlwings_server.limits import BODY_BYTES
from xl_aigc.hosts.xlwings_server.metrics import Metrics
from xl_aigc.hosts.xlwings_server.quota import Quota, cells_a_minute
from xl_aigc.hosts.xlwings_server.routes import Routes
from xl_aigc.hosts.xlwings_server.speed import ask_no_more
from xl_aigc.hosts.xlwings_server.tables import Tables
from xl_aigc.hosts.xlwings_server.watch import Watch, access_log

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import ModuleType

BODY_VARIABLE: Final = "XL_AIGC_SERVER_MAX_BODY"

if settings.environment != "dev" and not settings.auth_providers:
    raise HostError(
        f"The server runs as {settings.environment!r} and lets everyone in.",
        Place(key="XLWINGS_AUTH_PROVIDERS"),
        remedy="Start it with xl-aigc serve, which logs in by a token, or name a provider.",
    )


def _functions(module: ModuleType) -> dict[str, int | None]:
    """Return the worksheet functions of a module, and how many arguments each takes."""
    marks = (getattr(each, "__xlfunc__", None) for _, each in inspect.getmembers(module))
    return {
        mark["name"]: None if any(each["vararg"] for each in mark["args"]) else len(mark["args"])
        for mark in marks
        if mark
    }


def _ours(module: ModuleType) -> frozenset[str]:
    """Return the names of the functions of a module that are those of the catalogue, and none of its own."""
    return frozenset(
        name
        for name, each in inspect.getmembers(module, inspect.isfunction)
        if each.__module__ == registration.__name__ and hasattr(each, "__xlfunc__")
    )


def _scripts(module: ModuleType) -> frozenset[str]:
    """Return the scripts of a module."""
    return frozenset(name for name, each in inspect.getmembers(module) if hasattr(each, "__xlscript__"))


def _hosts() -> list[str]:
    """Return the host names that are answered: those set, and the one of the manifest."""
    named = (settings.hostname or "").partition(":")[0]
    return allowed_hosts([*os.environ.get(HOSTS_VARIABLE, "").split(","), named])


_lifespan: Final = routed_app.router.lifespan_context


@asynccontextmanager
async def _with_tables(app: Any) -> AsyncIterator[Any]:
    """End the process of large tables when the server ends; calls under way are finished by then."""
    try:
        async with _lifespan(app) as state:
            yield state
    finally:
        _tables.close()


ask_no_more()
static_files.contain(routed_app)
_all: Final = _functions(custom_functions)
_own: Final = {name: most for name, most in _all.items() if name in _ours(custom_functions)}
_tables: Final = Tables(_own)
_metrics: Final = Metrics()
routed_app.router.lifespan_context = _with_tables
routed_app.router.routes.extend(Routes(_own, _tables, _metrics).under(settings.app_path))
app: Final = Watch(
    TrustedHostMiddleware(
        Guard(
            main_app,
            _all,
            _scripts(custom_scripts),
            login=check_login,
            is_table=_tables.takes,
            quota=Quota(cells_a_minute()),
            script=batch.script(_own) + SCRIPT,
            largest_body=int(os.environ.get(BODY_VARIABLE, BODY_BYTES)),
        ),
        allowed_hosts=_hosts(),
        www_redirect=False,
    ),
    _metrics,
    access_log(),
)
