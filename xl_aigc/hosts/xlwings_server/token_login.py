"""A login by one token for all: the simplest thing that keeps strangers out of a server.

For a login per person take xlwings Server's own `entraid` provider, or write one.
"""

from __future__ import annotations

import os
import secrets
from typing import Final

from fastapi import HTTPException, status
from xlwings_server.models import User

from xl_aigc.errors import HostError, Place

PROVIDER: Final = "aigc_token"
"""The name of this login in `XLWINGS_AUTH_PROVIDERS`.

Not `custom`: where a project's `auth/custom` can't be imported, xlwings Server falls back to a sample of the same name
that lets everyone in who sends `test-token`. There is no sample of this name, so a fault here keeps everyone out.
"""
TOKEN_VARIABLE: Final = "XL_AIGC_SERVER_TOKEN"  # noqa: S105  the name of the variable
SHORTEST: Final = 16
SHARED: Final = "token"
"""Whoever has the token: it does not tell persons apart."""


def new_token() -> str:
    """Return a token nobody can guess."""
    return secrets.token_urlsafe(32)


def configured_token() -> str | None:
    """Return the token that was set, None if none was.

    Raises:
        HostError: it is short enough to be guessed.
    """
    token = os.environ.get(TOKEN_VARIABLE, "").strip()
    if token and len(token) < SHORTEST:
        raise HostError(
            f"The token has {len(token)} characters.",
            Place(key=TOKEN_VARIABLE),
            expected=f"at least {SHORTEST}.",
            remedy="Leave it unset, and one is made.",
        )
    return token or None


async def validate_token(token_string: str | None) -> User:
    """Whom a token stands for; xlwings Server calls this with the header `Authorization`.

    Raises:
        HTTPException: 401, no token or another one.
    """
    given = (token_string or "").strip().removeprefix("Bearer ").strip()
    due = configured_token()
    if due is None or not secrets.compare_digest(given.encode(), due.encode()):
        raise HTTPException(
            status.HTTP_401_UNAUTHORIZED, "Log in with the server's token.", {"WWW-Authenticate": "Bearer"}
        )
    return User(id=SHARED, name=SHARED)
