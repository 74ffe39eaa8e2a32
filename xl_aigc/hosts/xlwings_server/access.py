"""Access to the server: the routes that are open to all, and the login before all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fastapi import HTTPException, Request
from starlette.datastructures import Headers
from xlwings_server.config import settings
from xlwings_server.dependencies import authenticate, get_user

from xl_aigc.hosts.xlwings_server.addresses import is_loopback
from xl_aigc.hosts.xlwings_server.note import note_of
from xl_aigc.hosts.xlwings_server.payload import Refusal
from xl_aigc.hosts.xlwings_server.token_login import SHARED

if TYPE_CHECKING:
    from collections.abc import MutableMapping

HEALTH: Final = "/health"
METRICS: Final = "/metrics"
PAGES: Final = (
    "/",
    HEALTH,
    "/taskpane.html",
    "/xlwings/alert",
    "/xlwings/custom-functions-code.js",
    "/xlwings/custom-functions-meta.json",
    "/xlwings/custom-scripts-meta.json",
)
"""Paths that are read without a login; `docs/security.md` gives the reason for each."""


async def check_login(scope: MutableMapping[str, Any]) -> Refusal | None:
    """Ask for a login by the providers of xlwings Server, before a body is read.

    Args:
        scope: of a request, in the form of ASGI.

    Returns:
        None for an open route, for a person who may call, and where no provider is set.
    """
    if not settings.auth_providers or _is_open(scope):
        return None
    headers = Headers(scope=scope)
    try:
        user = await authenticate(headers.get("authorization", ""), headers.get("auth-provider"))
        await get_user(Request({**scope, "type": "http"}), user)
    except HTTPException as error:
        return Refusal(error.status_code, str(error.detail))
    if user.id != SHARED:
        note_of(scope).person = str(user.email or user.id or user.name or "")
    return None


def _is_open(scope: MutableMapping[str, Any]) -> bool:
    """Tell whether a route is open: reading what the add-in loads, and the question before a call from another origin."""
    if scope["type"] != "http":
        return False
    if scope["method"] == "OPTIONS":
        return _is_preflight(Headers(scope=scope))
    if scope["method"] not in {"GET", "HEAD"}:
        return False
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    if path == f"{settings.app_path}{METRICS}":
        return _is_from_here(scope)
    files = f"{settings.static_url_path}/"
    return path.startswith(files) or path in {f"{settings.app_path}{page}" for page in PAGES}


def _is_from_here(scope: MutableMapping[str, Any]) -> bool:
    """Tell whether a program of this machine asks for itself, and no web server that passes a request on."""
    return is_loopback(note_of(scope).address) and "x-forwarded-for" not in Headers(scope=scope)


def _is_preflight(headers: Headers) -> bool:
    """Tell whether Starlette's `CORSMiddleware` answers, which goes no further. Browsers send no login with it."""
    return "origin" in headers and "access-control-request-method" in headers
